import Procurement
import Testing

@Suite struct ClockTests {
    @Test("the deadline strikes at its own instant, however late the clock is looked at")
    func lateTick() throws {
        let before = try Scene.bid()
        for late in [0, 1, 60_000, 86_400_000 * 3] as [Int64] {
            var scene = before
            #expect(try scene.tick(Papers.deadline.plus(-1)) == [])
            let events = try scene.tick(Papers.deadline.plus(late))
            #expect(events == [.lotMoved(Papers.lots[0], .closed, at: Papers.deadline)])
            #expect(try scene.lot().milestones[.closed] == Papers.deadline)
        }
    }

    @Test("an act after the deadline carries the deadline with it, and a refused one carries nothing")
    func actsCarryTheClock() throws {
        let scene = try Scene.bid()
        let events = try scene.decide(
            .openBids, by: People.custodian(of: Papers.lots[0]), at: Papers.deadline.plus(5))
        #expect(
            events == [
                .lotMoved(Papers.lots[0], .closed, at: Papers.deadline), .openingBegun(Papers.lots[0]),
                .lotMoved(Papers.lots[0], .opening, at: Papers.deadline.plus(5)),
            ])
        #expect(scene.refusal(of: .openBids, by: People.agency, at: Papers.deadline.plus(5)) != nil)
    }

    @Test("an act before its time is told when its time comes")
    func earliestOpening() throws {
        let scene = try Scene.bid()
        let refusal = scene.refusal(of: .openBids, by: People.custodian(of: Papers.lots[0]))
        expectRefused(refusal, by: "phase.openBids", .platform, earliest: Papers.deadline)
    }

    @Test("what is to wake up for is known beforehand, earliest first")
    func timers() throws {
        let scene = try Scene.publicity()
        #expect(scene.timers == [])
        let bid = try Scene.bid()
        #expect(bid.timers == [Papers.deadline])
        let won = try Scene.awarded()
        // The award is of 7 August: report by the 22nd, contract by 6 September.
        #expect(won.timers == [at(8, 23, 0), at(9, 7, 0)])
    }

    /// One duty of the law: who owes what, until the last millisecond of which day.
    struct Owed: Sendable, CustomTestStringConvertible {
        var id: String
        var by: Role
        var citation: Citation
        var due: Instant
        var scene: @Sendable () throws -> Scene
        var done: Ask
        var testDescription: String { id }
    }

    private static func objected(_ scene: Scene, _ subject: Subject) throws -> Scene {
        var scene = scene
        try scene.does(Demand.object(subject))
        return scene
    }

    static let owed: [Owed] = [
        // Raised on 2 July.
        Owed(
            id: "objection.answer.documents/O", by: .agency, citation: .biddingRegulation(22),
            due: at(7, 6, 0, 0, -1), scene: { try objected(.noticed(), .documents) },
            done: Demand.answer("O")),
        // Raised on 4 August.
        Owed(
            id: "objection.answer.result/O", by: .agency, citation: .biddingRegulation(54),
            due: at(8, 8, 0, 0, -1), scene: { try objected(.publicity(), .result) },
            done: Demand.answer("O")),
        // The report was delivered on 1 August.
        Owed(
            id: "candidates.publish/L1", by: .agency, citation: .biddingRegulation(54),
            due: at(8, 5, 0, 0, -1), scene: { try Scene.reported() },
            done: Ask(
                .publishCandidates(until: at(8, 20), publications: Papers.publications(at: at(8, 3))),
                by: People.agency)),
        Owed(
            id: "contract.sign/L1/B1", by: .agency, citation: .biddingLaw(46), due: at(9, 7, 0, 0, -1),
            scene: {
                var scene = try Scene.awarded()
                try scene.does(Demand.sign(by: People.agency))
                return scene
            }, done: Demand.sign(by: People.bidder(1))),
        Owed(
            id: "supervisor.report/L1/B1", by: .agency, citation: .biddingLaw(47),
            due: at(8, 23, 0, 0, -1), scene: { try Scene.awarded() },
            done: Ask(.reportToSupervisor(text: digest("t")), by: People.agency)),
        // Contracted on 10 August.
        Owed(
            id: "bonds.return/L1", by: .agency, citation: .biddingRegulation(57), due: at(8, 16, 0, 0, -1),
            scene: { try Scene.contracted() },
            done: Ask(.returnBonds(record: digest("b")), by: People.agency)),
        // Filed on Friday 3 July; working days 6, 7, 8 July.
        Owed(
            id: "complaint.accept/K", by: .regulator, citation: .biddingRegulation(61),
            due: at(7, 9, 0, 0, -1), scene: Demand.complained, done: Demand.accept("K")),
        // Taken up on 3 July; thirty working days later it is Friday 14 August.
        Owed(
            id: "complaint.decide/K", by: .regulator, citation: .biddingRegulation(61),
            due: at(8, 15, 0, 0, -1),
            scene: {
                var scene = try Demand.complained()
                try scene.does(Demand.accept("K"))
                // With three bids the lot goes on beyond its deadline.
                for number in 1...3 {
                    try scene.does(Demand.submit("B\(number)", by: People.bidder(number)))
                }
                return scene
            }, done: Demand.rule("K")),
    ]

    @Test("a duty runs to the end of its last day, then the supervisor is told once", arguments: owed)
    func ceilings(_ owed: Owed) throws {
        let scene = try owed.scene()
        let duty = try #require(
            scene.duties.first { $0.id == owed.id }, "no such duty")
        #expect(duty.due == owed.due)
        #expect(duty.by == owed.by)
        #expect(duty.owes == owed.done.command.kind)
        #expect(duty.citation == owed.citation)

        let told = Event.dutyOverdue(owed.id, due: owed.due)
        var late = scene
        #expect(try !late.tick(owed.due).contains(told))
        #expect(try late.tick(owed.due.plus(1)).contains(told))
        #expect(try !late.tick(owed.due.plus(2)).contains(told))
        #expect(late.log.count { $0.event == told } == 1)

        var done = scene
        try done.does(owed.done)
        #expect(try !done.tick(owed.due.plus(1)).contains(told))
        #expect(!done.duties.contains { $0.id == owed.id })
    }

    @Test("every duty of the table is tested")
    func everyDuty() {
        let duties = Procedure.openTenderUnderBiddingLaw.duties
        let tested = Set(Self.owed.map { $0.id.prefix { $0 != "/" } })
        // Owed before the notice, or after the withdrawal of a bid: played in files, where a mutation run takes
        // each of them away.
        let played: Set<Substring> = ["objection.answer.prequalification", "bonds.withdrawn"]
        #expect(tested.union(played) == Set(duties.map { Substring($0.id) }))
        #expect(
            duties.allSatisfy { duty in
                Procedure.openTenderUnderBiddingLaw.rows.contains { $0.trigger == .command(duty.owes) }
            })
    }

    @Test("a late act is not void, and the lateness stays on record")
    func lateActStands() throws {
        var scene = try Scene.reported()
        let end = at(8, 20)
        let events = try scene.does(
            .publishCandidates(until: end, publications: Papers.publications(at: at(8, 10))),
            by: People.agency, at: at(8, 10))
        #expect(events.first == .dutyOverdue("candidates.publish/L1", due: at(8, 5, 0, 0, -1)))
        #expect(scene.phase() == .publicity)
        #expect(scene.tender?.overdue == ["candidates.publish/L1"])
    }

    @Test("the next in rank has thirty days of its own for the contract")
    func nextAwardRestarts() throws {
        var scene = try Scene.awarded()
        try scene.tick(at(9, 8))
        #expect(scene.tender?.overdue.contains("contract.sign/L1/B1") == true)
        try scene.strike("B1")
        #expect(scene.duties == [], "with no winner no contract is owed")
        try scene.award("B2")
        let duty = scene.duties.first { $0.owes == .signContract }
        #expect(duty?.id == "contract.sign/L1/B2")
        #expect(duty?.due == at(10, 9, 0, 0, -1))
    }

    @Test("nothing is owed to a case whose lots have all ended")
    func cancelledOwesNothing() throws {
        var scene = try Self.objected(.noticed(), .documents)
        try scene.does(
            .cancel(reason: digest("r"), publications: Papers.publications(at: scene.now)), by: People.agency)
        #expect(scene.duties == [])
        #expect(try scene.tick(at(9, 1)) == [])
    }
}
