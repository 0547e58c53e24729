/// An exact fraction of whole numbers. Amounts below 2^63, multiplied by a count, a weight and a
/// percentage, stay far inside 128 bits, so no product here can overflow.
package struct Ratio: Sendable {
    package var numerator: Int128
    /// Above zero.
    package var denominator: Int128

    /// A denominator of zero or less is a mistake of the program and stops it.
    package init(_ numerator: Int128, over denominator: Int128) {
        precondition(denominator > 0, "a fraction needs a denominator above zero")
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The nearest whole number; a half goes up.
    package var halfUp: Int128 {
        Self.floor(2 * numerator + denominator, 2 * denominator)
    }

    /// The greatest whole number that is not above it.
    package var down: Int128 { Self.floor(numerator, denominator) }

    private static func floor(_ numerator: Int128, _ denominator: Int128) -> Int128 {
        let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        return rest < 0 ? quotient - 1 : quotient
    }
}

/// Points of an evaluation in hundredths: `8550` is 85.50 points.
package struct Points: Hashable, Sendable, Comparable {
    package var hundredths: Int

    package init(hundredths: Int) { self.hundredths = hundredths }

    package static let zero = Points(hundredths: 0)
    /// The full mark of a scored evaluation, 100.00.
    package static let hundred = Points(hundredths: 10_000)

    package static func < (a: Points, b: Points) -> Bool { a.hundredths < b.hundredths }
    package static func + (a: Points, b: Points) -> Points {
        Points(hundredths: a.hundredths + b.hundredths)
    }

    /// With two decimals, as printed in a report: `85.50`.
    package var text: String { Fen(Int64(hundredths)).yuan }
}

/// How the documents say that points are rounded.
package struct Rounding: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// 四舍五入.
        case halfUp
        /// 舍去: what is beyond the last place is dropped.
        case down
    }

    /// Decimals that are kept, from 0 to 2.
    package var places: Int
    package var kind: Kind

    package init(places: Int, kind: Kind) {
        self.places = places
        self.kind = kind
    }

    /// Two places, a half goes up.
    package static let standard = Rounding(places: 2, kind: .halfUp)

    /// A number of points, rounded as declared.
    package func points(_ ratio: Ratio) -> Points {
        let unit: Int128 = places < 1 ? 100 : places == 1 ? 10 : 1
        let inUnits = Ratio(ratio.numerator * (100 / unit), over: ratio.denominator)
        let whole =
            switch kind {
            case .halfUp: inUnits.halfUp
            case .down: inUnits.down
            }
        return Points(hundredths: Int(clamping: whole * unit))
    }
}

extension Fen {
    /// An amount rounded to the fen; a half goes up. What no amount can hold becomes the nearest that can.
    init(rounding ratio: Ratio) { self.init(Int64(clamping: ratio.halfUp)) }

    var wide: Int128 { Int128(amount) }
}
