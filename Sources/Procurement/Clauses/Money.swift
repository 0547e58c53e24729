// Clauses on ceilings, floors and bonds.

/// 投标保证金不得超过招标项目估算价的2%.
func bidBond(atMostBasisPoints limit: Int64, _ citation: Citation) -> Clause {
    Clause(
        "money.bidBond", citation,
        Words(
            zh: "投标保证金不超过估算价的\(limit / 100)%", en: "the bid bond is at most \(limit / 100)% of the estimate")
    ) { matter in
        guard let terms = matter.terms, let lot = matter.lot else { return nil }
        // bond / estimate ≤ limit / 10 000, without a division; the widest product fits 128 bits.
        let left = terms.bidBond.amount.multipliedFullWidth(by: 10_000)
        let right = lot.plan.estimate.amount.multipliedFullWidth(by: limit)
        let above = left.high > right.high || (left.high == right.high && left.low > right.low)
        guard above || terms.bidBond.amount < 0 else { return nil }
        let most = Fen(
            lot.plan.estimate.amount / 10_000 * limit + lot.plan.estimate.amount % 10_000 * limit / 10_000)
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的投标保证金\(terms.bidBond.yuan)元超过估算价的\(limit / 100)%，最多为\(most.yuan)元。",
                en:
                    "The bid bond of lot \"\(lot.id.text)\" is \(terms.bidBond.yuan) yuan; at most \(limit / 100)% of the estimate, \(most.yuan) yuan, may be asked."
            ),
            found: terms.bidBond.yuan, demanded: most.yuan)
    }
}

/// A cap in money beside the cap in percent.
func bidBond(atMost cap: Fen, _ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "money.bidBondCap", citation,
        Words(zh: "投标保证金最高\(cap.yuan)元", en: "the bid bond is at most \(cap.yuan) yuan"), uncertain: uncertain
    ) { matter in
        guard let terms = matter.terms, terms.bidBond > cap else { return nil }
        return .init(
            Words(
                zh: "标段“\(terms.lot.text)”的投标保证金\(terms.bidBond.yuan)元超过最高额\(cap.yuan)元。",
                en:
                    "The bid bond of lot \"\(terms.lot.text)\" is \(terms.bidBond.yuan) yuan; the cap is \(cap.yuan) yuan."
            ),
            found: terms.bidBond.yuan, demanded: cap.yuan)
    }
}

/// 履约保证金不得超过中标合同金额的10%.
func performanceBond(atMostBasisPoints limit: Int, _ citation: Citation) -> Clause {
    Clause(
        "money.performanceBond", citation,
        Words(
            zh: "履约保证金不超过合同金额的\(limit / 100)%",
            en: "the performance bond is at most \(limit / 100)% of the price")
    ) { matter in
        guard let terms = matter.terms, !(0...limit).contains(terms.performanceBondBasisPoints) else {
            return nil
        }
        return .init(
            Words(
                zh: "标段“\(terms.lot.text)”的履约保证金超过合同金额的\(limit / 100)%。",
                en:
                    "The performance bond of lot \"\(terms.lot.text)\" is above \(limit / 100)% of the contract price."
            ),
            found: "\(terms.performanceBondBasisPoints)", demanded: "0..\(limit)")
    }
}

/// 招标人不得规定最低投标限价.
func noFloorPrice(_ citation: Citation) -> Clause {
    Clause(
        "money.noFloorPrice", citation, Words(zh: "不得规定最低投标限价", en: "no lowest price may be set")
    ) { matter in
        guard let terms = matter.terms, let floor = terms.floorPrice else { return nil }
        return .init(
            Words(
                zh: "标段“\(terms.lot.text)”规定了最低投标限价\(floor.yuan)元，应当删去。",
                en: "Lot \"\(terms.lot.text)\" sets a lowest price of \(floor.yuan) yuan; take it out."),
            found: floor.yuan)
    }
}

extension Matter {
    /// The terms of this lot: those of the notice under judgement, or of the one published.
    var terms: LotTerms? {
        guard let lot else { return nil }
        if case .publishNotice(let notice) = act.command { return notice.terms.first { $0.lot == lot.id } }
        return tender?.terms(of: lot.id)
    }
}
