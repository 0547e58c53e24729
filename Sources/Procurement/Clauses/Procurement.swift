// Clauses that only tenders under procurement law know (87号, 政府采购法).

/// 最高限价 stays within the budget.
func ceilingWithinBudget(_ citation: Citation) -> Clause {
    Clause(
        "money.ceilingWithinBudget", citation,
        Words(zh: "最高限价不超过采购预算", en: "the ceiling is not above the budget")
    ) { matter in
        guard let terms = matter.terms, let lot = matter.lot, let ceiling = terms.ceilingPrice,
            ceiling > lot.plan.estimate
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的最高限价\(ceiling.yuan)元超过预算\(lot.plan.estimate.yuan)元。",
                en:
                    "The ceiling of lot \"\(lot.id.text)\" is \(ceiling.yuan) yuan, above the budget of \(lot.plan.estimate.yuan) yuan."
            ),
            found: ceiling.yuan, demanded: "<= \(lot.plan.estimate.yuan)")
    }
}

/// The documents declare one of the methods that the law knows.
func method(oneOf methods: Set<EvaluationMethod>, _ citation: Citation) -> Clause {
    let named = EvaluationMethod.allCases.filter(methods.contains)
    return Clause(
        "notice.method", citation,
        Words(
            zh: "评审方法为\(named.map(\.words.zh).joined(separator: "或者"))",
            en: "the method is \(named.map(\.words.en).joined(separator: " or "))")
    ) { matter in
        guard case .publishNotice(let notice) = matter.act.command, !methods.contains(notice.method) else {
            return nil
        }
        return .init(
            Words(
                zh: "“\(notice.method.words.zh)”不适用于本方式。",
                en: "The method \"\(notice.method.words.en)\" does not fit this mode."),
            found: notice.method.rawValue, demanded: named.map(\.rawValue).joined(separator: ","))
    }
}

/// A rule that the documents declare is one that the law allows: its method is the notice's, its factors and the
/// weight of the price keep the law's bounds, its lines for low prices are not below those of the notice on them.
func ruleIsLawful(_ citation: Citation) -> Clause {
    Clause(
        "notice.rule", citation,
        Words(zh: "公告载明的评审规则符合法律规定", en: "a rule of evaluation that the notice declares is lawful")
    ) { matter in
        guard case .publishNotice(let notice) = matter.act.command, let rule = notice.rule,
            let project = matter.tender?.project
        else { return nil }
        guard rule.method.declared == notice.method else {
            return .init(
                Words(
                    zh: "评审规则的方法与公告的评审方法不一致。", en: "The rule's method is not the method of the notice."),
                found: rule.method.rawValue, demanded: notice.method.rawValue)
        }
        return rule.faults(under: project.regime).first.map { .init($0.words, found: $0.id) }
    }
}

extension ScoringMethod {
    /// The method as a notice names it.
    fileprivate var declared: EvaluationMethod {
        switch self {
        case .gpScored: .weightedScoring
        case .gpLowestEvaluatedPrice: .lowestEvaluatedPrice
        case .lastPriceLowest: .lowestLastPrice
        case .consultationScored: .consultationScoring
        case .worksScored: .scored
        case .worksReviewedLowest: .lowestReviewedPrice
        case .highestPrice: .highestPrice
        }
    }
}

/// Each review has its own grounds: qualification is the agency's, conformity the committee's.
func rejects(on grounds: Set<RejectionGround>, _ citation: Citation) -> Clause {
    let named = RejectionGround.allCases.filter(grounds.contains)
    return Clause(
        "review.ground", citation,
        Words(
            zh: "本环节作无效处理的理由：\(named.map(\.words.zh).joined(separator: "；"))",
            en: "this review rejects on: \(named.map(\.words.en).joined(separator: "; "))")
    ) { matter in
        guard case .rejectBid(_, let ground, _) = matter.act.command, !grounds.contains(ground) else {
            return nil
        }
        return .init(
            Words(
                zh: "“\(ground.words.zh)”不由本环节审查。",
                en: "\"\(ground.words.en)\" is not for this review to judge."),
            found: ground.rawValue, demanded: named.map(\.rawValue).joined(separator: ","))
    }
}

/// 预算金额在1000万元以上、技术复杂、社会影响较大的，评标委员会成员人数应当为7人以上单数.
func largerCommittee(atLeast size: Int, fromBudget budget: Fen, _ citation: Citation) -> Clause {
    Clause(
        "committee.large", citation,
        Words(
            zh: "预算\(budget.yuan)元以上、技术复杂或者社会影响较大的，评标委员会\(size)人以上",
            en:
                "with a budget of \(budget.yuan) yuan or more, or a complex or public case, a committee of \(size) or more"
        )
    ) { matter in
        guard let members = matter.membersAfter, let lot = matter.lot,
            lot.plan.estimate >= budget || matter.tender?.project.particulars?.special == true,
            members.count < size
        else { return nil }
        return .init(
            Words(
                zh: "评标委员会只有\(members.count)人，应当为\(size)人以上。",
                en: "The committee has \(members.count) members; here it needs \(size) or more."),
            found: "\(members.count)", demanded: ">= \(size)")
    }
}

/// With enough conforming offers there is a candidate; with fewer there is none, and the lot fails.
func conformityDecides(atLeast count: Int, _ citation: Citation) -> Clause {
    Clause(
        "report.conforming", citation,
        Words(
            zh: "实质性响应不少于\(count)家的推荐候选人，不足\(count)家的不推荐",
            en: "with \(count) conforming offers there is a candidate, with fewer there is none")
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot else { return nil }
        let valid = lot.validBids.count
        guard (valid >= count) == report.candidates.isEmpty else { return nil }
        return .init(
            valid >= count
                ? Words(
                    zh: "还有\(valid)家实质性响应，应当推荐候选人。",
                    en: "\(valid) offers conform; name the candidates.")
                : Words(
                    zh: "实质性响应只有\(valid)家，不足\(count)家，不得推荐候选人。",
                    en: "Only \(valid) offers conform, fewer than \(count); no candidate may be named."),
            found: "\(valid)", demanded: "\(count)")
    }
}

/// 通过符合性审查不足3家的，不得评标.
func conforming(atLeast count: Int, _ citation: Citation) -> Clause {
    Clause(
        "quorum.conforming", citation,
        Words(zh: "实质性响应的不少于\(count)家", en: "at least \(count) offers conform"),
        uncertain:
            "An offer that fell to its low price or to a correction is not counted: the stricter reading, ours, 2026-11-24."
    ) { matter in
        guard let lot = matter.lot, lot.validBids.count < count else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”实质性响应的只有\(lot.validBids.count)家，不足\(count)家。",
                en:
                    "Only \(lot.validBids.count) offers for lot \"\(lot.id.text)\" conform, fewer than \(count)."
            ),
            found: "\(lot.validBids.count)", demanded: "\(count)")
    }
}

/// 投标人的报价均超过了采购预算: said only when it is so.
func overBudgetIsSo(_ citation: Citation) -> Clause {
    Clause(
        "terminate.overBudgetIsSo", citation,
        Words(zh: "以超预算终止的，报价均已知且均超过预算", en: "over the budget means that every price read out is above it")
    ) { matter in
        guard case .terminate(.overBudget, _, _) = matter.act.command, let lot = matter.lot else {
            return nil
        }
        let prices = lot.validBids.compactMap(\.price)
        guard prices.isEmpty || prices.contains(where: { $0 <= lot.plan.estimate }) else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”还没有报价，或者有报价不超过预算。",
                en: "Lot \"\(lot.id.text)\" has no prices yet, or one that is within the budget."),
            demanded: "> \(lot.plan.estimate.yuan)")
    }
}

/// 撤回投标的，已收取的保证金限期退还: bonds go back now when somebody has withdrawn.
func withdrawnBondIsOwed(_ citation: Citation) -> Clause {
    Clause(
        "bonds.withdrawn", citation,
        Words(zh: "有撤回的投标，其保证金尚未退还", en: "somebody withdrew whose bond is not returned yet")
    ) { matter in
        guard let lot = matter.lot,
            !lot.bids.values.contains(where: { $0.withdrawnAt != nil && !$0.bondReturned })
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”没有需要退还保证金的撤回。",
                en: "Nobody whose bond is still held has withdrawn from lot \"\(lot.id.text)\"."))
    }
}
