/// The right edge of a Merkle tree: all that is needed to add leaves and to know the root.
///
/// A tree of `size` leaves falls into one complete subtree per 1-bit of `size`. Their hashes, from the left and
/// therefore the largest first, are the peaks; at most 63 of them, whatever the size.
package struct Frontier: Sendable, Equatable {
    /// Leaves in the tree.
    package private(set) var size: Int64
    /// One hash for each 1-bit of `size`, from the most significant.
    package private(set) var peaks: [[UInt8]]

    /// A tree without leaves.
    package init() {
        size = 0
        peaks = []
    }

    /// Takes up a tree whose peaks were kept elsewhere; `peaks` answers `Frontier.nodes(ofSize:)`.
    ///
    /// Throws when their number does not belong to the size or one is not 32 bytes long.
    package init(size: Int64, peaks: [[UInt8]]) throws(LedgerError) {
        guard size >= 0 else { throw LedgerError(.tree, "A tree cannot have \(size) leaves.") }
        guard peaks.count == size.nonzeroBitCount, peaks.allSatisfy({ $0.count == hashSize }) else {
            throw LedgerError(
                .tree,
                "A tree of \(size) leaves has \(size.nonzeroBitCount) peaks of 32 bytes; \(peaks.count) were given or one is not 32 bytes long."
            )
        }
        self.size = size
        self.peaks = peaks
    }

    /// The complete subtrees that are the peaks of a tree of `size` leaves, in the order of `peaks`.
    package static func nodes(ofSize size: Int64) -> [TreeNode] { TreeNode.covering(0..<size) }

    /// Adds one leaf hash and returns the subtrees it completed: level 0 (the leaf itself), then 1, 2 …
    ///
    /// A tree of n leaves has fewer than 2n complete subtrees, so this is one hash a leaf on average.
    @discardableResult
    package mutating func append(_ leafHash: [UInt8], _ hash: HashFunction) -> [[UInt8]] {
        precondition(leafHash.count == hashSize, "a leaf hash has 32 bytes")
        var completed = [leafHash]
        var top = leafHash
        for _ in 0..<(~size).trailingZeroBitCount {
            top = TreeHash.node(peaks.removeLast(), top, hash)
            completed.append(top)
        }
        peaks.append(top)
        size += 1
        return completed
    }

    /// The Merkle tree hash over all leaves (RFC 6962 §2.1).
    package func root(_ hash: HashFunction) -> [UInt8] { TreeHash.fold(peaks, hash) }
}
