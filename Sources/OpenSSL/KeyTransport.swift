internal import COpenSSL

/// How a content key is encrypted to the public key of a recipient (RFC 5652 §6.2.1).
package enum KeyTransport: Sendable, Hashable {
    /// RSAES-OAEP (RFC 8017 §7.1) with an empty label.
    case rsaOAEP(DigestAlgorithm, mask: DigestAlgorithm)
    /// SM2 public-key encryption with SM3, in the DER of GM/T 0009.
    case sm2

    fileprivate func fits(_ kind: String) -> Bool {
        switch self {
        case .rsaOAEP: kind.hasPrefix("RSA ")
        case .sm2: kind == "SM2"
        }
    }

    fileprivate func prepare(_ context: OpaquePointer) -> Bool {
        switch self {
        case .rsaOAEP(let digest, let mask):
            unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_oaep_md(context, digest.implementation) == 1
                && EVP_PKEY_CTX_set_rsa_mgf1_md(context, mask.implementation) == 1
        case .sm2: true
        }
    }
}

extension PublicKey {
    /// Encrypts a short secret to this key.
    ///
    /// - Throws: when the key is of another kind, or the secret is too long for it.
    package func encrypt(_ secret: [UInt8], _ transport: KeyTransport) throws(OpenSSLError) -> [UInt8] {
        let operation = "encrypt a key"
        guard transport.fits(algorithm) else {
            throw .refused(operation, "a key of kind \(algorithm) cannot receive it in this way")
        }
        clearErrors()
        let context = unsafe try unlessNil(EVP_PKEY_CTX_new(raw, nil), operation)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        guard unsafe EVP_PKEY_encrypt_init(context) == 1, unsafe transport.prepare(context) else {
            throw .drained(operation)
        }
        var count = 0
        try unsafe unlessFailed(EVP_PKEY_encrypt(context, nil, &count, secret, secret.count), operation)
        var wrapped = [UInt8](repeating: 0, count: count)
        try unsafe unlessFailed(
            EVP_PKEY_encrypt(context, &wrapped, &count, secret, secret.count), operation)
        return Array(wrapped.prefix(count))
    }
}

extension PrivateKey {
    /// Undoes `PublicKey.encrypt`: secret bytes for the caller to wipe; nil when they were not encrypted to this key
    /// in this way.
    package func decrypt(_ wrapped: [UInt8], _ transport: KeyTransport) -> [UInt8]? {
        guard transport.fits(algorithm), wrapped.count <= 2_048 else { return nil }
        clearErrors()
        defer { clearErrors() }
        guard let context = unsafe EVP_PKEY_CTX_new(raw, nil) else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        guard unsafe EVP_PKEY_decrypt_init(context) == 1, unsafe transport.prepare(context) else {
            return nil
        }
        var count = 0
        guard unsafe EVP_PKEY_decrypt(context, nil, &count, wrapped, wrapped.count) == 1, count <= 4_096
        else {
            return nil
        }
        var secret = [UInt8](repeating: 0, count: max(count, wrapped.count))
        defer { Secret.wipe(&secret) }
        count = secret.count
        guard unsafe EVP_PKEY_decrypt(context, &secret, &count, wrapped, wrapped.count) == 1,
            count <= secret.count
        else { return nil }
        return Array(secret.prefix(count))
    }
}
