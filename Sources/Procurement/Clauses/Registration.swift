// Clauses on the registration of a project and on the next round of a failed one.

/// 项目审批、核准: scope, method and form of the tender are approved.
func approved(_ citation: Citation) -> Clause {
    Clause(
        "project.approved", citation,
        Words(zh: "招标范围、方式和组织形式已经审批、核准", en: "scope, method and form of the tender are approved")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command, project.approval.isEmpty else {
            return nil
        }
        return .init(
            Words(
                zh: "缺少项目审批、核准文件编号，请填写后再登记。",
                en: "The project names no approval; fill in the number of the approval and register again."))
    }
}

/// The project has lots that can be told apart, each with a price from which bonds are reckoned.
func lotsAreWellFormed(atMost limit: Int) -> Clause {
    Clause(
        "project.lots", .platform,
        Words(
            zh: "一至\(limit)个标段，编号不重复，估算价大于零", en: "1 to \(limit) lots with distinct ids and an estimate each")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command else { return nil }
        let lots = project.lots
        let sound =
            !lots.isEmpty && lots.count <= limit && Set(lots.map(\.id)).count == lots.count
            && lots.allSatisfy { $0.estimate.amount > 0 && !$0.id.text.isEmpty }
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "标段应当为一至\(limit)个，编号不得重复，估算价应当大于零。",
                en: "A project has 1 to \(limit) lots, each with an id of its own and an estimate above zero."
            ),
            found: "\(lots.count)", demanded: "1..\(limit)")
    }
}

/// 重新招标: a new round links to one that ended; it never overwrites it.
func previousRoundEnded(_ citation: Citation) -> Clause {
    Clause(
        "round.previousEnded", citation,
        Words(zh: "重新招标的，前一轮应当已经失败或者终止", en: "the round before has failed or was cancelled")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command, let previous = project.previous else {
            return nil
        }
        switch matter.act.facts.previousRound {
        case .ended: return nil
        case .running, .unknown:
            return .init(
                Words(
                    zh: "项目“\(previous.text)”不是本招标人已经失败或者终止的项目，不能据此重新招标。",
                    en: "\"\(previous.text)\" is no failed or cancelled tender of this agency to tender anew."
                ),
                found: matter.act.facts.previousRound.rawValue, demanded: "ended")
        }
    }
}
