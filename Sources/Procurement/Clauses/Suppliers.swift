// With how many suppliers a purchase goes on: at the deadline, after the review, at the last price, within
// the budget.

/// So many suppliers are needed, and in some cases fewer do.
struct Suppliers: Sendable {
    /// A case in which the law lets a purchase go on with fewer.
    enum Fewer: Sendable {
        /// On these grounds of the mode.
        case on(Set<Ground>, Int)
        /// 紧急采购, of notices from a day on.
        case inEmergency(Int, from: CivilDay)
    }

    var usually: Int
    var fewer: [Fewer]
    /// What is uncertain about the cases with fewer, and where they are from.
    var doubt: String?

    init(_ usually: Int, _ fewer: Fewer..., doubt: String? = nil) {
        self.usually = usually
        self.fewer = fewer
        self.doubt = doubt
    }

    /// How many this tender needs under the law of its notice.
    func needed(by matter: Matter) -> Int {
        guard let tender = matter.tender, let particulars = tender.project.particulars else { return usually }
        let day = tender.bindingDay(at: matter.act.at)
        return fewer.reduce(usually) { needed, fewer in
            switch fewer {
            case .on(let grounds, let count):
                particulars.ground.map(grounds.contains) == true ? min(needed, count) : needed
            case .inEmergency(let count, let from):
                particulars.emergency && from <= day ? min(needed, count) : needed
            }
        }
    }

    /// `3家（…的2家）`
    var words: Words {
        var (zh, en) = ("\(usually)家", "\(usually)")
        for fewer in fewer {
            switch fewer {
            case .on(let grounds, let count):
                let named = Ground.allCases.filter(grounds.contains)
                zh += "（\(named.map(\.words.zh).joined(separator: "；"))的\(count)家）"
                en += " (\(count) where the ground is: \(named.map(\.words.en).joined(separator: "; ")))"
            case .inEmergency(let count, let from):
                zh += "（自\(from.text)起公告的紧急采购\(count)家）"
                en += " (\(count) in an emergency purchase noticed from \(from.text) on)"
            }
        }
        return Words(zh: zh, en: en)
    }
}

/// 提交响应文件的供应商不足3家的，终止采购活动: fewer responses are not opened.
func responses(atLeast suppliers: Suppliers, _ citation: Citation) -> Clause {
    quorum(
        "quorum.responses", citation, suppliers,
        Words(zh: "截止时提交响应文件的供应商", en: "suppliers have handed in a response by the deadline")
    ) { $0.live.count }
}

/// What was withdrawn through no fault of its supplier counts as never handed in.
func responsesLeft(atLeast suppliers: Suppliers, _ citation: Citation) -> Clause {
    var clause = quorum(
        "quorum.responsesLeft", citation, suppliers,
        Words(
            zh: "非因供应商原因不能解密的除外，供应商", en: "suppliers are left once failures that are not theirs are taken off"
        )
    ) { $0.counted }
    clause.uncertain =
        "The law is silent on the count after a failed decryption; our reading, domain §2.2 (c), 2026-11-24."
    return clause
}

/// 符合竞争要求的供应商不足3家的，终止采购活动: those whose responses stand and who have not left.
func conforming(atLeast suppliers: Suppliers, _ citation: Citation) -> Clause {
    quorum(
        "quorum.conforming", citation, suppliers,
        Words(zh: "实质性响应并继续参加的供应商", en: "suppliers answer every substantive demand and stay")
    ) { $0.talkers.count }
}

/// 提交最后报价的供应商不得少于3家.
func lastPrices(atLeast suppliers: Suppliers, _ citation: Citation) -> Clause {
    quorum(
        "quorum.lastPrices", citation, suppliers,
        Words(zh: "提交最后报价的供应商", en: "suppliers have handed in a last price")
    ) { $0.live.count }
}

/// 报价未超过采购预算的供应商不足3家的，终止采购活动.
func withinBudget(atLeast suppliers: Suppliers, _ citation: Citation) -> Clause {
    quorum(
        "quorum.withinBudget", citation, suppliers,
        Words(zh: "报价未超过采购预算的供应商", en: "suppliers stay within the budget")
    ) { $0.affordable.count }
}

/// A count of suppliers, with its exceptions in its words.
func quorum(
    _ id: String, _ citation: Citation, _ suppliers: Suppliers, _ who: Words,
    count: @escaping @Sendable (Lot) -> Int
) -> Clause {
    let words = suppliers.words
    return Clause(
        id, citation, Words(zh: "\(who.zh)不少于\(words.zh)", en: "at least \(words.en) \(who.en)"),
        uncertain: suppliers.doubt
    ) { matter in
        guard let lot = matter.lot else { return nil }
        let (found, needed) = (count(lot), suppliers.needed(by: matter))
        guard found < needed else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”\(who.zh)只有\(found)家，不足\(needed)家，采购活动应当终止并重新开展。",
                en:
                    "Lot \"\(lot.id.text)\": \(found) \(who.en), \(needed) are needed; the purchase ends and is begun anew."
            ),
            found: "\(found)", demanded: "\(needed)")
    }
}

/// Nothing is read out while an envelope still waits; with too few left the opening stops, and what is
/// sealed stays so.
func everythingOpened(unlessFewerThan suppliers: Suppliers, _ citation: Citation) -> Clause {
    Clause(
        "opening.everythingOpened", citation,
        Words(zh: "全部响应文件、报价已解密或者已认定", en: "every envelope is decrypted or ruled on")
    ) { matter in
        guard let lot = matter.lot, lot.counted >= suppliers.needed(by: matter) else { return nil }
        let waiting = lot.liveBids.filter(\.awaitsRuling).count
        guard waiting > 0 else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”还有\(waiting)份没有解密也没有认定。",
                en: "\(waiting) envelopes of lot \"\(lot.id.text)\" are neither decrypted nor ruled on."),
            found: "\(waiting)", demanded: "0")
    }
}

extension Lot {
    /// Valid bids whose price is within the budget.
    var affordable: [Bid] { validBids.filter { bid in bid.price.map { $0 <= plan.estimate } ?? false } }
}
