// Clauses on the reserve (底价): decided before, sealed, shown when the bidding has ended.

/// The text whose SHA-256 digest seals a reserve: `tradehall reserve v1`, the price in fen and a salt, each
/// on a line of its own that ends with a line feed, in UTF-8. The seller publishes the digest before the
/// bidding ends and shows price and salt afterwards, so that nobody can fit the reserve to the bids.
package func reserveText(price: Fen, salt: String) -> String {
    "tradehall reserve v1\n\(price.amount)\n\(salt)\n"
}

/// A reserve is sealed once, where the notice has announced one.
func reserveIsAnnounced(_ citation: Citation) -> Clause {
    Clause(
        "reserve.announced", citation,
        Words(zh: "公告说明设有底价，且尚未提交", en: "the notice announced a reserve, and none is sealed yet")
    ) {
        matter in
        guard let lot = matter.lot, let terms = lot.bidding else { return nil }
        guard terms.hasReserve else {
            return .init(
                Words(zh: "公告说明本标段不设底价。", en: "The notice says that this lot has no reserve."))
        }
        guard lot.reserveCommitment != nil else { return nil }
        return .init(Words(zh: "本标段的底价已经密封提交。", en: "The reserve of this lot is sealed already."))
    }
}

/// The bidding does not begin on a promise: the reserve that was announced is sealed by then.
func reserveIsSealed(_ citation: Citation) -> Clause {
    Clause(
        "reserve.sealed", citation, Words(zh: "公告设底价的，底价已密封提交", en: "a reserve that was announced is sealed")
    ) {
        matter in
        guard let lot = matter.lot, lot.bidding?.hasReserve == true, lot.reserveCommitment == nil else {
            return nil
        }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”公告设有底价，但底价未按时密封提交。",
                en: "Lot \"\(lot.id.text)\" has a reserve by its notice, and none was sealed in time."))
    }
}

/// What is shown is what was sealed.
func reserveMatches(_ citation: Citation) -> Clause {
    Clause(
        "reserve.matches", citation,
        Words(zh: "公开的底价与密封提交的一致", en: "the reserve shown is the one that was sealed")
    ) { matter in
        guard case .openReserve(let price, _) = matter.act.command, let lot = matter.lot else { return nil }
        guard let sealed = lot.reserveCommitment, lot.reserve == nil else {
            return .init(
                Words(
                    zh: "标段“\(lot.id.text)”没有待公开的底价。",
                    en: "Lot \"\(lot.id.text)\" has no sealed reserve to open."))
        }
        guard matter.act.facts.reserve != sealed || price.amount <= 0 else { return nil }
        return .init(
            Words(
                zh: "底价和随机数与密封提交的摘要不符。",
                en: "Price and salt do not make the digest that was sealed."),
            found: matter.act.facts.reserve?.hex, demanded: sealed.hex)
    }
}

/// 最高报价未达到底价的，不成交.
func reserveIsMet(_ citation: Citation) -> Clause {
    Clause("reserve.met", citation, Words(zh: "最高报价不低于底价", en: "the leading bid reaches the reserve")) {
        matter in
        guard let lot = matter.lot, let reserve = lot.reserve else { return nil }
        let leading = lot.leadingOffer?.price ?? Fen(0)
        guard leading < reserve else { return nil }
        return .init(
            Words(
                zh: "最高报价\(leading.yuan)元低于底价\(reserve.yuan)元，标段“\(lot.id.text)”不成交。",
                en:
                    "The leading bid of \(leading.yuan) yuan is below the reserve of \(reserve.yuan) yuan; lot \"\(lot.id.text)\" is not sold."
            ),
            found: leading.yuan, demanded: ">= \(reserve.yuan)")
    }
}

/// Where there is a reserve nothing is confirmed before it is known.
func reserveIsOpen(_ citation: Citation) -> Clause {
    Clause("reserve.open", citation, Words(zh: "设底价的先公开底价", en: "a reserve is opened first")) { matter in
        guard let lot = matter.lot, lot.bidding?.hasReserve == true, lot.reserve == nil else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”设有底价，公开底价后方可签订成交确认书。",
                en: "Lot \"\(lot.id.text)\" has a reserve; the deal is confirmed once it is opened."))
    }
}
