import Testing

@testable import Procurement

/// Evaluations made by a seed, held to what must be true of any.
@Suite struct EvaluationPropertyTests {
    static let rules: [(EvaluationRule, Regime)] = [
        (.goodsScored, .governmentProcurement), (.lowestEvaluated, .governmentProcurement),
        (.lastPrice, .governmentProcurement), (.consultation, .governmentProcurement),
        (.works, .biddingLaw), (.reviewed, .biddingLaw), (.sale, .land),
    ]

    private func sheet(_ chance: inout Chance, _ rule: EvaluationRule, _ regime: Regime) -> ScoringSheet {
        let rule = rule.with {
            if regime == .governmentProcurement {
                $0.discounts.table = [.smallEnterprise: 1000, .domesticProduct: 2000]
            }
        }
        let members = (0..<chance.number(1...7)).map { PartyID("m\($0)") }
        let top = chance.once(in: 4) ? 100_000_000_000_000 : chance.number(1...5000)
        let bids = (0..<chance.number(1...8)).map { index in
            PricedBid(
                id: BidID("b\(index)"), quoted: Fen(Int64(chance.number(1...top))),
                claims: chance.once(in: 3) && regime == .governmentProcurement ? [.smallEnterprise] : [],
                brand: chance.once(in: 3) ? "X\(chance.number(1...2))" : nil,
                status: chance.once(in: 8) ? .rejected : .valid, lowPrice: .proven,
                arrival: Instant(milliseconds: Int64(index)))
        }
        var scores: ScoreBook = [:]
        for bid in bids where rule.method.scores {
            let facts = chance.number(0...4)
            for member in members {
                scores[member, default: [:]][bid.id] = [
                    FactorID("T"): Points(hundredths: chance.number(0...8) * 500),
                    FactorID("C"): Points(hundredths: facts * 500),
                ]
            }
        }
        return ScoringSheet(
            regime: regime, rule: rule, members: members, bids: bids, scores: scores,
            brandChoices: ["X1": BidID("b0"), "X2": BidID("b1")])
    }

    @Test("the order of members and bids changes nothing", arguments: 0..<rules.count)
    func permutation(_ index: Int) {
        let (rule, regime) = Self.rules[index]
        for seed in 0..<60 {
            var chance = Chance(seed: UInt64(seed * 10 + index))
            let sheet = sheet(&chance, rule, regime)
            var other = sheet
            other.members.shuffle(using: &chance)
            other.bids.shuffle(using: &chance)
            #expect(other.evaluate().result == sheet.evaluate().result, "seed \(seed)")
        }
    }

    @Test(
        "a result differs from itself in nothing, ranks count on, and points keep their bounds",
        arguments: 0..<rules.count)
    func shape(_ index: Int) {
        let (rule, regime) = Self.rules[index]
        for seed in 0..<60 {
            var chance = Chance(seed: UInt64(seed * 10 + index + 1_000_000))
            let sheet = sheet(&chance, rule, regime)
            let result = sheet.evaluate().result
            #expect(result.firstDifference(from: result) == nil)
            #expect(result.rows.count == sheet.bids.count)
            let ranks = result.rows.compactMap(\.rank)
            for (position, rank) in ranks.enumerated() {
                #expect(rank == position + 1 || rank == ranks[max(position - 1, 0)], "seed \(seed)")
            }
            for row in result.rows {
                #expect((row.rank == nil) == (row.exclusion != nil))
                guard let points = row.pricePoints, let total = row.total else { continue }
                #expect((.zero...rule.pricePoints).contains(points) && (.zero...(.hundred)).contains(total))
                #expect(row.factorPoints.values.reduce(points, +) == total)
            }
        }
    }

    @Test("lowest ÷ price × points: within half a hundredth of the exact value, a half up")
    func lowestFormula() throws {
        for seed in 0..<200 {
            var chance = Chance(seed: UInt64(seed + 77))
            let sheet = sheet(&chance, .goodsScored, .governmentProcurement)
            let result = sheet.evaluate().result
            let scored = result.rows.filter { $0.pricePoints != nil }
            guard !scored.isEmpty else { continue }
            let lowest = try #require(scored.compactMap(\.evaluationPrice).min())
            #expect(result.benchmark == lowest)
            for row in scored {
                let price = Int128(try #require(row.evaluationPrice).amount)
                let got = Int128(try #require(row.pricePoints).hundredths)
                let error = 2 * (got * price - Int128(lowest.amount) * 3000)
                #expect((price == 0 && got == 0) || (error > -price && error <= price), "seed \(seed)")
            }
        }
    }

    @Test("a lower price never ranks worse under any method that buys")
    func monotone() {
        for (index, (rule, regime)) in Self.rules.enumerated() {
            switch rule.method {
            // A mean rewards closeness, and a sale wants more.
            case .worksScored, .highestPrice: continue
            case .gpScored, .gpLowestEvaluatedPrice, .lastPriceLowest, .consultationScored,
                .worksReviewedLowest:
                break
            }
            for seed in 0..<60 {
                var chance = Chance(seed: UInt64(seed * 10 + index + 5_000_000))
                var sheet = sheet(&chance, rule, regime)
                for place in sheet.bids.indices { sheet.bids[place].brand = nil }
                let before = sheet.evaluate().result[BidID("b0")]?.rank
                sheet.bids[0].quoted = Fen(max(1, sheet.bids[0].quoted.amount / 2))
                let after = sheet.evaluate().result[BidID("b0")]?.rank
                #expect((after ?? .max) <= (before ?? .max), "seed \(seed) \(rule.method)")
            }
        }
    }

    @Test("nothing overflows with a thousand bids of a hundred trillion fen")
    func large() {
        let most: Int64 = 100_000_000_000_000
        let bids = (0..<1000).map { PricedBid(id: BidID("b\($0)"), quoted: Fen(most - Int64($0))) }
        let scores = [
            PartyID("m"): Dictionary(
                uniqueKeysWithValues: bids.map {
                    ($0.id, [FactorID("T"): Points(40), FactorID("C"): Points(20)])
                })
        ]
        let ranking = rank(.works, under: .biddingLaw, bids, scores)
        // The mean of 10^14 − 1 … 10^14 − 998 is 10^14 − 499.5; times 0.97.
        #expect(ranking.result.benchmark == Fen(96_999_999_999_515))
        #expect(ranking.isSound)
    }

    @Test("any changed figure is found, by its name")
    func differences() {
        let ranking = rank(
            .goodsScored, under: .governmentProcurement,
            [PricedBid("A", yuan: 100), PricedBid("B", yuan: 120)],
            book(["A": [(40, 15)], "B": [(30, 10)]]))
        func named(_ change: (inout EvaluationResult) -> Void) -> String? {
            var declared = ranking.result
            change(&declared)
            return ranking.result.firstDifference(from: declared)?.figure
        }
        #expect(named { _ in } == nil)
        #expect(named { $0.benchmark = nil } == "benchmark")
        #expect(named { $0.rows[1].price = Fen(1) } == "price")
        #expect(named { $0.rows[0].evaluationPrice = Fen(1) } == "evaluationPrice")
        #expect(named { $0.rows[0].pricePoints = .zero } == "pricePoints")
        #expect(named { $0.rows[0].factorPoints[FactorID("C")] = .zero } == "factorPoints.C")
        #expect(named { $0.rows[0].total = nil } == "total")
        #expect(named { $0.rows[1].rank = 1 } == "rank")
        #expect(named { $0.rows[1].exclusion = .rejected } == "excluded")
        #expect(named { $0.rows[1].abnormallyLow = [.ofMean] } == "abnormallyLow")
        #expect(named { $0.rows.swapAt(0, 1) } == "rows")
        #expect(named { $0.rows.removeLast() } == "rows")
        #expect(named { $0.rows.append(EvaluationResult.Row(bid: BidID("Z"), price: Fen(1))) } == "rows")
    }
}
