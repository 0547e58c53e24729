// Clauses on the arithmetic of prices (87号 59): the committee corrects, the bidder confirms.

/// 同时出现两种以上不一致的，按照规定的顺序修正: a later correction of the same price never goes back to an earlier
/// ground.
func correctsInOrder(_ citation: Citation) -> Clause {
    Clause(
        "correction.order", citation,
        Words(
            zh: "报价前后不一致的，按规定的顺序修正，修正后的价格大于零",
            en: "a price is corrected in the order of the grounds, to more than zero")
    ) { matter in
        guard case .correctPrice(let bid, let ground, let price, _) = matter.act.command,
            let lot = matter.lot
        else { return nil }
        let order = Correction.Ground.allCases
        let before = lot.bids[bid]?.correction.flatMap { order.firstIndex(of: $0.ground) } ?? 0
        let now = order.firstIndex(of: ground) ?? 0
        guard now < before || price.amount <= 0 else { return nil }
        return .init(
            Words(
                zh: "“\(ground.words.zh)”应当先于已经作出的修正，或者修正后的价格不大于零。",
                en:
                    "\"\(ground.words.en)\" comes before the correction that was made, or the price is not above zero."
            ),
            found: ground.rawValue, demanded: order[before].rawValue)
    }
}

/// A correction is confirmed, or not, by the bidder whose price it is.
func correctionIsAsked(_ citation: Citation) -> Clause {
    Clause(
        "correction.asked", citation,
        Words(zh: "投标人确认对自己报价的修正", en: "a bidder answers the correction of its own price")
    ) { matter in
        guard case .confirmCorrection(let id, _) = matter.act.command, let lot = matter.lot else {
            return nil
        }
        if let bid = lot.bids[id], bid.bidder == matter.act.actor.party, let correction = bid.correction,
            correction.confirmed == nil
        {
            return nil
        }
        return .init(
            Words(
                zh: "您的“\(id.text)”没有待确认的报价修正。",
                en: "No correction of your \"\(id.text)\" waits for your answer."))
    }
}

/// 投标人不确认的，其投标无效: only who refused falls to it.
func unconfirmedOnly(_ citation: Citation) -> Clause {
    Clause(
        "correction.refused", citation,
        Words(
            zh: "投标人不确认修正的，才可以据此作无效处理", en: "a bid falls to a correction only when its bidder refused it")
    ) { matter in
        guard case .rejectBid(let id, .correctionNotConfirmed, _) = matter.act.command,
            let lot = matter.lot, lot.bids[id]?.correction?.confirmed != false
        else { return nil }
        return .init(
            Words(
                zh: "“\(id.text)”没有拒绝确认报价修正。", en: "The bidder of \"\(id.text)\" refused no correction."))
    }
}

/// No report while a correction waits for its answer, or was refused and the bid still stands.
func correctionsAreAnswered(_ citation: Citation) -> Clause {
    Clause(
        "correction.answered", citation,
        Words(zh: "报价修正均已确认，不确认的已作无效处理", en: "every correction is confirmed, or its bid is rejected")
    ) { matter in
        guard let lot = matter.lot,
            let bid = lot.validBids.first(where: { $0.correction.map { $0.confirmed != true } ?? false })
        else { return nil }
        return .init(
            Words(
                zh: "“\(bid.id.text)”的报价修正尚未确认，或者未被确认而没有作无效处理。",
                en: "The correction of \"\(bid.id.text)\" is not confirmed; wait for it, or reject the bid."),
            found: bid.id.text)
    }
}
