/// What the tree holds in place of an entry: a hash that binds the entry and tells nothing about it.
///
/// Who bids, and how many, is secret until the opening, and personal data must be erasable later; so the leaf
/// is `SHA-256("tradehall/commitment/v1\n" ‖ salt ‖ entry)` with 32 random bytes of salt that are kept beside the
/// entry. Without the salt an entry cannot be guessed; when both are erased, the tree stands as before.
package enum Commitment {
    /// Bytes of salt an entry needs.
    package static let saltSize = 32

    /// Keeps these hashes apart from every other use of SHA-256 in the house.
    private static let domain = Array("tradehall/commitment/v1\n".utf8)

    /// The 32 bytes that are the leaf's data. The salt must be `saltSize` bytes long.
    package static func of(_ entry: [UInt8], salt: [UInt8], _ hash: HashFunction) -> [UInt8] {
        precondition(salt.count == saltSize, "a salt has 32 bytes")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(domain.count + saltSize + entry.count)
        bytes += domain
        bytes += salt
        bytes += entry
        return hash(bytes)
    }
}
