package import Ledger
internal import OpenSSL

/// SHA-256 as the ledger takes it.
package let sha256: HashFunction = { Digest.sha256($0) }

/// The signed command that caused an entry, kept as proof.
package struct CommandRecord: Sendable, Equatable {
    /// Who signed it: the identity under which its id is unique.
    package let actor: String
    /// The idempotency key that the actor chose.
    package let id: String
    /// CMS SignedData, DER, exactly as it came.
    package let signed: [UInt8]
    /// The verdict on its certificate, JSON; nil where none was asked for.
    package let verdict: [UInt8]?

    package init(actor: String, id: String, signed: [UInt8], verdict: [UInt8]?) {
        self.actor = actor
        self.id = id
        self.signed = signed
        self.verdict = verdict
    }
}

/// An entry that is to be written.
///
/// When one command causes several entries, the record goes with the first, and all carry its digest.
package struct NewEntry: Sendable {
    package let stream: String
    package let version: Int64
    /// The canonical bytes of the entry.
    package let bytes: [UInt8]
    package let salt: [UInt8]
    package let commitment: [UInt8]
    package let command: CommandRecord?

    /// Throws when the salt is not 32 bytes long, or the record is for another command than the entry names.
    package init(_ entry: Entry, salt: [UInt8], command: CommandRecord?) throws(StorageError) {
        guard salt.count == Commitment.saltSize else {
            throw .contradiction("The salt of an entry has 32 bytes, not \(salt.count).")
        }
        if let command {
            guard !command.actor.isEmpty, !command.id.isEmpty else {
                throw .contradiction("A command record needs an actor and an id.")
            }
            guard entry.command == Digest.sha256(command.signed) else {
                throw .contradiction(
                    "The entry of \(entry.stream) does not name the digest of the command kept with it.")
            }
        }
        stream = entry.stream
        version = entry.version
        bytes = entry.bytes
        self.salt = salt
        self.command = command
        commitment = Commitment.of(bytes, salt: salt, sha256)
    }
}

/// An entry as it was read back, its bytes checked against the commitment in the tree.
package struct StoredEntry: Sendable, Equatable {
    /// Place in the log: the leaf, from 0.
    package let seq: Int64
    package let stream: String
    package let version: Int64
    package let bytes: [UInt8]
    package let salt: [UInt8]
    package let command: CommandRecord?

    /// The entry itself. Throws when this program cannot read its format.
    package func entry() throws(LedgerError) -> Entry { try Entry(bytes) }
}

/// A signed tree head as it is kept.
package struct StoredCheckpoint: Sendable, Equatable {
    /// Leaves in the tree.
    package let size: Int64
    /// The signed note.
    package let note: [UInt8]
    /// The RFC 3161 token over the note; nil until an authority has answered.
    package let timeStamp: [UInt8]?

    package init(size: Int64, note: [UInt8], timeStamp: [UInt8]?) {
        self.size = size
        self.note = note
        self.timeStamp = timeStamp
    }

    /// The tree head in the note. Throws when the note is none or speaks of another size.
    package func checkpoint() throws(LedgerError) -> Checkpoint {
        let checkpoint = try Checkpoint(text: SignedNote(note).text)
        guard checkpoint.size == size else {
            throw LedgerError(
                .checkpoint, "The checkpoint filed under size \(size) is one of size \(checkpoint.size).")
        }
        return checkpoint
    }
}
