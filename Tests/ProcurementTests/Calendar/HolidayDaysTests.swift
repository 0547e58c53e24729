import Procurement
import Testing

/// Days and numbers written down from the notices by hand, apart from the tables that they check.
@Suite struct HolidayDaysTests {
    let calendar = Calendar()

    @Test(
        "each year has the holidays and the days worked in exchange that its notices count",
        arguments: [
            (2010, 29, 8), (2011, 29, 6), (2012, 27, 6), (2013, 29, 12), (2014, 22, 5), (2015, 26, 5),
            (2016, 24, 6), (2017, 24, 5), (2018, 25, 7), (2019, 22, 6), (2020, 30, 6), (2021, 31, 7),
            (2022, 32, 7), (2023, 26, 7), (2024, 28, 8), (2025, 28, 5), (2026, 33, 6),
        ])
    func numbers(_ year: Int, _ holidays: Int, _ makeUpDays: Int) throws {
        let notice = try #require(HolidayNotice.published.first { $0.year == year })
        #expect(notice.holidays.count == holidays)
        #expect(notice.makeUpDays.count == makeUpDays)
    }

    @Test(
        "each year has as many working days as a wall calendar shows",
        arguments: [
            (2010, 250), (2011, 250), (2012, 249), (2013, 250), (2014, 250), (2015, 249), (2016, 250),
            (2017, 249), (2018, 250), (2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249),
            (2024, 251), (2025, 248), (2026, 248),
        ])
    func workingDays(_ year: Int, _ expected: Int) throws {
        var (day, count) = (CivilDay(year, 1, 1), 0)
        while day < CivilDay(year + 1, 1, 1) {
            if try calendar.isWorkingDay(day) { count += 1 }
            day = day.adding(days: 1)
        }
        #expect(count == expected)
    }

    /// What a day is: a holiday, a weekend that is only that, or worked.
    enum Kind { case holiday, weekend, worked }

    private func kind(_ day: CivilDay) throws -> Kind {
        if try calendar.isWorkingDay(day) { return .worked }
        return try calendar.isHoliday(day) ? .holiday : .weekend
    }

    private func expect(_ days: [(CivilDay, Kind)]) throws {
        for (day, expected) in days { #expect(try kind(day) == expected, "\(day.text)") }
    }

    @Test("the epidemic prolonged Spring Festival of 2020 to 2 February, its day in exchange included")
    func springFestivalOf2020() throws {
        try expect([
            (CivilDay(2020, 1, 19), .worked), (CivilDay(2020, 1, 23), .worked),
            (CivilDay(2020, 1, 24), .holiday), (CivilDay(2020, 1, 30), .holiday),
            (CivilDay(2020, 1, 31), .holiday), (CivilDay(2020, 2, 1), .holiday),
            (CivilDay(2020, 2, 2), .holiday), (CivilDay(2020, 2, 3), .worked),
        ])
    }

    @Test("3 September 2015 was a holiday by a notice of its own, and Sunday the 6th was worked for the 4th")
    func victoryDayOf2015() throws {
        try expect([
            (CivilDay(2015, 9, 2), .worked), (CivilDay(2015, 9, 3), .holiday),
            (CivilDay(2015, 9, 4), .holiday), (CivilDay(2015, 9, 5), .holiday),
            (CivilDay(2015, 9, 6), .worked), (CivilDay(2015, 9, 7), .worked),
        ])
    }

    @Test("Monday 31 December 2012 was worked, and the weekend after 1 to 3 January 2013 was too")
    func newYearOf2013() throws {
        try expect([
            (CivilDay(2012, 12, 29), .weekend), (CivilDay(2012, 12, 30), .weekend),
            (CivilDay(2012, 12, 31), .worked), (CivilDay(2013, 1, 1), .holiday),
            (CivilDay(2013, 1, 2), .holiday), (CivilDay(2013, 1, 3), .holiday),
            (CivilDay(2013, 1, 4), .worked), (CivilDay(2013, 1, 5), .worked),
            (CivilDay(2013, 1, 6), .worked), (CivilDay(2013, 1, 7), .worked),
        ])
    }

    @Test("the second notice of 2019 made 1 May four days, with two Sundays worked for it")
    func labourDayOf2019() throws {
        try expect([
            (CivilDay(2019, 4, 27), .weekend), (CivilDay(2019, 4, 28), .worked),
            (CivilDay(2019, 4, 30), .worked), (CivilDay(2019, 5, 1), .holiday),
            (CivilDay(2019, 5, 2), .holiday), (CivilDay(2019, 5, 3), .holiday),
            (CivilDay(2019, 5, 4), .holiday), (CivilDay(2019, 5, 5), .worked),
            (CivilDay(2019, 5, 6), .worked),
        ])
    }

    @Test(
        "working days are counted over the end of a year, with the days worked in exchange on either side",
        arguments: [
            // Saturday 31 December 2011 was worked for Tuesday 3 January 2012.
            (CivilDay(2011, 12, 30), 1, CivilDay(2011, 12, 31)),
            (CivilDay(2011, 12, 30), 2, CivilDay(2012, 1, 4)),
            // The weekend of 5 and 6 January 2013 was worked for the 2nd and 3rd.
            (CivilDay(2012, 12, 28), 1, CivilDay(2012, 12, 31)),
            (CivilDay(2012, 12, 28), 2, CivilDay(2013, 1, 4)),
            (CivilDay(2012, 12, 28), 3, CivilDay(2013, 1, 5)),
            (CivilDay(2012, 12, 28), 4, CivilDay(2013, 1, 6)),
            (CivilDay(2012, 12, 28), 5, CivilDay(2013, 1, 7)),
            // Saturday 29 December 2018 was worked for Monday the 31st, by the notice of 2019.
            (CivilDay(2018, 12, 28), 1, CivilDay(2018, 12, 29)),
            (CivilDay(2018, 12, 28), 2, CivilDay(2019, 1, 2)),
            // Saturday 31 December 2022 to Monday 2 January 2023, and nothing in exchange.
            (CivilDay(2022, 12, 30), 1, CivilDay(2023, 1, 3)),
            // Sunday 4 January 2026 is worked for Friday the 2nd.
            (CivilDay(2025, 12, 31), 1, CivilDay(2026, 1, 4)),
            (CivilDay(2025, 12, 31), 2, CivilDay(2026, 1, 5)),
        ])
    func overTheEndOfAYear(_ start: CivilDay, _ count: Int, _ expected: CivilDay) throws {
        #expect(try calendar.lastDay(of: .workingDays(count), from: start) == expected)
    }

    @Test(
        "a last day in the holiday of a new year rolls out of it, whichever year it began in",
        arguments: [
            (CivilDay(2018, 12, 25), 5, CivilDay(2019, 1, 2)),
            (CivilDay(2022, 12, 26), 5, CivilDay(2023, 1, 3)),
            (CivilDay(2012, 12, 26), 5, CivilDay(2012, 12, 31)),
            (CivilDay(2012, 12, 26), 6, CivilDay(2013, 1, 4)),
        ])
    func rollingOverTheEndOfAYear(_ start: CivilDay, _ count: Int, _ expected: CivilDay) throws {
        #expect(try calendar.lastDay(of: .days(count), from: start) == expected)
    }
}
