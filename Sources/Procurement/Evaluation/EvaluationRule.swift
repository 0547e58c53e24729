/// By what the bids of a lot are put in order.
package enum ScoringMethod: String, CaseIterable, Sendable {
    /// Government procurement, 综合评分法 (87号令 55, 57).
    case gpScored
    /// Government procurement, 最低评标价法 (87号令 54, 56).
    case gpLowestEvaluatedPrice
    /// Negotiation and inquiry: the lowest last price (74号令 35, 48).
    case lastPriceLowest
    /// Competitive consultation: scored after the last prices (214号 23 to 25).
    case consultationScored
    /// Works under the Bidding Law, 综合评估法.
    case worksScored
    /// Works under the Bidding Law, 经评审的最低投标价法.
    case worksReviewedLowest
    /// Sales: 价高者得.
    case highestPrice

    /// Whether members give points.
    package var scores: Bool {
        switch self {
        case .gpScored, .consultationScored, .worksScored: true
        case .gpLowestEvaluatedPrice, .lastPriceLowest, .worksReviewedLowest, .highestPrice: false
        }
    }

    package var words: Words {
        switch self {
        case .gpScored: Words(zh: "综合评分法", en: "comprehensive scoring")
        case .gpLowestEvaluatedPrice: Words(zh: "最低评标价法", en: "lowest evaluated price")
        case .lastPriceLowest: Words(zh: "最低报价成交", en: "lowest last price")
        case .consultationScored: Words(zh: "磋商综合评分法", en: "consultation, scored")
        case .worksScored: Words(zh: "综合评估法", en: "comprehensive assessment")
        case .worksReviewedLowest: Words(zh: "经评审的最低投标价法", en: "lowest reviewed price")
        case .highestPrice: Words(zh: "价高者得", en: "highest price")
        }
    }
}

/// What is bought; the law sets the weight of the price by it.
package enum PurchaseKind: String, CaseIterable, Sendable {
    case goods, services, works
}

/// The name of a scored factor within its rule.
package struct FactorID: Hashable, Sendable, Comparable {
    package var text: String
    package init(_ text: String) { self.text = text }
    package static func < (a: FactorID, b: FactorID) -> Bool { a.text < b.text }
}

/// One thing that members give points for.
package struct Factor: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case technical, commercial, service
        /// A condition of admission. Procurement law forbids to score it.
        case qualification
    }

    package var id: FactorID
    package var words: String
    package var kind: Kind
    /// The most that it can bring.
    package var most: Points
    /// Facts decide it, so every member must give the same.
    package var objective: Bool

    package init(id: FactorID, words: String, kind: Kind, most: Points, objective: Bool) {
        self.id = id
        self.words = words
        self.kind = kind
        self.most = most
        self.objective = objective
    }
}

/// What the price of a bid is measured against.
package enum Benchmark: Hashable, Sendable {
    /// The lowest evaluation price: points = lowest ÷ price × the price's points.
    case lowest
    case mean(MeanBenchmark)
}

/// A benchmark made of the mean price, as local rules for works declare it. The benchmark is
/// mean × `basisPoints` ÷ 10000, rounded to the fen; a price loses points for each percent that it lies
/// above or below, in proportion, and never falls under zero.
package struct MeanBenchmark: Hashable, Sendable {
    /// 10000 is the mean itself; 9700 lies 3 % below it.
    package var basisPoints: Int
    /// How many of the highest and of the lowest prices are left out of the mean.
    package var droppingHighest: Int
    package var droppingLowest: Int
    /// Prices are left out only when at least so many bids stand.
    package var droppingFrom: Int
    /// Points that one percent above, or below, the benchmark costs.
    package var lossAbove: Points
    package var lossBelow: Points

    package init(
        basisPoints: Int, droppingHighest: Int, droppingLowest: Int, droppingFrom: Int,
        lossAbove: Points, lossBelow: Points
    ) {
        self.basisPoints = basisPoints
        self.droppingHighest = droppingHighest
        self.droppingLowest = droppingLowest
        self.droppingFrom = droppingFrom
        self.lossAbove = lossAbove
        self.lossBelow = lossBelow
    }
}

/// A policy for whose sake a price is evaluated lower than it is.
package enum Policy: String, CaseIterable, Sendable {
    case smallEnterprise
    /// A consortium or subcontract with small enterprises.
    case smallInConsortium
    case domesticProduct
    case energyOrEnvironment
}

/// The declared discounts. They lower the price that is evaluated, never the price of the contract and
/// never the one that the test for abnormally low prices looks at.
package struct Discounts: Hashable, Sendable {
    package enum Combination: String, CaseIterable, Sendable {
        /// Several discounts of one bid are added up, each taken from the quoted price.
        case added
        /// Only the largest of them counts.
        case largest
    }

    /// In basis points of the price: 2000 is a fifth.
    package var table: [Policy: Int]
    package var combination: Combination

    package init(table: [Policy: Int], combination: Combination) {
        self.table = table
        self.combination = combination
    }

    package static let none = Discounts(table: [:], combination: .added)

    /// What a bid with these claims is spared, in basis points; never more than the whole price.
    package func basisPoints(for claims: Set<Policy>) -> Int {
        let all = claims.compactMap { table[$0] }
        let sum =
            switch combination {
            case .added: all.reduce(0, +)
            case .largest: all.max() ?? 0
            }
        return min(max(sum, 0), 10_000)
    }
}

/// When a price must be explained, in basis points (财库〔2026〕2号). The documents may raise each to 6500.
package struct AbnormallyLowRule: Hashable, Sendable {
    /// Of the mean of all conforming offers.
    package var ofMean: Int
    /// The lowest offer, of the second lowest.
    package var ofSecondLowest: Int
    /// Of the ceiling price, or of the budget where there is none.
    package var ofCeiling: Int

    package init(ofMean: Int, ofSecondLowest: Int, ofCeiling: Int) {
        self.ofMean = ofMean
        self.ofSecondLowest = ofSecondLowest
        self.ofCeiling = ofCeiling
    }

    package static let statutory = AbnormallyLowRule(ofMean: 5000, ofSecondLowest: 5000, ofCeiling: 4500)
    package static let most = 6500
}

/// Whether prices compete.
package enum PriceStanding: String, CaseIterable, Sendable {
    case competitive
    /// Set by the state or by the documents, so no points are given for it (87号令 55, 214号 24).
    case fixed
    /// The finance department agreed to a weight outside the band (214号 24).
    case consented
}

/// What the documents declare about the evaluation.
package struct EvaluationRule: Hashable, Sendable {
    package var method: ScoringMethod
    package var subject: PurchaseKind
    package var factors: [Factor]
    /// The most that the price can bring; zero where the method does not score.
    package var pricePoints: Points
    package var priceStanding: PriceStanding
    package var benchmark: Benchmark
    package var discounts: Discounts
    /// Nil where the law asks for no test by ratios.
    package var abnormallyLow: AbnormallyLowRule?
    package var rounding: Rounding

    package init(
        method: ScoringMethod, subject: PurchaseKind, factors: [Factor] = [], pricePoints: Points = .zero,
        priceStanding: PriceStanding = .competitive, benchmark: Benchmark = .lowest,
        discounts: Discounts = .none, abnormallyLow: AbnormallyLowRule? = nil, rounding: Rounding = .standard
    ) {
        self.method = method
        self.subject = subject
        self.factors = factors
        self.pricePoints = pricePoints
        self.priceStanding = priceStanding
        self.benchmark = benchmark
        self.discounts = discounts
        self.abnormallyLow = abnormallyLow
        self.rounding = rounding
    }

    package func factor(_ id: FactorID) -> Factor? { factors.first { $0.id == id } }
}
