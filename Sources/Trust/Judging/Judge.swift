internal import OpenSSL

/// One door to all judgements: what is asked decides who answers.
package enum Judge {
    /// Judges the subject of the evidence. The same question, evidence and policy give the same bytes.
    ///
    /// - Throws: `TrustFault` or `OpenSSLError` when the evidence holds no single subject, an anchor or list of it
    ///   cannot be read, or OpenSSL runs out of memory; never because what is judged is bad.
    package static func judge(
        _ question: Question, _ evidence: Evidence, _ policy: ValidationPolicy
    ) throws -> Judgement {
        switch question.subject {
        case .certificate: try Judgement.certificate(question, evidence, policy)
        case .cms: try MessageJudge.judge(question, evidence, policy)
        case .timestamp: try TimeStampJudge.judge(question, evidence, policy)
        case .seal, .sealSignature: SealJudge.judge(question, evidence, policy)
        }
    }
}

extension Dossier {
    /// Judges the dossier's question again from its own evidence.
    ///
    /// - Returns: the judgement as this program makes it, and whether it has the bytes of the verdict in the file.
    package func replayed() throws -> (judgement: Judgement, isSame: Bool) {
        let judgement = try Judge.judge(question, evidence, policy)
        return (judgement, judgement.canonicalBytes == verdict)
    }
}
