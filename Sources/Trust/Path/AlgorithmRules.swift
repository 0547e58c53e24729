internal import DER
internal import OpenSSL

/// Which algorithms and keys are taken: a list of what is allowed, so that what nobody thought of is refused.
enum AlgorithmRules {
    /// Why a key of this kind, as `PublicKey.algorithm` names it, is not taken; nil when it is.
    static func keyTrouble(_ kind: String) -> String? {
        for prefix in ["RSA ", "RSA-PSS "] where kind.hasPrefix(prefix) {
            guard let bits = Int(kind.dropFirst(prefix.count)), (2_048...16_384).contains(bits) else {
                return "the key is \(kind), and RSA keys must have 2048 to 16384 bits"
            }
            return nil
        }
        switch kind {
        case "EC P-256", "EC P-384", "EC secp521r1", "SM2", "ED25519": return nil
        default: return "the key is of the kind \(kind), which is not taken"
        }
    }

    /// Why the signature of a certificate is not taken.
    static func trouble(_ certificate: ParsedCertificate) -> String? {
        signatureTrouble(Array(certificate.outerAlgorithm.encoding))
    }

    static func signatureTrouble(_ algorithm: [UInt8]) -> String? {
        SignatureScheme(algorithm: algorithm) == nil
            ? "it is signed by an algorithm that is unknown or too weak" : nil
    }
}
