// Clauses on 质疑 and 投诉 under procurement law: they are counted in working days, and stop nothing but the
// contract.

private let challengerSource = "财政部令94号 art. 11, from memory (domain §0.1, 2026-11-24)."

/// 潜在供应商已依法获取采购文件的，可以对该文件提出质疑; the rest is challenged by who took part. Each step is
/// challenged once it is done.
func challengerTakesPart(_ citation: Citation) -> Clause {
    Clause(
        "challenge.standing", citation,
        Words(
            zh: "取得采购文件的可以质疑文件，参与采购活动的可以质疑已经完成的环节和结果",
            en:
                "who took the documents may challenge them; who takes part may challenge steps that are done, and the result"
        ), uncertain: challengerSource
    ) { matter in
        guard case .raiseObjection(let subject, _) = matter.act.command, let lot = matter.lot,
            let tender = matter.tender
        else { return nil }
        let party = matter.act.actor.party
        let bid = lot.bids.values.contains { $0.bidder == party }
        let ready: Bool =
            switch subject {
            case .documents: bid || tender.documentTakers.contains(party)
            case .prequalification: lot.prequalification != nil
            case .opening: bid && lot.milestones[.openingClosed] != nil
            case .result: bid && lot.milestones[.awarded] != nil
            case .source: false
            }
        guard !ready else { return nil }
        return .init(
            Words(
                zh: "现在不能由您对\(subject.words.zh)提出质疑：未取得文件、未参与，或者该环节尚未完成。",
                en:
                    "You cannot challenge \(subject.words.en) now: you hold no documents, take no part, or the step is not done."
            ),
            found: subject.rawValue)
    }
}

/// 知道或者应知其权益受到损害之日起七个工作日内: of documents from their receipt or the end of their notice, whichever is later; of a
/// step from its end; of the result from the end of its notice (条例 53).
func challenge(
    within period: Period, noticeLasts: Period, resultNoticeLasts: Period, _ citation: Citation,
    uncertain: String? = nil
) -> Clause {
    Clause(
        "challenge.within", citation,
        Words(
            zh:
                "自知道之日起\(period.words.zh)内质疑：文件自收到之日或者公告期（\(noticeLasts.words.zh)）届满起，结果自公告期（\(resultNoticeLasts.words.zh)）届满起",
            en:
                "a challenge comes within \(period.words.en) of knowing: of the receipt of documents or the end of their notice (\(noticeLasts.words.en)), of a step's end, of the end of the result's notice (\(resultNoticeLasts.words.en))"
        ), uncertain: uncertain
    ) { matter throws(Refusal) in
        guard case .raiseObjection(let subject, _) = matter.act.command, let lot = matter.lot,
            let tender = matter.tender
        else { return nil }
        var known: CivilDay?
        switch subject {
        case .documents:
            guard let noticed = tender.noticedAt else { return nil }
            let end = try matter.calendar.lastDay(of: noticeLasts, from: CivilDay(of: noticed))
            let taken = tender.documentsTakenAt[matter.act.actor.party].map(CivilDay.init(of:))
            known = taken.map { max($0, end) } ?? end
            // What was changed later is known from the change.
            if let changed = lot.milestones[.documentsChanged].map(CivilDay.init(of:)) {
                known = known.map { max($0, changed) }
            }
        case .prequalification:
            guard let noticed = lot.milestones[.prequalificationNoticed] else { return nil }
            known = try matter.calendar.lastDay(of: noticeLasts, from: CivilDay(of: noticed))
        case .opening: known = lot.milestones[.openingClosed].map(CivilDay.init(of:))
        case .result:
            guard let awarded = lot.milestones[.awarded] else { return nil }
            known = try matter.calendar.lastDay(of: resultNoticeLasts, from: CivilDay(of: awarded))
        case .source: return nil
        }
        guard let known else { return nil }
        let last = try matter.calendar.lastDay(of: period, from: known)
        guard CivilDay(of: matter.act.at) > last else { return nil }
        return .init(
            Words(zh: "质疑期限已于\(last.text)届满。", en: "The time to challenge ended on \(last.text)."),
            found: CivilDay(of: matter.act.at).text, demanded: last.text)
    }
}

/// 对答复不满意或者未在规定时间内答复的，在答复期满后十五个工作日内投诉.
func complaint(within period: Period, afterAnswerWithin answer: Period, _ citation: Citation) -> Clause {
    Clause(
        "complaint.within", citation,
        Words(
            zh: "答复（\(answer.words.zh)内）之后或者答复期满后\(period.words.zh)内投诉",
            en:
                "a complaint comes after the answer, or the \(answer.words.en) for it, and within \(period.words.en) of their end"
        )
    ) { matter throws(Refusal) in
        guard case .fileComplaint(_, let objection?, _) = matter.act.command,
            let prior = matter.tender?.cases[objection]
        else { return nil }
        let end = try matter.calendar.ceiling(of: answer, from: prior.raisedAt)
        if prior.answeredAt == nil, matter.act.at <= end {
            return .init(
                Words(
                    zh: "质疑答复期到\(end.text)为止，未答复前不得投诉。",
                    en: "The answer may come until \(end.text); a complaint follows it."),
                earliest: Instant(milliseconds: end.milliseconds + 1))
        }
        let last = try matter.calendar.lastDay(of: period, from: CivilDay(of: end))
        guard CivilDay(of: matter.act.at) > last else { return nil }
        return .init(
            Words(zh: "投诉期限已于\(last.text)届满。", en: "The time to complain ended on \(last.text)."),
            found: CivilDay(of: matter.act.at).text, demanded: last.text)
    }
}

/// 质疑可能影响中标、成交结果的，应当暂停签订合同.
func noChallengeIsOpen(_ citation: Citation) -> Clause {
    Clause(
        "contract.noOpenChallenge", citation,
        Words(zh: "没有可能影响结果的质疑尚未答复", en: "no challenge that may change the result is open")
    ) { matter in
        guard let lot = matter.lot,
            let open = matter.tender?.openCases(.objection).first(where: { $0.lots.contains(lot.id) })
        else { return nil }
        return .init(
            Words(
                zh: "质疑“\(open.id.text)”尚未答复，答复前暂停签订合同。",
                en: "Challenge \"\(open.id.text)\" is unanswered; the contract waits for the answer."),
            found: open.id.text)
    }
}
