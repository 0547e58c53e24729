internal import Glibc
package import OpenSSL

/// Encrypts files to certificates and opens such files: AuthEnvelopedData with AES-256-GCM for recipients with
/// P-256, RSA and SM2 keys, in constant memory. It interchanges with `openssl cms -encrypt` and `-decrypt`.
///
/// Bids are sealed by `Envelope`, whose profile is narrower: one recipient, the lot's opening certificate.
package enum MessageEnvelope {
    /// Encrypts a file, in DER. The result takes its name only when it is whole.
    ///
    /// - Returns: the size of the encrypted file.
    /// - Throws: `SealingRefusal` when a certificate does not fit or the file is empty, `FileFault` when a file
    ///   cannot be read or written.
    @discardableResult
    package static func encrypt(
        _ input: String, to output: String, for certificates: [Certificate]
    ) throws -> Int {
        let source = try FileSource(path: input)
        guard source.size > 0 else { throw SealingRefusal.empty.ofMessage }
        guard (1...MessageRecipient.most).contains(certificates.count) else {
            throw SealingRefusal.messageRecipients(MessageRecipient.most)
        }
        var key = try Random.bytes(EnvelopeCipher.keySize)
        defer { Secret.wipe(&key) }
        let nonce = try Random.bytes(EnvelopeCipher.nonceSize)
        // A SET OF is written in the order of its encodings (X.690 §11.6).
        let infos = try certificates.map { try MessageRecipient.der(wrapping: key, for: $0) }
            .sorted { $0.lexicographicallyPrecedes($1) }
        let sink = try FileSink(path: output)
        try sink.write(
            Envelope.head(DERWriter.element(0x31, Array(infos.joined())), nonce: nonce, count: source.size))
        let cipher = try EnvelopeCipher(.seal, key: key, nonce: nonce)
        try source.stream(source.size) { piece in
            try sink.write(count: piece.byteCount) { try cipher.update(piece, into: &$0, at: $1) }
        }
        try sink.write(DERWriter.element(0x04, try cipher.tag()))
        try sink.commit()
        return sink.count
    }

    /// Decrypts a file. What comes out takes its name only after it was found unchanged, and is removed otherwise.
    ///
    /// - Parameters:
    ///   - input: DER, or BER of indefinite length as stock tools write it.
    ///   - sha256: the digest of the file, known from elsewhere. Without it a message whose cipher does not show
    ///     changes (CBC) is refused; with it a file of another digest is refused before anything is decrypted.
    /// - Returns: SHA-256 of the content.
    /// - Throws: `SealingRefusal` when the message is outside the profile, changed, or not to this certificate;
    ///   `FileFault` when a file cannot be read or written.
    @discardableResult
    package static func decrypt(
        _ input: String, to output: String, key: PrivateKey, certificate: Certificate, sha256: [UInt8]? = nil
    ) throws -> [UInt8] {
        do {
            return try readingEnvelope {
                try open(FileSource(path: input), output, key, certificate, sha256)
            }
        } catch let refusal as SealingRefusal {
            throw refusal.ofMessage
        }
    }

    private static func open(
        _ source: FileSource, _ output: String, _ key: PrivateKey, _ certificate: Certificate,
        _ expected: [UInt8]?
    ) throws -> [UInt8] {
        if let expected {
            let digest = try RunningDigest()
            try source.stream(source.size) { digest.update($0) }
            source.seek(to: 0)
            guard try digest.value() == expected else { throw SealingRefusal.messageDigest }
        }
        let reader = MessageReader(source)
        let head = try reader.head(for: certificate, digestIsKnown: expected != nil)
        var content = try head.recipient.contentKey(key)
        defer { Secret.wipe(&content) }
        guard content.count == head.cipher.keySize else { throw SealingRefusal.messageKeyNotRecovered }
        let sink = try FileSink(path: output)
        let digest = try RunningDigest()
        switch head.cipher {
        case .gcm(let nonce):
            let cipher = try EnvelopeCipher(.open, key: content, nonce: nonce)
            try reader.content { piece in
                try sink.write(piece, opening: cipher, digest)
            }
            let tag = try reader.tag()
            guard try cipher.accepts(tag: tag) else { throw SealingRefusal.tampered }
        case .cbc(let kind, let vector):
            let cipher = try BlockCipher(opening: kind, key: content, vector: vector)
            try reader.content { piece in
                let plain = try cipher.update(piece)
                digest.update(plain)
                try sink.write(plain)
            }
            try reader.end()
            guard let last = cipher.finish() else { throw SealingRefusal.messagePadding }
            digest.update(last)
            try sink.write(last)
        }
        try sink.commit()
        return try digest.value()
    }
}
