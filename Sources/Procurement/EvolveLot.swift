extension Lot {
    /// Applies what has happened to this lot.
    /// - Throws: `BrokenLog` when the event names a bid or a question that the lot does not have, or
    ///   belongs to the tender as a whole.
    mutating func evolve(_ event: Event, at: Instant) throws(BrokenLog) {
        switch event {
        case .suspended(_, let cause):
            suspensions.insert(cause.map(Suspension.objection) ?? .order)
            if suspendedAt == nil { suspendedAt = at }
        case .resumed(_, let cause):
            suspensions.remove(cause.map(Suspension.objection) ?? .order)
            if suspensions.isEmpty { suspendedAt = nil }
        case .bidSubmitted(let bid, _, let party, let sealed):
            guard bids[bid] == nil else {
                throw BrokenLog(reason: "lot \(self.id.text) has bid \(bid.text) twice")
            }
            bids[bid] = Bid(id: bid, bidder: party, sealed: sealed, submittedAt: at)
            live[party] = bid
        case .bidWithdrawn(let bid, _):
            live[try self.bid(bid).bidder] = nil
        case .openingBegun:
            milestones[.openingBegun] = at
        case .bidOpened(let bid, _, _, let finding):
            try change(bid) { $0.finding = finding }
        case .faultRuled(let bid, _, let fault, _):
            try change(bid) { $0.fault = fault }
            live[try self.bid(bid).bidder] = nil
        case .openingClosed:
            milestones[.openingClosed] = at
        case .committeeFormed(_, let members, _):
            committee = members
        case .memberReplaced(_, let party, let member, _):
            // The replaced member's work is void and redone (条例 48).
            committee = committee.map { $0.party == party ? member : $0 }
            scores[party] = nil
            signatures[party] = nil
            report = nil
            signatures = [:]
        case .bidRejected(let bid, _, let ground, _):
            try change(bid) { $0.rejection = ground }
            report = nil
            signatures = [:]
        case .bidderAsked(let id, let bid, _, _):
            questions[id] = Question(bid: bid, answeredAt: nil)
        case .committeeAnswered(let id, _, _):
            guard questions[id] != nil else {
                throw BrokenLog(reason: "lot \(self.id.text) has no question \(id.text)")
            }
            questions[id]?.answeredAt = at
        case .bidsScored(_, let party, let given):
            scores[party] = Dictionary(given.map { ($0.bid, $0.hundredths) }) { _, last in last }
            report = nil
            signatures = [:]
        case .reportProposed(_, let report):
            self.report = report
            signatures = [:]
        case .reportSigned(_, let party, let dissent):
            signatures[party] = .some(dissent)
        case .reportDelivered:
            milestones[.reported] = at
        case .candidatesPublished(_, let until, _):
            milestones[.candidatesPublished] = at
            publicityEnds = until
        case .candidateStruck(let bid, _, _, _):
            struck.insert(try self.bid(bid).id)
            if winner == bid {
                winner = nil
                milestones[.awarded] = nil
                contract = [:]
            }
        case .awarded(_, let bid, _, _):
            // The time for the contract runs from this notice, also when it is the next in rank's.
            winner = try self.bid(bid).id
            milestones[.awarded] = at
        case .contractSigned(_, let party, let contract):
            self.contract[party] = contract
        case .bondsReturned:
            milestones[.bondsReturned] = at
        case .reportedToSupervisor:
            milestones[.reportedToSupervisor] = at
        case .archiveClosed, .cancellationAnnounced:
            break
        case .lotMoved(_, let phase, let instant):
            try enter(phase, at: instant)
        case .lotFailed(_, let failure, let clause, let instant):
            self.failure = failure
            failureClause = clause
            try enter(.failed, at: instant)
        case .projectRegistered, .noticePublished, .documentsTaken, .documentsAmended, .deadlineMoved,
            .objectionRaised, .objectionAnswered, .complaintFiled, .complaintRuledOn, .complaintDecided,
            .dutyOverdue:
            throw BrokenLog(reason: "an event of the whole tender was applied to lot \(id.text)")
        }
    }

    private mutating func enter(_ phase: Phase, at: Instant) throws(BrokenLog) {
        guard !self.phase.isFinal else {
            throw BrokenLog(
                reason: "lot \(id.text) is \(self.phase.rawValue) and cannot become \(phase.rawValue)")
        }
        self.phase = phase
        switch phase {
        case .registered, .opening, .evaluation, .reported, .publicity: break
        case .noticed: milestones[.noticed] = at
        case .closed: milestones[.closed] = at
        case .awarded: milestones[.awarded] = at
        case .contracted: milestones[.contracted] = at
        case .archived: milestones[.archived] = at
        case .failed: milestones[.failed] = at
        case .cancelled: milestones[.cancelled] = at
        }
    }

    private func bid(_ id: BidID) throws(BrokenLog) -> Bid {
        guard let bid = bids[id] else {
            throw BrokenLog(reason: "lot \(self.id.text) has no bid \(id.text)")
        }
        return bid
    }

    private mutating func change(_ id: BidID, _ body: (inout Bid) -> Void) throws(BrokenLog) {
        var bid = try bid(id)
        body(&bid)
        bids[id] = bid
    }
}
