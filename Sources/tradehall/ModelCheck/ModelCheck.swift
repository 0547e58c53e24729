internal import Procurement

/// Plays a table through: from registration on, in every state that can be reached, it asks for every
/// command by every role in every relation of time, and checks each answer against rules of its own.
///
/// States that the law could not tell apart in kind (the same phase, the same counts of bids, scores and
/// signatures, the same papers, the same relation to the deadline) count as one, which keeps the play finite:
/// one lot, three bidders, at most one objection and one complaint, and no more kinds of incident in one play
/// than the caller allows.
struct ModelCheck {
    struct Outcome: Sendable {
        var states = 0
        var questions = 0
        var allowed = 0
        var refused = 0
        var phases: Set<Phase> = []
        /// Rows that led somewhere.
        var taken: Set<Command.Kind> = []
        /// How often each clause said no.
        var reasons: [String: Int] = [:]
        /// What is wrong, each told once, with how often it was met.
        var faults: [String: Int] = [:]

        mutating func add(_ other: Outcome) {
            states += other.states
            questions += other.questions
            allowed += other.allowed
            refused += other.refused
            phases.formUnion(other.phases)
            taken.formUnion(other.taken)
            reasons.merge(other.reasons) { $0 + $1 }
            faults.merge(other.faults) { $0 + $1 }
        }

        mutating func note(_ fault: String) { faults[fault, default: 0] += 1 }

        func refusedBy(_ clauses: [Clause]) -> Int { clauses.count { reasons[$0.id] != nil } }
    }

    struct Situation: Sendable {
        var tender: Tender?
        var now: Instant
    }

    /// Enough for every mode; a play that needs more is told as a fault and not as a check.
    static let mostStates = 60_000

    let procedure: Procedure
    private let law: Lawbook
    /// How many kinds of incident may meet in one play.
    private let incidents: Int
    /// The commands that a row allows in each phase.
    private let fitting: [Phase: Set<Command.Kind>]
    private let progress: Progress

    init(_ procedure: Procedure, incidents: Int, _ console: Console) {
        self.procedure = procedure
        // The table alone, so that one which is not the house's own can be checked too.
        law = Lawbook(
            calendar: Lawbook.ofThisHouse.calendar, procedures: [procedure],
            digest: Lawbook.ofThisHouse.digest)
        self.incidents = incidents
        var fitting: [Phase: Set<Command.Kind>] = [:]
        for row in procedure.rows {
            guard case .command(let kind) = row.trigger else { continue }
            for phase in row.from { fitting[phase, default: []].insert(kind) }
        }
        self.fitting = fitting
        progress = Progress(
            console, zh: "推演\(procedure.mode.words.zh)：", en: "Playing \(procedure.mode.words.en) through:",
            unit: .things(Words(zh: "个状态", en: "states")))
    }

    func run() throws -> Outcome {
        var outcome = Outcome()
        let start = Situation(tender: nil, now: Cast.beginning)
        var graph = StateGraph()
        // Breadth first: the shortest play to each state, so that the calendar's year is not left.
        var level = [start]
        graph.add(Outline(start), from: nil)
        while !level.isEmpty, outcome.states <= Self.mostStates {
            let before = outcome.states
            let answers = inParallel(level) {
                progress.advance(to: Int64(before + $0), of: nil)
            } _: {
                ask($0)
            }
            var next: [Situation] = []
            for (situation, answer) in zip(level, answers) {
                outcome.add(answer.outcome)
                let origin = Outline(situation)
                next += answer.next.filter { graph.add(Outline($0), from: origin) }
            }
            level = next
        }
        if outcome.states > Self.mostStates {
            outcome.note("more than \(Self.mostStates) states; the play is not exhaustive")
        }
        graph.deadEnds().forEach { outcome.note($0) }
        for phase in ModeGraph.phases(of: procedure).subtracting(outcome.phases) {
            outcome.note("no play reaches phase \(phase.rawValue)")
        }
        for row in procedure.rows {
            guard case .command(let kind) = row.trigger, !outcome.taken.contains(kind) else { continue }
            outcome.note("no play takes the row: \(row.line)")
        }
        return outcome
    }

    /// Asks everything of one situation, and gives the situations that follow.
    private func ask(_ situation: Situation) -> (outcome: Outcome, next: [Situation]) {
        var outcome = Outcome(states: 1)
        if let lot = situation.tender?.lots.first { outcome.phases.insert(lot.phase) }
        var next: [Situation] = []
        let had = Incident.all(in: situation.tender)
        for at in Cast.instants(after: situation, law) {
            if let tender = situation.tender {
                let events = law.tick(tender, at: at)
                if !events.isEmpty, let after = apply(events, to: tender, at: at, &outcome) {
                    next.append(Situation(tender: after, now: at))
                }
            }
            for actor in Cast.actors(for: situation.tender) {
                for attempt in attempts(by: actor, in: situation, at: at) {
                    let act = Act(
                        tender: Cast.tender, lots: [], command: attempt.command, actor: actor, at: at,
                        id: attempt.id, facts: attempt.facts)
                    outcome.questions += 1
                    guard let after = judge(act, situation, &outcome), attempt.leadsOn else { continue }
                    let incident = Incident.of(attempt.command, attempt.facts).map { [$0] } ?? []
                    guard had.union(incident).count <= max(incidents, had.count) else { continue }
                    next.append(Situation(tender: after, now: at))
                }
            }
        }
        return (outcome, next)
    }

    /// What the actor asks: all variants of a command that the lot's phase allows, and one of any other.
    private func attempts(by actor: Actor, in situation: Situation, at: Instant) -> [Attempt] {
        let all = Cast.attempts(
            by: actor, in: situation.tender, at: at, of: (procedure.mode, procedure.regime))
        guard let phase = situation.tender?.lots.first?.phase else { return all }
        var asked: Set<Command.Kind> = []
        return all.filter { attempt in
            let kind = attempt.command.kind
            return asked.insert(kind).inserted || fitting[phase]?.contains(kind) == true
        }
    }

    private func judge(_ act: Act, _ situation: Situation, _ outcome: inout Outcome) -> Tender? {
        let events: [Event]
        do throws(Refusal) {
            events = try law.decide(situation.tender, act)
        } catch {
            outcome.refused += 1
            outcome.reasons[error.clause, default: 0] += 1
            refusalFaults(error, act).forEach { outcome.note($0) }
            return nil
        }
        outcome.allowed += 1
        outcome.taken.insert(act.command.kind)
        var before = situation.tender
        if let tender = situation.tender {
            before = apply(law.tick(tender, at: act.at), to: tender, at: act.at, &outcome)
        }
        allowanceFaults(act, before).forEach { outcome.note($0) }
        return apply(events, to: situation.tender, at: act.at, &outcome)
    }

    private func apply(
        _ events: [Event], to tender: Tender?, at: Instant, _ outcome: inout Outcome
    ) -> Tender? {
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
            outcome.note("an event does not follow: \(error.reason)")
        }
        return state
    }

    private func refusalFaults(_ refusal: Refusal, _ act: Act) -> [String] {
        let cited = refusal.citation.law == .platform || refusal.citation.article > 0
        guard cited, !refusal.clause.isEmpty, !refusal.words.zh.isEmpty, !refusal.words.en.isEmpty else {
            return ["\(act.command.kind.rawValue) is refused without a reason: \(refusal.clause)"]
        }
        return []
    }

    /// What no table may allow, said here once more and independently of the law's own code.
    private func allowanceFaults(_ act: Act, _ before: Tender?) -> [String] {
        let kind = act.command.kind
        guard let row = procedure.rows.first(where: { $0.trigger == .command(kind) }) else {
            return ["\(kind.rawValue) was allowed without a row"]
        }
        guard let before, let lot = before.lots.first else { return [] }
        var faults: [String] = []
        let name = "\(kind.rawValue) by \(act.actor.party.text) in \(lot.phase.rawValue)"
        if !row.from.contains(lot.phase) { faults.append("allowed outside its phases: \(name)") }
        if lot.isSuspended, !row.duringSuspension { faults.append("allowed while suspended: \(name)") }
        if row.roles.isDisjoint(with: Cast.roles(of: act.actor, in: before)) {
            faults.append("allowed to somebody else: \(name)")
        }
        let isLate = before.deadline.map { $0 <= act.at } ?? false
        switch kind {
        case .submitBid, .withdrawBid:
            if isLate { faults.append("allowed after the deadline: \(name)") }
        case .amendDocuments:
            // While a lot stands still its deadline does not pass: it moves when the lot goes on.
            if isLate, !lot.isSuspended { faults.append("allowed after the deadline: \(name)") }
        case .openBids, .releaseKey, .closeOpening, .scoreBids:
            if !isLate { faults.append("allowed before the deadline: \(name)") }
        case .award:
            if let ends = lot.publicityEnds, act.at < ends {
                faults.append("allowed during publicity: \(name)")
            }
        case .registerProject, .publishNotice, .takeDocuments, .raiseObjection, .answerObjection,
            .fileComplaint, .acceptComplaint, .decideComplaint, .suspend, .resume, .ruleOnFault,
            .formCommittee, .replaceMember, .rejectBid, .askBidder, .answerCommittee, .proposeReport,
            .signReport, .deliverReport, .publishCandidates, .strikeCandidate, .signContract,
            .returnBonds, .reportToSupervisor, .archive, .cancel, .publishPrequalification, .apply,
            .judgeApplication, .closeQualification, .invite, .answerInvitation, .publishSource, .argueSource,
            .approveSource, .openTalk, .closeTalk, .changeRequirements, .refileResponse, .shortlist,
            .leaveTalks, .callLastPrices, .agreePrice, .sealReserve, .changeStep, .placeBid, .optIn,
            .openReserve, .confirmDeal, .publishResult, .recordPayment, .relist, .prediscloseSale,
            .freezePool, .drawMembers, .recuseMember, .changeScores, .correctPrice, .confirmCorrection,
            .questionLowPrice, .ruleOnLowPrice, .terminate:
            break
        }
        return faults
    }
}
