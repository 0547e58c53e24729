internal import COpenSSL

/// A key that checks signatures.
///
/// `@unchecked Sendable`: the `EVP_PKEY` is never changed after `init`, and OpenSSL allows any number of
/// threads to verify with one.
@safe package final class PublicKey: @unchecked Sendable {
    /// Owned; freed in `deinit`.
    let raw: OpaquePointer

    init(takingOwnershipOf raw: OpaquePointer) { unsafe self.raw = raw }

    deinit { unsafe EVP_PKEY_free(raw) }

    /// Reads a SubjectPublicKeyInfo in DER. Throws when it is none or when bytes follow it. An SM2 key may name its
    /// curve where the algorithm belongs, as some CAs write it.
    package convenience init(subjectPublicKeyInfo der: [UInt8]) throws(OpenSSLError) {
        let raw = unsafe try decoded(
            SM2.usualForm(ofSubjectPublicKeyInfo: der) ?? der, limit: 16 * 1024, "read a public key from DER",
            free: { unsafe EVP_PKEY_free($0) },
            { unsafe d2i_PUBKEY(nil, $0, $1) })
        unsafe self.init(takingOwnershipOf: raw)
    }

    /// Takes the 32 bytes of an Ed25519 public key (RFC 8032).
    package convenience init(ed25519 bytes: [UInt8]) throws(OpenSSLError) {
        clearErrors()
        let raw = unsafe try unlessNil(
            EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, bytes, bytes.count),
            "use \(bytes.count) bytes as an Ed25519 public key")
        unsafe self.init(takingOwnershipOf: raw)
    }

    /// What kind of key it is, such as "EC P-256".
    package var algorithm: String { unsafe keyName(raw) }

    /// The SubjectPublicKeyInfo in DER.
    package func subjectPublicKeyInfo() throws(OpenSSLError) -> [UInt8] {
        unsafe try encoded("encode a public key") { unsafe i2d_PUBKEY(raw, $0) }
    }

    /// The 32 bytes of an Ed25519 key; throws for any other kind.
    package func ed25519Bytes() throws(OpenSSLError) -> [UInt8] { unsafe try rawEd25519(raw) }

    /// Whether `signature` is this key's over `message`, as `PrivateKey.sign` makes it: ECDSA, RSA with PKCS#1
    /// v1.5 (PSS for a key of kind RSA-PSS), Ed25519, or SM2 under the usual identifier.
    ///
    /// - Parameter digest: the hash that was signed; nil means the one `PrivateKey.sign` chooses by itself for
    ///   this kind of key. Ed25519 takes none.
    package func verify(
        _ signature: [UInt8], of message: [UInt8], digest: DigestAlgorithm? = nil
    ) -> Bool {
        let isSM2 = algorithm == "SM2"
        let hash = unsafe digest ?? usualDigest(of: raw)
        return unsafe check(signature, message, digest: hash) { context in
            unsafe isSM2 ? SM2.set(SM2.identifier, on: context) : true
        }
    }
}

/// The digest a key signs when nobody says otherwise; nil for those that hash inside themselves.
func usualDigest(of key: OpaquePointer) -> DigestAlgorithm? {
    switch unsafe keyName(key) {
    case "ED25519", "ED448": nil
    case "SM2": .sm3
    case "EC P-384": .sha384
    default: .sha256
    }
}

func rawEd25519(_ key: OpaquePointer) throws(OpenSSLError) -> [UInt8] {
    let operation = "take the raw public key"
    guard unsafe keyName(key) == "ED25519" else { throw .refused(operation, "the key is not Ed25519") }
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = bytes.count
    try unsafe unlessFailed(EVP_PKEY_get_raw_public_key(key, &bytes, &count), operation)
    return bytes
}
