/// What each member gave: by member, bid and factor.
package typealias ScoreBook = [PartyID: [BidID: [FactorID: Points]]]

/// Everything that an evaluation rests on. The same sheet always comes to the same ``Ranking``.
package struct ScoringSheet: Hashable, Sendable {
    package var regime: Regime
    package var rule: EvaluationRule
    package var ceiling: Fen?
    package var budget: Fen?
    /// Who scores; each must score each bid that stands.
    package var members: [PartyID]
    package var bids: [PricedBid]
    /// As the members signed them, before any change.
    package var scores: ScoreBook
    package var changes: [ScoreChange]
    /// The bid that stands for a brand whose best ones are equal, chosen as the documents say, or by lot.
    package var brandChoices: [String: BidID]
    /// What each member says to the report; empty while there is none.
    package var opinions: [PartyID: Opinion]

    package init(
        regime: Regime, rule: EvaluationRule, ceiling: Fen? = nil, budget: Fen? = nil,
        members: [PartyID] = [], bids: [PricedBid], scores: ScoreBook = [:], changes: [ScoreChange] = [],
        brandChoices: [String: BidID] = [:], opinions: [PartyID: Opinion] = [:]
    ) {
        self.regime = regime
        self.rule = rule
        self.ceiling = ceiling
        self.budget = budget
        self.members = members
        self.bids = bids
        self.scores = scores
        self.changes = changes
        self.brandChoices = brandChoices
        self.opinions = opinions
    }
}

/// An evaluation that was computed.
package struct Ranking: Hashable, Sendable {
    package var result: EvaluationResult
    /// The corrections of each bid's arithmetic, in the order in which they were made.
    package var corrections: [BidID: [Correction]]
    /// What stands in the way of a lawful result; the figures are computed all the same.
    package var faults: [EvaluationFault]

    package var isSound: Bool { faults.isEmpty }
}

/// Ranks bids by a rule: ``ScoringSheet/evaluate()`` of a sheet whose members are those that scored.
package func rank(
    _ rule: EvaluationRule, under regime: Regime, _ bids: [PricedBid], _ scores: ScoreBook = [:],
    ceiling: Fen? = nil, budget: Fen? = nil, brandChoices: [String: BidID] = [:]
) -> Ranking {
    ScoringSheet(
        regime: regime, rule: rule, ceiling: ceiling, budget: budget, members: scores.keys.sorted(),
        bids: bids, scores: scores, brandChoices: brandChoices
    ).evaluate()
}

extension ScoringSheet {
    /// Computes the whole evaluation: corrections, the test for low prices, points, ranks, and every fault.
    package func evaluate() -> Ranking {
        let (bids, scores, changeFaults) = applyingChanges()
        var work = Evaluation(sheet: self, bids: bids, scores: scores)
        work.admit()
        work.testLowPrices()
        work.keepOneOfEachBrandByPrice()
        work.givePoints()
        work.keepOneOfEachBrandByPoints()
        work.rank()
        let standing = work.standing.map { work.bids[$0] }
        let faults =
            rule.faults(under: regime) + bidFaults + changeFaults + work.faults
            + rule.faults(in: scores, of: members, for: standing, among: bids) + opinionFaults
        return Ranking(result: work.result, corrections: work.corrections, faults: faults)
    }

    private var bidFaults: [EvaluationFault] {
        bids.flatMap { bid -> [EvaluationFault] in
            var faults: [EvaluationFault] = []
            if !bid.adjustments.isEmpty, rule.method != .worksReviewedLowest {
                faults.append(
                    EvaluationFault(
                        "bid.adjusted", rule.method.citation,
                        zh: "除算术修正和政策扣除外，不得调整投标“\(bid.id.text)”的价格。",
                        en:
                            "The price of bid \"\(bid.id.text)\" may not be adjusted beyond arithmetic and policy discounts.",
                        bid: bid.id))
            }
            for claim in Policy.allCases where bid.claims.contains(claim) {
                guard rule.discounts.table[claim] == nil else { continue }
                faults.append(
                    EvaluationFault(
                        "bid.claim", rule.method.citation,
                        zh: "投标“\(bid.id.text)”主张的价格扣除（\(claim.rawValue)）文件中没有规定。",
                        en:
                            "Bid \"\(bid.id.text)\" claims a discount that the documents do not declare (\(claim.rawValue)).",
                        bid: bid.id))
            }
            return faults
        }
    }
}
