internal import COpenSSL

/// How a signature over bytes is made: what an AlgorithmIdentifier of a signature says.
package enum SignatureScheme: Sendable, Hashable {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    case rsaPKCS1(DigestAlgorithm)
    /// RSASSA-PSS (RFC 8017 §8.1), MGF1 with its own digest, the salt in bytes.
    case rsaPSS(DigestAlgorithm, mask: DigestAlgorithm, salt: Int)
    case ecdsa(DigestAlgorithm)
    /// Ed25519 (RFC 8032), without a context.
    case ed25519
    /// SM2 with SM3 (GB/T 32918.2).
    case sm2

    /// The digest of the scheme; nil for Ed25519, which hashes inside itself.
    package var digest: DigestAlgorithm? {
        switch self {
        case .rsaPKCS1(let digest), .rsaPSS(let digest, _, _), .ecdsa(let digest): digest
        case .ed25519: nil
        case .sm2: .sm3
        }
    }

    /// Whether a key of this kind, as `PublicKey.algorithm` names it, can make such a signature. An SM2 key makes
    /// SM2 signatures alone, and ECDSA on its curve is refused.
    func fits(_ kind: String) -> Bool {
        switch self {
        case .rsaPKCS1: kind.hasPrefix("RSA ")
        case .rsaPSS: kind.hasPrefix("RSA ") || kind.hasPrefix("RSA-PSS ")
        case .ecdsa: kind.hasPrefix("EC ") && kind != "EC SM2"
        case .ed25519: kind == "ED25519"
        case .sm2: kind == "SM2"
        }
    }
}

extension PublicKey {
    /// Whether `signature` is this key's over these bytes, made in this way.
    ///
    /// Never says yes for a key of another kind than the scheme is for.
    ///
    /// - Parameters:
    ///   - identifier: of an SM2 signer; looked at for SM2 alone.
    package func verifies(
        _ signature: [UInt8], over message: [UInt8], _ scheme: SignatureScheme,
        identifier: [UInt8] = SM2.identifier
    ) -> Bool {
        guard scheme.fits(algorithm) else { return false }
        return unsafe check(signature, message, digest: scheme.digest) { context in
            switch scheme {
            case .rsaPKCS1: return unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
            case .rsaPSS(_, let mask, let salt):
                return unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
                    && EVP_PKEY_CTX_set_rsa_mgf1_md(context, mask.implementation) == 1
                    && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, Int32(clamping: salt)) == 1
            case .ecdsa, .ed25519: return true
            case .sm2: return unsafe SM2.set(identifier, on: context)
            }
        }
    }

    /// The same, and for an SM2 signature that does not hold also whether it would under an identifier that
    /// others use by mistake, so that the refusal can say what is wrong.
    package func judge(
        _ signature: [UInt8], over message: [UInt8], _ scheme: SignatureScheme,
        identifier: [UInt8] = SM2.identifier
    ) -> SignatureOutcome {
        if verifies(signature, over: message, scheme, identifier: identifier) { return .good }
        guard scheme == .sm2 else { return .bad }
        for other in SM2.mistakenIdentifiers + [SM2.identifier] where other != identifier {
            if verifies(signature, over: message, .sm2, identifier: other) { return .otherIdentifier(other) }
        }
        return .bad
    }

    /// Runs `EVP_DigestVerify` with a context that the body prepares first.
    func check(
        _ signature: [UInt8], _ message: [UInt8], digest: DigestAlgorithm?,
        _ prepare: (OpaquePointer?) -> Bool
    ) -> Bool {
        clearErrors()
        defer { clearErrors() }
        guard let context = unsafe EVP_MD_CTX_new() else { return false }
        defer { unsafe EVP_MD_CTX_free(context) }
        var operation: OpaquePointer?
        let hash = unsafe digest?.implementation
        guard unsafe EVP_DigestVerifyInit(context, &operation, hash, nil, raw) == 1,
            unsafe prepare(operation)
        else { return false }
        return unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}
