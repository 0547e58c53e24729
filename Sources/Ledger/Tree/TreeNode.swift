/// A complete subtree of a Merkle tree: `2^level` leaves that begin at leaf `index · 2^level`.
///
/// Only complete subtrees are ever stored, because their hash never changes again.
package struct TreeNode: Hashable, Sendable {
    /// Height above the leaves; 0 is a leaf.
    package let level: Int
    /// Position among the subtrees of this level, from the left.
    package let index: Int64

    package init(level: Int, index: Int64) {
        precondition((0..<63).contains(level) && index >= 0 && index <= Int64.max >> level - 1)
        self.level = level
        self.index = index
    }

    /// The leaf whose arrival completed this subtree.
    package var lastLeaf: Int64 { (index + 1) << level - 1 }

    /// The complete subtrees that together cover leaves `range`, from the left, the largest first.
    ///
    /// The range must begin at a multiple of a power of two that is at least its length, which holds for every
    /// range that RFC 6962 names.
    static func covering(_ range: Range<Int64>) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = (range.upperBound - start).log2
            nodes.append(TreeNode(level: level, index: start >> level))
            start += 1 << level
        }
        return nodes
    }
}

extension Int64 {
    /// The exponent of the greatest power of two that is no greater than this positive number.
    var log2: Int { Int64.bitWidth - 1 - leadingZeroBitCount }
}
