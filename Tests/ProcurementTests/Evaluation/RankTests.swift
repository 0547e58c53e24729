import Testing

@testable import Procurement

/// One example a method, worked by hand.
@Suite struct RankTests {
    @Test("comprehensive scoring: lowest price over price, means of members, best total first")
    func goodsScored() throws {
        let rule = EvaluationRule.goodsScored.with { $0.discounts.table = [.smallEnterprise: 1000] }
        let bids = [
            PricedBid("A", yuan: 1_000_000) { $0.claims = [.smallEnterprise] },
            PricedBid("B", yuan: 950_000), PricedBid("C", yuan: 1_200_000),
        ]
        let scores = book([
            "A": [(40, 15), (42, 15), (41, 15)], "B": [(45, 18), (45, 18), (44, 18)],
            "C": [(48, 20), (47, 20), (50, 20)],
        ])
        let ranking = rank(rule, under: .governmentProcurement, bids, scores)
        #expect(ranking.isSound && ranking.order == "B1 C2 A3")
        // A is evaluated at 900 000, which is the benchmark; its contract price stays 1 000 000.
        #expect(ranking.result.benchmark == Fen(90_000_000))
        let a = try #require(ranking.row("A"))
        #expect(a.price == Fen(100_000_000) && a.evaluationPrice == Fen(90_000_000))
        #expect(a.pricePoints?.text == "30.00" && a.total?.text == "86.00")
        // 900/950 × 30 = 28.421; 134/3 = 44.667.
        let b = try #require(ranking.row("B"))
        #expect(b.pricePoints?.text == "28.42" && b.factorPoints[FactorID("T")]?.text == "44.67")
        #expect(b.total?.text == "91.09")
        // 900/1200 × 30 = 22.50; 145/3 = 48.333.
        let c = try #require(ranking.row("C"))
        #expect(c.pricePoints?.text == "22.50" && c.factorPoints[FactorID("T")]?.text == "48.33")
        #expect(c.total?.text == "90.83")
    }

    @Test("equal totals: the lower price first; equal prices too: one rank, and the next counts both")
    func scoredTies() {
        let bids = [
            PricedBid("A", yuan: 100), PricedBid("B", yuan: 200), PricedBid("C", yuan: 100),
            PricedBid("D", yuan: 400),
        ]
        // Price points 30, 15, 30, 7.50.
        let scores = book(["A": [(30, 10)], "B": [(45, 10)], "C": [(30, 10)], "D": [(10, 10)]])
        let ranking = rank(.goodsScored, under: .governmentProcurement, bids, scores)
        #expect(ranking.order == "A1 C1 B3 D4" && ranking.isSound)
    }

    @Test("lowest evaluated price: discounts decide the order, equal ones share a rank")
    func lowestEvaluated() {
        let rule = EvaluationRule.lowestEvaluated.with { $0.discounts.table = [.domesticProduct: 2000] }
        let bids = [
            PricedBid("A", yuan: 100) { $0.claims = [.domesticProduct] }, PricedBid("B", yuan: 85),
            PricedBid("C", yuan: 90), PricedBid("D", yuan: 85),
        ]
        let ranking = rank(rule, under: .governmentProcurement, bids)
        #expect(ranking.order == "A1 B2 D2 C4" && ranking.isSound)
        #expect(ranking.row("A")?.price == Fen(10_000) && ranking.row("A")?.evaluationPrice == Fen(8000))
        #expect(ranking.result.benchmark == nil && ranking.row("A")?.total == nil)
    }

    @Test("several discounts are added, or the largest counts, as declared")
    func combination() {
        let bid = PricedBid("A", yuan: 100) { $0.claims = [.domesticProduct, .smallEnterprise] }
        var discounts = Discounts(
            table: [.domesticProduct: 2000, .smallEnterprise: 1500], combination: .added)
        func price() -> Fen? {
            rank(.lastPrice.with { $0.discounts = discounts }, under: .governmentProcurement, [bid])
                .row("A")?.evaluationPrice
        }
        #expect(price() == Fen(6500))
        discounts.combination = .largest
        #expect(price() == Fen(8000))
    }

    @Test("negotiation: the lowest last price; who left before it is not ranked")
    func lastPrice() {
        let bids = [
            PricedBid("A", yuan: 100), PricedBid("B", yuan: 98),
            PricedBid("C", yuan: 90) { $0.status = .left },
            PricedBid("D", yuan: 80) { $0.status = .rejected },
        ]
        let ranking = rank(.lastPrice, under: .governmentProcurement, bids)
        #expect(ranking.order == "B1 A2 C- D-" && ranking.isSound)
        #expect(ranking.row("C")?.exclusion == .left && ranking.row("D")?.exclusion == .rejected)
    }

    @Test("consultation, second stage: score, then last price, then technical points")
    func consultation() {
        let bids = [
            PricedBid("A", yuan: 100), PricedBid("B", yuan: 100), PricedBid("C", yuan: 200),
            PricedBid("D", yuan: 60) { $0.status = .left },
        ]
        // Price points 10, 10, 5: who left makes no benchmark.
        let scores = book(["A": [(30, 40)], "B": [(40, 30)], "C": [(45, 30)]])
        let ranking = rank(.consultation, under: .governmentProcurement, bids, scores)
        #expect(ranking.order == "B1 A2 C3 D-" && ranking.isSound)
        #expect(ranking.rows("A", "B", "C") == ["80.00", "80.00", "80.00"])
        #expect(ranking.row("C")?.pricePoints?.text == "5.00")
        let same = book(["A": [(35, 35)], "B": [(35, 35)], "C": [(45, 30)]])
        #expect(rank(.consultation, under: .governmentProcurement, bids, same).order == "A1 B1 C3 D-")
    }

    @Test(
        "works, scored: 97 % of the mean without extremes, 1 point a percent above, half below",
        arguments: [
            ("A", "36.39"), ("B", "38.97"), ("C", "36.91"), ("D", "31.75"), ("E", "21.44"),
        ])
    func works(_ bid: String, _ points: String) {
        let prices: [(String, Int64)] = [("A", 900), ("B", 950), ("C", 1000), ("D", 1050), ("E", 1150)]
        let bids = prices.map { PricedBid($0.0, yuan: $0.1 * 10_000) }
        let scores = book(Dictionary(uniqueKeysWithValues: prices.map { ($0.0, [(30, 15)]) }))
        let ranking = rank(.works, under: .biddingLaw, bids, scores)
        // The mean of 950, 1000 and 1050 is 1000 (万元); 97 % of it is 970.
        #expect(ranking.result.benchmark == Fen(970_000_000))
        #expect(ranking.row(bid)?.pricePoints?.text == points)
        #expect(ranking.order == "B1 C2 A3 D4 E5" && ranking.isSound)
    }

    @Test("with too few bids nothing is dropped, and no price loses more than all its points")
    func worksFew() {
        let bids = [PricedBid("A", yuan: 100), PricedBid("B", yuan: 900)]
        let ranking = rank(.works, under: .biddingLaw, bids, book(["A": [(1, 1)], "B": [(1, 1)]]))
        #expect(ranking.result.benchmark == Fen(48_500))
        #expect(ranking.row("A")?.pricePoints?.text == "0.31" && ranking.row("B")?.pricePoints == .zero)
    }

    @Test("works, lowest reviewed price: stated factors move the price; equal ones go by the quoted price")
    func reviewed() {
        let bids = [
            PricedBid("A", yuan: 100) { $0.adjustments = [PriceAdjustment(words: "工期", amount: Fen(500))] },
            PricedBid("B", yuan: 110) {
                $0.adjustments = [PriceAdjustment(words: "工期", amount: Fen(-1000))]
            },
            PricedBid("C", yuan: 105),
        ]
        let ranking = rank(.reviewed, under: .biddingLaw, bids)
        #expect(ranking.order == "B1 A2 C3" && ranking.isSound)
        #expect(ranking.row("A")?.evaluationPrice == Fen(10_500) && ranking.row("A")?.price == Fen(10_000))
    }

    @Test("nothing but arithmetic and policy moves a price in procurement")
    func adjusted() {
        let bid = PricedBid("A", yuan: 100) {
            $0.adjustments = [PriceAdjustment(words: "付款", amount: Fen(-1000))]
        }
        let ranking = rank(.lowestEvaluated, under: .governmentProcurement, [bid])
        #expect(ranking.codes == ["bid.adjusted"] && ranking.row("A")?.evaluationPrice == Fen(10_000))
        let claim = PricedBid("A", yuan: 100) { $0.claims = [.domesticProduct] }
        #expect(rank(.lastPrice, under: .governmentProcurement, [claim]).codes == ["bid.claim"])
    }

    @Test("a sale goes to the highest price; of equal offers the earlier came first")
    func sale() {
        func offer(_ id: String, _ yuan: Int64, _ at: Int64?) -> PricedBid {
            PricedBid(id, yuan: yuan) { $0.arrival = at.map { Instant(milliseconds: $0) } }
        }
        let bids = [offer("A", 100, 1), offer("B", 120, 3), offer("C", 120, 2)]
        #expect(rank(.sale, under: .land, bids, ceiling: Fen(1)).order == "C1 B2 A3")
        let untimed = rank(.sale, under: .land, [offer("A", 100, nil), offer("B", 100, nil)])
        #expect(untimed.order == "A1 B1" && untimed.codes == ["offer.arrival"])
    }

    @Test("a price above the ceiling is out; in procurement the budget is a ceiling too")
    func ceiling() {
        let bids = [PricedBid("A", yuan: 100), PricedBid("B", yuan: 101), PricedBid("C", yuan: 0)]
        let gp = rank(.lowestEvaluated, under: .governmentProcurement, bids, budget: Fen(10_000))
        #expect(gp.order == "A1 B- C-")
        #expect(gp.row("B")?.exclusion == .aboveCeiling && gp.row("C")?.exclusion == .noPrice)
        let works = rank(.reviewed, under: .biddingLaw, bids, ceiling: Fen(10_050), budget: Fen(1))
        #expect(works.order == "A1 B- C-")
        let lower = rank(
            .lowestEvaluated, under: .governmentProcurement, bids, ceiling: Fen(20_000), budget: Fen(9999))
        #expect(lower.row("A")?.exclusion == .aboveCeiling)
    }
}

@Suite struct BrandTests {
    private func bids(_ prices: [(String, Int64, String)]) -> [PricedBid] {
        prices.map { id, yuan, brand in PricedBid(id, yuan: yuan) { $0.brand = brand } }
    }

    @Test("lowest price: of one brand only the cheapest takes part, by its price before any discount")
    func lowest() {
        let rule = EvaluationRule.lowestEvaluated.with { $0.discounts.table = [.smallEnterprise: 2000] }
        var all = bids([("A", 100, "X"), ("B", 110, "X"), ("C", 105, "Y")])
        all[1].claims = [.smallEnterprise]
        let ranking = rank(rule, under: .governmentProcurement, all)
        #expect(ranking.order == "A1 C2 B-" && ranking.isSound)
        #expect(ranking.row("B")?.exclusion == .sameBrand && ranking.row("B")?.evaluationPrice == nil)
    }

    @Test("scoring: the best scored of a brand stands, and the others still set the benchmark")
    func scored() {
        let all = bids([("A", 100, "X"), ("B", 200, "X"), ("C", 200, "Y")])
        let scores = book(["A": [(10, 0)], "B": [(50, 0)], "C": [(20, 0)]])
        let ranking = rank(.goodsScored, under: .governmentProcurement, all, scores)
        #expect(ranking.order == "B1 C2 A-" && ranking.result.benchmark == Fen(10_000))
        #expect(ranking.row("A")?.total?.text == "40.00" && ranking.row("A")?.exclusion == .sameBrand)
    }

    @Test("equal bids of a brand wait for a choice, and the chosen one stands")
    func tie() {
        let all = bids([("A", 100, "X"), ("B", 100, "X"), ("C", 105, "Y")])
        let open = rank(.lowestEvaluated, under: .governmentProcurement, all)
        #expect(open.codes == ["brand.tie"] && open.order == "A1 B1 C3")
        let chosen = rank(
            .lowestEvaluated, under: .governmentProcurement, all, brandChoices: ["X": BidID("B")])
        #expect(chosen.order == "B1 C2 A-" && chosen.isSound)
        let wrong = rank(
            .lowestEvaluated, under: .governmentProcurement, all, brandChoices: ["X": BidID("C")])
        #expect(wrong.codes == ["brand.tie"])
    }

    @Test("the rule on brands is for procurement tenders alone")
    func elsewhere() {
        let all = bids([("A", 100, "X"), ("B", 110, "X")])
        #expect(rank(.lastPrice, under: .governmentProcurement, all).order == "A1 B2")
        #expect(rank(.reviewed, under: .biddingLaw, all).order == "A1 B2")
    }

    @Test("for the count of three a brand is one bidder")
    func count() {
        #expect(distinctBidders(bids([("A", 1, "X"), ("B", 1, "X"), ("C", 1, "Y")])) == 2)
        #expect(distinctBidders([PricedBid("A", yuan: 1), PricedBid("B", yuan: 1)]) == 2)
        #expect(distinctBidders([PricedBid("A", yuan: 1) { $0.status = .rejected }]) == 0)
    }
}

extension Ranking {
    fileprivate func rows(_ bids: String...) -> [String?] { bids.map { row($0)?.total?.text } }
}
