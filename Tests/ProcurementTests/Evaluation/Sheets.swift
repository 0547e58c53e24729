@testable import Procurement

/// Short forms for evaluations in tests. Amounts are in yuan, points in whole points unless said otherwise.
extension PricedBid {
    init(_ id: String, yuan: Int64, change: (inout PricedBid) -> Void = { _ in }) {
        self.init(id: BidID(id), quoted: Fen(yuan * 100))
        change(&self)
    }
}

extension Points {
    init(_ whole: Int) { self.init(hundredths: whole * 100) }
}

extension EvaluationRule {
    /// Goods under comprehensive scoring: price 30, technical 50, commercial 20 (objective).
    static let goodsScored = EvaluationRule(
        method: .gpScored, subject: .goods, factors: [.technical(50), .commercial(20)],
        pricePoints: Points(30), abnormallyLow: .statutory)

    static let lowestEvaluated = EvaluationRule(
        method: .gpLowestEvaluatedPrice, subject: .goods, abnormallyLow: .statutory)

    static let lastPrice = EvaluationRule(
        method: .lastPriceLowest, subject: .goods, abnormallyLow: .statutory)

    static let consultation = EvaluationRule(
        method: .consultationScored, subject: .services, factors: [.technical(50), .commercial(40)],
        pricePoints: Points(10), abnormallyLow: .statutory)

    /// Works: price 40 against 97 % of the mean of the middle prices; 1 point a percent above, 0.5 below.
    static let works = EvaluationRule(
        method: .worksScored, subject: .works, factors: [.technical(40), .commercial(20)],
        pricePoints: Points(40),
        benchmark: .mean(
            MeanBenchmark(
                basisPoints: 9700, droppingHighest: 1, droppingLowest: 1, droppingFrom: 5,
                lossAbove: Points(1), lossBelow: Points(hundredths: 50))))

    static let reviewed = EvaluationRule(method: .worksReviewedLowest, subject: .works)
    static let sale = EvaluationRule(method: .highestPrice, subject: .goods)

    func with(_ change: (inout EvaluationRule) -> Void) -> EvaluationRule {
        var copy = self
        change(&copy)
        return copy
    }
}

extension Factor {
    static func technical(_ most: Int) -> Factor {
        Factor(id: FactorID("T"), words: "技术方案", kind: .technical, most: Points(most), objective: false)
    }

    static func commercial(_ most: Int) -> Factor {
        Factor(id: FactorID("C"), words: "同类业绩", kind: .commercial, most: Points(most), objective: true)
    }
}

/// `["A": [(40, 15), …]]`: for each bid, what each member gives to T and C.
func book(_ given: [String: [(Int, Int)]]) -> ScoreBook {
    var book: ScoreBook = [:]
    for (bid, pairs) in given {
        for (index, pair) in pairs.enumerated() {
            book[PartyID("m\(index + 1)"), default: [:]][BidID(bid)] = [
                FactorID("T"): Points(pair.0), FactorID("C"): Points(pair.1),
            ]
        }
    }
    return book
}

extension Ranking {
    /// `B1 C2 A3 D-`: every row with its rank.
    var order: String {
        result.rows.map { "\($0.bid.text)\($0.rank.map { "\($0)" } ?? "-")" }.joined(separator: " ")
    }

    func row(_ bid: String) -> EvaluationResult.Row? { result[BidID(bid)] }
    var codes: [String] { faults.map(\.id) }
}
