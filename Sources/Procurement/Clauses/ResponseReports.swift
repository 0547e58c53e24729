// Clauses on the report of a group: how many candidates, in which order, within the budget.

/// 按照排序推荐3名以上成交候选人: valid offers in the order of the method, and the best of them. Where fewer suppliers suffice,
/// as many candidates do (domain §9.7).
func ranked(atLeast suppliers: Suppliers, _ citation: Citation) -> Clause {
    let words = suppliers.words
    return Clause(
        "report.candidates", citation,
        Words(
            zh: "有效报价中按排序推荐不少于\(words.zh)成交候选人",
            en: "at least \(words.en) candidates in order, from the valid offers"
        ),
        uncertain: suppliers.doubt
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot,
            let method = matter.tender?.notice?.method, !report.candidates.isEmpty
        else { return nil }
        let (named, needed) = (report.candidates, suppliers.needed(by: matter))
        guard named.count >= needed, Set(named).count == named.count else {
            return .init(
                Words(
                    zh: "推荐了\(named.count)名成交候选人，不得少于\(needed)名，也不得重复。",
                    en: "\(named.count) candidates are named; at least \(needed) are, each once."),
                found: "\(named.count)", demanded: ">= \(needed)")
        }
        let standings = lot.standings(by: method)
        let byBid = Dictionary(standings.map { ($0.bid, $0) }) { first, _ in first }
        let ranked = named.compactMap { byBid[$0] }
        let others = standings.filter { !named.contains($0.bid) && $0.price <= lot.plan.estimate }
        let inOrder =
            ranked.count == named.count
            && zip(ranked, ranked.dropFirst()).allSatisfy { !$1.isBetter(than: $0) }
            && ranked.allSatisfy { one in others.allSatisfy { !$0.isBetter(than: one) } }
        guard !inOrder else { return nil }
        return .init(
            Words(
                zh: "成交候选人应当是有效报价，并按\(method.words.zh)由优到劣排列。",
                en:
                    "The candidates must be valid offers in the order that the method \"\(method.words.en)\" gives."
            ),
            found: named.map(\.text).joined(separator: ","),
            demanded: standings.map(\.bid.text).joined(separator: ","))
    }
}

/// 报价超过采购预算的 is no candidate: it is rejected, or the purchase ends for want of offers.
func candidatesWithinBudget(_ citation: Citation) -> Clause {
    Clause(
        "report.withinBudget", citation,
        Words(zh: "候选人的报价不超过采购预算", en: "no candidate's price is above the budget")
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot,
            let above = report.candidates.first(where: { bid in
                lot.price(of: bid).map { $0 > lot.plan.estimate } ?? false
            })
        else { return nil }
        return .init(
            Words(
                zh: "“\(above.text)”的报价超过采购预算\(lot.plan.estimate.yuan)元。",
                en: "The price of \"\(above.text)\" is above the budget of \(lot.plan.estimate.yuan) yuan."),
            found: above.text, demanded: "<= \(lot.plan.estimate.yuan)")
    }
}

/// A report without candidates ends the purchase; it is given only when too few offers are left.
func endsOnly(below suppliers: Suppliers, _ citation: Citation) -> Clause {
    let words = suppliers.words
    return Clause(
        "report.mayEnd", citation,
        Words(
            zh: "有效报价不少于\(words.zh)的，应当推荐成交候选人",
            en: "with at least \(words.en) valid offers there are candidates"),
        uncertain: suppliers.doubt
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot,
            report.candidates.isEmpty
        else { return nil }
        let (left, needed) = (lot.affordable.count, suppliers.needed(by: matter))
        guard left >= needed else { return nil }
        return .init(
            Words(
                zh: "还有\(left)家未超过预算的有效报价，应当推荐成交候选人。",
                en: "\(left) valid offers within the budget are left; name the candidates."),
            found: "\(left)", demanded: "< \(needed)")
    }
}

/// No sum before every member has scored.
func everyMemberHasScored(_ citation: Citation) -> Clause {
    Clause("report.allScored", citation, Words(zh: "小组成员均已评分", en: "every member has scored")) { matter in
        guard let lot = matter.lot, let silent = lot.committee.first(where: { lot.scores[$0.party] == nil })
        else { return nil }
        return .init(
            Words(
                zh: "成员“\(silent.party.text)”尚未评分。", en: "Member \"\(silent.party.text)\" has not scored yet."
            ),
            found: silent.party.text)
    }
}

/// A report without candidates ends the purchase; it is begun anew.
func reportNamesCandidates(_ citation: Citation) -> Clause {
    Clause(
        "report.namesCandidates", citation,
        Words(zh: "没有成交候选人的，采购活动终止", en: "without candidates the purchase ends")
    ) { matter in
        guard let lot = matter.lot, lot.report?.candidates.isEmpty ?? true else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”有效报价不足，没有成交候选人，采购活动终止并重新开展。",
                en:
                    "Too few offers of lot \"\(lot.id.text)\" are left to name candidates; it ends and is begun anew."
            ))
    }
}

/// 报价未超过采购预算的供应商不足的: said only when the last prices are known and too few keep to the budget.
func budgetKeepsTooFew(below suppliers: Suppliers, _ citation: Citation) -> Clause {
    let words = suppliers.words
    return Clause(
        "terminate.overBudgetIsSo", citation,
        Words(
            zh: "以超预算终止的，报价均已知且未超过预算的不足\(words.zh)",
            en: "over the budget means that the prices are known and fewer than \(words.en) are within it"),
        uncertain: suppliers.doubt
    ) { matter in
        guard case .terminate(.overBudget, _, _) = matter.act.command, let lot = matter.lot else {
            return nil
        }
        let (left, needed) = (lot.affordable.count, suppliers.needed(by: matter))
        guard lot.phase != .evaluation || left >= needed else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的报价尚未全部公开，或者未超过预算的不少于\(needed)家。",
                en:
                    "The prices of lot \"\(lot.id.text)\" are not known yet, or \(needed) are within the budget."
            ),
            found: "\(left)", demanded: "< \(needed)")
    }
}

/// 报价超过采购预算: said only when the price was talked over and none was agreed on.
func budgetWasTalkedOver(_ citation: Citation) -> Clause {
    Clause(
        "terminate.overBudgetIsSo", citation,
        Words(
            zh: "以超预算终止的，已经协商而未能商定价格",
            en: "over the budget means that talks were held and no price was agreed on")
    ) { matter in
        guard case .terminate(.overBudget, _, _) = matter.act.command, let lot = matter.lot,
            lot.phase != .negotiation || lot.talks.isEmpty || lot.talkingTo != nil
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”尚未协商价格，不能以超预算终止。",
                en:
                    "The price of lot \"\(lot.id.text)\" was not talked over yet, so it is not above the budget."
            ))
    }
}
