internal import OpenSSL
internal import Platform
internal import Procurement

/// A table of law as one reads it.
enum ModeText {
    static func table(_ procedure: Procedure, on day: CivilDay, _ language: Language) -> String {
        var lines = ["\(procedure.mode.words[language]) · \(procedure.regime.words[language])", ""]
        for row in procedure.rows {
            lines.append(heading(row, language))
            for clause in row.clauses where clause.isInForce(on: day) {
                lines.append("    \(clauseLine(clause, language))")
            }
            for branch in row.branches where branch.unless.isInForce(on: day) {
                lines.append("    \(way(branch.way, language)) \(clauseLine(branch.unless, language))")
            }
        }
        lines += ["", Words(zh: "期限内应当办理", en: "Owed in time")[language]]
        for duty in procedure.duties { lines.append("  \(dutyLine(duty, language))") }
        let digest = OpenSSL.Digest.sha256(Array(procedure.statement(on: day).utf8)).hex
        lines += ["", "\(Words(zh: "规则摘要", en: "Digest of this table")[language]) SHA-256 \(digest)", ""]
        return lines.joined(separator: "\n")
    }

    static func heading(_ row: Row, _ language: Language) -> String {
        let what =
            switch row.trigger {
            case .command(let kind): kind.words[language]
            case .timer(let timer): timer.words[language]
            }
        let roles = Role.allCases.filter(row.roles.contains).map { $0.words[language] }
        let from = Phase.allCases.filter(row.from.contains).map { $0.words[language] }
        let separator = Words(zh: "、", en: ", ")[language]
        var text = "• \(what)"
        if !roles.isEmpty { text += " — \(roles.joined(separator: separator))" }
        text += " [\(from.joined(separator: separator))]"
        if let to = row.to { text += " → \(to.words[language])" }
        if row.duringSuspension { text += Words(zh: "（暂停期间亦可）", en: " (even while suspended)")[language] }
        return text
    }

    private static func clauseLine(_ clause: Clause, _ language: Language) -> String {
        var text = "\(clause.words[language]) [\(clause.citation.words[language])]"
        if let uncertain = clause.uncertain {
            text += Words(zh: " （存疑：\(uncertain)）", en: " (uncertain: \(uncertain))")[language]
        }
        return text
    }

    private static func way(_ way: Branch.Way, _ language: Language) -> String {
        switch way {
        case .stays: Words(zh: "停留，除非", en: "stays unless:")[language]
        case .fails(let failure):
            Words(zh: "失败（\(failure.words.zh)），除非", en: "fails (\(failure.words.en)) unless:")[language]
        case .moves(let phase):
            Words(zh: "转入“\(phase.words.zh)”，除非", en: "moves to \(phase.words.en) unless:")[language]
        }
    }

    private static func dutyLine(_ duty: Duty, _ language: Language) -> String {
        let (by, act, within) = (
            duty.by.words[language], duty.owes.words[language], duty.within.words[language]
        )
        let cited = duty.citation.words[language]
        return Words(
            zh: "\(by)应当在\(duty.start.text)之后\(within)内\(act) [\(cited)]",
            en: "\(by) must \(act) within \(within) of \(duty.start.text) [\(cited)]")[language]
    }
}
