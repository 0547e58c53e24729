/// The State Council's notice of public holidays for one year, with the days worked in exchange (调休).
package struct HolidayNotice: Hashable, Sendable {
    package var year: Int
    /// The notice's number, and that of a notice which changed it, for whoever wants to read it.
    package var source: String
    package var holidays: Set<CivilDay>
    package var makeUpDays: Set<CivilDay>

    package init(year: Int, source: String, holidays: Set<CivilDay>, makeUpDays: Set<CivilDay>) {
        self.year = year
        self.source = source
        self.holidays = holidays
        self.makeUpDays = makeUpDays
    }

    /// Dates as written in a notice: `(month, first day, last day)`, and make-up days as `(month, day)`.
    init(_ year: Int, _ source: String, off: [(Int, Int, Int)], on: [(Int, Int)]) {
        self.init(
            year: year, source: source,
            holidays: Set(
                off.flatMap { month, first, last in (first...last).map { CivilDay(year, month, $0) } }),
            makeUpDays: Set(on.map { CivilDay(year, $0, $1) }))
    }

    /// The form of the file that adds a year to a hall, as a refusal shows it.
    package static func fileForm(_ year: Int) -> String {
        #"{"v":1,"year":\#(year),"source":"…","holidays":["\#(year)-01-01"],"makeUpDays":[]}"#
    }

    /// The notices that come with the program. A later year is added as data: see `Calendar.adding`.
    package static let published: [HolidayNotice] = of2010s + of2020to2023 + of2024to2026

    private static let of2024to2026: [HolidayNotice] = [
        HolidayNotice(
            2024, "国办发明电〔2023〕7号",
            off: [
                (1, 1, 1), (2, 10, 17), (4, 4, 6), (5, 1, 5), (6, 10, 10), (9, 15, 17), (10, 1, 7),
            ],
            on: [(2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)]),
        HolidayNotice(
            2025, "国办发明电〔2024〕12号",
            off: [
                (1, 1, 1), (1, 28, 31), (2, 1, 4), (4, 4, 6), (5, 1, 5), (5, 31, 31), (6, 1, 2), (10, 1, 8),
            ],
            on: [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)]),
        HolidayNotice(
            2026, "国办发明电〔2025〕7号",
            off: [
                (1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7),
            ],
            on: [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]),
    ]
}
