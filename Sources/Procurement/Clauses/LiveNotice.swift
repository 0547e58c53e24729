// Clauses on the notice of an auction or a listing: what is sold, when it is bid for, from which price.

/// 出让方案、起始价、底价、保证金集体决定: the record of it is named on entry.
func planApproved(_ citation: Citation, uncertain: String? = nil) -> Clause {
    Clause(
        "plan.approved", citation,
        Words(
            zh: "出让、转让方案已经批准，起始价、底价、保证金已经集体决定",
            en: "the plan is approved; start price, reserve and bond were decided collectively"),
        uncertain: uncertain
    ) { matter in
        guard case .registerProject(let project) = matter.act.command, project.approval.isEmpty else {
            return nil
        }
        return .init(
            Words(
                zh: "缺少方案批准、集体决定文件的编号，请填写后再登记。",
                en: "The project names no approval of its plan; fill in its number and register again."))
    }
}

/// What is sold is of the kind that the regime is about.
func sells(
    _ categories: Set<Category>, under regime: Regime, _ citation: Citation, uncertain: String? = nil
) -> Clause {
    let names = Category.allCases.filter(categories.contains)
    return Clause(
        "plan.category.\(regime.rawValue)", citation,
        Words(
            zh: "\(regime.words.zh)项下的标的是\(names.map(\.words.zh).joined(separator: "、"))",
            en: "under \(regime.words.en) one sells \(names.map(\.words.en).joined(separator: " or "))"),
        uncertain: uncertain
    ) { matter in
        guard case .registerProject(let project) = matter.act.command, project.regime == regime else {
            return nil
        }
        let category = project.particulars?.category
        if let category, categories.contains(category) { return nil }
        return .init(
            Words(
                zh: "登记的标的类别与\(regime.words.zh)不符，应当是\(names.map(\.words.zh).joined(separator: "、"))。",
                en:
                    "What is sold must be \(names.map(\.words.en).joined(separator: " or ")) under \(regime.words.en)."
            ),
            found: category?.rawValue, demanded: names.map(\.rawValue).joined(separator: ","))
    }
}

/// One notice serves every lot that goes on, with the terms of bidding for each. Nothing is sealed to an
/// opening certificate, and the start price is the only bound of the price.
func liveTermsForEveryLot() -> Clause {
    Clause(
        "notice.liveTerms", .platform,
        Words(
            zh: "每个标段列明竞价条件：起始价、增价幅度、起止时间、有无底价",
            en: "every lot has its terms of bidding: start price, step, times, and whether there is a reserve"
        )
    ) { matter in
        guard case .publishNotice(let notice) = matter.act.command, let tender = matter.tender else {
            return nil
        }
        let going = Set(tender.going(tender.lots.map(\.id)))
        let whole =
            (matter.act.lots.isEmpty || Set(matter.act.lots) == going)
            && notice.terms.count == going.count && Set(notice.terms.map(\.lot)) == going
        let sound = notice.terms.allSatisfy { terms in
            guard let live = terms.live else { return false }
            return terms.openingCertificate == nil && terms.custodian == nil && terms.ceilingPrice == nil
                && terms.floorPrice == nil && terms.performanceBondBasisPoints >= 0
                && terms.bidBond.amount >= 0 && live.startPrice.amount > 0 && live.step.amount > 0
        }
        guard !(whole && sound) else { return nil }
        return .init(
            Words(
                zh: "公告应当逐个列明全部标段的竞价条件，起始价和增价幅度大于零，不设开标证书、最高和最低限价。",
                en:
                    "The notice states the terms of bidding of every lot once, with a start price and a step above zero, and without an opening certificate, a ceiling or a floor."
            ))
    }
}

/// The highest price wins; nothing else is compared.
func highestPriceWins(_ citation: Citation) -> Clause {
    Clause("notice.highestPrice", citation, Words(zh: "价高者得", en: "the highest price wins")) { matter in
        guard case .publishNotice(let notice) = matter.act.command, notice.method != .highestPrice else {
            return nil
        }
        return .init(
            Words(zh: "竞价应当采用价高者得。", en: "Where prices are called in the open, the highest price wins."),
            found: notice.method.rawValue, demanded: EvaluationMethod.highestPrice.rawValue)
    }
}

/// 拍卖、挂牌开始日前至少20日发布公告: counted by dates from the notice to the beginning of the bidding.
func noticeToBidding(atLeast period: Period, _ citation: Citation) -> Clause {
    Clause(
        "period.noticeToBidding", citation,
        Words(
            zh: "自公告发布至竞价、挂牌开始不少于\(period.words.zh)",
            en: "at least \(period.words.en) from the notice to the beginning of the bidding")
    ) { matter throws(Refusal) in
        guard case .publishNotice(let notice) = matter.act.command, let live = matter.terms?.live else {
            return nil
        }
        let today = CivilDay(of: notice.publications.map(\.at).reduce(matter.act.at, max))
        let floor = try matter.calendar.lastDay(of: period, from: today)
        let opens = CivilDay(of: live.opens)
        guard opens < floor else { return nil }
        return .init(
            Words(
                zh: "公告至竞价、挂牌开始不足\(period.words.zh)，最早可以在\(floor.text)开始。",
                en:
                    "There is less than \(period.words.en) between the notice and the bidding; it may begin on \(floor.text) at the earliest."
            ),
            found: "\(opens.number - today.number)", demanded: period.words.en, earliest: floor.start)
    }
}

/// Applications close before the auction begins, and the bidding ends after it has begun.
func auctionInOrder() -> Clause {
    Clause(
        "notice.liveOrder", .platform,
        Words(zh: "报名截止、竞价开始、自由竞价结束依次进行", en: "applications close, bidding opens, free bidding ends")
    ) { matter in
        guard let (_, deadline, _, terms) = matter.disclosure, let live = terms,
            !(matter.act.at < deadline && deadline <= live.opens && live.opens < live.until)
        else { return nil }
        return .init(
            Words(
                zh: "报名截止时间不得晚于竞价开始，自由竞价结束应当晚于开始。",
                en:
                    "Applications close no later than the bidding opens, and free bidding ends after that."),
            found: "\(deadline.text), \(live.opens.text), \(live.until.text)")
    }
}

/// A timed round is long enough to answer a bid, and ends within the day.
func roundLasts(seconds bounds: ClosedRange<Int>) -> Clause {
    Clause(
        "notice.round", .platform,
        Words(
            zh: "限时竞价一轮为\(bounds.lowerBound)至\(bounds.upperBound)秒",
            en: "a timed round lasts \(bounds.lowerBound) to \(bounds.upperBound) seconds"),
        uncertain:
            "No article sets the length; rounds of five minutes are found in practice (钦州市 2021, 汕头市), 2026-11-24."
    ) { matter in
        guard let live = matter.disclosure?.live, !bounds.contains(live.roundSeconds) else { return nil }
        return .init(
            Words(
                zh: "限时竞价一轮应当为\(bounds.lowerBound)至\(bounds.upperBound)秒。",
                en: "A timed round must last \(bounds.lowerBound) to \(bounds.upperBound) seconds."),
            found: "\(live.roundSeconds)", demanded: "\(bounds.lowerBound)..\(bounds.upperBound)")
    }
}

/// The notice may ask for more bidders than the law, and never holds an auction with one.
func fewestBidders(atLeast count: Int, _ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "notice.fewestBidders", citation,
        Words(
            zh: "公告规定的最少竞买人数不少于\(count)人", en: "the notice asks for at least \(count) bidders"),
        uncertain: uncertain
    ) { matter in
        guard case .publishNotice = matter.act.command, let live = matter.terms?.live,
            live.minimumBidders != 0, live.minimumBidders < count
        else { return nil }
        return .init(
            Words(
                zh: "最少竞买人数不得少于\(count)人。", en: "An auction is not held with fewer than \(count) bidders."),
            found: "\(live.minimumBidders)", demanded: ">= \(count)")
    }
}

/// 竞买保证金不得低于出让最低价的20%: of the start price, which is not below the lowest price.
func bidBond(atLeastBasisPoints least: Int64, ofStart citation: Citation, uncertain: String) -> Clause {
    Clause(
        "money.bidBondFloor", citation,
        Words(
            zh: "竞买保证金不低于起始价的\(least / 100)%",
            en: "the bid bond is at least \(least / 100)% of the start price"),
        uncertain: uncertain
    ) { matter in
        guard case .publishNotice = matter.act.command, let terms = matter.terms, let live = terms.live,
            !terms.bidBond.isAtLeast(basisPoints: least, of: live.startPrice)
        else { return nil }
        return .init(
            Words(
                zh:
                    "标段“\(terms.lot.text)”的竞买保证金\(terms.bidBond.yuan)元低于起始价\(live.startPrice.yuan)元的\(least / 100)%。",
                en:
                    "The bid bond of lot \"\(terms.lot.text)\" is \(terms.bidBond.yuan) yuan, below \(least / 100)% of the start price of \(live.startPrice.yuan) yuan."
            ),
            found: terms.bidBond.yuan, demanded: ">= \(least / 100)%")
    }
}

extension Fen {
    /// Whether it is at least so many hundredths of a percent of another amount; exact, whatever their size.
    func isAtLeast(basisPoints: Int64, of whole: Fen) -> Bool {
        let left = amount.multipliedFullWidth(by: 10_000)
        let right = whole.amount.multipliedFullWidth(by: basisPoints)
        return left.high > right.high || (left.high == right.high && left.low >= right.low)
    }

    /// The sum; at the end of the range it stays there.
    func adding(_ other: Fen) -> Fen { Fen(amount.clampedAdding(other.amount)) }
}
