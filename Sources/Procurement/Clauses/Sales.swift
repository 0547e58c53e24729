// Clauses on the sale of state assets: appraisal, asked price, disclosure.

/// 审计、评估并备案: each lot names its appraised value.
func appraised(_ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "sale.appraised", citation, Words(zh: "评估结果已经备案", en: "the appraisal is filed"), uncertain: uncertain
    ) {
        matter in
        guard case .registerProject(let project) = matter.act.command,
            let missing = project.lots.first(where: { ($0.appraisal?.amount ?? 0) <= 0 })
        else { return nil }
        return .init(
            Words(
                zh: "标的“\(missing.id.text)”没有评估备案值。",
                en: "Lot \"\(missing.id.text)\" names no appraised value."))
    }
}

/// 因产权转让导致实际控制权发生转移的，预披露不少于20个工作日.
func predisclosed(atLeast period: Period, _ citation: Citation) -> Clause {
    Clause(
        "period.predisclosure", citation,
        Words(
            zh: "预披露不少于\(period.words.zh)", en: "the sale is disclosed ahead for at least \(period.words.en)")
    ) { matter throws(Refusal) in
        guard case .prediscloseSale(let until, let publications) = matter.act.command else { return nil }
        return try shortfall(
            of: period, from: publications, to: until, matter,
            Words(zh: "预披露", en: "The disclosure ahead of the sale"))
    }
}

/// A sale that passes control comes to formal disclosure once it was disclosed ahead.
func predisclosureIsOver(_ citation: Citation) -> Clause {
    Clause(
        "sale.predisclosed", citation,
        Words(zh: "实际控制权转移的，预披露期满后正式披露", en: "a sale that passes control was disclosed ahead")
    ) { matter in
        guard matter.tender?.project.particulars?.changesControl == true, let lot = matter.lot else {
            return nil
        }
        guard let end = lot.predisclosureEnds else {
            return .init(
                Words(
                    zh: "转让导致实际控制权转移，应当先进行信息预披露。",
                    en: "The sale passes control; disclose it ahead first."))
        }
        guard matter.act.at < end else { return nil }
        return .init(
            Words(
                zh: "预披露到\(end.text)为止，期满后方可正式披露。",
                en: "The disclosure ahead runs until \(end.text); the formal one comes after it."),
            earliest: end)
    }
}

/// 正式披露信息不得少于20个工作日, by the kind of what is sold.
func disclosed(
    _ category: Category, atLeast period: Period, _ citation: Citation, uncertain: String? = nil
) -> Clause {
    Clause(
        "period.disclosure.\(category.rawValue)", citation,
        Words(
            zh: "\(category.words.zh)正式披露不少于\(period.words.zh)",
            en: "\(category.words.en): formal disclosure of at least \(period.words.en)"),
        uncertain: uncertain
    ) { matter throws(Refusal) in
        guard matter.tender?.project.particulars?.category == category,
            let (publications, deadline, _, _) = matter.disclosure
        else { return nil }
        return try shortfall(
            of: period, from: publications, to: deadline, matter,
            Words(zh: "正式信息披露", en: "The formal disclosure"))
    }
}

/// Assets are disclosed for longer when the asked price reaches an amount.
func assetsDisclosed(
    below limit: Fen, atLeast short: Period, fromThere long: Period, _ citation: Citation, uncertain: String
) -> Clause {
    Clause(
        "period.disclosure.assets", citation,
        Words(
            zh: "资产转让底价低于\(limit.yuan)元的披露不少于\(short.words.zh)，其余不少于\(long.words.zh)",
            en:
                "assets asked below \(limit.yuan) yuan: at least \(short.words.en) of disclosure, others \(long.words.en)"
        ),
        uncertain: uncertain
    ) { matter throws(Refusal) in
        guard matter.tender?.project.particulars?.category == .assets,
            let (publications, deadline, asked, _) = matter.disclosure
        else { return nil }
        return try shortfall(
            of: asked < limit ? short : long, from: publications, to: deadline, matter,
            Words(zh: "资产转让信息披露", en: "The disclosure of the assets"))
    }
}

/// 首次正式披露的转让底价不得低于评估结果.
func askedPriceFirst(_ citation: Citation) -> Clause {
    Clause(
        "price.first", citation,
        Words(zh: "首次披露的转让底价不低于评估值", en: "the first asked price is not below the appraised value")
    ) { matter in
        guard let asked = matter.disclosure?.asked, let appraisal = matter.appraisal, matter.isFirstPrice,
            asked < appraisal
        else { return nil }
        return .init(
            Words(
                zh: "转让底价\(asked.yuan)元低于评估值\(appraisal.yuan)元。",
                en:
                    "The asked price of \(asked.yuan) yuan is below the appraised value of \(appraisal.yuan) yuan."
            ),
            found: asked.yuan, demanded: ">= \(appraisal.yuan)")
    }
}

/// 新的转让底价低于评估结果90%的，应当经转让行为批准单位书面同意.
func askedPriceAgain(consentBelowBasisPoints limit: Int64, _ citation: Citation) -> Clause {
    Clause(
        "price.consent", citation,
        Words(
            zh: "再次披露的转让底价低于评估值\(limit / 100)%的，经批准单位书面同意",
            en:
                "a later asked price below \(limit / 100)% of the appraisal has the approver's written consent"
        )
    ) { matter in
        guard let asked = matter.disclosure?.asked, let appraisal = matter.appraisal, !matter.isFirstPrice,
            !asked.isAtLeast(basisPoints: limit, of: appraisal), !matter.hasConsent
        else { return nil }
        return .init(
            Words(
                zh: "转让底价\(asked.yuan)元低于评估值\(appraisal.yuan)元的\(limit / 100)%，应当附批准单位的书面同意。",
                en:
                    "The asked price of \(asked.yuan) yuan is below \(limit / 100)% of the appraised \(appraisal.yuan) yuan and needs the approver's written consent."
            ),
            found: asked.yuan, demanded: ">= \(limit / 100)%")
    }
}

/// 自首次正式披露之日起超过12个月未征集到合格受让方的，应当重新审计、评估.
func appraisalIsFresh(months count: Int, _ citation: Citation) -> Clause {
    Clause(
        "sale.appraisalFresh", citation,
        Words(
            zh: "首次披露后\(count)个月未征集到受让方的，重新审计、评估",
            en: "after \(count) months without a buyer there is a new audit and appraisal")
    ) { matter in
        guard case .relist(let relisting) = matter.act.command, relisting.appraisal == nil,
            let since = matter.lot?.appraisedAgainAt ?? matter.tender?.noticedAt
        else { return nil }
        let last = CivilDay(of: since).adding(months: count)
        guard CivilDay(of: matter.act.at) > last else { return nil }
        return .init(
            Words(
                zh: "自首次披露已超过\(count)个月（\(last.text)），应当重新审计、评估。",
                en:
                    "More than \(count) months have passed since the first disclosure (\(last.text)); a new appraisal is due."
            ),
            found: CivilDay(of: matter.act.at).text, demanded: "<= \(last.text)")
    }
}

/// 正式披露期间不得变更公告内容; what causes outside the seller force upon it is supplemented, and the time extended.
func disclosureIsFrozen(_ citation: Citation) -> Clause {
    Clause(
        "sale.frozen", citation,
        Words(
            zh: "披露期间内容不得变更，因转让方以外的原因补充的应当延长披露时间",
            en: "the disclosure is frozen; what must be supplemented extends it")
    ) { matter in
        guard case .amendDocuments(let amendment) = matter.act.command, let deadline = matter.tender?.deadline
        else { return nil }
        guard amendment.newDeadline.map({ $0 <= deadline }) ?? true else { return nil }
        return .init(
            Words(
                zh: "补充披露应当同时延长披露时间，新的截止时间应当晚于\(deadline.text)。",
                en:
                    "A supplement extends the disclosure; name a deadline later than \(deadline.text) with it."
            ),
            found: amendment.newDeadline?.text, demanded: "> \(deadline.text)")
    }
}

/// The asked price is published, so there is no secret one beside it.
func noReserveBesideAskedPrice(_ citation: Citation) -> Clause {
    Clause(
        "sale.noReserve", citation,
        Words(zh: "转让底价公开，不另设保留价", en: "the asked price is public, and no secret one stands beside it")
    ) { matter in
        guard matter.disclosure?.live?.hasReserve == true else { return nil }
        return .init(
            Words(
                zh: "转让底价即公开的起始价，不得另设保密底价。",
                en: "The asked price is the public start price; there is no secret reserve beside it."))
    }
}

/// How much of a period is missing between the publication and its end.
private func shortfall(
    of period: Period, from publications: [Publication], to end: Instant, _ matter: Matter, _ what: Words
) throws(Refusal) -> Clause.Finding? {
    let today = CivilDay(of: publications.map(\.at).reduce(matter.act.at, max))
    let floor = try matter.calendar.lastDay(of: period, from: today)
    guard CivilDay(of: end) < floor else { return nil }
    return .init(
        Words(
            zh: "\(what.zh)不足\(period.words.zh)，最早可以在\(floor.text)结束。",
            en: "\(what.en) is shorter than \(period.words.en); it may end on \(floor.text) at the earliest."),
        found: CivilDay(of: end).text, demanded: floor.text, earliest: floor.start)
}

extension Matter {
    /// What a notice or a further disclosure says: its publications, its end, the asked price of the lot, and
    /// the terms of bidding in the open. Of a sale by sealed bids the lowest price is the one asked.
    var disclosure: (publications: [Publication], deadline: Instant, asked: Fen, live: LiveTerms?)? {
        if case .publishNotice(let notice) = act.command {
            guard let asked = terms?.live?.startPrice ?? terms?.floorPrice else { return nil }
            return (notice.publications, notice.deadline, asked, terms?.live)
        }
        if case .relist(let relisting) = act.command {
            let live = relisting.live
            return (relisting.publications, relisting.deadline, live.startPrice, live)
        }
        return nil
    }

    /// The appraised value that binds the price that is asked now.
    fileprivate var appraisal: Fen? {
        if case .relist(let relisting) = act.command, let appraisal = relisting.appraisal { return appraisal }
        return lot?.plan.appraisal
    }

    /// Nothing was asked under this appraisal before: neither in this tender nor in a round before it.
    fileprivate var isFirstPrice: Bool {
        if case .relist(let relisting) = act.command { return relisting.appraisal != nil }
        return tender?.project.previous == nil
    }

    fileprivate var hasConsent: Bool {
        if case .relist(let relisting) = act.command { return relisting.consent != nil }
        return tender?.project.particulars?.methodApproval?.isEmpty == false
    }
}

extension CivilDay {
    /// The same day of the month so many months later, or that month's last day.
    func adding(months count: Int) -> CivilDay {
        let (year, month, day) = yearMonthDay
        let index = year * 12 + month - 1 + count
        let first = CivilDay(index / 12, index % 12 + 1, 1)
        let next = CivilDay((index + 1) / 12, (index + 1) % 12 + 1, 1)
        return first.adding(days: min(day, next.number - first.number) - 1)
    }
}

/// 拍卖标的的展示时间不得少于两日.
func shown(atLeast period: Period, _ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "period.shown", citation,
        Words(zh: "标的展示不少于\(period.words.zh)", en: "what is sold is shown for at least \(period.words.en)"),
        uncertain: uncertain
    ) { matter throws(Refusal) in
        guard case .publishNotice(let notice) = matter.act.command else { return nil }
        let floor = try matter.calendar.lastDay(of: period, from: CivilDay(of: notice.documentsFrom))
        guard CivilDay(of: notice.documentsUntil) < floor else { return nil }
        return .init(
            Words(
                zh: "标的展示不足\(period.words.zh)，最早可以在\(floor.text)结束。",
                en:
                    "What is sold is shown for less than \(period.words.en); the showing may end on \(floor.text) at the earliest."
            ),
            found: CivilDay(of: notice.documentsUntil).text, demanded: floor.text, earliest: floor.start)
    }
}
