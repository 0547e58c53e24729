/// Hashes of complete subtrees, in the order asked: from tiles, a table, or memory.
package typealias HashReader = (_ nodes: [TreeNode]) throws -> [[UInt8]]

/// That a leaf is in a tree: the audit path of RFC 6962 §2.1.1, from the leaf's sibling up to the root's child.
package enum InclusionProof {
    /// More hashes than this cannot be in a proof for any tree this house can count.
    package static let longest = 63

    /// Makes the path for leaf `index` in the tree of the first `size` leaves.
    ///
    /// Asks `read` once for all subtrees it needs. Throws what `read` throws, or when the leaf is not in the tree.
    package static func make(
        of index: Int64, in size: Int64, _ hash: HashFunction, _ read: HashReader
    ) throws -> [[UInt8]] {
        guard index >= 0, index < size else {
            throw LedgerError(.inclusionProof, "Leaf \(index) is not in a tree of \(size) leaves.")
        }
        return try subtreeHashes(path(of: index, in: size), .inclusionProof, hash, read)
    }

    /// Checks that `leafHash` stands at `index` in the tree of `size` leaves with this `root`
    /// (RFC 9162 §2.1.3.2).
    package static func verify(
        _ proof: [[UInt8]], leafHash: [UInt8], index: Int64, size: Int64, root: [UInt8], _ hash: HashFunction
    ) throws(LedgerError) {
        guard index >= 0, index < size else {
            throw LedgerError(.inclusionProof, "Leaf \(index) is not in a tree of \(size) leaves.")
        }
        guard leafHash.count == hashSize, proof.allSatisfy({ $0.count == hashSize }) else {
            throw LedgerError(
                .inclusionProof, "A hash in the inclusion proof of leaf \(index) is not 32 bytes long.")
        }
        var place = index
        var last = size - 1
        var result = leafHash
        for sibling in proof {
            guard last > 0 else {
                throw LedgerError(
                    .inclusionProof,
                    "The inclusion proof of leaf \(index) is too long for a tree of \(size) leaves.")
            }
            if place & 1 == 1 || place == last {
                result = TreeHash.node(sibling, result, hash)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                result = TreeHash.node(result, sibling, hash)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else {
            throw LedgerError(
                .inclusionProof,
                "The inclusion proof of leaf \(index) is too short for a tree of \(size) leaves.")
        }
        guard result == root else {
            throw LedgerError(
                .inclusionProof,
                "The inclusion proof of leaf \(index) leads to another root than that of the tree of \(size) leaves; the entry, its salt, the proof or the checkpoint was changed."
            )
        }
    }

    /// The leaf ranges whose hashes are the path, from the leaf upwards.
    private static func path(of index: Int64, in size: Int64) -> [Range<Int64>] {
        var ranges: [Range<Int64>] = []
        var whole = 0..<size
        while whole.upperBound - whole.lowerBound > 1 {
            let middle = split(whole)
            if index < middle {
                ranges.append(middle..<whole.upperBound)
                whole = whole.lowerBound..<middle
            } else {
                ranges.append(whole.lowerBound..<middle)
                whole = middle..<whole.upperBound
            }
        }
        return ranges.reversed()
    }
}

/// Where RFC 6962 divides a range of at least two leaves: after the greatest power of two below its length.
func split(_ range: Range<Int64>) -> Int64 {
    range.lowerBound + 1 << (range.upperBound - range.lowerBound - 1).log2
}

/// The tree hashes of several ranges, with one call of `read`.
func subtreeHashes(
    _ ranges: [Range<Int64>], _ part: LedgerError.Part, _ hash: HashFunction, _ read: HashReader
) throws -> [[UInt8]] {
    let covers = ranges.map(TreeNode.covering)
    let nodes = covers.flatMap { $0 }
    let hashes = try read(nodes)
    guard hashes.count == nodes.count, hashes.allSatisfy({ $0.count == hashSize }) else {
        throw LedgerError(
            part,
            "The store answered \(nodes.count) tree hashes with \(hashes.count), or not with 32 bytes each.")
    }
    var taken = 0
    return covers.map { cover in
        defer { taken += cover.count }
        return TreeHash.fold(hashes[taken..<taken + cover.count], hash)
    }
}
