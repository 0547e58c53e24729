internal import Procurement
internal import StrictJSON

extension Option {
    static let incidents = Option(
        "incidents", "N", zh: "一次推演中最多有几类变故相遇（修改、异议、暂停、否决等），缺省为1",
        en:
            "how many kinds of incident (amendment, objection, order, rejection …) may meet in one play; else 1"
    )
}

extension Verb {
    /// Checks the tables of law, as they stand and by playing them through.
    static let modesCheck = Verb(
        "modes", "check", group: .law, zh: "检查规则表：逐项静态检查，再穷尽推演并报告数目",
        en: "check the tables: each line, then every play, with counts", operands: "[MODE]",
        operandCount: 0...1,
        options: [.incidents],
        notes: Words(
            zh: """
                静态：每个指令至多一行，每个条文有编号、依据和中英文表述，每个阶段可达且都有出路。
                穷尽：从登记开始推演一个标段、三家投标人，在每个到得了的状态上问每一个指令、每一种角色、每一种时间关系，并核对每个回答。
                """,
            en: """
                As they stand: at most one row for a command; every clause with an id, its place in the law and words in both languages; every phase reachable, each with a way out.
                Played through: one lot and three bidders from registration on; every command by every role in every relation of time is asked in every state that can be reached, and each answer is checked.
                """)
    ) { call in
        var sound = true
        let incidents = Int(try call.integer(.incidents, 0...8) ?? 1)
        for procedure in try call.procedures() {
            let faults = StaticCheck.faults(of: procedure)
            let play = try ModelCheck(procedure, incidents: incidents, call.console).run()
            ModeReport(
                procedure: procedure, faults: faults + play.faults.map { "\($0.key) (\($0.value))" }.sorted(),
                play: play
            ).tell(call.console)
            sound = sound && faults.isEmpty && play.faults.isEmpty
        }
        return sound ? .done : .failed
    }
}

/// What the checks of one table found.
private struct ModeReport {
    let procedure: Procedure
    let faults: [String]
    let play: ModelCheck.Outcome

    func tell(_ console: Console) {
        let name = procedure.mode.words
        let clauses = StaticCheck.clauses(of: procedure)
        let phases = ModeGraph.phases(of: procedure).count
        console.answer(
            [
                "mode": .string(procedure.mode.rawValue), "regime": .string(procedure.regime.rawValue),
                "sound": .bool(faults.isEmpty), "faults": .array(faults.map { .string($0) }),
                "rows": .integer(Int64(procedure.rows.count)), "clauses": .integer(Int64(clauses.count)),
                "phases": .integer(Int64(phases)), "states": .integer(Int64(play.states)),
                "questions": .integer(Int64(play.questions)), "allowed": .integer(Int64(play.allowed)),
                "refused": .integer(Int64(play.refused)),
                "phasesReached": .integer(Int64(play.phases.count)),
                "rowsTaken": .integer(Int64(play.taken.count)),
                "clausesThatRefused": .integer(Int64(play.refusedBy(clauses))),
            ],
            zh: """
                \(name.zh)：\(procedure.rows.count)行、\(clauses.count)个条文、\(phases)个阶段。
                推演：\(play.states)个状态，\(play.questions)次提问，允许\(play.allowed)次，拒绝\(play.refused)次；到达\(play.phases.count)个阶段，走过\(play.taken.count)行，\(play.refusedBy(clauses))个条文作出过拒绝。
                \(faults.isEmpty ? "没有发现问题。" : faults.joined(separator: "\n"))
                """,
            en: """
                \(name.en): \(procedure.rows.count) rows, \(clauses.count) clauses, \(phases) phases.
                Played through: \(play.states) states, \(play.questions) questions, \(play.allowed) allowed, \(play.refused) refused; \(play.phases.count) phases reached, \(play.taken.count) rows taken, \(play.refusedBy(clauses)) clauses said no.
                \(faults.isEmpty ? "Nothing is wrong." : faults.joined(separator: "\n"))
                """)
    }
}
