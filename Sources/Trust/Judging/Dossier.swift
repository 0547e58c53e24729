package import StrictJSON

/// A judgement with all that it rests on, as one file: question, evidence, policy, and the verdict as it was given.
/// Anyone can judge it again from the same bytes, offline, and compare.
///
/// ```json
/// {"dossierVersion":1,"question":{…},"policy":{…},"evidence":[{"role":"anchor","base64":"…"}],"verdict":{…}}
/// ```
package struct Dossier: Sendable {
    package let question: Question
    package let evidence: Evidence
    package let policy: ValidationPolicy
    /// The canonical bytes of the verdict that was given.
    package let verdict: [UInt8]

    /// The most bytes that are read of a dossier file.
    package static let limit = 512 * 1024 * 1024
    private static let limits = JSON.Limits(bytes: limit, depth: 64, values: 4_000_000)

    package init(_ judgement: Judgement) {
        question = judgement.question
        evidence = judgement.evidence
        policy = judgement.policy
        verdict = judgement.canonicalBytes
    }

    /// The file. Written twice, it has the same bytes.
    package func bytes() throws(JSONError) -> [UInt8] {
        let json: JSON = [
            "dossierVersion": 1, "question": question.json, "evidence": evidence.json,
            "policy": try JSON.parse(policy.canonicalBytes, limits: Self.limits),
            "verdict": try JSON.parse(verdict, limits: Self.limits),
        ]
        return json.canonicalBytes()
    }

    /// Reads a dossier file. The verdict in it is believed by nobody: see `replayed`.
    package init(file bytes: [UInt8]) throws(TrustFault) {
        do {
            let json = try JSON.parse(bytes, limits: Self.limits)
            var fields = try Fields(json)
            guard try fields.integer("dossierVersion") == 1 else {
                throw TrustFault("its dossierVersion is not 1; use the release of tradehall that wrote it")
            }
            question = try Question(fields.value("question"), at: "question")
            policy = try ValidationPolicy(json: fields.value("policy").canonicalBytes())
            let items = try fields.array("evidence")
            guard items.count <= Evidence.mostItems else {
                throw TrustFault(
                    "it holds \(items.count) pieces of evidence; at most \(Evidence.mostItems) are read")
            }
            evidence = try Evidence(items, at: "evidence")
            verdict = try fields.value("verdict").canonicalBytes()
            try fields.finish()
        } catch {
            throw TrustFault("The dossier cannot be used: \(error)")
        }
    }
}
