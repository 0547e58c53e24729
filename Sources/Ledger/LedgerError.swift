/// What a piece of the ledger failed at, in one sentence for a person.
///
/// Tree, notes, tiles, entries and receipts come from outside as often as from our own store, so every reader
/// and verifier in this target throws this and nothing else.
package struct LedgerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The piece that is wrong: what a reader of a receipt looks at next.
    package enum Part: String, Sendable, CaseIterable {
        case tree, inclusionProof, consistencyProof
        case note, checkpoint, key, signature
        case tile
        case entry, salt, receipt, timeStamp, command
    }

    package let part: Part
    /// What was wrong, where, and what to do about it.
    package let description: String

    package init(_ part: Part, _ description: String) {
        self.part = part
        self.description = description
    }
}
