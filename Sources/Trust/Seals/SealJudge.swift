internal import OpenSSL
internal import StrictJSON

/// Judges electronic seals and seal signatures.
package enum SealJudge {
    /// Answers what a question asks about a seal or a seal signature.
    ///
    /// The evidence has the file as its subject, and the sealed document as content when it is at hand. The
    /// question may name the document's digest instead.
    ///
    /// The certificates of maker, signer and time-stamp authority are judged when the evidence holds an anchor or
    /// the question names a place. Otherwise the verdict is on the signatures alone, and says so as a warning:
    /// whoever made the seal may be anybody.
    package static func judge(
        _ question: Question, _ evidence: Evidence, _ policy: ValidationPolicy
    ) -> Judgement {
        judge(question, evidence, policy) { object -> SealPathJudge? in
            guard let paths = SealPaths(question, evidence, policy, created: object.seal.created) else {
                return nil
            }
            return { party, certificate, time in paths.judge(party, certificate, time) }
        }
    }

    /// - Parameter paths: who judges the certificates of a seal; it may say that nobody does.
    static func judge(
        _ question: Question, _ evidence: Evidence, _ policy: ValidationPolicy,
        judging paths: (SealObject) -> SealPathJudge?
    ) -> Judgement {
        let bytes = evidence.only(.subject) ?? []
        let object: SealObject
        do throws(SealFault) {
            object = try SealObject(der: bytes)
        } catch {
            return unreadable(question, evidence, policy, error)
        }
        let paths = paths(object)
        let facts = SealFacts(
            object, at: question.at, contentDigests: contentDigests(question, evidence), judge: paths)
        let checks =
            [format, trust(paths != nil), revocation(paths != nil, evidence)] + SealSignatureChecks.all
            + SealChecks.all
        let seal = object.seal
        let praise: Remark.Remedy
        switch object {
        case .seal:
            praise = .init(
                chinese: "印章“\(seal.name)”有效\(paths == nil ? "（仅核验签名）" : "")。",
                english:
                    "The seal \"\(seal.name)\" holds\(paths == nil ? " at the level of its signature" : "").")
        case .signature:
            praise = .init(
                chinese: "以印章“\(seal.name)”所作的签章有效\(paths == nil ? "（仅核验签名）" : "")。",
                english:
                    "The signature with the seal \"\(seal.name)\" holds\(paths == nil ? " at the level of its signatures" : "")."
            )
        }
        return Judgement(
            question, evidence, policy, outcomes: CheckOutcome.run(checks, on: facts, policy),
            facts: SealAccount.facts(facts), praise: praise)
    }

    private static func contentDigests(_ question: Question, _ evidence: Evidence) -> [DigestAlgorithm:
        [UInt8]]?
    {
        if let content = evidence.only(.content) {
            return Dictionary(
                uniqueKeysWithValues: DigestAlgorithm.allCases.map { ($0, Digest.hash($0, content)) })
        }
        guard let named = question.contentDigest,
            let algorithm = DigestAlgorithm.allCases.first(where: {
                $0.rawValue == named.algorithm.uppercased()
            })
        else { return nil }
        return [algorithm: named.bytes]
    }

    private static let format = Check<SealFacts>(
        "seal.format", .format, source: "GM/T 0031-2014, GB/T 38540-2020, X.690 §10"
    ) { _ in .fine }

    private static func trust(_ isJudged: Bool) -> Check<SealFacts> {
        Check("seal.trust", .path, source: "GB/T 38540-2020, maker's and signer's certificates") { _ in
            guard !isJudged else { return .fine }
            return .wrong([
                Remark(
                    .trustNotJudged, chinese: "没有给出信任锚，只核验了签名；制章者和签章者是谁没有判定。",
                    english:
                        "No anchors were given, so only the signatures were checked; who made and used the seal was not judged.",
                    remedy: .init(
                        chinese: "用--anchors或者--trust给出信任依据。",
                        english: "Give --anchors or --trust."))
            ])
        }
    }

    private static func revocation(_ isJudged: Bool, _ evidence: Evidence) -> Check<SealFacts> {
        let isGiven = !evidence.all(.crl).isEmpty || !evidence.all(.ocsp).isEmpty
        return Check("revocation.given", .revocation, source: "RFC 5280 §6.3") { _ in
            guard isJudged else { return .notRun("no anchors were given") }
            guard !isGiven else { return .fine }
            return .wrong([
                Remark(
                    .crlMissing, chinese: "没有给出吊销列表，没有核查证书是否被吊销。",
                    english: "No revocation lists were given, so revocation was not checked.",
                    remedy: .init(chinese: "用--crls给出吊销列表。", english: "Give the lists with --crls."))
            ])
        }
    }

    private static func unreadable(
        _ question: Question, _ evidence: Evidence, _ policy: ValidationPolicy, _ fault: SealFault
    ) -> Judgement {
        let remark = Remark(.sealFormat, chinese: fault.chinese, english: fault.english)
        // A file that cannot be read fails at any level of any policy: nothing in it was judged.
        let outcome = CheckOutcome(
            id: format.id, block: format.block, source: format.source, state: .notOK, remarks: [remark],
            reason: nil)
        return Judgement(
            question, evidence, policy, outcomes: [outcome], facts: [:],
            praise: .init(chinese: "", english: ""))
    }
}
