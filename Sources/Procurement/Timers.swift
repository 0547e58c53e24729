extension Tender {
    /// When a timer strikes for a lot, or nil when it is not set: no deadline yet, or the lot stands still.
    func instant(of timer: Timer, for lot: Lot) -> Instant? {
        guard !lot.isSuspended else { return nil }
        switch timer {
        case .bidDeadline: return lot.phase == .noticed ? deadline : nil
        case .prequalificationDeadline: return lot.prequalification?.deadline
        case .lastPriceDeadline: return lot.lastPriceDeadline
        case .biddingOpens: return lot.bidding?.opens
        case .biddingEnds: return lot.bidding?.until
        case .optInEnds: return lot.bidding.map { $0.until.adding(seconds: $0.optInSeconds) }
        case .roundEnds: return lot.roundEnds
        // It depends on the table's own period: see `Lawbook.strokes`.
        case .decisionDue: return nil
        }
    }
}

extension Tender {
    /// When the clock next moves a lot that is bid for in the open.
    package func biddingEnds(of lot: Lot) -> Instant? {
        switch lot.phase {
        case .closed: instant(of: .biddingOpens, for: lot)
        case .freeBidding, .listing: instant(of: .biddingEnds, for: lot)
        case .optIn: instant(of: .optInEnds, for: lot)
        case .timedBidding: instant(of: .roundEnds, for: lot)
        case .registered, .noticed, .opening, .evaluation, .reported, .publicity, .awarded, .contracted,
            .archived, .failed, .cancelled, .prequalification, .qualifying, .qualified, .sourcePublicity,
            .review, .negotiation, .lastPrices, .lastClosed, .lastOpening, .presumed, .hammer, .unsold:
            nil
        }
    }
}

/// An act that the law demands by a certain instant, as it stands now.
package struct OpenDuty: Hashable, Sendable {
    /// Unique within the tender.
    package var id: String
    package var owes: Command.Kind
    package var by: Role
    package var due: Instant
    package var citation: Citation
}

extension Lawbook {
    /// Every instant at which something happens by the clock alone, earliest first: what to wake up for.
    package func timers(of tender: Tender) -> [Instant] {
        let strokes = strokes(of: tender).map(\.at)
        let duties = duties(of: tender).filter { !tender.overdue.contains($0.id) }
        // A duty is overdue from the first millisecond after its last day.
        return (strokes + duties.map { Instant(milliseconds: $0.due.milliseconds + 1) }).sorted()
    }

    /// What has happened by the clock up to `now`, each at its own instant. Any order and delay of calls
    /// ends in the same state.
    package func tick(_ tender: Tender, at now: Instant) -> [Event] {
        guard let first = timers(of: tender).first, first <= now else { return [] }
        var (state, events): (Tender, [Event]) = (tender, [])
        while let event = next(of: state, until: now) {
            state = after(state, [event], at: now)
            events.append(event)
        }
        return events
    }

    private func next(of tender: Tender, until now: Instant) -> Event? {
        let stroke = strokes(of: tender).min { $0.at < $1.at }
        let duty = duties(of: tender).filter { !tender.overdue.contains($0.id) && $0.due < now }
            .min { ($0.due, $0.id) < ($1.due, $1.id) }
        if let stroke, stroke.at <= now, duty.map({ stroke.at <= $0.due }) ?? true {
            return strike(stroke, tender)
        }
        return duty.map { .dutyOverdue($0.id, due: $0.due) }
    }

    private struct Stroke {
        var at: Instant
        var lot: LotID
        var row: Row
    }

    private func strokes(of tender: Tender) -> [Stroke] {
        guard let procedure = procedure(for: tender.project) else { return [] }
        var strokes: [Stroke] = []
        // By index, because this is asked before every decision and rows and lots are large to copy.
        for number in procedure.rows.indices {
            guard case .timer(let timer) = procedure.rows[number].trigger else { continue }
            for index in tender.lots.indices
            where procedure.rows[number].from.contains(tender.lots[index].phase) {
                let lot = tender.lots[index]
                guard
                    let at = timer == .decisionDue
                        ? decisionDue(for: lot, procedure) : tender.instant(of: timer, for: lot)
                else { continue }
                strokes.append(Stroke(at: at, lot: lot.id, row: procedure.rows[number]))
            }
        }
        return strokes
    }

    /// The first millisecond after the time in which the winner is to be named.
    private func decisionDue(for lot: Lot, _ procedure: Procedure) -> Instant? {
        guard !lot.isSuspended, let reported = lot.milestones[.reported],
            let duty = procedure.duties.first(where: {
                $0.owes == .award && $0.start == .milestone(.reported)
            }),
            // After an order the time begins anew: silence under an order names nobody.
            let due = try? calendar.ceiling(
                of: duty.within, from: max(reported, lot.resumedAt ?? reported))
        else { return nil }
        return Instant(milliseconds: due.milliseconds + 1)
    }

    private func strike(_ stroke: Stroke, _ tender: Tender) -> Event? {
        let act = Act(
            tender: tender.id, lots: [stroke.lot], command: .openBids,
            actor: Actor(tender.agency, []), at: stroke.at, id: "")
        do throws(Refusal) {
            return try moves(
                of: stroke.row, lot: stroke.lot, in: tender, act: act, at: stroke.at,
                on: tender.bindingDay(at: stroke.at)
            ).first
        } catch {
            preconditionFailure("a timer's branch asked the calendar: \(error.clause)")
        }
    }

    /// The acts that the law demands of somebody now, with the end of their time.
    package func duties(of tender: Tender) -> [OpenDuty] {
        guard let procedure = procedure(for: tender.project) else { return [] }
        var open: [OpenDuty] = []
        for duty in procedure.duties {
            for (owner, start) in starts(of: duty, in: tender) {
                // Without the year's holiday notice there is no date to be late for: the calendar says so
                // when an act needs it.
                guard let due = try? calendar.ceiling(of: duty.within, from: start) else { continue }
                open.append(
                    OpenDuty(
                        id: "\(duty.id)/\(owner)", owes: duty.owes, by: duty.by, due: due,
                        citation: duty.citation))
            }
        }
        return open
    }

    private func starts(of duty: Duty, in tender: Tender) -> [(String, Instant)] {
        switch duty.start {
        case .milestone(let milestone):
            return tender.lots.indices.compactMap { index in
                guard let start = tender.lots[index].milestones[milestone] else { return nil }
                let lot = tender.lots[index]
                guard !lot.hasDone(duty.owes, since: milestone), lot.owesAfter(milestone)
                else { return nil }
                // Each award has a time of its own for its contract.
                let winner = milestone == .awarded ? lot.winner.map { "/\($0.text)" } : nil
                return (lot.id.text + (winner ?? ""), start)
            }
        case .objection(let subject):
            return tender.openCases(.objection).filter { $0.subject == subject }.map {
                ($0.id.text, $0.raisedAt)
            }
        case .complaintFiled:
            return tender.openCases(.complaint).filter { $0.acceptedAt == nil }.map {
                ($0.id.text, $0.raisedAt)
            }
        case .complaintAccepted:
            return tender.openCases(.complaint).compactMap { one in one.acceptedAt.map { (one.id.text, $0) } }
        case .complaintReceived:
            return tender.openCases(.complaint).map { ($0.id.text, $0.raisedAt) }
        case .order:
            return tender.lots.indices.compactMap { index in
                guard let since = tender.lots[index].orderedAt, !tender.lots[index].phase.isFinal else {
                    return nil
                }
                let lot = tender.lots[index]
                return ("\(lot.id.text)/\(since.milliseconds)", since)
            }
        case .sourcePublicityEnd:
            return tender.lots.indices.compactMap { index in
                guard tender.lots[index].phase == .sourcePublicity else { return nil }
                let lot = tender.lots[index]
                guard lot.sourceUpheld == nil, let end = lot.publicityEnds,
                    !tender.objectionsToSource(of: lot).isEmpty
                else { return nil }
                return (lot.id.text, end)
            }
        case .withdrawal:
            return tender.lots.flatMap { lot in
                lot.bids.values.filter { !$0.bondReturned }.sorted { $0.id < $1.id }.compactMap { bid in
                    bid.withdrawnAt.map { ("\(lot.id.text)/\(bid.id.text)", $0) }
                }
            }
        }
    }
}

extension Tender {
    /// Cases that wait for an answer, in the order of their ids. Once all its lots have ended nothing more
    /// is owed to a case.
    package func openCases(_ kind: Case.Kind) -> [Case] {
        guard !cases.isEmpty else { return [] }
        return cases.values.filter { $0.kind == kind && $0.isOpen && !going($0.lots).isEmpty }
            .sorted { $0.id < $1.id }
    }

    /// Those of the named lots in which something may still happen.
    func going(_ names: [LotID]) -> [LotID] {
        names.filter { lot($0)?.phase.isFinal == false }
    }
}

extension Lot {
    /// Whether the act that a duty demands was done since the milestone that began its time.
    func hasDone(_ kind: Command.Kind, since start: Milestone) -> Bool {
        guard let mark = Self.marks[kind], let done = milestones[mark] else { return false }
        // With the award the losers' bonds are owed, with the contract the winner's.
        return kind != .returnBonds || milestones[start].map { $0 <= done } ?? true
    }

    /// Of a lot that ended without a contract nothing is owed but what its end itself demands.
    func owesAfter(_ milestone: Milestone) -> Bool {
        switch phase {
        case .failed: milestone == .failed
        case .cancelled: milestone == .cancelled
        case .registered, .noticed, .closed, .opening, .evaluation, .reported, .publicity, .awarded,
            .contracted, .archived, .prequalification, .qualifying, .qualified, .sourcePublicity, .review,
            .negotiation, .lastPrices, .lastClosed, .lastOpening, .presumed, .freeBidding, .listing,
            .optIn, .timedBidding, .hammer, .unsold:
            true
        }
    }

    /// The milestone that each act sets which a duty may demand.
    private static let marks: [Command.Kind: Milestone] = [
        .publishCandidates: .candidatesPublished, .award: .awarded, .signContract: .contracted,
        .returnBonds: .bondsReturned, .reportToSupervisor: .reportedToSupervisor, .archive: .archived,
        .publishResult: .resultPublished, .recordPayment: .paid, .argueSource: .sourceArgued,
        .deliverReport: .reported,
    ]
}
