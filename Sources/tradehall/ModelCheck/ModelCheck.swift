internal import Procurement

/// Plays a table through: from registration on, in every state that can be reached, it asks for every act that
/// the state's phase knows by all who may do it in every relation of time, and for every other act by who may do
/// it elsewhere; in every phase, with a committee and without, it asks for each act by every other role as well;
/// and it checks each answer against rules of its own.
///
/// States that the law could not tell apart in kind (the same phase, the same counts of bids, scores and
/// signatures, the same papers, the same relation to each limit of time) count as one, which keeps the play
/// finite: one lot, three bidders, at most one objection and one complaint, and no more kinds of incident in one
/// play than the caller allows.
struct ModelCheck {
    struct Outcome: Sendable {
        var states = 0
        var questions = 0
        var allowed = 0
        var refused = 0
        /// How many states each phase has.
        var phases: [Phase: Int] = [:]
        /// Rows that led somewhere, by their number in the table.
        var taken: Set<Int> = []
        /// How often each clause said no, as `act clause`.
        var reasons: [String: Int] = [:]
        /// What is wrong, each told once, with how often it was met.
        var faults: [String: Int] = [:]

        mutating func add(_ other: Outcome) {
            states += other.states
            questions += other.questions
            allowed += other.allowed
            refused += other.refused
            phases.merge(other.phases) { $0 + $1 }
            taken.formUnion(other.taken)
            reasons.merge(other.reasons) { $0 + $1 }
            faults.merge(other.faults) { $0 + $1 }
        }

        mutating func note(_ fault: String) { faults[fault, default: 0] += 1 }
    }

    struct Situation: Sendable {
        var tender: Tender?
        var now: Instant
        /// Those who may not do an act are asked as well.
        var withStrangers = true
    }

    /// All that a role depends on: who may not do an act in one such scene may not in any.
    private struct Scene: Hashable {
        var phase: Phase?
        var particulars: Particulars?
        var isNoticed: Bool
        var hasCommittee: Bool
        var isSuspended: Bool

        init(_ tender: Tender?) {
            let lot = tender?.lots.first
            phase = lot?.phase
            particulars = tender?.project.particulars
            isNoticed = tender?.notice != nil
            hasCommittee = lot?.committee.isEmpty == false
            isSuspended = lot?.isSuspended ?? false
        }
    }

    /// Enough for every mode; a play that needs more is told as a fault and not as a check.
    static let mostStates = 60_000

    /// The rows of one act.
    struct ActRows {
        var kind: Command.Kind
        var roles: Set<Role> = []
        var phases: Set<Phase> = []
    }

    let procedure: Procedure
    let law: Lawbook
    let auditor: Auditor
    /// The rows of each act that the table has, in the order of acts.
    let acts: [ActRows]
    /// How many kinds of incident may meet in one play.
    private let incidents: Int
    private let mostStates: Int
    private let progress: Progress

    init(_ procedure: Procedure, incidents: Int, mostStates: Int = mostStates, _ console: Console) {
        self.procedure = procedure
        // The table alone, so that one which is not the house's own can be checked too. Digests of tables have no
        // part in it.
        law = Lawbook(
            calendar: Lawbook.ofThisHouse.calendar, procedures: [procedure], digest: { _ in Cast.digest(0) })
        auditor = Auditor(mode: procedure.mode, regime: procedure.regime)
        acts = Command.Kind.allCases.compactMap { kind in
            let rows = procedure.rows.filter { $0.trigger == .command(kind) }
            guard !rows.isEmpty else { return nil }
            return rows.reduce(into: ActRows(kind: kind)) { act, row in
                act.roles.formUnion(row.roles)
                act.phases.formUnion(row.from)
            }
        }
        self.incidents = incidents
        self.mostStates = mostStates
        progress = Progress(
            console, zh: "推演\(procedure.mode.words.zh)（\(procedure.regime.words.zh)）：",
            en: "Playing \(procedure.mode.words.en) (\(procedure.regime.words.en)) through:",
            unit: .things(Words(zh: "个状态", en: "states")))
    }

    func run() -> Outcome {
        var outcome = Outcome()
        let start = Situation(tender: nil, now: Cast.beginning)
        var graph = StateGraph()
        var scenes: Set<Scene> = []
        // Breadth first: the shortest play to each state, so that the calendar's year is not left.
        var level = [start]
        graph.add(Outline(start), from: nil)
        while !level.isEmpty, outcome.states <= mostStates {
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
                for var one in answer.next where graph.add(Outline(one), from: origin) {
                    one.withStrangers = scenes.insert(Scene(one.tender)).inserted
                    next.append(one)
                }
            }
            level = next
        }
        if outcome.states > mostStates {
            outcome.note("more than \(mostStates) states; the play is not exhaustive")
        } else {
            graph.deadEnds().forEach { outcome.note($0) }
        }
        for phase in ModeGraph.phases(of: procedure).subtracting(outcome.phases.keys) {
            outcome.note("no play reaches phase \(phase.rawValue)")
        }
        for (number, row) in procedure.rows.enumerated() where !outcome.taken.contains(number) {
            outcome.note("no play takes the row: \(row.line)\(why(row, outcome))")
        }
        return outcome
    }

    /// What stood against a row that no play takes.
    private func why(_ row: Row, _ outcome: Outcome) -> String {
        guard case .command(let kind) = row.trigger else { return "" }
        let reasons = outcome.reasons.filter { $0.key.hasPrefix("\(kind.rawValue) ") }
            .map { "\($0.key.dropFirst(kind.rawValue.count + 1)) \($0.value)" }
        return reasons.isEmpty ? "" : "; refused by \(reasons.sorted().joined(separator: ", "))"
    }

    /// Asks everything of one situation, and gives the situations that follow.
    private func ask(_ situation: Situation) -> (outcome: Outcome, next: [Situation]) {
        var question = Questioning(check: self, situation: situation)
        guard let tender = situation.tender, let lot = tender.lots.first else {
            question.begin()
            return (question.outcome, question.next)
        }
        question.outcome.phases[lot.phase] = 1
        let players = Cast.actors(for: tender).map { ($0, Cast.roles(of: $0, in: tender)) }
        let instants = Cast.instants(after: situation, law)
        for (index, at) in instants.enumerated() {
            let settled = question.tick(to: at)
            let phases: Set = [lot.phase, settled ?? lot.phase]
            let seats = players.map {
                Questioning.Player(Seat(actor: $0, tender: tender, lot: lot, at: at), $1)
            }
            for act in acts {
                let fits = !act.phases.isDisjoint(with: phases)
                guard fits || index == 0 else { continue }
                question.ask(
                    act, players: seats, fully: fits, strangers: index == 0 && situation.withStrangers,
                    spoilt: index % 2 == 0)
            }
        }
        question.wait(until: instants.last)
        return (question.outcome, question.next)
    }

    /// Whether one more incident may happen in a play that had these.
    func mayHappen(_ incident: Incident?, after had: Set<Incident>) -> Bool {
        guard let incident, !had.contains(incident) else { return true }
        return had.count < incidents
    }
}
