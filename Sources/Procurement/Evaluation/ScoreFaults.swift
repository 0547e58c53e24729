extension EvaluationRule {
    /// What is wrong with the members' points: each member gives each standing bid points for each factor,
    /// within its range, and the same as all others where facts decide (87号令 55, 64).
    func faults(
        in scores: ScoreBook, of members: [PartyID], for standing: [PricedBid], among bids: [PricedBid]
    ) -> [EvaluationFault] {
        guard method.scores else {
            guard scores.values.contains(where: { !$0.isEmpty }) else { return [] }
            return [
                EvaluationFault(
                    "score.unscored", method.citation, zh: "“\(method.words.zh)”不打分。",
                    en: "\"\(method.words.en)\" gives no points.")
            ]
        }
        var faults: [EvaluationFault] = []
        if members.isEmpty {
            faults.append(
                EvaluationFault(
                    "score.members", method.citation, zh: "没有评委打分。", en: "No member has given points."))
        }
        for bid in standing.map(\.id) {
            for factor in factors {
                faults += members.compactMap { member in
                    fault(scores[member]?[bid]?[factor.id], factor, by: member, for: bid)
                }
                let given = Set(members.compactMap { scores[$0]?[bid]?[factor.id] })
                if factor.objective, given.count > 1 { faults.append(differs(factor, bid)) }
            }
        }
        return faults + strays(scores, members, Set(bids.map(\.id)))
    }

    private func fault(
        _ points: Points?, _ factor: Factor, by member: PartyID, for bid: BidID
    ) -> EvaluationFault? {
        guard let points else {
            return EvaluationFault(
                "score.missing", method.citation,
                zh: "评委“\(member.text)”没有给投标“\(bid.text)”的“\(factor.words)”打分。",
                en: "Member \"\(member.text)\" gave bid \"\(bid.text)\" no points for \"\(factor.words)\".",
                bid: bid, member: member, factor: factor.id)
        }
        guard points < .zero || points > factor.most else { return nil }
        return EvaluationFault(
            "score.range", method.changeCitation,
            zh:
                "评委“\(member.text)”给投标“\(bid.text)”的“\(factor.words)”打了\(points.text)分，超出0至\(factor.most.text)的范围。",
            en:
                "Member \"\(member.text)\" gave bid \"\(bid.text)\" \(points.text) points for \"\(factor.words)\", outside 0 to \(factor.most.text).",
            bid: bid, member: member, factor: factor.id)
    }

    private func differs(_ factor: Factor, _ bid: BidID) -> EvaluationFault {
        EvaluationFault(
            "score.objective", method.changeCitation,
            zh: "客观评审因素“\(factor.words)”的评分不一致（投标“\(bid.text)”）。",
            en: "Members differ on the objective factor \"\(factor.words)\" of bid \"\(bid.text)\".",
            bid: bid, factor: factor.id)
    }

    /// Points by somebody, for a bid or for a factor that is not there.
    private func strays(
        _ scores: ScoreBook, _ members: [PartyID], _ bids: Set<BidID>
    ) -> [EvaluationFault] {
        var faults: [EvaluationFault] = []
        let factors = Set(factors.map(\.id))
        for (member, given) in scores.sorted(by: { $0.key < $1.key }) {
            let sound =
                members.contains(member)
                && given.allSatisfy { bids.contains($0.key) && factors.isSuperset(of: $0.value.keys) }
            guard !sound else { continue }
            faults.append(
                EvaluationFault(
                    "score.stray", method.citation,
                    zh: "“\(member.text)”的评分涉及不存在的评委、投标或者评分因素。",
                    en: "The points of \"\(member.text)\" name a member, bid or factor that is not there.",
                    member: member))
        }
        return faults
    }
}
