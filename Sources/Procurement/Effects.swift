extension Lawbook {
    /// The events that an allowed act is. Where a lot goes because of them is the table's affair.
    func effects(
        of act: Act, in tender: Tender, lots: [Lot], procedure: Procedure
    ) throws(Refusal) -> [Event] {
        let names = lots.map(\.id)
        guard let lot = names.first else { return [] }
        let party = act.actor.party
        switch act.command {
        case .registerProject:
            return []
        case .publishNotice(let notice):
            let table = digest(procedure.statement(on: CivilDay(of: act.at)))
            return [.noticePublished(notice, table: table)]
        case .takeDocuments:
            return [.documentsTaken(by: party)]
        case .amendDocuments(let amendment):
            let moved = amendment.newDeadline.flatMap { $0 == tender.deadline ? nil : $0 }
            return [.documentsAmended(amendment)]
                + (moved.map { [.deadlineMoved(to: $0, because: nil)] } ?? [])
        case .raiseObjection(let subject, let text):
            let id = CaseID(act.id)
            let raised = Event.objectionRaised(id, subject, lots: names, by: party, text: text)
            // An objection at the opening is answered on the spot and stops nothing (条例 44).
            return [raised] + (subject == .opening ? [] : names.map { .suspended($0, cause: id) })
        case .answerObjection(let answer):
            return try [.objectionAnswered(answer)] + resuming(lots, cause: answer.to, tender, at: act.at)
        case .fileComplaint(let subject, let objection, let text):
            return [
                .complaintFiled(
                    CaseID(act.id), subject, lots: names, by: party, objection: objection, text: text)
            ]
        case .acceptComplaint(let id, let accepted, let text):
            return [.complaintRuledOn(id, accepted: accepted, text: text)]
        case .decideComplaint(let answer):
            return [.complaintDecided(answer)]
        case .suspend:
            return names.map { .suspended($0, cause: nil) }
        case .resume:
            return try resuming(lots, cause: nil, tender, at: act.at)
        case .submitBid(let sealed):
            return [.bidSubmitted(BidID(act.id), lot, by: party, sealed)]
        case .withdrawBid(let bid):
            return [.bidWithdrawn(bid, lot)]
        case .openBids:
            return names.map { .openingBegun($0) }
        case .releaseKey(let bid, let key):
            return act.facts.opening.map { [.bidOpened(bid, lot, contentKey: key, $0)] } ?? []
        case .ruleOnFault(let bid, let fault, let text):
            return [.faultRuled(bid, lot, fault, text: text)]
        case .closeOpening(let record):
            return [.openingClosed(lot, record: record)]
        case .formCommittee(let members, let draw):
            return [.committeeFormed(lot, members, draw: draw)]
        case .replaceMember(let old, let member, let reason):
            return [.memberReplaced(lot, old, by: member, reason: reason)]
        case .rejectBid(let bid, let ground, let reason):
            return [.bidRejected(bid, lot, ground, reason: reason)]
        case .askBidder(let bid, let text):
            return [.bidderAsked(CaseID(act.id), bid, lot, text: text)]
        case .answerCommittee(let question, let text):
            return [.committeeAnswered(question, lot, text: text)]
        case .scoreBids(let scores):
            return [.bidsScored(lot, by: party, scores)]
        case .proposeReport(let report):
            return [.reportProposed(lot, report)]
        case .signReport(_, let dissent):
            return [.reportSigned(lot, by: party, dissent: dissent)]
        case .deliverReport:
            let silent = lots.flatMap { lot in
                lot.committee.map(\.party).filter { lot.signatures[$0] == nil }
            }
            return [.reportDelivered(lot, silent: silent)]
        case .publishCandidates(let until, let publications):
            return names.map { .candidatesPublished($0, until: until, publications) }
        case .strikeCandidate(let bid, let ground, let text):
            return [.candidateStruck(bid, lot, ground, text: text)]
        case .award(let bid, let notice, let publications):
            return [.awarded(lot, bid, notice: notice, publications)]
        case .signContract(let contract):
            return [.contractSigned(lot, by: party, contract)]
        case .returnBonds(let record):
            return names.map { .bondsReturned($0, record: record) }
        case .reportToSupervisor(let text):
            return names.map { .reportedToSupervisor($0, text: text) }
        case .archive(let record):
            return names.map { .archiveClosed($0, record: record) }
        case .cancel(let reason, let publications):
            return names.map { .cancellationAnnounced($0, reason: reason, publications) }
        }
    }

    /// Lots go on when the last thing against them is gone. The time that a tender stood still before its
    /// deadline is given back as dates, as all periods count (ours: 条例 22 is silent).
    private func resuming(
        _ lots: [Lot], cause: CaseID?, _ tender: Tender, at now: Instant
    ) throws(Refusal) -> [Event] {
        let suspension = cause.map(Suspension.objection) ?? .order
        var (events, lost): ([Event], Int) = ([], 0)
        var freed = false
        for lot in lots where lot.suspensions.contains(suspension) {
            events.append(.resumed(lot.id, cause: cause))
            guard lot.suspensions.count == 1, lot.phase == .noticed, let since = lot.suspendedAt else {
                continue
            }
            freed = true
            lost = max(lost, CivilDay(of: now).number - CivilDay(of: since).number)
        }
        guard freed, let deadline = tender.deadline, lost > 0 || deadline <= now else { return events }
        var moved = deadline
        var days = max(lost, 1)
        repeat {
            let target = CivilDay(of: deadline).adding(days: days)
            moved = deadline.onDate(try calendar.lastDay(of: .days(0), from: target))
            days += 1
        } while moved <= now
        return events + [.deadlineMoved(to: moved, because: cause)]
    }
}

extension Instant {
    /// The same time of day on another date.
    func onDate(_ day: CivilDay) -> Instant {
        Instant(milliseconds: day.start.milliseconds.clampedAdding(timeOfDay))
    }
}
