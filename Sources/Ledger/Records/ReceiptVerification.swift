/// Checks an RFC 3161 token over a message and returns the instant it attests, in milliseconds since 1970 UTC.
/// Throws, in words for a person, when the token is not over that message or its authority is not trusted.
package typealias TimeStampCheck = (_ token: [UInt8], _ message: [UInt8]) throws -> Int64

extension Receipt {
    /// What a receipt was found to prove.
    package struct Findings: Sendable, Equatable {
        /// What happened, as the log holds it.
        package let entry: Entry
        /// The tree head that the entry is under.
        package let checkpoint: Checkpoint
        /// The key that signed that head.
        package let key: LogKey
        /// An instant at which the log already held the entry, attested by the time-stamp authority; nil when the
        /// receipt has no token or no check for it was given.
        package let attestedAt: Int64?
        /// The parts that were checked and hold, in the order of checking.
        package let checked: [LedgerError.Part]
    }

    /// Checks everything a receipt claims, from the signature inwards, and says what was checked.
    ///
    /// - Parameters:
    ///   - key: the log's public key, had from elsewhere than the receipt.
    ///   - timeStampCheck: checks the token, if there is one; nil leaves it unchecked, and the findings say so.
    ///   - command: the signed command (CMS, DER) this should be the receipt for; nil leaves that unchecked.
    /// - Throws: `LedgerError` that names the first part that fails.
    package func verify(
        with key: LogKey, _ hash: HashFunction, signatureCheck: SignatureCheck,
        timeStampCheck: TimeStampCheck? = nil, command: [UInt8]? = nil
    ) throws(LedgerError) -> Findings {
        let checkpoint = try Checkpoint.verified(self.checkpoint, key: key, signatureCheck)
        var checked: [LedgerError.Part] = [.signature, .checkpoint]
        let leaf = TreeHash.leaf(Commitment.of(entry, salt: salt, hash), hash)
        try InclusionProof.verify(
            proof, leafHash: leaf, index: seq, size: checkpoint.size, root: checkpoint.root, hash)
        checked += [.salt, .inclusionProof]
        let entry = try Entry(self.entry)
        checked.append(.entry)
        var attestedAt: Int64?
        if let timeStamp, let timeStampCheck {
            do {
                attestedAt = try timeStampCheck(timeStamp, self.checkpoint)
            } catch {
                throw LedgerError(.timeStamp, "The time stamp over the checkpoint does not hold: \(error)")
            }
            checked.append(.timeStamp)
        }
        if let command {
            guard let digest = entry.command else {
                throw LedgerError(.command, "The receipt is for an entry that no command caused.")
            }
            guard digest == hash(command) else {
                throw LedgerError(.command, "The receipt is for another command than the one given.")
            }
            checked.append(.command)
        }
        return Findings(
            entry: entry, checkpoint: checkpoint, key: key, attestedAt: attestedAt, checked: checked)
    }
}
