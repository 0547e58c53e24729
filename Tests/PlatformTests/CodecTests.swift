import Foundation
import Procurement
import StrictJSON
import Testing

@testable import Platform

@Suite("Commands and events as JSON")
struct CodecTests {
    @Test("every event reads back as it was written", arguments: Samples.events)
    func eventRoundTrip(_ event: Event) throws {
        let bytes = event.json.canonicalBytes()
        #expect(try Event(json: JSON.parse(bytes)) == event)
    }

    @Test("the samples cover every event and every command")
    func samplesAreComplete() {
        #expect(Set(Samples.commands.map(\.kind)) == Set(Command.Kind.allCases))
        #expect(Set(Samples.events.map(\.name)).count == 75)
    }

    @Test("every command reads back as it was written", arguments: Samples.commands)
    func commandRoundTrip(_ command: Command) throws {
        #expect(try Command(command.kind, body: JSON.parse(command.body.canonicalBytes())) == command)
    }

    @Test(
        "every field of a command is demanded or optional, and one more is refused by name",
        arguments: Samples.commands)
    func unknownFieldIsNamed(_ command: Command) throws {
        let body = command.body.adding("surprise", 1)
        let error = #expect(throws: JSONError.self) { try Command(command.kind, body: body) }
        #expect(error?.english.contains("surprise") == true)
    }

    @Test("events written by version 1 are read for ever, byte for byte")
    func goldenEvents() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let lines = try String(
            contentsOf: folder.appending(path: "Fixtures/v1/events.jsonl"), encoding: .utf8
        ).split(separator: "\n")
        #expect(lines.count == Samples.events.count)
        for (line, event) in zip(lines, Samples.events) {
            #expect(try Event(json: JSON.parse(Array(line.utf8))) == event)
            #expect(event.json.text == line)
        }
    }

    @Test(
        "a command's envelope names the field that is wrong",
        arguments: [
            (
                #"{"id":"abcdefgh","command":"openBids","tender":"T","issuedAt":"2026-03-02T09:00:00+08:00","body":{},"x":1}"#,
                "x"
            ),
            (
                #"{"id":"short","command":"openBids","tender":"T","issuedAt":"2026-03-02T09:00:00+08:00","body":{}}"#,
                "id"
            ),
            (
                #"{"id":"abcdefgh","command":"openBids","tender":"T","issuedAt":"yesterday","body":{}}"#,
                "issuedAt"
            ),
            (
                #"{"id":"abcdefgh","command":"openSesame","tender":"T","issuedAt":"2026-03-02T09:00:00+08:00","body":{}}"#,
                "command"
            ),
            (
                #"{"id":"abcdefgh","command":"openBids","issuedAt":"2026-03-02T09:00:00+08:00","body":{}}"#,
                "tender"
            ),
            (
                #"{"id":"abcdefgh","command":"openBids","tender":"../etc","issuedAt":"2026-03-02T09:00:00+08:00","body":{}}"#,
                "tender"
            ),
        ])
    func envelopeFaults(_ text: String, _ field: String) {
        let problem = #expect(throws: Problem.self) { try CommandEnvelope(Array(text.utf8)) }
        #expect(problem?.words.en.contains(field) == true, "\(problem?.words.en ?? "")")
        #expect(problem?.kind == .malformed)
    }
}

@Suite("The timetable of timers")
struct TimetableTests {
    @Test("alarms ring in order, once each, and a moved alarm rings at its new time only")
    func order() {
        var table = Timetable()
        for number in [5, 3, 9, 1, 7] {
            table.set(TenderID("t\(number)"), Instant(milliseconds: Int64(number)))
        }
        table.set(TenderID("t3"), Instant(milliseconds: 8))
        table.set(TenderID("t9"), nil)
        #expect(table.first() == Instant(milliseconds: 1))
        #expect(table.due(at: Instant(milliseconds: 7), atMost: 10).map(\.text) == ["t1", "t5", "t7"])
        #expect(table.due(at: Instant(milliseconds: 100), atMost: 10).map(\.text) == ["t3"])
        #expect(table.first() == nil)
    }
}

@Suite("What may be seen before the opening")
struct SecrecyTests {
    @Test(
        "who bids, who took documents and how many is no part of what readers see", arguments: Samples.events)
    func secretEvents(_ event: Event) {
        let secret = [
            "bidSubmitted", "bidWithdrawn", "documentsTaken", "applied", "applicationJudged",
            "invitationsSent", "invitationAnswered", "optedIn", "membersDrawn", "memberRecused",
        ].contains(event.name)
        #expect(event.isVisible == !secret)
        if secret { #expect(!event.isPublic) }
    }

    @Test("the public view of a tender with bids is the same as without, until the opening is closed")
    func viewHidesBids() throws {
        var tender = try Tender(TenderID("T-1"), beginning: Samples.events[0], at: Samples.now)
        try tender.evolve(.noticePublished(Samples.notice, table: Samples.digest), at: Samples.now)
        try tender.evolve(.lotMoved(Samples.lot, .noticed, at: Samples.now), at: Samples.now)
        let published = Published()
        let before = published.view(of: tender)
        try tender.evolve(
            .bidSubmitted(BidID("bid-00001"), Samples.lot, by: Samples.bidder, Samples.sealed),
            at: Samples.now)
        try tender.evolve(.documentsTaken(by: Samples.bidder), at: Samples.now)
        #expect(published.view(of: tender) == before)
        #expect(!published.view(of: tender).text.contains(Samples.bidder.text))
    }
}
