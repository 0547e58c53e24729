import Procurement
import Testing

@Suite struct BrokenLogTests {
    private let lot = Papers.lots[0]

    @Test("a log begins with a registration, and has one")
    func beginning() throws {
        #expect(throws: BrokenLog.self) {
            try Tender(Scene.id, beginning: .openingBegun(lot), at: at(7, 1))
        }
        let scene = try Scene.registered()
        let first = try #require(scene.log.first)
        var tender = try Tender(Scene.id, beginning: first.event, at: first.at)
        #expect(throws: BrokenLog.self) { try tender.evolve(first.event, at: first.at) }
    }

    @Test("an event that cannot follow is a broken log, and what is said names the place")
    func impossible() throws {
        let (none, party) = (BidID("none"), People.bidder(1).party)
        let scene = try Scene.publicity()
        let events: [Event] = [
            .openingBegun(LotID("L9")), .bidWithdrawn(none, lot),
            .bidOpened(none, lot, contentKey: "key", Papers.notABid),
            .faultRuled(none, lot, .other, text: digest("t")),
            .bidRejected(none, lot, .unsigned, reason: digest("r")),
            .committeeAnswered(CaseID("none"), lot, text: digest("t")),
            .candidateStruck(none, lot, .gaveUp, text: digest("t")),
            .awarded(lot, none, notice: digest("n"), []),
            .bidSubmitted(BidID("B1"), lot, by: party, Papers.sealed("B1")),
            .noticePublished(Papers.notice(), table: digest("t")),
            .objectionAnswered(Answer(to: CaseID("none"), upheld: true, text: digest("t"))),
            .complaintRuledOn(CaseID("none"), accepted: true, text: digest("t")),
        ]
        for event in events {
            var tender = try #require(scene.tender)
            do throws(BrokenLog) {
                try tender.evolve(event, at: at(8, 9))
                Issue.record("\(event) was taken")
            } catch {
                let named = ["T-1", "L1", "L9", "none"].contains { error.reason.contains($0) }
                #expect(named, "\(error.reason)")
            }
        }
    }

    @Test("a case is opened once in a log")
    func caseTwice() throws {
        var scene = try Scene.noticed()
        let raised = Event.objectionRaised(
            CaseID("O"), .documents, lots: [lot], by: People.bidder(1).party, text: digest("t"))
        try scene.happen([raised])
        #expect(throws: BrokenLog.self) { try scene.happen([raised]) }
    }

    @Test("nothing moves out of a final phase", arguments: [Phase.noticed, .failed, .archived])
    func finalIsFinal(_ phase: Phase) throws {
        var scene = try Scene.cancelled()
        #expect(throws: BrokenLog.self) { try scene.happen([.lotMoved(lot, phase, at: at(8, 1))]) }
    }
}
