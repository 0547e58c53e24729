// What the law makes of a time in which the hall itself was down.

extension Lawbook {
    /// The rule for interruptions of bidding in the open: the sale goes on, every bidder has the time that was
    /// left when the hall went down, and a timed round begins anew in full.
    ///
    /// The laws on auction and listing are silent. That a fault pauses the sale, is recorded and published,
    /// and that the sale then goes on lawfully, is from the rules of 惠州市 2025, second-hand (domain §1.10),
    /// 2026-11-24; that it goes on from where it stood, rather than from its beginning, is our reading.
    package static let interruptionRule = Words(
        zh: "系统中断期间不计入竞价时间；中断前剩余的时间顺延，限时竞价重新开始完整的一轮（参照惠州市2025年规则，我方解释，待核实）",
        en:
            "the time of an interruption does not count: what was left is given back, and a timed round begins anew in full (after the rules of 惠州市 2025, second-hand; our reading, 2026-11-24; uncertain)"
    )

    /// What follows from the hall having been down from `lastAlive` to `now`: to be recorded before anything
    /// else happens in the tender, before any tick above all.
    ///
    /// What the clock had brought about by `lastAlive` comes first, at its own instants. Then the times of
    /// every lot for which bids could be called, or were to be called for the first time in between, move by
    /// the length of the interruption. Applications to a listing get as much more time where they could be
    /// handed in during the interruption.
    ///
    /// - Returns: nothing when no bidding was touched; the clock then brings about what it would have.
    package func interruption(of tender: Tender, since lastAlive: Instant, at now: Instant) -> [Event] {
        guard lastAlive < now else { return [] }
        let due = tick(tender, at: lastAlive)
        let state = due.isEmpty ? tender : after(tender, due, at: lastAlive)
        let touched = state.lots.filter { $0.isBidFor(between: lastAlive, and: now) }
        guard !touched.isEmpty else { return [] }
        let lost = now.milliseconds - lastAlive.milliseconds
        // One deadline serves all lots: when it moves, what depends on it moves in each of them.
        let awaited = state.deadline.map { deadline in
            lastAlive < deadline && touched.contains { $0.phase == .listing }
        }
        var moved = touched
        if awaited == true {
            moved = state.lots.filter { lot in
                lot.bidding != nil && (lot.phase == .noticed || touched.contains { $0.id == lot.id })
            }
        }
        var events = due + moved.map { Event.liveTimesMoved($0.id, by: lost) }
        if awaited == true, let deadline = state.deadline {
            let later = Instant(milliseconds: deadline.milliseconds.clampedAdding(lost))
            events.append(.deadlineMoved(to: later, because: nil))
        }
        return events
    }
}

extension Lot {
    /// Bids could be called, or were to be for the first time, at some instant after `start` up to `end`. A
    /// lot that stands still by an order has no clock that could run out.
    fileprivate func isBidFor(between start: Instant, and end: Instant) -> Bool {
        guard !isSuspended, let bidding else { return false }
        switch phase {
        case .freeBidding, .listing, .optIn, .timedBidding: return true
        case .noticed, .closed: return start < bidding.opens && bidding.opens <= end
        case .registered, .opening, .evaluation, .reported, .publicity, .awarded, .contracted, .archived,
            .failed, .cancelled, .prequalification, .qualifying, .qualified, .sourcePublicity, .review,
            .negotiation, .lastPrices, .lastClosed, .lastOpening, .presumed, .hammer, .unsold:
            return false
        }
    }
}
