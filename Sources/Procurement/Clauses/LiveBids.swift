// Clauses on prices that are called in the open.

/// Who calls a price was let in and bids under its paddle.
func bidderIsAdmitted(_ citation: Citation) -> Clause {
    Clause("live.admitted", citation, Words(zh: "经资格确认的竞买人", en: "a bidder that was let in")) { matter in
        guard let lot = matter.lot, lot.applicants[matter.act.actor.party]?.accepted != true else {
            return nil
        }
        return .init(
            Words(
                zh: "您没有取得本标段的竞买资格。", en: "You were not let in to bid for this lot."))
    }
}

/// A price called at the instant at which a round ends is late, as at a deadline (domain §9.16).
func bidIsInTime() -> Clause {
    Clause(
        "live.inTime", .platform,
        Words(zh: "报价在一轮结束之前到达", en: "the bid arrives before the round ends"),
        uncertain:
            "The law knows no clock of rounds; a bid at the very instant of its end is late: our reading, domain §9.16, 2026-11-24."
    ) { matter in
        guard let lot = matter.lot, let end = lot.roundEnds, lot.milestones[.hammered] != nil,
            matter.act.at >= end
        else { return nil }
        return .init(
            Words(
                zh: "限时竞价已于\(end.text)结束，本次报价到达时间为\(matter.act.at.text)。",
                en: "The timed round ended at \(end.text); this bid arrived at \(matter.act.at.text)."),
            found: matter.act.at.text, demanded: "< \(end.text)")
    }.boundingPhase()
}

/// The first price is not below the start price; each further one tops the leading one by a step at least.
func bidTopsTheLeader(_ citation: Citation) -> Clause {
    Clause(
        "live.step", citation,
        Words(
            zh: "首次报价不低于起始价，其后每次报价至少比当前最高价高一个增价幅度",
            en: "the start price at least, then one step above the leading price at least")
    ) { matter in
        guard case .placeBid(let price) = matter.act.command, let lot = matter.lot, let terms = lot.bidding
        else { return nil }
        let least = lot.leadingOffer.map { $0.price.adding(terms.step) } ?? terms.startPrice
        // At the end of the range a step adds nothing, and still nobody ties.
        let tops = lot.leadingOffer.map { $0.price < price } ?? true
        guard price < least || !tops else { return nil }
        return .init(
            Words(
                zh: "报价\(price.yuan)元过低，本次报价不得低于\(least.yuan)元。",
                en: "\(price.yuan) yuan is too low; the next bid is \(least.yuan) yuan at least."),
            found: price.yuan, demanded: ">= \(least.yuan)")
    }
}

/// The name of a bid is free; a random one always is.
func offerNameIsFree() -> Clause {
    Clause("live.nameFree", .platform, Words(zh: "报价编号未被使用", en: "the bid's id is not in use")) { matter in
        guard let lot = matter.lot, lot.offers.contains(where: { $0.id.text == matter.act.id }) else {
            return nil
        }
        return .init(Words(zh: "该编号已被使用，请换一个随机编号。", en: "This id is in use; choose another random one."))
    }
}

/// 主持人可以根据竞买情况调整增价幅度: to another amount above zero.
func stepIsSound(_ citation: Citation) -> Clause {
    Clause("live.newStep", citation, Words(zh: "增价幅度大于零", en: "a step is above zero")) { matter in
        guard case .changeStep(let step) = matter.act.command, step.amount <= 0 else { return nil }
        return .init(
            Words(zh: "增价幅度应当大于零。", en: "The step must be above zero."), found: step.yuan, demanded: "> 0")
    }
}

/// With no price at all there is nothing to hammer.
func somebodyBid(_ citation: Citation) -> Clause {
    Clause("live.somebodyBid", citation, Words(zh: "有人报价", en: "somebody has bid")) { matter in
        guard let lot = matter.lot, lot.offers.isEmpty else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”无人报价，不成交。",
                en: "Nobody bid for lot \"\(lot.id.text)\"; it is not sold."))
    }
}
