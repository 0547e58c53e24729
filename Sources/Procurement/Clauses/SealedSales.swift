// Clauses on sales by sealed bids (招标出让、转让): the reserve, the panel, the highest price.

/// 招标出让公告应当在招标开始日前至少20日发布: counted from the publication to the day on which the bids are opened.
func noticeToOpening(atLeast period: Period, _ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "period.noticeToOpening", citation,
        Words(
            zh: "自公告、邀请之日至投标截止、开标不少于\(period.words.zh)",
            en: "at least \(period.words.en) from the notice to the deadline and opening"),
        uncertain: uncertain
    ) { matter throws(Refusal) in
        guard case .publishNotice(let notice) = matter.act.command else { return nil }
        let today = CivilDay(of: notice.publications.map(\.at).reduce(matter.act.at, max))
        let floor = try matter.calendar.lastDay(of: period, from: today)
        guard CivilDay(of: notice.deadline) < floor else { return nil }
        return .init(
            Words(
                zh: "自公告至投标截止不足\(period.words.zh)，投标截止最早可以定在\(floor.text)。",
                en:
                    "There is less than \(period.words.en) from the notice to the deadline; it may fall on \(floor.text) at the earliest."
            ),
            found: CivilDay(of: notice.deadline).text, demanded: floor.text, earliest: floor.start)
    }
}

/// 竞买保证金不得低于出让最低价的20%, of land; the estimate stands for the lowest price.
func landBond(atLeastBasisPoints least: Int64, _ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "money.bidBondFloor", citation,
        Words(
            zh: "土地出让的保证金不低于估价的\(least / 100)%",
            en: "the bond for land is at least \(least / 100)% of the estimate"), uncertain: uncertain
    ) { matter in
        guard matter.tender?.project.regime == .land, let terms = matter.terms, let lot = matter.lot,
            !terms.bidBond.isAtLeast(basisPoints: least, of: lot.plan.estimate)
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的保证金\(terms.bidBond.yuan)元低于估价的\(least / 100)%。",
                en:
                    "The bond of lot \"\(lot.id.text)\" is \(terms.bidBond.yuan) yuan, below \(least / 100)% of the estimate."
            ),
            found: terms.bidBond.yuan, demanded: ">= \(least / 100)%")
    }
}

/// 标底、底价 is sealed once, before the bids are known.
func reserveIsSealedOnce(_ citation: Citation) -> Clause {
    Clause("reserve.once", citation, Words(zh: "标底、底价只密封提交一次", en: "the reserve is sealed once")) { matter in
        guard matter.lot?.reserveCommitment != nil else { return nil }
        return .init(
            Words(zh: "本标段的标底、底价已经密封提交。", en: "The reserve of this lot is sealed already."))
    }
}

/// Some price that stands reaches the reserve, or nothing is sold.
func someBidReachesReserve(_ citation: Citation) -> Clause {
    Clause("reserve.met", citation, Words(zh: "有报价不低于底价", en: "some price reaches the reserve")) { matter in
        guard let lot = matter.lot, let reserve = lot.reserve,
            !lot.validBids.contains(where: { $0.price.map { $0 >= reserve } ?? false })
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的报价均低于底价\(reserve.yuan)元，不成交。",
                en:
                    "Every price for lot \"\(lot.id.text)\" is below the reserve of \(reserve.yuan) yuan; it is not sold."
            ),
            demanded: ">= \(reserve.yuan)")
    }
}

/// A reserve that was sealed is opened before anybody wins, and who wins reaches it.
func winnersReachReserve(_ citation: Citation) -> Clause {
    Clause(
        "reserve.reached", citation,
        Words(zh: "设底价的先公开底价，中选报价不低于底价", en: "a reserve is opened first, and who wins reaches it")
    ) { matter in
        guard let lot = matter.lot, lot.reserveCommitment != nil else { return nil }
        guard let reserve = lot.reserve else {
            return .init(
                Words(
                    zh: "标段“\(lot.id.text)”的底价尚未公开。",
                    en: "The reserve of lot \"\(lot.id.text)\" is not open yet."))
        }
        guard
            let below = matter.act.command.winnersNamed.first(where: {
                lot.price(of: $0).map { $0 < reserve } ?? true
            })
        else { return nil }
        return .init(
            Words(
                zh: "“\(below.text)”的报价低于底价\(reserve.yuan)元。",
                en: "The price of \"\(below.text)\" is below the reserve of \(reserve.yuan) yuan."),
            found: lot.price(of: below)?.yuan, demanded: ">= \(reserve.yuan)")
    }
}

/// 转让底价 is part of the disclosure.
func askedPriceIsStated(_ citation: Citation) -> Clause {
    Clause("price.stated", citation, Words(zh: "公告写明转让底价", en: "the notice states the asked price")) {
        matter in
        guard let terms = matter.terms, (terms.floorPrice?.amount ?? 0) <= 0 else { return nil }
        return .init(
            Words(
                zh: "标段“\(terms.lot.text)”没有写明转让底价。",
                en: "No asked price is stated for lot \"\(terms.lot.text)\"."))
    }
}

/// Some price reaches the one that was asked, or nothing is sold.
func someBidReachesAskedPrice(_ citation: Citation) -> Clause {
    Clause("price.reached", citation, Words(zh: "有报价不低于转让底价", en: "some price reaches the asked one")) {
        matter in
        guard let lot = matter.lot, let asked = matter.terms?.floorPrice,
            !lot.validBids.contains(where: { $0.price.map { $0 >= asked } ?? false })
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”没有报价达到转让底价\(asked.yuan)元。",
                en: "No price for lot \"\(lot.id.text)\" reaches the asked \(asked.yuan) yuan."),
            demanded: ">= \(asked.yuan)")
    }
}

/// 按照价高者得的原则确定中标人的，可以不成立评标小组: without a panel the highest price wins at once.
func highestPriceWithoutPanel(_ citation: Citation) -> Clause {
    Clause(
        "award.highestPrice", citation,
        Words(
            zh: "按价高者得定标且未成立评标小组的，由最高有效报价者中标",
            en: "where the highest price alone decides, and no panel was formed, it wins at once")
    ) { matter in
        guard case .award(let bid, _, _) = matter.act.command, let lot = matter.lot else { return nil }
        guard matter.tender?.notice?.method == .highestPrice, lot.committee.isEmpty else {
            return .init(
                Words(
                    zh: "不是单纯价高者得，或者已经成立评标小组，应当由评标小组提出报告。",
                    en: "The price alone does not decide, or there is a panel: its report comes first."))
        }
        let best = lot.standings(by: .highestPrice).first?.price
        guard best == nil || lot.validBids.first(where: { $0.id == bid })?.price != best else { return nil }
        return .init(
            best.map {
                Words(
                    zh: "“\(bid.text)”不是最高有效报价，最高报价为\($0.yuan)元。",
                    en: "\"\(bid.text)\" is not the highest valid price; that is \($0.yuan) yuan.")
            } ?? Words(zh: "没有有效投标，无人可以中标。", en: "No valid bid is left, so nobody can win."),
            found: lot.price(of: bid)?.yuan, demanded: best?.yuan)
    }
}

/// Whether an offer answers the demands is the panel's to say; without one, the seller's.
func panelRejects(_ citation: Citation) -> Clause {
    Clause(
        "review.panel", citation,
        Words(zh: "成立评标小组的，由评标小组审查投标", en: "where there is a panel, it judges the bids")
    ) { matter in
        guard let lot = matter.lot, !lot.committee.isEmpty, !lot.isMember(matter.act.actor.party) else {
            return nil
        }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”已经成立评标小组，由其审查投标。",
                en: "Lot \"\(lot.id.text)\" has a panel, which judges the bids."))
    }
}

/// With no bid left nothing is sold.
func someBidStands(_ citation: Citation) -> Clause {
    Clause("bid.someStands", citation, Words(zh: "还有有效投标", en: "a valid bid is left")) { matter in
        guard let lot = matter.lot, lot.validBids.isEmpty else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”没有有效投标，不成交。",
                en: "Lot \"\(lot.id.text)\" has no valid bid left; it is not sold."))
    }
}

/// Who falls out after the award is the winner.
func strikesWinner(_ citation: Citation) -> Clause {
    Clause("strike.winner", citation, Words(zh: "中标人", en: "the winner")) { matter in
        guard case .strikeCandidate(let bid, _, _) = matter.act.command, matter.lot?.winner != bid else {
            return nil
        }
        return .init(
            Words(zh: "“\(bid.text)”不是中标人。", en: "\"\(bid.text)\" is not the winner."), found: bid.text)
    }
}

/// The seller's delegates and experts, an odd number.
func panel(atLeast size: Int, _ citation: Citation) -> Clause {
    Clause(
        "committee.composition", citation,
        Words(
            zh: "评标小组由出让人代表、有关专家组成，\(size)人以上单数",
            en: "a panel of the seller's delegates and experts, odd, \(size) or more")
    ) { matter in
        guard let members = matter.membersAfter else { return nil }
        let distinct = Set(members.map(\.party)).count == members.count
        let mixed = members.contains(where: \.expert) && members.contains { !$0.expert }
        guard !(distinct && mixed && members.count >= size && members.count % 2 == 1) else { return nil }
        return .init(
            Words(
                zh: "评标小组应当为\(size)人以上单数，由出让人代表和专家组成，成员不得重复。",
                en:
                    "The panel must have an odd number of \(size) or more different members, of delegates and experts."
            ),
            found: "\(members.count)", demanded: "odd >= \(size)")
    }
}

extension Command {
    /// The bids that the act would let win.
    fileprivate var winnersNamed: [BidID] {
        if case .proposeReport(let report) = self { return report.candidates }
        if case .award(let bid, _, _) = self { return [bid] }
        return []
    }
}
