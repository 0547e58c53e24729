import Testing

@testable import Procurement

@Suite struct AbnormallyLowTests {
    private func found(
        _ yuan: [Int64], ceiling: Int64? = nil, budget: Int64? = nil,
        _ rule: AbnormallyLowRule = .statutory
    ) -> [String: Set<AbnormallyLowGround>] {
        let prices = Dictionary(
            uniqueKeysWithValues: yuan.enumerated().map { (BidID("b\($0)"), Fen($1 * 100)) })
        let found = abnormallyLow(
            prices, ceiling: ceiling.map { Fen($0 * 100) }, budget: budget.map { Fen($0 * 100) }, rule)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.key.text, $0.value) })
    }

    @Test("half of the mean is not below it; a fen less is")
    func mean() {
        // The mean is 80 in both, half of it 40; half of the second lowest is 39.50 and 39.
        #expect(found([40, 79, 121]) == [:])
        #expect(found([39, 78, 123]) == ["b0": [.ofMean]])
    }

    @Test("the lowest is held against the second lowest, strictly")
    func secondLowest() {
        #expect(found([50, 100, 100]) == [:])
        #expect(found([49, 100, 100]) == ["b0": [.ofSecondLowest]])
        #expect(found([49, 98, 98]) == [:])
        #expect(found([30, 30, 100]) == [:])
    }

    @Test("the ceiling counts, and the budget where there is none")
    func ceiling() {
        #expect(found([45, 60], ceiling: 100) == [:])
        #expect(found([44, 60], ceiling: 100) == ["b0": [.ofCeiling]])
        #expect(found([44, 60], budget: 100) == ["b0": [.ofCeiling]])
        #expect(found([44, 60], ceiling: 90, budget: 100) == [:])
        #expect(found([44, 60]) == [:])
    }

    @Test("one offer alone has no mean and no second; none has nothing")
    func few() {
        #expect(found([1]) == [:] && found([]) == [:])
        #expect(found([1], ceiling: 3) == ["b0": [.ofCeiling]])
    }

    @Test("documents may raise the lines")
    func raised() {
        let rule = AbnormallyLowRule(ofMean: 6500, ofSecondLowest: 6500, ofCeiling: 6500)
        #expect(found([64, 99], ceiling: 99, rule)["b0"] == [.ofSecondLowest, .ofCeiling])
        #expect(found([65, 100], ceiling: 100, rule) == [:])
    }

    @Test("the price is the raw one: a discount neither triggers nor hides")
    func raw() {
        let rule = EvaluationRule.lowestEvaluated.with {
            $0.discounts.table = [.smallEnterprise: 2000]
        }
        let bids = [
            PricedBid("A", yuan: 55) { $0.claims = [.smallEnterprise] }, PricedBid("B", yuan: 100),
        ]
        let ranking = rank(rule, under: .governmentProcurement, bids)
        #expect(ranking.row("A")?.evaluationPrice == Fen(4400))
        #expect(ranking.row("A")?.abnormallyLow == [])
    }

    @Test("a trigger rejects nobody: it asks, and only an unproven price is out")
    func outcome() {
        func ranking(_ finding: LowPriceFinding?) -> Ranking {
            rank(
                .lowestEvaluated, under: .governmentProcurement,
                [PricedBid("A", yuan: 40) { $0.lowPrice = finding }, PricedBid("B", yuan: 100)])
        }
        #expect(ranking(nil).order == "A1 B2" && ranking(nil).codes == ["abnormallyLow.unexplained"])
        #expect(ranking(.proven).order == "A1 B2" && ranking(.proven).isSound)
        #expect(ranking(.unproven).order == "B1 A-" && ranking(.unproven).isSound)
        #expect(ranking(.unproven).row("A")?.abnormallyLow == [.ofSecondLowest])
        #expect(ranking(.unproven).row("A")?.exclusion == .lowPriceUnproven)
    }

    @Test("nothing overflows at a hundred trillion fen")
    func large() {
        let most: Int64 = 1_000_000_000_000
        #expect(found([most / 4] + Array(repeating: most, count: 999), ceiling: most)["b0"]?.count == 3)
    }
}
