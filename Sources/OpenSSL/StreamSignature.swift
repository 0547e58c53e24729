internal import COpenSSL

/// What a signature says of content that was hashed elsewhere.
package struct ContentSignature: Sendable {
    /// The certificate whose key made the signature. Whether it is to be trusted is not said.
    package let signer: Certificate
    /// Whatever other certificates the message carried: unsigned, and only hints for building a path.
    package let otherCertificates: [Certificate]
    /// The hash that was signed, and its value over the content.
    package let digestAlgorithm: DigestAlgorithm
    package let digest: [UInt8]
    /// When the signer says that it signed, in milliseconds; a claim and no proof.
    package let signingTime: Int64?
}

/// The small parts of a SignedData (RFC 5652 §5.1) whose content is read as a stream.
package struct SignedParts: Sendable {
    /// The SET of digest algorithms, whole, in DER.
    package let digestAlgorithms: [UInt8]
    /// The implicit [0] SET of certificates, whole, in DER; empty when there is none.
    package let certificates: [UInt8]
    /// The SET of signer infos, whole, in DER.
    package let signerInfos: [UInt8]

    package init(digestAlgorithms: [UInt8], certificates: [UInt8], signerInfos: [UInt8]) {
        self.digestAlgorithms = digestAlgorithms
        self.certificates = certificates
        self.signerInfos = signerInfos
    }

    /// Checks the signature over content that has this digest, as strictly as `CMS.verifySignature` does for
    /// small messages: one signer, its certificate inside, content type id-data, the message digest equal to
    /// `digest`, and besides a signing-certificate-v2 attribute (RFC 5035), as CAdES demands, that names it.
    package func verify(_ algorithm: DigestAlgorithm, _ digest: [UInt8]) throws(OpenSSLError)
        -> ContentSignature
    {
        let operation = "check a signed message"
        let content = DER.element(tag: 0x30, Self.dataType)
        let body = Self.version + digestAlgorithms + content + certificates + signerInfos
        let message = Self.signedDataType + DER.element(tag: 0xa0, DER.element(tag: 0x30, body))
        let data = try SignedData(DER.element(tag: 0x30, message))
        guard data.signers.count == 1, let signer = data.signers.first else {
            throw .refused(operation, "it must have exactly one signer")
        }
        guard signer.digestAlgorithm == algorithm else {
            throw .refused(operation, "its signer used another digest than the message announces")
        }
        guard signer.namesCertificate else {
            throw .refused(operation, "it does not name its signing certificate, as CAdES demands")
        }
        return try signer.check(
            .digest(algorithm, digest), type: Self.dataType, certificates: data.certificates,
            demandsCertificateName: true, operation)
    }

    /// INTEGER 1: the version of SignedData whose content is id-data.
    static let version: [UInt8] = [0x02, 0x01, 0x01]
    /// OID 1.2.840.113549.1.7.1, id-data.
    static let dataType: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01]
    /// OID 1.2.840.113549.1.7.2, id-signedData.
    static let signedDataType: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]
}

/// Signs content that passes by once, and gives the small parts to put around it (CAdES-BES).
@safe package struct StreamSigner: ~Copyable {
    private static let operation = "sign a message"
    private static let flags = UInt32(CMS_BINARY) | UInt32(CMS_PARTIAL) | UInt32(CMS_DETACHED)

    private let message: OpaquePointer
    private let chain: OpaquePointer

    /// The SET of digest algorithms of the message, in DER: known before the content is.
    package let digestAlgorithms: [UInt8]

    /// - Parameters:
    ///   - certificate: must be for `key`.
    ///   - extraCertificates: put beside the signer's own, so that a reader can build the path.
    package init(
        key: PrivateKey, certificate: Certificate, extraCertificates: [Certificate]
    ) throws(OpenSSLError) {
        let operation = Self.operation
        guard key.matches(certificate) else {
            throw .refused(operation, "the key does not belong to the certificate of \(certificate.subject)")
        }
        guard extraCertificates.count < CMS.certificates else {
            throw .refused(operation, "more than \(CMS.certificates - 1) further certificates were given")
        }
        clearErrors()
        let digest = key.usualDigest ?? .sha256
        let algorithms = DER.element(tag: 0x31, try Self.identifier(of: digest, operation))
        let others = try CertificateStack(extraCertificates)
        let message = unsafe try unlessNil(CMS_sign(nil, nil, others.raw, nil, Self.flags), operation)
        let chain: OpaquePointer
        do throws(OpenSSLError) {
            _ = unsafe try SignerSetup.add(
                to: message, key: key, certificate: certificate, digest: digest, cades: true,
                identifier: SM2.identifier, operation)
            unsafe chain = try unlessNil(CMS_dataInit(message, nil), operation)
        } catch {
            unsafe CMS_ContentInfo_free(message)
            throw error
        }
        unsafe self.message = message
        unsafe self.chain = chain
        digestAlgorithms = algorithms
    }

    deinit {
        unsafe BIO_free_all(chain)
        unsafe CMS_ContentInfo_free(message)
    }

    /// Adds content in order.
    package func update(_ content: RawSpan) throws(OpenSSLError) {
        guard content.byteCount > 0 else { return }
        let count = content.byteCount
        let written = unsafe content.withUnsafeBytes {
            unsafe BIO_write(chain, $0.baseAddress, Int32(clamping: $0.count))
        }
        guard Int(written) == count else { throw .drained(Self.operation) }
    }

    /// Signs what went by.
    package consuming func finish() throws(OpenSSLError) -> SignedParts {
        let operation = Self.operation
        clearErrors()
        try unsafe unlessFailed(CMS_dataFinal(message, chain), operation)
        let whole = unsafe try encoded(operation) { unsafe i2d_CMS_ContentInfo(message, $0) }
        guard let parts = Self.parts(of: whole), parts.digestAlgorithms == digestAlgorithms else {
            throw .refused(operation, "OpenSSL wrote a message of another shape than RFC 5652 gives it")
        }
        return parts
    }

    private static func identifier(
        of digest: DigestAlgorithm, _ operation: String
    ) throws(OpenSSLError) -> [UInt8] {
        guard let identifier = unsafe X509_ALGOR_new() else { throw .drained(operation) }
        defer { unsafe X509_ALGOR_free(identifier) }
        unsafe X509_ALGOR_set_md(identifier, digest.implementation)
        return unsafe try encoded(operation) { unsafe i2d_X509_ALGOR(identifier, $0) }
    }

    /// Takes apart a detached SignedData in DER.
    private static func parts(of message: [UInt8]) -> SignedParts? {
        guard let outer = DER.elements(message, in: message.indices, limit: 1)?.first,
            let pair = DER.elements(message, in: outer.body, limit: 2), pair.count == 2,
            let inner = DER.elements(message, in: pair[1].body, limit: 1)?.first,
            let fields = DER.elements(message, in: inner.body, limit: 5),
            fields.map(\.tag) == [0x02, 0x31, 0x30, 0xa0, 0x31]
        else { return nil }
        return SignedParts(
            digestAlgorithms: Array(message[fields[1].whole]), certificates: Array(message[fields[3].whole]),
            signerInfos: Array(message[fields[4].whole]))
    }
}
