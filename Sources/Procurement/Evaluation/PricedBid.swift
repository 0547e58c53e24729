/// One item of a bid's price list.
package struct PriceLine: Hashable, Sendable {
    package var unitPrice: Fen
    /// In thousandths of the unit: 2500 is two and a half.
    package var quantity: Int64
    package var total: Fen
    /// The committee finds that the decimal point of the unit price is obviously misplaced.
    package var decimalSlip: Bool

    package init(unitPrice: Fen, quantity: Int64, total: Fen, decimalSlip: Bool = false) {
        self.unitPrice = unitPrice
        self.quantity = quantity
        self.total = total
        self.decimalSlip = decimalSlip
    }
}

/// What a bid says about its price beside the figure that was read out.
package struct PriceFacts: Hashable, Sendable {
    /// The total in the body of the bid.
    package var body: Fen?
    /// The total in words (大写).
    package var inWords: Fen?
    package var lines: [PriceLine]

    package init(body: Fen? = nil, inWords: Fen? = nil, lines: [PriceLine] = []) {
        self.body = body
        self.inWords = inWords
        self.lines = lines
    }

    package static let none = PriceFacts()
}

/// An addition to, or a deduction from, the price for a factor that the documents state (经评审).
package struct PriceAdjustment: Hashable, Sendable {
    package var words: String
    package var amount: Fen

    package init(words: String, amount: Fen) {
        self.words = words
        self.amount = amount
    }
}

/// Where a bid stands after the reviews that come before any price is compared.
package enum BidStatus: String, CaseIterable, Sendable {
    case valid
    /// Rejected, with a reason that is on record elsewhere.
    case rejected
    /// Left the negotiation before the last price.
    case left
}

/// What the committee made of a price that it asked about.
package enum LowPriceFinding: String, CaseIterable, Sendable {
    /// The bidder explained and proved it.
    case proven
    case unproven
}

/// A bid as the evaluation sees it.
package struct PricedBid: Hashable, Sendable {
    package var id: BidID
    /// As read out from the opening sheet; in a negotiation or consultation, the last price.
    package var quoted: Fen
    package var facts: PriceFacts
    /// The bidder's answer to the correction of its arithmetic; nil while it has not answered.
    package var confirmsCorrection: Bool?
    /// The policies that it claims and is entitled to.
    package var claims: Set<Policy>
    /// Only for the lowest reviewed price.
    package var adjustments: [PriceAdjustment]
    /// The brand of the core product.
    package var brand: String?
    package var status: BidStatus
    package var lowPrice: LowPriceFinding?
    /// When it came in: equal offers of a sale stand in this order.
    package var arrival: Instant?

    package init(
        id: BidID, quoted: Fen, facts: PriceFacts = .none, confirmsCorrection: Bool? = nil,
        claims: Set<Policy> = [], adjustments: [PriceAdjustment] = [], brand: String? = nil,
        status: BidStatus = .valid, lowPrice: LowPriceFinding? = nil, arrival: Instant? = nil
    ) {
        self.id = id
        self.quoted = quoted
        self.facts = facts
        self.confirmsCorrection = confirmsCorrection
        self.claims = claims
        self.adjustments = adjustments
        self.brand = brand
        self.status = status
        self.lowPrice = lowPrice
        self.arrival = arrival
    }
}

/// How many bidders count where the law asks for three: the valid bids of one brand are one (87号令 31).
package func distinctBidders(_ bids: [PricedBid]) -> Int {
    let valid = bids.filter { $0.status == .valid }
    return valid.count { $0.brand == nil } + Set(valid.compactMap(\.brand)).count
}
