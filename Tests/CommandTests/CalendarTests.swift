import Foundation
import Platform
import Procurement
import StrictJSON
import Testing

@testable import tradehall

@Suite("calendar")
struct CalendarTests {
    @Test("a year is shown with its notice, its holidays and its days worked in exchange, in both languages")
    func year() {
        let shown = tradehall("calendar", "2015")
        #expect(shown.exit == .done && shown.error.isEmpty)
        #expect(shown.out.hasPrefix("2015 (国办发明电〔2014〕28号、国发明电〔2015〕1号)\n26 days off: 2015-01-01 "))
        #expect(shown.out.contains(" 2015-09-03 2015-09-04 2015-09-05 "))
        #expect(
            shown.out.hasSuffix(
                "5 days worked in exchange: 2015-01-04 2015-02-15 2015-02-28 2015-09-06 2015-10-10\n"))
        let zh = tradehall("calendar", "2015", "--lang", "zh").out
        #expect(zh.contains("放假26日：2015-01-01 ") && zh.contains("补班5日：2015-01-04 "))
    }

    @Test("as data a year has the form of the file that a hall adds, and every year is one line")
    func data() throws {
        let lines = try tradehall("calendar", "--json").json()
        #expect(lines.count == 17)
        #expect(try tradehall("calendar", "2026", "--json").json() == [lines[16]])
        #expect(lines.map { $0["year"] } == (2010...2026).map { .integer($0) })
        for (line, notice) in zip(lines, HolidayNotice.published) {
            #expect(try HolidayNotice(Array(line.text.utf8)) == notice)
        }
    }

    @Test(
        "a year without a notice is refused, and the file to write is named",
        arguments: [
            ["calendar", "2027"], ["calendar", "2009"], ["calendar", "count", "20d", "--from", "2026-12-20"],
            ["calendar", "count", "9wd", "--from", "2026-12-25"],
        ])
    func missing(_ arguments: [String]) throws {
        let year = arguments.contains("2009") ? "2009" : "2027"
        let shown = tradehall(arguments)
        #expect(shown.exit == .failed && shown.out.isEmpty)
        #expect(shown.error.contains("DATA/holidays/\(year).json"), "\(shown.error)")
        #expect(shown.error.contains(HolidayNotice.fileForm(try #require(Int(year)))))
        let data = try JSON.parse(Array(tradehall(arguments + ["--json"]).error.utf8))["error"]
        #expect(data?["code"] == .string("calendar.yearMissing") && data?["exit"] == .integer(1))
        guard case .string(let zh)? = data?["words"]?["zh"] else {
            Issue.record("no words")
            return
        }
        #expect(zh.contains("DATA/holidays/\(year).json"))
    }

    @Test(
        "what is not understood is refused by name",
        arguments: [
            (["calendar", "26"], "A year has four digits, unlike \"26\""),
            (["calendar", "+202"], "A year has four digits, unlike \"+202\""),
            (["calendar", "2026", "2027"], "takes [YEAR], but 2 were given"),
            (["calendar", "--agianst", "f"], "\"tradehall calendar\" has no option --agianst"),
            (["calendar", "chekc"], "A year has four digits, unlike \"chekc\""),
            (["calendar", "check", "--agianst", "f"], "no option --agianst; did you mean --against?"),
            (
                ["calendar", "check", "--from", "2026-01-01"],
                "\"tradehall calendar check\" has no option --from"
            ),
            (["calendar", "check", "x"], "\"x\" was given"),
            (["calendar", "check", "--data", "/nowhere/at/all"], "no folder \"/nowhere/at/all\""),
            (["calendar", "--data", "/dev/null"], "no folder \"/dev/null\""),
            (["calendar", "count", "5wd"], "needs --from"),
            (["calendar", "count", "--from", "2026-01-01"], "takes PERIOD, but 0 were given"),
            (["calendar", "count", "5d", "--form", "2026-01-01"], "no option --form; did you mean --from?"),
            (["calendar", "count", "5d", "--from", "2026-02-30"], "--from takes a date like 2026-11-24"),
            (["calendar", "count", "5d", "--from", "2026-2-3"], "--from takes a date like 2026-11-24"),
        ])
    func refusedByName(_ arguments: [String], _ sentence: String) {
        let shown = tradehall(arguments)
        #expect(shown.exit == .usage && shown.out.isEmpty)
        #expect(shown.error.contains(sentence), "\(shown.error)")
    }

    @Test(
        "a period is digits and d or wd, and nothing else",
        arguments: [
            "5", "d", "wd", "", "0d", "3661d", "+5d", "5w", "5 d", "5D", "5dd", "٣d", "99999999999999999999d",
        ])
    func badPeriod(_ text: String) {
        let shown = tradehall("calendar", "count", text, "--from", "2026-01-01")
        #expect(shown.exit == .usage && shown.out.isEmpty)
        #expect(shown.error.contains("A period is like 20d or 5wd"), "\(shown.error)")
        #expect(shown.error.contains("not \"\(text)\""))
    }

    @Test(
        "a period is counted as the law counts it",
        arguments: [
            ("5wd", "2012-12-28", "2013-01-07", "5 working days"),
            ("1wd", "2011-12-30", "2011-12-31", "1 working day"),
            ("20d", "2026-07-01", "2026-07-21", "20 days"), ("3d", "2026-09-28", "2026-10-08", "3 days"),
        ])
    func count(_ period: String, _ from: String, _ last: String, _ words: String) throws {
        let shown = tradehall("calendar", "count", period, "--from", from)
        #expect(shown.exit == .done && shown.out == "\(last)\n" && shown.error.isEmpty)
        let data = try #require(
            try tradehall("calendar", "count", period, "--from=\(from)", "--json").json().first)
        #expect(data["lastDay"] == .string(last) && data["from"] == .string(from))
        #expect(data["period"]?["en"] == .string(words))
    }
}

@Suite("calendar check")
struct CalendarCheckTests {
    let desk: Desk

    init() throws {
        desk = try Desk()
        try FileManager.default.createDirectory(
            atPath: desk.file("holidays"), withIntermediateDirectories: true)
    }

    /// Every day of the program's years as a table to compare with.
    private func table() throws -> String {
        let calendar = Procurement.Calendar()
        var (day, text) = (CivilDay(2010, 1, 1), "")
        while day < CivilDay(2027, 1, 1) {
            text += "\(day.text),\(try calendar.isWorkingDay(day) ? 1 : 0)\n"
            day = day.adding(days: 1)
        }
        return text
    }

    private func check(_ table: String) throws -> Shown {
        tradehall("calendar", "check", "--against", try desk.write("table.csv", table))
    }

    /// The faults of a hall that has this notice in its folder.
    private func faults(_ notice: HolidayNotice, file: String? = nil) throws -> String {
        try desk.write("holidays/\(file ?? "\(notice.year)").json", notice.json.text)
        let shown = tradehall("calendar", "check", "--data", desk.path)
        #expect(shown.exit == .failed && shown.error.isEmpty)
        return shown.out
    }

    private func notice(_ year: Int) throws -> HolidayNotice {
        try #require(HolidayNotice.published.first { $0.year == year })
    }

    @Test("the program's own notices have nothing wrong, in words and as data")
    func sound() throws {
        let shown = tradehall("calendar", "check")
        #expect(shown.exit == .done && shown.error.isEmpty)
        #expect(shown.out == "17 years, 0 days compared: nothing is wrong.\n")
        #expect(tradehall("calendar", "check", "--lang", "zh").out == "17个年度，比对0日：没有发现问题。\n")
        #expect(
            try tradehall("calendar", "check", "--json").json()
                == [["sound": .bool(true), "years": 17, "compared": 0, "faults": .array([])]])
    }

    @Test("a table of the same days agrees, and one changed day is named with what it is here")
    func compared() throws {
        let same = try check(try table())
        #expect(same.exit == .done && same.out == "17 years, 6209 days compared: nothing is wrong.\n")
        let path = desk.file("table.csv")
        for (day, kind) in [("2020-01-31,0", "off"), ("2015-09-06,1", "worked")] {
            let date = day.prefix(10)
            let changed = try table().replacingOccurrences(
                of: day, with: "\(date),\(day.hasSuffix("0") ? 1 : 0)")
            let shown = try check(changed)
            #expect(shown.exit == .failed && shown.error.isEmpty)
            #expect(
                shown.out
                    == "17 years, 6209 days compared: 1 wrong\n- \(date) is \(kind) here, and not so in \(path)\n"
            )
        }
    }

    @Test("of many differences the first twenty are told in words, and all of them as data")
    func many() throws {
        let wrong = try table().replacingOccurrences(of: ",1\n", with: ",0\n")
        let shown = try check(wrong)
        #expect(shown.exit == .failed && shown.out.contains("6209 days compared: 4241 wrong\n"))
        #expect(shown.out.split(separator: "\n").count == 22 && shown.out.hasSuffix("… and 4221 more\n"))
        let data = try tradehall("calendar", "check", "--against", desk.file("table.csv"), "--json").json()
        guard case .array(let faults)? = data.first?["faults"] else {
            Issue.record("no faults")
            return
        }
        #expect(faults.count == 4241 && data.first?["sound"] == .bool(false))
        #expect(faults.first?["zh"] == .string("2010-01-04：本平台为工作日，\(desk.file("table.csv"))相反"))
    }

    @Test(
        "a table of another form is refused by line",
        arguments: [
            ("2026-01-01,0\n2026-01-02\n", "Line 2 of "), ("2026-01-01,2\n", "Line 1 of "),
            ("2026-02-30,0\n", "Line 1 of "), ("2026-01-01,0\n\n2026-01-02,0\n", "Line 2 of "),
            ("2026-01-01,0\n2026-01-01,0\n", "Line 2 of "), ("2026-1-1,0\n", "Line 1 of "),
            ("", "holds no day"),
        ])
    func malformed(_ table: String, _ sentence: String) throws {
        let shown = try check(table)
        #expect(
            shown.exit == .failed && shown.out.isEmpty && shown.error.contains(sentence), "\(shown.error)")
    }

    @Test("a table of a year without a notice is refused, and one that is not there is named")
    func unknownTable() throws {
        #expect(try check("2027-01-01,0\n").error.contains("DATA/holidays/2027.json"))
        #expect(
            tradehall("calendar", "check", "--against", "/nowhere").error.contains("no file \"/nowhere\""))
    }

    @Test("a hall's own notice adds its year, and a sound one is no fault")
    func added() throws {
        let days = try notice(2026).holidays.map(\.yearMonthDay)
        let on = [(2, 13), (2, 27), (4, 3), (5, 8), (9, 19), (10, 9)]
        let next = HolidayNotice(
            year: 2027, source: "test", holidays: Set(days.map { CivilDay(2027, $0.month, $0.day) }),
            makeUpDays: Set(on.map { CivilDay(2027, $0.0, $0.1) }))
        try desk.write("holidays/2027.json", next.json.text)
        #expect(
            tradehall("calendar", "2027", "--data", desk.path).out.hasPrefix("2027 (test)\n33 days off: "))
        // 3 January 2027 is a Sunday.
        let count = tradehall("calendar", "count", "1wd", "--from", "2026-12-31", "--data", desk.path)
        #expect(count.out == "2027-01-04\n")
        let sound = tradehall("calendar", "check", "--data", desk.path)
        #expect(sound.exit == .done && sound.out == "18 years, 0 days compared: nothing is wrong.\n")
        #expect(
            tradehall("calendar", "2028", "--data", desk.path).error.contains(
                "\(desk.path)/holidays/2028.json"))
    }

    @Test("days that cannot be are told: on no weekend, both at once, or a fixed holiday that is none")
    func impossibleDays() throws {
        var wrong = try notice(2026)
        wrong.makeUpDays.insert(CivilDay(2026, 1, 5))
        #expect(try faults(wrong).contains("- 2026-01-05 is worked in exchange but on no weekend\n"))
        wrong = try notice(2026)
        wrong.makeUpDays.insert(CivilDay(2026, 1, 3))
        #expect(try faults(wrong).contains("- 2026-01-03 is both a holiday and worked\n"))
        wrong = try notice(2026)
        wrong.holidays.remove(CivilDay(2026, 10, 2))
        #expect(try faults(wrong).contains("- 2026-10-02 is no holiday\n"))
    }

    @Test("numbers that cannot be are told: a festival forgotten, and days in exchange forgotten")
    func impossibleNumbers() throws {
        var wrong = try notice(2026)
        for day in 15...23 { wrong.holidays.remove(CivilDay(2026, 2, day)) }
        #expect(try faults(wrong).contains("- in 2026 the weekdays off are 7 more than"))
        wrong = try notice(2026)
        wrong.makeUpDays = []
        #expect(try faults(wrong).contains("- in 2026 the weekdays off are 19 more than"))
    }

    @Test("years follow each other, and what is worked in exchange has its holiday, over year ends too")
    func overYearEnds() throws {
        // Saturday 31 December 2011 was worked for 3 January 2012: without the notice of 2012 it has no reason.
        var wrong = try notice(2012)
        wrong.holidays = wrong.holidays.filter { $0 > CivilDay(2012, 1, 20) }
        #expect(
            try faults(wrong).contains(
                "- 2011-12-31 is worked in exchange, but no holiday is within 7 days\n"))
        try FileManager.default.removeItem(atPath: desk.file("holidays/2012.json"))
        wrong = try notice(2018)
        wrong.holidays.formUnion((20...29).map { CivilDay(2018, 12, $0) })
        wrong.makeUpDays.remove(CivilDay(2018, 12, 29))
        #expect(try faults(wrong).contains("- 13 days on end are off from 2018-12-20\n"))
        try FileManager.default.removeItem(atPath: desk.file("holidays/2018.json"))
        wrong = try notice(2013)
        wrong.holidays = wrong.holidays.filter { $0 > CivilDay(2013, 1, 3) }
        #expect(try faults(wrong).contains("- 12 days on end are worked from 2012-12-31\n"))
        try FileManager.default.removeItem(atPath: desk.file("holidays/2013.json"))
        let later = HolidayNotice(
            year: 2028, source: "test", holidays: [CivilDay(2028, 1, 1)], makeUpDays: [])
        #expect(try faults(later).contains("- no year between 2026 and 2028 has a notice\n"))
    }

    @Test("a file under the wrong name is told, and one that is no notice is refused with its path")
    func files() throws {
        #expect(
            try faults(try notice(2026), file: "2027").contains(
                "holidays/2027.json is the notice of 2026: name it 2026.json\n"))
        for text in [
            "{}", #"{"v":1,"year":2027,"source":"s","holidays":["2026-01-01"],"makeUpDays":[]}"#,
            #"{"v":1,"year":20270,"source":"s","holidays":[],"makeUpDays":[]}"#,
        ] {
            try desk.write("holidays/2027.json", text)
            let shown = tradehall("calendar", "check", "--data", desk.path)
            #expect(shown.exit == .failed && shown.out.isEmpty)
            #expect(shown.error.contains("\(desk.path)/holidays/2027.json cannot be read"), "\(shown.error)")
        }
    }
}
