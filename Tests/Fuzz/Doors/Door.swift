internal import DER
internal import OpenSSL
internal import Trust

/// A way into the program for bytes from outside. Fuzzers and the tests over past findings go in by the same ones.
package enum Door: String, CaseIterable, Sendable {
    case certificate
    case crl
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
            _ = try? verifier.verify(certificate, at: 1_700_000_000_000, use: .sign)
        case .crl:
            guard let list = try? CRL(der: bytes) else { return }
            _ = (list.thisUpdate, list.nextUpdate, list.fingerprint)
        case .cms:
            _ = try? CMS.verifySignature(bytes)
        case .timestamp:
            _ = try? TimeStampToken(der: bytes)
            _ = try? TimeStampToken.token(inResponse: bytes)
        case .seal:
            guard let policy = try? ValidationPolicy.standard() else { return }
            let question = Question(.seal, at: 1_609_459_200_000)
            let judgement = SealJudge.judge(question, Evidence([.init(.subject, bytes)]), policy)
            _ = judgement.canonicalBytes
        case .trustList:
            _ = try? TrustList(json: bytes)
            _ = try? RecognitionRules(json: bytes)
            _ = TrustStore(TrustFiles(pins: [], lists: [bytes], rules: [bytes]))
        }
    }
}
