internal import Procurement
internal import StrictJSON

extension Option {
    static let scenarios = Option(
        "scenarios", "DIR", zh: "场景目录，每种方式一个子目录<mode>-<regime>",
        en: "the folder of scenarios, with a folder <mode>-<regime> for each table")
}

extension Verb {
    /// Checks that the scenarios would notice the loss of any demand.
    static let modesMutate = Verb(
        "modes", "mutate", group: .law, zh: "逐一删去规则表的每项要求，检查场景能否发现",
        en: "take each demand out of the tables in turn, and see that a scenario notices", operands: "[MODE]",
        operandCount: 0...1,
        options: [.scenarios.needed],
        notes: Words(
            zh: "逐一删去每行的每个条文、每个分支、每个定时行和每项义务，重放该方式的全部场景；没有场景因此不符的，列为“未被发现”，退出码为1。",
            en:
                "Each clause and branch of each row, each row of the clock and each duty is taken out in turn and the scenarios of that table are replayed. What no scenario misses is told by name, and the exit code is 1."
        )
    ) { call in
        let root = try call.needed(.scenarios)
        var sound = true
        for procedure in try call.procedures() {
            let outcome = try Mutation(procedure, scenarios: root).run()
            sound = sound && outcome.faults.isEmpty && outcome.survivors.isEmpty
            tell(outcome, of: procedure, call.console)
        }
        return sound ? .done : .failed
    }

    private static func tell(_ outcome: Mutation.Outcome, of procedure: Procedure, _ console: Console) {
        let (zh, en) = (
            "\(procedure.mode.words.zh)（\(procedure.regime.words.zh)）",
            "\(procedure.mode.words.en) (\(procedure.regime.words.en))"
        )
        console.answer(
            [
                "mode": .string(procedure.mode.rawValue), "regime": .string(procedure.regime.rawValue),
                "mutants": .integer(Int64(outcome.mutants)), "killed": .integer(Int64(outcome.killed)),
                "doubled": .array(outcome.doubled.map { .string($0) }),
                "survivors": .array(outcome.survivors.map { .string($0) }),
                "faults": .array(outcome.faults.map { .string($0) }),
            ],
            zh: (["\(zh)：删去\(outcome.mutants)项，发现\(outcome.killed)项。"]
                + outcome.doubled.map { "  同一条文的分支一并删去后被发现：\($0)" }
                + outcome.survivors.map { "  未被发现：\($0)" } + outcome.faults.map { "  场景不符：\($0)" })
                .joined(separator: "\n"),
            en: (["\(en): \(outcome.mutants) mutants, \(outcome.killed) killed."]
                + outcome.doubled.map { "  killed only with the branch on the same clause gone: \($0)" }
                + outcome.survivors.map { "  survived: \($0)" } + outcome.faults.map { "  fault: \($0)" })
                .joined(separator: "\n"))
    }
}
