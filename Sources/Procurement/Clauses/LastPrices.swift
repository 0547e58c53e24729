// Clauses on the last price: called for when the talks are done, sealed, by those who are still in.

/// Everyone who stays has had as many rounds, one at least.
func roundsAreEqual(atLeast least: Int, _ citation: Citation) -> Clause {
    Clause(
        "lastPrices.equalRounds", citation,
        Words(
            zh: "要求最后报价前，各供应商轮次相等且不少于\(least)轮",
            en: "before last prices all who stay have had as many rounds, \(least) at least")
    ) { matter in
        guard let lot = matter.lot else { return nil }
        let rounds = lot.talkers.map { lot.talks[$0.id] ?? 0 }
        guard let fewest = rounds.min(), let most = rounds.max(), fewest < most || fewest < least else {
            return nil
        }
        return .init(
            Words(
                zh: "各供应商轮次为\(fewest)至\(most)轮，应当相等且不少于\(least)轮。",
                en: "Suppliers have had \(fewest) to \(most) rounds; all need as many, \(least) at least."),
            found: "\(fewest)..\(most)", demanded: ">= \(least)")
    }
}

/// A supplier prices what is asked: whoever stays has answered the last change of requirements.
func changesAreAnswered(_ citation: Citation) -> Clause {
    Clause(
        "lastPrices.changesAnswered", citation,
        Words(zh: "需求变动后，继续参加的供应商均已重新提交响应文件", en: "who stays has handed in anew after the last change")
    ) { matter in
        guard let lot = matter.lot,
            let late = lot.finalists.first(where: { (lot.refiled[$0.id] ?? 0) < lot.requirementChanges })
        else { return nil }
        return .init(
            Words(
                zh: "“\(late.id.text)”尚未按最近一次需求变动重新提交响应文件。",
                en: "\"\(late.id.text)\" has not been handed in anew after the last change of requirements."),
            found: late.id.text)
    }
}

/// 在规定时间内提交最后报价: the time lies ahead.
func lastPriceTimeIsAhead(_ citation: Citation) -> Clause {
    Clause(
        "lastPrices.deadline", citation, Words(zh: "最后报价截止时间在后", en: "the time for last prices lies ahead")
    ) { matter in
        guard case .callLastPrices(let deadline) = matter.act.command, deadline <= matter.act.at else {
            return nil
        }
        return .init(
            Words(zh: "最后报价截止时间应当晚于现在。", en: "The time for last prices must end later than now."),
            found: deadline.text, demanded: "> \(matter.act.at.text)")
    }
}

/// A last price that comes when the time is over is refused.
func beforeLastPriceDeadline(_ id: String, _ citation: Citation) -> Clause {
    Clause(id, citation, Words(zh: "在最后报价截止时间之前", en: "before the time for last prices ends")) { matter in
        guard let deadline = matter.lot?.lastPriceDeadline, matter.act.at >= deadline else { return nil }
        return .init(
            Words(
                zh: "最后报价截止时间是\(deadline.text)，本次操作到达时间为\(matter.act.at.text)，平台应当拒收。",
                en:
                    "The time for last prices ended at \(deadline.text); this came at \(matter.act.at.text) and is refused."
            ),
            found: matter.act.at.text, demanded: "< \(deadline.text)")
    }.boundingPhase()
}

/// 所有继续参加的供应商提交最后报价: nobody else, so neither who left or fell out, nor whose solution was not voted in.
func lastPriceIsAsked(_ citation: Citation) -> Clause {
    Clause(
        "lastPrices.asked", citation, Words(zh: "继续参加的供应商提交最后报价", en: "who is still in hands in a last price")
    ) { matter in
        guard let lot = matter.lot else { return nil }
        if let own = lot.responses[matter.act.actor.party], let bid = lot.bids[own], !bid.left,
            lot.shortlist.isEmpty || lot.shortlist.contains(own)
        {
            return nil
        }
        return .init(
            Words(
                zh: "您没有继续参加，或者您的方案未被推荐，不得提交最后报价。",
                en:
                    "You are no longer in the talks, or your solution was not voted in; no last price is asked of you."
            ))
    }
}
