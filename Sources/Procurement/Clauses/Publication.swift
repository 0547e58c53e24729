// Clauses on the notice: media, documents on offer, money.

/// 在不同媒介发布的同一招标项目的公告内容应当一致, together, and on the state medium when the law demands
/// the tender.
/// - Parameter always: the media are demanded of every tender, not only of a compulsory one.
func samePublications(atLeast count: Int, _ citation: Citation, always: Bool = false) -> Clause {
    Clause(
        "notice.sameText", citation,
        always
            ? Words(
                zh: "同一文本在平台和指定媒介同时发布（不少于\(count)个媒介）",
                en: "the same text on every medium together, on at least \(count)")
            : Words(
                zh: "同一文本在平台和指定媒介同时发布（依法必须招标的不少于\(count)个媒介）",
                en:
                    "the same text on every medium together, on at least \(count) media for a compulsory tender"
            )
    ) { matter in
        guard let publications = matter.act.command.publications else { return nil }
        // A tender that was never announced is cancelled without an announcement.
        if case .cancel = matter.act.command, matter.tender?.notice == nil,
            matter.lot?.prequalification == nil
        {
            return nil
        }
        // Documents for those who passed or were invited are for them alone.
        if case .publishNotice = matter.act.command, let lot = matter.lot,
            lot.prequalification != nil || lot.invitation != nil
        {
            return nil
        }
        // Who was invited may be told in writing of the end (条例 31).
        if case .cancel = matter.act.command, matter.lot?.invitation != nil, !always { return nil }
        guard let first = publications.first else {
            return .init(
                Words(zh: "没有列明发布媒介。", en: "No medium is named."), found: "0", demanded: "\(count)")
        }
        guard publications.allSatisfy({ $0.text == first.text && $0.at == first.at }) else {
            return .init(
                Words(
                    zh: "各媒介上的文本或者发布时间不一致，应当同时发布同一文本。",
                    en: "The media do not carry the same text at the same time; publish one text together."))
        }
        let media = Set(publications.map(\.medium)).count
        guard always || matter.tender?.project.compulsory == true, media < count else { return nil }
        return .init(
            always
                ? Words(
                    zh: "应当同时在交易平台和指定媒介发布。",
                    en: "It is published on the platform and on the designated medium together.")
                : Words(
                    zh: "依法必须招标的项目应当同时在交易平台和国家指定媒介发布。",
                    en: "A compulsory tender is published on the platform and on the state medium together."),
            found: "\(media)", demanded: "\(count)")
    }
}

extension Command {
    var publications: [Publication]? {
        if case .publishNotice(let notice) = self { return notice.publications }
        if case .publishCandidates(_, let publications) = self { return publications }
        if case .award(_, _, let publications) = self { return publications }
        if case .cancel(_, let publications) = self { return publications }
        if case .publishPrequalification(let notice) = self { return notice.publications }
        if case .publishSource(let publicity) = self { return publicity.publications }
        if case .publishResult(_, let publications) = self { return publications }
        if case .relist(let relisting) = self { return relisting.publications }
        if case .prediscloseSale(_, let publications) = self { return publications }
        if case .terminate(_, _, let publications) = self { return publications }
        return nil
    }
}

/// 招标文件的发售期不得少于5日.
func documentsOffered(atLeast period: Period, _ citation: Citation) -> Clause {
    Clause(
        "period.documentsOffered", citation,
        Words(
            zh: "招标文件发售期不少于\(period.words.zh)", en: "documents are on offer for at least \(period.words.en)")
    ) { matter throws(Refusal) in
        guard case .publishNotice(let notice) = matter.act.command else { return nil }
        let floor = try matter.calendar.lastDay(of: period, from: CivilDay(of: notice.documentsFrom))
        guard CivilDay(of: notice.documentsUntil) < floor else { return nil }
        return .init(
            Words(
                zh: "招标文件发售期不足\(period.words.zh)，最早可以在\(floor.text)结束。",
                en:
                    "The documents are on offer for less than \(period.words.en); the offer may end on \(floor.text) at the earliest."
            ),
            found: CivilDay(of: notice.documentsUntil).text, demanded: floor.text, earliest: floor.start)
    }
}

/// The documents are on offer from the notice on, and the bids are due after the offer has ended.
func timetableInOrder() -> Clause {
    Clause(
        "notice.order", .platform,
        Words(zh: "公告、文件发售、投标截止依次进行", en: "notice, offer of documents and deadline follow each other")
    ) { matter in
        guard case .publishNotice(let notice) = matter.act.command else { return nil }
        let now = matter.act.at
        let ordered =
            notice.documentsFrom < notice.documentsUntil && notice.documentsUntil <= notice.deadline
            && CivilDay(of: notice.documentsFrom) >= CivilDay(of: now) && notice.deadline > now
        guard !ordered else { return nil }
        return .init(
            Words(
                zh: "文件发售不得早于公告之日，发售结束不得晚于投标截止时间。",
                en:
                    "The documents may not be on offer before the day of the notice, nor after the deadline for bids."
            ))
    }
}

/// 依法必须进行招标的项目，自招标文件开始发出之日起至投标人提交投标文件截止之日止，最短不得少于20日.
/// - Parameter always: of every tender, not only of a compulsory one.
func issueToDeadline(atLeast period: Period, _ citation: Citation, always: Bool = false) -> Clause {
    Clause(
        "period.issueToDeadline", citation,
        always
            ? Words(
                zh: "自文件开始发出至提交截止不少于\(period.words.zh)",
                en: "at least \(period.words.en) from the issue of the documents to the deadline")
            : Words(
                zh: "自招标文件开始发出至投标截止不少于\(period.words.zh)（依法必须招标的项目）",
                en:
                    "at least \(period.words.en) from the issue of the documents to the deadline (compulsory tenders)"
            )
    ) { matter throws(Refusal) in
        guard case .publishNotice(let notice) = matter.act.command,
            always || matter.tender?.project.compulsory == true
        else { return nil }
        let issue = CivilDay(of: notice.documentsFrom)
        let floor = try matter.calendar.lastDay(of: period, from: issue)
        let deadline = CivilDay(of: notice.deadline)
        guard deadline < floor else { return nil }
        let days = deadline.number - issue.number
        return .init(
            Words(
                zh: "自招标文件开始发出至投标截止只有\(days)日，不得少于\(period.words.zh)，投标截止最早可以定在\(floor.text)。",
                en:
                    "There are \(days) days from the issue of the documents to the deadline; the law demands at least \(period.words.en), so the deadline may fall on \(floor.text) at the earliest."
            ),
            found: "\(days)", demanded: period.words.en, earliest: floor.start)
    }
}

/// One notice serves every lot that goes on, with terms for each, and an opening certificate for each that no other lot has: with
/// one key for two lots an envelope could be carried from one into the other.
func termsForEveryLot() -> Clause {
    Clause(
        "notice.terms", .platform,
        Words(zh: "每个标段有自己的条件和开标证书", en: "every lot has its terms and an opening certificate of its own")
    ) { matter in
        guard case .publishNotice(let notice) = matter.act.command, let tender = matter.tender else {
            return nil
        }
        let going = Set(tender.going(tender.lots.map(\.id)))
        let sound =
            (matter.act.lots.isEmpty || Set(matter.act.lots) == going)
            && notice.terms.count == going.count && Set(notice.terms.map(\.lot)) == going
            && (notice.terms.allSatisfy {
                $0.openingCertificate != nil && $0.custodian != nil && $0.live == nil
            })
            && Set(notice.terms.map(\.openingCertificate)).count == notice.terms.count
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "一份公告涵盖全部标段，应当逐个列明各标段的条件，每个标段使用各自的开标证书。",
                en:
                    "One notice serves all lots and states the terms of every lot once, each with an opening certificate of its own."
            ))
    }
}

/// The decryption window and the validity of bids lie within what a platform can keep.
func windowsWithinBounds(decryptionMinutes: ClosedRange<Int>, validityDays: ClosedRange<Int>) -> Clause {
    Clause(
        "notice.windows", .platform,
        Words(
            zh:
                "解密时限\(decryptionMinutes.lowerBound)至\(decryptionMinutes.upperBound)分钟，投标有效期\(validityDays.lowerBound)至\(validityDays.upperBound)日",
            en:
                "a decryption window of \(decryptionMinutes.lowerBound) to \(decryptionMinutes.upperBound) minutes and a bid validity of \(validityDays.lowerBound) to \(validityDays.upperBound) days"
        )
    ) { matter in
        guard case .publishNotice(let notice) = matter.act.command else { return nil }
        let sound =
            decryptionMinutes.contains(notice.decryptionMinutes)
            && validityDays.contains(notice.bidValidityDays)
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "解密时限或者投标有效期超出平台允许的范围。",
                en: "The decryption window or the validity of bids is outside the bounds of the platform."),
            found: "\(notice.decryptionMinutes) min, \(notice.bidValidityDays) d")
    }
}
