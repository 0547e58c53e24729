package import OpenSSL

/// Whether the maker of a seal is recognised. Seal makers are no CAs: they have lists of their own, and are found in
/// them by the key of their certificate; the rules between provinces are the same.
package enum SealRecognition {
    /// Judges a maker's certificate by trust lists and rules.
    ///
    /// - Parameters:
    ///   - territory: where the seal is presented.
    ///   - at: the control time, in milliseconds.
    ///   - created: when the seal says that it was made.
    package static func judge(
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

/// Judges the certificates of a seal by anchors that somebody gave.
package struct SealPaths: Sendable {
    private let verifier: PathVerifier
    private let intermediates: [Certificate]
    private let hasLists: Bool
    private let at: Int64

    package init(
        anchors: [Certificate], intermediates: [Certificate], lists: [CRL], at: Int64
    ) throws(OpenSSLError) {
        verifier = try PathVerifier(TrustAnchors(roots: anchors, lists: lists))
        self.intermediates = intermediates
        hasLists = !lists.isEmpty
        self.at = at
    }

    /// For a maker the time is when the seal was made. A maker's certificate that has ended since then does not
    /// undo the seal, so that it is enough when the path holds now, or held then; but it has to have begun by then
    /// and not to have ended before.
    package func judge(_ party: SealParty, _ certificate: Certificate, _ time: Int64) -> CheckResult {
        switch party {
        case .signer: return path(certificate, .sign, time)
        case .timestampAuthority: return path(certificate, .timestamp, time)
        case .maker:
            guard (certificate.notBefore...max(certificate.notBefore, certificate.notAfter)).contains(time)
            else { return path(certificate, .sign, time) }
            let now = path(certificate, .sign, at)
            return now == .fine ? .fine : path(certificate, .sign, time)
        }
    }

    private func path(_ certificate: Certificate, _ use: CertificateUse, _ time: Int64) -> CheckResult {
        let verdict: Verdict
        do throws(OpenSSLError) {
            verdict = try verifier.verify(certificate, intermediates: intermediates, at: time, use: use)
        } catch {
            return .wrong([Remark(.pathRefused, chinese: "证书路径不能判定。", english: "\(error)")])
        }
        // Without any list nobody asked about revocation.
        let reasons = verdict.finding.reasons.filter { hasLists || $0.code != .crlMissing }
        guard !reasons.isEmpty else { return .fine }
        return .wrong(
            reasons.map { reason in
                let isDeciding = reason.code == verdict.code
                return Remark(
                    reason.code, object: reason.certificate, particulars: ["detail": reason.detail],
                    chinese: isDeciding ? verdict.chinese : "证书路径：\(reason.code.rawValue)。",
                    english: isDeciding ? verdict.english : "Path: \(reason.detail).")
            })
    }
}
