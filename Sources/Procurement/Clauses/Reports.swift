// Clauses on the evaluation report: its candidates, its signatures, its delivery.

/// 中标候选人应当不超过3个，并标明排序; they are valid bids, and stand in the order of the declared method.
func candidates(atMost limit: Int, _ citation: Citation, uncertain: String? = nil) -> Clause {
    Clause(
        "report.candidates", citation,
        Words(zh: "有效投标中排序的中标候选人不超过\(limit)个", en: "at most \(limit) ranked candidates from the valid bids"),
        uncertain: uncertain
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot,
            let method = matter.tender?.notice?.method
        else { return nil }
        let named = report.candidates
        guard named.count <= limit, Set(named).count == named.count else {
            return .init(
                Words(
                    zh: "中标候选人不得超过\(limit)个，也不得重复。",
                    en: "There are at most \(limit) candidates, each named once."),
                found: "\(named.count)", demanded: "<= \(limit)")
        }
        guard !method.isScored || named.isEmpty || lot.committee.allSatisfy({ lot.scores[$0.party] != nil })
        else {
            return .init(
                Words(zh: "还有评标委员会成员没有评分。", en: "A member of the committee has not scored yet."))
        }
        let standings = lot.standings(by: method)
        let byBid = Dictionary(standings.map { ($0.bid, $0) }) { first, _ in first }
        let ranked = named.compactMap { byBid[$0] }
        let others = standings.filter { !named.contains($0.bid) }
        let inOrder =
            ranked.count == named.count
            && zip(ranked, ranked.dropFirst()).allSatisfy { !$1.isBetter(than: $0) }
            && ranked.allSatisfy { one in others.allSatisfy { !$0.isBetter(than: one) } }
        guard !inOrder else { return nil }
        return .init(
            Words(
                zh: "候选人应当是有效投标，并按\(method.words.zh)由优到劣排列。",
                en:
                    "The candidates must be valid bids in the order that the method \"\(method.words.en)\" gives."
            ),
            found: named.map(\.text).joined(separator: ","),
            demanded: standings.prefix(limit).map(\.bid.text).joined(separator: ","))
    }
}

/// 高于最高投标限价的，应当否决: a bid above the disclosed ceiling is no candidate.
func candidatesKeepTheCeiling(_ citation: Citation) -> Clause {
    Clause(
        "report.withinCeiling", citation,
        Words(zh: "候选人的报价不高于最高投标限价", en: "no candidate's price is above the ceiling")
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot,
            let ceiling = matter.terms?.ceilingPrice,
            let above = report.candidates.compactMap({ lot.bids[$0] }).first(where: {
                $0.opened.map { $0.price > ceiling } ?? false
            }), let price = above.opened?.price
        else { return nil }
        return .init(
            Words(
                zh: "投标“\(above.id.text)”报价\(price.yuan)元，高于最高投标限价\(ceiling.yuan)元，应当否决。",
                en:
                    "Bid \"\(above.id.text)\" of \(price.yuan) yuan is above the ceiling of \(ceiling.yuan) yuan and must be rejected."
            ),
            found: price.yuan, demanded: "<= \(ceiling.yuan)")
    }
}

/// 有效投标不足三个使得投标明显缺乏竞争的，可以否决全部投标: with more valid bids each is rejected on a
/// ground of its own, or there is a candidate.
func allRejectedOnly(below count: Int, _ citation: Citation) -> Clause {
    Clause(
        "report.mayRejectAll", citation,
        Words(
            zh: "有效投标不少于\(count)个的，应当推荐中标候选人",
            en: "with \(count) or more valid bids there is a candidate")
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot,
            report.candidates.isEmpty
        else { return nil }
        let valid = lot.validBids.count
        guard valid >= count else { return nil }
        return .init(
            Words(
                zh: "还有\(valid)份有效投标，不得否决全部投标，应当推荐中标候选人。",
                en: "\(valid) valid bids are left, so not all can be rejected; name the candidates."),
            found: "\(valid)", demanded: "< \(count)")
    }
}

/// 有效投标不足三个时, the committee argues in writing whether there is competition; it may reject all.
func competitionIsArgued(below count: Int, _ citation: Citation) -> Clause {
    Clause(
        "report.competition", citation,
        Words(
            zh: "有效投标不足\(count)个的，应当书面论证是否明显缺乏竞争",
            en: "with fewer than \(count) valid bids a written finding on competition"),
        uncertain:
            "发改法规规〔2022〕1117号 (十三), valid 2022-09-01 to 2027-08-31; cited by the evaluation rules' article 27."
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot else { return nil }
        let valid = lot.validBids.count
        guard valid < count, valid > 0, report.competitionFinding == nil else { return nil }
        return .init(
            Words(
                zh: "有效投标只有\(valid)个，报告应当附书面的竞争性论证。",
                en:
                    "Only \(valid) valid bids are left; the report needs a written finding on competition."
            ),
            found: "\(valid)", demanded: "\(count)")
    }
}

/// What is signed is the report that stands.
func signsTheReport(_ citation: Citation) -> Clause {
    Clause(
        "report.same", citation,
        Words(zh: "签署的是现行的评标报告", en: "the report that is signed is the one that stands")
    ) {
        matter in
        guard case .signReport(let digest, _) = matter.act.command, let lot = matter.lot,
            lot.report?.text != digest
        else { return nil }
        return .init(
            Words(zh: "没有这份评标报告，或者它已被替换。", en: "There is no such report, or another has taken its place."),
            found: digest.hex, demanded: lot.report?.text.hex)
    }
}

/// 评标报告应当由评标委员会全体成员签字; who neither signs nor writes a dissent is taken to agree, which
/// carries a report only when most have signed.
func reportIsSigned(_ citation: Citation) -> Clause {
    Clause(
        "report.signed", citation,
        Words(zh: "评标报告由成员签字，拒不签字又不书面说明的视为同意", en: "the report is signed; silence counts as agreement")
    ) { matter in
        guard let lot = matter.lot else { return nil }
        guard lot.report != nil else {
            return .init(Words(zh: "还没有评标报告。", en: "There is no report yet."))
        }
        guard lot.signatures.count * 2 <= lot.committee.count else { return nil }
        return .init(
            Words(
                zh: "评标委员会\(lot.committee.count)人中只有\(lot.signatures.count)人签署。",
                en: "Only \(lot.signatures.count) of \(lot.committee.count) members have signed the report."),
            found: "\(lot.signatures.count)", demanded: "> \(lot.committee.count / 2)")
    }
}

/// 所有投标被否决的，应当重新招标.
func reportHasCandidate(_ citation: Citation) -> Clause {
    Clause(
        "report.hasCandidate", citation,
        Words(zh: "所有投标被否决的重新招标", en: "with all bids rejected the lot is tendered anew")
    ) { matter in
        guard let lot = matter.lot, lot.report?.candidates.isEmpty ?? true else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的所有投标被否决，应当重新招标。",
                en: "All bids of lot \"\(lot.id.text)\" are rejected; it must be tendered anew."))
    }
}
