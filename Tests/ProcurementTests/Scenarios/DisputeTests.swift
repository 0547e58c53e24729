import Procurement
import Testing

@Suite struct DisputeTests {
    private let lot = Papers.lots[0]

    @Test("an objection to the documents stops the tender, and the days it took are given back")
    func objectionMovesTheDeadline() throws {
        var hall = try Scene.noticed()
        try hall.does(Demand.object(.documents, at: at(7, 20, 15)))
        #expect(try hall.lot().isSuspended)
        expectRefused(hall.refusal(of: Demand.submit("B1")), by: "lot.suspended", .biddingRegulation(22))
        // The time for it is there all the same: documents are taken, a bid may be withdrawn.
        try hall.does(.takeDocuments, by: People.bidder(2))
        let events = try hall.does(Demand.answer("O", at: at(7, 23, 8)))
        #expect(events.contains(.resumed(lot, cause: CaseID("O"))))
        #expect(events.contains(.deadlineMoved(to: at(8, 3, 9, 30), because: CaseID("O"))))
        #expect(hall.tender?.deadline == at(8, 3, 9, 30))
        try hall.does(Demand.submit("B1", at: at(8, 3, 9, 30).plus(-1)))
        #expect(hall.refusal(of: Demand.submit("B2", at: at(8, 3, 9, 30)))?.clause == "bid.beforeDeadline")
    }

    @Test("an objection that is answered on its day moves nothing")
    func answeredAtOnce() throws {
        var hall = try Scene.noticed()
        try hall.does(Demand.object(.documents, at: at(7, 20, 9)))
        let events = try hall.does(Demand.answer("O", at: at(7, 20, 18)))
        #expect(events.count == 2)
        #expect(hall.tender?.deadline == Papers.deadline)
    }

    @Test("no deadline strikes a lot that stands still; afterwards there is a new one, ahead of the clock")
    func suspendedOverTheDeadline() throws {
        var hall = try Scene.bid()
        try hall.does(.suspend(text: digest("s")), by: People.regulator)
        #expect(try hall.tick(at(8, 20)) == [])
        #expect(hall.phase() == .noticed)
        #expect(
            hall.refusal(of: .openBids, by: People.custodian(of: lot))?.clause == "phase.openBids")
        expectRefused(
            hall.refusal(of: Demand.submit("B9", by: People.bidder(9))), by: "lot.suspended",
            .biddingRegulation(62))
        // Twenty-one dates, from 30 July to 20 August, after 31 July.
        try hall.does(.resume(text: digest("r")), by: People.regulator, at: at(8, 20, 10))
        #expect(hall.tender?.deadline == at(8, 21, 9, 30))
        try hall.tick(at(8, 21, 9, 30))
        #expect(hall.phase() == .closed)
    }

    @Test("a deadline that would fall into a holiday is moved behind it")
    func movedOverAHoliday() throws {
        var hall = try Scene.noticed {
            $0.lots[0].name = "over the holiday"
        } notice: {
            $0.deadline = at(9, 30)
        }
        try hall.does(Demand.object(.documents, at: at(9, 10)))
        try hall.does(Demand.answer("O", at: at(9, 13)))
        #expect(hall.tender?.deadline == at(10, 8), "3 October is a holiday, as is every day to the 7th")
    }

    @Test("a lot goes on when the last thing against it is gone, and counts its days from the first")
    func twoThingsAgainstIt() throws {
        var hall = try Scene.noticed()
        try hall.does(Demand.object(.documents, at: at(7, 10)))
        try hall.does(Demand.object(.documents, by: People.bidder(2), at: at(7, 11), id: "O2"))
        try hall.does(.suspend(text: digest("s")), by: People.regulator, at: at(7, 12))
        #expect(try hall.does(Demand.answer("O", at: at(7, 12))).count == 2)
        #expect(try hall.does(Demand.answer("O2", at: at(7, 13))).count == 2)
        #expect(try hall.lot().isSuspended)
        try hall.does(.resume(text: digest("r")), by: People.regulator, at: at(7, 15))
        #expect(hall.tender?.deadline == at(8, 5, 9, 30))
        #expect(try !hall.lot().isSuspended)
    }

    @Test("an objection to one lot stops that lot alone")
    func oneLotStands() throws {
        var hall = try Scene.bid(lots: 2)
        hall.now = at(7, 20)
        var ask = Demand.object(.documents)
        ask.lots = [Papers.lots[1]]
        try hall.does(ask)
        try hall.tick(Papers.deadline)
        #expect(hall.phase(Papers.lots[0]) == .closed)
        #expect(hall.phase(Papers.lots[1]) == .noticed)
        try hall.does(Demand.answer("O", at: at(8, 2)))
        #expect(hall.tender?.deadline == at(8, 13, 9, 30))
        #expect(hall.phase(Papers.lots[0]) == .closed, "what is closed stays so")
        try hall.tick(at(8, 13, 9, 30))
        #expect(hall.phase(Papers.lots[1]) == .closed)
    }

    @Test("an objection to two lots is answered for the one that goes on when the other was cancelled")
    func oneOfTwoEnded() throws {
        var hall = try Scene.noticed(lots: 2)
        try hall.does(Demand.object(.documents))
        try hall.does(
            .cancel(reason: digest("r"), publications: Papers.publications(at: hall.now)), by: People.agency,
            on: [Papers.lots[1]])
        try hall.does(Demand.answer("O", at: at(7, 4)))
        #expect(try !hall.lot().isSuspended)
        #expect(hall.tender?.cases[CaseID("O")]?.isOpen == false)
        #expect(hall.tender?.deadline == at(8, 2, 9, 30))
    }

    @Test("an objection to the opening stops nothing and is answered on the spot")
    func atTheOpening() throws {
        var hall = try Scene.opened()
        try hall.does(Demand.object(.opening))
        #expect(try !hall.lot().isSuspended)
        try hall.does(Demand.answer("O"))
        try hall.does(Demand.closeOpening)
        #expect(hall.phase() == .evaluation)
    }

    @Test("an objection to the result stops the award until it is answered")
    func toTheResult() throws {
        var hall = try Scene.publicity()
        try hall.does(Demand.object(.result))
        let award = Command.award(
            BidID("B1"), notice: digest("n"), publications: Papers.publications(at: at(8, 7)))
        expectRefused(
            hall.refusal(of: award, by: People.agency, at: at(8, 7)), by: "lot.suspended",
            .biddingRegulation(22))
        try hall.does(Demand.answer("O", at: at(8, 7)))
        try hall.does(award, by: People.agency)
        #expect(hall.phase() == .awarded)
    }

    @Test("a complaint goes from the objection to the supervisor's decision")
    func complaint() throws {
        var hall = try Scene.publicity()
        try hall.does(Demand.object(.result))
        try hall.does(Demand.answer("O", at: at(8, 5)))
        try hall.does(Demand.complain("O", .result))
        #expect(try !hall.lot().isSuspended, "a complaint alone stops nothing; the supervisor may")
        #expect(hall.refusal(of: Demand.rule("K"))?.clause == "case.open.complaint.accepted")
        try hall.does(Demand.accept("K"))
        try hall.does(.suspend(text: digest("s")), by: People.regulator)
        expectRefused(
            hall.refusal(
                of: .award(
                    BidID("B1"), notice: digest("n"), publications: Papers.publications(at: at(8, 7))),
                by: People.agency, at: at(8, 7)), by: "lot.suspended", .biddingRegulation(62))
        try hall.does(Demand.rule("K"))
        #expect(hall.tender?.cases[CaseID("K")]?.upheld == true)
        try hall.does(.resume(text: digest("r")), by: People.regulator)
        hall.now = at(8, 7)
        try hall.strike("B1")
        try hall.award("B2")
        #expect(try hall.lot().winner == BidID("B2"))
    }

    @Test("a complaint that is turned away is settled")
    func turnedAway() throws {
        var hall = try Demand.complained()
        try hall.does(Demand.accept("K", false))
        #expect(hall.tender?.cases[CaseID("K")]?.isOpen == false)
        #expect(hall.duties == [])
    }

    @Test("nothing of another agency's, nothing without a right")
    func strangers() throws {
        let hall = try Scene.noticed()
        let amend = Command.amendDocuments(
            Amendment(text: digest("a"), affectsBids: false, newDeadline: nil))
        for actor in [People.otherAgency, Actor(People.agency.party, []), People.stranger, People.regulator] {
            #expect(hall.refusal(of: amend, by: actor)?.clause == "role.amendDocuments")
        }
    }
}
