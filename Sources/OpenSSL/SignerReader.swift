internal import COpenSSL

/// Reads one SignerInfo of a message that outlives it.
@safe struct SignerReader: ~Copyable {
    private let raw: OpaquePointer
    private let operation: String

    init(raw: OpaquePointer, operation: String) {
        unsafe self.raw = raw
        self.operation = operation
    }

    /// Whether the signer identifier points at this certificate.
    func isBy(_ certificate: Certificate) -> Bool {
        unsafe CMS_SignerInfo_cert_cmp(raw, certificate.raw) == 0
    }

    /// The digest algorithm, which must be one of ours.
    func digestAlgorithm() throws(OpenSSLError) -> DigestAlgorithm {
        var digest: UnsafeMutablePointer<X509_ALGOR>?
        unsafe CMS_SignerInfo_get0_algs(raw, nil, nil, &digest, nil)
        let nid = unsafe digest.map { unsafe OBJ_obj2nid($0.pointee.algorithm) }
        guard let found = DigestAlgorithm.allCases.first(where: { $0.nid == nid }) else {
            throw .refused(
                operation, "it was signed with a digest other than SHA-256, SHA-384, SHA-512 or SM3")
        }
        return found
    }

    /// The signed attributes must be there, once each, and speak of this content and this certificate.
    func checkAttributes(
        type: SignedContentType, digest: [UInt8], certificate: Certificate, others: [Certificate]
    ) throws(OpenSSLError) {
        guard unsafe CMS_signed_get_attr_count(raw) > 0 else {
            throw .refused(operation, "its signer signed no attributes")
        }
        let contentType = unsafe try value(NID_pkcs9_contentType, "content type", V_ASN1_OBJECT)
        guard let contentType = unsafe contentType,
            unsafe OBJ_obj2nid(OpaquePointer(contentType)) == type.nid
        else { throw .refused(operation, "its signed attributes do not give the type of its content") }
        let stated = unsafe try value(NID_pkcs9_messageDigest, "message digest", V_ASN1_OCTET_STRING)
        guard let stated = unsafe stated else {
            throw .refused(operation, "its signed attributes give no message digest")
        }
        guard unsafe bytes(of: stated.assumingMemoryBound(to: ASN1_STRING.self)) == digest else {
            throw .refused(operation, "the content is not the one that was signed")
        }
        try checkSigningCertificate(certificate, others, required: type == .timeStampInfo)
    }

    /// The signing-certificate attribute (RFC 2634 §5.4, RFC 5035), when there, names the signer's certificate.
    private func checkSigningCertificate(
        _ certificate: Certificate, _ others: [Certificate], required: Bool
    ) throws(OpenSSLError) {
        let first = unsafe try value(
            NID_id_smime_aa_signingCertificate, "signing certificate", V_ASN1_SEQUENCE)
        let second = unsafe try value(
            NID_id_smime_aa_signingCertificateV2, "signing certificate", V_ASN1_SEQUENCE)
        guard unsafe first != nil || second != nil else {
            if required { throw .refused(operation, "it does not name its signing certificate") }
            return
        }
        let one = try unsafe first.map { pointer throws(OpenSSLError) in
            unsafe try reread(pointer) { unsafe d2i_ESS_SIGNING_CERT(nil, $0, $1) }
        }
        defer { unsafe ESS_SIGNING_CERT_free(one) }
        let two = try unsafe second.map { pointer throws(OpenSSLError) in
            unsafe try reread(pointer) { unsafe d2i_ESS_SIGNING_CERT_V2(nil, $0, $1) }
        }
        defer { unsafe ESS_SIGNING_CERT_V2_free(two) }
        let chain = try CertificateStack([certificate] + others)
        guard unsafe OSSL_ESS_check_signing_certs(one, two, chain.raw, 1) == 1 else {
            throw .refused(operation, "its signing-certificate attribute names another certificate")
        }
    }

    private func reread(
        _ pointer: UnsafeMutableRawPointer,
        _ d2i: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
    ) throws(OpenSSLError) -> OpaquePointer {
        let der = unsafe bytes(of: pointer.assumingMemoryBound(to: ASN1_STRING.self))
        let object = unsafe der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return unsafe d2i(&cursor, buffer.count)
        }
        return unsafe try unlessNil(object, operation)
    }

    /// The signature over the signed attributes, by the key of this certificate.
    ///
    /// OpenSSL goes by the digest algorithm and the key alone; the signature algorithm, which says both, must
    /// not contradict them.
    func checkSignature(of certificate: Certificate, _ digest: DigestAlgorithm) throws(OpenSSLError) {
        var named: UnsafeMutablePointer<X509_ALGOR>?
        unsafe CMS_SignerInfo_get0_algs(raw, nil, nil, nil, &named)
        let algorithm = unsafe named.map { unsafe OBJ_obj2nid($0.pointee.algorithm) } ?? NID_undef
        let kind = unsafe X509_get0_pubkey(certificate.raw).map { unsafe EVP_PKEY_get_base_id($0) }
        guard fits(algorithm, kind ?? NID_undef, digest) else {
            throw .refused(
                operation, "its signature algorithm does not fit the digest and the key of its signer")
        }
        unsafe CMS_SignerInfo_set1_signer_cert(raw, certificate.raw)
        guard unsafe CMS_SignerInfo_verify(raw) == 1 else {
            throw .refused(
                operation, "the signature is not by the key of the certificate of \(certificate.subject)")
        }
    }

    private func fits(_ algorithm: Int32, _ kind: Int32, _ digest: DigestAlgorithm) -> Bool {
        // These two name no digest of their own, or name it in parameters that OpenSSL compares itself.
        if algorithm == NID_rsaEncryption || algorithm == NID_rsassaPss {
            return kind == NID_rsaEncryption || kind == NID_rsassaPss
        }
        var hash: Int32 = 0
        var key: Int32 = 0
        guard unsafe OBJ_find_sigid_algs(algorithm, &hash, &key) == 1, key == kind else { return false }
        return hash == NID_undef || hash == digest.nid
    }

    /// The claimed time of signing, in milliseconds.
    func signingTime() throws(OpenSSLError) -> Int64? {
        let index = unsafe CMS_signed_get_attr_by_NID(raw, NID_pkcs9_signingTime, -1)
        guard index >= 0 else { return nil }
        let name = "signing time"
        let found =
            unsafe try value(NID_pkcs9_signingTime, name, V_ASN1_UTCTIME, orElse: V_ASN1_GENERALIZEDTIME)
        guard let found = unsafe found,
            let time = unsafe milliseconds(UnsafePointer(found.assumingMemoryBound(to: ASN1_TIME.self)))
        else { throw .refused(operation, "its signing time cannot be read") }
        return time
    }

    /// The single value of an attribute that may occur once; nil when it does not occur.
    private func value(
        _ nid: Int32, _ name: String, _ type: Int32, orElse other: Int32? = nil
    ) throws(OpenSSLError) -> UnsafeMutableRawPointer? {
        let index = unsafe CMS_signed_get_attr_by_NID(raw, nid, -1)
        guard index >= 0 else { return nil }
        guard unsafe CMS_signed_get_attr_by_NID(raw, nid, index) < 0,
            let attribute = unsafe CMS_signed_get_attr(raw, index),
            unsafe X509_ATTRIBUTE_count(attribute) == 1
        else { throw .refused(operation, "its signed attributes give more than one \(name)") }
        let found = unsafe X509_ATTRIBUTE_get0_type(attribute, 0)
        let kind = unsafe found.map { unsafe $0.pointee.type }
        guard let kind, kind == type || kind == other else {
            throw .refused(operation, "its \(name) attribute has the wrong form")
        }
        return unsafe X509_ATTRIBUTE_get0_data(attribute, 0, kind, nil)
    }
}
