/// Why a price must be explained. To be asked is not to be rejected.
package enum AbnormallyLowGround: String, CaseIterable, Sendable {
    case ofMean, ofSecondLowest, ofCeiling

    package var words: Words {
        switch self {
        case .ofMean: Words(zh: "低于平均价的规定比例", en: "below the set share of the mean")
        case .ofSecondLowest: Words(zh: "低于次低价的规定比例", en: "below the set share of the second lowest")
        case .ofCeiling: Words(zh: "低于最高限价的规定比例", en: "below the set share of the ceiling")
        }
    }
}

/// The bids whose prices must be explained, each with its grounds (财库〔2026〕2号).
///
/// A price triggers only strictly below a line. The prices are those of every offer that passed the review
/// of conformity, corrected in their arithmetic but without any policy discount. The mean and the second
/// lowest say something only of two offers or more.
/// - Parameters:
///   - ceiling: the ceiling price; the budget takes its place where there is none.
package func abnormallyLow(
    _ prices: [BidID: Fen], ceiling: Fen?, budget: Fen?, _ rule: AbnormallyLowRule
) -> [BidID: Set<AbnormallyLowGround>] {
    let sorted = prices.values.sorted()
    let sum = sorted.reduce(Int128(0)) { $0 + $1.wide }
    var found: [BidID: Set<AbnormallyLowGround>] = [:]
    for (bid, price) in prices {
        let scaled = price.wide * 10_000
        var grounds: Set<AbnormallyLowGround> = []
        if sorted.count > 1 {
            if scaled * Int128(sorted.count) < sum * Int128(rule.ofMean) { grounds.insert(.ofMean) }
            if price == sorted[0], scaled < sorted[1].wide * Int128(rule.ofSecondLowest) {
                grounds.insert(.ofSecondLowest)
            }
        }
        if let line = ceiling ?? budget, scaled < line.wide * Int128(rule.ofCeiling) {
            grounds.insert(.ofCeiling)
        }
        if !grounds.isEmpty { found[bid] = grounds }
    }
    return found
}
