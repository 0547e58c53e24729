internal import Platform
internal import Procurement
internal import StrictJSON

extension Option {
    static let against = Option(
        "against", "FILE", zh: "逐日比对的日历：每行“YYYY-MM-DD,0|1”，1为工作日",
        en: "compare day by day with lines of YYYY-MM-DD,0|1, where 1 is a working day")
    static let fromDay = Option(
        "from", "YYYY-MM-DD", zh: "起算日（当日不计入）", en: "the day it begins on, itself not counted")
    static let holidaysOf = Option(
        "data", "DIR", zh: "平台的数据目录：其中holidays下的安排也计入",
        en: "the data folder of a hall, whose own holiday notices are taken over the program's")
}

extension Verb {
    /// Shows a year's holidays and days worked in exchange.
    static let calendar = Verb(
        "calendar", group: .law, zh: "显示某年的节假日和补班日及其依据",
        en: "show a year's holidays, days worked in exchange, and the notice", operands: "[YEAR]",
        operandCount: 0...1, options: [.holidaysOf]
    ) { call in
        let hall = try HallCalendar(data: call.value(.holidaysOf))
        var years = hall.notices.keys.sorted()
        if let text = call.operands.first {
            guard text.utf8.count == 4, let year = Int(text), year >= 1000 else {
                throw Failure.usage(
                    zh: "年份应当是四位数字，而不是“\(text)”。", en: "A year has four digits, unlike \"\(text)\".")
            }
            years = [year]
        }
        for year in years { try hall.notice(of: year).tell(call.console) }
        return .done
    }

    /// Checks the notices by themselves, and against another calendar.
    static let calendarCheck = Verb(
        "calendar", "check", group: .law, zh: "检查节假日安排，并可与另一份日历逐日比对",
        en: "check the notices, and compare them with another calendar", options: [.holidaysOf, .against],
        notes: Words(
            zh: "每个假日都在当年；补班日都是周末，且前后七日内有假日；没有一日既放假又补班；每年的日数合乎常理；各年相接，跨年也没有过长的连休或者连续工作。有不符之处时退出码为1。",
            en:
                "Every holiday is in its year; every day worked in exchange is on a weekend and within seven days of a holiday; none is both; each year's numbers can be; the years follow each other without a gap, and no rest or week is too long, over year ends too. The exit code is 1 when anything is wrong or differs."
        )
    ) { call in
        let hall = try HallCalendar(data: call.value(.holidaysOf))
        let (days, differences) =
            try call.value(.against).map {
                try hall.compare(with: try Files.read($0), named: $0)
            } ?? (0, [])
        CalendarReport(years: hall.notices.count, compared: days, faults: hall.faults + differences)
            .tell(call.console)
        return hall.faults.isEmpty && differences.isEmpty ? .done : .failed
    }

    /// Counts a period.
    static let calendarCount = Verb(
        "calendar", "count", group: .law, zh: "计算期限的最后一日", en: "the last day of a period",
        operands: "PERIOD", options: [.fromDay.needed, .holidaysOf],
        notes: Words(
            zh: "PERIOD形如20d（日）或5wd（工作日）。以日计算的期限，最后一日是节假日的，以假后第一日为最后一日。",
            en:
                "PERIOD is like 20d (days) or 5wd (working days). A last day of days that is a holiday rolls to the first day after it."
        )
    ) { call in
        let period = try Period(operand: call.operands.first ?? "")
        let start = try call.needed(.fromDay)
        guard let first = CivilDay(date: start) else {
            throw Failure.usage(
                zh: "--from应当是形如2026-11-24的日期，而不是“\(start)”。",
                en: "--from takes a date like 2026-11-24, not \"\(start)\".")
        }
        let hall = try HallCalendar(data: call.value(.holidaysOf))
        let last = try hall.calendar.lastDay(of: period, from: first).text
        call.console.answer(
            ["from": .string(first.text), "period": period.words.json, "lastDay": .string(last)],
            zh: last, en: last)
        return .done
    }
}

extension HolidayNotice {
    /// The notice in words, or as one line of JSON in the form of `DATA/holidays/<year>.json`.
    fileprivate func tell(_ console: Console) {
        func list(_ days: Set<CivilDay>) -> String {
            days.sorted().map { " \($0.text)" }.joined()
        }
        console.answer(
            json,
            zh: """
                \(year)年（\(source)）
                放假\(holidays.count)日：\(list(holidays).dropFirst())
                补班\(makeUpDays.count)日：\(list(makeUpDays).dropFirst())
                """,
            en: """
                \(year) (\(source))
                \(holidays.count) days off:\(list(holidays))
                \(makeUpDays.count) days worked in exchange:\(list(makeUpDays))
                """)
    }
}

extension Period {
    /// A period as the command line writes it, `20d` or `5wd`; at most ten years.
    fileprivate init(operand text: String) throws(Failure) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), (1...3660).contains(count) else { throw Self.misread(text) }
        switch text.dropFirst(digits.count) {
        case "d": self = .days(count)
        case "wd": self = .workingDays(count)
        default: throw Self.misread(text)
        }
    }

    private static func misread(_ text: String) -> Failure {
        .usage(
            zh: "期限应当形如20d或5wd，最长3660，而不是“\(text)”。",
            en: "A period is like 20d or 5wd, at most 3660, and not \"\(text)\".")
    }
}

/// What `calendar check` found.
private struct CalendarReport {
    let years: Int
    let compared: Int
    let faults: [Words]
    /// A wrong table differs on hundreds of days, and the first ones tell how.
    private static let shown = 20

    func tell(_ console: Console) {
        let more = faults.count - Self.shown
        func lines(_ language: Language) -> String {
            faults.prefix(Self.shown).map { "\n- \($0[language])" }.joined()
        }
        console.answer(
            [
                "sound": .bool(faults.isEmpty), "years": .integer(Int64(years)),
                "compared": .integer(Int64(compared)), "faults": .array(faults.map(\.json)),
            ],
            zh:
                "\(years)个年度，比对\(compared)日：\(faults.isEmpty ? "没有发现问题。" : "\(faults.count)处不符")\(lines(.zh))\(more > 0 ? "\n……还有\(more)处" : "")",
            en:
                "\(years) years, \(compared) days compared: \(faults.isEmpty ? "nothing is wrong." : "\(faults.count) wrong")\(lines(.en))\(more > 0 ? "\n… and \(more) more" : "")"
        )
    }
}
