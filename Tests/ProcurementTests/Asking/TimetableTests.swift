import Testing

@testable import Procurement

@Suite("The shortest lawful timetable")
struct TimetableTests {
    private let law = Lawbook(calendar: Calendar()) { digest($0) }

    private func day(_ month: Int, _ day: Int, of year: Int = 2026) -> CivilDay { CivilDay(year, month, day) }

    private func openTender(from day: CivilDay) throws(Refusal) -> Timetable {
        try law.timetable(of: .openTenderUnderBiddingLaw, from: day)
    }

    /// Notice, deadline, end of publicity and contract.
    private func dates(_ timetable: Timetable) -> [CivilDay] {
        func first(_ test: (Timetable.Step) -> Bool) -> [CivilDay] {
            timetable.steps.filter(test).prefix(1).map { CivilDay(of: $0.at) }
        }
        return first { $0.trigger == .command(.publishNotice) } + first { $0.trigger == .timer(.bidDeadline) }
            + first { $0.trigger == .command(.award) } + first { $0.phase == .contracted }
    }

    @Test("an open tender noticed on 2 March 2026 takes twenty days and three, all of them the law's")
    func byHand() throws {
        let timetable = try openTender(from: day(3, 2))
        #expect(dates(timetable) == [day(3, 2), day(3, 22), day(3, 25), day(3, 25)])
        #expect(timetable.statutoryDays == 23 && timetable.ownDays == 0 && timetable.totalDays == 23)
        let notice = try #require(timetable.steps.first)
        #expect(notice.floors.map(\.clause) == ["period.documentsOffered", "period.issueToDeadline"])
        #expect(notice.floors.map { CivilDay(of: $0.earliest) } == [day(3, 7), day(3, 22)])
        let deadline = try #require(timetable.steps.first { $0.trigger == .timer(.bidDeadline) })
        #expect(deadline.days == 20 && deadline.wait?.citation == .biddingLaw(24))
        let award = try #require(timetable.steps.first { $0.trigger == .command(.award) })
        #expect(award.days == 3 && award.wait?.citation == .biddingRegulation(54))
    }

    @Test(
        "a last day on a holiday rolls: noticed on 11 September 2026 the deadline is the day after the national holiday"
    )
    func holiday() throws {
        // 2026-10-01 to 2026-10-07 is a holiday; the twentieth day is 1 October.
        let timetable = try openTender(from: day(9, 11))
        #expect(dates(timetable) == [day(9, 11), day(10, 8), day(10, 11), day(10, 11)])
        #expect(timetable.statutoryDays == 30)
    }

    @Test("a year without a holiday notice is refused, also when only the last dates touch it")
    func yearMissing() throws {
        let last = try #require(law.calendar.years.last)
        for start in [day(12, 10, of: last), day(12, 25, of: last), day(3, 2, of: last + 1)] {
            #expect {
                try openTender(from: start)
            } throws: {
                ($0 as? Refusal)?.clause == "calendar.yearMissing"
            }
        }
    }

    @Test("a beginning that the table does not know is refused by name")
    func noStart() throws {
        #expect {
            try law.timetable(of: .listingUnderLand, from: day(3, 2), start: .sourcePublicity)
        } throws: {
            ($0 as? Refusal)?.clause == "timetable.noStart"
        }
    }

    @Test("each procedure, from each beginning that it knows, comes to a contract", arguments: Procedure.all)
    func complete(_ procedure: Procedure) throws {
        for start in procedure.starts {
            let timetable = try law.timetable(of: procedure, from: day(3, 2), start: start)
            #expect(timetable.steps.last?.phase == .contracted, "\(procedure.mode) \(start)")
            #expect(timetable.totalDays == timetable.statutoryDays + timetable.ownDays)
            check(timetable, "\(procedure.mode) \(procedure.regime) \(start)")
        }
    }

    @Test(
        "shifted over a whole year no step is refused, and a day earlier each floor refuses",
        arguments: Procedure.all)
    func shifted(_ procedure: Procedure) throws {
        // Every third day for the open tender, for the others every thirty-seventh: each weekday comes up.
        let step = procedure.mode == .openTender && procedure.regime == .biddingLaw ? 3 : 37
        for start in procedure.starts {
            for offset in stride(from: 0, to: 365, by: step) {
                let from = day(1, 1, of: 2025).adding(days: offset)
                let timetable = try law.timetable(of: procedure, from: from, start: start)
                check(timetable, "\(procedure.mode) \(procedure.regime) \(start) from \(from.text)")
            }
        }
    }

    /// In order, complete, and as tight as the law is.
    private func check(_ timetable: Timetable, _ name: String) {
        let inOrder = zip(timetable.steps, timetable.steps.dropFirst()).allSatisfy { $0.at <= $1.at }
        #expect(inOrder, "\(name): a step comes before the one before it")
        for step in timetable.steps {
            for floor in step.floors + [step.wait].compactMap(\.self)
            where floor.refusedEarlier != floor.clause {
                Issue.record(
                    "\(name): \(floor.clause) at \(floor.earliest.text), earlier refused by \(floor.refusedEarlier ?? "nobody")"
                )
            }
            // A day that passes has a reason.
            if step.days > 0, step.wait == nil { Issue.record("\(name): \(step.trigger) waits for nothing") }
        }
    }
}
