// Clauses on the price that is agreed on with a single source: by whom, after which talk, within the budget.

/// 由具有相关经验的专业人员与供应商商定价格.
func professionals(atLeast count: Int, _ citation: Citation) -> Clause {
    Clause(
        "committee.composition", citation,
        Words(
            zh: "具有相关经验的专业人员不少于\(count)人",
            en: "at least \(count) experienced professionals agree on the price")
    ) { matter in
        guard let members = matter.membersAfter else { return nil }
        let experts = members.count(where: \.expert)
        guard Set(members.map(\.party)).count != members.count || experts < count else { return nil }
        return .init(
            Words(
                zh: "专业人员\(experts)人，不得少于\(count)人，也不得重复。",
                en: "\(experts) professionals are named; at least \(count) are, each once."),
            found: "\(experts)", demanded: ">= \(count)")
    }
}

/// 编写协商情况记录: a price is agreed on when a talk was held and recorded, with the one who responded.
func priceWasTalkedOver(_ citation: Citation) -> Clause {
    Clause(
        "price.talkedOver", citation,
        Words(zh: "经协商并有记录后商定价格", en: "a price is agreed on after a recorded talk")
    ) { matter in
        guard case .agreePrice(let bid, let price, _) = matter.act.command, let lot = matter.lot else {
            return nil
        }
        let sound =
            lot.talkers.contains { $0.id == bid } && lot.talkingTo == nil && (lot.talks[bid] ?? 0) > 0
            && price.amount > 0
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "应当先与“\(bid.text)”协商并记录，结束后再商定大于零的价格。",
                en: "Talk with \"\(bid.text)\" first and close the round; then agree on a price above zero."))
    }
}

/// 报价超过采购预算的，终止采购活动: no price above it is agreed on.
func agreedWithinBudget(_ citation: Citation) -> Clause {
    Clause(
        "price.withinBudget", citation,
        Words(zh: "商定价格不超过采购预算", en: "the price agreed on is within the budget")
    ) { matter in
        guard case .agreePrice(_, let price, _) = matter.act.command, let lot = matter.lot,
            price > lot.plan.estimate
        else { return nil }
        return .init(
            Words(
                zh: "价格\(price.yuan)元超过预算\(lot.plan.estimate.yuan)元，不能商定更低价格的应当终止采购。",
                en:
                    "\(price.yuan) yuan is above the budget of \(lot.plan.estimate.yuan) yuan; agree on less, or end the purchase."
            ),
            found: price.yuan, demanded: "<= \(lot.plan.estimate.yuan)")
    }
}
