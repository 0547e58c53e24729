/// The two hashes of RFC 6962 §2.1, told apart by their first byte so that no leaf can pass for an inner node.
package enum TreeHash {
    /// The root of a tree without leaves: the hash of nothing.
    package static func empty(_ hash: HashFunction) -> [UInt8] { hash([]) }

    /// `SHA-256(0x00 ‖ data)`.
    package static func leaf(_ data: [UInt8], _ hash: HashFunction) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 + data.count)
        bytes.append(0)
        bytes += data
        return hash(bytes)
    }

    /// `SHA-256(0x01 ‖ left ‖ right)`.
    package static func node(_ left: [UInt8], _ right: [UInt8], _ hash: HashFunction) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 + 2 * hashSize)
        bytes.append(1)
        bytes += left
        bytes += right
        return hash(bytes)
    }

    /// The hash over neighbouring complete subtrees, the largest first: folded from the right.
    static func fold(_ peaks: some BidirectionalCollection<[UInt8]>, _ hash: HashFunction) -> [UInt8] {
        guard var result = peaks.last else { return empty(hash) }
        for peak in peaks.dropLast().reversed() { result = node(peak, result, hash) }
        return result
    }
}
