import Procurement
import Testing

@Suite struct HistoryTests {
    /// What a history has shown.
    private struct History {
        var acts: [Act] = []
        var scene = Scene()
        var phases: Set<Phase> = []
        var allowed: Set<Command.Kind> = []
        var clauses: Set<String> = []
    }

    private func play(seed: UInt64, steps: Int) throws -> History {
        var player = Player(seed: seed)
        var auditor = Auditor()
        var history = History()
        var last = steps
        for step in 0..<steps where step < last {
            // A few acts in vain when all is over.
            if player.scene.tender?.isOver == true { last = min(last, step + 15) }
            let happened = player.scene.log.count
            let act = try player.act()
            for (event, at) in player.scene.log[happened...] { auditor.see(event, at: at) }
            let before = player.scene.tender
            do throws(Refusal) {
                let events = try player.scene.law.decide(before, act)
                if events.isEmpty {
                    Issue.record("seed \(seed), step \(step): \(act.command.kind) is nothing")
                }
                do {
                    try player.scene.happen(events)
                } catch {
                    Issue.record("seed \(seed), step \(step): \(act.command.kind): \(error)")
                    return history
                }
                for event in events { auditor.see(event, at: act.at) }
                history.acts.append(act)
                history.allowed.insert(act.command.kind)
            } catch {
                expectReadable(error)
                history.clauses.insert(error.clause)
                // The same again gives the same, and nothing has changed.
                let same = player.scene.refusal(again: act) == error && player.scene.tender == before
                #expect(same, "seed \(seed), step \(step): a refusal changed something")
            }
            if let fault = auditor.faults.first {
                Issue.record("seed \(seed), step \(step): \(act.command.kind): \(fault)")
                return history
            }
        }
        history.scene = player.scene
        history.phases = auditor.phases
        let same = try player.scene.replayed() == player.scene.tender
        #expect(same, "seed \(seed): the log gives another tender")
        return history
    }

    @Test("whatever is asked by whomever at any time, the law keeps its promises")
    func promises() throws {
        var (phases, allowed, clauses): (Set<Phase>, Set<Command.Kind>, Set<String>) = ([], [], [])
        for seed in 0..<120 as Range<UInt64> {
            let history = try play(seed: seed, steps: 300)
            phases.formUnion(history.phases)
            allowed.formUnion(history.allowed)
            clauses.formUnion(history.clauses)
        }
        // The histories must come far enough to show something.
        #expect(Set(Chart.phases).subtracting(phases) == [])
        #expect(Set(Chart.kinds).subtracting(allowed) == [])
        #expect(clauses.count > 60, "only \(clauses.count) clauses refused anything")
    }

    @Test("any order and delay of ticks ends in the same state")
    func ticks() throws {
        for seed in 1000..<1040 as Range<UInt64> {
            let history = try play(seed: seed, steps: 300)
            let end = history.scene.now.plus(60 * 86_400_000)
            var chance = Chance(seed: seed)
            let lazy = try replay(history.acts, seed) { _, _ in }
            let busy = try replay(history.acts, seed) { scene, until in
                // At every instant at which something turns, a millisecond before and after, and once more.
                while let turn = scene.timers.first, turn <= until {
                    for instant in [turn.plus(-1), turn, turn, turn.plus(1)] where instant <= until {
                        try scene.tick(instant)
                    }
                }
            }
            let random = try replay(history.acts, seed) { scene, until in
                for _ in 0..<chance.number(0...3) {
                    let back = Int64(chance.number(0...40 * 86_400_000))
                    try scene.tick(until.plus(-back))
                }
                if chance.once(in: 2) { try scene.tick(until) }
            }
            var last: Tender?
            for (name, scene) in [
                ("played", history.scene), ("lazy", lazy), ("busy", busy), ("random", random),
            ] {
                var scene = scene
                try scene.tick(end)
                #expect(try scene.tick(end).isEmpty, "seed \(seed), \(name): a second tick changes something")
                let same = last == nil || scene.tender == last
                #expect(same, "seed \(seed), \(name): another state")
                last = scene.tender
            }
        }
    }

    /// The same acts, with the clock looked at in between.
    private func replay(
        _ acts: [Act], _ seed: UInt64, _ between: (inout Scene, Instant) throws -> Void
    ) throws -> Scene {
        var scene = Scene()
        for act in acts {
            try between(&scene, act.at)
            scene.now = act.at
            do throws(Refusal) {
                let events = try scene.law.decide(scene.tender, act)
                try? scene.happen(events)
            } catch {
                Issue.record(
                    "seed \(seed): \(act.command.kind) was allowed without the ticks: \(error.words.en)")
            }
        }
        return scene
    }

    @Test("an instant at the ends of time stops nothing", arguments: [Int64.min, Int64.max])
    func endsOfTime(_ milliseconds: Int64) throws {
        let far = Instant(milliseconds: milliseconds)
        let scene = try Scene.registered()
        for change: (inout Notice) -> Void in [
            { $0.deadline = far }, { $0.documentsFrom = far }, { $0.documentsUntil = far },
            { $0.publications = Papers.publications(at: far) },
            { ($0.documentsFrom, $0.documentsUntil, $0.deadline) = (far, far, far) },
        ] {
            if let refusal = scene.refusal(of: Demand.publish(change)) { expectReadable(refusal) }
        }
        let noticed = try Scene.noticed { _ in
        } notice: {
            if milliseconds > 0 { $0.deadline = far }
        }
        let amendment = Amendment(text: digest("a"), affectsBids: true, newDeadline: far)
        _ = noticed.refusal(of: .amendDocuments(amendment), by: People.agency)
        _ = noticed.refusal(of: Demand.object(.documents))
        _ = noticed.timers
        var suspended = noticed
        try suspended.does(.suspend(text: digest("s")), by: People.regulator)
        _ = suspended.refusal(of: .resume(text: digest("r")), by: People.regulator, at: at(7, 9))
        let reported = try Scene.reported()
        _ = reported.refusal(
            of: .publishCandidates(until: far, publications: Papers.publications(at: far)), by: People.agency)
        _ = reported.refusal(
            of: .publishCandidates(until: far, publications: Papers.publications(at: at(8, 3))),
            by: People.agency)
    }
}

extension Scene {
    fileprivate func refusal(again act: Act) -> Refusal? {
        do throws(Refusal) {
            _ = try law.decide(tender, act)
            return nil
        } catch {
            return error
        }
    }
}
