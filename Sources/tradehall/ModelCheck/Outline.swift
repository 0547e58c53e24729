internal import Procurement

/// A situation in kind: what the play tells apart.
struct Outline: Hashable {
    private var phase: Phase?
    private var failure: Procurement.Failure?
    private var particulars: Particulars?
    private var order = false
    private var counts: [Int] = []
    private var relations: [Int] = []
    private var milestones: Set<Milestone> = []
    private var bids: [String] = []
    private var people: [String] = []
    private var cases: [String] = []
    private var reserve: Digest?

    init(_ situation: ModelCheck.Situation) {
        guard let tender = situation.tender, let lot = tender.lots.first else { return }
        phase = lot.phase
        failure = lot.failure
        order = lot.suspensions.contains(.order)
        particulars = tender.project.particulars
        // A lot that has ended is told apart by how it ended alone.
        guard !lot.phase.isFinal else { return }
        milestones = lot.milestones.keys.reduce(into: []) { $0.insert($1) }
        reserve = lot.reserveCommitment
        counts = Self.counts(tender, lot)
        relations = Cast.limitsByName(of: tender, lot).map { Self.relation(situation.now, $0) }
        bids = lot.bids.values.map { Self.kind($0, lot) }.sorted()
        people = lot.applicants.map { Self.kind($1, lot.optedIn.contains($0)) }.sorted()
        cases = tender.cases.values.map { one in
            "\(one.kind.rawValue) \(one.subject.rawValue) \(one.acceptedAt != nil) \(one.isOpen)"
        }.sorted()
    }

    private static func counts(_ tender: Tender, _ lot: Lot) -> [Int] {
        let answers = lot.invitationAnswers.values
        let paid = lot.payments.reduce(0) { $0 + $1.amount.amount }
        let price = lot.winner.flatMap { lot.price(of: $0) }?.amount ?? 0
        return [
            lot.live.count, min(lot.bids.count - lot.live.count - lot.responses.count, 1),
            lot.committee.count,
            lot.scores.count, lot.report?.candidates.count ?? -1, lot.signatures.count, lot.struck.count,
            lot.winner == nil ? 0 : 1, lot.contract.count, min(tender.amendments.count, 1),
            lot.questions.count, lot.questions.values.count { $0.answeredAt != nil },
            lot.invitation?.invited.count ?? -1, answers.count { $0 }, answers.count { !$0 },
            lot.source == nil ? 0 : 1, lot.sourceUpheld.map { $0 ? 1 : 0 } ?? -1, lot.responses.count,
            lot.talkingTo == nil ? 0 : 1, lot.requirementChanges, lot.shortlist.count,
            lot.agreedPrice == nil ? 0 : 1, lot.offers.count,
            lot.reserve == nil ? 0 : 1, lot.confirmations.count, lot.relistings.count,
            price == 0 || paid == 0 ? 0 : paid < price ? 1 : 2, lot.payments.count,
            lot.pool == nil ? 0 : 1, lot.draw == nil ? 0 : 1, lot.recused.count,
            lot.lowPrices.values.count { $0.proven == nil }, lot.lowPrices.values.count { $0.proven == true },
            lot.lowPrices.values.count { $0.proven == false }, Set(lot.scores.values).count > 1 ? 1 : 0,
            lot.bidding.map { $0.step == tender.terms(of: lot.id)?.live?.step } ?? true ? 0 : 1,
        ]
    }

    var isFinal: Bool { phase?.isFinal ?? false }

    /// For a person who looks for a dead end.
    var text: String {
        "\(phase?.rawValue ?? "nothing") \(counts) \(relations) \(bids) \(people) \(cases) \(milestones.map(\.rawValue).sorted())"
    }

    private static func relation(_ now: Instant, _ limit: Instant?) -> Int {
        limit.map { now < $0 ? -1 : now == $0 ? 0 : 1 } ?? 2
    }

    private static func kind(_ bid: Bid, _ lot: Lot) -> String {
        let finding =
            switch bid.finding {
            case nil: "sealed"
            case .opened?: "opened"
            case .notABid?: "notABid"
            case .undecipherable?: "undecipherable"
            }
        let parts = [
            finding, bid.fault?.rawValue ?? "", bid.rejection == nil ? "" : "rejected",
            bid.correction.map { "corrected \($0.confirmed.map(String.init) ?? "")" } ?? "",
            bid.left ? "left" : "", "\(min(lot.talks[bid.id] ?? 0, 1))", "\(lot.refiled[bid.id] ?? 0)",
            lot.lowPrices[bid.id] == nil ? "" : "low",
        ]
        return parts.joined(separator: " ")
    }

    private static func kind(_ applicant: Applicant, _ optedIn: Bool) -> String {
        "\(applicant.accepted.map(String.init) ?? "waits") \(optedIn)"
    }
}

extension Cast {
    /// The limits of the state, each in a place of its own.
    static func limitsByName(of tender: Tender, _ lot: Lot) -> [Instant?] {
        var window: Instant?
        if lot.phase == .opening || lot.phase == .lastOpening,
            let begun = lot.milestones[.openingBegun], let minutes = tender.notice?.decryptionMinutes
        {
            window = begun.adding(minutes: minutes)
        }
        return [
            tender.deadline, lot.publicityEnds, lot.predisclosureEnds, lot.lastPriceDeadline, lot.roundEnds,
            lot.prequalification?.deadline, lot.bidding?.opens, lot.bidding?.until,
            lot.draw == nil ? lot.pool?.seedAfter : nil,
            lot.lowPrices.values.filter { $0.proven == nil }.map(\.until).min(), window,
        ]
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
