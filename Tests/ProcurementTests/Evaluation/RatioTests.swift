import Testing

@testable import Procurement

@Suite struct RatioTests {
    @Test(
        "a half goes up, anything less goes down",
        arguments: [
            (12_345, 1000, 1235), (123_449, 10_000, 1234), (2, 3, 67), (1, 3, 33), (1, 200, 1), (1, 201, 0),
            (0, 7, 0), (-1, 200, 0), (-3, 200, -1), (100, 1, 10_000),
        ])
    func halfUp(_ numerator: Int, _ denominator: Int, _ hundredths: Int) {
        let ratio = Ratio(Int128(numerator), over: Int128(denominator))
        #expect(Rounding.standard.points(ratio).hundredths == hundredths)
    }

    @Test(
        "fewer places keep fewer, and down drops the rest",
        arguments: [
            (0, Rounding.Kind.halfUp, 8600), (1, .halfUp, 8560), (2, .halfUp, 8556), (0, .down, 8500),
            (1, .down, 8550), (2, .down, 8555),
        ])
    func places(_ places: Int, _ kind: Rounding.Kind, _ hundredths: Int) {
        let ratio = Ratio(85_556, over: 1000)
        #expect(Rounding(places: places, kind: kind).points(ratio).hundredths == hundredths)
    }

    @Test("a rounded number lies within half a unit of the exact one")
    func nearest() {
        var chance = Chance(seed: 7)
        for _ in 0..<2000 {
            let (n, d) = (Int128(chance.number(0...1_000_000_000)), Int128(chance.number(1...1_000_000)))
            let got = Int128(Rounding.standard.points(Ratio(n, over: d)).hundredths)
            // got/100 − n/d, doubled and scaled: above −1 unit, at most +1 unit.
            let error = 2 * (got * d - n * 100)
            #expect(error > -d && error <= d)
            let down = Int128(Rounding(places: 2, kind: .down).points(Ratio(n, over: d)).hundredths)
            #expect(down * d <= n * 100 && (down + 1) * d > n * 100)
        }
    }

    @Test("points print with two decimals")
    func text() {
        #expect(Points(hundredths: 8550).text == "85.50" && Points(hundredths: 7).text == "0.07")
    }

    @Test("an amount beyond what can be held becomes the largest, and stops nothing")
    func clamps() {
        #expect(Fen(rounding: Ratio(Int128(Int64.max) * 10, over: 2)) == Fen(.max))
    }
}
