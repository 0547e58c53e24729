/// What is wrong with a rule, a score, a change or a report: a stable id, its place in the law, and words.
package struct EvaluationFault: Hashable, Sendable {
    package var id: String
    package var citation: Citation
    package var words: Words
    package var bid: BidID?
    package var member: PartyID?
    package var factor: FactorID?

    package init(
        _ id: String, _ citation: Citation, zh: String, en: String, bid: BidID? = nil,
        member: PartyID? = nil, factor: FactorID? = nil
    ) {
        self.id = id
        self.citation = citation
        self.words = Words(zh: zh, en: en)
        self.bid = bid
        self.member = member
        self.factor = factor
    }
}

extension ScoringMethod {
    /// Where the law says how this method ranks.
    var citation: Citation {
        switch self {
        case .gpScored: .tenderMeasures(55)
        case .gpLowestEvaluatedPrice: .tenderMeasures(54)
        case .lastPriceLowest: .nonTenderMeasures(35)
        case .consultationScored: .consultationMeasures(24)
        case .worksScored, .worksReviewedLowest: .biddingLaw(41)
        case .highestPrice: .platform
        }
    }

    /// Where the law says what of a finished score may be changed.
    var changeCitation: Citation {
        switch self {
        case .gpScored, .gpLowestEvaluatedPrice: .tenderMeasures(64)
        case .consultationScored: .consultationMeasures(32)
        case .lastPriceLowest: .nonTenderMeasures(21)
        case .worksScored, .worksReviewedLowest, .highestPrice: .platform
        }
    }
}
