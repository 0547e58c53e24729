/// Why a score that was given may be changed. There are no other reasons.
package enum ChangeGround: String, CaseIterable, Sendable {
    /// 分值汇总计算错误.
    case sumError
    /// 分项评分超出评分标准范围.
    case outOfRange
    /// 客观评审因素评分不一致.
    case objectiveDiffers
    /// 评标委员会认定评分畸高、畸低.
    case abnormal
    /// 资格性审查认定错误: consultation and negotiation only.
    case qualificationError
}

/// A change of what was already on the sheets, on one of the grounds of the law (87号令 64, 214号 32).
package struct ScoreChange: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        case score(PartyID, FactorID, from: Points, to: Points)
        /// The sum that a member wrote under its points for the bid.
        case sum(PartyID, from: Points, to: Points)
        case admission(from: BidStatus, to: BidStatus)
    }

    package var bid: BidID
    package var ground: ChangeGround
    package var change: Change
    /// The members who find that the ground is there.
    package var foundBy: Set<PartyID>
    package var reason: String

    package init(
        bid: BidID, ground: ChangeGround, change: Change, foundBy: Set<PartyID> = [], reason: String
    ) {
        self.bid = bid
        self.ground = ground
        self.change = change
        self.foundBy = foundBy
        self.reason = reason
    }
}

extension ScoringMethod {
    /// The grounds on which this method lets something be changed.
    package var changeGrounds: Set<ChangeGround> {
        switch self {
        case .gpScored, .worksScored: [.sumError, .outOfRange, .objectiveDiffers, .abnormal]
        case .consultationScored: Set(ChangeGround.allCases)
        case .lastPriceLowest: [.qualificationError]
        case .gpLowestEvaluatedPrice, .worksReviewedLowest, .highestPrice: []
        }
    }
}

extension ScoringSheet {
    /// Why `change` may not be made; nil when its ground really applies to the sheets as they were signed.
    package func fault(of change: ScoreChange) -> EvaluationFault? {
        let sound =
            rule.method.changeGrounds.contains(change.ground) && !change.reason.isEmpty
            && change.foundBy.isSubset(of: members) && holds(change)
        guard !sound else { return nil }
        return EvaluationFault(
            "change.\(change.ground.rawValue)", rule.method.changeCitation,
            zh: "对投标“\(change.bid.text)”的改动不符合所称的法定情形（\(change.ground.rawValue)），不得修改。",
            en:
                "The change to bid \"\(change.bid.text)\" does not rest on the ground it names (\(change.ground.rawValue)), so it may not be made.",
            bid: change.bid)
    }

    private func holds(_ one: ScoreChange) -> Bool {
        switch (one.ground, one.change) {
        case (.sumError, .sum(let member, let from, let to)):
            guard let given = scores[member]?[one.bid], !given.isEmpty else { return false }
            let sum = given.values.reduce(.zero, +)
            return from != sum && to == sum
        case (.outOfRange, .score(let member, let factor, let from, let to)):
            guard let most = mostOfGiven(member, one.bid, factor, from) else { return false }
            return (from < .zero || from > most) && (.zero...most).contains(to)
        case (.objectiveDiffers, .score(let member, let factor, let from, let to)):
            guard let most = mostOfGiven(member, one.bid, factor, from) else { return false }
            let others = given(one.bid, factor, butBy: member)
            return rule.factor(factor)?.objective == true && others.contains { $0 != from }
                && (.zero...most).contains(to) && to != from
        case (.abnormal, .score(let member, let factor, let from, let to)):
            guard let most = mostOfGiven(member, one.bid, factor, from),
                (.zero...most).contains(to), isAgreed(one.foundBy)
            else { return false }
            let others = given(one.bid, factor, butBy: member)
            guard let low = others.min(), let high = others.max() else { return false }
            return (from < low || from > high) && (low...high).contains(to)
        case (.qualificationError, .admission(let from, let to)):
            let now = bids.first { $0.id == one.bid }?.status
            return now == from && from != to && from != .left && to != .left && isAgreed(one.foundBy)
        case (.sumError, _), (.outOfRange, _), (.objectiveDiffers, _), (.abnormal, _),
            (.qualificationError, _):
            return false
        }
    }

    /// The most that the factor can bring, when the member really gave `from` for it.
    private func mostOfGiven(
        _ member: PartyID, _ bid: BidID, _ factor: FactorID, _ from: Points
    ) -> Points? {
        guard scores[member]?[bid]?[factor] == from else { return nil }
        return rule.factor(factor)?.most
    }

    private func given(_ bid: BidID, _ factor: FactorID, butBy member: PartyID) -> [Points] {
        members.filter { $0 != member }.compactMap { scores[$0]?[bid]?[factor] }
    }

    /// The committee finds by majority (87号令 61, 64); the group of a consultation must be of one mind
    /// (214号 32).
    private func isAgreed(_ voices: Set<PartyID>) -> Bool {
        switch rule.method {
        case .consultationScored: voices == Set(members)
        case .gpScored, .gpLowestEvaluatedPrice, .lastPriceLowest, .worksScored, .worksReviewedLowest,
            .highestPrice:
            voices.count * 2 > members.count
        }
    }

    /// The bids and scores with every lawful change made, and the faults of those that are not.
    func applyingChanges() -> ([PricedBid], ScoreBook, [EvaluationFault]) {
        var (bids, scores) = (bids, scores)
        var faults: [EvaluationFault] = []
        for one in changes {
            if let fault = fault(of: one) {
                faults.append(fault)
                continue
            }
            switch one.change {
            case .score(let member, let factor, _, let to): scores[member]?[one.bid]?[factor] = to
            case .sum: break
            case .admission(_, let to):
                for place in bids.indices where bids[place].id == one.bid { bids[place].status = to }
            }
        }
        return (bids, scores, faults)
    }
}
