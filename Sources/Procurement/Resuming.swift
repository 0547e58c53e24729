extension Lawbook {
    /// Lots go on when the last thing against them is gone. The time that a tender stood still before its
    /// deadline is given back as dates, as all periods count (ours: 条例 22 is silent). What is bid for in the
    /// open gets back the time that it stood still, and a timed round begins anew; so does the time for last
    /// prices.
    func resuming(
        _ lots: [Lot], cause: CaseID?, _ tender: Tender, at now: Instant
    ) throws(Refusal) -> [Event] {
        let suspension = cause.map(Suspension.objection) ?? .order
        var events: [Event] = []
        var stood: [LotID: Int64] = [:]
        var (freed, days) = (false, 0)
        for lot in lots where lot.suspensions.contains(suspension) {
            events.append(.resumed(lot.id, cause: cause))
            guard lot.suspensions.count == 1, !lot.phase.isFinal, let since = lot.suspendedAt else {
                continue
            }
            let dates = CivilDay(of: now).number - CivilDay(of: since).number
            // Before the bidding its times move by whole days, as the deadline does.
            stood[lot.id] =
                lot.phase == .noticed ? Int64(dates) * CivilDay.length : now.milliseconds - since.milliseconds
            guard lot.waitsForDeadline(tender.runningDeadline, at: since) else { continue }
            freed = true
            days = max(days, dates)
        }
        var moved: Instant?
        if freed, let deadline = tender.runningDeadline, days > 0 || deadline <= now {
            moved = try later(deadline, byDays: max(days, 1), than: now)
        }
        let shift = moved.flatMap { new in tender.deadline.map { new.milliseconds - $0.milliseconds } } ?? 0
        for lot in tender.lots where lot.phase == .lastPrices {
            if let own = stood[lot.id], own > 0 { events.append(.liveTimesMoved(lot.id, by: own)) }
        }
        for lot in tender.lots where lot.bidding != nil && lot.isAheadOfHammer {
            let own = stood[lot.id] ?? 0
            let lost =
                lot.waitsForDeadline(tender.deadline, at: lot.suspendedAt ?? now) ? max(own, shift) : own
            if lost > 0 { events.append(.liveTimesMoved(lot.id, by: lost)) }
        }
        return events + (moved.map { [.deadlineMoved(to: $0, because: cause)] } ?? [])
    }

    /// A deadline so many days later, on a day on which it may end, and still to come.
    private func later(_ deadline: Instant, byDays count: Int, than now: Instant) throws(Refusal) -> Instant {
        var (moved, days) = (deadline, count)
        repeat {
            let target = CivilDay(of: deadline).adding(days: days)
            moved = deadline.onDate(try calendar.lastDay(of: .days(0), from: target))
            days += 1
        } while moved <= now
        return moved
    }

    /// When the deadline moves by order of the seller, what is bid for in the open moves with it.
    func liveTimes(of tender: Tender, withDeadline moved: Instant, at now: Instant) -> [Event] {
        guard let deadline = tender.deadline else { return [] }
        return tender.lots.filter { $0.bidding != nil && $0.waitsForDeadline(deadline, at: now) }.map {
            .liveTimesMoved($0.id, by: moved.milliseconds - deadline.milliseconds)
        }
    }
}

extension Tender {
    /// The deadline that runs: before the notice that for applications, which all lots share, then that for bids.
    var runningDeadline: Instant? {
        guard notice == nil else { return deadline }
        return lots.first { $0.phase == .prequalification }?.prequalification?.deadline
    }
}

extension Lot {
    /// The tender's deadline still matters to the lot: bids or applications were awaited at `instant`.
    func waitsForDeadline(_ deadline: Instant?, at instant: Instant) -> Bool {
        phase == .noticed || phase == .prequalification
            || (phase == .listing && deadline.map { instant < $0 } ?? false)
    }

    /// The clock still has something to bring in the sale, so its times can move.
    var isAheadOfHammer: Bool { milestones[.hammered] == nil && phase != .unsold && !phase.isFinal }
}
