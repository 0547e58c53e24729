extension EvaluationRule {
    /// The price that is compared: less the policy discounts, or, for the lowest reviewed price, with the
    /// stated adjustments; rounded to the fen.
    package func evaluationPrice(_ price: Fen, of bid: PricedBid) -> Fen {
        switch method {
        case .gpScored, .gpLowestEvaluatedPrice, .lastPriceLowest, .consultationScored, .worksScored:
            return discounted(price, bid)
        case .worksReviewedLowest:
            let sum = bid.adjustments.reduce(discounted(price, bid).wide) { $0 + $1.amount.wide }
            return Fen(Int64(clamping: sum))
        case .highestPrice: return price
        }
    }

    private func discounted(_ price: Fen, _ bid: PricedBid) -> Fen {
        let left = 10_000 - discounts.basisPoints(for: bid.claims)
        return Fen(rounding: Ratio(price.wide * Int128(left), over: 10_000))
    }

    /// What prices are measured against; nil of no prices, and where the method has no benchmark.
    package func benchmark(of prices: [Fen]) -> Fen? {
        guard method.scores, !prices.isEmpty else { return nil }
        switch benchmark {
        case .lowest: return prices.min()
        case .mean(let mean): return mean.benchmark(of: prices)
        }
    }

    /// The points of a price, between zero and ``pricePoints``, rounded as declared.
    /// - Parameter price: an evaluation price above zero.
    package func points(for price: Fen, against base: Fen) -> Points {
        let most = Int128(pricePoints.hundredths)
        let exact: Ratio
        switch benchmark {
        case .lowest:
            guard price.amount > 0 else { return .zero }
            exact = Ratio(base.wide * most, over: price.wide * 100)
        case .mean(let mean):
            guard base.amount > 0 else { return .zero }
            let gap = price.wide - base.wide
            let perPercent = Int128(gap > 0 ? mean.lossAbove.hundredths : mean.lossBelow.hundredths)
            // most/100 − |gap|/base × 100 × perPercent/100, over one denominator.
            let loss = (gap < 0 ? -gap : gap) * perPercent * 100
            exact = Ratio(most * base.wide - loss, over: base.wide * 100)
        }
        return min(max(rounding.points(exact), .zero), pricePoints)
    }
}

extension MeanBenchmark {
    /// The mean of what is left, times the factor, rounded to the fen.
    func benchmark(of prices: [Fen]) -> Fen {
        var kept = prices.sorted()
        let (high, low) = (max(droppingHighest, 0), max(droppingLowest, 0))
        if kept.count >= droppingFrom, high < kept.count, low < kept.count - high {
            kept.removeLast(high)
            kept.removeFirst(low)
        }
        let sum = kept.reduce(Int128(0)) { $0 + $1.wide }
        return Fen(rounding: Ratio(sum * Int128(basisPoints), over: Int128(kept.count) * 10_000))
    }
}
