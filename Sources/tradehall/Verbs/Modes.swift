internal import Foundation
internal import OpenSSL
internal import Procurement
internal import StrictJSON

extension Option {
    static let dot = Option("dot", zh: "以Graphviz DOT输出状态图", en: "the transitions as a Graphviz graph")
    static let statement = Option(
        "statement", zh: "输出摘要所依据的规则文本", en: "the text of the table, of which its digest is taken")
    static let day = Option(
        "day", "YYYY-MM-DD", zh: "按该日施行的条文；缺省为今天", en: "the clauses that are law on this day; else today")
}

extension Verb {
    /// Shows the tables of law.
    static let modes = Verb(
        "modes", group: .law, zh: "显示各交易方式的规则表", en: "show the tables of law, mode by mode",
        operands: "[MODE[/REGIME]]", operandCount: 0...1, options: [.dot, .statement, .day],
        notes: Words(
            zh: "MODE可以写作openTender、openTender/governmentProcurement、公开招标或者公开招标/政府采购；不写则为全部。",
            en: "MODE is openTender, openTender/governmentProcurement, or its Chinese name; all without it.")
    ) { call in
        guard !(call.has(.dot) && call.has(.statement)) else {
            throw Failure.usage(
                zh: "--dot和--statement只能给出一个。", en: "Give either --dot or --statement, not both.")
        }
        let day = try call.civilDay()
        let procedures = try call.procedures()
        if call.has(.dot) {
            for procedure in procedures {
                call.console.print(ModeGraph.dot(procedure, call.console.language))
            }
        } else if call.has(.statement) {
            for procedure in procedures { call.console.write(Array(procedure.statement(on: day).utf8)) }
        } else if call.console.json {
            call.console.print(
                ModeJSON.table(of: procedures, on: day).text)
        } else {
            for procedure in procedures {
                call.console.print(ModeText.table(procedure, on: day, call.console.language))
            }
        }
        return .done
    }
}

extension Call {
    /// The tables that the operand names, or all: `MODE` or `MODE/REGIME`, by their names in data or in Chinese.
    func procedures() throws(Failure) -> [Procedure] {
        guard let name = operands.first else { return Procedure.all }
        let found = Procedure.all.filter { $0.isNamed(name) }
        guard found.isEmpty else { return found }
        let served = Self.unique(Procedure.all.map(\.mode.rawValue)) + Procedure.all.map(\.name)
        let nearest = Suggestion.nearest(to: name, among: served)
        throw .usage(
            zh:
                "平台没有交易方式“\(name)”\(nearest.map { "，是不是“\($0)”" } ?? "")；现有：\(Procedure.all.map(\.name).joined(separator: "、"))。",
            en:
                "The hall serves no mode \"\(name)\"\(nearest.map { "; did you mean \"\($0)\"?" } ?? ".") It serves \(Procedure.all.map(\.name).joined(separator: ", "))."
        )
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    func civilDay() throws(Failure) -> CivilDay {
        try civilDay(.day) ?? CivilDay(of: Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))
    }

    /// The value of an option that is a date; nil when it was not given.
    func civilDay(_ option: Option) throws(Failure) -> CivilDay? {
        guard let text = value(option) else { return nil }
        guard let instant = Instant(text: "\(text)T00:00:00+08:00") else {
            throw .usage(
                zh: "--\(option.name)应当是形如2026-11-24的日期，而不是“\(text)”。",
                en: "--\(option.name) takes a date like 2026-11-24, not \"\(text)\".")
        }
        return CivilDay(of: instant)
    }
}

extension Procedure {
    /// Whether somebody who writes `name` means this table.
    func isNamed(_ name: String) -> Bool {
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, [mode.rawValue, mode.words.zh].contains(String(first)) else {
            return false
        }
        guard parts.count == 2 else { return true }
        return ([regime] + alsoUnder).contains { [$0.rawValue, $0.words.zh].contains(String(parts[1])) }
    }
}
