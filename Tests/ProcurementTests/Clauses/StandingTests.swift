import Procurement
import Testing

/// What is refused before any clause is asked: unknown tenders and lots, wrong hands, wrong times.
@Suite struct StandingTests {
    private let first = Papers.lots[0]
    private let second = Papers.lots[1]

    @Test("before its registration a tender takes nothing, after it no second one")
    func registration() throws {
        expectRefused(Scene().refusal(of: Demand.submit("B1")), by: "tender.unknown", .platform)
        let register = Command.registerProject(Papers.project())
        expectRefused(
            try Scene.registered().refusal(of: register, by: People.agency), by: "tender.exists", .platform)
        expectRefused(
            Scene().refusal(of: register, by: People.bidder(1)), by: "role.registerProject", .platform)
    }

    @Test("a mode that has no table under its regime is refused", arguments: Mode.allCases, Regime.allCases)
    func unserved(_ mode: Mode, _ regime: Regime) {
        let project = Papers.project { ($0.mode, $0.regime) = (mode, regime) }
        let refusal = Scene().refusal(of: .registerProject(project), by: People.agency)
        if Procedure.serving(mode, under: regime) == nil {
            expectRefused(refusal, by: "mode.unserved", .platform)
        } else {
            // Another table answers for it, with its own demands.
            #expect(refusal?.clause != "mode.unserved")
        }
    }

    @Test("a table without a row has no such act")
    func noSuchAct() throws {
        var scene = try Scene.noticed()
        scene.law.procedures[0].rows.removeAll { $0.trigger == .command(.takeDocuments) }
        expectRefused(
            scene.refusal(of: .takeDocuments, by: People.bidder(1)), by: "mode.noSuchAct", .platform)
    }

    @Test("lots are named rightly, once each, and one at a time where a bid or a report is meant")
    func lots() throws {
        let scene = try Scene.noticed(lots: 2)
        let bidder = People.bidder(1)
        for lots in [[LotID("L9")], [first, first]] {
            expectRefused(
                scene.refusal(of: .takeDocuments, by: bidder, on: lots), by: "lots.unknown", .platform)
        }
        for lots in [[], [first, second]] {
            expectRefused(
                scene.refusal(of: .submitBid(Papers.sealed("B1")), by: bidder, on: lots), by: "lots.one",
                .platform)
        }
        #expect(scene.refusal(of: .takeDocuments, by: bidder, on: [first, second]) == nil)
        expectRefused(scene.refusal(of: Demand.answer("none")), by: "case.unknown", .platform)
    }

    @Test("what one of the lots forbids is not done in the other either")
    func allOrNothing() throws {
        var scene = try Scene.noticed(lots: 2)
        try scene.does(.suspend(text: digest("s")), by: People.regulator, on: [second])
        let before = scene.tender
        let resume = Command.resume(text: digest("r"))
        #expect(scene.refusal(of: resume, by: People.regulator)?.clause == "order.stands")
        #expect(scene.tender == before)
        try scene.does(resume, by: People.regulator, on: [second])
    }

    @Test(
        "who is asked first: the hand, then the phase, then the standstill, then the clauses in their order")
    func precedence() throws {
        var scene = try Scene.noticed()
        try scene.does(.suspend(text: digest("s")), by: People.regulator)
        let bad = Ask(
            .submitBid(Papers.sealed("B1", replaces: BidID("B0"))), by: People.agency,
            facts: Facts(envelopeFault: Papers.unsealed))
        #expect(scene.refusal(of: bad)?.clause == "role.submitBid")
        var own = bad
        own.actor = Actor(People.agency.party, [.bidder])
        #expect(scene.refusal(of: own)?.clause == "lot.suspended")
        try scene.does(.resume(text: digest("r")), by: People.regulator)
        #expect(scene.refusal(of: own)?.clause == "bid.independent")
        own.at = Papers.deadline
        #expect(scene.refusal(of: own)?.clause == "bid.beforeDeadline")
        own.at = nil
        own.actor = People.bidder(1)
        #expect(scene.refusal(of: own)?.clause == "bid.sealed")
        own.facts = Facts()
        #expect(scene.refusal(of: own)?.clause == "bid.oneLive")
    }

    @Test(
        "a clause binds the notices from its first day to its last, and a tender keeps the law of its notice")
    func inForce() throws {
        var scene = try Scene.registered()
        let row = try #require(
            scene.law.procedures[0].rows.firstIndex { $0.trigger == .command(.publishNotice) })
        let clause = try #require(
            scene.law.procedures[0].rows[row].clauses.firstIndex { $0.id == "money.bidBond" })
        let dear = Demand.publish { $0.terms[0].bidBond = Fen(2_000_001) }
        let today = CivilDay(2026, 7, 1)
        for (from, until, binds) in [
            (today, nil, true), (today.adding(days: 1), nil, false),
            (today.adding(days: -9), today, true), (today.adding(days: -9), today.adding(days: -1), false),
        ] as [(CivilDay, CivilDay?, Bool)] {
            scene.law.procedures[0].rows[row].clauses[clause].from = from
            scene.law.procedures[0].rows[row].clauses[clause].until = until
            #expect((scene.refusal(of: dear) != nil) == binds)
        }

        // A clause that becomes law after the notice does not reach a tender that was noticed before.
        var noticed = try Scene.noticed()
        let bids = try #require(
            noticed.law.procedures[0].rows.firstIndex { $0.trigger == .command(.submitBid) })
        for (from, clause) in [(CivilDay(2026, 7, 1), "bid.sealed" as String?), (CivilDay(2026, 7, 2), nil)] {
            for index in noticed.law.procedures[0].rows[bids].clauses.indices {
                noticed.law.procedures[0].rows[bids].clauses[index].from = from
            }
            let refusal = noticed.refusal(
                of: Demand.submit("B1", facts: Facts(envelopeFault: Papers.unsealed)))
            #expect(refusal?.clause == clause)
        }
    }

    @Test("the digest of the table is in the registration and in the notice, and changes with the table")
    func tableIsDigested() throws {
        let scene = try Scene.noticed()
        let table = Procedure.openTenderUnderBiddingLaw
        #expect(scene.tender?.table == digest(table.statement(on: CivilDay(2026, 7, 1))))
        let (now, before) = (CivilDay(2026, 7, 1), CivilDay(2012, 1, 31))
        #expect(table.statement(on: now).contains("period.publicity"))
        #expect(!table.statement(on: before).contains("period.publicity"), "条例 was not law yet")
        var other = table
        other.rows.removeLast()
        #expect(other.statement(on: now) != table.statement(on: now))
        // One line for the heading, and for each row, clause, branch and duty.
        let rules = table.rows.reduce(1 + table.duties.count) {
            $0 + 1 + $1.clauses.count + $1.branches.count
        }
        #expect(table.statement(on: now).split(separator: "\n").count == rules)
    }

    @Test("a second-hand or own reading is marked as uncertain, with its source")
    func uncertain() {
        let clauses = Procedure.openTenderUnderBiddingLaw.rows.flatMap {
            $0.clauses + $0.branches.map(\.unless)
        }
        let marked = Set(clauses.filter { $0.uncertain != nil }.map(\.id))
        #expect(marked == ["money.bidBondCap", "quorum.biddersLeft", "report.competition"])
        for clause in clauses {
            #expect(clause.citation.law == .platform || clause.citation.article > 0, "\(clause.id)")
            #expect(!clause.words.zh.isEmpty && !clause.words.en.isEmpty)
        }
    }
}
