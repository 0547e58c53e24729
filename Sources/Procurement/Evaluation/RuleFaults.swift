extension EvaluationRule {
    /// What the law, or arithmetic, forbids in this rule; empty of a rule that may be published.
    package func faults(under regime: Regime) -> [EvaluationFault] {
        methodFaults(regime) + shapeFaults + weightFaults + benchmarkFaults + lowPriceFaults(regime)
            + discountFaults
    }

    private func methodFaults(_ regime: Regime) -> [EvaluationFault] {
        let fits =
            switch method {
            case .gpScored, .gpLowestEvaluatedPrice, .lastPriceLowest, .consultationScored:
                regime == .governmentProcurement
            case .worksScored, .worksReviewedLowest: regime == .biddingLaw
            case .highestPrice: regime == .land || regime == .mineral || regime == .stateAssets
            }
        guard !fits else { return [] }
        return [
            EvaluationFault(
                "rule.method", method.citation,
                zh: "“\(method.words.zh)”不适用于\(regime.words.zh)项目，请选用该类项目的评审方法。",
                en:
                    "\"\(method.words.en)\" is no method for \(regime.words.en); declare one that this kind of project knows."
            )
        ]
    }

    private var shapeFaults: [EvaluationFault] {
        var faults: [EvaluationFault] = []
        if !(0...2).contains(rounding.places) {
            faults.append(
                EvaluationFault(
                    "rule.rounding", .platform, zh: "得分应当保留0至2位小数，而不是\(rounding.places)位。",
                    en: "Points keep 0 to 2 decimals, not \(rounding.places)."))
        }
        guard method.scores else {
            if !factors.isEmpty || pricePoints != .zero {
                faults.append(
                    EvaluationFault(
                        "rule.factors", method.citation, zh: "“\(method.words.zh)”不打分，不得规定评分因素或者价格分。",
                        en:
                            "\"\(method.words.en)\" gives no points; declare neither factors nor price points."
                    ))
            }
            return faults
        }
        let ids = Set(factors.map(\.id))
        if factors.isEmpty || ids.count != factors.count || factors.contains(where: { $0.most <= .zero }) {
            faults.append(
                EvaluationFault(
                    "rule.factors", method.citation, zh: "评分因素至少一项，编号不得重复，分值应当大于零。",
                    en: "There must be at least one factor, no two with one id, each worth more than zero."))
        }
        for factor in factors where factor.kind == .qualification && method != .worksScored {
            faults.append(
                EvaluationFault(
                    "rule.qualification", .tenderMeasures(55), zh: "资格条件不得作为评审因素（“\(factor.words)”）。",
                    en: "A condition of qualification may not be scored (\"\(factor.words)\").",
                    factor: factor.id))
        }
        let total = factors.reduce(pricePoints) { $0 + $1.most }
        if total != .hundred {
            faults.append(
                EvaluationFault(
                    "rule.total", method.citation, zh: "各因素与价格的分值合计应当是100.00，而不是\(total.text)。",
                    en: "The points of all factors and the price must add up to 100.00, not \(total.text)."))
        }
        return faults
    }

    /// The band of the price's points in hundredths that procurement law sets.
    private var priceBand: ClosedRange<Int>? {
        switch (method, subject) {
        case (.gpScored, .goods): 3000...10_000
        case (.gpScored, .services): 1000...10_000
        case (.consultationScored, .goods): 3000...6000
        case (.consultationScored, .services): 1000...3000
        case (.gpScored, .works), (.consultationScored, .works), (.gpLowestEvaluatedPrice, _),
            (.lastPriceLowest, _), (.worksScored, _), (.worksReviewedLowest, _), (.highestPrice, _):
            nil
        }
    }

    private var weightFaults: [EvaluationFault] {
        guard method.scores || priceStanding == .competitive else {
            return [
                EvaluationFault(
                    "rule.priceWeight", method.citation, zh: "“\(method.words.zh)”只比较报价，价格不能是固定的。",
                    en: "\"\(method.words.en)\" compares nothing but prices, so they cannot be fixed.")
            ]
        }
        guard let band = priceBand else { return [] }
        let allowed: Bool
        switch priceStanding {
        case .competitive: allowed = band.contains(pricePoints.hundredths)
        case .fixed: allowed = pricePoints == .zero
        case .consented: allowed = method == .consultationScored || band.contains(pricePoints.hundredths)
        }
        guard !allowed else { return [] }
        guard priceStanding != .fixed else {
            return [
                EvaluationFault(
                    "rule.priceWeight", method.citation, zh: "固定价格不列为评审因素，价格分应当为零。",
                    en: "A fixed price is not scored, so its points must be zero.")
            ]
        }
        let (low, high) = (Points(hundredths: band.lowerBound), Points(hundredths: band.upperBound))
        return [
            EvaluationFault(
                "rule.priceWeight", method.citation,
                zh: "价格分应当在\(low.text)至\(high.text)之间，而不是\(pricePoints.text)。",
                en:
                    "The price must bring between \(low.text) and \(high.text) points, not \(pricePoints.text)."
            )
        ]
    }

    private var benchmarkFaults: [EvaluationFault] {
        guard case .mean(let mean) = benchmark else { return [] }
        var faults: [EvaluationFault] = []
        switch method {
        case .gpScored, .consultationScored:
            faults.append(
                EvaluationFault(
                    "rule.benchmark", method.citation, zh: "评标基准价应当是最低的评审价格，不得使用平均价。",
                    en: "The benchmark must be the lowest evaluation price; a mean is forbidden."))
            if mean.droppingHighest > 0 || mean.droppingLowest > 0 {
                faults.append(
                    EvaluationFault(
                        "rule.extremes", method.citation, zh: "不得去掉最高报价和最低报价。",
                        en: "The highest and the lowest price may not be left out."))
            }
        case .worksScored: break
        case .gpLowestEvaluatedPrice, .lastPriceLowest, .worksReviewedLowest, .highestPrice:
            faults.append(
                EvaluationFault(
                    "rule.benchmark", method.citation, zh: "“\(method.words.zh)”没有评标基准价。",
                    en: "\"\(method.words.en)\" knows no benchmark."))
        }
        let dropped = mean.droppingHighest.addingReportingOverflow(mean.droppingLowest)
        let sound =
            (1...20_000).contains(mean.basisPoints) && mean.droppingHighest >= 0 && mean.droppingLowest >= 0
            && !dropped.overflow && mean.droppingFrom > dropped.partialValue && mean.lossAbove >= .zero
            && mean.lossBelow >= .zero
        if !sound {
            faults.append(
                EvaluationFault(
                    "rule.benchmarkShape", .platform,
                    zh: "基准价系数应当大于0且不超过200%，扣分不得为负，去掉报价后至少应当剩下一个报价。",
                    en:
                        "The factor of the benchmark must be above 0 and at most 200 %, no loss below zero, and dropping must leave a price over."
                ))
        }
        return faults
    }

    private func lowPriceFaults(_ regime: Regime) -> [EvaluationFault] {
        guard let rule = abnormallyLow else {
            guard regime == .governmentProcurement, priceStanding != .fixed else { return [] }
            return [
                EvaluationFault(
                    "rule.abnormallyLow", .abnormallyLowNotice, zh: "采购文件应当规定异常低价的审查标准。",
                    en: "The documents must declare the test for abnormally low prices.")
            ]
        }
        let least = AbnormallyLowRule.statutory
        let ratios = [
            (rule.ofMean, least.ofMean), (rule.ofSecondLowest, least.ofSecondLowest),
            (rule.ofCeiling, least.ofCeiling),
        ]
        guard !ratios.allSatisfy({ $0.0 >= $0.1 && $0.0 <= AbnormallyLowRule.most }) else { return [] }
        return [
            EvaluationFault(
                "rule.abnormallyLow", .abnormallyLowNotice,
                zh: "异常低价的比例不得低于50%、50%、45%，可以提高，但不得超过65%。",
                en:
                    "The ratios of the test for abnormally low prices may not lie below 50 %, 50 % and 45 %, nor above 65 %."
            )
        ]
    }

    private var discountFaults: [EvaluationFault] {
        let values = Array(discounts.table.values)
        let added = values.allSatisfy { (0..<10_000).contains($0) } && values.reduce(0, +) < 10_000
        let largest = values.allSatisfy { (0..<10_000).contains($0) }
        let sound =
            switch discounts.combination {
            case .added: added
            case .largest: largest
            }
        guard !sound else { return [] }
        return [
            EvaluationFault(
                "rule.discounts", .platform, zh: "价格扣除不得为负，合计应当低于价格本身。",
                en: "Discounts may not be negative and must leave some of the price.")
        ]
    }
}
