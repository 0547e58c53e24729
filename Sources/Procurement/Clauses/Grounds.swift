// Clauses on whether a mode other than the open tender may be used at all.

/// 采购预算、采购计划已经批准: nothing is bought without it.
func budgeted(_ citation: Citation) -> Clause {
    Clause(
        "project.approved", citation,
        Words(zh: "采购预算和计划已经批准", en: "budget and plan of the purchase are approved")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command, project.approval.isEmpty else {
            return nil
        }
        return .init(
            Words(
                zh: "缺少采购计划批准（备案）编号，请填写后再登记。",
                en: "The project names no approved plan; fill in its number and register again."))
    }
}

/// The mode is used on a ground that its law names, each for what it is about.
func usedOn(_ grounds: [Ground: Set<Category>], _ citation: Citation) -> Clause {
    let named = Ground.allCases.filter { grounds[$0] != nil }
    let lines = named.map { ground in
        let kinds = Category.allCases.filter { grounds[ground]?.contains($0) == true }
        return Words(
            zh: "\(ground.words.zh)（\(kinds.map(\.words.zh).joined(separator: "、"))）",
            en: "\(ground.words.en) (\(kinds.map(\.words.en).joined(separator: ", ")))")
    }
    return Clause(
        "mode.ground", citation,
        Words(
            zh: "适用情形：\(lines.map(\.zh).joined(separator: "；"))",
            en: "the mode is used on a ground of the law: \(lines.map(\.en).joined(separator: "; "))")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command else { return nil }
        if let particulars = project.particulars, let ground = particulars.ground,
            grounds[ground]?.contains(particulars.category) == true
        {
            return nil
        }
        return .init(
            Words(
                zh: "没有写明本方式的法定适用情形，或者该情形不适用于所采购的对象。",
                en: "The project names no ground on which this mode may be used for what is bought."),
            found: project.particulars?.ground?.rawValue,
            demanded: named.map(\.rawValue).joined(separator: ","))
    }
}

/// 达到公开招标数额标准的，采用其他方式应当经财政部门批准; on some grounds below it as well. An emergency purchase needs none.
func modeApproved(
    alwaysOn grounds: Set<Ground> = [], notInEmergencyFrom day: CivilDay, _ citation: Citation
) -> Clause {
    let named = Ground.allCases.filter(grounds.contains)
    return Clause(
        "mode.approved", citation,
        Words(
            zh:
                "达到公开招标数额标准的\(named.map { "、" + $0.words.zh + "的" }.joined())，采用本方式须经批准（自\(day.text)起的紧急采购除外）",
            en:
                "finance approves the mode from the threshold for open tender on\(named.map { ", and where " + $0.words.en }.joined()), save in emergency purchases from \(day.text) on"
        ),
        uncertain: [
            citation.doubt,
            "That an emergency purchase needs no approval is from 财库〔2026〕12号, read second-hand (domain §1.1), 2026-11-24.",
        ].compactMap(\.self).joined(separator: " ")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command, let particulars = project.particulars,
            particulars.aboveThreshold || particulars.ground.map(grounds.contains) == true,
            !(particulars.emergency && day <= CivilDay(of: matter.act.at)),
            particulars.methodApproval?.isEmpty ?? true
        else { return nil }
        return .init(
            Words(
                zh: "采用本方式须先经财政部门批准，请填写批准文号。",
                en: "Finance must approve this mode first; fill in the number of the approval."))
    }
}

/// 澄清、修改可能影响响应文件编制的，应当在截止时间若干日前发出; otherwise the deadline moves. It is counted back from the
/// deadline by dates, so no holiday rolls calendar days (domain §9.1).
func clarificationToDeadline(atLeast period: Period, _ citation: Citation) -> Clause {
    Clause(
        "period.amendmentToDeadline", citation,
        Words(
            zh: "可能影响响应文件编制的澄清、修改在截止前至少\(period.words.zh)发出，不足的顺延截止时间",
            en:
                "what may affect responses goes out at least \(period.words.en) before the deadline, or the deadline moves"
        )
    ) { matter throws(Refusal) in
        guard case .amendDocuments(let amendment) = matter.act.command, amendment.affectsBids,
            let deadline = amendment.newDeadline ?? matter.tender?.deadline
        else { return nil }
        let today = CivilDay(of: matter.act.at)
        let floor: CivilDay
        switch period {
        case .days(let count): floor = today.adding(days: count)
        case .workingDays: floor = try matter.calendar.lastDay(of: period, from: today)
        }
        guard CivilDay(of: deadline) < floor else { return nil }
        return .init(
            Words(
                zh: "距截止时间不足\(period.words.zh)，应当把截止时间顺延至\(floor.text)或者更晚。",
                en: "The deadline is less than \(period.words.en) away; move it to \(floor.text) or later."),
            found: CivilDay(of: deadline).text, demanded: floor.text, earliest: floor.start)
    }
}
