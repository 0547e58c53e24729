import Procurement
import Testing

@Suite struct AwardTests {
    private let lot = Papers.lots[0]

    @Test("when the first in rank falls out the next one has it, and after the last the lot fails")
    func nextRanks() throws {
        var hall = try Scene.awarded()
        for (out, next) in [("B1", "B2"), ("B2", "B3")] {
            try hall.strike(out)
            #expect(try hall.lot().winner == nil)
            #expect(hall.phase() == .awarded)
            #expect(hall.refusal(of: Demand.sign(by: People.agency))?.clause == "contract.winner")
            try hall.award(next)
            #expect(try hall.lot().winner == BidID(next))
        }
        let events = try hall.does(
            .strikeCandidate(BidID("B3"), .noPerformanceBond, text: digest("s")), by: People.agency)
        #expect(
            events.contains(
                .lotFailed(lot, .noCandidateLeft, clause: "strike.candidateLeft", at: hall.now)))
        #expect(hall.phase() == .failed)
    }

    @Test("a contract that the first winner had signed binds nobody after it fell out")
    func contractFallsWithTheWinner() throws {
        var hall = try Scene.awarded()
        try hall.does(Demand.sign(by: People.agency))
        try hall.strike("B1")
        try hall.award("B2")
        #expect(try hall.lot().contract.isEmpty)
        try hall.does(Demand.sign("second", Scene.price(2), by: People.bidder(2)))
        #expect(hall.phase() == .awarded)
        try hall.does(Demand.sign("second", Scene.price(2), by: People.agency))
        #expect(hall.phase() == .contracted)
    }

    @Test("when the winner fell out the agency may tender anew instead of taking the next")
    func tenderAnew() throws {
        var hall = try Scene.awarded()
        let cancel = Command.cancel(reason: digest("r"), publications: Papers.publications(at: at(8, 8)))
        #expect(hall.refusal(of: cancel, by: People.agency)?.clause == "award.noneStands")
        try hall.strike("B1")
        try hall.does(cancel, by: People.agency)
        #expect(hall.phase() == .cancelled)
    }

    @Test("all bids rejected: the lot fails when the report is delivered")
    func allRejected() throws {
        var hall = try Scene.evaluation()
        for bid in ["B1", "B2", "B3"] { try hall.does(Demand.reject(bid)) }
        try hall.propose([])
        try hall.signAll()
        let events = try hall.does(.deliverReport, by: People.member(1))
        #expect(events.last == .lotFailed(lot, .allRejected, clause: "report.hasCandidate", at: hall.now))
    }

    @Test("a cancelled tender is over: whatever is asked of it is refused")
    func cancelled() throws {
        let hall = try Scene.cancelled()
        #expect(hall.tender?.isOver == true)
        let refusal = hall.refusal(of: Demand.submit("B1"))
        #expect(refusal?.clause == "phase.submitBid")
        #expect(refusal?.found == "cancelled")
        var unannounced = try Scene.registered()
        try unannounced.does(.cancel(reason: digest("r"), publications: []), by: People.agency)
        #expect(unannounced.phase() == .cancelled, "what was never announced is not announced as cancelled")
    }

    @Test("a cancelled lot needs no terms in the notice of the others")
    func cancelledBeforeNotice() throws {
        var hall = try Scene.registered(lots: 2)
        try hall.does(.cancel(reason: digest("r"), publications: []), by: People.agency, on: [Papers.lots[1]])
        try hall.does(.publishNotice(Papers.notice(lots: 1)), by: People.agency, at: Papers.published)
        #expect(hall.phase(Papers.lots[0]) == .noticed && hall.phase(Papers.lots[1]) == .cancelled)
    }

    @Test("a replaced member's work is void: its scores, and the report that rests on them")
    func replacedMember() throws {
        var hall = try Scene.proposed()
        try hall.signAll()
        try hall.does(
            .replaceMember(
                People.member(1).party, by: Member(party: People.member(8).party, expert: true),
                reason: digest("r")), by: People.agency)
        let now = try hall.lot()
        #expect(now.report == nil && now.signatures.isEmpty)
        #expect(now.scores[People.member(1).party] == nil && now.scores.count == 4)
        #expect(hall.refusal(of: .deliverReport, by: People.member(2))?.clause == "report.signed")
        #expect(hall.refusal(of: .deliverReport, by: People.member(1))?.clause == "role.deliverReport")
        let report = Report(text: digest("report"), candidates: [BidID("B1")], competitionFinding: nil)
        #expect(hall.refusal(of: .proposeReport(report), by: People.member(8))?.clause == "report.candidates")
    }

    @Test("a rejection or a new score takes the report back from the signers")
    func reportIsTakenBack() throws {
        for ask in [
            Demand.reject("B3"),
            Ask(
                .scoreBids((1...3).map { Score(bid: BidID("B\($0)"), hundredths: 1) }), by: People.member(1)),
        ] {
            var hall = try Scene.proposed()
            try hall.signAll()
            try hall.does(ask)
            #expect(hall.refusal(of: .deliverReport, by: People.member(1))?.clause == "report.signed")
        }
    }

    @Test("points decide, then the lower price; equals may be ranked either way")
    func ranking() throws {
        var hall = try Scene.opening(bidders: 4)
        for (bid, price) in [("B1", 5), ("B2", 3), ("B3", 3), ("B4", 9)] {
            try hall.release(bid, Fen(Int64(price)))
        }
        try hall.does(Demand.closeOpening)
        try hall.does(.formCommittee(People.committee(5, experts: 4), draw: digest("d")), by: People.agency)
        // The sum counts: two members of five prefer B4 by more than the others prefer the rest.
        for number in 1...5 {
            let four = number <= 2 ? 10_000 : 5000
            let scores = [("B1", 6000), ("B2", 6000), ("B3", 6000), ("B4", four)]
            try hall.does(
                .scoreBids(scores.map { Score(bid: BidID($0.0), hundredths: $0.1) }),
                by: People.member(number))
        }
        let standings = try hall.lot().standings(by: .scored)
        #expect(standings.map(\.bid.text) == ["B4", "B2", "B3", "B1"])
        #expect(standings.map(\.points) == [35_000, 30_000, 30_000, 30_000])
        #expect(
            try hall.lot().standings(by: .lowestReviewedPrice).map(\.bid.text) == ["B2", "B3", "B1", "B4"])
        for fine in [["B4", "B2", "B3"], ["B4", "B3", "B2"], ["B4", "B3"]] {
            var copy = hall
            try copy.propose(fine)
        }
        for wrong in [["B2", "B4", "B3"], ["B4", "B1", "B2"], ["B4", "B1"]] {
            var copy = hall
            #expect(throws: Refusal.self) { try copy.propose(wrong) }
        }
    }
}
