internal import COpenSSL

/// A key with the certificates that came with it in one file.
package struct Identity: Sendable {
    package let key: PrivateKey
    package let certificate: Certificate
    /// The further certificates, in the order of the file.
    package let chain: [Certificate]

    package init(key: PrivateKey, certificate: Certificate, chain: [Certificate]) {
        self.key = key
        self.certificate = certificate
        self.chain = chain
    }
}

extension PrivateKey {
    /// Reads the first private key of a PEM text: PKCS#8, encrypted or not, and the older forms.
    ///
    /// - Parameter password: bytes, not wiped here. Without one, an encrypted key is an error and never a
    ///   question on the terminal.
    package convenience init(pem: [UInt8], password: [UInt8]? = nil) throws(OpenSSLError) {
        let operation = "read a private key from PEM"
        guard pem.count <= 64 * 1024 else { throw .refused(operation, "the text is longer than 64 KiB") }
        clearErrors()
        let key = unsafe try withReader(over: pem) { bio throws(OpenSSLError) in
            guard let password else {
                return unsafe try unlessNil(
                    PEM_read_bio_PrivateKey(bio, nil, PEMText.noPassword, nil), operation)
            }
            let key = unsafe try withCString(password, operation) { text -> OpaquePointer? in
                unsafe PEM_read_bio_PrivateKey(bio, nil, nil, text)
            }
            return unsafe try unlessNil(key, operation)
        }
        unsafe self.init(takingOwnershipOf: key)
    }

    /// Reads an unencrypted PKCS#8 key in DER.
    package convenience init(pkcs8 der: [UInt8]) throws(OpenSSLError) {
        let raw = unsafe try decoded(
            der, limit: 64 * 1024, "read a private key from DER", free: { unsafe EVP_PKEY_free($0) },
            { unsafe d2i_AutoPrivateKey(nil, $0, $1) })
        unsafe self.init(takingOwnershipOf: raw)
    }

    /// The key as PKCS#8 PEM, encrypted with AES-256-CBC and PBKDF2 when there is a password (RFC 8018).
    ///
    /// Without a password the result is the secret itself: wipe it with `Secret.wipe`.
    package func pem(password: [UInt8]? = nil) throws(OpenSSLError) -> [UInt8] {
        let operation = "write a private key as PEM"
        clearErrors()
        guard let password else {
            return unsafe try written(secret: true, operation) {
                unsafe PEM_write_bio_PKCS8PrivateKey($0, raw, nil, nil, 0, nil, nil)
            }
        }
        // An empty password would make OpenSSL ask for one.
        guard !password.isEmpty else { throw .refused(operation, "the password is empty") }
        let count = Int32(clamping: password.count)
        return unsafe try written(operation) { bio in
            unsafe password.withUnsafeBytes { memory in
                unsafe memory.withMemoryRebound(to: CChar.self) {
                    unsafe PEM_write_bio_PKCS8PrivateKey(
                        bio, raw, EVP_aes_256_cbc(), $0.baseAddress, count, nil, nil)
                }
            }
        }
    }
}

extension Identity {
    /// Reads a PKCS#12 file (RFC 7292): the key, its certificate and the chain beside it.
    ///
    /// Throws when the password is wrong, when there is no key or no certificate for it, or when bytes follow.
    package init(pkcs12 der: [UInt8], password: [UInt8]) throws(OpenSSLError) {
        let operation = "read a PKCS#12 file"
        let file = unsafe try decoded(
            der, limit: 1024 * 1024, operation, free: { unsafe PKCS12_free($0) },
            { unsafe d2i_PKCS12(nil, $0, $1) })
        defer { unsafe PKCS12_free(file) }
        var rawKey: OpaquePointer?
        var rawCertificate: OpaquePointer?
        var rest: OpaquePointer?
        let parsed = try unsafe withCString(password, operation) { text in
            unsafe PKCS12_parse(file, text, &rawKey, &rawCertificate, &rest)
        }
        // Everything is put under an owner before anything is refused.
        let key = unsafe rawKey.map { unsafe PrivateKey(takingOwnershipOf: $0) }
        let others = unsafe CertificateStack(takingOwnershipOf: rest)
        let own = unsafe try rawCertificate.map { raw throws(OpenSSLError) in
            unsafe try Certificate(takingOwnershipOf: raw)
        }
        guard parsed == 1 else { throw .drained(operation) }
        guard let key else { throw .refused(operation, "it holds no private key") }
        guard let own else { throw .refused(operation, "it holds no certificate for its key") }
        self.init(key: key, certificate: own, chain: try others.certificates())
    }

    /// The identity as a PKCS#12 file under a password.
    package func pkcs12(password: [UInt8], name: String) throws(OpenSSLError) -> [UInt8] {
        let operation = "write a PKCS#12 file"
        clearErrors()
        let others = try CertificateStack(chain)
        let file = unsafe try withCString(password, operation) { text -> OpaquePointer? in
            unsafe PKCS12_create(text, name, key.raw, certificate.raw, others.raw, 0, 0, 0, 0, 0)
        }
        let owned = unsafe try unlessNil(file, operation)
        defer { unsafe PKCS12_free(owned) }
        return unsafe try encoded(operation) { unsafe i2d_PKCS12(owned, $0) }
    }
}

/// A null-terminated copy of a password for the length of the body, overwritten afterwards.
func withCString<Result>(
    _ password: [UInt8], _ operation: String, _ body: (UnsafeMutablePointer<CChar>) -> Result
) throws(OpenSSLError) -> Result {
    guard password.count <= 1_024, !password.contains(0) else {
        throw .refused(operation, "the password is longer than 1024 bytes or holds a zero byte")
    }
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: password.count + 1) { buffer in
        defer { unsafe OPENSSL_cleanse(buffer.baseAddress, buffer.count) }
        for (index, byte) in password.enumerated() { unsafe buffer[index] = CChar(bitPattern: byte) }
        unsafe buffer[password.count] = 0
        return unsafe body(buffer.baseAddress.unsafelyUnwrapped)
    }
}

/// A stack of certificates, owned with all that is in it.
@safe struct CertificateStack: ~Copyable {
    let raw: OpaquePointer?

    init(takingOwnershipOf raw: OpaquePointer?) { unsafe self.raw = raw }

    /// A new stack that shares the certificates.
    init(_ certificates: [Certificate]) throws(OpenSSLError) {
        unsafe raw = try unlessNil(OPENSSL_sk_new_null(), "list certificates")
        for certificate in certificates {
            unsafe X509_up_ref(certificate.raw)
            unsafe OPENSSL_sk_push(raw, UnsafeRawPointer(certificate.raw))
        }
    }

    deinit { unsafe tradehall_free_certificates(raw) }

    /// The certificates, each under its own owner.
    func certificates() throws(OpenSSLError) -> [Certificate] {
        var found: [Certificate] = []
        for index in 0..<max(0, unsafe OPENSSL_sk_num(raw)) {
            guard let item = unsafe OPENSSL_sk_value(raw, index) else { continue }
            let certificate = OpaquePointer(item)
            unsafe X509_up_ref(certificate)
            unsafe found.append(try Certificate(takingOwnershipOf: certificate))
        }
        return found
    }
}
