/// The log holds an event that cannot follow the ones before it.
package struct BrokenLog: Error, Hashable, Sendable {
    package var reason: String

    package init(reason: String) { self.reason = reason }
}

extension Tender {
    /// The tender that the first event of a stream begins.
    /// - Throws: `BrokenLog` unless the event registers a project.
    package init(_ id: TenderID, beginning event: Event, at: Instant) throws(BrokenLog) {
        guard case .projectRegistered(let project, let agency, let table) = event else {
            throw BrokenLog(reason: "the stream of tender \(id.text) does not begin with its registration")
        }
        self.init(
            id: id, agency: agency, project: project, table: table, registeredAt: at,
            lots: project.lots.map(Lot.init(plan:)))
    }

    /// Applies what has happened. It never refuses for a reason of law; it only says that a log is broken.
    /// - Throws: `BrokenLog` when the event names a lot, bid or case that does not exist.
    package mutating func evolve(_ event: Event, at: Instant) throws(BrokenLog) {
        switch event {
        case .projectRegistered:
            throw BrokenLog(reason: "tender \(id.text) is registered twice")
        case .noticePublished(let notice, let table):
            guard self.notice == nil else {
                throw BrokenLog(reason: "tender \(id.text) has two notices")
            }
            self.notice = notice
            self.table = table
            noticedAt = at
            deadline = notice.deadline
            for index in lots.indices {
                lots[index].bidding = notice.terms.first { $0.lot == lots[index].id }?.live
            }
        case .documentsTaken(let party):
            if documentTakers.insert(party).inserted { documentsTakenAt[party] = at }
        case .documentsAmended(let amendment):
            amendments.append(amendment)
            for index in lots.indices { lots[index].milestones[.documentsChanged] = at }
        case .deadlineMoved(let instant, _):
            guard notice == nil else {
                deadline = instant
                break
            }
            // Before the notice it is the deadline for applications.
            for index in lots.indices where lots[index].phase == .prequalification {
                lots[index].prequalification?.deadline = instant
            }
        case .objectionRaised(let id, let subject, let lots, let party, _):
            try begin(
                Case(id: id, kind: .objection, subject: subject, lots: lots, by: party, raisedAt: at))
        case .complaintFiled(let id, let subject, let lots, let party, _, _):
            try begin(
                Case(id: id, kind: .complaint, subject: subject, lots: lots, by: party, raisedAt: at))
        case .objectionAnswered(let answer), .complaintDecided(let answer):
            try withCase(answer.to) { one in
                one.answeredAt = at
                one.upheld = answer.upheld
            }
        case .complaintRuledOn(let id, let accepted, _):
            try withCase(id) { one in
                if accepted { one.acceptedAt = at } else { one.rejectedAt = at }
            }
        case .dutyOverdue(let duty, _):
            overdue.insert(duty)
        case .suspended, .resumed, .bidSubmitted, .bidWithdrawn, .openingBegun, .bidOpened, .faultRuled,
            .openingClosed, .committeeFormed, .memberReplaced, .bidRejected, .bidderAsked,
            .committeeAnswered, .bidsScored, .reportProposed, .reportSigned, .reportDelivered,
            .candidatesPublished, .candidateStruck, .awarded, .contractSigned, .bondsReturned,
            .reportedToSupervisor, .archiveClosed, .cancellationAnnounced, .prequalificationPublished,
            .applied, .applicationJudged, .qualificationClosed, .invitationsSent, .invitationAnswered,
            .sourcePublished, .sourceArgued, .sourceApproved, .talkOpened, .talkClosed,
            .requirementsChanged, .responseRefiled, .solutionsShortlisted, .talksLeft, .lastPricesCalled,
            .priceAgreed, .reserveSealed, .stepChanged, .offerMade, .optedIn, .reserveOpened,
            .dealConfirmed, .resultPublished, .paymentRecorded, .relisted, .salePredisclosed,
            .poolFrozen, .membersDrawn, .memberRecused, .scoresChanged, .priceCorrected,
            .correctionAnswered, .lowPriceQuestioned, .lowPriceRuled, .terminationAnnounced,
            .liveTimesMoved, .lotMoved, .lotFailed:
            guard let lot = event.lot, let index = lots.firstIndex(where: { $0.id == lot }) else {
                throw BrokenLog(reason: "tender \(id.text) has no lot \(event.lot?.text ?? "")")
            }
            if case .relisted(_, let relisting) = event { deadline = relisting.deadline }
            try lots[index].evolve(event, at: at)
        }
    }

    private mutating func withCase(_ id: CaseID, _ change: (inout Case) -> Void) throws(BrokenLog) {
        guard var one = cases[id] else {
            throw BrokenLog(reason: "tender \(self.id.text) has no case \(id.text)")
        }
        change(&one)
        cases[id] = one
    }

    private mutating func begin(_ one: Case) throws(BrokenLog) {
        guard cases[one.id] == nil else {
            throw BrokenLog(reason: "tender \(id.text) has case \(one.id.text) twice")
        }
        cases[one.id] = one
    }
}
