internal import Procurement

/// What can be said of a table without playing it.
enum StaticCheck {
    static func faults(of procedure: Procedure) -> [String] {
        rowFaults(procedure) + clauseFaults(procedure) + dutyFaults(procedure) + graphFaults(procedure)
    }

    /// Every place of the table that can say no, as `act clause`; `clock` where a timer does.
    static func places(of procedure: Procedure) -> Set<String> {
        var places: Set<String> = []
        for row in procedure.rows {
            let name =
                switch row.trigger {
                case .command(let kind): kind.rawValue
                case .timer: "clock"
                }
            for clause in row.clauses { places.insert("\(name) \(clause.id)") }
            for branch in row.branches {
                if case .fails = branch.way { places.insert("\(name) \(branch.unless.id)") }
            }
        }
        return places
    }

    /// Notices that are cited as a whole, since the numbers of their articles are not known to us.
    static let wholeNotices: Set<Law> = [
        .platform, .abnormallyLowNotice, .emergencyNotice, .landSupplyNotice, .consultationSupplement,
        .conductOpinions, .stateAssetMeasures,
    ]

    private static func rowFaults(_ procedure: Procedure) -> [String] {
        var faults: [String] = []
        var seen: [Row.Trigger: Set<Phase>] = [:]
        for row in procedure.rows {
            let name = row.line
            if let phases = seen[row.trigger], phases.isEmpty || !phases.isDisjoint(with: row.from) {
                faults.append("two rows for one trigger in one phase: \(name)")
            }
            seen[row.trigger, default: []].formUnion(row.from)
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
                let cited = wholeNotices.contains(clause.citation.law) || clause.citation.article > 0
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
            let rows = procedure.rows.filter { $0.trigger == .command(duty.owes) }
            guard !rows.isEmpty else {
                faults.append("duty \(duty.id) is owed by no row")
                continue
            }
            // What the buyer pays, the agency records.
            if duty.owes != .recordPayment, !rows.contains(where: { $0.roles.contains(duty.by) }) {
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
