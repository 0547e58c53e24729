// Clauses on the draw of experts (专家抽取): a frozen pool, a seed that nobody could know, no picking.

/// The pool is frozen before the seed exists, with enough different experts, none of them from the agency
/// (87号 47). It is frozen anew only when a draw has run out of experts.
func poolIsSound(_ citation: Citation) -> Clause {
    Clause(
        "draw.pool", citation,
        Words(
            zh: "抽取名单在种子产生前冻结，人数足够、互不相同，且不是采购人、招标人本单位人员",
            en: "the pool is frozen before its seed exists, has enough different experts, none of the agency")
    ) { matter in
        guard case .freezePool(let pool) = matter.act.command, let lot = matter.lot else { return nil }
        if let old = lot.pool, lot.draw == nil || lot.drawn.count >= old.count {
            return .init(
                Words(
                    zh: "标段“\(lot.id.text)”的抽取名单已经冻结，不得重新抽取。",
                    en: "The pool of lot \"\(lot.id.text)\" is frozen; there is no second draw."))
        }
        guard pool.seedAfter > matter.act.at else {
            return .init(
                Words(
                    zh: "种子时间应当晚于冻结时间\(matter.act.at.text)。",
                    en: "The seed must come after the pool is frozen, later than \(matter.act.at.text)."),
                found: pool.seedAfter.text, demanded: "> \(matter.act.at.text)")
        }
        let distinct = Set(pool.experts.map(\.party)).count == pool.experts.count
        let own = pool.experts.contains { $0.unit == matter.tender?.agency || $0.party == $0.unit }
        guard
            distinct, !own, pool.count > 0, pool.substitutes >= 0,
            pool.count <= pool.experts.count, pool.substitutes <= pool.experts.count - pool.count
        else {
            return .init(
                Words(
                    zh: "抽取名单应当有不少于抽取与候补人数的不同专家，且不得有采购人、招标人本单位人员。",
                    en:
                        "The pool needs as many different experts as are drawn and stand by, and none of the agency's own unit."
                ),
                found: "\(pool.experts.count)", demanded: ">= \(pool.count)+\(pool.substitutes)")
        }
        return nil
    }
}

/// One draw from a frozen pool, when the log has the checkpoint that gives its seed.
func drawIsDue(_ citation: Citation) -> Clause {
    Clause(
        "draw.due", citation,
        Words(zh: "从已冻结的名单抽取一次，种子已经产生", en: "one draw from the frozen pool, once its seed exists")
    ) { matter in
        guard case .drawMembers = matter.act.command, let lot = matter.lot else { return nil }
        guard let pool = lot.pool, lot.draw == nil else {
            return .init(
                Words(
                    zh: "没有待抽取的名单，请先冻结名单；已经抽取的不得重抽。",
                    en: "There is no pool to draw from; freeze one first. What was drawn is not drawn again.")
            )
        }
        guard matter.act.at < pool.seedAfter || matter.act.facts.draw == nil else { return nil }
        return .init(
            Words(
                zh: "种子自\(pool.seedAfter.text)起产生，尚不能用所示随机数抽取。",
                en:
                    "The seed exists from \(pool.seedAfter.text) on; with this nonce nothing can be drawn yet."
            ),
            earliest: matter.act.at < pool.seedAfter ? pool.seedAfter : nil)
    }
}

/// 回避: who steps back was drawn.
func recusedWasDrawn(_ citation: Citation) -> Clause {
    Clause(
        "draw.recused", citation,
        Words(zh: "回避的是抽中或者候补的专家", en: "who steps back was drawn, and has not stepped back yet")
    ) { matter in
        guard case .recuseMember(let party, _) = matter.act.command, let lot = matter.lot else { return nil }
        guard !lot.drawn.contains(party) else { return nil }
        return .init(
            Words(
                zh: "“\(party.text)”不在抽取结果中，或者已经回避。",
                en: "\"\(party.text)\" was not drawn, or has stepped back already."))
    }
}

/// The experts of the committee are the first of the draw, in its order, without those who stepped back.
func expertsFollowTheDraw(_ citation: Citation) -> Clause {
    Clause(
        "draw.followed", citation,
        Words(zh: "评审专家按抽取顺序确定，回避的依次递补", en: "experts stand in the order of the draw, without the recused")
    ) { matter in
        guard let members = matter.membersAfter, let lot = matter.lot, lot.pool != nil else { return nil }
        let experts = Set(members.filter(\.expert).map(\.party))
        let due = lot.drawn.prefix(experts.count)
        guard experts != Set(due) else { return nil }
        return .init(
            Words(
                zh: "评审专家应当按抽取顺序确定，没有抽取的先抽取，名单用尽的重新冻结。",
                en:
                    "The experts must be the first of the draw in its order; draw first, or freeze a new pool when it has run out."
            ),
            found: experts.map(\.text).sorted().joined(separator: ","),
            demanded: due.map(\.text).joined(separator: ","))
    }
}

/// 应当从专家库中随机抽取: the committee comes from a draw, save in special cases with the consent of the main budget
/// unit (87号 48).
func expertsAreDrawn(_ citation: Citation) -> Clause {
    Clause(
        "draw.demanded", citation,
        Words(
            zh: "评审专家从专家库随机抽取；技术复杂等项目经主管预算单位同意可以自行选定",
            en: "experts are drawn; special cases may choose with the consent of the main budget unit")
    ) { matter in
        guard let lot = matter.lot, lot.pool == nil else { return nil }
        let particulars = matter.tender?.project.particulars
        if particulars?.special == true, particulars?.methodApproval != nil { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”尚未冻结专家抽取名单；自行选定专家须项目特殊且经主管预算单位同意。",
                en:
                    "No pool of experts is frozen for lot \"\(lot.id.text)\"; to choose them, the case must be special and consented to."
            ))
    }
}

/// An expert whose unit bids steps back (条例 46, 采购法实施条例 9).
func expertsAreIndependent(_ citation: Citation) -> Clause {
    Clause(
        "draw.independent", citation,
        Words(zh: "评审专家所在单位不是投标人", en: "no expert's own unit bids")
    ) { matter in
        guard let members = matter.membersAfter, let lot = matter.lot else { return nil }
        let bidders = Set(lot.bids.values.map(\.bidder))
        let conflicted = Set(
            (lot.pool?.experts ?? []).filter { bidders.contains($0.unit) }.map(\.party))
        guard let one = members.first(where: { conflicted.contains($0.party) }) else { return nil }
        return .init(
            Words(
                zh: "专家“\(one.party.text)”所在单位参加投标，应当回避并由下一位递补。",
                en:
                    "Expert \"\(one.party.text)\" works for a bidder and must step back; the next in the draw takes the place."
            ),
            found: one.party.text)
    }
}

extension Lot {
    /// Those drawn, in order, who have not stepped back.
    var drawn: [PartyID] { (draw?.order ?? []).filter { !recused.contains($0) } }
}
