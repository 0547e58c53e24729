internal import OpenSSL

/// Whether the maker of a seal is recognised. Seal makers are no CAs: they have lists of their own, and are found in
/// them by the key of their certificate; the rules between provinces are the same.
enum SealRecognition {
    /// Judges a maker's certificate by trust lists and rules.
    ///
    /// - Parameters:
    ///   - territory: where the seal is presented.
    ///   - at: the control time, in milliseconds.
    ///   - created: when the seal says that it was made.
    static func judge(
        maker: Certificate, in store: TrustStore, to territory: String, trade: TradeKind?, at: Int64,
        created: Int64
    ) -> CheckResult {
        let key = Digest.sha256(maker.subjectPublicKeyInfo)
        let home = store.lists.all.first { list in
            list.providers.contains { provider in
                provider.services.contains { $0.type == .sealMaker && $0.identity.keySHA256 == key }
            }
        }
        guard let home else {
            return .wrong([
                Remark(
                    .serviceNotListed, object: maker.fingerprint,
                    chinese: "制章者“\(maker.subject)”不在任何制章者列表中。",
                    english: "The maker of the seal, \(maker.subject), is on no list of seal makers.",
                    remedy: .init(
                        chinese: "向制章者所在省份查询其是否已列入。",
                        english: "Ask the maker's province whether it is listed."))
            ])
        }
        let question = RecognitionQuestion(
            from: home.territory, to: territory, use: .seal, trade: trade, service: .key(key),
            serviceType: .sealMaker, at: at, proof: .claimed, notBefore: min(created, at))
        let outcome = store.recognise(question)
        guard !outcome.passed else { return .fine }
        return .wrong([
            Remark(
                VerdictCode(rawValue: outcome.code.rawValue) ?? .serviceNotListed, object: maker.fingerprint,
                chinese: outcome.chinese, english: outcome.english,
                remedy: outcome.remedyChinese.flatMap { zh in
                    outcome.remedyEnglish.map { .init(chinese: zh, english: $0) }
                })
        ])
    }
}

/// Judges the certificates of a seal by the evidence of a question: anchors, lists, and recognition in the place that
/// the question names.
struct SealPaths: Sendable {
    private let question: Question
    private let evidence: Evidence
    private let policy: ValidationPolicy
    /// When the seal says that it was made.
    private let created: Int64
    private let hasAnchors: Bool

    /// Nil when there is neither an anchor nor a place: then nobody asked who made the seal.
    init?(_ question: Question, _ evidence: Evidence, _ policy: ValidationPolicy, created: Int64) {
        hasAnchors = !evidence.all(.anchor).isEmpty
        guard hasAnchors || question.to != nil else { return nil }
        self.question = question
        self.evidence = Evidence(evidence.items.filter { ![.subject, .content].contains($0.role) })
        self.policy = policy
        self.created = created
    }

    /// For a maker the time is when the seal was made. A maker's certificate that has ended since then does not
    /// undo the seal, so that it is enough when the path holds now, or held then; but it has to have begun by then
    /// and not to have ended before.
    func judge(_ party: SealParty, _ certificate: Certificate, _ time: Int64) -> CheckResult {
        switch party {
        case .signer: return path(certificate, .sign, time, recognisedFor: .seal)
        case .timestampAuthority: return path(certificate, .timestamp, time, recognisedFor: .timestamp)
        case .maker:
            if let to = question.to {
                let recognised = SealRecognition.judge(
                    maker: certificate, in: TrustStore(TrustFiles(evidence)), to: to,
                    trade: question.trade.flatMap { TradeKind(rawValue: $0) }, at: question.at,
                    created: created)
                guard recognised == .fine else { return recognised }
            }
            let span = certificate.notBefore...max(certificate.notBefore, certificate.notAfter)
            guard span.contains(time) else { return path(certificate, .sign, time, recognisedFor: nil) }
            let now = path(certificate, .sign, question.at, recognisedFor: nil)
            return now == .fine ? .fine : path(certificate, .sign, time, recognisedFor: nil)
        }
    }

    private func path(
        _ certificate: Certificate, _ use: CertificateUse, _ time: Int64, recognisedFor purpose: TrustUse?
    ) -> CheckResult {
        guard hasAnchors else {
            return .wrong([
                Remark(
                    .trustNotJudged, object: certificate.fingerprint,
                    chinese: "“\(certificate.subject)”的证书路径没有信任锚可供判定。",
                    english: "No anchors were given to judge the path of \(certificate.subject).",
                    remedy: .init(chinese: "用--anchors给出信任锚。", english: "Give --anchors."))
            ])
        }
        var asked = question
        asked.at = time
        asked.use = use
        asked.purpose = purpose
        if purpose == nil { asked.to = nil }
        do throws(OpenSSLError) {
            let found = try RecognisedPath(certificate, asked, evidence, policy, proof: .claimed)
            // That no revocation information was given at all is told once, for the seal.
            let wrong = found.outcomes.filter { $0.state == .notOK && $0.id != "revocation.given" }
            return wrong.isEmpty ? .fine : .wrong(wrong.flatMap(\.remarks))
        } catch {
            return .wrong([Remark(.pathRefused, chinese: "证书路径不能判定。", english: "\(error)")])
        }
    }
}
