// Clauses on invited tenders (邀请招标): the ground, who is invited, how they were found.

/// The mode other than open tender stands on a ground of the law. `unless` names the tenders that need none.
func standsOnGround(_ grounds: Set<Ground>, _ citation: Citation, onlyCompulsoryWithStateFunds: Bool = false)
    -> Clause
{
    let named = Ground.allCases.filter(grounds.contains)
    return Clause(
        "ground.stated", citation,
        Words(
            zh: "方式有法定情形：\(named.map(\.words.zh).joined(separator: "；"))",
            en: "the mode stands on a ground: \(named.map(\.words.en).joined(separator: "; "))")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command else { return nil }
        if onlyCompulsoryWithStateFunds, !(project.compulsory && project.stateFunded) { return nil }
        if let ground = project.particulars?.ground, grounds.contains(ground) { return nil }
        return .init(
            Words(
                zh: "没有写明采用\(project.mode.words.zh)的法定情形。",
                en: "No lawful ground for \(project.mode.words.en) is stated."),
            found: project.particulars?.ground?.rawValue,
            demanded: named.map(\.rawValue).joined(separator: ","))
    }
}

/// 费用占比过大的，由项目审批、核准部门或者监督部门认定: that ground needs a finding.
func groundIsFound(_ ground: Ground, _ citation: Citation) -> Clause {
    Clause(
        "ground.found", citation,
        Words(zh: "“\(ground.words.zh)”须经认定", en: "\"\(ground.words.en)\" needs the finding of who approves")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command,
            project.particulars?.ground == ground, project.particulars?.methodApproval == nil
        else { return nil }
        return .init(
            Words(
                zh: "以“\(ground.words.zh)”为由的，应当填写认定文件编号。",
                en: "Name the finding that \"\(ground.words.en)\" rests on."))
    }
}

/// 达到公开招标数额标准的，应当经设区的市级以上财政部门批准.
func modeIsApproved(_ citation: Citation) -> Clause {
    Clause(
        "ground.approved", citation,
        Words(
            zh: "达到公开招标数额标准的，采用其他方式须经财政部门批准",
            en: "above the threshold for open tender finance approves another mode")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command,
            project.particulars?.aboveThreshold == true, project.particulars?.methodApproval == nil
        else { return nil }
        return .init(
            Words(
                zh: "达到公开招标数额标准，应当填写财政部门批准文件编号。",
                en: "The amount is above the threshold for open tender; name the approval by finance."))
    }
}

/// Under procurement law the category is stated, and one that the measures are about.
func buys(_ categories: Set<Category>, _ citation: Citation) -> Clause {
    let named = Category.allCases.filter(categories.contains)
    return Clause(
        "project.category", citation,
        Words(
            zh: "采购标的是\(named.map(\.words.zh).joined(separator: "、"))",
            en: "what is bought is \(named.map(\.words.en).joined(separator: " or "))")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command else { return nil }
        if let category = project.particulars?.category, categories.contains(category) { return nil }
        return .init(
            Words(
                zh: "采购标的类别未填写或者不适用本方式。",
                en: "The category is missing, or this mode does not serve it."),
            found: project.particulars?.category.rawValue,
            demanded: named.map(\.rawValue).joined(separator: ","))
    }
}

/// 依法必须招标的项目邀请招标的，在采购前公布理由. The text is among the publications of the notice.
func reasonsArePublished(_ citation: Citation) -> Clause {
    Clause(
        "invitation.reasons", citation,
        Words(zh: "依法必须招标的项目公布采用邀请招标的理由", en: "a compulsory tender publishes why it is by invitation"),
        until: CivilDay(2027, 8, 31)
    ) { matter in
        guard case .publishNotice(let notice) = matter.act.command,
            matter.tender?.project.compulsory == true, notice.publications.isEmpty
        else { return nil }
        return .init(
            Words(
                zh: "没有公布采用邀请招标的理由。", en: "The reasons for the invited tender are not published."))
    }
}

/// 邀请三个以上具备能力、资信良好的特定的法人或者组织, all at once, each named once, not the agency itself.
func invitees(atLeast count: Int, _ citation: Citation) -> Clause {
    Clause(
        "invitation.invitees", citation,
        Words(
            zh: "一次同时邀请不少于\(count)个不同的投标人",
            en: "at least \(count) different bidders, invited once and together"
        )
    ) { matter in
        guard case .invite(let invitation) = matter.act.command, let lot = matter.lot else { return nil }
        guard lot.invitation == nil else {
            return .init(Words(zh: "邀请书已经发出。", en: "The invitations have been sent."))
        }
        let invited = Set(invitation.invited)
        let distinct = invited.count == invitation.invited.count
        let own = matter.tender.map { invited.contains($0.agency) } ?? false
        guard invited.count < count || !distinct || own else { return nil }
        return .init(
            Words(
                zh: "邀请了\(invited.count)个投标人，应当不少于\(count)个，不得重复，也不得邀请自己。",
                en:
                    "\(invited.count) are invited; there must be at least \(count), each named once, and not the agency."
            ),
            found: "\(invited.count)", demanded: ">= \(count)")
    }
}

/// The invited were found in a way that the law knows.
func foundBy(_ routes: Set<InvitationRoute>, _ citation: Citation) -> Clause {
    let named = InvitationRoute.allCases.filter(routes.contains)
    return Clause(
        "invitation.route", citation,
        Words(
            zh: "受邀人的产生方式：\(named.map(\.words.zh).joined(separator: "、"))",
            en: "the invited are found by: \(named.map(\.words.en).joined(separator: ", "))")
    ) { matter in
        guard case .invite(let invitation) = matter.act.command, !routes.contains(invitation.route) else {
            return nil
        }
        return .init(
            Words(
                zh: "不得以“\(invitation.route.words.zh)”方式产生受邀人。",
                en: "The invited may not be found by \(invitation.route.words.en)."),
            found: invitation.route.rawValue, demanded: named.map(\.rawValue).joined(separator: ","))
    }
}

/// The invited come from the pool; after a prequalification the pool is those who passed.
func invitedFromPool(_ citation: Citation) -> Clause {
    Clause(
        "invitation.fromPool", citation,
        Words(
            zh: "受邀人从备选名单中产生，资格预审产生的以通过的为限",
            en: "the invited come from the pool; by prequalification it is those who passed")
    ) { matter in
        guard case .invite(let invitation) = matter.act.command, let lot = matter.lot else { return nil }
        let pool = Set(invitation.pool)
        let passed = Set(lot.admitted)
        let sound =
            pool.count == invitation.pool.count && pool.isSuperset(of: invitation.invited)
            && (invitation.route == .prequalification
                ? lot.prequalification != nil && pool == passed : lot.prequalification == nil)
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "受邀人应当出自备选名单；资格预审方式的名单应当是全部通过的申请人。",
                en:
                    "The invited must be of the pool, and by prequalification the pool is all who passed."),
            found: "\(pool.count)", demanded: invitation.route.rawValue)
    }
}

/// 备选的符合资格条件供应商总数不得少于拟随机抽取供应商总数的两倍.
func poolIsLarge(times factor: Int, by routes: Set<InvitationRoute>, _ citation: Citation) -> Clause {
    Clause(
        "invitation.poolSize", citation,
        Words(
            zh: "从供应商库抽取或者书面推荐的，备选数不少于邀请数的\(factor)倍",
            en: "from a library or by recommendation the pool is \(factor) times those invited at least")
    ) { matter in
        guard case .invite(let invitation) = matter.act.command, routes.contains(invitation.route) else {
            return nil
        }
        let (pool, invited) = (Set(invitation.pool).count, invitation.invited.count)
        guard pool / factor < invited else { return nil }
        return .init(
            Words(
                zh: "备选\(pool)个、邀请\(invited)个，备选数应当不少于邀请数的\(factor)倍。",
                en: "The pool has \(pool) and \(invited) are invited; it needs \(factor) times as many."),
            found: "\(pool)", demanded: ">= \(factor) x \(invited)")
    }
}

/// 随机抽取时，应当有不少于两名采购人工作人员在场监督.
func drawIsWatched(by count: Int, _ citation: Citation) -> Clause {
    Clause(
        "invitation.witnesses", citation,
        Words(zh: "不少于\(count)名采购人工作人员现场监督抽取", en: "\(count) of the agency's staff watch the draw")
    ) { matter in
        guard case .invite(let invitation) = matter.act.command else { return nil }
        let witnesses = Set(invitation.witnesses.filter { !$0.isEmpty }).count
        guard witnesses < count else { return nil }
        return .init(
            Words(
                zh: "只有\(witnesses)名工作人员监督，应当不少于\(count)名。",
                en: "\(witnesses) watched the draw; there must be \(count)."),
            found: "\(witnesses)", demanded: ">= \(count)")
    }
}

/// The documents go out once the invitations have.
func invitationsAreSent(_ citation: Citation) -> Clause {
    Clause("invitation.sent", citation, Words(zh: "已经发出邀请书", en: "the invitations have been sent")) {
        matter in
        guard let lot = matter.lot, lot.invitation == nil else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”尚未发出邀请书。",
                en: "No invitations were sent for lot \"\(lot.id.text)\"."))
    }
}

/// Who was invited answers once.
func answersInvitation() -> Clause {
    Clause(
        "invitation.answer", .platform, Words(zh: "受邀人答复一次", en: "who was invited answers once")
    ) { matter in
        guard let lot = matter.lot else { return nil }
        let party = matter.act.actor.party
        if lot.invitation?.invited.contains(party) == true, lot.invitationAnswers[party] == nil { return nil }
        return .init(
            Words(zh: "您未受邀请，或者已经答复。", en: "You were not invited, or have answered already."))
    }
}
