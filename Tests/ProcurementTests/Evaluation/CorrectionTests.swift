import Testing

@testable import Procurement

@Suite struct CorrectionTests {
    private func line(_ unit: Int64, _ quantity: Int64, _ total: Int64, slip: Bool = false) -> PriceLine {
        PriceLine(unitPrice: Fen(unit), quantity: quantity * 1000, total: Fen(total), decimalSlip: slip)
    }

    @Test("a price that agrees with itself is left alone")
    func sound() {
        let facts = PriceFacts(
            body: Fen(1000), inWords: Fen(1000), lines: [line(100, 4, 400), line(300, 2, 600)])
        let result = correct(Fen(1000), facts, under: .governmentProcurement)
        #expect(result == CorrectedPrice(price: Fen(1000), corrections: [], slipsUnproven: []))
    }

    @Test("the opening sheet beats the body in procurement; the Bidding Law knows no such step")
    func body() {
        let facts = PriceFacts(body: Fen(900))
        let result = correct(Fen(1000), facts, under: .governmentProcurement)
        #expect(result.price == Fen(1000))
        #expect(
            result.corrections == [
                Correction(ground: .openingSheetBeatsBody, before: Fen(900), after: Fen(1000))
            ])
        #expect(correct(Fen(1000), facts, under: .biddingLaw).corrections.isEmpty)
    }

    @Test("words beat figures")
    func words() {
        let result = correct(Fen(1000), PriceFacts(inWords: Fen(1100)), under: .biddingLaw)
        #expect(result.price == Fen(1100) && result.corrections.map(\.ground) == [.wordsBeatFigures])
    }

    @Test("an obvious decimal slip gives way to the total, up or down", arguments: [10, 1000, 10, 100_000])
    func slip(_ unit: Int64) {
        let facts = PriceFacts(lines: [line(unit, 10, 1000, slip: true)])
        let result = correct(Fen(1000), facts, under: .governmentProcurement)
        #expect(result.price == Fen(1000))
        #expect(
            result.corrections == [
                Correction(ground: .decimalSlip, line: 0, before: Fen(unit), after: Fen(100))
            ])
    }

    @Test("a shift may leave parts of a fen in the unit price, but the total must come out to the fen")
    func slipInParts() {
        func price(_ total: Int64) -> CorrectedPrice {
            correct(
                Fen(total), PriceFacts(lines: [line(105, 10, total, slip: true)]),
                under: .governmentProcurement)
        }
        // 10.5 fen × 10 is 105 and nothing else.
        #expect(price(105).price == Fen(105) && price(105).corrections.map(\.after) == [Fen(11)])
        for total in [Int64(100), 104, 106, 110] {
            #expect(price(total).slipsUnproven == [0] && price(total).price == Fen(1050))
        }
    }

    @Test("a slip that no shift explains is none: unit price times quantity governs")
    func noSlip() {
        let facts = PriceFacts(lines: [line(130, 10, 1000, slip: true)])
        let result = correct(Fen(1000), facts, under: .governmentProcurement)
        #expect(result.price == Fen(1300) && result.slipsUnproven == [0])
        let ranking = rank(
            .lowestEvaluated, under: .governmentProcurement,
            [PricedBid(id: BidID("A"), quoted: Fen(1000), facts: facts, confirmsCorrection: true)])
        #expect(ranking.codes == ["correction.slip"])
    }

    @Test("unit price times quantity beats the total, line by line and in sum")
    func product() {
        let facts = PriceFacts(lines: [line(100, 4, 500), line(300, 2, 600)])
        let result = correct(Fen(1100), facts, under: .governmentProcurement)
        #expect(result.price == Fen(1000))
        #expect(
            result.corrections == [
                Correction(ground: .unitPriceBeatsTotal, line: 0, before: Fen(500), after: Fen(400)),
                Correction(ground: .unitPriceBeatsTotal, before: Fen(1100), after: Fen(1000)),
            ])
    }

    @Test("the steps come in the order of the law, whatever is wrong at once")
    func order() {
        let facts = PriceFacts(
            body: Fen(1), inWords: Fen(2),
            lines: [line(10, 10, 1000, slip: true), line(300, 2, 500)])
        let result = correct(Fen(3), facts, under: .governmentProcurement)
        #expect(
            result.corrections.map(\.ground) == [
                .openingSheetBeatsBody, .wordsBeatFigures, .decimalSlip, .unitPriceBeatsTotal,
                .unitPriceBeatsTotal,
            ])
        #expect(result.price == Fen(1600))
    }

    @Test("a fraction of a unit is rounded to the fen, a half up")
    func fraction() {
        #expect(PriceLine(unitPrice: Fen(333), quantity: 500, total: Fen(0)).product == Fen(167))
        #expect(PriceLine(unitPrice: Fen(333), quantity: 498, total: Fen(0)).product == Fen(166))
    }

    @Test("who does not confirm is out; who has not answered holds up the result")
    func confirmation() {
        func ranking(_ answer: Bool?) -> Ranking {
            let a = PricedBid("A", yuan: 100) {
                $0.facts = PriceFacts(inWords: Fen(11_000))
                $0.confirmsCorrection = answer
            }
            return rank(.lowestEvaluated, under: .governmentProcurement, [a, PricedBid("B", yuan: 105)])
        }
        #expect(ranking(true).order == "B1 A2" && ranking(true).isSound)
        #expect(ranking(true).row("A")?.price == Fen(11_000))
        #expect(ranking(false).order == "B1 A-" && ranking(false).isSound)
        #expect(ranking(false).row("A")?.exclusion == .correctionRefused)
        #expect(ranking(nil).codes == ["correction.unconfirmed"])
    }

    @Test("the largest unit prices and quantities stop nothing")
    func large() {
        let big = PriceLine(
            unitPrice: Fen(1_000_000_000_000_000), quantity: 1_000_000_000_000_000, total: Fen(1),
            decimalSlip: true)
        let result = correct(Fen(1), PriceFacts(lines: [big, big]), under: .governmentProcurement)
        #expect(result.price == Fen(.max))
    }
}
