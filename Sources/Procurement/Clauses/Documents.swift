// Clauses on the tender documents after their issue: offer, clarification, objections, complaints.

/// The documents are there for whoever wants them, from the instant that the notice names.
func documentsAreOut(_ citation: Citation) -> Clause {
    Clause(
        "documents.out", citation, Words(zh: "招标文件已经开始提供", en: "the documents are on offer")
    ) { matter in
        guard let notice = matter.tender?.notice, matter.act.at < notice.documentsFrom else { return nil }
        return .init(
            Words(
                zh: "招标文件自\(notice.documentsFrom.text)起提供。",
                en: "The documents are on offer from \(notice.documentsFrom.text)."),
            earliest: notice.documentsFrom)
    }
}

/// 澄清或者修改的内容可能影响投标文件编制的，应当在投标截止时间至少15日前发出; otherwise the deadline moves.
/// It is counted back from the deadline by dates, so no holiday rolls it (domain §9.1).
func amendmentToDeadline(atLeastDays count: Int, _ citation: Citation) -> Clause {
    let period = Period.days(count)
    return Clause(
        "period.amendmentToDeadline", citation,
        Words(
            zh: "可能影响投标的澄清、修改在投标截止前至少\(period.words.zh)发出，不足的顺延截止时间",
            en:
                "what may affect bids goes out at least \(period.words.en) before the deadline, or the deadline moves"
        )
    ) { matter in
        guard case .amendDocuments(let amendment) = matter.act.command, amendment.affectsBids,
            let deadline = amendment.newDeadline ?? matter.tender?.deadline
        else { return nil }
        let today = CivilDay(of: matter.act.at)
        let floor = today.adding(days: count)
        guard CivilDay(of: deadline) < floor else { return nil }
        let days = CivilDay(of: deadline).number - today.number
        return .init(
            Words(
                zh: "距投标截止只有\(days)日，不足\(period.words.zh)，应当把投标截止时间顺延至\(floor.text)或者更晚。",
                en:
                    "The deadline is \(days) days away, less than \(period.words.en); move it to \(floor.text) or later."
            ),
            found: "\(days)", demanded: period.words.en, earliest: floor.start)
    }
}

/// Deadlines move later, never earlier: bidders rely on the one they know.
func deadlineNeverEarlier() -> Clause {
    Clause(
        "deadline.neverEarlier", .platform, Words(zh: "投标截止时间只能推迟", en: "the deadline only moves later")
    ) { matter in
        guard case .amendDocuments(let amendment) = matter.act.command, let new = amendment.newDeadline,
            let old = matter.tender?.deadline, new < old
        else { return nil }
        return .init(
            Words(
                zh: "新的投标截止时间早于原定的\(old.text)，只能推迟。",
                en: "The new deadline is earlier than \(old.text); it may only move later."),
            found: new.text, demanded: old.text, earliest: old)
    }
}

/// Each matter is objected to while it can still be put right.
func subjectFitsPhase(_ citation: Citation) -> Clause {
    Clause(
        "objection.subject", citation,
        Words(
            zh: "对招标文件、开标、评标结果的异议分别在投标期间、开标时、公示期提出",
            en:
                "objections to documents, opening and result are raised before the deadline, at the opening and during publicity"
        )
    ) { matter in
        guard case .raiseObjection(let subject, _) = matter.act.command, let lot = matter.lot else {
            return nil
        }
        let fitting: Phase =
            switch subject {
            case .documents: .noticed
            case .opening: .opening
            case .result: .publicity
            case .prequalification: .prequalification
            case .source: .sourcePublicity
            }
        guard lot.phase != fitting else { return nil }
        return .init(
            Words(
                zh:
                    "对\(subject.words.zh)的异议应当在“\(fitting.words.zh)”时提出，标段“\(lot.id.text)”现在是“\(lot.phase.words.zh)”。",
                en:
                    "An objection to \(subject.words.en) is raised while the lot is \(fitting.words.en); lot \"\(lot.id.text)\" is \(lot.phase.words.en)."
            ),
            found: lot.phase.rawValue, demanded: fitting.rawValue)
    }
}

/// 对招标文件有异议的，应当在投标截止时间10日前提出. Counted back from the deadline by dates:
/// a holiday takes nothing from the time to object (domain §9.1).
func objectionToDeadline(atLeastDays count: Int, _ citation: Citation) -> Clause {
    let period = Period.days(count)
    return Clause(
        "period.objectionToDeadline", citation,
        Words(
            zh: "对招标文件的异议在投标截止前至少\(period.words.zh)提出",
            en: "an objection to the documents is raised at least \(period.words.en) before the deadline")
    ) { matter in
        guard case .raiseObjection(.documents, _) = matter.act.command,
            let deadline = matter.tender?.deadline
        else { return nil }
        let today = CivilDay(of: matter.act.at)
        guard CivilDay(of: deadline) < today.adding(days: count) else { return nil }
        let days = max(0, CivilDay(of: deadline).number - today.number)
        return .init(
            Words(
                zh: "距投标截止不足\(period.words.zh)，对招标文件的异议期已过。",
                en:
                    "Fewer than \(period.words.en) are left before the deadline; the time to object to the documents is over."
            ),
            found: "\(days)", demanded: period.words.en)
    }
}

/// 对评标结果有异议的，应当在公示期间提出.
func withinPublicity(_ citation: Citation) -> Clause {
    Clause(
        "objection.withinPublicity", citation,
        Words(zh: "对评标结果的异议在公示期内提出", en: "an objection to the result is raised during the publicity")
    ) { matter in
        guard case .raiseObjection(.result, _) = matter.act.command, let end = matter.lot?.publicityEnds,
            matter.act.at >= end
        else { return nil }
        return .init(
            Words(zh: "公示期已于\(end.text)结束。", en: "The publicity ended at \(end.text)."), found: end.text)
    }
}

/// Objections at the opening come from those who bid: they are present, and answered on the spot.
func objectorBid(_ citation: Citation) -> Clause {
    Clause(
        "objection.objectorBid", citation,
        Words(zh: "对开标的异议由投标人当场提出", en: "a bidder of the lot objects to its opening")
    ) { matter in
        guard case .raiseObjection(.opening, _) = matter.act.command, let lot = matter.lot,
            !lot.bids.values.contains(where: { $0.bidder == matter.act.actor.party })
        else { return nil }
        return .init(
            Words(zh: "只有本标段的投标人可以对开标提出异议。", en: "Only a bidder of this lot may object to its opening."))
    }
}

/// The case named is one that waits for this answer.
func caseIsOpen(_ kind: Case.Kind, accepted: Bool?) -> Clause {
    Clause(
        "case.open.\(kind.rawValue)\(accepted == true ? ".accepted" : "")", .platform,
        Words(zh: "所针对的异议或者投诉尚待处理", en: "the objection or complaint is waiting for this")
    ) { matter in
        guard let id = matter.act.command.caseNamed, let one = matter.tender?.cases[id] else { return nil }
        let fits = one.kind == kind && one.isOpen && (accepted.map { (one.acceptedAt != nil) == $0 } ?? true)
        guard !fits else { return nil }
        return .init(
            Words(
                zh: "“\(id.text)”不在等待这一处理的状态。",
                en:
                    "\"\(id.text)\" is not waiting for this: it is of another kind, already settled, or not taken up."
            ))
    }
}

/// An objection, a complaint or a question has a name of its own: nobody writes over another's.
func caseNameIsFree() -> Clause {
    Clause("case.nameFree", .platform, Words(zh: "编号未被使用", en: "the id of the case is not in use")) {
        matter in
        let id = CaseID(matter.act.id)
        guard matter.tender?.cases[id] != nil || matter.lot?.questions[id] != nil else { return nil }
        return .init(Words(zh: "该编号已被使用，请换一个随机编号。", en: "This id is in use; choose another random one."))
    }
}

/// 就条例第22、44、54条规定事项投诉的，应当先向招标人提出异议.
func priorObjection(_ citation: Citation) -> Clause {
    Clause(
        "complaint.priorObjection", citation,
        Words(zh: "投诉前应当先提出异议", en: "an objection comes before a complaint")
    ) { matter in
        guard case .fileComplaint(let subject, let objection, _) = matter.act.command else { return nil }
        let prior = objection.flatMap { matter.tender?.cases[$0] }
        if let prior, prior.kind == .objection, prior.subject == subject, prior.by == matter.act.actor.party,
            matter.lot.map({ prior.lots.contains($0.id) }) ?? true
        {
            return nil
        }
        return .init(
            Words(
                zh: "对\(subject.words.zh)的投诉应当先由投诉人就同一标段、同一事项向招标人提出异议。",
                en:
                    "A complaint about \(subject.words.en) needs the complainant's own objection on the same subject and lot first; name it."
            ))
    }
}

/// 自知道或者应当知道之日起10日内投诉; the time that the objection took does not count (条例 60).
func complaint(within period: Period, _ citation: Citation) -> Clause {
    Clause(
        "complaint.within", citation,
        Words(
            zh: "自知道之日起\(period.words.zh)内投诉，异议答复期间不计算在内",
            en:
                "a complaint is filed within \(period.words.en) of knowing, not counting the time of the objection"
        )
    ) { matter throws(Refusal) in
        guard case .fileComplaint(_, let objection?, _) = matter.act.command,
            let answered = matter.tender?.cases[objection]?.answeredAt
        else { return nil }
        let last = try matter.calendar.lastDay(of: period, from: CivilDay(of: answered))
        guard CivilDay(of: matter.act.at) > last else { return nil }
        return .init(
            Words(zh: "投诉期限已于\(last.text)届满。", en: "The time to complain ended on \(last.text)."),
            found: CivilDay(of: matter.act.at).text, demanded: last.text)
    }
}

/// An order is lifted where one stands.
func orderStands() -> Clause {
    Clause("order.stands", .platform, Words(zh: "确有暂停命令", en: "an order of suspension stands")) { matter in
        guard let lot = matter.lot, !lot.suspensions.contains(.order) else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”没有被责令暂停。",
                en: "Lot \"\(lot.id.text)\" is under no order of suspension."))
    }
}
