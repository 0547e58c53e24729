internal import Platform
internal import Procurement
internal import StrictJSON

extension Option {
    static let firstDay = Option(
        "from", "YYYY-MM-DD", zh: "首次公开之日：公告、资格预审公告、预披露或者公示", en: "the day of the first publication")
    static let start = Option(
        "start", Timetable.Start.allCases.map(\.rawValue).joined(separator: "|"), zh: "从什么开始；缺省为notice",
        en: "with what it begins; else notice")
}

extension Verb {
    /// Works out the shortest lawful timetable.
    static let timetable = Verb(
        "timetable", group: .law, zh: "推算从公告到合同最短的合法时间表",
        en: "work out the shortest lawful timetable from notice to contract", operands: "MODE[/REGIME]",
        options: [.firstDay.needed, .start],
        notes: Words(
            zh: """
                时间表由规则表本身推演得出：人人即到即办，每个日期都取规则允许的最早一日，早一日即被拒绝。法定天数与平台自身占用的天数分别合计。
                只写交易方式的，给出它的每一个规则表；也可以写明其一，例如openTender/governmentProcurement。
                """,
            en: """
                The tables of law are played: everybody acts at once, and each date is the first that they allow; a day earlier is refused. Days that the law demands and days of the platform's own are summed apart.
                A mode alone gives each of its tables; name one as in openTender/governmentProcurement.
                """)
    ) { call in
        guard let day = try call.civilDay(.firstDay) else { return .usage }
        let start = try call.timetableStart()
        let asked = try call.procedures()
        let known = asked.filter { $0.starts.contains(start) }
        // With a beginning that none of them knows the law itself says so.
        let timetables = try (known.isEmpty ? Array(asked.prefix(1)) : known).map { procedure in
            try Lawbook.ofThisHouse.timetable(
                of: procedure, under: call.regime(of: procedure), from: day, start: start)
        }
        call.console.answer(
            ["timetables": .array(timetables.map(TimetableJSON.json))],
            zh: timetables.map { TimetableText.text($0, .zh) }.joined(separator: "\n\n"),
            en: timetables.map { TimetableText.text($0, .en) }.joined(separator: "\n\n"))
        return .done
    }
}

extension Call {
    /// The regime that the operand names, where the table serves it; else the table's own.
    fileprivate func regime(of procedure: Procedure) -> Regime {
        let name = operands.first?.split(separator: "/").last.map(String.init) ?? ""
        let named = Regime.allCases.first { $0.rawValue == name || $0.words.zh == name }
        return named.flatMap { procedure.serves(procedure.mode, under: $0) ? $0 : nil } ?? procedure.regime
    }

    fileprivate func timetableStart() throws(Failure) -> Timetable.Start {
        guard let text = value(.start) else { return .notice }
        guard let start = Timetable.Start(rawValue: text) else {
            let all = Timetable.Start.allCases.map(\.rawValue)
            throw .usage(
                zh: "--start应当是\(all.joined(separator: "、"))之一，而不是“\(text)”。",
                en: "--start takes one of \(all.joined(separator: ", ")), not \"\(text)\".")
        }
        return start
    }
}
