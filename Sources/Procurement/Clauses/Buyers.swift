// Clauses on the buyers of a state asset: how many came, a further disclosure when none did, and payment.

/// With nobody there is nothing to judge.
func somebodyApplied(_ citation: Citation) -> Clause {
    Clause("buyers.applied", citation, Words(zh: "征集到意向受让方", en: "somebody wants to buy")) { matter in
        guard let lot = matter.lot, lot.applicants.isEmpty else { return nil }
        return .init(
            Words(
                zh: "标的“\(lot.id.text)”披露期满未征集到意向受让方。",
                en: "Nobody came for lot \"\(lot.id.text)\" during its disclosure."))
    }
}

/// How many qualified buyers came decides how the price is found.
func buyers(atLeast count: Int, _ citation: Citation) -> Clause {
    Clause(
        "buyers.\(count)", citation,
        Words(zh: "合格意向受让方不少于\(count)个", en: "at least \(count) qualified buyers")
    ) { matter in
        guard let lot = matter.lot, lot.admitted.count < count else { return nil }
        return .init(
            Words(
                zh: "标的“\(lot.id.text)”的合格意向受让方为\(lot.admitted.count)个。",
                en: "Lot \"\(lot.id.text)\" has \(lot.admitted.count) qualified buyers."),
            found: "\(lot.admitted.count)", demanded: "\(count)")
    }
}

/// A further disclosure has a price and steps, and leaves the running one of another lot as it is: one
/// deadline serves all.
func relistingIsSound() -> Clause {
    Clause(
        "relist.sound", .platform,
        Words(
            zh: "再次披露列明价格和增价幅度，并与其他标的正在进行的披露同时截止",
            en: "a further disclosure names price and step, and ends with the running one of another lot")
    ) { matter in
        guard case .relist(let relisting) = matter.act.command, let tender = matter.tender else { return nil }
        let running = tender.lots.contains { $0.phase == .noticed }
        let sound =
            relisting.live.startPrice.amount > 0 && relisting.live.step.amount > 0
            && (!running || relisting.deadline == tender.deadline)
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "再次披露的底价和增价幅度应当大于零；其他标的正在披露的，截止时间应当相同。",
                en:
                    "Asked price and step are above zero, and while another lot is disclosed the deadline is the same."
            ),
            found: relisting.deadline.text, demanded: running ? tender.deadline?.text : nil)
    }
}

/// 交易价款应当一次付清; or a first part with security and the rest within a year.
func paidAtOnce(
    orFirstBasisPoints least: Int64, restWithinMonths months: Int, _ citation: Citation, uncertain: String
) -> Clause {
    Clause(
        "payment.atOnce", citation,
        Words(
            zh: "价款一次付清；分期的首付不低于\(least / 100)%，其余提供担保并在\(months)个月内付清",
            en:
                "the price in one go, or \(least / 100)% first and the rest secured within \(months) months"),
        uncertain: uncertain
    ) { matter in
        guard case .recordPayment(let payment) = matter.act.command, let lot = matter.lot,
            lot.payments.isEmpty, let price = lot.winner.flatMap({ lot.price(of: $0) }),
            payment.amount != price, let contracted = lot.milestones[.contracted]
        else { return nil }
        let last = CivilDay(of: contracted).adding(months: months)
        let inTime = payment.restBy.map { CivilDay(of: $0) <= last } ?? false
        guard !(payment.amount.isAtLeast(basisPoints: least, of: price) && payment.secured && inTime) else {
            return nil
        }
        return .init(
            Words(
                zh: "未一次付清的，首付不得低于成交价\(price.yuan)元的\(least / 100)%，其余应当提供担保并最迟在\(last.text)付清。",
                en:
                    "Unless the whole \(price.yuan) yuan is paid, \(least / 100)% is paid first and the rest is secured and due by \(last.text) at the latest."
            ),
            found: payment.amount.yuan, demanded: ">= \(least / 100)%")
    }
}

/// The file is closed when the price is paid.
func priceIsPaid(_ citation: Citation) -> Clause {
    Clause("archive.pricePaid", citation, Words(zh: "价款已经付清", en: "the price is paid in full")) { matter in
        guard let lot = matter.lot, let price = lot.winner.flatMap({ lot.price(of: $0) }) else { return nil }
        let paid = lot.payments.reduce(Fen(0)) { $0.adding($1.amount) }
        guard paid < price else { return nil }
        return .init(
            Words(
                zh: "成交价\(price.yuan)元，已付\(paid.yuan)元，付清后方可归档。",
                en: "\(paid.yuan) of \(price.yuan) yuan are paid; the file is closed when all is."),
            found: paid.yuan, demanded: price.yuan)
    }
}

/// 交易结果公告期不少于5个工作日.
func resultStood(atLeast period: Period, _ citation: Citation, uncertain: String? = nil) -> Clause {
    Clause(
        "period.result", citation,
        Words(
            zh: "交易结果公告不少于\(period.words.zh)",
            en: "the result stays published for at least \(period.words.en)"),
        uncertain: uncertain
    ) { matter throws(Refusal) in
        guard let lot = matter.lot, let published = lot.milestones[.resultPublished] else {
            return .init(Words(zh: "交易结果尚未公告。", en: "The result is not published yet."))
        }
        let floor = try matter.calendar.lastDay(of: period, from: CivilDay(of: published))
        guard CivilDay(of: matter.act.at) < floor else { return nil }
        return .init(
            Words(
                zh: "交易结果公告不足\(period.words.zh)，最早可以在\(floor.text)归档。",
                en:
                    "The result has not been published for \(period.words.en); the file may be closed on \(floor.text) at the earliest."
            ),
            found: CivilDay(of: matter.act.at).text, demanded: floor.text, earliest: floor.start)
    }
}
