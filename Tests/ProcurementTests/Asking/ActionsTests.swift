import Procurement
import Testing

@Suite("What an actor may do now")
struct ActionsTests {
    private func answers(_ scene: Scene, _ actor: Actor, at now: Instant? = nil) throws -> [Action] {
        scene.law.actions(of: try #require(scene.tender), for: actor, at: now ?? scene.now)
    }

    private func answer(
        _ scene: Scene, _ kind: Command.Kind, _ actor: Actor, at now: Instant? = nil
    ) throws -> Action.Answer {
        try #require(try answers(scene, actor, at: now).first { $0.command == kind }).answer
    }

    private func reason(_ answer: Action.Answer) -> Refusal? {
        switch answer {
        case .allowed: nil
        case .notYet(_, let why), .never(let why): why
        }
    }

    @Test("every command of the table but the registration is asked once for each lot")
    func complete() throws {
        let scene = try Scene.noticed(lots: 2)
        let actions = try answers(scene, People.agency)
        var kinds: Set<Command.Kind> = []
        for row in Procedure.openTenderUnderBiddingLaw.rows {
            if case .command(let kind) = row.trigger { kinds.insert(kind) }
        }
        kinds.remove(.registerProject)
        #expect(Set(actions.map(\.command)) == kinds)
        #expect(actions.count == kinds.count * 2 && Set(actions.map(\.lot)) == Set(Papers.lots.prefix(2)))
    }

    @Test("a bidder may bid until the deadline, and from that millisecond never again, although no timer ran")
    func deadline() throws {
        let scene = try Scene.noticed()
        #expect(try answer(scene, .submitBid, People.bidder(1)) == .allowed)
        #expect(try answer(scene, .submitBid, People.bidder(1), at: Papers.deadline.plus(-1)) == .allowed)
        guard case .never(let why) = try answer(scene, .submitBid, People.bidder(1), at: Papers.deadline)
        else {
            Issue.record("a bid may come late")
            return
        }
        expectReadable(why)
    }

    @Test(
        "with three bids the opening is not yet, from the deadline, and then allowed to the custodian alone")
    func opening() throws {
        let scene = try Scene.bid()
        let custodian = People.custodian(of: Papers.lots[0])
        guard case .notYet(let from, let why) = try answer(scene, .openBids, custodian) else {
            Issue.record("the opening may begin before the deadline")
            return
        }
        #expect(from == Papers.deadline && why.clause == "phase.openBids")
        #expect(try answer(scene, .openBids, custodian, at: Papers.deadline) == .allowed)
        for other in [People.agency, People.bidder(1), People.custodian(of: Papers.lots[1])] {
            guard case .never(let why) = try answer(scene, .openBids, other, at: Papers.deadline) else {
                Issue.record("\(other) may open")
                continue
            }
            #expect(why.clause == "role.openBids")
        }
    }

    @Test("the award is not yet until the publicity is over, with the article and the instant")
    func award() throws {
        let scene = try Scene.publicity()
        guard case .notYet(let from, let why) = try answer(scene, .award, People.agency) else {
            Issue.record("the award may come early")
            return
        }
        #expect(from == Scene.publicityEnds && why.earliest == from)
        #expect(why.clause == "award.afterPublicity" && why.citation == .biddingRegulation(54))
        #expect(try answer(scene, .award, People.agency, at: Scene.publicityEnds) == .allowed)
        #expect(try answer(scene, .award, People.agency, at: Scene.publicityEnds.plus(-1)) != .allowed)
    }

    @Test("what waits for somebody has no instant, and what was done for good never comes again")
    func waiting() throws {
        let contracted = try Scene.contracted()
        guard case .notYet(from: nil, let why) = try answer(contracted, .archive, People.agency) else {
            Issue.record("the archive may be closed with bonds outstanding")
            return
        }
        #expect(why.clause == "archive.bondsReturned" && why.citation == .biddingRegulation(57))
        let evaluation = try Scene.evaluation()
        guard case .never(let why) = try answer(evaluation, .formCommittee, People.agency) else {
            Issue.record("a committee may be formed twice")
            return
        }
        #expect(why.clause == "committee.once")
    }

    @Test("while a lot is suspended only what goes on during a suspension is allowed")
    func suspension() throws {
        var scene = try Scene.bid()
        try scene.does(.suspend(text: digest("order")), by: People.regulator)
        guard case .notYet(from: nil, let why) = try answer(scene, .submitBid, People.bidder(9)) else {
            Issue.record("a bid is taken while the lot is suspended")
            return
        }
        #expect(why.clause == "lot.suspended" && why.citation == .biddingRegulation(62))
        #expect(try answer(scene, .withdrawBid, People.bidder(1)) == .allowed)
        #expect(try answer(scene, .resume, People.regulator) == .allowed)
    }

    @Test("of a failed lot only its bonds are left, and the reason is why it failed")
    func failed() throws {
        let scene = try Scene.failed()
        for action in try answers(scene, People.agency) {
            if action.command == .returnBonds {
                #expect(action.answer == .allowed)
            } else if case .never = action.answer {
                continue
            } else {
                Issue.record("\(action.command) is \(action.answer) in a failed lot")
            }
        }
        #expect(
            reason(try answer(scene, .openBids, People.custodian(of: Papers.lots[0])))?.clause
                == "quorum.bidders")
    }

    @Test(
        "by chance: what is not allowed is refused whatever it says, and no reason is unreadable",
        arguments: 1...60)
    func sound(_ seed: UInt64) throws {
        var player = Player(seed: seed)
        for _ in 0..<150 {
            let act = try player.act()
            let before = player.scene.tender
            let events: [Event]
            do throws(Refusal) {
                events = try player.scene.law.decide(before, act)
            } catch {
                continue
            }
            if let before, let after = next(before, events, act.at) {
                let actions = player.scene.law.actions(of: before, for: act.actor, at: act.at)
                for lot in lots(of: act, in: before, after) {
                    let answer = actions.first { $0.command == act.command.kind && $0.lot == lot }?.answer
                    #expect(answer == .allowed, "seed \(seed): \(act.command) of \(lot) was taken")
                }
                for action in actions { if let why = reason(action.answer) { expectReadable(why) } }
            }
            try player.scene.happen(events)
        }
    }

    private func next(_ tender: Tender, _ events: [Event], _ at: Instant) -> Tender? {
        var state = tender
        for event in events { try? state.evolve(event, at: at) }
        return state
    }

    /// The lots that a taken act was about: what it named, or what its case names, or all that go on.
    private func lots(of act: Act, in before: Tender, _ after: Tender) -> [LotID] {
        let named: CaseID? =
            switch act.command {
            case .answerObjection(let answer), .decideComplaint(let answer): answer.to
            case .acceptComplaint(let id, _, _): id
            default: nil
            }
        let going = before.lots.filter { !$0.phase.isFinal }.map(\.id)
        if let named, let one = before.cases[named] {
            let left = one.lots.filter(going.contains)
            return left.isEmpty ? one.lots : left
        }
        if !act.lots.isEmpty { return act.lots }
        return going.isEmpty ? before.lots.map(\.id) : going
    }

    @Test("before the deadline an answer to anybody is the same with the bids of others and without them")
    func secret() throws {
        var looked = 0
        for seed in 0..<40 as Range<UInt64> {
            var player = Player(seed: seed)
            for _ in 0..<100 {
                let act = try player.act()
                if let tender = player.scene.tender, let bare = withoutBids(tender),
                    tender.deadline.map({ act.at < $0 }) ?? false
                {
                    looked += 1
                    for who in [
                        People.agency, People.regulator, People.centre, People.stranger,
                        People.bidder(77), People.custodian(of: Papers.lots[0]),
                    ] {
                        let law = player.scene.law
                        let same =
                            law.actions(of: tender, for: who, at: act.at)
                            == law.actions(of: bare, for: who, at: act.at)
                        #expect(same, "seed \(seed): bids show through to \(who)")
                    }
                }
                if let events = try? player.scene.law.decide(player.scene.tender, act) {
                    try player.scene.happen(events)
                }
            }
        }
        #expect(looked > 200)
    }

    /// The same tender as if nobody had bid in the lots that still take bids; nil when there are none.
    private func withoutBids(_ tender: Tender) -> Tender? {
        guard tender.lots.contains(where: { $0.phase == .noticed && !$0.live.isEmpty }) else { return nil }
        var bare = tender
        for index in bare.lots.indices where bare.lots[index].phase == .noticed {
            // Who withdraws tells the agency, which gives the bond back (条例 35).
            bare.lots[index].bids = bare.lots[index].bids.filter { $0.value.withdrawnAt != nil }
            bare.lots[index].live = [:]
        }
        return bare
    }
}
