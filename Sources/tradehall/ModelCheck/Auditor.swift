internal import Procurement

/// What no table may allow, said here once more, from `domain.md` and without the law's own code.
struct Auditor: Sendable {
    let mode: Mode
    let regime: Regime

    /// What is wrong with a step from one state to the next.
    func faults(from before: Tender, to after: Tender, at: Instant, by name: String) -> [String] {
        var faults: [String] = []
        if let old = before.deadline, let new = after.deadline, new < old,
            before.lots.first?.relistings.count == after.lots.first?.relistings.count
        {
            faults.append("the deadline moved to an earlier time by \(name)")
        }
        guard let old = before.lots.first, let new = after.lots.first else { return faults }
        if old.phase.isFinal, new.phase != old.phase { faults.append("an end was left by \(name)") }
        faults += sealing(old, new, before, at).map { "\($0) by \(name)" }
        faults += award(old, new, before).map { "\($0) by \(name)" }
        faults += quorum(old, new, before).map { "\($0) by \(name)" }
        faults += amounts(new).map { "\($0) by \(name)" }
        for (milestone, instant) in new.milestones where old.milestones[milestone] != instant {
            if instant > at || instant < after.registeredAt {
                faults.append("\(milestone.rawValue) lies outside the play by \(name)")
            }
        }
        return faults
    }

    /// A bid comes before its deadline, and none is opened before it has passed.
    private func sealing(_ old: Lot, _ new: Lot, _ tender: Tender, _ at: Instant) -> [String] {
        let deadline = old.responses.isEmpty ? tender.deadline : old.lastPriceDeadline
        guard let deadline else { return new.bids.isEmpty ? [] : ["a bid without a deadline"] }
        var faults: [String] = []
        if new.bids.count > old.bids.count, at >= deadline { faults.append("a bid after its deadline") }
        if new.live.count < old.live.count, new.responses.count == old.responses.count, at >= deadline,
            new.bids.values.filter({ $0.fault != nil }).count
                == old.bids.values.filter({ $0.fault != nil }).count
        {
            faults.append("a bid withdrawn after its deadline")
        }
        let opened = new.bids.contains { $1.finding != nil && old.bids[$0]?.finding == nil }
        if opened, at < deadline { faults.append("a bid opened before its deadline") }
        if new.milestones[.openingBegun] != old.milestones[.openingBegun], at < deadline {
            faults.append("an opening before the deadline")
        }
        if new.offers.count > old.offers.count, let live = old.bidding {
            let end = old.phase == .timedBidding ? old.roundEnds : live.until
            if at < live.opens || end.map({ at >= $0 }) ?? false {
                faults.append("a price called out of time")
            }
            let least = old.leadingOffer.map { $0.price.amount + live.step.amount } ?? live.startPrice.amount
            if let last = new.offers.last, last.price.amount < least {
                faults.append("a price that tops nothing")
            }
        }
        return faults
    }

    /// Nobody wins without an evaluation, a price called in the open or one agreed on.
    private func award(_ old: Lot, _ new: Lot, _ tender: Tender) -> [String] {
        guard old.phase != new.phase || old.winner != new.winner else { return [] }
        var faults: [String] = []
        let wins = new.phase == .awarded || new.phase == .presumed || new.phase == .contracted
        guard wins else { return [] }
        guard let winner = new.winner else {
            // After a strike the lot waits, awarded to nobody, for the next in rank.
            return new.struck.count > old.struck.count ? [] : ["\(new.phase.rawValue) without a winner"]
        }
        if new.struck.contains(winner) { faults.append("a winner that was struck") }
        if let bid = new.bids[winner] {
            if bid.rejection != nil || bid.opened == nil { faults.append("a winner without a valid bid") }
            let isHighest =
                tender.notice?.method == .highestPrice
                && new.validBids.allSatisfy { ($0.price?.amount ?? 0) <= (bid.price?.amount ?? 0) }
            let isReported =
                new.report?.candidates.contains(winner) == true && new.milestones[.reported] != nil
            if !isReported, !isHighest, new.agreedPrice == nil {
                faults.append("a winner without an evaluation")
            }
        } else if let leader = new.leadingOffer {
            if leader.id != winner { faults.append("a winner that does not lead") }
            if let reserve = new.reserve, leader.price < reserve {
                faults.append("a winner below the reserve")
            }
            if new.bidding?.hasReserve == true, new.reserve == nil {
                faults.append("a winner before the reserve is open")
            }
        } else {
            faults.append("a winner who made no bid")
        }
        return faults
    }

    /// Money is never below nothing, and nobody pays more than the price.
    private func amounts(_ lot: Lot) -> [String] {
        let all =
            lot.offers.map(\.price) + lot.payments.map(\.amount) + lot.contract.values.map(\.price)
            + lot.bids.values.compactMap(\.price)
            + [lot.agreedPrice, lot.reserve, lot.bidding?.step, lot.bidding?.startPrice].compactMap(\.self)
        guard all.allSatisfy({ $0.amount >= 0 }) else { return ["an amount below nothing"] }
        let paid = lot.payments.reduce(0) { $0 + $1.amount.amount }
        if let price = lot.winner.flatMap({ lot.price(of: $0) }), paid > price.amount {
            return ["a payment above the price"]
        }
        return []
    }

    /// Domain §1.12: how many there must be when a lot enters a phase.
    private func quorum(_ old: Lot, _ new: Lot, _ tender: Tender) -> [String] {
        guard old.phase != new.phase else { return [] }
        let ground = tender.project.particulars?.ground
        func demand(_ found: Int, _ least: Int) -> [String] {
            found < least ? ["\(new.phase.rawValue) with \(found), which must be \(least),"] : []
        }
        let revoked = new.bids.values.count { $0.fault == .bidder }
        switch mode {
        case .openTender, .invitedTender:
            if new.phase == .opening { return demand(new.live.count, 3) }
            if new.phase == .evaluation {
                return demand(
                    regime == .governmentProcurement ? new.validBids.count : new.live.count + revoked, 3)
            }
            if new.phase == .reported, regime == .governmentProcurement {
                return demand(new.validBids.count, 3)
            }
        case .competitiveNegotiation, .competitiveConsultation, .requestForQuotation:
            let exempt = ground == .twoLeftInTender || ground == .governmentServices
            let (first, last) = (exempt ? 2 : 3, exempt || ground == .research ? 2 : 3)
            if new.phase == .opening { return demand(new.live.count, first) }
            if new.phase == .lastOpening { return demand(new.live.count, last) }
            if new.phase == .reported {
                return demand(new.validBids.count, mode == .competitiveConsultation ? last : first)
            }
        case .singleSource:
            if new.phase == .awarded { return demand(new.bids.count, 1) }
        case .auction:
            if new.phase == .freeBidding {
                let stated = new.bidding?.minimumBidders ?? 0
                return demand(new.admitted.count, max(2, stated == 0 && regime == .land ? 3 : stated))
            }
            if new.phase == .awarded { return demand(new.offers.count, 1) }
        case .listing:
            if new.phase == .awarded { return demand(new.offers.count + new.bids.count, 1) }
        }
        return []
    }
}
