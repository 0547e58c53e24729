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
    /// - Throws: when the key and the certificate do not belong together, or OpenSSL cannot sign.
    package static func sign(
        _ content: [UInt8], key: PrivateKey, certificate: Certificate, extraCertificates: [Certificate] = [],
        detached: Bool = false, cades: Bool = true, digest: DigestAlgorithm? = nil, signingTime: Int64? = nil
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
        var signerFlags = UInt32(CMS_BINARY) | UInt32(CMS_NOSMIMECAP) | UInt32(CMS_PARTIAL)
        if cades { signerFlags |= UInt32(CMS_CADES) }
        let hash = unsafe (digest ?? key.usualDigest ?? .sha256).implementation
        let signer = unsafe try unlessNil(
            CMS_add1_signer(message, certificate.raw, key.raw, hash, signerFlags), operation)
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
        guard message.count <= limit else {
            throw .refused(operation, "it has \(message.count) bytes and the limit is \(limit)")
        }
        let parts = MessageParts(message)
        let parsed = unsafe try decoded(
            parts?.rest ?? message, limit: limit, operation, free: { unsafe CMS_ContentInfo_free($0) },
            { unsafe d2i_CMS_ContentInfo(nil, $0, $1) })
        defer { unsafe CMS_ContentInfo_free(parsed) }
        guard unsafe OBJ_obj2nid(CMS_get0_type(parsed)) == NID_pkcs7_signed else {
            throw .refused(operation, "it is not SignedData")
        }
        guard unsafe OBJ_obj2nid(CMS_get0_eContentType(parsed)) == type.nid else {
            throw .refused(operation, "its content is not of type \(type.words)")
        }
        let content = unsafe try content(of: parsed, detached, operation)
        let signers = unsafe CMS_get0_SignerInfos(parsed)
        guard unsafe OPENSSL_sk_num(signers) == 1, let item = unsafe OPENSSL_sk_value(signers, 0) else {
            throw .refused(operation, "it must have exactly one signer")
        }
        let signer = unsafe SignerReader(raw: OpaquePointer(item), operation: operation)

        let all =
            if let parts {
                try parts.certificates.map { der throws(OpenSSLError) in
                    try KnownCertificates.certificate(der)
                }
            } else { unsafe try certificates(in: parsed, operation) }
        guard let own = all.first(where: { signer.isBy($0) }) else {
            throw .refused(operation, "the certificate of its signer is not inside")
        }
        let others = all.filter { $0 != own }

        let algorithm = try signer.digestAlgorithm()
        try signer.checkAttributes(
            type: type, digest: Digest.hash(algorithm, content), certificate: own, others: others)
        try signer.checkSignature(of: own, algorithm)
        return SignedMessage(
            content: content, signer: own, otherCertificates: others, digestAlgorithm: algorithm,
            signingTime: try signer.signingTime())
    }

    private static func certificates(
        in message: OpaquePointer, _ operation: String
    ) throws(OpenSSLError) -> [Certificate] {
        let stack = unsafe CertificateStack(takingOwnershipOf: CMS_get1_certs(message))
        guard unsafe OPENSSL_sk_num(stack.raw) <= certificates else {
            throw .refused(operation, "it carries more than \(certificates) certificates")
        }
        return try stack.certificates()
    }

    private static func content(
        of message: OpaquePointer, _ detached: [UInt8]?, _ operation: String
    ) throws(OpenSSLError) -> [UInt8] {
        let place = unsafe CMS_get0_content(message)
        let inside = unsafe place?.pointee
        switch (unsafe inside, detached) {
        case (nil, let given?): return given
        case (let string?, nil): return unsafe bytes(of: string)
        case (nil, nil): throw .refused(operation, "it carries no content and none was given beside it")
        case (_?, _?): throw .refused(operation, "it carries its own content and another was given beside it")
        }
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

    var nid: Int32 {
        switch self {
        case .data: NID_pkcs7_data
        case .timeStampInfo: NID_id_smime_ct_TSTInfo
        }
    }

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
