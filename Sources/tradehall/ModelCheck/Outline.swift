internal import Procurement

/// A situation in kind: what the play tells apart.
struct Outline: Hashable {
    private var phase: Phase?
    private var failure: Procurement.Failure?
    private var order = false
    private var counts: [Int] = []
    private var milestones: Set<Milestone> = []
    private var findings: [String] = []
    private var cases: [String] = []

    init(_ situation: ModelCheck.Situation) {
        guard let tender = situation.tender, let lot = tender.lots.first else { return }
        phase = lot.phase
        failure = lot.failure
        order = lot.suspensions.contains(.order)
        // A lot that has ended is told apart by how it ended alone.
        guard !lot.phase.isFinal else { return }
        milestones = lot.milestones.keys.reduce(into: []) { $0.insert($1) }
        counts = [
            lot.live.count, min(lot.bids.count - lot.live.count, 1), lot.committee.count,
            lot.scores.count, lot.report?.candidates.count ?? -1,
            lot.signatures.count, lot.struck.count,
            lot.winner == nil ? 0 : 1, lot.contract.count, min(tender.amendments.count, 1),
            lot.questions.count, lot.questions.values.count { $0.answeredAt != nil },
            Self.relation(situation.now, tender.deadline), Self.relation(situation.now, lot.publicityEnds),
        ]
        findings = lot.bids.values.map(Self.kind).sorted()
        cases = tender.cases.values.map { one in
            "\(one.kind.rawValue) \(one.subject.rawValue) \(one.acceptedAt != nil) \(one.isOpen)"
        }.sorted()
    }

    var isFinal: Bool { phase?.isFinal ?? false }

    /// For a person who looks for a dead end.
    var text: String { "\(phase?.rawValue ?? "nothing") \(counts) \(findings) \(cases)" }

    private static func relation(_ now: Instant, _ limit: Instant?) -> Int {
        limit.map { now < $0 ? -1 : now == $0 ? 0 : 1 } ?? 2
    }

    private static func kind(_ bid: Bid) -> String {
        let finding =
            switch bid.finding {
            case nil: "sealed"
            case .opened?: "opened"
            case .notABid?: "notABid"
            case .undecipherable?: "undecipherable"
            }
        return "\(finding) \(bid.fault?.rawValue ?? "") \(bid.rejection == nil ? "" : "rejected")"
    }
}

/// Which situations follow which.
struct StateGraph {
    private var numbers: [Outline: Int] = [:]
    private var backward: [[Int]] = []

    /// Whether the outline is new.
    @discardableResult
    mutating func add(_ outline: Outline, from origin: Outline?) -> Bool {
        let isNew = numbers[outline] == nil
        let number = numbers[outline, default: numbers.count]
        if isNew {
            numbers[outline] = number
            backward.append([])
        }
        if let origin, let from = numbers[origin], from != number { backward[number].append(from) }
        return isNew
    }

    /// Situations from which no play ends.
    func deadEnds() -> [String] {
        var reached = Set(numbers.filter { $0.key.isFinal }.values)
        var open = Array(reached)
        while let number = open.popLast() {
            for origin in backward[number] where reached.insert(origin).inserted { open.append(origin) }
        }
        return numbers.filter { !reached.contains($0.value) }.map { "a dead end: \($0.key.text)" }.sorted()
    }
}
