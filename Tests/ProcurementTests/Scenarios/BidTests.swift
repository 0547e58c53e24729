import Procurement
import Testing

@Suite struct BidTests {
    private let lot = Papers.lots[0]

    @Test("a bid is replaced, withdrawn and handed in anew until the deadline; only the last one counts")
    func replaceAndWithdraw() throws {
        var hall = try Scene.noticed()
        let anna = People.bidder(1)
        try hall.does(Demand.submit("A1"))
        try hall.does(Demand.submit("A2", replaces: "A1"))
        #expect(try hall.lot().live == [anna.party: BidID("A2")])
        // The replaced one is gone: it can be neither withdrawn nor replaced again.
        #expect(hall.refusal(of: Demand.withdraw("A1"))?.clause == "bid.own")
        #expect(hall.refusal(of: Demand.submit("A3", replaces: "A1"))?.clause == "bid.oneLive")
        try hall.does(Demand.withdraw("A2"))
        #expect(try hall.lot().live.isEmpty)
        try hall.does(Demand.submit("A4"))
        #expect(try hall.lot().live == [anna.party: BidID("A4")])
        #expect(try hall.lot().bids.count == 3, "older versions are kept")
        // Their names are taken for good.
        #expect(hall.refusal(of: Demand.submit("A1", replaces: "A4"))?.clause == "bid.nameFree")
    }

    @Test("a bidder with a replaced bid counts once")
    func replacementCountsOnce() throws {
        var hall = try Scene.bid(bidders: 2)
        try hall.does(Demand.submit("B3", replaces: "B1"))
        try hall.tick(Papers.deadline)
        #expect(hall.phase() == .failed)
    }

    @Test("two bidders: the lot fails at the deadline, is never opened, and may be tendered anew")
    func twoBidders() throws {
        var hall = try Scene.bid(bidders: 2)
        let events = try hall.tick(at(8, 2))
        #expect(
            events == [.lotFailed(lot, .tooFewBidders, clause: "quorum.bidders", at: Papers.deadline)])
        let refusal = hall.refusal(of: .openBids, by: People.custodian(of: lot))
        expectRefused(refusal, by: "quorum.bidders", .biddingLaw(28))
        #expect(hall.tender?.isOver == true)

        var next = Scene()
        let project = Papers.project { $0.previous = TenderID("T-0") }
        #expect(
            next.refusal(of: .registerProject(project), by: People.agency)?.clause == "round.previousEnded")
        try next.does(
            .registerProject(project), by: People.agency, facts: Facts(previousRound: .ended))
        #expect(next.tender?.project.previous == TenderID("T-0"))
    }

    @Test("of two lots the one with three bidders goes on and the other fails")
    func lotsCountAlone() throws {
        var hall = try Scene.bid(lots: 2)
        try hall.does(.withdrawBid(BidID("B1")), by: People.bidder(1), on: [Papers.lots[1]])
        try hall.tick(Papers.deadline)
        #expect(hall.phase(Papers.lots[0]) == .closed)
        #expect(hall.phase(Papers.lots[1]) == .failed)
        // "All lots" are those that go on.
        try hall.does(.openBids, by: People.custodian(of: lot))
        #expect(hall.phase(Papers.lots[0]) == .opening)
        #expect(hall.tender?.isOver == false)
    }

    @Test("a bidder's own fault revokes its bid and the opening goes on; the committee judges competition")
    func faultOfTheBidder() throws {
        var hall = try Demand.failing("B3", fault: .bidder)()
        #expect(try hall.lot().bids[BidID("B3")]?.fault == .bidder)
        for bid in ["B1", "B2"] { try hall.release(bid) }
        try hall.does(Demand.closeOpening)
        #expect(hall.phase() == .evaluation)
        #expect(try hall.lot().validBids.map(\.id) == [BidID("B1"), BidID("B2")])
    }

    @Test("another's fault withdraws the bid; with two left the opening stops, nothing more is opened")
    func faultOfAnother() throws {
        var hall = try Demand.failing("B3", fault: .other)()
        expectRefused(
            hall.refusal(
                of: .releaseKey(BidID("B1"), contentKey: "key"), by: People.custodian(of: lot),
                facts: Facts(opening: Papers.opened("B1"))),
            by: "quorum.biddersLeft", .biddingRegulation(44))
        // Whoever doubts the ruling objects at once, and is answered before the end.
        try hall.does(Demand.object(.opening, by: People.bidder(3)))
        #expect(hall.refusal(of: Demand.closeOpening)?.clause == "opening.objectionsAnswered")
        try hall.does(Demand.answer("O"))
        try hall.does(Demand.closeOpening)
        #expect(hall.phase() == .failed)
        #expect(try hall.lot().failure == .tooFewBidders)
        #expect(try hall.lot().bids[BidID("B1")]?.finding == nil)
    }

    @Test("of four bidders one may be withdrawn for another's fault")
    func faultOfAnotherOfFour() throws {
        var hall = try Scene.opening(bidders: 4)
        try hall.does(
            .releaseKey(BidID("B4"), contentKey: "key"), by: People.custodian(of: lot),
            facts: Facts(opening: Papers.undecipherable))
        try hall.does(Demand.fault("B4", .other))
        for bid in ["B1", "B2", "B3"] { try hall.release(bid) }
        try hall.does(Demand.closeOpening)
        #expect(hall.phase() == .evaluation)
    }

    @Test("what opens to no bid of its submitter counts as a bidder, and can never be a candidate")
    func notABid() throws {
        var hall = try Scene.opening()
        try hall.release("B1")
        try hall.release("B2")
        try hall.does(
            .releaseKey(BidID("B3"), contentKey: "key"), by: People.custodian(of: lot),
            facts: Facts(opening: Papers.notABid))
        try hall.does(Demand.closeOpening)
        #expect(hall.phase() == .evaluation)
        #expect(try !hall.lot().validBids.contains { $0.id == BidID("B3") })
        try hall.does(.formCommittee(People.committee(5, experts: 4), draw: digest("d")), by: People.agency)
        try hall.scoreAll()
        let report = Report(
            text: digest("report"), candidates: ["B1", "B2", "B3"].map { BidID($0) },
            competitionFinding: digest("f"))
        #expect(hall.refusal(of: .proposeReport(report), by: People.member(1))?.clause == "report.candidates")
    }

    @Test("in each lot only the holder of its own key opens")
    func ownCustodian() throws {
        let hall = try Scene.closed(lots: 2)
        let refusal = hall.refusal(of: .openBids, by: People.custodian(of: lot), on: [Papers.lots[1]])
        #expect(refusal?.clause == "role.openBids")
    }
}
