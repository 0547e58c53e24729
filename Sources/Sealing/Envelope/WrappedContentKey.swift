package import OpenSSL

/// The part of a sealed bid that a custodian needs to recover its content key: what the platform shows to the
/// custodian in place of the whole envelope.
package struct WrappedContentKey: Sendable, Equatable {
    /// R, the ephemeral public point: 65 bytes, uncompressed, on P-256.
    package let ephemeralPoint: [UInt8]
    /// User keying material, when the sealer added any.
    package let keyingMaterial: [UInt8]?
    /// The content key, wrapped: 40 bytes.
    package let wrappedKey: [UInt8]

    package init(ephemeralPoint: [UInt8], keyingMaterial: [UInt8]?, wrappedKey: [UInt8]) {
        self.ephemeralPoint = ephemeralPoint
        self.keyingMaterial = keyingMaterial
        self.wrappedKey = wrappedKey
    }

    /// Recovers the content key with the private key of the opening certificate.
    /// - Throws: `OpenSSLError` when the point is none of the curve, `SealingRefusal` BID_KEY_NOT_RECOVERED when
    ///   the wrapped key does not answer to this private key.
    package func unwrap(with privateKey: PrivateKey) throws -> ContentKey {
        // The keys alone take part in the agreement: what else a header tells has no bearing here.
        let header = SealedBidHeader(
            ephemeralPoint: ephemeralPoint, keyingMaterial: keyingMaterial, wrappedKey: wrappedKey, nonce: [],
            tag: [], contentLength: 0, size: 0)
        return try Envelope.unwrapContentKey(header, privateKey: privateKey)
    }
}
