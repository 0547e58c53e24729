/// What a rule misses, in words.
extension Recogniser {
    mutating func addShortfall(_ step: RecognitionStep, _ rule: RecognitionRule, _ service: TrustService) {
        let id = rule.id
        let use = question.use
        switch step {
        case .rule: addNotInForce(rule, service)
        case .ruleUse:
            add(
                step, .useNotRecognised, rule: id,
                zh: "规则\(id)使\(words.to.chinese)认可\(words.from.chinese)的证书，但不包括\(use.chinese)。",
                en:
                    "Rule \(id) makes \(words.to.english) recognise certificates of \(words.from.english), though not for \(use.english).",
                remedyZh: "须由规则增加\(use.chinese)；请换用\(words.to.chinese)认可的证书。",
                remedyEn:
                    "It is settled when the rule takes in \(use.english); use a certificate that is recognised for it."
            )
        case .ruleTrade:
            let trades = TradeKind.allCases.filter { rule.tradeKinds?.contains($0) ?? true }
            let zh = trades.map(\.chinese).joined(separator: "、")
            let en = trades.map(\.english).joined(separator: ", ")
            add(
                step, .tradeNotRecognised, rule: id,
                zh: "规则\(id)仅限\(zh)\(question.trade.map { "，不包括\($0.chinese)" } ?? "，而所问未限定业务")。",
                en:
                    "Rule \(id) holds for \(en) alone, \(question.trade.map { "not for \($0.english)" } ?? "and the question names no trade").",
                remedyZh: question.trade == nil ? "请说明是哪一类业务。" : "须由规则增加该类业务。",
                remedyEn: question.trade == nil
                    ? "It is settled by naming the trade."
                    : "It is settled when the rule takes in that trade.")
        case .ruleSubject:
            add(
                step, .subjectNotRecognised, rule: id,
                zh: "规则\(id)不认可\(question.subjectKind.chinese)的证书。",
                en: "Rule \(id) does not recognise certificates of \(question.subjectKind.english).",
                remedyZh: "须由规则增加该类持有者。", remedyEn: "It is settled when the rule takes in such holders.")
        case .ruleAssurance:
            let best = service.policies.filter { $0.uses.contains(use) }.map(\.assurance).max() ?? 0
            add(
                step, .assuranceTooLow, rule: id,
                zh:
                    "规则\(id)要求保证等级\(rule.minAssurance ?? 0)，而“\(service.chinese)”用于\(use.chinese)的证书至多为\(best)级，或者该证书没有这一级的策略。",
                en:
                    "Rule \(id) demands assurance \(rule.minAssurance ?? 0); certificates of “\(service.english)” for \(use.english) have at most \(best), or this one has no policy of that level.",
                remedyZh: "请换用等级更高的证书。", remedyEn: "Use a certificate of a higher assurance.")
        case .rulePolicy:
            let wanted =
                rule.policies?.sorted().joined(separator: ", ")
                ?? service.policies.map(\.oid).joined(separator: ", ")
            add(
                step, .policyNotAccepted, rule: id,
                zh: "规则\(id)要求证书策略\(wanted)，证书的策略既不在其中，也没有映射。",
                en:
                    "Rule \(id) demands a certificate policy of \(wanted); the certificate's is neither one of them nor mapped to one.",
                remedyZh: "请换用含有该策略的证书，或者由规则增加映射。",
                remedyEn: "Use a certificate with such a policy; or the rule must map it.")
        case .reciprocity:
            let uses = TrustUse.allCases.filter { rule.uses.contains($0) }
            add(
                step, .reciprocityLapsed, rule: id,
                zh:
                    "规则\(id)以对等为条件，而\(words.from.chinese)当时没有规则在\(uses.map(\.chinese).joined(separator: "、"))上认可\(words.to.chinese)。",
                en:
                    "Rule \(id) holds on reciprocity, and no rule in force then made \(words.from.english) recognise \(words.to.english) for \(uses.map(\.english).joined(separator: ", ")).",
                remedyZh: "须由\(words.from.chinese)对等认可\(words.to.chinese)。",
                remedyEn: "It is settled when \(words.from.english) recognises \(words.to.english) in return."
            )
        case .listPresent, .listSignature, .listSequence, .listFresh, .listDue, .serviceListed,
            .serviceStatus,
            .serviceUse, .serviceSubject, .serviceAlgorithm, .notDenied:
            return
        }
    }

    private mutating func addNotInForce(_ rule: RecognitionRule, _ service: TrustService) {
        let zh: String
        let en: String
        if rule.status == .suspended {
            (zh, en) = ("处于暂停状态", "is suspended")
        } else if question.time < rule.effectiveFrom {
            let from = Instant.words(rule.effectiveFrom)
            (zh, en) = ("自\(from)起才生效", "takes effect only at \(from)")
        } else if let end = rule.effectiveTo, question.time > end {
            (zh, en) = ("已于\(Instant.words(end))终止", "ended at \(Instant.words(end))")
        } else {
            (zh, en) = ("不包括“\(service.chinese)”", "does not take in “\(service.english)”")
        }
        add(
            .rule, .territoryNotRecognised, rule: rule.id,
            zh: "\(words.to.chinese)认可\(words.from.chinese)的规则\(rule.id)\(zh)。",
            en:
                "Rule \(rule.id), by which \(words.to.english) recognises \(words.from.english), \(en).",
            remedyZh: "须有现行有效并包括该服务的规则。",
            remedyEn: "It is settled by a rule that is in force and takes in that service.")
    }
}
