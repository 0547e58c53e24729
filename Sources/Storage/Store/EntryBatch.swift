package import Ledger

/// Entries that are written together, and the tree as it stands with them.
///
/// Made from the tree before, signed, then appended:
///
///     let batch = EntryBatch(after: try store.frontier(), entries)
///     let note = try batch.checkpoint(origin: origin).signed(by: [signer])
///     try store.append(batch, checkpoint: StoredCheckpoint(size: batch.size, note: note.bytes, timeStamp: token))
///     let proof = try batch.inclusionProof(of: batch.firstSeq)
package struct EntryBatch: Sendable {
    package let entries: [NewEntry]
    package let growth: Growth
    /// The tree hash with the batch.
    package let root: [UInt8]

    package init(after frontier: Frontier, _ entries: [NewEntry]) {
        self.entries = entries
        var growth = Growth(from: frontier)
        for entry in entries { growth.append(TreeHash.leaf(entry.commitment, sha256), sha256) }
        self.growth = growth
        root = growth.frontier.root(sha256)
    }

    /// The place of the first entry of the batch.
    package var firstSeq: Int64 { growth.start.size }
    /// Leaves in the tree with the batch.
    package var size: Int64 { growth.frontier.size }

    /// The tree head to sign.
    package func checkpoint(origin: String) throws(LedgerError) -> Checkpoint {
        try Checkpoint(origin: origin, size: size, root: root)
    }

    /// The proof of one of the batch's entries under its checkpoint; reads no store.
    package func inclusionProof(of seq: Int64) throws -> [[UInt8]] {
        try growth.inclusionProof(of: seq, sha256)
    }
}
