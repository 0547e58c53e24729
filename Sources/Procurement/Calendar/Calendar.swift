/// How the law counts days (domain §1.2 and §9): the start day is not counted, a last day on a public
/// holiday rolls to the first day after it, and working days follow the State Council's notices. A year
/// without a notice is refused, never guessed.
package struct Calendar: Sendable {
    private var notices: [Int: HolidayNotice]

    package init(_ notices: [HolidayNotice] = HolidayNotice.published) {
        self.notices = [:]
        for notice in notices { self.notices[notice.year] = notice }
    }

    /// The same calendar with one more year, or with a corrected one.
    package func adding(_ notice: HolidayNotice) -> Calendar {
        var copy = self
        copy.notices[notice.year] = notice
        return copy
    }

    /// The notices in use that are not those the program carries, by year: what a replay has to be given.
    package var additions: [HolidayNotice] {
        notices.values.filter { !HolidayNotice.published.contains($0) }.sorted { $0.year < $1.year }
    }

    package var years: [Int] { notices.keys.sorted() }

    /// - Throws: `Refusal` `calendar.yearMissing` when the year has no notice.
    package func isHoliday(_ day: CivilDay) throws(Refusal) -> Bool {
        try notice(of: day).holidays.contains(day)
    }

    /// - Throws: `Refusal` `calendar.yearMissing` when the year has no notice.
    package func isWorkingDay(_ day: CivilDay) throws(Refusal) -> Bool {
        let notice = try notice(of: day)
        if notice.makeUpDays.contains(day) { return true }
        return !day.isWeekend && !notice.holidays.contains(day)
    }

    /// The last day of a period that begins on `start`: the start is not counted, and a last day on a
    /// public holiday rolls to the first day after the holiday.
    /// - Throws: `Refusal` `calendar.yearMissing` when a year that matters has no notice.
    package func lastDay(of period: Period, from start: CivilDay) throws(Refusal) -> CivilDay {
        switch period {
        case .days(let count):
            var day = start.adding(days: count)
            while try isHoliday(day) { day = day.adding(days: 1) }
            return day
        case .workingDays(let count):
            return try workingDay(count, after: start)
        }
    }

    /// The end of a ceiling: the last millisecond of its last day. Ceilings in calendar days do not roll
    /// (domain §9.3).
    /// - Throws: `Refusal` `calendar.yearMissing` when working days cross a year without a notice.
    package func ceiling(of period: Period, from start: Instant) throws(Refusal) -> Instant {
        let day = CivilDay(of: start)
        switch period {
        case .days(let count): return day.adding(days: count).end
        case .workingDays(let count): return try workingDay(count, after: day).end
        }
    }

    private func workingDay(_ count: Int, after start: CivilDay) throws(Refusal) -> CivilDay {
        var (day, left) = (start, count)
        while left > 0 {
            day = day.adding(days: 1)
            if try isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    private func notice(of day: CivilDay) throws(Refusal) -> HolidayNotice {
        let year = day.yearMonthDay.year
        guard let notice = notices[year] else {
            throw Refusal(
                "calendar.yearMissing", .platform,
                Words(
                    zh:
                        "缺少\(year)年的节假日安排，期限无法计算；请由平台管理员按国务院办公厅当年的放假通知写成DATA/holidays/\(year).json（\(HolidayNotice.fileForm(year))），重启后再办理。",
                    en:
                        "The period reaches into \(year), for which no State Council holiday notice is loaded; have the operator add it as DATA/holidays/\(year).json, in the form \(HolidayNotice.fileForm(year)), restart and try again."
                ))
        }
        return notice
    }
}

/// A length of time as the law states it: 日 or 工作日.
package enum Period: Hashable, Sendable {
    case days(Int)
    case workingDays(Int)

    package var words: Words {
        switch self {
        case .days(let count): Words(zh: "\(count)日", en: "\(count) \(count == 1 ? "day" : "days")")
        case .workingDays(let count):
            Words(zh: "\(count)个工作日", en: "\(count) working \(count == 1 ? "day" : "days")")
        }
    }
}
