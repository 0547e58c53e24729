/// A tree head: which log, how many leaves, which root (C2SP `tlog-checkpoint`).
///
/// Extension lines are refused: nobody who follows the log could audit them.
package struct Checkpoint: Sendable, Hashable {
    /// Names the log, as in "hall.example/log"; no white space and no plus sign.
    package let origin: String
    /// Leaves in the tree.
    package let size: Int64
    /// The Merkle tree hash over them, 32 bytes.
    package let root: [UInt8]

    package init(origin: String, size: Int64, root: [UInt8]) throws(LedgerError) {
        guard NoteText.isKeyName(origin) else {
            throw LedgerError(
                .checkpoint, "The origin of a checkpoint is a name without white space or plus signs.")
        }
        guard size >= 0, root.count == hashSize else {
            throw LedgerError(.checkpoint, "A checkpoint needs a size of at least 0 and a root of 32 bytes.")
        }
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note.
    package init(text: String) throws(LedgerError) {
        let lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty else {
            throw LedgerError(
                .checkpoint,
                "A checkpoint has exactly three lines: origin, size, root; this one has \(lines.count - 1).")
        }
        guard let origin = String(lines[0]) else {
            throw LedgerError(.checkpoint, "The origin of a checkpoint is not UTF-8.")
        }
        guard let size = Decimal.read(lines[1]) else {
            throw LedgerError(
                .checkpoint, "The size of a checkpoint is a decimal number without leading zeros.")
        }
        guard let root = Base64.decode(lines[2]), root.count == hashSize else {
            throw LedgerError(.checkpoint, "The root of a checkpoint is base64 of 32 bytes.")
        }
        try self.init(origin: origin, size: size, root: root)
    }

    /// The three lines that are signed.
    package var text: String { "\(origin)\n\(size)\n\(Base64.encode(root))\n" }

    /// Signs the checkpoint; the first signer should be the log's own, named like the origin.
    package func signed(by signers: [LogSigner]) throws -> SignedNote {
        try SignedNote(signing: text, by: signers)
    }

    /// Reads a note, checks that `key` signed it and that it is a checkpoint of the log of that name.
    package static func verified(
        _ note: [UInt8], key: LogKey, _ check: SignatureCheck
    ) throws(LedgerError) -> Checkpoint {
        let note = try SignedNote(note)
        try note.verify(key, check)
        let checkpoint = try Checkpoint(text: note.text)
        guard checkpoint.origin == key.name else {
            throw LedgerError(
                .checkpoint, "The checkpoint is one of the log \(checkpoint.origin), not of \(key.name).")
        }
        return checkpoint
    }
}

/// Whole numbers in ASCII with one spelling each.
enum Decimal {
    /// Nil for leading zeros, signs, other characters, or more than an Int64 holds.
    static func read(_ digits: some Collection<UInt8>) -> Int64? {
        guard let first = digits.first, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            first != 0x30 || digits.count == 1, digits.count <= 19
        else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self))
    }
}
