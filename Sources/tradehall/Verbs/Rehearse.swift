internal import Procurement
internal import StrictJSON

extension Verb {
    /// Plays commands with times against the law alone.
    static let rehearse = Verb(
        "rehearse", group: .law, zh: "按给定时间演练一串指令，只依据规则，不需要密钥",
        en: "play commands with times against the law alone, without keys", operands: "FILE",
        notes: Words(
            zh: """
                FILE的每一行是一个JSON对象：{"at","tender","lots"?,"actor":{"party","roles":[…]},"id","command","body","facts"?}；{"at","tender","command":"tick"}只让时钟走到该时刻。
                每一行都得到输出：事件或者拒绝（条款、依据、最早时间）。有拒绝时退出码仍为0；文件本身读不懂时为1。
                """,
            en: """
                Each line of FILE is a JSON object: {"at","tender","lots"?,"actor":{"party","roles":[…]},"id","command","body","facts"?}. {"at","tender","command":"tick"} only lets the clock reach that instant.
                Each line is answered by its events or by the refusal: clause, citation, earliest instant. Refusals are results, so the exit code stays 0; a line that cannot be read ends the play with 1.
                """)
    ) { call in
        let text = try Files.read(call.operands[0], limit: 64 << 20)
        var play = Rehearsal()
        for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
            do throws(Failure) {
                for answer in try play.play(Array(line)) { call.console.print(answer.text) }
            } catch {
                throw Failure(
                    error.code, zh: "第\(index + 1)行：\(error.words.zh)",
                    en: "Line \(index + 1): \(error.words.en)",
                    exit: error.exit)
            }
        }
        return .done
    }
}
