import Procurement

/// Follows the events of a tender and says what must never happen. It keeps its own books from the events
/// alone, and knows neither the table nor the state of the law.
struct Auditor {
    private struct Books {
        var phase = Phase.registered
        var suspensions: Set<String> = []
        var live: [PartyID: BidID] = [:]
        var bidders: [BidID: PartyID] = [:]
        var opened: [BidID: Fen] = [:]
        var rejected: Set<BidID> = []
        var members: Set<PartyID> = []
        var report: Report?
        var signed: Set<PartyID> = []
        var delivered: [BidID] = []
        var struck: Set<BidID> = []
        var winner: BidID?
        var publicityEnds: Instant?
        var contracts: [PartyID: Contract] = [:]
        var done: Set<String> = []
    }

    private var lots: [LotID: Books] = [:]
    private var deadline: Instant?
    private var agency: PartyID?
    private var compulsory = true
    private var answered: Set<CaseID> = []
    private var cases: Set<CaseID> = []
    private(set) var faults: [String] = []
    private(set) var phases: Set<Phase> = []

    private mutating func demand(_ holds: Bool, _ what: String) {
        if !holds { faults.append(what) }
    }

    /// - Parameter at: when the event was decided.
    mutating func see(_ event: Event, at: Instant) {
        switch event {
        case .projectRegistered(let project, let party, _):
            agency = party
            compulsory = project.compulsory
            for lot in project.lots { lots[lot.id] = Books() }
            phases.insert(.registered)
        case .noticePublished(let notice, _):
            demand(deadline == nil, "a second notice")
            deadline = notice.deadline
            let days = CivilDay(of: notice.deadline).number - CivilDay(of: notice.documentsFrom).number
            demand(!compulsory || days >= 20, "\(days) days to the deadline")
        case .documentsTaken, .documentsAmended, .complaintRuledOn, .dutyOverdue: break
        case .deadlineMoved(let instant, _):
            demand(deadline.map { instant > $0 } ?? false, "a deadline moved earlier")
            deadline = instant
        case .objectionRaised(let id, _, _, _, _), .complaintFiled(let id, _, _, _, _, _):
            demand(cases.insert(id).inserted, "case \(id.text) twice")
        case .objectionAnswered(let answer), .complaintDecided(let answer):
            demand(cases.contains(answer.to), "an answer to nothing")
            demand(answered.insert(answer.to).inserted, "case \(answer.to.text) answered twice")
        case .suspended(let lot, let cause):
            lots[lot]?.suspensions.insert(cause?.text ?? "order of the regulator")
        case .resumed(let lot, let cause):
            let held = lots[lot]?.suspensions.remove(cause?.text ?? "order of the regulator")
            demand(held != nil, "resumed what did not stand")
        case .lotMoved(let lot, let phase, let instant): move(lot, to: phase, instant, at: at)
        case .lotFailed(let lot, let failure, _, let instant):
            if failure == .allRejected {
                demand(lots[lot]?.delivered.isEmpty == true, "all rejected, but for some")
            }
            move(lot, to: .failed, instant, at: at)
        case .bidSubmitted(let bid, let lot, let party, _):
            demand(deadline.map { at < $0 } ?? false, "bid \(bid.text) at or after the deadline")
            demand(lots[lot]?.suspensions.isEmpty == true, "a bid while suspended")
            demand(party != agency, "the agency bids")
            demand(lots[lot]?.bidders[bid] == nil, "bid \(bid.text) twice")
            lots[lot]?.live[party] = bid
            lots[lot]?.bidders[bid] = party
        case .bidWithdrawn(let bid, let lot):
            demand(deadline.map { at < $0 } ?? false, "a withdrawal after the deadline")
            if let party = lots[lot]?.bidders[bid] { lots[lot]?.live[party] = nil }
        case .openingBegun(let lot):
            demand((lots[lot]?.live.count ?? 0) >= 3, "opened with \(lots[lot]?.live.count ?? 0)")
            demand(lots[lot]?.phase == .closed, "opened in \(String(describing: lots[lot]?.phase))")
        case .bidOpened(let bid, let lot, _, let finding):
            demand(lots[lot]?.phase == .opening, "a key outside the opening")
            demand(lots[lot]?.live.values.contains(bid) == true, "opened \(bid.text), which does not count")
            if case .opened(let opened) = finding { lots[lot]?.opened[bid] = opened.price }
        case .faultRuled(let bid, let lot, _, _):
            if let party = lots[lot]?.bidders[bid] { lots[lot]?.live[party] = nil }
        case .openingClosed, .bidderAsked, .committeeAnswered: break
        case .committeeFormed(let lot, let members, _):
            demand(members.count >= 5 && members.count % 2 == 1, "a committee of \(members.count)")
            lots[lot]?.members = Set(members.map(\.party))
        case .memberReplaced(let lot, let old, let member, _):
            lots[lot]?.members.remove(old)
            lots[lot]?.members.insert(member.party)
            lots[lot]?.signed = []
            demand((lots[lot]?.members.count ?? 0) % 2 == 1, "an even committee")
        case .bidRejected(let bid, let lot, _, _):
            lots[lot]?.rejected.insert(bid)
            lots[lot]?.signed = []
        case .bidsScored(let lot, let party, _):
            demand(lots[lot]?.members.contains(party) == true, "a score of a stranger")
            lots[lot]?.signed = []
        case .reportProposed(let lot, let report):
            for bid in report.candidates { demandCandidate(bid, in: lot) }
            demand(report.candidates.count <= 3, "\(report.candidates.count) candidates")
            lots[lot]?.report = report
            lots[lot]?.signed = []
        case .reportSigned(let lot, let party, _):
            demand(lots[lot]?.members.contains(party) == true, "a signature of a stranger")
            lots[lot]?.signed.insert(party)
        case .reportDelivered(let lot, let silent):
            let (signed, all) = (lots[lot]?.signed ?? [], lots[lot]?.members ?? [])
            demand(signed.count * 2 > all.count, "delivered with \(signed.count) of \(all.count)")
            demand(signed.union(silent) == all && signed.isDisjoint(with: silent), "wrong who was silent")
            let candidates = lots[lot]?.report?.candidates ?? []
            lots[lot]?.delivered = candidates
        case .candidatesPublished(let lot, let until, _):
            let days = CivilDay(of: until).number - CivilDay(of: at).number
            demand(!compulsory || days >= 3, "a publicity of \(days) days")
            lots[lot]?.publicityEnds = until
        case .candidateStruck(let bid, let lot, _, _):
            lots[lot]?.struck.insert(bid)
            if lots[lot]?.winner == bid {
                lots[lot]?.winner = nil
                lots[lot]?.contracts = [:]
            }
        case .awarded(let lot, let bid, _, _):
            demand(lots[lot]?.delivered.contains(bid) == true, "an award to no candidate")
            demand(lots[lot]?.struck.contains(bid) == false, "an award to one who fell out")
            demand(lots[lot]?.winner == nil, "two winners")
            demand(lots[lot]?.publicityEnds.map { at >= $0 } == true, "an award within the publicity")
            demand(lots[lot]?.suspensions.isEmpty == true, "an award while suspended")
            let before = lots[lot]?.delivered.prefix { $0 != bid } ?? []
            let passed = before.contains { lots[lot]?.struck.contains($0) == false }
            demand(!compulsory || !passed, "a better candidate passed over")
            lots[lot]?.winner = bid
        case .contractSigned(let lot, let party, let contract):
            let winner = lots[lot]?.winner
            demand(winner.flatMap { lots[lot]?.opened[$0] } == contract.price, "a contract off the price")
            demand(
                party == agency || party == winner.flatMap { lots[lot]?.bidders[$0] }, "a stranger's contract"
            )
            lots[lot]?.contracts[party] = contract
        case .bondsReturned(let lot, _): lots[lot]?.done.insert("bonds")
        case .reportedToSupervisor(let lot, _): lots[lot]?.done.insert("report")
        case .archiveClosed(let lot, _): demand(lots[lot]?.done == ["bonds", "report"], "archived too early")
        case .cancellationAnnounced(let lot, _, _):
            demand(lots[lot]?.winner == nil, "cancelled over a winner")
        default: demand(false, "an event of another mode: \(event)")
        }
    }

    private mutating func demandCandidate(_ bid: BidID, in lot: LotID) {
        guard let books = lots[lot] else { return }
        demand(books.opened[bid] != nil, "candidate \(bid.text) was not opened")
        demand(!books.rejected.contains(bid), "candidate \(bid.text) was rejected")
        demand(books.live.values.contains(bid), "candidate \(bid.text) does not count")
        demand((books.opened[bid] ?? Fen(0)) <= Papers.ceiling, "candidate \(bid.text) above the ceiling")
    }

    private mutating func move(_ lot: LotID, to phase: Phase, _ instant: Instant, at: Instant) {
        guard let books = lots[lot] else { return demand(false, "an unknown lot moved") }
        demand(Chart.moves.contains(Chart.Move(books.phase, phase)), "\(books.phase) to \(phase)")
        demand(books.suspensions.isEmpty || phase == .cancelled, "\(phase) while suspended")
        demand(instant <= at, "a move in the future")
        switch phase {
        case .closed:
            demand(instant == deadline, "closed at another instant than the deadline")
            demand(books.live.count >= 3, "closed with \(books.live.count)")
        case .contracted:
            demand(Set(books.contracts.values).count == 1 && books.contracts.count == 2, "half a contract")
        case .registered, .noticed, .opening, .evaluation, .reported, .publicity, .awarded, .archived,
            .failed, .cancelled:
            break
        default: demand(false, "a phase of another mode: \(phase)")
        }
        lots[lot]?.phase = phase
        phases.insert(phase)
    }
}
