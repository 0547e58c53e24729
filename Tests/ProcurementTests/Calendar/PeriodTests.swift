import Procurement
import Testing

@Suite struct PeriodTests {
    let calendar = Calendar()

    @Test(
        "a last day on a public holiday rolls to the first day after it; a weekend does not",
        arguments: [
            // Plain.
            (CivilDay(2026, 7, 1), 20, CivilDay(2026, 7, 21)),
            // Saturday 11 and Sunday 12 July stay.
            (CivilDay(2026, 7, 1), 10, CivilDay(2026, 7, 11)),
            (CivilDay(2026, 7, 1), 11, CivilDay(2026, 7, 12)),
            // 30 September is the last day before the October holiday, 8 October the first after it.
            (CivilDay(2026, 9, 28), 2, CivilDay(2026, 9, 30)),
            (CivilDay(2026, 9, 28), 3, CivilDay(2026, 10, 8)),
            (CivilDay(2026, 9, 28), 9, CivilDay(2026, 10, 8)),
            (CivilDay(2026, 9, 28), 10, CivilDay(2026, 10, 8)),
            (CivilDay(2026, 9, 28), 11, CivilDay(2026, 10, 9)),
            // The start may be a holiday, and is not counted.
            (CivilDay(2026, 10, 1), 7, CivilDay(2026, 10, 8)),
            // Nine days of Spring Festival, and the day worked in exchange after it.
            (CivilDay(2026, 2, 12), 3, CivilDay(2026, 2, 24)),
            (CivilDay(2026, 2, 12), 2, CivilDay(2026, 2, 14)),
            // Over the end of a year.
            (CivilDay(2025, 12, 30), 2, CivilDay(2026, 1, 4)),
        ])
    func lastDay(_ start: CivilDay, _ count: Int, _ expected: CivilDay) throws {
        #expect(try calendar.lastDay(of: .days(count), from: start) == expected)
    }

    @Test(
        "working days leave out weekends and holidays, and count the days worked in exchange",
        arguments: [
            (CivilDay(2026, 7, 1), 1, CivilDay(2026, 7, 2)),
            (CivilDay(2026, 7, 1), 3, CivilDay(2026, 7, 6)),
            // Saturday 10 October is worked; Sunday 20 September too.
            (CivilDay(2026, 9, 30), 1, CivilDay(2026, 10, 8)),
            (CivilDay(2026, 9, 30), 3, CivilDay(2026, 10, 10)),
            (CivilDay(2026, 9, 30), 4, CivilDay(2026, 10, 12)),
            (CivilDay(2026, 9, 18), 1, CivilDay(2026, 9, 20)),
            (CivilDay(2026, 1, 2), 1, CivilDay(2026, 1, 4)),
        ])
    func workingDays(_ start: CivilDay, _ count: Int, _ expected: CivilDay) throws {
        #expect(try calendar.lastDay(of: .workingDays(count), from: start) == expected)
        #expect(
            try calendar.ceiling(of: .workingDays(count), from: start.start.plus(1)) == expected.end)
    }

    @Test("a ceiling in days runs to the end of its last day, holiday or not")
    func ceilings() throws {
        let raised = at(9, 30, 23, 59)
        #expect(try calendar.ceiling(of: .days(3), from: raised) == CivilDay(2026, 10, 3).end)
        #expect(try calendar.ceiling(of: .days(30), from: at(12, 20)) == CivilDay(2027, 1, 19).end)
    }

    @Test("over every start of three years the last day is the first that is no holiday")
    func everyStart() throws {
        var day = CivilDay(2024, 1, 1)
        while day < CivilDay(2026, 12, 1) {
            for count in [1, 3, 5, 10, 15, 20] where day.adding(days: count) < CivilDay(2026, 12, 31) {
                let last = try calendar.lastDay(of: .days(count), from: day)
                let (rolled, holiday) = (last.number - day.number - count, try calendar.isHoliday(last))
                #expect(rolled >= 0 && !holiday)
                for skipped in 0..<max(0, rolled) {
                    #expect(try calendar.isHoliday(day.adding(days: count + skipped)))
                }
            }
            day = day.adding(days: 1)
        }
    }

    @Test("a year without a notice is refused by name, and served once its notice is there")
    func missingYear() throws {
        let start = CivilDay(2026, 12, 20)
        do throws(Refusal) {
            _ = try calendar.lastDay(of: .days(20), from: start)
            Issue.record("2027 has no notice")
        } catch {
            #expect(error.clause == "calendar.yearMissing")
            #expect(error.citation == .platform)
            #expect(error.words.zh.contains("2027") && error.words.en.contains("2027"))
        }
        #expect(throws: Refusal.self) { try calendar.isWorkingDay(CivilDay(2009, 12, 31)) }
        #expect(throws: Refusal.self) { try calendar.ceiling(of: .workingDays(15), from: at(12, 20)) }
        let later = calendar.adding(
            HolidayNotice(
                year: 2027, source: "test", holidays: [CivilDay(2027, 1, 9)], makeUpDays: []))
        #expect(try later.lastDay(of: .days(20), from: start) == CivilDay(2027, 1, 10))
        #expect(calendar.years == Array(2010...2026))
        #expect(later.years == Array(2010...2027))
    }

    @Test("a notice whose deadline needs an unknown year is refused, and names the year")
    func noticeInUnknownYear() throws {
        let scene = try Scene.registered()
        let ask = Demand.publish(at: at(12, 15)) {
            ($0.documentsUntil, $0.deadline) = (at(12, 21), CivilDay(2027, 1, 20).start)
        }
        let refusal = try #require(scene.refusal(of: ask))
        #expect(refusal.clause == "calendar.yearMissing")
        #expect(refusal.words.en.contains("2027"))
    }
}
