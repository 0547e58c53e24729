import Testing

@testable import Procurement

@Suite struct SaleArithmeticTests {
    @Test(
        "the same day so many months later, or that month's last day",
        arguments: [
            (CivilDay(2026, 4, 7), 12, CivilDay(2027, 4, 7)),
            (CivilDay(2024, 2, 29), 12, CivilDay(2025, 2, 28)),
            (CivilDay(2026, 12, 31), 2, CivilDay(2027, 2, 28)),
            (CivilDay(2026, 1, 31), 1, CivilDay(2026, 2, 28)),
            (CivilDay(2026, 11, 30), 1, CivilDay(2026, 12, 30)),
            (CivilDay(2026, 5, 1), 0, CivilDay(2026, 5, 1)),
        ])
    func months(_ start: CivilDay, _ count: Int, _ end: CivilDay) {
        #expect(start.adding(months: count) == end)
    }

    @Test("a part of an amount is compared to the fen, whatever their size")
    func parts() {
        #expect(Fen(2_000_000_000).isAtLeast(basisPoints: 2000, of: Fen(10_000_000_000)))
        #expect(!Fen(1_999_999_999).isAtLeast(basisPoints: 2000, of: Fen(10_000_000_000)))
        // A fifth of 9 fen is 1.8 fen.
        #expect(Fen(2).isAtLeast(basisPoints: 2000, of: Fen(9)))
        #expect(!Fen(1).isAtLeast(basisPoints: 2000, of: Fen(9)))
        #expect(!Fen(.max / 2).isAtLeast(basisPoints: 9000, of: Fen(.max)))
        #expect(Fen(.max).isAtLeast(basisPoints: 10_000, of: Fen(.max)))
    }

    @Test("a step above the highest amount there is stays there, so nobody can top it")
    func highest() { #expect(Fen(.max).adding(Fen(1)) == Fen(.max)) }

    @Test("the text that seals a reserve is three lines, each with its end")
    func reserve() {
        #expect(
            reserveText(price: Fen(11_000_000_000), salt: "f3c1-9ad7")
                == "tradehall reserve v1\n11000000000\nf3c1-9ad7\n")
    }
}
