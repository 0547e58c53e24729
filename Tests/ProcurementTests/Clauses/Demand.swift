import Procurement
import Testing

/// One row of the law's table of tests: an act that a clause refuses, and the same act at the very
/// boundary, which it allows.
struct Demand: Sendable, CustomTestStringConvertible {
    /// The claim in plain words.
    var says: String
    var clause: String
    var citation: Citation
    var earliest: Instant?
    var scene: @Sendable () throws -> Scene
    var refused: Ask
    var allowed: Ask
    /// Where the boundary lies in how things stand, not in the act.
    var otherScene: (@Sendable () throws -> Scene)?

    init(
        _ says: String, _ clause: String, _ citation: Citation, earliest: Instant? = nil,
        in scene: @escaping @Sendable () throws -> Scene, refused: Ask, allowed: Ask,
        in otherScene: (@Sendable () throws -> Scene)? = nil
    ) {
        self.says = says
        self.clause = clause
        self.citation = citation
        self.earliest = earliest
        self.scene = scene
        self.refused = refused
        self.allowed = allowed
        self.otherScene = otherScene
    }

    var testDescription: String { "\(refused.command.kind.rawValue): \(says)" }
    /// The place in the table that it tests.
    var place: String { "\(refused.command.kind.rawValue) \(clause)" }

    /// In the order of the table.
    static let all: [Demand] =
        registration + notice + money + documents + objections + complaints + bids + opening + committee
        + evaluation + report + award + contract
}

/// What somebody asks of the law.
struct Ask: Sendable {
    var command: Command
    var actor: Actor
    var lots: [LotID]
    var at: Instant?
    var id: String
    var facts: Facts

    init(
        _ command: Command, by actor: Actor, on lots: [LotID] = [], at instant: Instant? = nil,
        id: String = "c", facts: Facts = Facts()
    ) {
        self.command = command
        self.actor = actor
        self.lots = lots
        self.at = instant
        self.id = id
        self.facts = facts
    }
}

extension Scene {
    func refusal(of ask: Ask) -> Refusal? {
        refusal(of: ask.command, by: ask.actor, on: ask.lots, at: ask.at, id: ask.id, facts: ask.facts)
    }
}

@Suite struct DemandTests {
    @Test("the law refuses", arguments: Demand.all)
    func refuses(_ demand: Demand) throws {
        let scene = try demand.scene()
        expectRefused(
            scene.refusal(of: demand.refused), by: demand.clause, demand.citation, earliest: demand.earliest)
    }

    @Test("the law allows the same at the boundary", arguments: Demand.all)
    func allows(_ demand: Demand) throws {
        let scene = try (demand.otherScene ?? demand.scene)()
        let ask = demand.allowed
        let events = try scene.decide(
            ask.command, by: ask.actor, on: ask.lots, at: ask.at, id: ask.id, facts: ask.facts)
        #expect(!events.isEmpty)
    }

    /// Each clause is taken out of its row once: what it refused is then no longer refused by it. So each
    /// clause earns its place, and each test would notice its loss.
    @Test("without the clause it would not be refused so", arguments: Demand.all)
    func clauseIsNeeded(_ demand: Demand) throws {
        var scene = try demand.scene()
        var taken = 0
        for table in scene.law.procedures.indices
        where scene.law.procedures[table].serves(.openTender, under: .biddingLaw) {
            for row in scene.law.procedures[table].rows.indices
            where scene.law.procedures[table].rows[row].trigger == .command(demand.refused.command.kind) {
                let before = scene.law.procedures[table].rows[row].clauses.count
                scene.law.procedures[table].rows[row].clauses.removeAll { $0.id == demand.clause }
                taken += before - scene.law.procedures[table].rows[row].clauses.count
            }
        }
        #expect(taken == 1)
        #expect(scene.refusal(of: demand.refused)?.clause != demand.clause)
    }

    @Test("every clause of every row is seen to refuse")
    func everyClauseIsTested() throws {
        var places: Set<String> = []
        for row in Procedure.openTenderUnderBiddingLaw.rows {
            guard case .command(let kind) = row.trigger else { continue }
            for clause in row.clauses { places.insert("\(kind.rawValue) \(clause.id)") }
        }
        let tested = Set(Demand.all.map(\.place))
        let played = try Plays.refused(in: "openTender-biddingLaw")
        #expect(places.subtracting(tested).subtracting(played).sorted() == [], "clauses without a test")
        #expect(tested.subtracting(places).sorted() == [], "tests of clauses that the table does not have")
    }
}
