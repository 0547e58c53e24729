internal import DER
internal import OpenSSL
internal import StrictJSON

/// The path of a certificate, and its recognition in the territory that the question names.
///
/// The lists may demand a certificate policy: the path is then judged once more under that demand, so that a policy
/// that is accepted is also required.
struct RecognisedPath {
    let outcomes: [CheckOutcome]
    let facts: [String: JSON]
    let chain: [Certificate]

    /// - Parameters:
    ///   - more: certificates that came inside the object that is judged; they are not trusted.
    ///   - proof: how the time of the question is known.
    /// - Throws: when OpenSSL runs out of memory or a policy is no OID.
    init(
        _ certificate: Certificate, more: [Certificate] = [], _ question: Question, _ evidence: Evidence,
        _ policy: ValidationPolicy, proof: RecognitionQuestion.Proof = .fresh
    ) throws(OpenSSLError) {
        var path = try PathJudging(certificate, more: more, question, evidence, policy)
        let use = CheckOutcome.run([Self.keyUse], on: (question.use, certificate), policy)
        guard question.to != nil else {
            outcomes = path.outcomes + use
            facts = path.facts
            chain = path.chain
            return
        }
        let purpose = question.purpose ?? Self.purpose(of: question.use)
        func recognise(_ chain: [Certificate], _ policies: [String]?) -> RecognitionFacts {
            RecognitionFacts(
                question, evidence, chain: chain, use: purpose, proof: proof, policies: policies,
                algorithm: Self.algorithm(chain))
        }
        var recognition = recognise(path.chain, nil)
        if let demand = recognition.outcome?.demand, demand != question.policies {
            var demanding = question
            demanding.policies = demand
            path = try PathJudging(certificate, more: more, demanding, evidence, policy)
            recognition = recognise(path.chain, path.policies?.userSet)
        }
        outcomes =
            path.outcomes + use + CheckOutcome.run(RecognitionFacts.checks, on: recognition, policy)
        var facts = path.facts
        facts["recognition"] = recognition.json
        self.facts = facts
        chain = path.chain
    }

    /// The holder of two certificates, one for signing and one for receiving secrets, may not take one for the other.
    private static let keyUse = Check<(CertificateUse, Certificate)>(
        "path.keyUse", .path, source: "RFC 5280 §4.2.1.3, GB/T 20518"
    ) { use, certificate in
        guard use != .any else { return .notRun("no use was asked about") }
        guard !use.allows(certificate) else { return .fine }
        return .wrong([
            Remark(
                .keyUsage, object: certificate.fingerprint, particulars: ["use": use.rawValue],
                chinese: "“\(certificate.subject)”的密钥用途不允许用于此事（\(use.rawValue)）。",
                english: "The key of \(certificate.subject) is not for this use (\(use.rawValue)).",
                remedy: .init(chinese: "请选用相应用途的证书。", english: "Choose the certificate that is."))
        ])
    }

    /// What a certificate that is to be used so is recognised for, when nobody says it more closely.
    private static func purpose(of use: CertificateUse) -> TrustUse {
        switch use {
        case .sign, .any: .sign
        case .encrypt: .encrypt
        case .timestamp: .timestamp
        }
    }

    private static func algorithm(_ chain: [Certificate]) -> RecognitionQuestion.Algorithm? {
        guard let certificate = chain.first, let read = try? ParsedCertificate(certificate.der),
            let scheme = SignatureScheme(algorithm: Array(read.outerAlgorithm.encoding))
        else { return nil }
        return .init(scheme, issuerKey: (chain.dropFirst().first ?? certificate).usableKeyAlgorithm)
    }
}
