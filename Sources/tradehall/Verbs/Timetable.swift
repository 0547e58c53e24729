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
                某种方式有几个规则表的，写明是哪一个，例如openTender/governmentProcurement。
                """,
            en: """
                The tables of law are played: everybody acts at once, and each date is the first that they allow; a day earlier is refused. Days that the law demands and days of the platform's own are summed apart.
                Where a mode has several tables, name one, as in openTender/governmentProcurement.
                """)
    ) { call in
        let (procedure, regime) = try call.procedureAndRegime()
        guard let day = try call.civilDay(.firstDay) else { return .usage }
        let start = try call.timetableStart()
        let timetable = try Lawbook.ofThisHouse.timetable(
            of: procedure, under: regime, from: day, start: start)
        call.console.answer(
            TimetableJSON.json(timetable), zh: TimetableText.text(timetable, .zh),
            en: TimetableText.text(timetable, .en))
        return .done
    }
}

extension Call {
    /// The one table that the operand names, and the regime of which it is asked.
    fileprivate func procedureAndRegime() throws(Failure) -> (Procedure, Regime) {
        let found = try procedures()
        guard found.count == 1, let procedure = found.first else {
            let names = found.map(\.name).joined(separator: ", ")
            throw .usage(
                zh: "“\(operands.first ?? "")”有\(found.count)个规则表，请写明其一：\(names)。",
                en: "\"\(operands.first ?? "")\" has \(found.count) tables; name one of \(names).")
        }
        let asked = operands.first?.split(separator: "/").last.map(String.init) ?? ""
        let regime = Regime.allCases.first { $0.rawValue == asked || $0.words.zh == asked }
        return (procedure, regime ?? procedure.regime)
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
