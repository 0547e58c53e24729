package import OpenSSL

/// The signed layer of a bid: CMS SignedData with the tar inside, CAdES-BES (RFC 5126 §4.3.1), of any size.
///
/// It interchanges with `openssl cms -sign -cades -binary -nodetach` and `openssl cms -verify`, and runs in
/// constant memory. Whether the signer's certificate is to be trusted is not judged here.
package struct SignedBid: Sendable {
    /// By whom it is signed, and when that one says.
    package let signature: ContentSignature
    /// Bytes of content.
    package let contentLength: Int
    /// SHA-256 of the content, whatever digest the signer used.
    package let contentDigest: [UInt8]

    /// Checks a signed file and writes its content to `output`, which gets its name only when the signature holds.
    ///
    /// - Throws: `SealingRefusal` when the file is no signed bid or its signature does not hold; `FileFault` when
    ///   a file cannot be read or written.
    package static func verify(_ path: String, to output: String) throws -> SignedBid {
        let sink = try FileSink(path: output)
        let bid = try verify(path) { try sink.write($0) }
        try sink.commit()
        return bid
    }

    /// Checks a signed file and hands on its content meanwhile. What was handed on is worth nothing unless the
    /// call returns.
    package static func verify(
        _ path: String, content body: (RawSpan) throws -> Void
    ) throws -> SignedBid {
        try refusing {
            let reader = SignedReader(try FileSource(path: path))
            let algorithm = try reader.head()
            let digest = try RunningDigest(algorithm)
            let second = try RunningDigest()
            let count = try reader.content { piece in
                digest.update(piece)
                if algorithm != .sha256 { second.update(piece) }
                try body(piece)
            }
            let parts = try reader.parts()
            let value = try digest.value()
            let signature: ContentSignature
            do throws(OpenSSLError) { signature = try parts.verify(algorithm, value) } catch {
                throw SealingRefusal.badSignature(error.reasons.joined(separator: "; "))
            }
            return SignedBid(
                signature: signature, contentLength: count,
                contentDigest: algorithm == .sha256 ? value : try second.value())
        } malformed: {
            .signedMalformed($0, at: $1)
        } truncated: {
            .signedTruncated(at: $0)
        }
    }

    /// Signs a file, reading it once.
    ///
    /// The message is BER: its outer elements have indefinite lengths, because the length of a signature shows
    /// only when it is made, and the content is one OCTET STRING of definite length.
    ///
    /// - Throws: `OpenSSLError` when the key does not belong to the certificate or cannot sign, `FileFault` when a
    ///   file cannot be read or written.
    package static func sign(_ input: String, to output: String, by identity: Identity) throws {
        let source = try FileSource(path: input)
        let signer = try StreamSigner(
            key: identity.key, certificate: identity.certificate, extraCertificates: identity.chain)
        let sink = try FileSink(path: output)
        let opening: [UInt8] = [0x30, 0x80]
        let explicit: [UInt8] = [0xa0, 0x80]
        try sink.write(
            opening + ObjectIdentifier.signedData + explicit + opening + [0x02, 0x01, 0x01]
                + signer.digestAlgorithms + opening + ObjectIdentifier.data + explicit
                + DERWriter.head(0x04, source.size))
        try source.stream(source.size) { piece in
            try signer.update(piece)
            try sink.write(piece)
        }
        let parts = try signer.finish()
        let end: [UInt8] = [0, 0]
        try sink.write(end + end + parts.certificates + parts.signerInfos + end + end + end)
        try sink.commit()
    }
}
