// Clauses on negotiation and consultation: the whole group with one supplier at a time, equal chances, and
// nothing changed but what may change.

/// 小组所有成员集中与单一供应商分别进行谈判: one talk at a time.
func noTalkIsOpen(_ citation: Citation) -> Clause {
    Clause(
        "talk.oneAtATime", citation,
        Words(zh: "小组集中与单一供应商分别谈判、磋商", en: "the whole group talks with one supplier at a time")
    ) { matter in
        guard let lot = matter.lot, let other = lot.talkingTo else { return nil }
        return .init(
            Words(
                zh: "与“\(other.text)”的一轮尚未结束。",
                en: "The round with \"\(other.text)\" is not over; close it first."),
            found: other.text)
    }
}

/// Who is talked with has a response that stands and has not left.
func talksWithParticipant(_ citation: Citation) -> Clause {
    Clause(
        "talk.participant", citation,
        Words(zh: "与实质性响应的供应商谈判、磋商", en: "talks are with suppliers whose responses stand")
    ) { matter in
        guard case .openTalk(let bid) = matter.act.command, let lot = matter.lot,
            !lot.talkers.contains(where: { $0.id == bid })
        else { return nil }
        return .init(
            Words(
                zh: "“\(bid.text)”不是继续参加的有效响应。",
                en: "\"\(bid.text)\" is no response that takes part in the talks."))
    }
}

/// 给予所有参加谈判的供应商平等的谈判机会: nobody gets a further round before all have had as many.
func equalRounds(_ citation: Citation) -> Clause {
    Clause(
        "talk.equalChances", citation,
        Words(zh: "各供应商机会平等，轮次相差不超过一轮", en: "equal chances: nobody is more than one round ahead")
    ) { matter in
        guard case .openTalk(let bid) = matter.act.command, let lot = matter.lot,
            let behind = lot.talkers.min(by: {
                (lot.talks[$0.id] ?? 0, $0.id) < (lot.talks[$1.id] ?? 0, $1.id)
            })
        else { return nil }
        let (mine, least) = (lot.talks[bid] ?? 0, lot.talks[behind.id] ?? 0)
        guard mine > least else { return nil }
        return .init(
            Words(
                zh: "“\(bid.text)”已谈\(mine)轮，“\(behind.id.text)”只有\(least)轮，应当先与后者谈判、磋商。",
                en:
                    "\"\(bid.text)\" has had \(mine) rounds and \"\(behind.id.text)\" \(least); talk with the latter first."
            ),
            found: "\(mine)", demanded: "\(least)")
    }
}

/// The round that ends is the one that is open.
func talkIsOpen() -> Clause {
    Clause("talk.open", .platform, Words(zh: "正在进行的一轮", en: "a round that is open")) { matter in
        guard case .closeTalk(let bid, _) = matter.act.command, let lot = matter.lot, lot.talkingTo != bid
        else { return nil }
        return .init(
            Words(zh: "没有正在与“\(bid.text)”进行的谈判、磋商。", en: "No round with \"\(bid.text)\" is open."),
            found: lot.talkingTo?.text, demanded: bid.text)
    }
}

/// 变动采购需求须经采购人代表确认: by the member of the group who is no expert.
func delegateConfirms(_ citation: Citation) -> Clause {
    Clause(
        "requirements.delegate", citation,
        Words(zh: "需求的变动由采购人代表确认", en: "the agency's delegate in the group confirms a change of requirements")
    ) { matter in
        guard let lot = matter.lot,
            !lot.committee.contains(where: { $0.party == matter.act.actor.party && !$0.expert })
        else { return nil }
        return .init(
            Words(
                zh: "采购需求的变动只能由小组中的采购人代表确认。",
                en: "Only the agency's delegate in the group changes requirements."))
    }
}

/// 实质性变动的内容限于技术、服务要求以及合同草案条款.
func changesOnly(_ kinds: Set<RequirementKind>, _ citation: Citation) -> Clause {
    let named = RequirementKind.allCases.filter(kinds.contains)
    return Clause(
        "requirements.kind", citation,
        Words(
            zh: "只能变动\(named.map(\.words.zh).joined(separator: "、"))",
            en: "only these may change: \(named.map(\.words.en).joined(separator: ", "))")
    ) { matter in
        guard case .changeRequirements(_, let kind) = matter.act.command, !kinds.contains(kind) else {
            return nil
        }
        return .init(
            Words(zh: "不得变动\(kind.words.zh)。", en: "The \(kind.words.en) may not change."),
            found: kind.rawValue)
    }
}

/// 供应商应当按照变动情况重新提交响应文件: its own, once for each change.
func refilesOwn(_ citation: Citation) -> Clause {
    Clause(
        "refile.own", citation,
        Words(zh: "需求变动后重新提交自己的响应文件", en: "a supplier hands in its own response anew after a change")
    ) { matter in
        guard case .refileResponse(let bid, _) = matter.act.command, let lot = matter.lot else { return nil }
        let own = lot.talkers.contains { $0.id == bid && $0.bidder == matter.act.actor.party }
        guard own, (lot.refiled[bid] ?? 0) < lot.requirementChanges else {
            return .init(
                Words(
                    zh: "“\(bid.text)”不是您继续参加的响应，或者没有需要回应的需求变动。",
                    en:
                        "\"\(bid.text)\" is no response of yours that takes part, or no change waits for it.")
            )
        }
        return nil
    }
}

/// 提交最后报价之前可以退出: who leaves does so itself.
func leavesItself(_ citation: Citation) -> Clause {
    Clause(
        "leave.own", citation,
        Words(zh: "供应商在提交最后报价之前退出", en: "a supplier itself leaves before its last price")
    ) { matter in
        guard case .leaveTalks(let id) = matter.act.command, let lot = matter.lot else { return nil }
        let party = matter.act.actor.party
        if let bid = lot.bids[id], bid.bidder == party, bid.rejection == nil, !bid.left,
            lot.responses.isEmpty
                ? lot.live[party] == id : lot.responses[party] == id && lot.live[party] == nil
        {
            return nil
        }
        return .init(
            Words(
                zh: "“\(id.text)”不是您继续参加的响应，或者您已经提交最后报价。",
                en: "\"\(id.text)\" is no response of yours that takes part, or your last price is in."))
    }
}

/// 投票推荐3家以上供应商的设计方案或者解决方案, where the solutions come from the suppliers.
func votesIn(atLeast suppliers: Suppliers, _ citation: Citation) -> Clause {
    let words = suppliers.words
    return Clause(
        "shortlist.enough", citation,
        Words(
            zh: "由供应商提供方案的，谈判、磋商结束后投票推荐\(words.zh)以上",
            en: "where solutions come from suppliers at least \(words.en) are voted in after the talks"),
        uncertain: suppliers.doubt
    ) { matter in
        guard case .shortlist(let bids, _) = matter.act.command, let lot = matter.lot else { return nil }
        let needed = suppliers.needed(by: matter)
        let sound =
            Set(bids).count == bids.count && bids.count >= needed
            && Set(bids).isSubset(of: lot.talkers.map(\.id))
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "应当从继续参加的供应商中投票推荐\(needed)家以上的方案，不得重复。",
                en: "Vote in the solutions of at least \(needed) suppliers that take part, each once."),
            found: "\(bids.count)", demanded: ">= \(needed)")
    }
}

/// One vote: who was left out is not left in again, nor the other way round.
func votesOnce() -> Clause {
    Clause("shortlist.once", .platform, Words(zh: "只投票一次", en: "solutions are voted in once")) { matter in
        guard let lot = matter.lot, !lot.shortlist.isEmpty else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的方案已经投票推荐。",
                en: "The solutions of lot \"\(lot.id.text)\" are voted in already."
            ))
    }
}

extension Lot {
    /// Those who are asked for a last price: all who stay, or those whose solutions were voted in.
    var finalists: [Bid] { talkers.filter { shortlist.isEmpty || shortlist.contains($0.id) } }
}
