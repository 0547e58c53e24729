/// A bid's place in an evaluation, exact: no division takes place, so nothing is rounded.
package struct Standing: Hashable, Sendable {
    package var bid: BidID
    package var price: Fen
    /// Sum of all members' points in hundredths; nil where the method does not score.
    package var points: Int?
    /// Something is sold: more money is better.
    package var higherPriceIsBetter = false
}

extension Lot {
    /// The valid bids, best first, under the method that the documents declared: by the sum of points and
    /// then the lower price, or by the reviewed price alone (招标投标法 41). Equal ones stand in the order
    /// of their ids, and may be ranked either way.
    package func standings(by method: EvaluationMethod) -> [Standing] {
        let standings = validBids.compactMap { bid -> Standing? in
            guard let price = bid.price else { return nil }
            let points = method.isScored ? scores.values.reduce(0) { $0 + ($1[bid.id] ?? 0) } : nil
            return Standing(
                bid: bid.id, price: price, points: points, higherPriceIsBetter: method.prefersHigherPrice)
        }
        return standings.sorted { $0.isBetter(than: $1) || (!$1.isBetter(than: $0) && $0.bid < $1.bid) }
    }
}

extension Standing {
    /// Strictly better: more points, then a lower price.
    package func isBetter(than other: Standing) -> Bool {
        let (mine, theirs) = (points ?? 0, other.points ?? 0)
        return mine != theirs
            ? mine > theirs : higherPriceIsBetter ? price > other.price : price < other.price
    }
}
