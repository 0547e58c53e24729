internal import Procurement
internal import StrictJSON

extension Option {
    static let incidents = Option(
        "incidents", "N", zh: "一次推演中最多有几类变故相遇（修改、异议、暂停、否决等），缺省为1",
        en:
            "how many kinds of incident (amendment, objection, order, rejection …) may meet in one play; else 1"
    )
}

extension Option {
    fileprivate static let states = Option(
        "states", "N", zh: "一种方式最多推演多少个状态；超出时报告未能穷尽",
        en: "the most states of one table; a play that needs more is told as a fault")
}

extension Verb {
    /// Checks the tables of law, as they stand and by playing them through.
    static let modesCheck = Verb(
        "modes", "check", group: .law, zh: "检查规则表：逐项静态检查，再穷尽推演并报告数目",
        en: "check the tables: each line, then every play, with counts", operands: "[MODE]",
        operandCount: 0...1,
        options: [.incidents, .scenarios, .states],
        notes: Words(
            zh: """
                静态：同一指令的各行阶段不重叠，每个条文有编号、依据和中英文表述，每个阶段可达且都有出路。
                穷尽：从登记开始推演一个标段、三家投标人，在每个到得了的状态上问每一个指令、每一种角色、每一种时间关系，并按另写一遍的规则核对每个回答。
                给出--scenarios时，推演和场景中都没有拒绝过任何操作的条文视为无效条文，也是问题。
                """,
            en: """
                As they stand: the rows of one command share no phase; every clause has an id, its place in the law and words in both languages; every phase is reachable, each with a way out.
                Played through: one lot and three bidders from registration on; every command by every role in every relation of time is asked in every state that can be reached, and each answer is checked by rules written once more.
                With --scenarios a clause that refused nothing, neither in the play nor in a scenario, is dead, and a fault.
                """)
    ) { call in
        var sound = true
        let incidents = Int(try call.integer(.incidents, 0...8) ?? 1)
        let most = Int(try call.integer(.states, 1...10_000_000) ?? Int64(ModelCheck.mostStates))
        for procedure in try call.procedures() {
            let check = ModelCheck(procedure, incidents: incidents, mostStates: most, call.console)
            let report = try ModeReport(procedure, check.run(), scenarios: call.value(.scenarios))
            report.tell(call.console)
            sound = sound && report.faults.isEmpty
        }
        return sound ? .done : .failed
    }
}

/// What the checks of one table found.
struct ModeReport {
    let procedure: Procedure
    let play: ModelCheck.Outcome
    let faults: [String]
    /// How many places of the table can say no, said it in the play, and said it in a scenario only.
    let places: Int
    let saidNo: Int
    let saidNoInScenario: Int

    /// - Parameter scenarios: the folder of plays; without one, clauses that said nothing are counted only.
    /// - Throws: when a scenario cannot be read.
    init(_ procedure: Procedure, _ play: ModelCheck.Outcome, scenarios: String?) throws(Failure) {
        self.procedure = procedure
        self.play = play
        let all = StaticCheck.places(of: procedure)
        let played = all.filter { play.reasons[$0] != nil }
        var faults =
            StaticCheck.faults(of: procedure) + play.faults.map { "\($0.key) (\($0.value))" }.sorted()
        var told: Set<String> = []
        if let scenarios {
            let plays = try Scenarios(of: procedure, in: scenarios).plays
            let refusals = inParallel(plays) { $0.refusals(under: .ofThisHouse) }
            for places in refusals { told.formUnion(places) }
            for place in all.subtracting(played).subtracting(told).sorted() {
                faults.append("a clause that never says no: \(place)")
            }
        }
        self.faults = faults
        places = all.count
        saidNo = played.count
        saidNoInScenario = all.subtracting(played).intersection(told).count
    }

    func tell(_ console: Console) {
        let (mode, regime) = (procedure.mode.words, procedure.regime.words)
        let phases = ModeGraph.phases(of: procedure).count
        console.answer(
            [
                "mode": .string(procedure.mode.rawValue), "regime": .string(procedure.regime.rawValue),
                "sound": .bool(faults.isEmpty), "faults": .array(faults.map { .string($0) }),
                "rows": .integer(Int64(procedure.rows.count)), "clauses": .integer(Int64(places)),
                "phases": .integer(Int64(phases)), "states": .integer(Int64(play.states)),
                "questions": .integer(Int64(play.questions)), "allowed": .integer(Int64(play.allowed)),
                "refused": .integer(Int64(play.refused)),
                "phasesReached": .integer(Int64(play.phases.count)),
                "statesOfPhases": .object(
                    Dictionary(
                        uniqueKeysWithValues: play.phases.map { ($0.rawValue, .integer(Int64($1))) })),
                "rowsTaken": .integer(Int64(play.taken.count)),
                "clausesThatRefused": .integer(Int64(saidNo)),
                "clausesThatRefusedInScenarios": .integer(Int64(saidNoInScenario)),
            ],
            zh: """
                \(mode.zh)（\(regime.zh)）：\(procedure.rows.count)行、\(places)处条文、\(phases)个阶段。
                推演：\(play.states)个状态，\(play.questions)次提问，允许\(play.allowed)次，拒绝\(play.refused)次；到达\(play.phases.count)个阶段，走过\(play.taken.count)行，\(saidNo)处条文作出过拒绝，另有\(saidNoInScenario)处在场景中作出过拒绝。
                \(faults.isEmpty ? "没有发现问题。" : faults.joined(separator: "\n"))
                """,
            en: """
                \(mode.en) (\(regime.en)): \(procedure.rows.count) rows, \(places) demands, \(phases) phases.
                Played through: \(play.states) states, \(play.questions) questions, \(play.allowed) allowed, \(play.refused) refused; \(play.phases.count) phases reached, \(play.taken.count) rows taken, \(saidNo) demands said no, \(saidNoInScenario) more in scenarios.
                \(faults.isEmpty ? "Nothing is wrong." : faults.joined(separator: "\n"))
                """)
    }
}
