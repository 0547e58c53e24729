// Clauses on the listing of land: how long it lasts, price sheets, and who goes on at its end.

/// 挂牌时间不得少于10日.
func listingLasts(atLeast period: Period, _ citation: Citation) -> Clause {
    Clause(
        "period.listing", citation,
        Words(zh: "挂牌时间不少于\(period.words.zh)", en: "the listing lasts at least \(period.words.en)")
    ) { matter throws(Refusal) in
        guard case .publishNotice = matter.act.command, let live = matter.terms?.live else { return nil }
        let start = CivilDay(of: live.opens)
        let floor = try matter.calendar.lastDay(of: period, from: start)
        let end = CivilDay(of: live.until)
        guard end < floor || live.until <= live.opens else { return nil }
        return .init(
            Words(
                zh: "挂牌时间不足\(period.words.zh)，最早可以在\(floor.text)截止。",
                en:
                    "The listing is shorter than \(period.words.en); it may end on \(floor.text) at the earliest."
            ),
            found: "\(end.number - start.number)", demanded: period.words.en, earliest: floor.start)
    }
}

/// 挂牌截止前2日停止受理申请: counted back from the end by dates, so that those let in can still file a sheet.
func applicationsCloseBefore(end count: Int, _ citation: Citation, uncertain: String) -> Clause {
    let period = Period.days(count)
    return Clause(
        "period.applicationsToEnd", citation,
        Words(
            zh: "报名在挂牌截止前至少\(period.words.zh)截止",
            en: "applications close at least \(period.words.en) before the listing ends"),
        uncertain: uncertain
    ) { matter in
        guard case .publishNotice(let notice) = matter.act.command, let live = matter.terms?.live else {
            return nil
        }
        let days = CivilDay(of: live.until).number - CivilDay(of: notice.deadline).number
        guard days < count else { return nil }
        let latest = CivilDay(of: live.until).adding(days: -count)
        return .init(
            Words(
                zh: "报名截止距挂牌截止不足\(period.words.zh)，最迟应当在\(latest.text)截止。",
                en:
                    "Applications close less than \(period.words.en) before the listing ends; they may close on \(latest.text) at the latest."
            ),
            found: "\(days)", demanded: period.words.en)
    }
}

/// Those who bid once have some minutes to say whether they go on.
func optInLasts(seconds bounds: ClosedRange<Int>) -> Clause {
    Clause(
        "notice.optIn", .platform,
        Words(
            zh: "询问是否继续竞价的时间为\(bounds.lowerBound)至\(bounds.upperBound)秒",
            en: "the time to ask for timed bidding is \(bounds.lowerBound) to \(bounds.upperBound) seconds"),
        uncertain: "Five minutes in the rules of 汕头市 (arts. 19-24), second-hand; bounds are ours, 2026-11-24."
    ) { matter in
        guard case .publishNotice = matter.act.command, let live = matter.terms?.live,
            !bounds.contains(live.optInSeconds)
        else { return nil }
        return .init(
            Words(
                zh: "询问是否继续竞价的时间应当为\(bounds.lowerBound)至\(bounds.upperBound)秒。",
                en:
                    "The time to ask for timed bidding must be \(bounds.lowerBound) to \(bounds.upperBound) seconds."
            ),
            found: "\(live.optInSeconds)", demanded: "\(bounds.lowerBound)..\(bounds.upperBound)")
    }
}

/// 只有一个竞买人的也可以成交: a notice cannot ask for more.
func oneBidderSuffices(_ citation: Citation) -> Clause {
    Clause(
        "notice.oneSuffices", citation, Words(zh: "一个竞买人、受让方即可成交", en: "one bidder is enough for a deal")
    ) { matter in
        guard let live = matter.disclosure?.live, live.minimumBidders > 1 else { return nil }
        return .init(
            Words(zh: "挂牌不得要求两个以上竞买人。", en: "A listing may not ask for more than one bidder."),
            found: "\(live.minimumBidders)", demanded: "1")
    }
}

/// A price sheet names the posted price, which an earlier sheet may have reached already, or tops it by a step.
func sheetFitsThePost(_ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "live.sheet", citation,
        Words(
            zh: "报价等于挂牌价格，或者至少高一个增价幅度",
            en: "the posted price, or one step above it at least"),
        uncertain: uncertain
    ) { matter in
        guard case .placeBid(let price) = matter.act.command, let lot = matter.lot, let terms = lot.bidding
        else { return nil }
        let posted = lot.leadingOffer?.price ?? terms.startPrice
        let least = posted.adding(terms.step)
        guard price != posted, price < least else { return nil }
        return .init(
            Words(
                zh: "当前挂牌价格为\(posted.yuan)元，报价应当等于挂牌价格或者不低于\(least.yuan)元。",
                en:
                    "The posted price is \(posted.yuan) yuan; a sheet names it, or \(least.yuan) yuan at least."
            ),
            found: price.yuan, demanded: "\(posted.yuan) or >= \(least.yuan)")
    }
}

/// Who goes on has filed a sheet in the listing.
func hasBidOnce(_ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "live.hasBid", citation, Words(zh: "在挂牌期间报过价的竞买人", en: "who filed a price in the listing"),
        uncertain: uncertain
    ) { matter in
        guard let lot = matter.lot, !lot.offers.contains(where: { $0.bidder == matter.act.actor.party })
        else { return nil }
        return .init(
            Words(
                zh: "只有在挂牌期间至少报过一次价的竞买人可以继续竞价。",
                en: "Only who has filed a price in the listing goes on to timed bidding."))
    }
}

/// Who wants to go on says so once.
func asksOnce() -> Clause {
    Clause("live.asksOnce", .platform, Words(zh: "只表示一次", en: "it is said once")) { matter in
        guard let lot = matter.lot, lot.optedIn.contains(matter.act.actor.party) else { return nil }
        return .init(Words(zh: "您已经表示愿意继续竞价。", en: "You have said already that you go on."))
    }
}

/// 有竞买人表示愿意继续竞价的，转入现场竞价.
func somebodyGoesOn(_ citation: Citation) -> Clause {
    Clause("live.somebodyGoesOn", citation, Words(zh: "有竞买人愿意继续竞价", en: "somebody wants to go on")) {
        matter in
        guard let lot = matter.lot, lot.optedIn.isEmpty else { return nil }
        return .init(
            Words(zh: "没有竞买人愿意继续竞价，挂牌结束。", en: "Nobody wants to go on; the listing has ended."))
    }
}

/// The reserve of a listing is sealed some time before its end: it is entered under supervision, late, so that
/// few know it, and early enough that it cannot be fitted to the last sheets.
func reserveInTime(minutesBeforeEnd count: Int, _ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "reserve.inTime", citation,
        Words(
            zh: "底价最迟在挂牌截止前\(count)分钟密封提交",
            en: "the reserve is sealed \(count) minutes before the end of the listing at the latest"),
        uncertain: uncertain
    ) { matter in
        guard let until = matter.lot?.bidding?.until else { return nil }
        let latest = until.adding(minutes: -count)
        guard matter.act.at > latest else { return nil }
        return .init(
            Words(
                zh: "底价最迟应当在\(latest.text)密封提交。", en: "The reserve was to be sealed by \(latest.text)."),
            found: matter.act.at.text, demanded: "<= \(latest.text)")
    }
}
