import Foundation
import Procurement
import StrictJSON
import Testing

@testable import tradehall

@Suite("rehearse")
struct RehearseTests {
    @Test("a whole tender plays as expected, from registration to the archive")
    func whole() throws {
        let shown = tradehall("rehearse", scenario("open-tender/whole.jsonl"))
        #expect(shown.exit == .done && shown.error.isEmpty)
        let expected = try String(
            contentsOfFile: scenario("open-tender/whole.expected"), encoding: .utf8)
        let told = try shown.json().map(outline)
        #expect(told == expected.split(separator: "\n").map(String.init))
    }

    @Test("a notice with nineteen days is refused with article 24 and the earliest deadline")
    func nineteenDays() throws {
        let answers = try tradehall("rehearse", scenario("open-tender/whole.jsonl")).json()
        let refusal = try #require(answers.first { $0["id"] == .string("notice-19-days") }?["refusal"])
        #expect(refusal["citation"]?["law"] == .string("biddingLaw"))
        #expect(refusal["citation"]?["article"] == .integer(24))
        #expect(refusal["found"] == .string("19"))
        #expect(refusal["earliest"] == .string("2026-03-22T00:00:00.000+08:00"))
        #expect(answers[1]["events"] == nil)
    }

    @Test("one millisecond decides: at the deadline a bid is late, a millisecond before it is not")
    func millisecond() throws {
        let desk = try Desk()
        let lines = try String(contentsOfFile: scenario("open-tender/whole.jsonl"), encoding: .utf8)
            .split(separator: "\n")
        let late = try #require(lines.first { $0.contains("bid-late") })
        let before = lines.prefix { !$0.contains("bid-late") }
        let early = late.replacingOccurrences(of: "09:30:00.000", with: "09:29:59.999")
        let file = try desk.write("play.jsonl", (before + [Substring(early)]).joined(separator: "\n"))
        let told = try tradehall("rehearse", file).json().map(outline)
        #expect(told.last == "bid-late bidSubmitted")
    }

    @Test(
        "a line that cannot be read ends the play with its number and field",
        arguments: [
            ("{\"at\":\"yesterday\"}", "Line 1: at must be a time"),
            (
                "{\"at\":\"2026-03-02T09:00:00+08:00\",\"tender\":\"T\",\"command\":\"opnBids\"}",
                "did you mean openBids"
            ),
            ("not json", "Line 1: "),
            (
                "\n{\"at\":\"2026-03-02T09:00:00+08:00\",\"tender\":\"T\",\"command\":\"tick\",\"x\":1}",
                "Line 2: unknown field \"x\""
            ),
            (
                "{\"at\":\"2026-03-02T09:00:00Z\",\"tender\":\"T\",\"command\":\"tick\"}\n{\"at\":\"2026-03-02T08:00:00Z\",\"tender\":\"T\",\"command\":\"tick\"}",
                "Line 2: The time"
            ),
        ])
    func unreadable(_ text: String, _ sentence: String) throws {
        let desk = try Desk()
        let shown = tradehall("rehearse", try desk.write("play.jsonl", text))
        #expect(shown.exit == .failed)
        #expect(shown.error.contains(sentence), "\(shown.error)")
    }

    private func lines(_ text: String...) -> String { text.joined(separator: "\n") }

    /// A registration, and what it expects.
    private func register(_ expected: String, id: String = "register") -> String {
        """
        {"at":"2026-03-02T09:00:00+08:00","tender":"T","actor":{"party":"agency","roles":["agency"]},"id":"\(id)","command":"registerProject","body":{"name":"road","mode":"openTender","regime":"biddingLaw","approval":"1","compulsory":true,"stateFunded":true,"territory":"520000","lots":[{"id":"1","name":"lot","estimate":1000000000}]},"expect":\(expected)}
        """
    }

    private static let tick =
        "{\"at\":\"2026-03-03T09:00:00+08:00\",\"tender\":\"T\",\"command\":\"tick\",\"expect\":{\"events\":[]}}"

    @Test(
        "what is expected and comes is no fault",
        arguments: ["\"allowed\"", "{\"events\":[\"projectRegistered\"]}"])
    func met(_ expected: String) throws {
        let desk = try Desk()
        let shown = tradehall("rehearse", try desk.write("play.jsonl", lines(register(expected), Self.tick)))
        #expect(shown.exit == .done && !shown.out.contains("unmet"), "\(shown.error)")
    }

    @Test(
        "what is expected and does not come is told with file, line, both sides, and exit 1",
        arguments: [
            (
                "{\"refused\":\"project.approved\"}",
                "expected refused by project.approved, but it was projectRegistered"
            ),
            ("{\"events\":[]}", "expected no event, but it was projectRegistered"),
            (
                "{\"events\":[\"projectRegistered\",\"lotMoved:noticed\"]}",
                "expected projectRegistered lotMoved:noticed"
            ),
        ])
    func unmet(_ expected: String, _ sentence: String) throws {
        let desk = try Desk()
        let shown = tradehall("rehearse", try desk.write("play.jsonl", lines("", register(expected))))
        #expect(shown.exit == .failed)
        #expect(shown.error.contains("play.jsonl, line 2: \(sentence)"), "\(shown.error)")
        #expect(try shown.json().contains { $0["unmet"]?["line"] == .integer(2) })
    }

    @Test("a file is played up to a step, and an expectation in it is told with its own name and line")
    func include() throws {
        let desk = try Desk()
        try desk.write("base.jsonl", lines(register("\"allowed\""), register("\"allowed\"", id: "again")))
        let whole = tradehall("rehearse", try desk.write("a.jsonl", "{\"include\":\"base.jsonl\"}"))
        #expect(
            whole.exit == .failed
                && whole.error.contains(
                    "base.jsonl, line 2: expected allowed, but it was refused by tender.exists")
        )
        let until = "{\"include\":\"base.jsonl\",\"until\":\"again\"}"
        let part = tradehall("rehearse", try desk.write("b.jsonl", lines(until, Self.tick)))
        #expect(part.exit == .done, "\(part.error)")
        #expect(try part.json().count == 1)
    }

    @Test(
        "an include that leaves the folder, names no step, is too deep or not there is refused",
        arguments: [
            ("{\"include\":\"../other.jsonl\"}", "outside it"),
            ("{\"include\":\"/etc/passwd\"}", "outside it"),
            ("{\"include\":\"link.jsonl\"}", "outside it"),
            ("{\"include\":\"base.jsonl\",\"until\":\"nothing\"}", "has no step \"nothing\""),
            ("{\"include\":\"play.jsonl\"}", "more than 4 deep"),
            ("{\"include\":\"none.jsonl\"}", "none.jsonl"),
            ("{\"include\":\"base.jsonl\",\"upto\":\"x\"}", "unknown field \"upto\""),
        ])
    func badInclude(_ line: String, _ sentence: String) throws {
        let desk = try Desk()
        let other = try Desk()
        let outside = try other.write("outside.jsonl", register("\"allowed\""))
        try FileManager.default.createSymbolicLink(
            atPath: desk.file("link.jsonl"), withDestinationPath: outside)
        try desk.write("base.jsonl", register("\"allowed\""))
        let shown = tradehall("rehearse", try desk.write("play.jsonl", line))
        #expect(shown.exit == .failed && shown.error.contains(sentence), "\(shown.error)")
    }

    @Test("an expectation that is none is refused", arguments: ["\"refused\"", "{\"earliest\":\"x\"}", "[]"])
    func noExpectation(_ expected: String) throws {
        let desk = try Desk()
        let shown = tradehall("rehearse", try desk.write("play.jsonl", register(expected)))
        #expect(shown.exit == .failed && shown.error.contains("Line 1: expect"), "\(shown.error)")
    }

    /// One answer as the expectation file writes it.
    private func outline(_ answer: JSON) -> String {
        func text(_ json: JSON?) -> String { if case .string(let text)? = json { text } else { "-" } }
        if let refusal = answer["refusal"] {
            let citation = refusal["citation"]
            var article: Int64 = 0
            if case .integer(let number)? = citation?["article"] { article = number }
            return [
                text(answer["id"]), "refused", text(refusal["clause"]), text(citation?["law"]), "\(article)",
                text(refusal["earliest"]),
            ].joined(separator: " ")
        }
        guard case .array(let events)? = answer["events"] ?? answer["clock"] else { return answer.text }
        let id = answer["id"] == nil ? "clock" : text(answer["id"])
        return ([id] + events.map { text($0["event"]) }).joined(separator: " ")
    }
}
