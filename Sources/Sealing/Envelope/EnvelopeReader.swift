internal import OpenSSL

/// Reads a sealed bid from front to end against the profile: AuthEnvelopedData (RFC 5083) with one recipient
/// by ECDH on P-256, X9.63 with SHA-256 and AES-256 wrap (RFC 5753), and AES-256-GCM content (RFC 5084) with a
/// nonce of 12 bytes and a tag of 16.
final class EnvelopeReader {
    /// What stands before the content.
    struct Head {
        let recipient: EnvelopeRecipient
        let nonce: [UInt8]
    }

    /// Bytes that the recipients may take.
    private static let recipientsLimit = 64 * 1024

    private let reader: BERReader
    private let source: FileSource

    init(_ source: FileSource) {
        self.source = source
        reader = BERReader(source)
    }

    /// Reads up to the content, and refuses what is outside the profile or not for this certificate.
    func head(for certificate: Certificate) throws -> Head {
        try FileKind.refuseUnlessMessage(source)
        try reader.enter(0x30, "ContentInfo")
        let type = try reader.element(0x06, limit: 32, "the content type")
        guard type == ObjectIdentifier.authEnvelopedData else { throw Self.refusal(ofType: type) }
        try reader.enter(0xa0, "the content")
        try reader.enter(0x30, "AuthEnvelopedData")
        guard try reader.element(0x02, limit: 8, "the version") == [0x02, 0x01, 0x00] else {
            throw BERFault.malformed(what: "version 0", at: reader.position)
        }
        if try reader.nextTag() == 0xa0 { throw SealingRefusal.originator }
        let recipients = try reader.element(0x31, limit: Self.recipientsLimit, "the recipients")
        try reader.enter(0x30, "EncryptedContentInfo")
        guard try reader.element(0x06, limit: 32, "the inner type") == ObjectIdentifier.data else {
            throw BERFault.malformed(what: "the inner type id-data", at: reader.position)
        }
        let algorithm = try reader.element(0x30, limit: 1024, "the content cipher")
        let nonce = try EnvelopeProfile.nonce(ofCipher: algorithm)
        let recipient = try EnvelopeProfile.recipient(in: recipients, for: certificate)
        return Head(recipient: recipient, nonce: nonce)
    }

    /// Hands on the content and gives its length.
    func content(_ body: (RawSpan) throws -> Void) throws -> Int {
        let count = try reader.octets(primitive: 0x80, limit: Self.limit, Self.content, body)
        guard count > 0 else { throw SealingRefusal.empty }
        return count
    }

    /// Passes over the content and gives its length.
    func skipContent() throws -> Int {
        let count = try reader.skipOctets(primitive: 0x80, limit: Self.limit, Self.content)
        guard count > 0 else { throw SealingRefusal.empty }
        return count
    }

    private static let limit = EnvelopeCipher.contentLimit
    private static let content = "the encrypted content"

    /// Reads what follows the content to the end of the file, and gives the tag.
    func tag() throws -> [UInt8] {
        let tag = try reader.authenticationTag()
        try reader.leave("the end of AuthEnvelopedData")
        try reader.leave("the end of the content")
        try reader.leave("the end of ContentInfo")
        guard source.remaining == 0 else { throw SealingRefusal.trailingBytes(source.remaining) }
        return tag
    }

    private static func refusal(ofType type: [UInt8]) -> SealingRefusal {
        switch type {
        case ObjectIdentifier.envelopedData, ObjectIdentifier.encryptedData: .unauthenticated
        case ObjectIdentifier.signedData: .notEncrypted(zh: "仅签名的 CMS 文件", en: "a signed CMS message")
        default: .notEncrypted(zh: "其他类型的 CMS 文件", en: "a CMS message of another type")
        }
    }
}

/// Tells what a file is that is no CMS message, so that its owner can be told.
enum FileKind {
    private static let beginnings: [(start: [UInt8], zh: String, en: String)] = [
        ([0x50, 0x4b], "ZIP 文件", "a ZIP file"),
        (Array("%PDF".utf8), "PDF 文件", "a PDF file"),
        ([0x1f, 0x8b], "GZIP 文件", "a gzip file"),
        (Array("7z".utf8), "7z 文件", "a 7z file"),
        (Array("Rar!".utf8), "RAR 文件", "a RAR file"),
        ([0xd0, 0xcf, 0x11, 0xe0], "Office 文件", "an Office file"),
    ]

    static func refuseUnlessMessage(_ source: FileSource) throws {
        let start = try source.peek(512)
        guard !start.isEmpty else { throw SealingRefusal.truncated(at: 0) }
        if start.starts(with: Array("-----BEGIN".utf8)) { throw SealingRefusal.pem }
        if let known = beginnings.first(where: { start.starts(with: $0.start) }) {
            throw SealingRefusal.notEncrypted(zh: known.zh, en: known.en)
        }
        if start.count > 262, Array(start[257..<262]) == Array("ustar".utf8) {
            throw SealingRefusal.notEncrypted(zh: "TAR 文件", en: "a tar file")
        }
        guard start[0] == 0x30 else { throw SealingRefusal.notEncrypted(zh: "普通文件", en: "a plain file") }
    }
}

extension BERReader {
    /// Leaves EncryptedContentInfo, and reads the tag of AuthEnvelopedData with no attribute around it
    /// (RFC 5083 §2.1).
    func authenticationTag() throws -> [UInt8] {
        try leave("the end of EncryptedContentInfo")
        if try nextTag() == 0xa1 { throw SealingRefusal.attributes }
        var mac = DERCursor(try element(0x04, limit: 256, "the tag"))
        let tag = mac.contents(0x04) ?? []
        guard tag.count == EnvelopeCipher.tagSize else { throw SealingRefusal.tagSize(tag.count) }
        if try nextTag() == 0xa2 { throw SealingRefusal.unauthenticatedAttributes }
        return tag
    }
}
