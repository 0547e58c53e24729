package import Procurement
package import StrictJSON

extension HolidayNotice {
    /// Reads a year's holiday notice: `{"v":1,"year","source","holidays":["2027-01-01",…],"makeUpDays":[…]}`.
    /// - Throws: `JSONError` that names the field; a date of another year is refused.
    package init(_ bytes: [UInt8]) throws(JSONError) {
        self = try Fields.read(try JSON.parse(bytes)) { f throws(JSONError) in
            guard try f.integer("v") == 1 else {
                throw f.refusal(of: "v", english: "must be 1", chinese: "应当是1")
            }
            let year = try f.count("year")
            return HolidayNotice(
                year: year, source: try f.words("source"), holidays: try f.days("holidays", in: year),
                makeUpDays: try f.days("makeUpDays", in: year))
        }
    }

    package var json: JSON {
        func days(_ days: Set<CivilDay>) -> JSON { .array(days.sorted().map { .string($0.text) }) }
        return [
            "v": 1, "year": JSON(year), "source": .string(source), "holidays": days(holidays),
            "makeUpDays": days(makeUpDays),
        ]
    }
}

extension Fields {
    fileprivate mutating func days(_ field: String, in year: Int) throws(JSONError) -> Set<CivilDay> {
        var days: Set<CivilDay> = []
        for text in try strings(field) {
            guard let instant = Instant(text: "\(text)T00:00:00+08:00"),
                CivilDay(of: instant).yearMonthDay.year == year,
                days.insert(CivilDay(of: instant)).inserted
            else {
                throw refusal(
                    of: field, english: "must list dates of \(year), each once",
                    chinese: "应当是\(year)年的日期，不得重复")
            }
        }
        return days
    }
}
