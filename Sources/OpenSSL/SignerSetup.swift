internal import COpenSSL

/// Adds a signer to a message under construction.
enum SignerSetup {
    /// What every signer of this house is added with.
    private static let flags = UInt32(CMS_BINARY) | UInt32(CMS_NOSMIMECAP) | UInt32(CMS_PARTIAL)

    /// - Returns: the signer, which the message owns.
    static func add(
        to message: OpaquePointer, key: PrivateKey, certificate: Certificate, digest: DigestAlgorithm?,
        cades: Bool, identifier: [UInt8], _ operation: String
    ) throws(OpenSSLError) -> OpaquePointer {
        var flags = flags
        if cades { flags |= UInt32(CMS_CADES) }
        if key.isSM2 { flags |= UInt32(CMS_KEY_PARAM) }
        let hash = unsafe (digest ?? key.usualDigest ?? .sha256).implementation
        let signer = unsafe try unlessNil(
            CMS_add1_signer(message, certificate.raw, key.raw, hash, flags), operation)
        guard key.isSM2 else { return unsafe signer }
        // OpenSSL 3 knows neither the signature algorithm of SM2 in messages nor the identifier.
        var algorithm: UnsafeMutablePointer<X509_ALGOR>?
        unsafe CMS_SignerInfo_get0_algs(signer, nil, nil, nil, &algorithm)
        let ready =
            unsafe X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_SM2_with_SM3), V_ASN1_UNDEF, nil) == 1
            && SM2.set(identifier, on: CMS_SignerInfo_get0_pkey_ctx(signer))
        guard ready else { throw .drained(operation) }
        return unsafe signer
    }
}
