/// A date at +08:00, the only offset that the law is counted in (domain §1.2).
package struct CivilDay: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01.
    package var number: Int

    static let length: Int64 = 86_400_000
    static let offset: Int64 = 8 * 3_600_000

    package init(number: Int) { self.number = number }

    /// The date on which `instant` falls at +08:00.
    package init(of instant: Instant) {
        let local = instant.milliseconds.clampedAdding(Self.offset)
        let (days, rest) = local.quotientAndRemainder(dividingBy: Self.length)
        number = Int(rest < 0 ? days - 1 : days)
    }

    /// A date of the proleptic Gregorian calendar; `month` and `day` count from one.
    ///
    /// The arithmetic counts whole 400-year eras of 146,097 days, with years that begin in March so that
    /// the leap day comes last.
    package init(_ year: Int, _ month: Int, _ day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    package var yearMonthDay: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    package static func < (a: CivilDay, b: CivilDay) -> Bool { a.number < b.number }

    package func adding(days: Int) -> CivilDay { CivilDay(number: number + days) }

    /// 00:00 of the date.
    package var start: Instant {
        Instant(milliseconds: Int64(number).clampedMultiplied(by: Self.length).clampedAdding(-Self.offset))
    }

    /// The last millisecond of the date.
    package var end: Instant {
        Instant(milliseconds: adding(days: 1).start.milliseconds.clampedAdding(-1))
    }

    /// Saturday or Sunday. 1970-01-01 was a Thursday.
    package var isWeekend: Bool {
        let weekday = ((number + 3) % 7 + 7) % 7
        return weekday >= 5
    }

    /// `2026-11-24`
    package var text: String {
        let (year, month, day) = yearMonthDay
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
