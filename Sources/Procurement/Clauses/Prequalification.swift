// Clauses on prequalification (资格预审): its documents, applications, their review.

/// 资格预审文件的发售期不得少于5日.
func prequalificationOffered(atLeast period: Period, _ citation: Citation) -> Clause {
    Clause(
        "prequalification.offered", citation,
        Words(
            zh: "资格预审文件发售期不少于\(period.words.zh)",
            en: "the prequalification documents are on offer for at least \(period.words.en)")
    ) { matter throws(Refusal) in
        guard case .publishPrequalification(let notice) = matter.act.command else { return nil }
        let floor = try matter.calendar.lastDay(of: period, from: CivilDay(of: notice.documentsFrom))
        guard CivilDay(of: notice.documentsUntil) < floor else { return nil }
        return .init(
            Words(
                zh: "资格预审文件发售期不足\(period.words.zh)，最早可以在\(floor.text)结束。",
                en:
                    "The prequalification documents are on offer for less than \(period.words.en); the offer may end on \(floor.text) at the earliest."
            ),
            found: CivilDay(of: notice.documentsUntil).text, demanded: floor.text, earliest: floor.start)
    }
}

/// 提交资格预审申请文件的时间，自资格预审文件停止发售之日起不得少于5日.
func offerToApplications(atLeast period: Period, _ citation: Citation) -> Clause {
    Clause(
        "prequalification.offerToDeadline", citation,
        Words(
            zh: "自资格预审文件停止发售至申请截止不少于\(period.words.zh)（依法必须招标的项目）",
            en:
                "at least \(period.words.en) from the end of the offer to the deadline for applications (compulsory tenders)"
        )
    ) { matter throws(Refusal) in
        guard matter.tender?.project.compulsory == true,
            case .publishPrequalification(let notice) = matter.act.command
        else { return nil }
        return try matter.applicationsClose(
            notice.deadline, since: notice.documentsUntil, atLeast: period,
            Words(zh: "资格预审文件停止发售", en: "the end of the offer"))
    }
}

/// 提交资格预审申请文件的时间自公告发布之日起不得少于5个工作日.
func noticeToApplications(atLeast period: Period, _ citation: Citation) -> Clause {
    Clause(
        "prequalification.noticeToDeadline", citation,
        Words(
            zh: "自资格预审公告发布至申请截止不少于\(period.words.zh)",
            en:
                "at least \(period.words.en) from the prequalification notice to the deadline for applications"
        )
    ) { matter throws(Refusal) in
        guard case .publishPrequalification(let notice) = matter.act.command else { return nil }
        return try matter.applicationsClose(
            notice.deadline, since: notice.publications.map(\.at).reduce(matter.act.at, max),
            atLeast: period, Words(zh: "资格预审公告发布", en: "the notice"))
    }
}

/// The prequalification serves every lot that goes on, and its dates follow each other.
func prequalificationInOrder() -> Clause {
    Clause(
        "prequalification.order", .platform,
        Words(
            zh: "资格预审涵盖全部标段，公告、文件发售、申请截止依次进行",
            en: "a prequalification serves every lot; notice, offer and deadline follow each other")
    ) { matter in
        guard case .publishPrequalification(let notice) = matter.act.command, let tender = matter.tender
        else { return nil }
        let going = Set(tender.going(tender.lots.map(\.id)))
        let ordered =
            notice.documentsFrom < notice.documentsUntil && notice.documentsUntil <= notice.deadline
            && CivilDay(of: notice.documentsFrom) >= CivilDay(of: matter.act.at)
            && notice.deadline > matter.act.at
            && (matter.act.lots.isEmpty || Set(matter.act.lots) == going)
        guard !ordered else { return nil }
        return .init(
            Words(
                zh: "资格预审应当涵盖全部标段，文件发售不得早于公告之日，发售结束不得晚于申请截止时间。",
                en:
                    "It must serve all lots; the documents may not be on offer before the day of the notice, nor after the deadline for applications."
            ))
    }
}

/// Applications come before their deadline.
func beforeApplicationDeadline(_ citation: Citation) -> Clause {
    Clause("apply.beforeDeadline", citation, Words(zh: "在申请截止时间之前", en: "before the deadline")) { matter in
        guard let deadline = matter.lot?.prequalification?.deadline, matter.act.at >= deadline else {
            return nil
        }
        return .init(
            Words(
                zh: "资格预审申请截止时间是\(deadline.text)，本次申请已经超过。",
                en: "The deadline for applications was \(deadline.text); this came after it."),
            found: matter.act.at.text, demanded: "< \(deadline.text)")
    }.boundingPhase()
}

/// The deadline for applications only moves later.
func applicationDeadlineNeverEarlier() -> Clause {
    Clause(
        "prequalification.neverEarlier", .platform,
        Words(zh: "申请截止时间只能推迟", en: "the deadline for applications only moves later")
    ) { matter in
        guard case .amendDocuments(let amendment) = matter.act.command, let new = amendment.newDeadline,
            let old = matter.lot?.prequalification?.deadline, new < old
        else { return nil }
        return .init(
            Words(
                zh: "新的申请截止时间早于原定的\(old.text)，只能推迟。",
                en: "The new deadline is earlier than \(old.text); it may only move later."),
            found: new.text, demanded: old.text, earliest: old)
    }
}

/// 资格预审文件的澄清、修改应当在申请截止时间至少3日前发出，不足3日的顺延. Counted back by dates.
func amendmentToApplications(atLeastDays count: Int, _ citation: Citation) -> Clause {
    let period = Period.days(count)
    return Clause(
        "prequalification.amendmentToDeadline", citation,
        Words(
            zh: "可能影响申请的澄清、修改在申请截止前至少\(period.words.zh)发出，不足的顺延",
            en:
                "what may affect applications goes out at least \(period.words.en) before their deadline, or it moves"
        )
    ) { matter in
        guard case .amendDocuments(let amendment) = matter.act.command, amendment.affectsBids,
            let deadline = amendment.newDeadline ?? matter.lot?.prequalification?.deadline
        else { return nil }
        let today = CivilDay(of: matter.act.at)
        let floor = today.adding(days: count)
        guard CivilDay(of: deadline) < floor else { return nil }
        return .init(
            Words(
                zh: "距申请截止不足\(period.words.zh)，应当顺延至\(floor.text)或者更晚。",
                en:
                    "The deadline for applications is less than \(period.words.en) away; move it to \(floor.text) or later."
            ),
            found: "\(CivilDay(of: deadline).number - today.number)", demanded: period.words.en,
            earliest: floor.start)
    }
}

/// 对资格预审文件有异议的，应当在申请截止时间2日前提出. Counted back by dates.
func objectionToApplications(atLeastDays count: Int, _ citation: Citation) -> Clause {
    let period = Period.days(count)
    return Clause(
        "prequalification.objectionToDeadline", citation,
        Words(
            zh: "对资格预审文件的异议在申请截止前至少\(period.words.zh)提出",
            en:
                "an objection to prequalification documents is raised at least \(period.words.en) before the deadline"
        )
    ) { matter in
        guard case .raiseObjection(.prequalification, _) = matter.act.command,
            let deadline = matter.lot?.prequalification?.deadline
        else { return nil }
        let today = CivilDay(of: matter.act.at)
        guard CivilDay(of: deadline) < today.adding(days: count) else { return nil }
        return .init(
            Words(
                zh: "距申请截止不足\(period.words.zh)，对资格预审文件的异议期已过。",
                en: "Fewer than \(period.words.en) are left; the time to object is over."),
            found: "\(max(0, CivilDay(of: deadline).number - today.number))", demanded: period.words.en)
    }
}

/// 国有资金占控股或者主导地位的依法必须招标的项目，应当组建资格审查委员会: there the agency judges no application itself.
func reviewCommitteeJudges(_ citation: Citation) -> Clause {
    Clause(
        "prequalification.committee", citation,
        Words(
            zh: "国有资金主导的依法必须招标项目由资格审查委员会审查申请",
            en: "with state funds in a compulsory tender a committee judges the applications")
    ) { matter in
        guard let lot = matter.lot, let project = matter.tender?.project, project.compulsory,
            project.stateFunded, !lot.isMember(matter.act.actor.party)
        else { return nil }
        return .init(
            Words(
                zh: "应当由资格审查委员会成员审查申请，请先组建委员会。",
                en: "A member of the review committee judges the application; form the committee first."))
    }
}

/// Who is qualified to bid needs no paddle: numbers are for auctions.
func noPaddle() -> Clause {
    Clause("apply.noPaddle", .platform, Words(zh: "资格预审不发竞买号牌", en: "no paddle numbers in a tender")) {
        matter in
        guard case .judgeApplication(_, _, let paddle, _) = matter.act.command, paddle != nil else {
            return nil
        }
        return .init(Words(zh: "招标不使用竞买号牌。", en: "A tender uses no paddle numbers."))
    }
}

/// The review ends when every application has its answer.
func applicationsAreJudged(_ citation: Citation) -> Clause {
    Clause(
        "prequalification.judged", citation, Words(zh: "全部申请已经审查", en: "every application is judged")
    ) { matter in
        guard let lot = matter.lot,
            let open = lot.applicants.filter({ $0.value.accepted == nil }).keys.min()
        else { return nil }
        return .init(
            Words(
                zh: "“\(open.text)”的申请尚未审查。", en: "The application of \"\(open.text)\" is not judged yet."),
            found: open.text)
    }
}

/// 通过资格预审、资格审查的不足3个的，不得继续: before the notice those let in count, after the opening the bids that stand.
func qualified(atLeast count: Int, _ citation: Citation) -> Clause {
    Clause(
        "quorum.qualified", citation,
        Words(zh: "合格的不少于\(count)个", en: "at least \(count) are qualified")
    ) { matter in
        guard let lot = matter.lot else { return nil }
        let found = lot.phase == .review ? lot.validBids.count : lot.admitted.count
        guard found < count else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”合格的只有\(found)个，不足\(count)个，应当重新招标。",
                en:
                    "Only \(found) are qualified for lot \"\(lot.id.text)\", fewer than \(count); it must be tendered anew."
            ),
            found: "\(found)", demanded: "\(count)")
    }
}

/// After prequalification or invitation only who passed, or was invited and has not declined, takes part.
func takesPart(_ citation: Citation) -> Clause {
    Clause(
        "participant.known", citation,
        Words(
            zh: "经过资格预审或者邀请的，只有通过的、受邀的可以参加",
            en: "after prequalification or invitation only those qualified or invited take part")
    ) { matter in
        guard let lot = matter.lot else { return nil }
        let party = matter.act.actor.party
        if let invitation = lot.invitation {
            if invitation.invited.contains(party), lot.invitationAnswers[party] != false { return nil }
        } else if lot.prequalification != nil {
            if lot.applicants[party]?.accepted == true { return nil }
        } else {
            return nil
        }
        return .init(
            Words(
                zh: "您未通过本标段的资格预审、未受邀请或者已谢绝邀请。",
                en: "You are not qualified for this lot, or not invited, or have declined."))
    }
}

extension Matter {
    fileprivate func applicationsClose(
        _ deadline: Instant, since start: Instant, atLeast period: Period, _ from: Words
    ) throws(Refusal) -> Clause.Finding? {
        let floor = try calendar.lastDay(of: period, from: CivilDay(of: start))
        guard CivilDay(of: deadline) < floor else { return nil }
        return .init(
            Words(
                zh: "自\(from.zh)至申请截止不足\(period.words.zh)，申请截止最早可以定在\(floor.text)。",
                en:
                    "There is less than \(period.words.en) from \(from.en) to the deadline for applications; it may fall on \(floor.text) at the earliest."
            ),
            found: CivilDay(of: deadline).text, demanded: floor.text, earliest: floor.start)
    }
}
