import Procurement
import Testing

/// One tender with its law and its clock: commands are decided and, when they are allowed, happen.
struct Scene {
    var law = Lawbook(calendar: Calendar()) { digest($0) }
    var tender: Tender?
    var now = at(6, 20)
    /// Everything that has happened, with the instant at which it was decided.
    var log: [(event: Event, at: Instant)] = []
    private var count = 0

    init() {}

    static let id = TenderID("T-1")

    /// What the law says, without anything happening.
    func decide(
        _ command: Command, by actor: Actor, on lots: [LotID] = [], at instant: Instant? = nil,
        id: String = "c", facts: Facts = Facts()
    ) throws(Refusal) -> [Event] {
        try law.decide(
            tender,
            Act(
                tender: Self.id, lots: lots, command: command, actor: actor, at: instant ?? now, id: id,
                facts: facts))
    }

    /// The command happens.
    @discardableResult
    mutating func does(
        _ command: Command, by actor: Actor, on lots: [LotID] = [], at instant: Instant? = nil,
        id: String? = nil, facts: Facts = Facts()
    ) throws -> [Event] {
        if let instant { now = instant }
        count += 1
        let events = try decide(command, by: actor, on: lots, id: id ?? "c\(count)", facts: facts)
        try happen(events)
        return events
    }

    mutating func happen(_ events: [Event]) throws {
        for event in events {
            if tender == nil {
                tender = try Tender(Self.id, beginning: event, at: now)
            } else {
                try tender?.evolve(event, at: now)
            }
            log.append((event, now))
        }
    }

    /// The clock moves on, and what happens by the clock alone happens.
    @discardableResult
    mutating func tick(_ instant: Instant) throws -> [Event] {
        now = instant
        guard let tender else { return [] }
        let events = law.tick(tender, at: instant)
        try happen(events)
        return events
    }

    /// The refusal of a command that is not allowed.
    func refusal(
        of command: Command, by actor: Actor, on lots: [LotID] = [], at instant: Instant? = nil,
        id: String = "c", facts: Facts = Facts()
    ) -> Refusal? {
        do throws(Refusal) {
            _ = try decide(command, by: actor, on: lots, at: instant, id: id, facts: facts)
            return nil
        } catch {
            return error
        }
    }

    func lot(_ id: LotID = Papers.lots[0]) throws -> Lot { try #require(tender?.lot(id)) }
    var duties: [OpenDuty] { tender.map { law.duties(of: $0) } ?? [] }
    var timers: [Instant] { tender.map { law.timers(of: $0) } ?? [] }
    func phase(_ id: LotID = Papers.lots[0]) -> Phase? { tender?.lot(id)?.phase }
}

/// Asserts that a command is refused by a clause, and that the refusal can be read.
func expectRefused(
    _ refusal: Refusal?, by clause: String, _ citation: Citation, earliest: Instant? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(refusal?.clause == clause, sourceLocation: sourceLocation)
    #expect(refusal?.citation == citation, sourceLocation: sourceLocation)
    #expect(refusal?.earliest == earliest, sourceLocation: sourceLocation)
    if let refusal { expectReadable(refusal, sourceLocation: sourceLocation) }
}

/// A refusal has words in both languages, each in its own script.
func expectReadable(_ refusal: Refusal, sourceLocation: SourceLocation = #_sourceLocation) {
    let chinese = refusal.words.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }
    let english = refusal.words.en.unicodeScalars.contains { ("a"..."z").contains($0) }
    let cited = !refusal.citation.words.zh.isEmpty && !refusal.citation.words.en.isEmpty
    // Asked tens of thousands of times: only a failure is recorded.
    if chinese && english && cited && !refusal.clause.isEmpty { return }
    Issue.record("the refusal \(refusal) cannot be read", sourceLocation: sourceLocation)
}
