/// SHA-256: any bytes to 32 bytes.
///
/// The ledger is pure and owns no cryptography; whoever uses it passes the system's implementation in, which
/// is `Digest.sha256` in this house.
package typealias HashFunction = @Sendable (_ bytes: [UInt8]) -> [UInt8]

/// Whether `signature` is the Ed25519 signature (RFC 8032, 64 bytes) of `message` under the 32-byte `publicKey`.
package typealias SignatureCheck =
    @Sendable (_ publicKey: [UInt8], _ message: [UInt8], _ signature: [UInt8]) -> Bool

/// Bytes in a hash of the tree.
package let hashSize = 32
