package import OpenSSL

/// Small secrets in the same envelope as bids, without a file.
extension Envelope {
    /// The longest content, in bytes.
    package static let smallLimit = 64 * 1024

    /// Seals a few bytes to a certificate, in DER.
    package static func seal(_ content: [UInt8], for certificate: Certificate) throws -> [UInt8] {
        guard !content.isEmpty, content.count <= smallLimit else { throw SealingRefusal.empty }
        var key = try Random.bytes(EnvelopeCipher.keySize)
        defer { Secret.wipe(&key) }
        let nonce = try Random.bytes(EnvelopeCipher.nonceSize)
        let recipients = try EnvelopeProfile.recipients(
            recipient(wrapping: key, to: usablePoint(of: certificate)), for: certificate)
        let cipher = try EnvelopeCipher(.seal, key: key, nonce: nonce)
        var sealed = [UInt8](repeating: 0, count: content.count)
        unsafe try cipher.update(content.span.bytes, into: &sealed, at: 0)
        return head(recipients, nonce: nonce, count: content.count) + sealed
            + DERWriter.element(0x04, try cipher.tag())
    }

    /// Reads a small envelope against the profile; throws what `SealedBidHeader.inspect` throws.
    package static func inspect(_ envelope: [UInt8], for certificate: Certificate) throws -> SealedBidHeader {
        try SealedBidHeader.inspect(source(envelope), certificate)
    }

    /// The content of a small envelope, when the key is its own: for the caller to wipe.
    package static func open(
        _ envelope: [UInt8], key: ContentKey, certificate: Certificate
    ) throws -> [UInt8] {
        try readingEnvelope {
            let reader = EnvelopeReader(try source(envelope))
            let cipher = try key.cipher(.open, nonce: reader.head(for: certificate).nonce)
            var content = [UInt8](repeating: 0, count: envelope.count)
            defer { Secret.wipe(&content) }
            var count = 0
            _ = try reader.content { piece in
                try cipher.update(piece, into: &content, at: count)
                count += piece.byteCount
            }
            guard try cipher.accepts(tag: reader.tag()) else { throw SealingRefusal.tampered }
            return Array(content.prefix(count))
        }
    }

    /// Bounds a small envelope before anything of it is read.
    private static func source(_ envelope: [UInt8]) throws -> FileSource {
        guard envelope.count <= 2 * smallLimit else {
            throw SealingRefusal.malformed("a small envelope", at: 0)
        }
        return FileSource(memory: envelope)
    }
}
