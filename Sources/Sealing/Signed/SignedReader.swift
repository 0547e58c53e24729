internal import OpenSSL

/// Reads an attached SignedData (RFC 5652 §5) whose content may be of any size.
final class SignedReader {
    private static let certificatesLimit = 512 * 1024
    private static let signersLimit = 256 * 1024
    private static let contentLimit = 1 << 40

    private let reader: BERReader
    private let source: FileSource
    private var digestAlgorithms: [UInt8] = []

    init(_ source: FileSource) {
        self.source = source
        reader = BERReader(source)
    }

    /// Reads up to the content and gives the digest that the signer announces.
    func head() throws -> DigestAlgorithm {
        guard try source.peek(1) == [0x30] else { throw SealingRefusal.notSigned }
        try reader.enter(0x30, "ContentInfo")
        guard try reader.nextTag() == 0x06,
            try reader.element(0x06, limit: 32, "the content type") == ObjectIdentifier.signedData
        else { throw SealingRefusal.notSigned }
        try reader.enter(0xa0, "the content")
        try reader.enter(0x30, "SignedData")
        let version = try reader.element(0x02, limit: 8, "the version")
        guard version == [0x02, 0x01, 0x01] || version == [0x02, 0x01, 0x03] else {
            throw BERFault.malformed(what: "version 1 or 3", at: reader.position)
        }
        digestAlgorithms = try reader.element(0x31, limit: 4_096, "the digest algorithms")
        let algorithm = try Self.digest(digestAlgorithms)
        try reader.enter(0x30, "EncapsulatedContentInfo")
        guard try reader.element(0x06, limit: 32, "the inner type") == ObjectIdentifier.data else {
            throw BERFault.malformed(what: "the inner type id-data", at: reader.position)
        }
        guard try reader.nextTag() == 0xa0 else { throw SealingRefusal.detached }
        try reader.enter(0xa0, "the signed content")
        return algorithm
    }

    /// Hands on the content and gives its length.
    func content(_ body: (RawSpan) throws -> Void) throws -> Int {
        try reader.octets(primitive: 0x04, limit: Self.contentLimit, "the signed content", body)
    }

    /// Reads what follows the content to the end of the file.
    func parts() throws -> SignedParts {
        try reader.leave("the end of the signed content")
        try reader.leave("the end of EncapsulatedContentInfo")
        guard try reader.nextTag() == 0xa0 else { throw SealingRefusal.signerCertificateMissing }
        let certificates = try reader.element(0xa0, limit: Self.certificatesLimit, "the certificates")
        let signers = try reader.element(0x31, limit: Self.signersLimit, "the signatures")
        try reader.leave("the end of SignedData")
        try reader.leave("the end of the content")
        try reader.leave("the end of ContentInfo")
        guard source.remaining == 0 else { throw SealingRefusal.signedTrailingBytes(source.remaining) }
        var outer = DERCursor(signers)
        var set = outer.enter(0x31)
        var count = 0
        while set?.whole(0x30) != nil { count += 1 }
        guard count == 1, set?.isAtEnd == true else { throw SealingRefusal.signers(count) }
        return SignedParts(
            digestAlgorithms: digestAlgorithms, certificates: certificates, signerInfos: signers)
    }

    /// The single digest algorithm of a SET of them.
    private static func digest(_ set: [UInt8]) throws -> DigestAlgorithm {
        var outer = DERCursor(set)
        guard var algorithms = outer.enter(0x31), var algorithm = algorithms.enter(0x30), algorithms.isAtEnd,
            let name = algorithm.whole(0x06), algorithm.isAtEnd || algorithm.rest == [0x05, 0x00]
        else { throw SealingRefusal.signatureDigest }
        switch name {
        case ObjectIdentifier.sha2(1): return .sha256
        case ObjectIdentifier.sha2(2): return .sha384
        case ObjectIdentifier.sha2(3): return .sha512
        case ObjectIdentifier.sm3: return .sm3
        default: throw SealingRefusal.signatureDigest
        }
    }
}
