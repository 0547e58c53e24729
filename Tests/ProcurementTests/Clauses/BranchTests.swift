import Procurement
import Testing

/// Where a lot goes when a clause is not met, and where it goes with the clause just met.
struct Fork: Sendable, CustomTestStringConvertible {
    var says: String
    var act: Row.Trigger
    var clause: String
    var scene: @Sendable () throws -> Scene
    var otherwise: @Sendable () throws -> Scene
    var ask: Ask
    /// Of the failure, or nil where the lot stays.
    var failure: Failure?
    var to: Phase

    var testDescription: String { says }
    var place: String { "\(act) \(clause)" }

    /// The deadline strikes: anything that is asked after it shows where the lot stands.
    private static let tick = Ask(
        .suspend(text: digest("s")), by: People.regulator, at: Papers.deadline)

    private static func proposed(
        rejecting rejected: [String], _ candidates: [String]
    ) -> @Sendable () throws -> Scene {
        {
            var scene = try Scene.evaluation()
            for bid in rejected { try scene.does(Demand.reject(bid)) }
            try scene.scoreAll()
            try scene.propose(candidates, finding: digest("finding"))
            try scene.signAll()
            return scene
        }
    }
    private static func struck(_ bids: String...) -> @Sendable () throws -> Scene {
        {
            var scene = try Scene.publicity()
            for bid in bids { try scene.strike(bid) }
            return scene
        }
    }
    private static func strike(_ bid: String) -> Ask {
        Ask(.strikeCandidate(BidID(bid), .foundInBreach, text: digest("breach")), by: People.agency)
    }
    private static func opened(failing bid: String, fault: Fault) -> @Sendable () throws -> Scene {
        {
            var scene = try Demand.failing(bid, fault: fault)()
            // With too few bidders left nothing more is opened.
            if fault == .bidder { for other in ["B1", "B2"] { try scene.release(other) } }
            return scene
        }
    }

    static let all: [Fork] = [
        Fork(
            says: "two bidders at the deadline", act: .timer(.bidDeadline), clause: "quorum.bidders",
            scene: { try Scene.bid(bidders: 2) }, otherwise: { try Scene.bid(bidders: 3) }, ask: tick,
            failure: .tooFewBidders, to: .closed),
        Fork(
            says: "no bidder at the deadline", act: .timer(.bidDeadline), clause: "quorum.bidders",
            scene: { try Scene.noticed() }, otherwise: { try Scene.bid(bidders: 3) }, ask: tick,
            failure: .tooFewBidders, to: .closed),
        Fork(
            says: "three bidders of whom one withdrew", act: .timer(.bidDeadline), clause: "quorum.bidders",
            scene: {
                var scene = try Scene.bid()
                try scene.does(Demand.withdraw("B3", by: People.bidder(3)))
                return scene
            }, otherwise: { try Scene.bid() }, ask: tick, failure: .tooFewBidders, to: .closed),
        Fork(
            says: "two bidders left after a fault that was not the third's", act: .command(.closeOpening),
            clause: "quorum.biddersLeft", scene: opened(failing: "B3", fault: .other),
            otherwise: opened(failing: "B3", fault: .bidder), ask: Demand.closeOpening,
            failure: .tooFewBidders, to: .evaluation),
        Fork(
            says: "a report without a candidate", act: .command(.deliverReport),
            clause: "report.hasCandidate", scene: proposed(rejecting: ["B1", "B2", "B3"], []),
            otherwise: proposed(rejecting: ["B2", "B3"], ["B1"]),
            ask: Ask(.deliverReport, by: People.member(1)), failure: .allRejected, to: .reported),
        Fork(
            says: "two valid bids without competition", act: .command(.deliverReport),
            clause: "report.hasCandidate", scene: proposed(rejecting: ["B1"], []),
            otherwise: proposed(rejecting: ["B1"], ["B2"]), ask: Ask(.deliverReport, by: People.member(1)),
            failure: .allRejected, to: .reported),
        Fork(
            says: "the last candidate falls out", act: .command(.strikeCandidate),
            clause: "strike.candidateLeft", scene: struck("B1", "B2"), otherwise: struck("B1"),
            ask: strike("B3"), failure: .noCandidateLeft, to: .publicity),
        Fork(
            says: "a contract that one side signed", act: .command(.signContract), clause: "contract.both",
            scene: { try Scene.awarded() },
            otherwise: {
                var scene = try Scene.awarded()
                try scene.does(Demand.sign(by: People.bidder(1)))
                return scene
            }, ask: Demand.sign(by: People.agency), failure: nil, to: .contracted),
    ]
}

@Suite struct BranchTests {
    @Test("the lot goes the other way", arguments: Fork.all)
    func branches(_ fork: Fork) throws {
        var scene = try fork.scene()
        let before = scene.phase()
        if fork.failure == nil {
            try scene.does(fork.ask)
            #expect(scene.phase() == before)
        } else {
            // After the deadline the act itself is refused in a lot that has failed; the clock still ran.
            _ = try? scene.does(fork.ask)
            try scene.tick(fork.ask.at ?? scene.now)
            let lot = try scene.lot()
            #expect(lot.phase == .failed)
            #expect(lot.failure == fork.failure)
            #expect(lot.failureClause == fork.clause)
            #expect(lot.milestones[.failed] == scene.now)
        }
    }

    @Test("with the clause met the lot goes on", arguments: Fork.all)
    func goesOn(_ fork: Fork) throws {
        var scene = try fork.otherwise()
        try scene.does(fork.ask)
        #expect(scene.phase() == fork.to)
        #expect(try scene.lot().failure == nil)
    }

    @Test("without the clause the lot would go on", arguments: Fork.all)
    func clauseIsNeeded(_ fork: Fork) throws {
        var scene = try fork.scene()
        var taken = 0
        for row in scene.law.procedures[0].rows.indices
        where scene.law.procedures[0].rows[row].trigger == fork.act {
            taken += scene.law.procedures[0].rows[row].branches.count { $0.unless.id == fork.clause }
            scene.law.procedures[0].rows[row].branches.removeAll { $0.unless.id == fork.clause }
        }
        #expect(taken == 1)
        try scene.does(fork.ask)
        #expect(scene.phase() == fork.to)
    }

    @Test("every branch of the table is taken")
    func everyBranchIsTested() throws {
        var places: Set<String> = []
        for row in Chart.table.rows {
            for branch in row.branches { places.insert("\(row.trigger) \(branch.unless.id)") }
        }
        #expect(Set(Fork.all.map(\.place)) == places)
        // The prequalification has one of its own, which is played in a file.
        #expect(try Plays.events(in: "openTender-biddingLaw").contains("lotFailed:tooFewQualified"))
    }

    @Test("what failed says why to whoever comes later: an opening with two bidders cites the law")
    func failureIsCited() throws {
        let scene = try Scene.failed()
        let refusal = scene.refusal(of: .openBids, by: People.custodian(of: Papers.lots[0]))
        expectRefused(refusal, by: "quorum.bidders", .biddingLaw(28))
        expectRefused(
            try Fork.all[4].failed().refusal(
                of: .publishCandidates(until: at(8, 9), publications: Papers.publications(at: at(8, 3))),
                by: People.agency), by: "report.hasCandidate", .biddingLaw(42))
    }
}

extension Fork {
    fileprivate func failed() throws -> Scene {
        var scene = try scene()
        try scene.does(ask)
        return scene
    }
}
