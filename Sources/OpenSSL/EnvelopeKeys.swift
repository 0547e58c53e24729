internal import COpenSSL

/// How a content key travels inside an envelope: agreement on P-256, derivation, wrapping.
package enum EnvelopeKeys {
    /// Bytes of an uncompressed P-256 point.
    package static let pointSize = 65

    /// Everything of a P-256 SubjectPublicKeyInfo before the point (RFC 5480).
    private static let pointPrefix: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
        0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ]

    /// Reads an uncompressed point. Nil when it has another form, is not on P-256, or is the point at infinity.
    package static func publicKey(point: [UInt8]) -> PublicKey? {
        guard point.count == pointSize, point.first == 0x04,
            let key = try? PublicKey(subjectPublicKeyInfo: pointPrefix + point)
        else { return nil }
        clearErrors()
        defer { clearErrors() }
        guard let context = unsafe EVP_PKEY_CTX_new(key.raw, nil) else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        return unsafe EVP_PKEY_public_check(context) == 1 ? key : nil
    }

    /// The uncompressed point of a P-256 key; nil for any other kind.
    package static func point(of key: PublicKey) -> [UInt8]? {
        guard key.algorithm == "EC P-256", let der = try? key.subjectPublicKeyInfo(),
            der.starts(with: pointPrefix), der.count == pointPrefix.count + pointSize,
            der[pointPrefix.count] == 0x04
        else { return nil }
        return Array(der[pointPrefix.count...])
    }

    /// The x-coordinate of the shared point of a P-256 key and a point (SP 800-56A §5.7.1.2): 32 secret bytes,
    /// for the caller to wipe. Throws when the key is of another kind or the point is not on the curve.
    package static func sharedSecret(_ key: PrivateKey, point: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let operation = "agree on a key"
        guard key.algorithm == "EC P-256" else {
            throw .refused(operation, "the private key is of kind \(key.algorithm) and not P-256")
        }
        guard let peer = publicKey(point: point) else {
            throw .refused(operation, "the other side's point is not on P-256")
        }
        clearErrors()
        let context = unsafe try unlessNil(EVP_PKEY_CTX_new(key.raw, nil), operation)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        try unsafe unlessFailed(EVP_PKEY_derive_init(context), operation)
        try unsafe unlessFailed(EVP_PKEY_derive_set_peer(context, peer.raw), operation)
        var secret = [UInt8](repeating: 0, count: 32)
        var count = secret.count
        try unsafe unlessFailed(EVP_PKEY_derive(context, &secret, &count), operation)
        guard count == secret.count else { throw .refused(operation, "the shared secret has a wrong length") }
        return secret
    }

    /// ANSI X9.63 key derivation with SHA-256 (SEC 1 §3.6.1): 32 secret bytes, for the caller to wipe.
    package static func derive(secret: [UInt8], sharedInfo: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let operation = "derive a key"
        clearErrors()
        let kdf = unsafe try unlessNil(EVP_KDF_fetch(nil, "X963KDF", nil), operation)
        defer { unsafe EVP_KDF_free(kdf) }
        let context = unsafe try unlessNil(EVP_KDF_CTX_new(kdf), operation)
        defer { unsafe EVP_KDF_CTX_free(context) }
        var (secret, info, name) = (secret, sharedInfo, Array("SHA256".utf8CString))
        defer { Secret.wipe(&secret) }
        var key = [UInt8](repeating: 0, count: 32)
        let done = unsafe secret.withUnsafeMutableBytes { secret in
            unsafe info.withUnsafeMutableBytes { info in
                unsafe name.withUnsafeMutableBufferPointer { name in
                    let parameters = unsafe [
                        OSSL_PARAM_construct_utf8_string(lasting("digest"), name.baseAddress, 0),
                        OSSL_PARAM_construct_octet_string(lasting("key"), secret.baseAddress, secret.count),
                        OSSL_PARAM_construct_octet_string(lasting("info"), info.baseAddress, info.count),
                        OSSL_PARAM_construct_end(),
                    ]
                    return unsafe EVP_KDF_derive(context, &key, key.count, parameters)
                }
            }
        }
        try unlessFailed(done, operation)
        return key
    }

    /// OSSL_PARAM keeps the pointer to its name; that of a static string lasts as long as the process.
    private static func lasting(_ name: StaticString) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    /// AES-256 key wrap (RFC 3394): 32 bytes become 40.
    package static func wrap(_ key: [UInt8], under wrapping: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        guard let wrapped = try run(key, wrapping, encrypts: 1, count: 40, "wrap a key") else {
            throw .drained("wrap a key")
        }
        return wrapped
    }

    /// Undoes `wrap`. Nil when the wrapped bytes were not made under this key: RFC 3394 carries its own check.
    package static func unwrap(_ wrapped: [UInt8], under wrapping: [UInt8]) throws(OpenSSLError) -> [UInt8]? {
        guard wrapped.count == 40 else { return nil }
        return try run(wrapped, wrapping, encrypts: 0, count: 32, "unwrap a key")
    }

    private static func run(
        _ input: [UInt8], _ key: [UInt8], encrypts: Int32, count: Int, _ operation: String
    ) throws(OpenSSLError) -> [UInt8]? {
        guard key.count == 32, input.count == 32 || input.count == 40 else {
            throw .refused(operation, "the wrapping key must have 32 bytes and the content key 32")
        }
        clearErrors()
        defer { clearErrors() }
        let context = unsafe try unlessNil(EVP_CIPHER_CTX_new(), operation)
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        unsafe EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW)
        try unsafe unlessFailed(
            EVP_CipherInit_ex2(context, EVP_aes_256_wrap(), key, nil, encrypts, nil), operation)
        // Room for whatever the cipher calls a block beyond the result.
        var output = [UInt8](repeating: 0, count: 64)
        defer { Secret.wipe(&output) }
        var written: Int32 = 0
        guard unsafe EVP_CipherUpdate(context, &output, &written, input, Int32(input.count)) == 1,
            Int(written) == count
        else { return nil }
        return Array(output.prefix(count))
    }
}

extension PrivateKey {
    /// The uncompressed point of the public half of a P-256 key; nil for any other kind.
    package var p256Point: [UInt8]? { EnvelopeKeys.point(of: publicKey) }
}

extension Certificate {
    /// The uncompressed point of the P-256 key that this certificate is for; nil for any other kind.
    package var p256Point: [UInt8]? {
        guard let key = try? publicKey() else { return nil }
        return EnvelopeKeys.point(of: key)
    }

    /// IssuerAndSerialNumber in DER (RFC 5652 §10.2.4): the name by which a message calls a certificate.
    package func issuerAndSerialNumber() throws(OpenSSLError) -> [UInt8] {
        let operation = "name a certificate by issuer and serial number"
        let issuer = unsafe try encoded(operation) { unsafe i2d_X509_NAME(X509_get_issuer_name(raw), $0) }
        let serial = unsafe try encoded(operation) {
            unsafe i2d_ASN1_INTEGER(X509_get0_serialNumber(raw), $0)
        }
        return DER.element(tag: 0x30, issuer + serial)
    }

    /// The subject key identifier (RFC 5280 §4.2.1.2), or nil when the certificate has none.
    package var subjectKeyIdentifier: [UInt8]? {
        let identifier = unsafe X509_get0_subject_key_id(raw)
        return unsafe identifier.map { unsafe OpenSSL.bytes(of: $0) }
    }
}
