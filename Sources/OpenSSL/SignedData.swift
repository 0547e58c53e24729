/// A SignedData message taken apart (RFC 5652 §5.1): what it says, and nothing about whether it is true.
///
/// It is read by this house and not by OpenSSL, because a signature by SM2 must be checked over the very bytes of
/// the signed attributes, and because GM/T 0010 gives the message types names of its own, which OpenSSL does not
/// know. Read is DER, or BER with indefinite lengths as stock tools write it when they stream.
package struct SignedData: Sendable {
    /// Whose names the message types have.
    package enum Dialect: Sendable, Hashable {
        /// PKCS #7, RFC 5652: 1.2.840.113549.1.7.x
        case cms
        /// GM/T 0010: 1.2.156.10197.6.1.4.2.x
        case gm
    }

    package let dialect: Dialect
    package let version: Int
    /// The type of what is signed, as a whole OID element.
    let contentType: [UInt8]
    /// What is signed; nil when the message does not carry it.
    package let content: [UInt8]?
    /// Each X.509 certificate inside in DER. They are not signed.
    package let certificates: [[UInt8]]
    /// Each revocation list inside in DER. They are signed by their issuers alone.
    package let lists: [[UInt8]]
    /// Each OCSP response inside in DER (RFC 5940 §2.1).
    package let ocspResponses: [[UInt8]]
    package let signers: [SignerInfo]

    /// Bounds on what one message may carry.
    static let mostSigners = 64
    static let mostLists = 64

    /// - Parameter limit: the longest message read, in bytes.
    /// - Throws: when the bytes are no SignedData, hold what must not be there, or go on after its end.
    package init(_ message: [UInt8], limit: Int = CMS.limit) throws(OpenSSLError) {
        let operation = "check a signed message"
        guard message.count <= limit else {
            throw .refused(operation, "it has \(message.count) bytes and the limit is \(limit)")
        }
        let bytes = try BER.definite(message, operation)
        let (kind, range) = try Self.open(bytes, operation)
        guard let known = MessageKind(oid: kind), known.kind == .signedData else {
            throw .refused(operation, Self.words(forOther: MessageKind(oid: kind)?.kind))
        }
        dialect = known.dialect
        guard let inner = DER.elements(bytes, in: range, limit: 1)?.first, inner.tag == 0x30,
            let fields = DER.elements(bytes, in: inner.body, limit: 6), fields.count >= 4,
            [1, 3, 4, 5].contains(DER.small(bytes, fields[0])), fields[1].tag == 0x31, fields[2].tag == 0x30,
            let last = fields.last, last.tag == 0x31
        else { throw .refused(operation, "it is not SignedData as RFC 5652 gives it") }
        version = DER.small(bytes, fields[0]) ?? 0
        (contentType, content) = try Self.content(bytes, fields[2], operation)
        var optional = fields[3..<(fields.count - 1)]
        certificates = try Self.certificates(bytes, optional.first, operation)
        if optional.first?.tag == 0xa0 { optional = optional.dropFirst() }
        (lists, ocspResponses) = try Self.revocation(bytes, optional.first, operation)
        if optional.first?.tag == 0xa1 { optional = optional.dropFirst() }
        guard optional.isEmpty else {
            throw .refused(operation, "it is not SignedData as RFC 5652 gives it")
        }
        guard let infos = DER.elements(bytes, in: last.body, limit: Self.mostSigners) else {
            throw .refused(operation, "its signers cannot be read, or are more than \(Self.mostSigners)")
        }
        var read: [SignerInfo] = []
        for info in infos { read.append(try SignerInfo(bytes, info, operation)) }
        signers = read
        let announced = try Self.digests(bytes, fields[1], operation)
        guard signers.allSatisfy({ announced.contains($0.digestName) }) else {
            throw .refused(operation, "a signer used another digest than the message announces")
        }
    }

    /// The type of a ContentInfo, as a whole OID element, and where its content lies.
    static func open(_ bytes: [UInt8], _ operation: String) throws(OpenSSLError) -> ([UInt8], Range<Int>) {
        guard !bytes.isEmpty else { throw .refused(operation, "there are no bytes") }
        guard let outer = DER.first(of: bytes), outer.tag == 0x30 else {
            throw .refused(operation, "it is no CMS message, or it is cut off")
        }
        guard outer.whole.upperBound == bytes.count else {
            throw .refused(operation, "\(bytes.count - outer.whole.upperBound) bytes follow its end")
        }
        guard let pair = DER.elements(bytes, in: outer.body, limit: 2), pair.map(\.tag) == [0x06, 0xa0]
        else { throw .refused(operation, "it is no CMS message") }
        return (Array(bytes[pair[0].whole]), pair[1].body)
    }

    /// The dotted names of the digests that a message announces.
    private static func digests(
        _ bytes: [UInt8], _ set: DER.Element, _ operation: String
    ) throws(OpenSSLError) -> [String] {
        var names: [String] = []
        for one in DER.elements(bytes, in: set.body, limit: mostSigners) ?? [] {
            guard one.tag == 0x30, let fields = DER.elements(bytes, in: one.body, limit: 2),
                let name = fields.first, name.tag == 0x06,
                fields.count == 1 || Array(bytes[fields[1].whole]) == [0x05, 0x00]
            else { throw .refused(operation, "the digests that it announces cannot be read") }
            names.append(DER.dotted(Array(bytes[name.body])))
        }
        return names
    }

    /// A message in DER under the name that GM/T 0010 gives its type, with version 1, which that standard
    /// prescribes. Neither is signed; the type of the content is, and stays as it was signed.
    static func renamed(_ message: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let operation = "write a message of GM/T 0010"
        let (_, range) = try open(message, operation)
        guard let inner = DER.elements(message, in: range, limit: 1)?.first,
            let fields = DER.elements(message, in: inner.body, limit: 6), let first = fields.first
        else { throw .refused(operation, "it is not SignedData") }
        let body: [UInt8] =
            [0x02, 0x01, 0x01] + Array(message[first.whole.upperBound..<inner.body.upperBound])
        return DER.element(
            tag: 0x30, MessageKind.gm(2) + DER.element(tag: 0xa0, DER.element(tag: 0x30, body)))
    }

    /// The dotted type of what is signed.
    package var contentTypeName: String { DER.dotted(Array(contentType.dropFirst(2))) }

    /// Whether what is signed is plain data, and so needs no signed attributes.
    package var isPlainData: Bool { SignedContentType.data.names(contentType, dialect) }

    /// What to tell somebody who gives another kind of message.
    private static func words(forOther kind: MessageKind.Kind?) -> String {
        switch kind {
        case .envelopedData?, .signedAndEnvelopedData?, .authEnvelopedData?, .encryptedData?:
            "it is an encrypted message and carries no signature that shows; decrypt it first with cms decrypt"
        case .data?, .signedData?, nil: "it is not SignedData"
        }
    }

    private static func content(
        _ bytes: [UInt8], _ element: DER.Element, _ operation: String
    ) throws(OpenSSLError) -> ([UInt8], [UInt8]?) {
        guard let fields = DER.elements(bytes, in: element.body, limit: 2), let type = fields.first,
            type.tag == 0x06
        else { throw .refused(operation, "its content cannot be read") }
        let name = Array(bytes[type.whole])
        guard fields.count == 2 else { return (name, nil) }
        guard fields[1].tag == 0xa0, let octets = DER.elements(bytes, in: fields[1].body, limit: 1)?.first,
            octets.tag == 0x04
        else { throw .refused(operation, "its content is not in an OCTET STRING") }
        return (name, Array(bytes[octets.body]))
    }

    private static func certificates(
        _ bytes: [UInt8], _ element: DER.Element?, _ operation: String
    ) throws(OpenSSLError) -> [[UInt8]] {
        guard let element, element.tag == 0xa0 else { return [] }
        guard let all = DER.elements(bytes, in: element.body, limit: CMS.certificates) else {
            throw .refused(
                operation, "its certificates cannot be read, or are more than \(CMS.certificates)")
        }
        guard all.allSatisfy({ $0.tag == 0x30 }) else {
            throw .refused(operation, "it carries certificates that are not X.509 public-key certificates")
        }
        return all.map { Array(bytes[$0.whole]) }
    }

    /// RevocationInfoChoices: lists, and OCSP responses as "other" information. Other formats are passed over.
    private static func revocation(
        _ bytes: [UInt8], _ element: DER.Element?, _ operation: String
    ) throws(OpenSSLError) -> (lists: [[UInt8]], responses: [[UInt8]]) {
        guard let element, element.tag == 0xa1 else { return ([], []) }
        guard let all = DER.elements(bytes, in: element.body, limit: mostLists) else {
            throw .refused(
                operation, "its revocation lists cannot be read, or are more than \(mostLists)")
        }
        var (lists, responses): ([[UInt8]], [[UInt8]]) = ([], [])
        for one in all {
            if one.tag == 0x30 { lists.append(Array(bytes[one.whole])) }
            guard one.tag == 0xa1, let pair = DER.elements(bytes, in: one.body, limit: 2), pair.count == 2,
                Array(bytes[pair[0].whole]) == ocspFormat
            else { continue }
            responses.append(Array(bytes[pair[1].whole]))
        }
        return (lists, responses)
    }

    /// 1.3.6.1.5.5.7.16.2, id-ri-ocsp-response
    private static let ocspFormat: [UInt8] = [0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x10, 0x02]
}

/// The kinds of CMS messages, under the names of both dialects.
struct MessageKind {
    enum Kind {
        case data, signedData, envelopedData, signedAndEnvelopedData, encryptedData, authEnvelopedData
    }

    let kind: Kind
    let dialect: SignedData.Dialect

    private static let pkcs7: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07]
    private static let gm: [UInt8] = [0x06, 0x0a, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x06, 0x01, 0x04, 0x02]
    /// 1.2.840.113549.1.9.16.1.23
    static let authEnveloped: [UInt8] = [
        0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17,
    ]

    /// - Parameter oid: a whole element.
    init?(oid: [UInt8]) {
        if oid == Self.authEnveloped {
            self.init(.authEnvelopedData, .cms)
            return
        }
        guard let number = oid.last else { return nil }
        let kinds: [UInt8: Kind]
        let dialect: SignedData.Dialect
        switch Array(oid.dropLast()) {
        case Self.pkcs7:
            kinds = [1: .data, 2: .signedData, 3: .envelopedData, 6: .encryptedData]
            dialect = .cms
        case Self.gm:
            kinds = [
                1: .data, 2: .signedData, 3: .envelopedData, 4: .signedAndEnvelopedData, 5: .encryptedData,
            ]
            dialect = .gm
        default: return nil
        }
        guard let kind = kinds[number] else { return nil }
        self.init(kind, dialect)
    }

    private init(_ kind: Kind, _ dialect: SignedData.Dialect) {
        self.kind = kind
        self.dialect = dialect
    }

    /// The OID of a kind in GM/T 0010, as a whole element.
    static func gm(_ number: UInt8) -> [UInt8] { gm + [number] }
    static func pkcs7(_ number: UInt8) -> [UInt8] { pkcs7 + [number] }
}

extension SignedData {
    /// Whether the bytes begin as an encrypted message does, of whatever kind and dialect.
    package static func isEncrypted(_ bytes: [UInt8]) -> Bool {
        guard let definite = try? BER.definite(bytes, "look at a message"),
            let (oid, _) = try? open(definite, "look at a message")
        else { return false }
        switch MessageKind(oid: oid)?.kind {
        case .envelopedData, .signedAndEnvelopedData, .encryptedData, .authEnvelopedData: return true
        case .data, .signedData, nil: return false
        }
    }
}

extension SignerInfo {
    /// Revocation lists in the revocation-values attribute (RFC 5126 §6.3.4), each in DER. Unsigned.
    package var revocationLists: [[UInt8]] {
        var found: [[UInt8]] = []
        for value in unsignedAttributes.filter({ $0.oid == CMSAttribute.revocationValues }).flatMap(\.values)
        {
            guard let outer = DER.first(of: value), outer.tag == 0x30,
                let first = DER.elements(value, in: outer.body, limit: 3)?.first(where: { $0.tag == 0xa0 }),
                let list = DER.elements(value, in: first.body, limit: 1)?.first,
                let all = DER.elements(value, in: list.body, limit: SignedData.mostLists)
            else { continue }
            found += all.map { Array(value[$0.whole]) }
        }
        return found
    }

    /// The tokens in the signature-time-stamp attribute, each in DER. At most four are looked at.
    package var timeStamps: [[UInt8]] {
        Array(
            unsignedAttributes.filter { $0.oid == CMSAttribute.timeStampToken }.flatMap(\.values).prefix(4))
    }
}
