internal import Procurement

/// What cannot be in the notices, found without any other calendar: a slip of the pen while a year's notice is
/// typed in. The bounds stand a little outside what 2010 to 2026 have seen.
struct CalendarFaults {
    let notices: [Int: HolidayNotice]
    let calendar: Procurement.Calendar

    /// Holidays whatever the notice of the year moves (全国年节及纪念日放假办法, article 2).
    private static let everyYear = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)]
    /// Weekdays off less days worked in exchange: eleven by the law until 2024 and thirteen since, and one or two
    /// more or fewer in a year whose end was moved (2011, 2012) or that had an extra holiday (2015, 2020).
    private static let earned = 9...15
    /// The longest rest was ten days, of early 2020; the longest week eight, of January 2013.
    private static let (longestRest, longestWork) = (12, 9)
    /// No day was worked more than six days from its holiday.
    private static let reach = 7

    var all: [Words] {
        let years = notices.keys.sorted()
        return years.flatMap { notices[$0].map(faults(in:)) ?? [] } + gaps(in: years) + strayMakeUpDays
            + streaks
    }

    private func faults(in notice: HolidayNotice) -> [Words] {
        let (year, off, on) = (notice.year, notice.holidays, notice.makeUpDays)
        var faults: [Words] = []
        for day in off.union(on).sorted() {
            let name = day.text
            if day.yearMonthDay.year != year {
                faults.append(Words(zh: "\(name)不在\(year)年", en: "\(name) is not in \(year)"))
            }
            if off.contains(day), on.contains(day) {
                faults.append(Words(zh: "\(name)既是假日又是补班日", en: "\(name) is both a holiday and worked"))
            }
            if on.contains(day), !day.isWeekend {
                faults.append(
                    Words(zh: "补班日\(name)不是周末", en: "\(name) is worked in exchange but on no weekend"))
            }
        }
        for (month, day) in Self.everyYear where !off.contains(CivilDay(year, month, day)) {
            let name = CivilDay(year, month, day).text
            faults.append(Words(zh: "\(name)不是假日", en: "\(name) is no holiday"))
        }
        let earned = off.filter { !$0.isWeekend }.count - on.count
        if !Self.earned.contains(earned) {
            faults.append(
                Words(
                    zh:
                        "\(year)年工作日放假减去补班为\(earned)日，应当在\(Self.earned.lowerBound)至\(Self.earned.upperBound)日之间",
                    en:
                        "in \(year) the weekdays off are \(earned) more than the days worked in exchange, and should be \(Self.earned.lowerBound) to \(Self.earned.upperBound) more"
                ))
        }
        return faults
    }

    private func gaps(in years: [Int]) -> [Words] {
        zip(years, years.dropFirst()).filter { $1 != $0 + 1 }.map { earlier, later in
            Words(
                zh: "\(earlier)年与\(later)年之间缺少节假日安排",
                en: "no year between \(earlier) and \(later) has a notice")
        }
    }

    /// Days worked in exchange for nothing, the holidays of the years before and after considered too. A day so
    /// near the end of what is known that its holiday may lie beyond is passed over.
    private var strayMakeUpDays: [Words] {
        notices.values.flatMap(\.makeUpDays).sorted().compactMap { day in
            let near = (-Self.reach...Self.reach).map { day.adding(days: $0) }
            let known = near.compactMap { notices[$0.yearMonthDay.year]?.holidays.contains($0) }
            guard known.count == near.count, !known.contains(true) else { return nil }
            return Words(
                zh: "补班日\(day.text)前后\(Self.reach)日内没有假日",
                en: "\(day.text) is worked in exchange, but no holiday is within \(Self.reach) days")
        }
    }

    /// Rests and weeks that are too long, counted through the ends of years.
    private var streaks: [Words] {
        var faults: [Words] = []
        for year in notices.keys.sorted() where notices[year - 1] == nil {
            var (day, start) = (CivilDay(year, 1, 1), CivilDay(year, 1, 1))
            var isWorked: Bool?
            while true {
                // Nil behind the last day that a notice covers.
                let next = try? calendar.isWorkingDay(day)
                if next != isWorked {
                    faults += fault(of: isWorked, from: start, days: day.number - start.number)
                    (start, isWorked) = (day, next)
                }
                if next == nil { break }
                day = day.adding(days: 1)
            }
        }
        return faults
    }

    private func fault(of isWorked: Bool?, from start: CivilDay, days: Int) -> [Words] {
        guard let isWorked, days > (isWorked ? Self.longestWork : Self.longestRest) else { return [] }
        return [
            isWorked
                ? Words(
                    zh: "自\(start.text)起连续工作\(days)日", en: "\(days) days on end are worked from \(start.text)"
                )
                : Words(
                    zh: "自\(start.text)起连续休息\(days)日", en: "\(days) days on end are off from \(start.text)")
        ]
    }
}
