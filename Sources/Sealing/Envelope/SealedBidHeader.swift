package import OpenSSL

/// What a sealed bid shows to everybody: enough to open it with the key, and nothing of what is inside.
package struct SealedBidHeader: Sendable, Equatable {
    /// R, the ephemeral public point: 65 bytes, uncompressed, on P-256. Each custodian multiplies it.
    package let ephemeralPoint: [UInt8]
    /// User keying material, when the sealer added any.
    package let keyingMaterial: [UInt8]?
    /// The content key, wrapped: 40 bytes.
    package let wrappedKey: [UInt8]
    /// The nonce of AES-256-GCM: 12 bytes.
    package let nonce: [UInt8]
    /// The tag of AES-256-GCM: 16 bytes.
    package let tag: [UInt8]
    /// Bytes of content inside, the same encrypted and plain.
    package let contentLength: Int
    /// Bytes of the sealed file.
    package let size: Int

    /// Reads a sealed bid through from front to end and checks everything that shows without a key.
    ///
    /// The file may be DER, or BER of indefinite length as stock tools write it when they stream. Memory does
    /// not grow with the file.
    ///
    /// - Parameters:
    ///   - fileDescriptor: a regular file, read by position; it stays open.
    ///   - certificate: the lot's opening certificate, to which the bid must be sealed.
    /// - Throws: `SealingRefusal` for what is outside the profile, `FileFault` when the file cannot be read.
    package static func inspect(fileDescriptor: Int32, for certificate: Certificate) throws -> SealedBidHeader
    {
        try inspect(FileSource(descriptor: fileDescriptor), certificate)
    }

    /// The same for a file by its path.
    package static func inspect(path: String, for certificate: Certificate) throws -> SealedBidHeader {
        try inspect(FileSource(path: path), certificate)
    }

    static func inspect(_ source: FileSource, _ certificate: Certificate) throws -> SealedBidHeader {
        try readingEnvelope {
            let reader = EnvelopeReader(source)
            let head = try reader.head(for: certificate)
            let count = try reader.skipContent()
            return SealedBidHeader(
                ephemeralPoint: head.recipient.point, keyingMaterial: head.recipient.keyingMaterial,
                wrappedKey: head.recipient.wrappedKey, nonce: head.nonce, tag: try reader.tag(),
                contentLength: count, size: source.size)
        }
    }
}

/// Runs a reading of a sealed bid, and turns what its bytes lack into a refusal.
func readingEnvelope<Result>(_ body: () throws -> Result) throws -> Result {
    try refusing(
        body, malformed: { SealingRefusal.malformed($0, at: $1) }, truncated: { .truncated(at: $0) })
}
