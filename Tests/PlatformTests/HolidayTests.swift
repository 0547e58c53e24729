import Procurement
import StrictJSON
import Testing

@testable import Platform

@Suite("Holiday notices of further years")
struct HolidayTests {
    private let text =
        #"{"v":1,"year":2027,"source":"国办发明电〔2026〕0号","holidays":["2027-01-01","2027-01-02"],"makeUpDays":["2027-01-03"]}"#

    @Test("a notice makes its year countable, and is told apart from those the program carries")
    func counts() throws {
        let notice = try HolidayNotice(Array(text.utf8))
        let start = CivilDay(2026, 12, 12)
        #expect(throws: Refusal.self) { try Calendar().lastDay(of: .days(20), from: start) }
        let calendar = Calendar().adding(notice)
        #expect(try calendar.lastDay(of: .days(20), from: start) == CivilDay(2027, 1, 3))
        #expect(try calendar.isWorkingDay(CivilDay(2027, 1, 3)))
        #expect(calendar.additions == [notice])
        #expect(try HolidayNotice(notice.json.canonicalBytes()) == notice)
    }

    @Test(
        "a date of another year, a date twice and an unknown field are refused by name",
        arguments: [
            ("2027-01-02", "2028-01-02", "holidays"), ("2027-01-02", "2027-01-01", "holidays"),
            ("2027-01-03", "2027-02-30", "makeUpDays"), ("source", "quelle", "quelle"),
        ])
    func faults(_ right: String, _ wrong: String, _ field: String) {
        let bytes = Array(text.replacing(right, with: wrong).utf8)
        let error = #expect(throws: JSONError.self) { try HolidayNotice(bytes) }
        #expect(error?.english.contains(field) == true || error?.english.contains("source") == true)
    }
}
