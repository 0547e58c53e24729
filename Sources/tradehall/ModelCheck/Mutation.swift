internal import Procurement

/// A table of law with one thing taken out of it.
struct Mutant: Sendable {
    /// The row, and what it lost.
    var name: String
    var procedure: Procedure
    /// Steps of this kind alone can come out otherwise; nil when any can.
    var command: Command.Kind?
    /// The clause that its row no longer demands; nil when it lost something else.
    var clause: String?

    /// One for each clause and each branch of each row, for each row of a timer and for each duty.
    static func all(of procedure: Procedure) -> [Mutant] {
        var mutants: [Mutant] = []
        for (number, row) in procedure.rows.enumerated() {
            func mutant(_ loss: String, clause: String? = nil, _ change: (inout Procedure) -> Void) {
                var changed = procedure
                change(&changed)
                var command: Command.Kind?
                if case .command(let kind) = row.trigger { command = kind }
                mutants.append(
                    Mutant(
                        name: "\(row.title): \(loss)", procedure: changed, command: command, clause: clause))
            }
            for (index, clause) in row.clauses.enumerated() {
                mutant(clause.id, clause: clause.id) { $0.rows[number].clauses.remove(at: index) }
            }
            for (index, branch) in row.branches.enumerated() {
                mutant("\(branch.unless.id), else it \(branch.way.text)") {
                    $0.rows[number].branches.remove(at: index)
                }
            }
            if case .timer = row.trigger { mutant("the row") { $0.rows.remove(at: number) } }
        }
        for (index, duty) in procedure.duties.enumerated() {
            var changed = procedure
            changed.duties.remove(at: index)
            mutants.append(Mutant(name: "duty \(duty.id)", procedure: changed, command: nil))
        }
        return mutants
    }
}

extension Procedure {
    /// The table without the branches that look at this clause.
    fileprivate func withoutBranches(on clause: String) -> Procedure {
        var copy = self
        for index in copy.rows.indices { copy.rows[index].branches.removeAll { $0.unless.id == clause } }
        return copy
    }

    fileprivate func hasBranch(on clause: String) -> Bool {
        rows.contains { $0.branches.contains { $0.unless.id == clause } }
    }
}

extension Row {
    /// What triggers it, and in which phases.
    fileprivate var title: String {
        let phases = Phase.allCases.filter(from.contains).map(\.rawValue).joined(separator: ",")
        return switch trigger {
        case .command(let kind): "\(kind.rawValue) [\(phases)]"
        case .timer(let timer): "at \(timer.rawValue) [\(phases)]"
        }
    }
}

/// Takes each demand out of a table in turn and replays the table's scenarios: one that no scenario misses is
/// a demand that nothing tests.
struct Mutation: Sendable {
    struct Outcome: Sendable {
        var mutants = 0
        var survivors: [String] = []
        /// Clauses that no lawful play can miss, because a branch has ended the lot on the same clause before:
        /// scenarios miss them once the branch is gone as well.
        var doubled: [String] = []
        /// Scenarios that do not come out as they expect under the table as it is.
        var faults: [String] = []

        var killed: Int { mutants - survivors.count }
    }

    let procedure: Procedure
    private let plays: [Prepared]

    /// A play with the states that it went through under the table as it is, so that a mutant is played from
    /// the first step on that it can change.
    private struct Prepared: Sendable {
        var play: Scenarios.Play
        var first: [Command.Kind: (index: Int, state: Rehearsal)] = [:]
        /// How many steps a mutant of these commands may change.
        var kinds: Set<Command.Kind> { Set(first.keys) }
    }

    /// - Throws: when a scenario cannot be read.
    init(_ procedure: Procedure, scenarios root: String) throws(Failure) {
        self.procedure = procedure
        plays = try Scenarios(of: procedure, in: root).plays.map { Prepared(play: $0) }
    }

    func run() -> Outcome {
        var outcome = Outcome()
        guard !plays.isEmpty else {
            outcome.faults = ["there is no scenario"]
            return outcome
        }
        let law = Self.law(with: procedure)
        let prepared = inParallel(plays) { Self.prepare($0, law) }
        outcome.faults = prepared.compactMap(\.fault)
        guard outcome.faults.isEmpty else { return outcome }
        let mutants = Mutant.all(of: procedure)
        let survived = inParallel(mutants) { mutant in
            !prepared.contains { Self.kills(mutant, $0.play) }
        }
        outcome.mutants = mutants.count
        for (mutant, _) in zip(mutants, survived).filter(\.1) {
            if isDoubled(mutant) {
                outcome.doubled.append(mutant.name)
            } else {
                outcome.survivors.append(mutant.name)
            }
        }
        return outcome
    }

    /// Whether the clause is a second line of defence behind a branch on the same clause.
    private func isDoubled(_ mutant: Mutant) -> Bool {
        guard let clause = mutant.clause, procedure.hasBranch(on: clause) else { return false }
        let with = Self.law(with: procedure.withoutBranches(on: clause))
        let without = Self.law(with: mutant.procedure.withoutBranches(on: clause))
        return plays.contains { $0.play.unmet(under: with) != $0.play.unmet(under: without) }
    }

    private static func prepare(_ prepared: Prepared, _ law: Lawbook) -> (play: Prepared, fault: String?) {
        var (result, state) = (prepared, Rehearsal(under: law))
        for (index, line) in prepared.play.lines.enumerated() {
            if let kind = line.step.act?.command.kind, result.first[kind] == nil {
                result.first[kind] = (index, state)
            }
            guard (try? state.play(line.step)) != nil else { break }
        }
        return (result, prepared.play.fault(in: Rehearsal(under: law)))
    }

    private static func kills(_ mutant: Mutant, _ prepared: Prepared) -> Bool {
        let law = law(with: mutant.procedure)
        guard let command = mutant.command else {
            return prepared.play.fault(in: Rehearsal(under: law)) != nil
        }
        guard let first = prepared.first[command] else { return false }
        return prepared.play.fault(from: first.index, in: first.state.under(law)) != nil
    }

    /// The house's law with this table in place of its own.
    private static func law(with procedure: Procedure) -> Lawbook {
        let others = Procedure.all.filter { $0.mode != procedure.mode || $0.regime != procedure.regime }
        // No scenario looks at the digest of a table.
        return Lawbook(
            calendar: Lawbook.ofThisHouse.calendar, procedures: [procedure] + others,
            digest: { _ in Cast.digest(0) })
    }
}
