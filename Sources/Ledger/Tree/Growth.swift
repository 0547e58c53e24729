/// A tree that grew by one batch: it still knows where it began, and can prove its new leaves without reading
/// anything from a store.
///
/// The sibling of a new leaf at any height is a peak of the tree as it was, or was completed by this batch.
package struct Growth: Sendable {
    /// The tree before the batch.
    package let start: Frontier
    /// The tree with the batch.
    package private(set) var frontier: Frontier
    /// For each new leaf the subtrees it completed, from level 0.
    package private(set) var completed: [[[UInt8]]] = []

    package init(from start: Frontier) {
        self.start = start
        frontier = start
    }

    /// Adds a leaf hash.
    package mutating func append(_ leafHash: [UInt8], _ hash: HashFunction) {
        completed.append(frontier.append(leafHash, hash))
    }

    /// The hashes of complete subtrees that are new or were peaks; throws for any other.
    package func hashes(of nodes: [TreeNode]) throws(LedgerError) -> [[UInt8]] {
        let oldPeaks = Frontier.nodes(ofSize: start.size)
        var hashes: [[UInt8]] = []
        hashes.reserveCapacity(nodes.count)
        for node in nodes {
            let leaf = node.lastLeaf
            if leaf >= start.size, leaf < frontier.size {
                hashes.append(completed[Int(leaf - start.size)][node.level])
            } else if let place = oldPeaks.firstIndex(of: node) {
                hashes.append(start.peaks[place])
            } else {
                throw LedgerError(
                    .tree,
                    "The subtree at level \(node.level), index \(node.index) is neither new in this batch nor a peak; read it from the store."
                )
            }
        }
        return hashes
    }

    /// The proof that new leaf `index` is in the tree with the batch.
    package func inclusionProof(of index: Int64, _ hash: HashFunction) throws -> [[UInt8]] {
        try InclusionProof.make(of: index, in: frontier.size, hash) { try hashes(of: $0) }
    }
}
