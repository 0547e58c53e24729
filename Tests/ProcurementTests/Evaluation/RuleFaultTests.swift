import Testing

@testable import Procurement

@Suite struct RuleFaultTests {
    @Test("the sound rules of every method have no fault")
    func sound() {
        for rule in [
            EvaluationRule.goodsScored, .lowestEvaluated, .lastPrice, .consultation,
        ] {
            #expect(rule.faults(under: .governmentProcurement) == [])
        }
        #expect(EvaluationRule.works.faults(under: .biddingLaw) == [])
        #expect(EvaluationRule.reviewed.faults(under: .biddingLaw) == [])
        for regime in [Regime.land, .mineral, .stateAssets] {
            #expect(EvaluationRule.sale.faults(under: regime) == [])
        }
    }

    @Test("a method of another regime is a fault, in every pair but the right ones")
    func regimes() {
        let rules: [(EvaluationRule, Set<Regime>)] = [
            (.goodsScored, [.governmentProcurement]), (.lowestEvaluated, [.governmentProcurement]),
            (.lastPrice, [.governmentProcurement]), (.consultation, [.governmentProcurement]),
            (.works, [.biddingLaw]), (.reviewed, [.biddingLaw]), (.sale, [.land, .mineral, .stateAssets]),
        ]
        for (rule, fitting) in rules {
            for regime in Regime.allCases {
                let found = rule.faults(under: regime).contains { $0.id == "rule.method" }
                #expect(found != fitting.contains(regime), "\(rule.method) \(regime)")
            }
        }
    }

    /// A rule whose price brings `price` hundredths, and whose factors make up the rest.
    private func weighted(_ method: ScoringMethod, _ subject: PurchaseKind, _ price: Int) -> EvaluationRule {
        EvaluationRule(
            method: method, subject: subject,
            factors: [
                Factor(
                    id: FactorID("T"), words: "技术", kind: .technical,
                    most: Points(hundredths: 10_000 - price), objective: false)
            ], pricePoints: Points(hundredths: price), abnormallyLow: .statutory)
    }

    @Test(
        "the price's weight is held in the band of the law, to the hundredth of a point",
        arguments: [
            (ScoringMethod.gpScored, PurchaseKind.goods, 3000, 2999), (.gpScored, .services, 1000, 999),
            (.consultationScored, .goods, 3000, 2999), (.consultationScored, .goods, 6000, 6001),
            (.consultationScored, .services, 1000, 999), (.consultationScored, .services, 3000, 3001),
        ])
    func weight(_ method: ScoringMethod, _ subject: PurchaseKind, _ allowed: Int, _ forbidden: Int) {
        #expect(weighted(method, subject, allowed).faults(under: .governmentProcurement) == [])
        let faults = weighted(method, subject, forbidden).faults(under: .governmentProcurement)
        #expect(faults.map(\.id) == ["rule.priceWeight"])
        #expect(faults.first?.citation == method.citation)
        let consented = weighted(method, subject, forbidden).with { $0.priceStanding = .consented }
        #expect(
            consented.faults(under: .governmentProcurement).isEmpty == (method == .consultationScored))
    }

    @Test("a fixed price brings no points, and needs no test for low prices")
    func fixed() {
        let rule = weighted(.consultationScored, .services, 0).with { $0.priceStanding = .fixed }
        #expect(rule.faults(under: .governmentProcurement) == [])
        #expect(rule.with { $0.abnormallyLow = nil }.faults(under: .governmentProcurement) == [])
        let priced = weighted(.gpScored, .goods, 3000).with { $0.priceStanding = .fixed }
        #expect(priced.faults(under: .governmentProcurement).map(\.id) == ["rule.priceWeight"])
        let lowest = EvaluationRule.lowestEvaluated.with { $0.priceStanding = .fixed }
        #expect(lowest.faults(under: .governmentProcurement).map(\.id) == ["rule.priceWeight"])
    }

    @Test(
        "each other thing that is forbidden is found, and nothing beside it",
        arguments: [
            ("rule.total", EvaluationRule.goodsScored.with { $0.pricePoints = Points(31) }),
            ("rule.total", .goodsScored.with { $0.pricePoints = Points(hundredths: 3001) }),
            ("rule.factors", .goodsScored.with { $0.factors = [.technical(50), .technical(20)] }),
            ("rule.factors", .lowestEvaluated.with { $0.factors = [.technical(50)] }),
            ("rule.factors", .lastPrice.with { $0.pricePoints = Points(30) }),
            ("rule.qualification", .goodsScored.with { $0.factors[1].kind = .qualification }),
            ("rule.rounding", .goodsScored.with { $0.rounding.places = 3 }),
            ("rule.abnormallyLow", .goodsScored.with { $0.abnormallyLow = nil }),
            ("rule.abnormallyLow", .goodsScored.with { $0.abnormallyLow?.ofMean = 4999 }),
            ("rule.abnormallyLow", .goodsScored.with { $0.abnormallyLow?.ofSecondLowest = 6501 }),
            ("rule.abnormallyLow", .goodsScored.with { $0.abnormallyLow?.ofCeiling = 4499 }),
            ("rule.discounts", .goodsScored.with { $0.discounts.table = [.domesticProduct: 10_000] }),
            ("rule.discounts", .goodsScored.with { $0.discounts.table = [.domesticProduct: -1] }),
            (
                "rule.discounts",
                .goodsScored.with { $0.discounts.table = [.domesticProduct: 5000, .smallEnterprise: 5000] }
            ),
        ])
    func each(_ id: String, _ rule: EvaluationRule) {
        #expect(rule.faults(under: .governmentProcurement).map(\.id) == [id])
    }

    @Test("the ratios for low prices may be raised to 65 %, all of them")
    func raised() {
        let rule = EvaluationRule.goodsScored.with {
            $0.abnormallyLow = AbnormallyLowRule(ofMean: 6500, ofSecondLowest: 6500, ofCeiling: 6500)
        }
        #expect(rule.faults(under: .governmentProcurement) == [])
    }

    @Test("procurement forbids a mean as benchmark and leaving out extremes; works may declare both")
    func benchmark() {
        for rule in [EvaluationRule.goodsScored, .consultation] {
            let mean = rule.with { $0.benchmark = EvaluationRule.works.benchmark }
            #expect(
                mean.faults(under: .governmentProcurement).map(\.id) == ["rule.benchmark", "rule.extremes"])
        }
        let plain = MeanBenchmark(
            basisPoints: 10_000, droppingHighest: 0, droppingLowest: 0, droppingFrom: 1,
            lossAbove: Points(1), lossBelow: Points(1))
        let rule = EvaluationRule.goodsScored.with { $0.benchmark = .mean(plain) }
        #expect(rule.faults(under: .governmentProcurement).map(\.id) == ["rule.benchmark"])
        let unscored = EvaluationRule.reviewed.with { $0.benchmark = .mean(plain) }
        #expect(unscored.faults(under: .biddingLaw).map(\.id) == ["rule.benchmark"])
    }

    @Test(
        "a benchmark that leaves nothing over, or has a factor or loss out of bounds, is a fault",
        arguments: [(2, 9700, 1), (5, 0, 1), (5, 20_001, 1), (5, 9700, -1)])
    func shape(_ from: Int, _ basisPoints: Int, _ loss: Int) {
        let mean = MeanBenchmark(
            basisPoints: basisPoints, droppingHighest: 1, droppingLowest: 1, droppingFrom: from,
            lossAbove: Points(loss), lossBelow: Points(1))
        let rule = EvaluationRule.works.with { $0.benchmark = .mean(mean) }
        #expect(rule.faults(under: .biddingLaw).map(\.id) == ["rule.benchmarkShape"])
    }

    @Test("every fault speaks both languages and names its place in the law")
    func words() {
        let rule = EvaluationRule.goodsScored.with { $0.pricePoints = Points(29) }
        let faults = rule.faults(under: .biddingLaw)
        #expect(faults.map(\.id) == ["rule.method", "rule.total", "rule.priceWeight"])
        for fault in faults {
            #expect(fault.words.zh.hasSuffix("。") && fault.words.en.hasSuffix("."))
            #expect(fault.citation.words.zh == "《政府采购货物和服务招标投标管理办法》第55条")
        }
    }
}
