/// Why a bid has no rank.
package enum Exclusion: String, CaseIterable, Sendable {
    /// Rejected in a review before.
    case rejected
    /// Left before the last price.
    case left
    /// The bidder does not confirm the correction of its arithmetic.
    case correctionRefused
    case aboveCeiling
    /// A price of nothing is no offer.
    case noPrice
    /// The bidder could not prove that its low price can be kept.
    case lowPriceUnproven
    /// Another offer of the same brand stands for the brand.
    case sameBrand

    package var words: Words {
        switch self {
        case .rejected: Words(zh: "评审不合格", en: "rejected in review")
        case .left: Words(zh: "最后报价前退出", en: "left before the last price")
        case .correctionRefused: Words(zh: "不确认算术修正", en: "correction not confirmed")
        case .aboveCeiling: Words(zh: "超过最高限价或者预算", en: "above the ceiling or budget")
        case .noPrice: Words(zh: "没有报价或者零报价", en: "no price, or a price of zero")
        case .lowPriceUnproven: Words(zh: "不能证明低价合理", en: "low price not proven")
        case .sameBrand: Words(zh: "同品牌的其他投标", en: "another bid of the brand stands")
        }
    }
}

/// What an evaluation comes to: what is published, and what a second computation must equal.
package struct EvaluationResult: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package var bid: BidID
        /// Quoted, and corrected in its arithmetic: the price of the contract.
        package var price: Fen
        /// The price that was compared; nil of a bid that was out before.
        package var evaluationPrice: Fen?
        package var pricePoints: Points?
        /// For each factor the mean of all members.
        package var factorPoints: [FactorID: Points]
        package var total: Points?
        /// From 1; equal bids share one. Nil of a bid that has no rank.
        package var rank: Int?
        package var exclusion: Exclusion?
        /// Why the price had to be explained.
        package var abnormallyLow: Set<AbnormallyLowGround>

        package init(
            bid: BidID, price: Fen, evaluationPrice: Fen? = nil, pricePoints: Points? = nil,
            factorPoints: [FactorID: Points] = [:], total: Points? = nil, rank: Int? = nil,
            exclusion: Exclusion? = nil, abnormallyLow: Set<AbnormallyLowGround> = []
        ) {
            self.bid = bid
            self.price = price
            self.evaluationPrice = evaluationPrice
            self.pricePoints = pricePoints
            self.factorPoints = factorPoints
            self.total = total
            self.rank = rank
            self.exclusion = exclusion
            self.abnormallyLow = abnormallyLow
        }
    }

    /// What price points are measured against.
    package var benchmark: Fen?
    /// Every bid: the ranked ones best first, equal ones by id, then those without a rank by id.
    package var rows: [Row]

    package init(benchmark: Fen?, rows: [Row]) {
        self.benchmark = benchmark
        self.rows = rows
    }

    package subscript(_ bid: BidID) -> Row? { rows.first { $0.bid == bid } }
}

extension EvaluationResult {
    /// A figure in which two results differ.
    package struct Difference: Hashable, Sendable {
        package var bid: BidID?
        /// The name of the figure as the scoring file has it, such as `rank` or `factorPoints.F1`.
        package var figure: String
        /// Nil of a figure that is not there.
        package var declared: String?
        package var computed: String?
    }

    /// The first figure that differs from what was declared, in the order of the computed rows.
    package func firstDifference(from declared: EvaluationResult) -> Difference? {
        if declared.benchmark != benchmark {
            return Difference(
                figure: "benchmark", declared: declared.benchmark?.yuan, computed: benchmark?.yuan)
        }
        for row in rows {
            guard let other = declared[row.bid] else {
                return Difference(bid: row.bid, figure: "rows", declared: nil, computed: row.bid.text)
            }
            if let found = row.firstDifference(from: other) { return found }
        }
        if let extra = declared.rows.map(\.bid).filter({ self[$0] == nil }).min() {
            return Difference(bid: extra, figure: "rows", declared: extra.text, computed: nil)
        }
        let (theirs, ours) = (declared.rows.map(\.bid), rows.map(\.bid))
        guard theirs != ours else { return nil }
        return Difference(
            figure: "rows", declared: theirs.map(\.text).joined(separator: " "),
            computed: ours.map(\.text).joined(separator: " "))
    }
}

extension EvaluationResult.Row {
    func firstDifference(from declared: Self) -> EvaluationResult.Difference? {
        let theirs = declared.figures
        let ours = figures
        for name in Set(ours.keys).union(theirs.keys).sorted() where ours[name] != theirs[name] {
            return EvaluationResult.Difference(
                bid: bid, figure: name, declared: theirs[name], computed: ours[name])
        }
        return nil
    }

    /// Every figure by its name in the scoring file, as text.
    private var figures: [String: String] {
        var figures = ["price": price.yuan]
        figures["evaluationPrice"] = evaluationPrice?.yuan
        figures["pricePoints"] = pricePoints?.text
        figures["total"] = total?.text
        figures["rank"] = rank.map { "\($0)" }
        figures["excluded"] = exclusion?.rawValue
        if !abnormallyLow.isEmpty { figures["abnormallyLow"] = abnormallyLow.names }
        for (factor, points) in factorPoints { figures["factorPoints.\(factor.text)"] = points.text }
        return figures
    }
}

extension Set<AbnormallyLowGround> {
    /// In a fixed order, for comparison and print.
    package var names: String {
        AbnormallyLowGround.allCases.filter(contains).map(\.rawValue).joined(separator: " ")
    }
}
