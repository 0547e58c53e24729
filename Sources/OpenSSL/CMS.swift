internal import COpenSSL

/// Cryptographic Message Syntax (RFC 5652) for messages that fit in memory.
///
/// Files of any size go through the streaming reader and writer of this target instead.
package enum CMS {
    /// The longest message that is read when the caller names no limit, in bytes of DER.
    package static let limit = 1024 * 1024
    /// The most certificates one message may carry.
    static let certificates = 16

    /// Signs bytes as SignedData with signed attributes, in DER.
    ///
    /// - Parameters:
    ///   - certificate: must be for `key`.
    ///   - extraCertificates: put beside the signer's own, so that a reader can build the path.
    ///   - detached: leaves the content out; the reader must have it.
    ///   - cades: adds the signing-certificate-v2 attribute (RFC 5035), which binds the signature to this
    ///     certificate and makes it CAdES-B.
    ///   - signingTime: milliseconds, told in whole seconds; nil means the clock of the machine.
    ///   - identifier: of an SM2 signer; looked at for SM2 alone.
    ///   - dialect: whose names the message types get; stock tools read `cms` alone.
    /// - Throws: when the key and the certificate do not belong together, or OpenSSL cannot sign.
    package static func sign(
        _ content: [UInt8], key: PrivateKey, certificate: Certificate, extraCertificates: [Certificate] = [],
        detached: Bool = false, cades: Bool = true, digest: DigestAlgorithm? = nil, signingTime: Int64? = nil,
        identifier: [UInt8] = SM2.identifier, dialect: SignedData.Dialect = .cms
    ) throws(OpenSSLError) -> [UInt8] {
        let signed = try sign(
            content, type: SignedContentType.data.oid(dialect), key: key, certificate: certificate,
            extraCertificates: extraCertificates, detached: detached, cades: cades, digest: digest,
            signingTime: signingTime, identifier: identifier)
        switch dialect {
        case .cms: return signed
        case .gm: return try SignedData.renamed(signed)
        }
    }

    /// The same for content of any type, whose OID is given as a whole element.
    static func sign(
        _ content: [UInt8], type: [UInt8], key: PrivateKey, certificate: Certificate,
        extraCertificates: [Certificate], detached: Bool, cades: Bool, digest: DigestAlgorithm?,
        signingTime: Int64?, identifier: [UInt8]
    ) throws(OpenSSLError) -> [UInt8] {
        let operation = "sign a message"
        guard key.matches(certificate) else {
            throw .refused(operation, "the key does not belong to the certificate of \(certificate.subject)")
        }
        clearErrors()
        var flags = UInt32(CMS_BINARY) | UInt32(CMS_PARTIAL)
        if detached { flags |= UInt32(CMS_DETACHED) }
        let others = try CertificateStack(extraCertificates)
        let message = unsafe try unlessNil(CMS_sign(nil, nil, others.raw, nil, flags), operation)
        defer { unsafe CMS_ContentInfo_free(message) }
        if type != MessageKind.pkcs7(1) { try unsafe set(type, on: message, operation) }
        let signer = unsafe try SignerSetup.add(
            to: message, key: key, certificate: certificate, digest: digest, cades: cades,
            identifier: identifier, operation)
        if let signingTime {
            let time = unsafe ASN1_TIME_set(nil, time_t(signingTime.floored(by: 1_000)))
            defer { unsafe ASN1_STRING_free(time) }
            guard let time = unsafe time else { throw .drained(operation) }
            try unsafe unlessFailed(
                CMS_signed_add1_attr_by_NID(
                    signer, NID_pkcs9_signingTime, ASN1_STRING_type(time), time, -1), operation)
        }
        let finished = unsafe try withReader(over: content) { bio in
            unsafe CMS_final(message, bio, nil, flags)
        }
        try unlessFailed(finished, operation)
        return unsafe try encoded(operation) { unsafe i2d_CMS_ContentInfo(message, $0) }
    }

    /// Signs bytes as a TSTInfo, whatever the certificate is for: what `TimeStampAuthority` would refuse, for tests
    /// of readers.
    package static func signTimeStampInfo(
        _ info: [UInt8], key: PrivateKey, certificate: Certificate
    ) throws(OpenSSLError) -> [UInt8] {
        try sign(
            info, type: SignedContentType.timeStampInfo.oid(.cms), key: key, certificate: certificate,
            extraCertificates: [], detached: false, cades: true, digest: nil, signingTime: nil,
            identifier: SM2.identifier)
    }

    private static func set(
        _ type: [UInt8], on message: OpaquePointer, _ operation: String
    ) throws(OpenSSLError) {
        let name = unsafe try decoded(
            type, limit: 64, operation, free: { unsafe ASN1_OBJECT_free($0) },
            { unsafe d2i_ASN1_OBJECT(nil, $0, $1) })
        defer { unsafe ASN1_OBJECT_free(name) }
        try unsafe unlessFailed(CMS_set1_eContentType(message, name), operation)
    }

    /// Checks the signature of a SignedData message strictly, and gives what was signed and by whom.
    ///
    /// Nothing is said about whether the certificate deserves trust: that is judged by another target. The
    /// message must have exactly one signer; the signer's certificate inside; signed attributes with one
    /// content type, one message digest and at most one signing time; content of type id-data; SHA-256, SHA-384,
    /// SHA-512 or SM3; and no byte after its end. A signing-certificate attribute, when there, must name the
    /// signer's certificate. The encoding may be DER, or BER as stock tools write it when they stream.
    ///
    /// - Parameters:
    ///   - message: SignedData in DER or BER.
    ///   - detached: the content of a message that does not carry it. A message that carries its own is
    ///     refused when this is given, and the other way about.
    ///   - limit: the longest message read, in bytes.
    package static func verifySignature(
        _ message: [UInt8], detached: [UInt8]? = nil, limit: Int = CMS.limit
    ) throws(OpenSSLError) -> SignedMessage {
        try verify(message, detached: detached, limit: limit, type: .data)
    }

    static func verify(
        _ message: [UInt8], detached: [UInt8]?, limit: Int, type: SignedContentType
    ) throws(OpenSSLError) -> SignedMessage {
        let operation = "check a signed message"
        let data = try SignedData(message, limit: limit)
        guard type.names(data.contentType, data.dialect) else {
            throw .refused(operation, "its content is not of type \(type.words)")
        }
        let content = try content(of: data, detached, operation)
        guard data.signers.count == 1, let signer = data.signers.first else {
            throw .refused(operation, "it must have exactly one signer")
        }
        let signed = try signer.check(
            .bytes(content), type: data.contentType, certificates: data.certificates,
            demandsCertificateName: type == .timeStampInfo, operation)
        return SignedMessage(
            content: content, signer: signed.signer, otherCertificates: signed.otherCertificates,
            digestAlgorithm: signed.digestAlgorithm, signingTime: signed.signingTime)
    }

    private static func content(
        of message: SignedData, _ detached: [UInt8]?, _ operation: String
    ) throws(OpenSSLError) -> [UInt8] {
        switch (message.content, detached) {
        case (nil, let given?): return given
        case (let inside?, nil): return inside
        case (nil, nil): throw .refused(operation, "it carries no content and none was given beside it")
        case (_?, _?): throw .refused(operation, "it carries its own content and another was given beside it")
        }
    }
}

extension SignerInfo {
    /// Checks the signature strictly: attributes signed, and no fault at all.
    func check(
        _ content: SignedContent, type: [UInt8], certificates: [[UInt8]], demandsCertificateName: Bool,
        _ operation: String
    ) throws(OpenSSLError) -> ContentSignature {
        var all: [Certificate] = []
        for der in certificates { all.append(try KnownCertificates.certificate(der)) }
        guard let own = all.first(where: { isBy($0) }) else {
            throw .refused(operation, "the certificate of its signer is not inside")
        }
        let others = all.filter { $0 != own }
        let faults = faults(over: content, type: type, certificate: own, others: others)
        if let fault = faults.first { throw .refused(operation, fault.words) }
        let namesCertificate = signedAttributes.contains {
            [CMSAttribute.signingCertificate, CMSAttribute.signingCertificateV2].contains($0.oid)
        }
        guard namesCertificate || !demandsCertificateName else {
            throw .refused(operation, SignatureFault.signingCertificateMissing.words)
        }
        guard let digestAlgorithm else {
            throw .refused(operation, SignatureFault.weakDigest(digestName).words)
        }
        let digest: [UInt8] =
            switch content {
            case .bytes(let bytes): Digest.hash(digestAlgorithm, bytes)
            case .digest(_, let value): value
            }
        return ContentSignature(
            signer: own, otherCertificates: others, digestAlgorithm: digestAlgorithm, digest: digest,
            signingTime: signingTime)
    }
}

/// A signed message whose signature was found good. Whether its certificate is to be trusted is not said.
package struct SignedMessage: Sendable {
    /// What was signed.
    package let content: [UInt8]
    /// The certificate whose key made the signature.
    package let signer: Certificate
    /// Whatever other certificates the message carried: unsigned, and only hints for building a path.
    package let otherCertificates: [Certificate]
    /// The hash that was signed.
    package let digestAlgorithm: DigestAlgorithm
    /// When the signer says that it signed, in milliseconds; a claim and no proof.
    package let signingTime: Int64?
}

/// The types of content that may be signed here.
enum SignedContentType {
    case data
    case timeStampInfo

    /// Its OID as a whole element, as a message of that dialect calls it.
    func oid(_ dialect: SignedData.Dialect) -> [UInt8] {
        switch (self, dialect) {
        case (.data, .cms): MessageKind.pkcs7(1)
        case (.data, .gm): MessageKind.gm(1)
        case (.timeStampInfo, _): Self.timeStampType
        }
    }

    /// Whether the OID is this type's in a message of that dialect. Some GM signers keep the inner name of PKCS #7.
    func names(_ oid: [UInt8], _ dialect: SignedData.Dialect) -> Bool {
        oid == self.oid(dialect) || (dialect == .gm && oid == self.oid(.cms))
    }

    /// 1.2.840.113549.1.9.16.1.4
    private static let timeStampType: [UInt8] = [
        0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04,
    ]

    var words: String {
        switch self {
        case .data: "id-data"
        case .timeStampInfo: "id-ct-TSTInfo"
        }
    }
}

extension Int64 {
    /// Division towards minus infinity, so that instants before 1970 fall into the second they belong to.
    func floored(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
