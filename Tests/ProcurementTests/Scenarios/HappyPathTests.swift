import Procurement
import Testing

@Suite struct HappyPathTests {
    /// A road in two lots, from its registration to the archive, with everything in it that an orderly
    /// tender may meet: a question, a replaced bid, a rejection, a dissent, a member who stays silent.
    @Test("a public tender of two lots goes from registration to archive")
    func fromRegistrationToArchive() throws {
        var hall = Scene()
        let (north, south) = (Papers.lots[0], Papers.lots[1])
        let (anna, bao, chen) = (People.bidder(1), People.bidder(2), People.bidder(3))

        // The agency registers the project, and publishes the notice on both media.
        try hall.does(.registerProject(Papers.project(lots: 2)), by: People.agency, at: at(6, 20))
        #expect(hall.phase(north) == .registered)
        try hall.does(.publishNotice(Papers.notice(lots: 2)), by: People.agency, at: Papers.published)
        #expect(hall.phase(north) == .noticed && hall.phase(south) == .noticed)
        #expect(hall.tender?.noticedAt == Papers.published)
        #expect(hall.tender?.deadline == Papers.deadline)

        // Bidders take the documents; fifteen days before the deadline a mistake is put right.
        for bidder in [anna, bao, chen] { try hall.does(.takeDocuments, by: bidder, at: at(7, 3)) }
        #expect(hall.tender?.documentTakers.count == 3)
        try hall.does(
            .amendDocuments(Amendment(text: digest("erratum"), affectsBids: true, newDeadline: nil)),
            by: People.agency, at: at(7, 16))
        #expect(hall.tender?.deadline == Papers.deadline)

        // All bid for the north; Anna replaces her bid in the last millisecond.
        for (bidder, id) in [(anna, "A1"), (bao, "B1"), (chen, "C1")] {
            try hall.does(.submitBid(Papers.sealed(id)), by: bidder, on: [north], at: at(7, 30), id: id)
            try hall.does(.submitBid(Papers.sealed(id)), by: bidder, on: [south], id: "S\(id)")
        }
        try hall.does(
            .submitBid(Papers.sealed("A2", replaces: BidID("A1"))), by: anna, on: [north],
            at: Papers.deadline.plus(-1), id: "A2")
        #expect(try hall.lot(north).liveBids.map(\.id) == [BidID("A2"), BidID("B1"), BidID("C1")])

        // The deadline is the opening instant.
        try hall.tick(Papers.deadline)
        #expect(hall.phase(north) == .closed && hall.phase(south) == .closed)
        for lot in [north, south] {
            try hall.does(.openBids, by: People.custodian(of: lot), on: [lot], at: at(7, 31, 9, 31))
        }
        for (bid, price) in [("A2", 91_000_000), ("B1", 90_000_000), ("C1", 94_000_000)] {
            try hall.release(bid, on: north, Fen(Int64(price)))
        }
        for bid in ["SA1", "SB1", "SC1"] { try hall.release(bid, on: south) }
        for lot in [north, south] {
            try hall.does(
                .closeOpening(record: digest("record")), by: People.agency, on: [lot], at: at(7, 31, 10))
            try hall.does(
                .formCommittee(People.committee(5, experts: 4), draw: digest("draw")), by: People.agency,
                on: [lot], at: at(7, 31, 14))
        }
        #expect(hall.phase(north) == .evaluation)

        // The committee asks Bao and is answered, rejects Chen, scores, reports.
        hall.now = at(8, 1)
        try hall.does(
            .askBidder(BidID("B1"), text: digest("question")), by: People.member(2), on: [north], id: "Q")
        try hall.does(.answerCommittee(CaseID("Q"), text: digest("answer")), by: bao, on: [north])
        try hall.does(
            .rejectBid(BidID("C1"), .notResponsive, reason: digest("reason")), by: People.member(2),
            on: [north])
        try hall.scoreAll(on: north)
        try hall.propose(["A2", "B1"], on: north, finding: digest("two bids compete"))
        for number in 1...3 {
            try hall.does(
                .signReport(report: digest("report"), dissent: nil), by: People.member(number), on: [north])
        }
        try hall.does(
            .signReport(report: digest("report"), dissent: digest("dissent")), by: People.member(4),
            on: [north])
        let delivery = try hall.does(.deliverReport, by: People.member(1), on: [north])
        #expect(
            delivery.contains(.reportDelivered(north, silent: [People.member(5).party])),
            "who neither signs nor dissents is taken to agree")
        try hall.scoreAll(on: south)
        try hall.propose(["SA1", "SB1", "SC1"], on: south)
        try hall.signAll(on: south)
        try hall.does(.deliverReport, by: People.member(1), on: [south])
        #expect(hall.phase(north) == .reported && hall.phase(south) == .reported)

        // Three days of publicity, then the first in rank has it.
        try hall.does(
            .publishCandidates(until: at(8, 6, 9), publications: Papers.publications(at: at(8, 3))),
            by: People.agency, at: at(8, 3))
        hall.now = at(8, 6, 9)
        try hall.award("A2", on: north)
        try hall.award("SA1", on: south)
        #expect(try hall.lot(north).winner == BidID("A2"))

        // Both sign the contract at the price of the bid; bonds go back; the supervisor is told; archive.
        hall.now = at(8, 12)
        for (lot, price) in [(north, Fen(91_000_000)), (south, Fen(90_000_000))] {
            for signer in [anna, People.agency] {
                try hall.does(
                    .signContract(Contract(text: digest("contract"), price: price)), by: signer, on: [lot])
            }
        }
        #expect(hall.phase(north) == .contracted)
        try hall.does(.returnBonds(record: digest("bonds")), by: People.agency, at: at(8, 14))
        try hall.does(.reportToSupervisor(text: digest("report")), by: People.agency, at: at(8, 15))
        try hall.does(.archive(record: digest("file")), by: People.agency, at: at(8, 20))
        #expect(hall.phase(north) == .archived && hall.phase(south) == .archived)
        #expect(hall.tender?.isOver == true)
        #expect(hall.tender?.overdue == [], "nobody was late")
        #expect(hall.timers == [])

        // The log alone gives the same tender again.
        #expect(try hall.replayed() == hall.tender)
    }

    @Test("a tender that no law demands has its freedom in time, media and rank, not in the rest")
    func voluntaryTender() throws {
        var hall = try Scene.registered { $0.compulsory = false }
        let notice = Papers.notice {
            $0.publications = Papers.publications(1, at: Papers.published)
            $0.deadline = at(7, 6, 9)
        }
        try hall.does(.publishNotice(notice), by: People.agency, at: Papers.published)
        for number in 1...3 { try hall.does(Demand.submit("B\(number)", by: People.bidder(number))) }
        try hall.does(.openBids, by: People.custodian(of: Papers.lots[0]), at: at(7, 6, 9))
        for number in 1...3 { try hall.release("B\(number)") }
        try hall.does(Demand.closeOpening)
        try hall.does(.formCommittee(People.committee(5, experts: 5), draw: digest("d")), by: People.agency)
        try hall.scoreAll()
        try hall.propose(["B1", "B2"])
        try hall.signAll()
        try hall.does(.deliverReport, by: People.member(1))
        let now = hall.now
        try hall.does(
            .publishCandidates(until: now.plus(1), publications: Papers.publications(1, at: now)),
            by: People.agency)
        try hall.does(
            .award(BidID("B2"), notice: digest("n"), publications: Papers.publications(1, at: now.plus(1))),
            by: People.agency, at: now.plus(1))
        #expect(hall.phase() == .awarded)
    }

    @Test("a late opening of the offer, five days of it and fewer than three bidders bind every tender")
    func voluntaryLimits() throws {
        let scene = try Scene.registered { $0.compulsory = false }
        let short = Demand.publish { $0.documentsUntil = at(7, 5) }
        #expect(scene.refusal(of: short)?.clause == "period.documentsOffered")
        let two = try Scene.closed(bidders: 2, project: { $0.compulsory = false })
        #expect(two.phase() == .failed)
    }
}

extension Scene {
    /// The tender that its log alone gives.
    func replayed() throws -> Tender? {
        var tender: Tender?
        for (event, at) in log {
            if tender == nil {
                tender = try Tender(Self.id, beginning: event, at: at)
            } else {
                try tender?.evolve(event, at: at)
            }
        }
        return tender
    }
}
