package import OpenSSL

/// What a challenge is hashed from (Fiat and Shamir 1986): a label that says what kind of proof it is, then every
/// value that the proof is about, each after its length in four bytes, so that no two lists of values read alike.
package struct ProofTranscript: Sendable {
    private var bytes: [UInt8] = []

    package init(_ label: String) { append(Array(label.utf8)) }

    package mutating func append(_ value: [UInt8]) {
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: value.count >> shift)) }
        bytes += value
    }

    package mutating func append(_ text: String) { append(Array(text.utf8)) }

    /// One byte.
    package mutating func append(number: Int) { append([UInt8(truncatingIfNeeded: number)]) }

    /// SHA-512 of everything, modulo the group order.
    package func challenge() throws(OpenSSLError) -> P256Scalar { try P256Scalar.hash(bytes) }

    /// SHA-256 of everything, for names and commitments.
    package func digest() -> [UInt8] { Digest.sha256(bytes) }

    /// A secret number for one proof: of fresh chance, the secret and what is proven, so that neither a weak
    /// generator nor a repeated one gives the secret away.
    func nonce(for secret: P256Scalar) throws(OpenSSLError) -> P256Scalar {
        var seed = Array("tradehall/nonce/v1".utf8) + secret.bytes() + (try Random.bytes(32)) + bytes
        defer { Secret.wipe(&seed) }
        return try P256Scalar.hash(seed)
    }
}
