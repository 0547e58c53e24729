package import OpenSSL
package import StrictJSON

/// What is known about recognition when a certificate is judged: the answer to its question, or why it was not
/// asked.
package struct RecognitionFacts: Sendable {
    package let outcome: RecognitionOutcome?
    /// The listed service that issued the certificate, or that the certificate itself is.
    package let service: TrustService?
    /// The list and the provider that it stands on.
    package let list: TrustList?
    package let provider: TrustProvider?

    /// Facts of a judgement that does not ask about recognition.
    package static let notAsked = RecognitionFacts(outcome: nil, service: nil, list: nil, provider: nil)

    private init(
        outcome: RecognitionOutcome?, service: TrustService?, list: TrustList?, provider: TrustProvider?
    ) {
        self.outcome = outcome
        self.service = service
        self.list = list
        self.provider = provider
    }

    /// Asks whether a certificate is recognised.
    ///
    /// - Parameters:
    ///   - chain: the path as it was built, the certificate first. Its issuer answers for it, and must be on a
    ///     list itself; a time-stamp authority or seal maker that is on a list answers for itself.
    ///   - policies: those that the path was found valid for; nil when it was not asked.
    ///   - algorithm: what the certificate is signed with; nil when it could not be told.
    package init(
        _ chain: [Certificate], store: TrustStore, to place: String, use: TrustUse, trade: TradeKind?,
        subjectKind: SubjectKind = .legalPerson, at time: Int64, known: Int64? = nil,
        proof: RecognitionQuestion.Proof, policies: [String]? = nil,
        algorithm: RecognitionQuestion.Algorithm? = nil
    ) {
        let listed = chain.map { store.lists.service(key: Digest.sha256($0.subjectPublicKeyInfo)) }
        var found = listed.dropFirst().first.flatMap { $0 }
        // A CA does not answer for its own certificate.
        if let own = listed.first.flatMap({ $0 }), own.2.type != .ca { found = own }
        // Of an issuer that is on no list, the territory of whoever stands above it is asked.
        let territory = found?.0.territory ?? listed.compactMap { $0?.0.territory }.first ?? place
        let question = RecognitionQuestion(
            from: territory, to: place, use: use, trade: trade, subjectKind: subjectKind,
            service: .key(found?.2.identity.keySHA256 ?? Self.issuerKey(chain) ?? []), at: time,
            known: known, proof: proof, notBefore: chain.first?.notBefore, policies: policies,
            traits: chain.first.map { CertificateTraits($0) }, algorithm: algorithm)
        outcome = store.recognise(question)
        list = found?.0
        provider = found?.1
        service = found?.2
    }

    /// The same out of the question and the evidence of a judgement, which then replays to the same answer.
    ///
    /// Not asked when the question names no place. A trade that is not known asks about every trade. When the
    /// outcome has a `demand`, the path must be judged with it: it is what makes the recognition hold.
    package init(
        _ question: Question, _ evidence: Evidence, chain: [Certificate], use: TrustUse,
        subjectKind: SubjectKind = .legalPerson, proof: RecognitionQuestion.Proof, policies: [String]? = nil,
        algorithm: RecognitionQuestion.Algorithm? = nil
    ) {
        guard let place = question.to else {
            self = .notAsked
            return
        }
        self.init(
            chain, store: TrustStore(TrustFiles(evidence)), to: place, use: use,
            trade: question.trade.flatMap { TradeKind(rawValue: $0) }, subjectKind: subjectKind,
            at: question.at, proof: proof, policies: policies, algorithm: algorithm)
    }

    private static func issuerKey(_ chain: [Certificate]) -> [UInt8]? {
        chain.dropFirst().first.map { Digest.sha256($0.subjectPublicKeyInfo) }
    }

    /// The checks, one for each step of recognition.
    package static let checks: [Check<RecognitionFacts>] = RecognitionStep.allCases.map { step in
        Check(step.rawValue, .recognition, source: "docs/formats/recognition-rules.md") { facts in
            guard let outcome = facts.outcome else { return .notRun("recognition was not asked about") }
            guard outcome.steps.contains(step) else {
                return .notRun("an earlier step found nothing to judge")
            }
            let found = outcome.findings.filter { $0.step == step }
            return found.isEmpty ? .fine : .wrong(found.map { $0.remark(outcome) })
        }
    }

    /// What a verdict tells of it, for the facts of a judgement.
    package var json: JSON { outcome?.json ?? .null }
}

extension RecognitionFinding {
    func remark(_ outcome: RecognitionOutcome) -> Remark {
        var particulars = [
            "from": outcome.question.from, "to": outcome.question.to, "use": outcome.question.use.rawValue,
        ]
        particulars["rule"] = rule
        particulars["service"] = outcome.service
        particulars["trade"] = outcome.question.trade?.rawValue
        return Remark(
            // A remark decides nothing at the level that the standard policy gives it.
            code == .ok ? .listStale : code.verdict, particulars: particulars, chinese: chinese,
            english: english,
            remedy: Remark.Remedy(chinese: remedyChinese, english: remedyEnglish))
    }
}

extension RecognitionQuestion.Algorithm {
    /// What a certificate is signed with, from its signature algorithm and the key of its issuer; nil when the
    /// list has no word for it.
    package init?(_ scheme: SignatureScheme, issuerKey: String) {
        let bits: Int? =
            switch issuerKey {
            case "EC P-256", "SM2": 256
            case "EC P-384": 384
            case "EC secp521r1": 521
            case let name: Int(name.drop { !$0.isNumber })
            }
        let kind: SignatureKind? =
            switch scheme {
            case .rsaPKCS1(.sha256), .rsaPSS(.sha256, _, _): .rsaSHA256
            case .rsaPKCS1(.sha384), .rsaPSS(.sha384, _, _): .rsaSHA384
            case .rsaPKCS1(.sha512), .rsaPSS(.sha512, _, _): .rsaSHA512
            case .ecdsa(.sha256): .ecdsaSHA256
            case .ecdsa(.sha384): .ecdsaSHA384
            case .ecdsa(.sha512): .ecdsaSHA512
            case .sm2: .sm2SM3
            case .rsaPKCS1(.sm3), .rsaPSS(.sm3, _, _), .ecdsa(.sm3), .ed25519: nil
            }
        guard let kind, let bits else { return nil }
        self.init(kind, bits: bits)
    }
}

extension TrustFiles {
    /// The signed lists, rules and pins among the evidence of a judgement.
    package init(_ evidence: Evidence) {
        self.init(pins: evidence.all(.pin), lists: evidence.all(.trustList), rules: evidence.all(.rules))
    }

    /// Puts all of it among the evidence.
    package func add(to evidence: inout Evidence) {
        for pin in pins { evidence.add(.pin, pin) }
        for list in lists { evidence.add(.trustList, list) }
        for one in rules { evidence.add(.rules, one) }
    }
}

extension TrustUse {
    /// What the certificate's key must be good for.
    package var certificateUse: CertificateUse {
        switch self {
        case .login, .sign, .seal: .sign
        case .encrypt: .encrypt
        case .timestamp: .timestamp
        }
    }
}
