internal import OpenSSL

/// The cipher of a message's content.
enum MessageCipher {
    case gcm(nonce: [UInt8])
    case cbc(BlockCipher.Kind, vector: [UInt8])

    var keySize: Int {
        switch self {
        case .gcm: EnvelopeCipher.keySize
        case .cbc(let kind, _): kind.keySize
        }
    }

    /// Reads the AlgorithmIdentifier of a cipher without integrity.
    static func cbc(_ algorithm: [UInt8]) -> MessageCipher? {
        var outer = DERCursor(algorithm)
        guard var fields = outer.enter(0x30), let name = fields.whole(0x06), let kind = kinds[name],
            let vector = fields.contents(0x04), fields.isAtEnd, vector.count == BlockCipher.blockSize
        else { return nil }
        return .cbc(kind, vector: vector)
    }

    private static let sm4: [UInt8] = [0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x68]
    private static let kinds: [[UInt8]: BlockCipher.Kind] = [
        // 1.2.156.10197.1.104.2 and, as GM/T 0006 has it for SM4 without saying the mode, 1.2.156.10197.1.104.
        sm4 + [0x02]: .sm4,
        [0x06, 0x07, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x68]: .sm4,
        ObjectIdentifier.aes(2): .aes128, ObjectIdentifier.aes(42): .aes256,
    ]
}

/// Reads an encrypted message from front to end: AuthEnvelopedData, or EnvelopedData whose digest is known.
final class MessageReader {
    struct Head {
        let recipient: MessageRecipient
        let cipher: MessageCipher
    }

    private static let recipientsLimit = 128 * 1024
    private static let content = "the encrypted content"

    private let reader: BERReader
    private let source: FileSource

    init(_ source: FileSource) {
        self.source = source
        reader = BERReader(source)
    }

    /// Reads up to the content, and refuses what cannot be opened with this certificate's key.
    func head(for certificate: Certificate, digestIsKnown: Bool) throws -> Head {
        guard try source.peek(1) == [0x30] else { throw SealingRefusal.messageNotEncrypted }
        try reader.enter(0x30, "ContentInfo")
        let isAuthenticated = try isAuthenticated(digestIsKnown)
        try reader.enter(0xa0, "the content")
        try reader.enter(0x30, "the message")
        let version = try reader.element(0x02, limit: 8, "the version")
        let versions: [UInt8] = isAuthenticated ? [0] : [0, 2, 3]
        guard version.count == 3, let number = version.last, versions.contains(number) else {
            throw BERFault.malformed(what: "a known version", at: reader.position)
        }
        if try reader.nextTag() == 0xa0 { throw SealingRefusal.originator }
        let recipients = try reader.element(0x31, limit: Self.recipientsLimit, "the recipients")
        try reader.enter(0x30, "EncryptedContentInfo")
        let type = try reader.element(0x06, limit: 32, "the inner type")
        guard type == ObjectIdentifier.data || type == ObjectIdentifier.gm(1) else {
            throw BERFault.malformed(what: "the inner type id-data", at: reader.position)
        }
        let algorithm = try reader.element(0x30, limit: 1024, "the content cipher")
        let cipher: MessageCipher
        if isAuthenticated {
            cipher = .gcm(nonce: try EnvelopeProfile.nonce(ofCipher: algorithm))
        } else {
            guard let known = MessageCipher.cbc(algorithm) else { throw SealingRefusal.messageCipher }
            cipher = known
        }
        return Head(recipient: try MessageRecipient.find(in: recipients, for: certificate), cipher: cipher)
    }

    /// Hands on the content.
    func content(_ body: (RawSpan) throws -> Void) throws {
        let count = try reader.octets(
            primitive: 0x80, limit: EnvelopeCipher.contentLimit, Self.content, body)
        guard count > 0 else { throw SealingRefusal.empty }
    }

    /// Reads what follows the content of AuthEnvelopedData to the end of the file, and gives the tag.
    func tag() throws -> [UInt8] {
        let tag = try reader.authenticationTag()
        try close()
        return tag
    }

    /// Reads what follows the content of EnvelopedData to the end of the file.
    func end() throws {
        try reader.leave("the end of EncryptedContentInfo")
        if try reader.nextTag() == 0xa1 { throw SealingRefusal.unauthenticatedAttributes }
        try close()
    }

    private func close() throws {
        try reader.leave("the end of the message")
        try reader.leave("the end of the content")
        try reader.leave("the end of ContentInfo")
        guard source.remaining == 0 else { throw SealingRefusal.trailingBytes(source.remaining) }
    }

    private func isAuthenticated(_ digestIsKnown: Bool) throws -> Bool {
        switch try reader.element(0x06, limit: 32, "the content type") {
        case ObjectIdentifier.authEnvelopedData: return true
        case ObjectIdentifier.envelopedData, ObjectIdentifier.gm(3):
            guard digestIsKnown else { throw SealingRefusal.messageUnauthenticated }
            return false
        case ObjectIdentifier.gm(4): throw SealingRefusal.messageSignedAndEnveloped
        default: throw SealingRefusal.messageNotEncrypted
        }
    }
}
