internal import Glibc
package import OpenSSL

/// Seals files to a lot's opening certificate, recovers content keys, and opens. All of it runs in constant
/// memory and interchanges with `openssl cms -encrypt` and `-decrypt`.
package enum Envelope {
    /// Seals a file to a certificate, in DER.
    ///
    /// The sealed file is written beside its destination and takes its name only when it is whole.
    ///
    /// - Parameter certificate: for a P-256 key, and allowed to agree on keys.
    /// - Returns: the size of the sealed file, in bytes.
    /// - Throws: `SealingRefusal` when the certificate does not fit or the file is empty, `FileFault` when a file
    ///   cannot be read or written.
    @discardableResult
    package static func seal(
        _ input: String, to output: String, for certificate: Certificate
    ) throws -> Int {
        try seal(FileSource(path: input), to: output, for: certificate)
    }

    /// The same for an open regular file, which is read from its beginning and stays open.
    @discardableResult
    package static func seal(
        fileDescriptor: Int32, to output: String, for certificate: Certificate
    ) throws -> Int {
        try seal(FileSource(descriptor: fileDescriptor), to: output, for: certificate)
    }

    private static func seal(
        _ source: FileSource, to output: String, for certificate: Certificate
    ) throws -> Int {
        guard source.size > 0 else { throw SealingRefusal.empty }
        let point = try usablePoint(of: certificate)
        var key = try Random.bytes(EnvelopeCipher.keySize)
        defer { Secret.wipe(&key) }
        let nonce = try Random.bytes(EnvelopeCipher.nonceSize)
        let recipients = try EnvelopeProfile.recipients(
            recipient(wrapping: key, to: point), for: certificate)
        let sink = try FileSink(path: output)
        try sink.write(head(recipients, nonce: nonce, count: source.size))
        let cipher = try EnvelopeCipher(.seal, key: key, nonce: nonce)
        try source.stream(source.size) { piece in
            try sink.write(count: piece.byteCount) { try cipher.update(piece, into: &$0, at: $1) }
        }
        try sink.write(DERWriter.element(0x04, try cipher.tag()))
        try sink.commit()
        return sink.count
    }

    /// Recovers the content key with the whole private key of the opening certificate.
    package static func unwrapContentKey(
        _ header: SealedBidHeader, privateKey: PrivateKey
    ) throws -> ContentKey {
        var secret = try EnvelopeKeys.sharedSecret(privateKey, point: header.ephemeralPoint)
        defer { Secret.wipe(&secret) }
        return try contentKey(fromSharedSecret: secret, header)
    }

    /// Recovers the content key from the x-coordinate of the shared point, 32 bytes, as custodians combine it.
    ///
    /// - Throws: `SealingRefusal` with the code BID_KEY_NOT_RECOVERED when the wrapped key does not answer to it.
    package static func contentKey(
        fromSharedSecret x: [UInt8], _ header: SealedBidHeader
    ) throws -> ContentKey {
        var wrapping = try EnvelopeKeys.derive(
            secret: x, sharedInfo: EnvelopeProfile.sharedInfo(keyingMaterial: header.keyingMaterial))
        defer { Secret.wipe(&wrapping) }
        guard var key = try EnvelopeKeys.unwrap(header.wrappedKey, under: wrapping),
            let content = ContentKey(key)
        else { throw SealingRefusal.keyNotRecovered }
        Secret.wipe(&key)
        return content
    }

    /// Decrypts a sealed bid.
    ///
    /// The content goes to a file that takes its name only after the tag was found good, and is removed
    /// otherwise: nothing unauthentic is ever under `output`.
    ///
    /// - Parameter certificate: the opening certificate that the bid must be sealed to.
    /// - Returns: SHA-256 of the content.
    /// - Throws: `SealingRefusal` when the file is outside the profile, changed, or not under this key;
    ///   `FileFault` when a file cannot be read or written.
    @discardableResult
    package static func open(
        _ sealed: String, to output: String, key: ContentKey, certificate: Certificate
    ) throws -> [UInt8] {
        try readingEnvelope {
            let reader = EnvelopeReader(try FileSource(path: sealed))
            let head = try reader.head(for: certificate)
            let sink = try FileSink(path: output)
            let cipher = try key.cipher(.open, nonce: head.nonce)
            let digest = try RunningDigest()
            _ = try reader.content { piece in
                try sink.write(piece, opening: cipher, digest)
            }
            let tag = try reader.tag()
            guard try cipher.accepts(tag: tag) else { throw SealingRefusal.tampered }
            try sink.commit()
            return try digest.value()
        }
    }

    /// The certificate's point, when it may be sealed to.
    static func usablePoint(of certificate: Certificate) throws -> [UInt8] {
        guard let point = certificate.p256Point else {
            throw SealingRefusal.unfitCertificate(
                zh: "其密钥为 \(certificate.keyAlgorithm)，必须为 P-256",
                en: "its key is of kind \(certificate.keyAlgorithm) and must be P-256")
        }
        if let usage = certificate.keyUsage, !usage.contains(.keyAgreement) {
            throw SealingRefusal.unfitCertificate(
                zh: "其密钥用途不含密钥协商", en: "its key usage does not include key agreement")
        }
        return point
    }

    /// A fresh ephemeral key, and the content key wrapped for its agreement with `point`.
    static func recipient(wrapping key: [UInt8], to point: [UInt8]) throws -> EnvelopeRecipient {
        let ephemeral = try PrivateKey.generateP256()
        guard let own = ephemeral.p256Point else { throw SealingRefusal.curve }
        var secret = try EnvelopeKeys.sharedSecret(ephemeral, point: point)
        defer { Secret.wipe(&secret) }
        var wrapping = try EnvelopeKeys.derive(
            secret: secret, sharedInfo: EnvelopeProfile.sharedInfo(keyingMaterial: nil))
        defer { Secret.wipe(&wrapping) }
        return EnvelopeRecipient(
            point: own, keyingMaterial: nil, wrappedKey: try EnvelopeKeys.wrap(key, under: wrapping))
    }

    /// Everything before `count` bytes of content that are followed by a tag of 16 bytes.
    static func head(_ recipients: [UInt8], nonce: [UInt8], count: Int) -> [UInt8] {
        let inner = ObjectIdentifier.data + EnvelopeProfile.cipher(nonce: nonce) + DERWriter.head(0x80, count)
        let start: [UInt8] = [0x02, 0x01, 0x00] + recipients
        let content = DERWriter.head(0x30, inner.count + count) + inner
        let fields = start + content
        let body = fields.count + count + 2 + EnvelopeCipher.tagSize
        let sequence = DERWriter.head(0x30, body)
        let explicit = DERWriter.head(0xa0, sequence.count + body)
        let type = ObjectIdentifier.authEnvelopedData
        let whole = type.count + explicit.count + sequence.count + body
        return DERWriter.head(0x30, whole) + type + explicit + sequence + fields
    }
}

extension FileSink {
    /// Decrypts a piece straight into the file's buffer, and takes the digest of what comes out.
    func write(_ piece: RawSpan, opening cipher: borrowing EnvelopeCipher, _ digest: borrowing RunningDigest)
        throws
    {
        var rest = 0
        while rest < piece.byteCount {
            let part = piece.extracting(rest..<min(piece.byteCount, rest + Self.bufferSize))
            try write(count: part.byteCount) { buffer, at in
                try cipher.update(part, into: &buffer, at: at)
                unsafe digest.update(buffer.span.bytes.extracting(at..<(at + part.byteCount)))
            }
            rest += part.byteCount
        }
    }
}
