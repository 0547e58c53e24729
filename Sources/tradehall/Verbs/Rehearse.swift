internal import Procurement
internal import StrictJSON

extension Verb {
    /// Plays commands with times against the law alone.
    static let rehearse = Verb(
        "rehearse", group: .law, zh: "按给定时间演练一串指令，只依据规则，不需要密钥",
        en: "play commands with times against the law alone, without keys", operands: "FILE",
        notes: Words(
            zh: """
                FILE的每一行是一个JSON对象：{"at","tender","lots"?,"actor":{"party","roles":[…]},"id","command","body","facts"?,"expect"?}；{"at","tender","command":"tick","expect"?}只让时钟走到该时刻；{"include":文件,"until"?:编号}演练另一文件中该步骤之前的各行。
                每一行都得到输出：事件或者拒绝（条款、依据、最早时间）。有拒绝时退出码仍为0；文件本身读不懂、或者"expect"没有实现时为1。
                "expect"可以是"allowed"、{"refused":条款,"earliest"?:时间}或者{"events":["lotMoved:noticed",…]}。各指令的正文见docs/rehearse.md。
                """,
            en: """
                Each line of FILE is a JSON object: {"at","tender","lots"?,"actor":{"party","roles":[…]},"id","command","body","facts"?,"expect"?}. {"at","tender","command":"tick","expect"?} only lets the clock reach that instant. {"include":FILE,"until"?:ID} plays the lines of another file before the step of that id.
                Each line is answered by its events or by the refusal: clause, citation, earliest instant. Refusals are results, so the exit code stays 0; a line that cannot be read ends the play with 1, and so does an "expect" that is not met.
                "expect" is "allowed", {"refused":CLAUSE,"earliest"?:TIME} or {"events":["lotMoved:noticed",…]}. The body of each command is described in docs/rehearse.md.
                """)
    ) { call in
        let script = try RehearsalScript(call.operands[0])
        var play = Rehearsal()
        var unmet: [Unmet] = []
        for line in script.lines {
            let outcome: Rehearsal.Outcome
            do throws(Failure) {
                outcome = try play.play(line.step)
            } catch {
                throw Failure(
                    error.code, zh: line.place.zh + error.words.zh, en: line.place.en + error.words.en,
                    exit: error.exit)
            }
            for answer in outcome.lines(of: line.step) { call.console.print(answer.text) }
            guard let both = outcome.unmet(of: line.step) else { continue }
            unmet.append(Unmet(line: line, expected: both.expected, came: both.came))
            call.console.print(unmet[unmet.count - 1].json.text)
        }
        if let fault = script.fault { throw fault }
        if let first = unmet.first { throw first.failure(of: unmet.count) }
        return .done
    }
}

extension RehearsalScript.Line {
    /// Where it is written, as the beginning of a sentence.
    var place: Words {
        isIncluded
            ? Words(zh: "文件\(file)第\(number)行：", en: "In \(file), line \(number): ")
            : Words(zh: "第\(number)行：", en: "Line \(number): ")
    }
}

/// An expectation that was not met.
private struct Unmet {
    let line: RehearsalScript.Line
    let expected: String
    let came: String

    var json: JSON {
        Rehearsal.Outcome.line(
            line.step.at, line.step.tender, line.step.act?.id, "unmet",
            [
                "file": .string(line.file), "line": .integer(Int64(line.number)),
                "expected": .string(expected), "came": .string(came),
            ])
    }

    func failure(of count: Int) -> Failure {
        Failure(
            "EXPECTATION_UNMET",
            zh: "\(line.file)第\(line.number)行：预期\(expected)，实际是\(came)（共\(count)处不符）。",
            en:
                "\(line.file), line \(line.number): expected \(expected), but it was \(came) (\(count) unmet in all)."
        )
    }
}
