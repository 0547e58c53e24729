internal import DER
internal import OpenSSL
internal import Trust

/// A way into the program for bytes from outside. Fuzzers and the tests over past findings go in by the same ones.
package enum Door: String, CaseIterable, Sendable {
    case certificate
    case crl
    case ocsp
    case cms
    case timestamp
    case seal
    case trustList = "trust-list"

    /// Hands the bytes in. Whatever they are, this returns; that it does, in time and within bounds, is what is tried.
    package func enter(_ bytes: [UInt8]) {
        switch self {
        case .certificate:
            _ = try? DERReader.value(bytes)
            guard let certificate = try? Certificate(der: bytes) else { return }
            _ = (certificate.subject, certificate.issuer, certificate.serial, certificate.keyUsage)
            _ = (
                certificate.notBefore, certificate.notAfter, certificate.organisation,
                certificate.keyAlgorithm
            )
            _ = try? certificate.publicKey()
            _ = certificate.isSigned(by: certificate)
            guard let verifier = try? PathVerifier(TrustAnchors(roots: [certificate], lists: [])) else {
                return
            }
            _ = try? verifier.verify(certificate, at: Self.at, use: .sign)
            judge(.certificate, [.init(.subject, bytes), .init(.anchor, bytes), .init(.intermediate, bytes)])
        case .crl:
            guard let list = try? CRL(der: bytes) else { return }
            _ = (list.thisUpdate, list.nextUpdate, list.fingerprint)
        case .ocsp:
            _ = try? OCSPResponse(bytes)
        case .cms:
            _ = try? CMS.verifySignature(bytes)
            judge(.cms, [.init(.subject, bytes)])
        case .timestamp:
            _ = try? TimeStampToken(der: bytes)
            _ = try? TimeStampToken.token(inResponse: bytes)
            judge(.timestamp, [.init(.subject, bytes)])
        case .seal:
            judge(.seal, [.init(.subject, bytes)])
        case .trustList:
            _ = try? TrustList(json: bytes)
            _ = try? RecognitionRules(json: bytes)
            _ = TrustStore(TrustFiles(pins: [], lists: [bytes], rules: [bytes]))
        }
    }

    /// Within the dates of the seeds.
    private static let at: Int64 = 1_700_000_000_000

    /// Judges as the verbs do that verify.
    private func judge(_ subject: Question.Subject, _ items: [Evidence.Item]) {
        guard let policy = try? ValidationPolicy.standard() else { return }
        _ = try? Judge.judge(Question(subject, at: Self.at), Evidence(items), policy).canonicalBytes
    }
}
