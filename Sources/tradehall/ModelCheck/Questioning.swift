internal import Procurement

/// Everything that is asked of one situation, and what comes of it.
struct Questioning {
    let check: ModelCheck
    let situation: ModelCheck.Situation
    var outcome = ModelCheck.Outcome(states: 1)
    var next: [ModelCheck.Situation] = []
    private let had: Set<Incident>
    /// Where the clock has brought the situation at the instant that is asked about, if anywhere.
    private var settled: Tender?
    /// The clock moves nothing at that instant.
    private var isStill = false

    init(check: ModelCheck, situation: ModelCheck.Situation) {
        self.check = check
        self.situation = situation
        had = Incident.all(in: situation.tender)
    }

    /// Before there is a tender: each project that the table is played with, each role, and every other act.
    mutating func begin() {
        let at = situation.now
        for project in Cast.projects(of: check.procedure) {
            // What holds word for word under a further regime is played under the first.
            let isFirst = project.regime == check.procedure.regime
            var (unapproved, empty) = (project, project)
            unapproved.approval = ""
            empty.lots = []
            for actor in Cast.actors(for: nil) {
                pose(Attempt.lead(.registerProject(project)).leading(on: isFirst), actor, at)
                pose(.only(.registerProject(unapproved)), actor, at)
                pose(.only(.registerProject(empty)), actor, at)
            }
            // An act that the table does not have is refused whatever the state: it is asked once.
            let registered = Event.projectRegistered(
                project, agency: Cast.agency.party, table: Cast.digest(0))
            guard let tender = try? Tender(Cast.tender, beginning: registered, at: at),
                let lot = tender.lots.first
            else { continue }
            for kind in Command.Kind.allCases where kind != .registerProject {
                let seat = Seat(actor: Cast.agency, tender: tender, lot: lot, at: at)
                guard let attempt = seat.attempts(kind).first else { continue }
                pose(attempt, Cast.agency, at)
            }
        }
    }

    /// A player, and the roles that it plays. A class, because a seat holds a whole tender, and each of thousands of
    /// questions would copy it.
    final class Player {
        let seat: Seat
        let roles: Set<Role>

        init(_ seat: Seat, _ roles: Set<Role>) {
            self.seat = seat
            self.roles = roles
        }
    }

    /// Lets the clock run, and checks that a late tick ends where timely ones do.
    /// - Returns: the phase that it ends in; nil when nothing happened.
    mutating func tick(to at: Instant) -> Phase? {
        settled = nil
        guard let tender = situation.tender else { return nil }
        let events = check.law.tick(tender, at: at)
        isStill = events.isEmpty
        guard !events.isEmpty, let after = apply(events, to: tender, at: at) else { return nil }
        settled = after
        audit(from: tender, to: after, at: at, by: "the clock in \(phase(of: tender))")
        noteTimers(tender, after)
        var timely = tender
        for instant in check.law.timers(of: tender) where instant <= at {
            timely = apply(check.law.tick(timely, at: instant), to: timely, at: instant) ?? timely
        }
        timely = apply(check.law.tick(timely, at: at), to: timely, at: at) ?? timely
        if Outline(.init(tender: timely, now: at)) != Outline(.init(tender: after, now: at)) {
            outcome.note("a late tick ends elsewhere in \(phase(of: tender))")
        }
        next.append(.init(tender: after, now: at))
        return after.lots.first?.phase
    }

    /// Time passes, and nobody does anything.
    mutating func wait(until at: Instant?) {
        guard let at, let tender = situation.tender, settled == nil else { return }
        next.append(.init(tender: tender, now: at))
    }

    private mutating func noteTimers(_ before: Tender, _ after: Tender) {
        guard let from = before.lots.first?.phase, let lot = after.lots.first, lot.phase != from else {
            return
        }
        for (number, row) in check.procedure.rows.enumerated() {
            guard case .timer = row.trigger, row.from.contains(from) else { continue }
            outcome.taken.insert(number)
        }
        noteFailure(lot, before.lots.first, "clock")
    }

    /// Asks for one act: all variants by those who may do it, one by each kind of other player.
    /// - Parameter spoilt: with the variants that are asked only to be refused; soon, and at the limit itself.
    mutating func ask(
        _ act: ModelCheck.ActRows, players: [Player], fully: Bool, strangers: Bool, spoilt: Bool
    ) {
        var (isAsked, asked) = (false, Set<Set<Role>>())
        for player in players {
            let may = !act.roles.isDisjoint(with: player.roles)
            guard may ? (fully || !isAsked) : (fully && strangers) else { continue }
            // Another agency has the role, but not in this tender. Otherwise two strangers of one role are alike, and
            // beside a limit one who may is enough to see that it is the limit.
            if !may || !spoilt, player.seat.actor != Cast.otherAgency {
                guard asked.insert(player.roles).inserted else { continue }
            }
            let attempts = player.seat.attempts(act.kind)
            isAsked = isAsked || may
            guard may, fully else {
                if let first = attempts.first {
                    pose(first.leadingNowhere, player.seat.actor, player.seat.at)
                }
                continue
            }
            ask(spoilt ? attempts : attempts.filter { $0.follow != .never }, of: player.seat, spoilt: spoilt)
        }
    }

    private mutating func ask(_ attempts: [Attempt], of seat: Seat, spoilt: Bool) {
        var found: Set<Attempt.Follow> = []
        for attempt in attempts {
            guard !found.contains(attempt.follow) else { continue }
            let allowed = pose(attempt, seat.actor, seat.at)
            guard allowed, case .first = attempt.follow else { continue }
            found.insert(attempt.follow)
            guard spoilt else { continue }
            for command in seat.spoilt(attempt.command) {
                pose(.only(command, attempt.facts, id: attempt.id), seat.actor, seat.at)
            }
        }
    }

    /// Puts one question to the law.
    /// - Returns: whether the act is allowed.
    @discardableResult
    private mutating func pose(_ attempt: Attempt, _ actor: Actor, _ at: Instant) -> Bool {
        let act = Act(
            tender: Cast.tender, lots: [], command: attempt.command, actor: actor, at: at, id: attempt.id,
            facts: attempt.facts)
        outcome.questions += 1
        let events: [Event]
        do throws(Refusal) {
            // Where `tick` found nothing due at this instant, it is not looked for again for each question.
            if let tender = situation.tender, isStill {
                events = try check.law.decide(settled: tender, act)
            } else {
                events = try check.law.decide(situation.tender, act)
            }
        } catch {
            outcome.refused += 1
            outcome.reasons["\(attempt.command.kind.rawValue) \(error.clause)", default: 0] += 1
            noteFaults(of: error, act)
            return false
        }
        outcome.allowed += 1
        guard let after = apply(events, to: situation.tender, at: at) else { return true }
        noteFaults(of: act, to: after)
        let incident = Incident.of(attempt.command, attempt.facts)
        if attempt.follow != .never, check.mayHappen(incident, after: had) {
            next.append(.init(tender: after, now: at))
        }
        return true
    }

    private mutating func noteFaults(of act: Act, to after: Tender) {
        let kind = act.command.kind
        guard let before = settled ?? situation.tender else {
            note(kind, from: nil)
            return
        }
        guard let lot = before.lots.first else { return }
        let name = "\(kind.rawValue) by \(act.actor.party.text) in \(lot.phase.rawValue)"
        guard let row = note(kind, from: lot.phase) else {
            outcome.note("allowed outside its phases: \(name)")
            return
        }
        if lot.isSuspended, !row.duringSuspension { outcome.note("allowed while suspended: \(name)") }
        if row.roles.isDisjoint(with: Cast.roles(of: act.actor, in: before)) {
            outcome.note("allowed to somebody else: \(name)")
        }
        if case .award = act.command, let ends = lot.publicityEnds, act.at < ends {
            outcome.note("allowed during publicity: \(name)")
        }
        if case .amendDocuments = act.command, let deadline = before.deadline, deadline <= act.at,
            !lot.isSuspended
        {
            outcome.note("allowed after the deadline: \(name)")
        }
        audit(from: before, to: after, at: act.at, by: name)
        if let new = after.lots.first { noteFailure(new, lot, kind.rawValue) }
    }

    /// The row by which an act was allowed.
    @discardableResult
    private mutating func note(_ kind: Command.Kind, from phase: Phase?) -> Row? {
        for (number, row) in check.procedure.rows.enumerated() where row.trigger == .command(kind) {
            guard phase.map({ row.from.contains($0) }) ?? row.from.isEmpty else { continue }
            outcome.taken.insert(number)
            return row
        }
        return nil
    }

    /// A lot that failed did so on a clause, which so said no.
    private mutating func noteFailure(_ new: Lot, _ old: Lot?, _ by: String) {
        guard new.phase == .failed, old?.phase != .failed else { return }
        guard let clause = new.failureClause, check.procedure.clause(clause) != nil else {
            outcome.note("a lot failed without a clause of the table")
            return
        }
        outcome.reasons["\(by) \(clause)", default: 0] += 1
    }

    private mutating func noteFaults(of refusal: Refusal, _ act: Act) {
        let cited = StaticCheck.wholeNotices.contains(refusal.citation.law) || refusal.citation.article > 0
        let read = !refusal.clause.isEmpty && !refusal.words.zh.isEmpty && !refusal.words.en.isEmpty
        if !cited || !read {
            outcome.note("\(act.command.kind.rawValue) is refused without a reason: \(refusal.clause)")
        }
        if refusal.clause == "table.incomplete" {
            outcome.note(
                "\(act.command.kind.rawValue) in \(phase(of: situation.tender)): \(refusal.words.en)")
        }
    }

    private mutating func audit(from before: Tender, to after: Tender, at: Instant, by name: String) {
        for fault in check.auditor.faults(from: before, to: after, at: at, by: name) { outcome.note(fault) }
    }

    private mutating func apply(_ events: [Event], to tender: Tender?, at: Instant) -> Tender? {
        var state = tender
        do throws(BrokenLog) {
            for event in events {
                if state == nil {
                    state = try Tender(Cast.tender, beginning: event, at: at)
                } else {
                    try state?.evolve(event, at: at)
                }
            }
        } catch {
            outcome.note("an event does not follow in \(phase(of: tender)): \(error.reason)")
            return nil
        }
        return state
    }

    private func phase(of tender: Tender?) -> String { tender?.lots.first?.phase.rawValue ?? "nothing" }
}

extension Attempt {
    /// Asked by somebody who may not, or at a time that is not its own: no play goes on with it.
    fileprivate var leadingNowhere: Attempt {
        var copy = self
        copy.follow = .never
        return copy
    }
}
