/// One correction of a bid's arithmetic. The price of the bid afterwards is in ``CorrectedPrice``.
package struct Correction: Hashable, Sendable {
    /// The grounds in the order in which the law applies them (87号令 59).
    package enum Ground: String, CaseIterable, Sendable {
        case openingSheetBeatsBody
        case wordsBeatFigures
        /// The total governs and the unit price is put right.
        case decimalSlip
        case unitPriceBeatsTotal
    }

    package var ground: Ground
    /// The item of the price list, from zero; nil when it concerns the whole price.
    package var line: Int?
    /// The figure that was wrong, and the one that takes its place.
    package var before: Fen
    package var after: Fen

    package init(ground: Ground, line: Int? = nil, before: Fen, after: Fen) {
        self.ground = ground
        self.line = line
        self.before = before
        self.after = after
    }
}

extension Correction.Ground {
    package var words: Words {
        switch self {
        case .openingSheetBeatsBody: Words(zh: "以开标一览表为准", en: "the opening sheet governs")
        case .wordsBeatFigures: Words(zh: "以大写金额为准", en: "the amount in words governs")
        case .decimalSlip:
            Words(zh: "单价小数点明显错位，以总价为准", en: "the unit price has a decimal slip, the total governs")
        case .unitPriceBeatsTotal: Words(zh: "以单价计算结果为准", en: "unit price times quantity governs")
        }
    }
}

/// A price after its arithmetic was put right.
package struct CorrectedPrice: Hashable, Sendable {
    package var price: Fen
    package var corrections: [Correction]
    /// Lines said to have a decimal slip that no shift of the point explains: their unit price governs.
    package var slipsUnproven: [Int]
}

/// Puts the arithmetic of one price right, in the order of the law: the opening sheet beats the body of the
/// bid, words beat figures, an obviously misplaced decimal point gives way to the total, and unit price
/// times quantity beats the total (87号令 59). The Bidding Law knows no opening sheet (暂行规定 19), so
/// there the first step falls away.
package func correct(_ quoted: Fen, _ facts: PriceFacts, under regime: Regime) -> CorrectedPrice {
    var result = CorrectedPrice(price: quoted, corrections: [], slipsUnproven: [])
    if let body = facts.body, body != quoted, regime != .biddingLaw {
        result.corrections.append(Correction(ground: .openingSheetBeatsBody, before: body, after: quoted))
    }
    if let words = facts.inWords, words != result.price {
        result.corrections.append(
            Correction(ground: .wordsBeatFigures, before: result.price, after: words))
        result.price = words
    }
    var products = facts.lines.map(\.product)
    for (index, line) in facts.lines.enumerated() where line.decimalSlip {
        guard let unit = line.unitPriceWithoutSlip else {
            result.slipsUnproven.append(index)
            continue
        }
        result.corrections.append(
            Correction(ground: .decimalSlip, line: index, before: line.unitPrice, after: unit))
        // The total governs, even when the unit price that makes it has parts of a fen.
        products[index] = line.total
    }
    var sum: Int128 = 0
    for (index, line) in facts.lines.enumerated() {
        let product = products[index]
        if product != line.total {
            result.corrections.append(
                Correction(ground: .unitPriceBeatsTotal, line: index, before: line.total, after: product))
        }
        sum += product.wide
    }
    let total = Fen(Int64(clamping: sum))
    if !products.isEmpty, total != result.price {
        result.corrections.append(
            Correction(ground: .unitPriceBeatsTotal, before: result.price, after: total))
        result.price = total
    }
    return result
}

extension PriceLine {
    /// Unit price times quantity, rounded to the fen.
    package var product: Fen {
        Fen(rounding: Ratio(unitPrice.wide * Int128(quantity), over: 1000))
    }

    /// The unit price with its decimal point, or percent, moved to where it makes the total, to the fen; nil
    /// when no shift of one to six places does.
    var unitPriceWithoutSlip: Fen? {
        guard product != total else { return nil }
        var power: Int128 = 1
        for _ in 1...6 {
            power *= 10
            for moved in [Ratio(unitPrice.wide * power, over: 1), Ratio(unitPrice.wide, over: power)] {
                let whole = Ratio(moved.numerator * Int128(quantity), over: moved.denominator * 1000)
                if Fen(rounding: whole) == total { return Fen(rounding: moved) }
            }
        }
        return nil
    }
}
