import Procurement
import Testing

/// Counts dates one by one, the way a wall calendar does: slow, and independent of the code it checks.
private struct WallCalendar {
    var (year, month, day) = (1600, 1, 1)
    /// 1600-01-01 was a Saturday; Monday is zero.
    var weekday = 5

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: return 30
        case 2:
            if year % 400 == 0 { return 29 }
            if year % 100 == 0 { return 28 }
            return year % 4 == 0 ? 29 : 28
        default: return 31
        }
    }

    mutating func next() {
        weekday = (weekday + 1) % 7
        day += 1
        if day > Self.days(in: month, of: year) { (day, month) = (1, month + 1) }
        if month > 12 { (month, year) = (1, year + 1) }
    }
}

private let extremes: [Int64] = [
    -9_223_372_036_854_775_808, -9_223_372_036_854_775_807, 9_223_372_036_854_775_806,
    9_223_372_036_854_775_807, 9_223_372_036_825_975_807,
]

@Suite struct CivilDayTests {
    @Test("eight hundred years of dates count as a wall calendar counts them")
    func eightHundredYears() {
        var wall = WallCalendar()
        // From 1600-01-01 to 1970-01-01: 370 years of 365 days, and 90 leap days.
        var number = -(370 * 365 + 90)
        var wrong = 0
        while wall.year < 2400 {
            let day = CivilDay(wall.year, wall.month, wall.day)
            let (year, month, dayOfMonth) = day.yearMonthDay
            if day.number != number || (year, month, dayOfMonth) != (wall.year, wall.month, wall.day)
                || day.isWeekend != (wall.weekday >= 5)
            {
                wrong += 1
            }
            wall.next()
            number += 1
        }
        #expect(wrong == 0)
        #expect(number == (430 * 365 + 104), "2400-01-01 counted from 1970-01-01")
    }

    @Test("a date begins at 00:00 and ends a millisecond before the next, at +08:00")
    func edges() {
        let day = CivilDay(2026, 11, 24)
        #expect(day.start.milliseconds == 1_795_449_600_000, "2026-11-23T16:00:00Z")
        #expect(day.end.milliseconds == day.start.milliseconds + 86_399_999)
        for (instant, expected) in [
            (day.start, day), (day.end, day), (day.start.plus(-1), day.adding(days: -1)),
            (day.end.plus(1), day.adding(days: 1)),
        ] {
            #expect(CivilDay(of: instant) == expected)
        }
    }

    @Test("instants before 1970 fall on the right date")
    func before1970() {
        #expect(CivilDay(of: Instant(milliseconds: 0)) == CivilDay(1970, 1, 1))
        #expect(CivilDay(of: Instant(milliseconds: -8 * 3_600_000)) == CivilDay(1970, 1, 1))
        #expect(CivilDay(of: Instant(milliseconds: -8 * 3_600_000 - 1)) == CivilDay(1969, 12, 31))
    }

    @Test("an instant reads as a clock at +08:00 shows it")
    func text() {
        #expect(at(11, 24, 9, 30).text == "2026-11-24T09:30:00.000+08:00")
        #expect(at(1, 1, 0, 0, -1).text == "2025-12-31T23:59:59.999+08:00")
        #expect(Instant(milliseconds: -1).text == "1970-01-01T07:59:59.999+08:00")
        #expect(CivilDay(987, 6, 5).text == "0987-06-05")
    }

    @Test(
        "an instant at the ends of time is a date like another",
        arguments: extremes)
    func endsOfTime(_ milliseconds: Int64) {
        let instant = Instant(milliseconds: milliseconds)
        let day = CivilDay(of: instant)
        #expect(day.start <= instant || milliseconds < 0)
        #expect(day.start <= day.end)
        #expect(instant.text.hasSuffix("+08:00"))
        #expect(day.text.count > 8)
    }
}
