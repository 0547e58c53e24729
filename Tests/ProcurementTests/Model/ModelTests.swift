import Procurement
import Testing

@Suite struct ModelTests {
    @Test("the table says of every act what the chart of the law says: who, when, whereto, and if suspended")
    func tableKeepsTheChart() {
        let table = Chart.table
        for kind in Chart.kinds {
            let rows = table.rows.filter { $0.trigger == .command(kind) }
            #expect(rows.count == 1, "\(kind)")
            guard let row = rows.first else { continue }
            let line = Chart.line(for: kind)
            #expect(row.roles == line.by, "\(kind)")
            #expect(row.from == line.from, "\(kind)")
            #expect(row.duringSuspension == line.suspended, "\(kind)")
            #expect(row.destinations == line.to, "\(kind)")
        }
        let timers = table.rows.filter { $0.trigger == .timer(.bidDeadline) }
        #expect(timers.map(\.from) == [[.noticed]])
        #expect(timers.map(\.destinations) == [[.closed, .failed]])
        #expect(table.rows.count == Chart.kinds.count + 1)
    }

    @Test(
        "every phase, act, role, time and suspension gives events or a reasoned refusal, as the chart allows")
    func exhaustive() throws {
        let model = try Model()
        var (combinations, allowed, refused) = (0, 0, 0)
        for (phase, scene) in model.scenes {
            for suspended in [false, true] {
                var scene = scene
                if suspended, let lot = scene.tender?.lots.first {
                    try scene.happen([.suspended(lot.id, cause: nil)])
                }
                for time in Model.Time.allCases {
                    let instant = Model.instant(time, in: scene)
                    // The deadline closes a lot that is not suspended.
                    let closes = phase == .noticed && !suspended && time != .before
                    let now = closes ? .closed : phase
                    for kind in Chart.kinds {
                        let command = Model.command(kind, in: phase, at: instant)
                        for (role, actor) in Model.actors {
                            combinations += 1
                            do throws(Refusal) {
                                let events = try scene.decide(
                                    command, by: actor, at: instant, facts: Model.facts)
                                allowed += 1
                                expectAllowed(kind, role, now, suspended, events)
                            } catch {
                                refused += 1
                                expectReadable(error)
                                #expect(!error.clause.isEmpty)
                            }
                        }
                    }
                }
            }
        }
        let phases = Chart.phases.count + 1
        let roles = Role.allCases.count + 1
        #expect(
            combinations == phases * 2 * Model.Time.allCases.count * Chart.kinds.count * roles)
        #expect(combinations == 13 * 2 * 3 * 34 * 7)
        #expect(allowed + refused == combinations)
        #expect(allowed > 150, "only \(allowed) acts were allowed, so the model shows little")
    }

    private func expectAllowed(
        _ kind: Command.Kind, _ role: Role?, _ phase: Phase?, _ suspended: Bool, _ events: [Event]
    ) {
        let line = Chart.line(for: kind)
        let place = "\(kind) by \(role?.rawValue ?? "nobody") in \(phase?.rawValue ?? "nothing")"
        #expect(!events.isEmpty, "\(place) changes nothing")
        #expect(role.map(line.by.contains) == true, "\(place)")
        if let phase {
            #expect(line.from.contains(phase), "\(place)")
            #expect(!suspended || line.suspended, "\(place) while suspended")
        } else {
            #expect(kind == .registerProject)
        }
    }

    @Test("every cell of the chart is a way that somebody can go")
    func everyCellIsLive() throws {
        let model = try Model()
        var scenes = model.scenes
        scenes += [
            (.noticed, try .noticed()), (.opening, try .opened()), (.closed, try withCommittee(.closed())),
            (.opening, try withCommittee(.opened())), (.evaluation, try .evaluation(committee: nil)),
            (.evaluation, try signed()), (.awarded, try struck()), (.contracted, try wrappedUp()),
        ]
        var cells: [Command.Kind: Set<Phase>] = [:]
        for kind in Chart.kinds { cells[kind] = Chart.line(for: kind).from }
        for (phase, base) in scenes {
            guard let phase else { continue }
            for scene in try Model.variants(of: base) {
                for kind in Chart.kinds where cells[kind]?.contains(phase) == true {
                    if canDo(kind, in: scene) { cells[kind]?.remove(phase) }
                }
            }
        }
        for (kind, phases) in cells { #expect(phases.isEmpty, "nobody can \(kind) in \(phases)") }
    }

    /// Whether some well-made command of the kind is allowed here, now or when the phase turns.
    private func canDo(_ kind: Command.Kind, in scene: Scene) -> Bool {
        let turn = scene.phase() == .noticed ? Model.Time.before : .at
        for instant in [scene.now, Model.instant(turn, in: scene)] {
            for shape: Phase in [.noticed, .opening, .publicity] {
                var command = Model.command(kind, in: shape, at: instant)
                if kind == .award, scene.tender?.lots.first?.struck.isEmpty == false {
                    command = .award(
                        BidID("B2"), notice: digest("n"), publications: Papers.publications(at: instant))
                }
                for (_, actor) in Model.actors
                where scene.refusal(of: command, by: actor, at: instant, id: "new", facts: Model.facts) == nil
                {
                    return true
                }
            }
        }
        return false
    }

    @Test("every phase is reached by lawful acts, and every phase but the last ones has a way out")
    func reachable() throws {
        let edges = Chart.table.rows.flatMap { row in
            row.from.flatMap { from in
                row.destinations.subtracting([from]).map { Chart.Move(from, $0) }
            }
        }
        #expect(Set(edges) == Chart.moves)
        var reached: Set<Phase> = [.registered]
        for _ in Phase.allCases { reached.formUnion(edges.filter { reached.contains($0.from) }.map(\.to)) }
        #expect(reached == Set(Chart.phases))
        for phase in Chart.phases {
            let goesOn = edges.contains { $0.from == phase }
            #expect(goesOn == !phase.isFinal, "\(phase)")
            // From everywhere a final phase can be reached.
            var ahead: Set<Phase> = [phase]
            for _ in Phase.allCases { ahead.formUnion(edges.filter { ahead.contains($0.from) }.map(\.to)) }
            let ends = ahead.contains { $0.isFinal }
            #expect(ends, "\(phase)")
        }
        for (phase, scene) in try Model().scenes { #expect(scene.phase() == phase) }
    }

    private func withCommittee(_ scene: Scene) throws -> Scene {
        var scene = scene
        try scene.does(
            .formCommittee(People.committee(5, experts: 4), draw: digest("draw")), by: People.agency)
        return scene
    }
    private func signed() throws -> Scene {
        var scene = try Scene.proposed()
        try scene.signAll()
        return scene
    }
    private func struck() throws -> Scene {
        var scene = try Scene.awarded()
        try scene.strike("B1")
        return scene
    }
    private func wrappedUp() throws -> Scene {
        var scene = try Scene.contracted()
        try scene.does(.returnBonds(record: digest("bonds")), by: People.agency)
        try scene.does(.reportToSupervisor(text: digest("report")), by: People.agency)
        return scene
    }
}

extension Row {
    /// Where the row may lead a lot, by its end or by a branch.
    var destinations: Set<Phase> {
        var phases = Set(to.map { [$0] } ?? [])
        for branch in branches {
            switch branch.way {
            case .stays: break
            case .fails: phases.insert(.failed)
            case .moves(let phase): phases.insert(phase)
            }
        }
        return phases
    }
}
