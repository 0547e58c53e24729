/// That a tree only grew: the proof of RFC 6962 §2.1.2.
package enum ConsistencyProof {
    /// Makes the proof from the tree of the first `old` leaves to that of the first `new`.
    ///
    /// It is empty when there is nothing to show: both sizes equal, or the old tree empty. Throws what `read`
    /// throws, or when the old tree is the greater one.
    package static func make(
        from old: Int64, to new: Int64, _ hash: HashFunction, _ read: HashReader
    ) throws -> [[UInt8]] {
        guard old >= 0, old <= new else {
            throw LedgerError(
                .consistencyProof, "A tree of \(old) leaves cannot have grown into one of \(new).")
        }
        guard old > 0, old < new else { return [] }
        return try subtreeHashes(path(from: old, to: new), .consistencyProof, hash, read)
    }

    /// Checks that the tree of `new` leaves with `newRoot` begins with the tree of `old` leaves with `oldRoot`
    /// (RFC 9162 §2.1.4.2).
    package static func verify(
        _ proof: [[UInt8]], from old: Int64, oldRoot: [UInt8], to new: Int64, newRoot: [UInt8],
        _ hash: HashFunction
    ) throws(LedgerError) {
        guard old >= 0, old <= new else {
            throw LedgerError(
                .consistencyProof, "A tree of \(old) leaves cannot have grown into one of \(new).")
        }
        guard old > 0, old < new else {
            guard proof.isEmpty else {
                throw LedgerError(
                    .consistencyProof,
                    "Between \(old) and \(new) leaves there is nothing to prove, yet hashes were given.")
            }
            guard old == 0 ? oldRoot == TreeHash.empty(hash) : oldRoot == newRoot else {
                throw LedgerError(
                    .consistencyProof, "Two different roots are claimed for a tree of \(old) leaves.")
            }
            return
        }
        let (oldComputed, newComputed) = try roots(proof, from: old, oldRoot: oldRoot, to: new, hash)
        guard oldComputed == oldRoot else {
            throw LedgerError(
                .consistencyProof,
                "The proof does not lead to the root of the older tree (\(old) leaves): history was changed.")
        }
        guard newComputed == newRoot else {
            throw LedgerError(
                .consistencyProof,
                "The proof does not lead to the root of the newer tree (\(new) leaves): history was changed.")
        }
    }

    /// The two roots that a proof leads to, for `0 < old < new`.
    private static func roots(
        _ proof: [[UInt8]], from old: Int64, oldRoot: [UInt8], to new: Int64, _ hash: HashFunction
    ) throws(LedgerError) -> (old: [UInt8], new: [UInt8]) {
        // An old tree that is one complete subtree is its own first hash, and is not repeated in the proof.
        let path = old.nonzeroBitCount == 1 ? [oldRoot] + proof : proof
        guard let first = path.first, path.count > 1, path.allSatisfy({ $0.count == hashSize }) else {
            throw LedgerError(
                .consistencyProof,
                "The consistency proof from \(old) to \(new) leaves is too short or has a hash that is not 32 bytes long."
            )
        }
        var place = old - 1
        var last = new - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var oldResult = first
        var newResult = first
        for sibling in path.dropFirst() {
            guard last > 0 else {
                throw LedgerError(
                    .consistencyProof, "The consistency proof from \(old) to \(new) leaves is too long.")
            }
            if place & 1 == 1 || place == last {
                oldResult = TreeHash.node(sibling, oldResult, hash)
                newResult = TreeHash.node(sibling, newResult, hash)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                newResult = TreeHash.node(newResult, sibling, hash)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else {
            throw LedgerError(
                .consistencyProof, "The consistency proof from \(old) to \(new) leaves is too short.")
        }
        return (oldResult, newResult)
    }

    /// The leaf ranges whose hashes are the proof, in its order.
    private static func path(from old: Int64, to new: Int64) -> [Range<Int64>] {
        var ranges: [Range<Int64>] = []
        var whole = 0..<new
        var oldIsWhole = true
        while old != whole.upperBound {
            let middle = split(whole)
            if old <= middle {
                ranges.append(middle..<whole.upperBound)
                whole = whole.lowerBound..<middle
            } else {
                ranges.append(whole.lowerBound..<middle)
                whole = middle..<whole.upperBound
                oldIsWhole = false
            }
        }
        if !oldIsWhole { ranges.append(whole) }
        return ranges.reversed()
    }
}
