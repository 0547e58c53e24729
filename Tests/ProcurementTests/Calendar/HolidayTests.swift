import Foundation
import Procurement
import Testing

/// A Python that knows the public holidays, where one is at hand: the one in `.build/holidays-venv`, made
/// by `python3 -m venv .build/holidays-venv && .build/holidays-venv/bin/pip install chinesecalendar`, or
/// the machine's own.
private enum Almanac {
    static let python: String? = {
        let venv = Source.root + "/.build/holidays-venv/bin/python3"
        for command in [venv, "python3"] where run(command, "import chinese_calendar") != nil {
            return command
        }
        return nil
    }()

    static func run(_ command: String, _ script: String) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command, "-c", script]
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
    }
}

@Suite struct HolidayTests {
    @Test("the notices keep their own rules: holidays and days worked in exchange are of the year and apart")
    func noticesAreSound() {
        for notice in HolidayNotice.published {
            #expect(notice.holidays.allSatisfy { $0.yearMonthDay.year == notice.year })
            #expect(notice.makeUpDays.allSatisfy { $0.yearMonthDay.year == notice.year && $0.isWeekend })
            #expect(notice.holidays.isDisjoint(with: notice.makeUpDays))
            #expect(notice.source.hasPrefix("国办发明电"))
            for (month, day) in [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)] {
                #expect(notice.holidays.contains(CivilDay(notice.year, month, day)))
            }
        }
        #expect(HolidayNotice.published.map(\.year) == Array(2010...2026))
    }

    /// The package `chinesecalendar` of PyPI is kept by others from the same notices.
    @Test(
        "every date of the published notices is what the package chinesecalendar says",
        .enabled(
            if: Almanac.python != nil,
            "the Python package chinesecalendar is not installed, so the notices were compared with nothing"))
    func againstThePackage() throws {
        let python = try #require(Almanac.python)
        let script = """
            import datetime, chinese_calendar as c
            from chinese_calendar import constants as k
            day = datetime.date(2010, 1, 1)
            while day.year < 2027:
                print(day, int(c.is_workday(day)), int(day in k.holidays), int(day in k.workdays))
                day += datetime.timedelta(days=1)
            """
        let output = try #require(Almanac.run(python, script))
        let calendar = Calendar()
        var lines = 0
        for line in output.split(separator: "\n") {
            let fields = line.split(separator: " ")
            let date = fields[0].split(separator: "-").compactMap { Int($0) }
            let day = CivilDay(date[0], date[1], date[2])
            let notice = try #require(HolidayNotice.published.first { $0.year == date[0] })
            #expect(try calendar.isWorkingDay(day) == (fields[1] == "1"), "\(day.text)")
            // Before 2024 the package takes some weekends beside a holiday for a part of it, and not others.
            if !day.isWeekend || notice.year >= 2024 {
                #expect(notice.holidays.contains(day) == (fields[2] == "1"), "\(day.text)")
            }
            #expect(notice.makeUpDays.contains(day) == (fields[3] == "1"), "\(day.text)")
            lines += 1
        }
        #expect(lines == 17 * 365 + 4)
    }
}
