package import Ledger
internal import OpenSSL

/// What keeps a custodian's machine from acting before its time, whatever the hall tells it: a checkpoint that the
/// log signed, that goes on from the one this machine saw last, that a time-stamp authority dates after the deadline,
/// and a deadline that is read from entries under that same checkpoint.
package struct OpeningGuard: Sendable {
    /// What the hall shows. Nothing of it is believed.
    package struct Evidence: Sendable {
        /// The signed note.
        package let note: [UInt8]
        /// The RFC 3161 token over the note.
        package let timeStamp: [UInt8]
        /// From the checkpoint that this machine holds to this one.
        package let consistency: [[UInt8]]
        /// The entries that set or moved the deadline, each proven under this note.
        package let entries: [Receipt]

        package init(note: [UInt8], timeStamp: [UInt8], consistency: [[UInt8]], entries: [Receipt]) {
            (self.note, self.timeStamp) = (note, timeStamp)
            (self.consistency, self.entries) = (consistency, entries)
        }
    }

    package let log: LogKey
    /// The checkpoint that this machine saw last; nil on its first act.
    package let held: Checkpoint?

    package init(log: LogKey, held: Checkpoint?) { (self.log, self.held) = (log, held) }

    /// Says what partials may be made for, and the checkpoint to hold from now on.
    ///
    /// - Parameters:
    ///   - deadline: reads the lot's last deadline from the entries, in milliseconds; throws when they tell none.
    ///   - stamp: checks the token and gives its instant, in milliseconds.
    ///   - now: this machine's own clock, which must be past the deadline too.
    /// - Throws: `LedgerError` for a proof that does not hold; `SealingRefusal` OPENING_TOO_EARLY.
    package func admit(
        tender: String, lot: String, _ evidence: Evidence, deadline: ([Entry]) throws -> Int64,
        stamp: TimeStampCheck, now: Int64
    ) throws -> (subject: OpeningSubject, held: Checkpoint) {
        let check: SignatureCheck = { key, message, signature in
            (try? PublicKey(ed25519: key))?.verify(signature, of: message) ?? false
        }
        let hash: HashFunction = { Digest.sha256($0) }
        let checkpoint = try Checkpoint.verified(evidence.note, key: log, check)
        if let held {
            try ConsistencyProof.verify(
                evidence.consistency, from: held.size, oldRoot: held.root, to: checkpoint.size,
                newRoot: checkpoint.root, hash)
        }
        var entries: [Entry] = []
        for receipt in evidence.entries {
            guard receipt.checkpoint == evidence.note else { throw SealingRefusal.entryElsewhere }
            entries.append(try receipt.verify(with: log, hash, signatureCheck: check).entry)
        }
        guard !entries.isEmpty else { throw SealingRefusal.noDeadline }
        let end = try deadline(entries)
        let attested = try stamp(evidence.timeStamp, evidence.note)
        guard attested > end, now > end else { throw SealingRefusal.tooEarly(end, min(attested, now)) }
        return (
            OpeningSubject(
                tender: tender, lot: lot, checkpoint: Digest.sha256(Array(checkpoint.text.utf8))), checkpoint
        )
    }
}

extension SealingRefusal {
    fileprivate static let entryElsewhere = SealingRefusal(
        "OPENING_ENTRY_ELSEWHERE", zh: "规定截止时间的记录不在该检查点之下，不予操作。",
        en:
            "An entry that tells the deadline is proven under another checkpoint than the one shown; nothing is done."
    )

    fileprivate static let noDeadline = SealingRefusal(
        "OPENING_NO_DEADLINE", zh: "没有出示规定截止时间的记录，不予操作。",
        en: "No entry that tells the deadline is shown; nothing is done.")

    fileprivate static func tooEarly(_ deadline: Int64, _ time: Int64) -> SealingRefusal {
        SealingRefusal(
            "OPENING_TOO_EARLY",
            zh: "投标截止时间未到（截止 \(deadline) 毫秒，经证明的时间 \(time) 毫秒），不予操作。",
            en:
                "The deadline (\(deadline) ms) has not passed at the proven time (\(time) ms); nothing is done before it."
        )
    }
}
