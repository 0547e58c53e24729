internal import Procurement

/// What can be said of a table without playing it.
enum StaticCheck {
    static func faults(of procedure: Procedure) -> [String] {
        rowFaults(procedure) + clauseFaults(procedure) + dutyFaults(procedure) + graphFaults(procedure)
    }

    /// Every clause of the table once, by id.
    static func clauses(of procedure: Procedure) -> [Clause] {
        var found: [String: Clause] = [:]
        for row in procedure.rows {
            for clause in row.clauses + row.branches.map(\.unless) { found[clause.id] = clause }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    private static func rowFaults(_ procedure: Procedure) -> [String] {
        var faults: [String] = []
        var seen: Set<Row.Trigger> = []
        for row in procedure.rows {
            let name = row.line
            if !seen.insert(row.trigger).inserted { faults.append("two rows for one trigger: \(name)") }
            switch row.trigger {
            case .command:
                if row.roles.isEmpty { faults.append("nobody may do it: \(name)") }
            case .timer:
                if !row.roles.isEmpty { faults.append("a timer with actors: \(name)") }
            }
            // Bonds go back after a failure too; but nothing leads out of the end.
            if row.from.contains(where: \.isFinal), row.to != nil || !row.branches.isEmpty {
                faults.append("it leads out of the end: \(name)")
            }
        }
        let first = procedure.rows.filter { $0.from.isEmpty }
        if first.count != 1 { faults.append("\(first.count) rows begin a tender; it must be one") }
        return faults
    }

    private static func clauseFaults(_ procedure: Procedure) -> [String] {
        var faults: [String] = []
        for row in procedure.rows {
            for clause in row.clauses + row.branches.map(\.unless) {
                let cited = clause.citation.law == .platform || clause.citation.article > 0
                if !cited { faults.append("clause \(clause.id) cites no article") }
                if clause.id.isEmpty || clause.words.zh.isEmpty || clause.words.en.isEmpty {
                    faults.append("a clause without id or words in: \(row.line)")
                }
                if let until = clause.until, until < clause.from {
                    faults.append("clause \(clause.id) ends before it begins")
                }
            }
        }
        return faults
    }

    private static func dutyFaults(_ procedure: Procedure) -> [String] {
        var (faults, ids): ([String], Set<String>) = ([], [])
        for duty in procedure.duties {
            if !ids.insert(duty.id).inserted { faults.append("two duties \(duty.id)") }
            let row = procedure.rows.first { $0.trigger == .command(duty.owes) }
            guard let row else {
                faults.append("duty \(duty.id) is owed by no row")
                continue
            }
            if !row.roles.contains(duty.by) {
                faults.append("duty \(duty.id): \(duty.by.rawValue) may not do it")
            }
        }
        return faults
    }

    /// Phases that cannot be reached, and phases with no way to an end.
    private static func graphFaults(_ procedure: Procedure) -> [String] {
        var edges: [Phase: Set<Phase>] = [:]
        var starts: Set<Phase> = []
        for row in procedure.rows {
            var targets = Set(row.to.map { [$0] } ?? [])
            for branch in row.branches {
                switch branch.way {
                case .stays: break
                case .fails: targets.insert(.failed)
                case .moves(let phase): targets.insert(phase)
                }
            }
            if row.from.isEmpty { starts.formUnion(targets) }
            for phase in row.from { edges[phase, default: []].formUnion(targets) }
        }
        let reached = closure(of: starts) { edges[$0] ?? [] }
        var faults: [String] = []
        for phase in Phase.allCases where ModeGraph.phases(of: procedure).contains(phase) {
            if !reached.contains(phase) { faults.append("phase \(phase.rawValue) cannot be reached") }
            let ends = closure(of: [phase]) { edges[$0] ?? [] }.contains(where: \.isFinal)
            if !ends { faults.append("phase \(phase.rawValue) is a dead end") }
        }
        return faults
    }

    private static func closure(of starts: Set<Phase>, _ next: (Phase) -> Set<Phase>) -> Set<Phase> {
        var (found, open) = (starts, Array(starts))
        while let phase = open.popLast() {
            for one in next(phase) where found.insert(one).inserted { open.append(one) }
        }
        return found
    }
}
