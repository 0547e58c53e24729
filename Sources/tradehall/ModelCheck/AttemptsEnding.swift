internal import Procurement

// Open bidding, and everything from the result on.

extension Seat {
    /// A price one step above the leading one; three prices are enough to tell what bidding is.
    var offers: [Attempt] {
        guard let terms = lot.bidding else { return [] }
        let leading = lot.leadingOffer
        let least = leading.map { $0.price.amount + terms.step.amount } ?? terms.startPrice.amount
        let fresh = lot.offers.count < 2 && leading?.bidder != party
        let name = "offer-\(lot.offers.count)"
        return [
            Attempt.lead(.placeBid(price: Fen(least)), id: name).leading(on: fresh),
            .only(.placeBid(price: Fen(least - 1)), id: name),
            .only(.placeBid(price: Fen(least)), id: "offer-0"),
        ]
    }

    var reserves: [Attempt] {
        Cast.reserves.map { price, commitment in
            Attempt.either(.openReserve(price: price, salt: "salt"), Facts(reserve: commitment))
        } + [.only(.openReserve(price: Fen(0), salt: "salt"), Facts(reserve: lot.reserveCommitment))]
    }

    private var left: [BidID] {
        let named = lot.report?.candidates ?? lot.leadingOffer.map { [$0.id] } ?? lot.validBids.map(\.id)
        return named.filter { !lot.struck.contains($0) }
    }

    var publicities: [Attempt] {
        let today = CivilDay(of: at)
        return [(7, 2), (7, 1), (1, 2)].map { days, media in
            Attempt.lead(
                .publishCandidates(
                    until: today.adding(days: days).end, publications: Cast.publications(media, at: at))
            ).leading(on: days == 7)
        }
    }

    var strikes: [Attempt] {
        [
            .lead(.strikeCandidate(left.first ?? Cast.noBid, .gaveUp, text: text)),
            .only(.strikeCandidate(Cast.noBid, .gaveUp, text: text)),
        ]
    }

    var awards: [Attempt] {
        let first = left.first ?? lot.winner ?? Cast.noBid
        return [
            .lead(.award(lot.winner ?? first, notice: Cast.digest(10), publications: twoMedia)),
            .lead(.award(left.last ?? Cast.noBid, notice: Cast.digest(10), publications: twoMedia)),
            .only(.award(first, notice: Cast.digest(10), publications: [])),
            .only(.award(lot.bids.keys.max() ?? Cast.noBid, notice: Cast.digest(10), publications: twoMedia)),
        ]
    }

    var contracts: [Attempt] {
        let price = lot.winner.flatMap { lot.price(of: $0) } ?? Fen(0)
        return [(price, 11), (Fen(price.amount + 1), 11), (price, 12)].map { price, text in
            Attempt.lead(.signContract(Contract(text: Cast.digest(text), price: price)))
                .leading(on: text == 11)
        }
    }

    var results: [Attempt] {
        [
            Attempt.lead(.publishResult(text: text, publications: twoMedia))
                .leading(on: lot.milestones[.resultPublished] == nil),
            .only(.publishResult(text: text, publications: oneMedium)),
            .only(.publishResult(text: text, publications: [])),
        ]
    }

    /// All at once, or half of it first and the rest secured.
    var payments: [Attempt] {
        let price = lot.winner.flatMap { lot.price(of: $0) } ?? Fen(0)
        let paid = lot.payments.reduce(0) { $0 + $1.amount.amount }
        let rest = price.amount - paid
        func pay(_ amount: Int64, secured: Bool = false, rest: Instant? = nil) -> Command {
            .recordPayment(Payment(amount: Fen(amount), secured: secured, restBy: rest, record: text))
        }
        let isFirst = lot.payments.isEmpty
        return [
            .lead(pay(rest)),
            Attempt.either(pay(rest / 2, secured: true, rest: day(300))).leading(on: isFirst),
            .only(pay(rest / 10, secured: true, rest: day(300))), .only(pay(rest / 2, rest: day(300))),
            .only(pay(rest / 2, secured: true, rest: day(500))), .only(pay(rest + 1)), .only(pay(0)),
        ]
    }

    var terminations: [Attempt] {
        TerminationGround.allCases.map { .lead(.terminate($0, reason: text, publications: twoMedia)) } + [
            .only(.terminate(.unlawfulActs, reason: text, publications: []))
        ]
    }
}
