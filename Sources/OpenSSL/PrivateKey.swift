internal import COpenSSL

/// A key that signs. OpenSSL overwrites its secret parts when the last reference goes.
///
/// `@unchecked Sendable`: the `EVP_PKEY` is never changed after `init`, and OpenSSL allows any number of
/// threads to sign with one.
@safe package final class PrivateKey: @unchecked Sendable {
    /// Owned; freed, and thereby wiped, in `deinit`. Never leaves this target.
    let raw: OpaquePointer
    /// What `sign` hashes with when it is not told; nil for keys that hash inside themselves.
    package let usualDigest: DigestAlgorithm?

    init(takingOwnershipOf raw: OpaquePointer) {
        unsafe self.raw = raw
        unsafe usualDigest = OpenSSL.usualDigest(of: raw)
    }

    deinit { unsafe EVP_PKEY_free(raw) }

    /// Makes a P-256 key.
    package static func generateP256() throws(OpenSSLError) -> PrivateKey {
        clearErrors()
        let raw = unsafe try unlessNil(tradehall_generate_ec("P-256"), "generate a P-256 key")
        return unsafe PrivateKey(takingOwnershipOf: raw)
    }

    /// Makes an SM2 key (GB/T 32918).
    package static func generateSM2() throws(OpenSSLError) -> PrivateKey {
        clearErrors()
        let raw = unsafe try unlessNil(tradehall_generate_sm2(), "generate an SM2 key")
        return unsafe PrivateKey(takingOwnershipOf: raw)
    }

    /// Makes an Ed25519 key.
    package static func generateEd25519() throws(OpenSSLError) -> PrivateKey {
        clearErrors()
        let raw = unsafe try unlessNil(tradehall_generate_ed25519(), "generate an Ed25519 key")
        return unsafe PrivateKey(takingOwnershipOf: raw)
    }

    /// Makes an RSA key of at least 2048 bits. The platform issues none; tests do.
    package static func generateRSA(bits: Int) throws(OpenSSLError) -> PrivateKey {
        guard bits >= 2_048, bits <= 8_192 else {
            throw .refused("generate an RSA key", "\(bits) bits are not between 2048 and 8192")
        }
        clearErrors()
        let raw = unsafe try unlessNil(tradehall_generate_rsa(bits), "generate an RSA key")
        return unsafe PrivateKey(takingOwnershipOf: raw)
    }

    /// What kind of key it is, such as "EC P-256".
    package var algorithm: String { unsafe keyName(raw) }

    /// Whether it signs by SM2, which needs an identifier and attributes of its own in messages.
    package var isSM2: Bool { algorithm == "SM2" }

    /// The public half.
    package var publicKey: PublicKey {
        unsafe EVP_PKEY_up_ref(raw)
        return unsafe PublicKey(takingOwnershipOf: raw)
    }

    /// The 32 bytes of an Ed25519 public key; throws for any other kind.
    package func ed25519PublicBytes() throws(OpenSSLError) -> [UInt8] { unsafe try rawEd25519(raw) }

    /// Whether the certificate is for this key.
    package func matches(_ certificate: Certificate) -> Bool {
        clearErrors()
        defer { clearErrors() }
        guard let other = unsafe X509_get0_pubkey(certificate.raw) else { return false }
        return unsafe EVP_PKEY_eq(raw, other) == 1
    }

    /// Signs the message itself, not a digest of it: ECDSA in DER, RSA with PKCS#1 v1.5, Ed25519 in 64 bytes,
    /// SM2 in DER.
    ///
    /// - Parameters:
    ///   - digest: the hash to use; nil chooses SHA-256 (SHA-384 for P-384, SM3 for SM2, none for Ed25519).
    ///   - identifier: of an SM2 signer; looked at for SM2 alone.
    package func sign(
        _ message: [UInt8], digest: DigestAlgorithm? = nil, identifier: [UInt8] = SM2.identifier
    ) throws(OpenSSLError) -> [UInt8] {
        let operation = "sign with a key of kind \(algorithm)"
        clearErrors()
        let context = unsafe try unlessNil(EVP_MD_CTX_new(), operation)
        defer { unsafe EVP_MD_CTX_free(context) }
        let hash = unsafe (digest ?? usualDigest)?.implementation
        var prepared: OpaquePointer?
        try unsafe unlessFailed(EVP_DigestSignInit(context, &prepared, hash, nil, raw), operation)
        if isSM2 {
            guard unsafe SM2.set(identifier, on: prepared) else { throw .drained(operation) }
        }
        var count = 0
        try unsafe unlessFailed(EVP_DigestSign(context, nil, &count, message, message.count), operation)
        var signature = [UInt8](repeating: 0, count: count)
        try unsafe unlessFailed(
            EVP_DigestSign(context, &signature, &count, message, message.count), operation)
        return Array(signature.prefix(count))
    }
}
