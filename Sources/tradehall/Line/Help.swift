internal import Platform
internal import Procurement

/// The help texts, made from the verbs themselves.
enum Help {
    static func overview(_ language: Language, _ verbs: [Verb] = Verb.all) -> String {
        var lines = [
            Words(
                zh: "tradehall：公共资源电子交易平台", en: "tradehall: an electronic trading hall for public resources"
            )[language],
            "",
        ]
        for group in Verb.Group.allCases {
            let members = verbs.filter { $0.group == group }
            guard !members.isEmpty else { continue }
            lines.append(group.words[language])
            let width = (members.map(\.name.count).max() ?? 0) + 2
            for verb in members { lines.append("  " + padded(verb.name, width) + verb.summary[language]) }
            lines.append("")
        }
        lines.append(
            Words(
                zh: "“tradehall help 命令”说明一个命令。退出码：0完成，1失败或者被拒绝，2无法判定，64用法错误，69服务不可达。",
                en:
                    "\"tradehall help VERB\" explains one. Exit codes: 0 done, 1 failed or refused, 2 undecided, 64 usage, 69 service unreachable."
            )[language])
        return lines.joined(separator: "\n")
    }

    static func page(_ verb: Verb, _ language: Language) -> String {
        let synopsis =
            ["tradehall \(verb.name)"] + (verb.operands.isEmpty ? [] : [verb.operands])
            + verb.options.map(\.synopsis)
        var lines = wrapped(synopsis, width: 100) + ["", verb.summary[language]]
        if let notes = verb.notes { lines += ["", notes[language]] }
        lines.append("")
        let options = verb.options + Option.everywhere
        let width = (options.map { left($0).count }.max() ?? 0) + 2
        for option in options { lines.append("  " + padded(left(option), width) + option.meaning[language]) }
        return lines.joined(separator: "\n")
    }

    private static func left(_ option: Option) -> String {
        option.value.map { "--\(option.name) \($0)" } ?? "--\(option.name)"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func wrapped(_ words: [String], width: Int) -> [String] {
        var lines = [""]
        for word in words {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = word
            } else if last.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append("    \(word)")
            }
        }
        return lines
    }
}
