// Clauses on add-ons to a contract (添购).

/// 添购资金总额不超过原合同采购金额的一定比例: what was added before counts as well. An emergency purchase has a share of its own.
func addOnShare(
    atMostBasisPoints share: Int64, ordinarilyUntil emergency: CivilDay, _ citation: Citation
) -> Clause {
    addOn("addOn.share", share, citation, Words(zh: "添购", en: "add-ons")) { particulars, day in
        !(particulars.emergency && emergency <= day)
    }
}

/// 紧急采购的添购.
func emergencyAddOnShare(atMostBasisPoints share: Int64, _ citation: Citation) -> Clause {
    addOn("addOn.emergencyShare", share, citation, Words(zh: "紧急采购的添购", en: "emergency add-ons")) {
        particulars, _ in particulars.emergency
    }
}

private func addOn(
    _ id: String, _ share: Int64, _ citation: Citation, _ what: Words,
    applies: @escaping @Sendable (Particulars, CivilDay) -> Bool
) -> Clause {
    Clause(
        id, citation,
        Words(
            zh: "\(what.zh)累计不超过原合同金额的\(share / 100)%",
            en: "\(what.en) are \(share / 100)% of the original contract at most, all taken together")
    ) { matter in
        guard case .registerProject(let project) = matter.act.command, let particulars = project.particulars,
            particulars.ground == .addOn, applies(particulars, CivilDay(of: matter.act.at))
        else { return nil }
        let original = particulars.originalContract ?? Fen(0)
        let earlier = particulars.earlierAddOns ?? Fen(0)
        let sum = project.lots.reduce(earlier) { $0.adding($1.estimate) }
        let most = Fen(original.amount / 10_000 * share + original.amount % 10_000 * share / 10_000)
        guard sum > most || earlier.amount < 0 || original.amount <= 0 else { return nil }
        return .init(
            Words(
                zh: "添购累计\(sum.yuan)元，不得超过原合同金额\(original.yuan)元的\(share / 100)%，即\(most.yuan)元。",
                en:
                    "With this add-on \(sum.yuan) yuan would be added to a contract of \(original.yuan) yuan; \(share / 100)%, \(most.yuan) yuan, is the most."
            ),
            found: sum.yuan, demanded: "<= \(most.yuan)")
    }
}
