// Clauses on the single source: its publicity, the objections to it, its approval.

/// 单一来源公示期不得少于5个工作日.
func sourcePublicity(atLeast period: Period, _ citation: Citation) -> Clause {
    Clause(
        "source.publicity", citation,
        Words(
            zh: "单一来源公示不少于\(period.words.zh)",
            en: "the single source is published for at least \(period.words.en)")
    ) { matter throws(Refusal) in
        guard case .publishSource(let publicity) = matter.act.command else { return nil }
        let start = CivilDay(of: publicity.publications.map(\.at).reduce(matter.act.at, max))
        let floor = try matter.calendar.lastDay(of: period, from: start)
        guard CivilDay(of: publicity.until) < floor else { return nil }
        return .init(
            Words(
                zh: "公示期不足\(period.words.zh)，最早可以在\(floor.text)结束。",
                en:
                    "The publicity is shorter than \(period.words.en); it may end on \(floor.text) at the earliest."
            ),
            found: CivilDay(of: publicity.until).text, demanded: floor.text, earliest: floor.start)
    }
}

/// 公示专业人员的论证意见和姓名: named, so that anybody can say what ties them to the supplier.
func expertsAreNamed(atLeast count: Int, _ citation: Citation) -> Clause {
    Clause(
        "source.experts", citation,
        Words(
            zh: "公示载明论证专业人员姓名（不少于\(count)人）",
            en: "the publicity names the experts who argued, \(count) at least")
    ) { matter in
        guard case .publishSource(let publicity) = matter.act.command else { return nil }
        let named = Set(publicity.experts).filter { $0.contains { !$0.isWhitespace } }
        guard named.count < count else { return nil }
        return .init(
            Words(zh: "公示没有载明论证专业人员的姓名。", en: "The publicity does not name the experts who argued."),
            found: "\(named.count)", demanded: ">= \(count)")
    }
}

/// 任何供应商、单位或者个人对公示有异议的，可以在公示期内提出: once, and of nothing else.
func objectsToSource(_ citation: Citation) -> Clause {
    Clause(
        "source.objection", citation,
        Words(zh: "公示期内只对单一来源提出异议，每人一次", en: "one objection each, to the single source")
    ) { matter in
        guard case .raiseObjection(let subject, _) = matter.act.command, let lot = matter.lot,
            let tender = matter.tender
        else { return nil }
        guard subject == .source else {
            return .init(
                Words(
                    zh: "公示期内只能对采用单一来源提出异议。",
                    en: "During the publicity only the single source is objected to."),
                found: subject.rawValue, demanded: Subject.source.rawValue)
        }
        guard tender.objectionsToSource(of: lot).contains(where: { $0.by == matter.act.actor.party }) else {
            return nil
        }
        return .init(
            Words(
                zh: "您已经对该单一来源提出异议，只有一次机会。",
                en: "You have objected to this single source already; there is one chance."))
    }
}

/// In writing within the publicity.
func sourceObjectionInTime(_ citation: Citation) -> Clause {
    Clause(
        "source.objectionInTime", citation,
        Words(zh: "异议在公示期内提出", en: "an objection comes during the publicity")
    ) { matter in
        guard let end = matter.lot?.publicityEnds, matter.act.at >= end else { return nil }
        return .init(
            Words(zh: "公示期已于\(end.text)结束。", en: "The publicity ended at \(end.text)."),
            found: matter.act.at.text, demanded: "< \(end.text)")
    }
}

/// The publicity runs its full time before anything is decided.
func sourcePublicityIsOver(_ citation: Citation) -> Clause {
    Clause("source.afterPublicity", citation, Words(zh: "公示期满之后", en: "after the publicity")) { matter in
        guard let end = matter.lot?.publicityEnds, matter.act.at < end else { return nil }
        return .init(
            Words(zh: "公示期到\(end.text)为止。", en: "The publicity runs until \(end.text)."), earliest: end)
    }
}

/// 收到异议的，组织补充论证: with no objection there is nothing to argue again.
func sourceIsDisputed(_ citation: Citation) -> Clause {
    Clause(
        "source.disputed", citation,
        Words(zh: "有异议且尚未补充论证", en: "somebody objected, and it was not argued yet")
    ) { matter in
        guard let lot = matter.lot, let tender = matter.tender,
            lot.sourceUpheld != nil || tender.objectionsToSource(of: lot).isEmpty
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”没有需要补充论证的异议。",
                en: "No objection to the source of lot \"\(lot.id.text)\" waits for an argument."
            ))
    }
}

/// 补充论证后认为异议成立的，应当采取其他采购方式.
func sourceHolds(_ citation: Citation) -> Clause {
    Clause("source.holds", citation, Words(zh: "补充论证认为异议不成立", en: "the argument finds no objection upheld")) {
        matter in
        guard let lot = matter.lot, lot.sourceUpheld == true else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的异议成立，应当采取其他采购方式。",
                en:
                    "The objection to the source of lot \"\(lot.id.text)\" is upheld; it is bought in another mode."
            ))
    }
}

/// 异议不成立的，将异议意见、论证意见报财政部门并告知提出异议的人: approved only once each objector was told.
func sourceObjectionsAreSettled(_ citation: Citation) -> Clause {
    Clause(
        "source.objectionsSettled", citation,
        Words(zh: "异议已经补充论证并告知异议人", en: "objections were argued and each objector was told")
    ) { matter in
        guard let lot = matter.lot, let tender = matter.tender else { return nil }
        let objections = tender.objectionsToSource(of: lot)
        guard !objections.isEmpty, lot.sourceUpheld == nil || objections.contains(where: { $0.isOpen })
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的异议尚未补充论证，或者尚未告知异议人。",
                en:
                    "Objections to the source of lot \"\(lot.id.text)\" are not argued yet, or an objector was not told."
            ))
    }
}

/// The objector is told what the argument found, so not before it.
func sourceWasArgued(_ citation: Citation) -> Clause {
    Clause("source.argued", citation, Words(zh: "补充论证之后告知异议人", en: "an objector is told after the argument"))
    {
        matter in
        guard let lot = matter.lot, lot.sourceUpheld == nil else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”尚未补充论证，论证后再告知异议人。",
                en:
                    "The source of lot \"\(lot.id.text)\" was not argued again yet; tell the objector after that."
            ))
    }
}

/// 达到公开招标数额标准、只能从唯一供应商处采购的，报批前应当公示.
func sourceWasPublished(_ grounds: Set<Ground>, _ citation: Citation) -> Clause {
    let named = Ground.allCases.filter(grounds.contains)
    return Clause(
        "source.published", citation,
        Words(
            zh: "达到公开招标数额标准且\(named.map(\.words.zh).joined(separator: "或者"))的，批准前公示",
            en:
                "from the threshold for open tender on it is published before approval where the ground is: \(named.map(\.words.en).joined(separator: ", "))"
        )
    ) { matter in
        guard let lot = matter.lot, let particulars = matter.tender?.project.particulars,
            particulars.aboveThreshold, particulars.ground.map(grounds.contains) == true, lot.source == nil
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的单一来源尚未公示，公示期满后方可批准。",
                en:
                    "The single source of lot \"\(lot.id.text)\" was not published; it is approved after that."
            ))
    }
}

/// 达到公开招标数额标准的，经财政部门批准; an emergency purchase needs no approval, but what must be published is approved
/// after its publicity all the same.
func sourceIsApproved(published grounds: Set<Ground>, notInEmergencyFrom day: CivilDay, _ citation: Citation)
    -> Clause
{
    Clause(
        "source.approved", citation,
        Words(
            zh: "达到公开招标数额标准的，经财政部门批准（自\(day.text)起的紧急采购，无须公示的除外）",
            en:
                "finance approves the single source from the threshold on, save in emergency purchases from \(day.text) on that need no publicity"
        ),
        uncertain:
            "That an emergency purchase needs no approval is from 财库〔2026〕12号, read second-hand (domain §1.1), 2026-11-24."
    ) { matter in
        guard let lot = matter.lot, lot.phase == .registered,
            let particulars = matter.tender?.project.particulars, particulars.aboveThreshold
        else { return nil }
        let published = particulars.ground.map(grounds.contains) == true
        guard published || !particulars.emergency || CivilDay(of: matter.act.at) < day else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的单一来源尚未经财政部门批准。",
                en: "Finance has not approved the single source of lot \"\(lot.id.text)\" yet."))
    }
}

/// One supplier is invited, the one that was published where there was a publicity.
func invitesTheSource(_ citation: Citation) -> Clause {
    Clause("invite.source", citation, Words(zh: "只邀请该唯一供应商", en: "the one supplier is invited, nobody else"))
    {
        matter in
        guard case .invite(let invitation) = matter.act.command, let lot = matter.lot else { return nil }
        if invitation.invited.count == 1, invitation.route == .agencyChoice,
            lot.source.map({ invitation.invited == [$0.supplier] }) ?? true
        {
            return nil
        }
        return .init(
            Words(
                zh: "单一来源只邀请一家供应商，已公示的为公示的供应商。",
                en: "One supplier is invited, the one that was published where there was a publicity."),
            found: invitation.invited.map(\.text).joined(separator: ","), demanded: lot.source?.supplier.text)
    }
}

/// Whom the agency talks with is known before documents go out.
func sourceIsInvited(_ citation: Citation) -> Clause {
    Clause("source.invited", citation, Words(zh: "供应商已经确定并邀请", en: "the supplier is known and invited")) {
        matter in
        guard let lot = matter.lot, lot.invitation == nil else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”尚未邀请供应商。",
                en: "The supplier of lot \"\(lot.id.text)\" is not invited yet."))
    }
}

/// An objection to the single source is no 质疑: no complaint follows it.
func complainsOfNoSource(_ citation: Citation) -> Clause {
    Clause(
        "complaint.notSource", citation,
        Words(
            zh: "对单一来源公示的异议不是质疑，不得据此投诉",
            en: "an objection to the single source is no challenge; no complaint follows")
    ) { matter in
        guard case .fileComplaint(.source, _, _) = matter.act.command else { return nil }
        return .init(
            Words(
                zh: "对采用单一来源只有公示期内的一次异议，不得据此投诉。",
                en: "The single source is objected to once, in its publicity; no complaint follows."))
    }
}

extension Tender {
    /// What was raised against the use of a single source for a lot.
    func objectionsToSource(of lot: Lot) -> [Case] {
        cases.values.filter { $0.kind == .objection && $0.subject == .source && $0.lots.contains(lot.id) }
    }
}
