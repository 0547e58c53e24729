// Clauses from the fall of the hammer to the file: confirmation, default, payment.

/// 成交确认书 is signed by the seller and by who called the leading price.
func confirmsAsParty(_ citation: Citation) -> Clause {
    Clause(
        "deal.party", citation,
        Words(zh: "成交确认书由出让人和竞得人签订", en: "the seller and the leading bidder confirm the deal")
    ) { matter in
        guard let lot = matter.lot, let leading = lot.leadingOffer else { return nil }
        let party = matter.act.actor.party
        guard party != matter.tender?.agency, party != leading.bidder else { return nil }
        return .init(
            Words(
                zh: "成交确认书只由出让人和竞得人签订。",
                en: "Only the seller and the leading bidder confirm the deal."))
    }
}

/// Both sides sign one text.
func confirmsSameText(_ citation: Citation) -> Clause {
    Clause("deal.sameText", citation, Words(zh: "双方签订同一份成交确认书", en: "both sides confirm the same text")) {
        matter in
        guard case .confirmDeal(let text) = matter.act.command, let lot = matter.lot,
            let other = lot.confirmations.first(where: { $0.key != matter.act.actor.party })?.value,
            other != text
        else { return nil }
        return .init(
            Words(
                zh: "与对方签订的成交确认书不是同一文本。", en: "The text is not the one that the other side has confirmed."),
            found: text.hex, demanded: other.hex)
    }
}

/// The deal stands when both sides have confirmed it.
func bothHaveConfirmed(_ citation: Citation) -> Clause {
    Clause("deal.both", citation, Words(zh: "双方均已确认", en: "both sides have confirmed")) { matter in
        guard let lot = matter.lot, lot.confirmations.count < 2 else { return nil }
        return .init(Words(zh: "等待另一方确认。", en: "The other side has not confirmed yet."))
    }
}

/// Who falls out is the one that called the leading price.
func strikesTheWinner(_ citation: Citation) -> Clause {
    Clause("strike.winner", citation, Words(zh: "最高报价的竞得人", en: "the leading bid")) { matter in
        guard case .strikeCandidate(let bid, _, _) = matter.act.command, let lot = matter.lot,
            lot.leadingOffer?.id != bid
        else { return nil }
        return .init(
            Words(zh: "“\(bid.text)”不是最高报价。", en: "\"\(bid.text)\" is not the leading bid."),
            found: bid.text, demanded: lot.leadingOffer?.id.text)
    }
}

/// 竞得人违约的，应当再行拍卖: no other bidder steps in, since each was free once it was topped.
func winnerHasNotFallen(_ citation: Citation) -> Clause {
    Clause(
        "deal.winnerHolds", citation,
        Words(zh: "竞得人违约的重新组织竞价", en: "when the winner defaults the lot is put up anew")
    ) { matter in
        guard let lot = matter.lot, let leading = lot.leadingOffer, lot.struck.contains(leading.id) else {
            return nil
        }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的竞得人已违约或者结果无效，应当重新组织竞价。",
                en: "The winner of lot \"\(lot.id.text)\" has fallen out; the lot is put up anew."))
    }
}

/// The first payment is a certain part of the price at least.
func firstPayment(atLeastBasisPoints least: Int64, _ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "payment.first", citation,
        Words(
            zh: "首次付款不低于成交价的\(least / 100)%", en: "the first payment is at least \(least / 100)% of the price"
        ),
        uncertain: uncertain
    ) { matter in
        guard case .recordPayment(let payment) = matter.act.command, let lot = matter.lot,
            lot.payments.isEmpty, let price = lot.winner.flatMap({ lot.price(of: $0) }),
            !payment.amount.isAtLeast(basisPoints: least, of: price)
        else { return nil }
        return .init(
            Words(
                zh: "首次付款\(payment.amount.yuan)元不足成交价\(price.yuan)元的\(least / 100)%。",
                en:
                    "The first payment of \(payment.amount.yuan) yuan is below \(least / 100)% of the price of \(price.yuan) yuan."
            ),
            found: payment.amount.yuan, demanded: ">= \(least / 100)%")
    }
}

/// Nobody pays more than the price, nor nothing.
func paymentWithinPrice() -> Clause {
    Clause(
        "payment.withinPrice", .platform,
        Words(zh: "付款大于零且累计不超过成交价", en: "payments are above zero and sum up to the price at most")
    ) { matter in
        guard case .recordPayment(let payment) = matter.act.command, let lot = matter.lot,
            let price = lot.winner.flatMap({ lot.price(of: $0) })
        else { return nil }
        let sum = lot.payments.reduce(payment.amount) { $0.adding($1.amount) }
        guard payment.amount.amount <= 0 || sum > price else { return nil }
        return .init(
            Words(
                zh: "付款应当大于零，累计\(sum.yuan)元不得超过成交价\(price.yuan)元。",
                en:
                    "A payment is above zero, and with it \(sum.yuan) yuan would be paid of a price of \(price.yuan) yuan."
            ),
            found: sum.yuan, demanded: "<= \(price.yuan)")
    }
}

/// A sale that has begun is stopped for good only while an order or a fault has stopped it already: a low
/// price is no ground (domain §1.10, fault policy).
func standsStill(_ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "cancel.standsStill", citation,
        Words(
            zh: "竞价开始后，只有在被责令中止或者因故障中止期间方可终止",
            en: "once bidding has begun a sale is ended only while an order or a fault has stopped it"),
        uncertain: uncertain
    ) { matter in
        guard let lot = matter.lot, !lot.isSuspended else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的竞价正在进行，未被中止，不得终止。",
                en:
                    "The bidding for lot \"\(lot.id.text)\" is under way and was not stopped; it may not be cancelled."
            ))
    }
}
