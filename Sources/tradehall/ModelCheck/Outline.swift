internal import Procurement

/// A situation in kind: what the play tells apart.
struct Outline: Hashable {
    private var phase: Phase?
    private var failure: Procurement.Failure?
    private var particulars: Particulars?
    private var method: EvaluationMethod?
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
        method = tender.notice?.method
        // A lot that has ended is told apart by how it ended alone.
        guard !lot.phase.isFinal else { return }
        let stage = Stage(lot.phase)
        milestones = stage.milestones(of: lot)
        reserve = lot.reserveCommitment
        counts = Self.counts(tender, lot, stage)
        relations = Cast.limitsByName(of: tender, lot).map { Self.relation(situation.now, $0) }
        if stage != .ending { bids = lot.bids.values.map { Self.kind($0, lot) }.sorted() }
        if stage == .entry || lot.bidding != nil {
            people = lot.applicants.map { Self.kind($1, lot.optedIn.contains($0)) }.sorted()
        }
        cases = tender.cases.values.filter { stage.knows($0, of: lot) }.map { one in
            "\(one.kind.rawValue) \(one.subject.rawValue) \(one.acceptedAt != nil) \(one.isOpen)"
        }.sorted()
    }

    /// How far a lot is. What can no longer change an answer is forgotten at the end of its stage: how the documents
    /// were changed once the bids are in, how the bids were judged once the report is out.
    private enum Stage: Hashable {
        case entry, bids, ending

        init(_ phase: Phase) {
            switch phase {
            case .registered, .prequalification, .qualifying, .qualified, .sourcePublicity, .noticed, .unsold:
                self = .entry
            case .closed, .opening, .review, .negotiation, .lastPrices, .lastClosed, .lastOpening,
                .evaluation,
                .freeBidding, .listing, .optIn, .timedBidding:
                self = .bids
            case .reported, .publicity, .presumed, .awarded, .contracted, .hammer, .archived, .failed,
                .cancelled:
                self = .ending
            }
        }

        func milestones(of lot: Lot) -> Set<Milestone> {
            let all = lot.milestones.keys
            switch self {
            case .entry: return Set(all)
            case .bids:
                return Set(all).subtracting([
                    .documentsChanged, .prequalificationNoticed, .predisclosed, .poolFrozen, .drawn,
                ])
            case .ending:
                return Set(all).intersection([
                    .bondsReturned, .reportedToSupervisor, .resultPublished, .paid, .reported, .awarded,
                ])
            }
        }

        /// An open case counts as long as it is open, a settled one in its own stage: a complaint may follow.
        func knows(_ one: Case, of lot: Lot) -> Bool {
            if one.isOpen { return true }
            switch one.subject {
            case .documents, .prequalification, .source: return self == .entry
            case .opening: return lot.phase == .opening
            case .result: return self == .ending
            }
        }
    }

    private static func counts(_ tender: Tender, _ lot: Lot, _ stage: Stage) -> [Int] {
        let answers = lot.invitationAnswers.values
        let paid = lot.payments.reduce(0) { $0 + $1.amount.amount }
        let price = lot.winner.flatMap { lot.price(of: $0) }?.amount ?? 0
        let step = lot.bidding.map { $0.step == tender.terms(of: lot.id)?.live?.step } ?? true
        let always = [
            lot.committee.count, lot.report?.candidates.count ?? -1, lot.struck.count,
            lot.winner == nil ? 0 : 1,
            lot.contract.count, lot.agreedPrice == nil ? 0 : 1, lot.offers.count, lot.reserve == nil ? 0 : 1,
            lot.confirmations.count, lot.relistings.count, price == 0 || paid == 0 ? 0 : paid < price ? 1 : 2,
            lot.payments.count,
        ]
        guard stage != .ending else { return always }
        // The draw has done its work once the committee is there.
        let isFormed = !lot.committee.isEmpty
        let talks = lot.phase == .negotiation
        let evaluation = [
            lot.live.count, lot.scores.count, lot.signatures.count, lot.responses.count,
            lot.questions.count, lot.questions.values.count { $0.answeredAt != nil },
            lot.talkingTo == nil ? 0 : 1, talks ? lot.requirementChanges : 0, talks ? lot.shortlist.count : 0,
            step ? 0 : 1,
            isFormed || lot.pool == nil ? 0 : 1, isFormed || lot.draw == nil ? 0 : 1,
            isFormed ? 0 : lot.recused.count,
            lot.lowPrices.values.count { $0.proven == nil }, lot.lowPrices.values.count { $0.proven == true },
            lot.lowPrices.values.count { $0.proven == false },
            lot.scores.values.contains { $0.values.contains { $0 % 100 == 1 } } ? 1 : 0,
        ]
        guard stage == .entry else { return always + evaluation }
        return always + evaluation + [
            min(lot.bids.count - lot.live.count - lot.responses.count, 1), min(tender.amendments.count, 1),
            lot.invitation?.invited.count ?? -1, answers.count { $0 }, answers.count { !$0 },
            lot.source == nil ? 0 : 1, lot.sourceUpheld.map { $0 ? 1 : 0 } ?? -1,
        ]
    }

    var isFinal: Bool { phase?.isFinal ?? false }

    /// For a person who looks for a dead end.
    var text: String {
        "\(phase?.rawValue ?? "nothing") \(counts) \(relations) \(bids) \(people) \(cases) \(milestones.map(\.rawValue).sorted())"
    }

    /// Before a limit, or from it on; the questions are asked just before, at and just after it all the same.
    private static func relation(_ now: Instant, _ limit: Instant?) -> Int {
        limit.map { now < $0 ? -1 : 1 } ?? 0
    }

    private static func kind(_ bid: Bid, _ lot: Lot) -> String {
        // Once the bids are evaluated, what is out is out, for whatever reason.
        let isOut = bid.opened == nil || bid.fault != nil || bid.rejection != nil || bid.left
        if lot.phase == .evaluation, isOut { return "out" }
        let finding =
            switch bid.finding {
            case nil: "sealed"
            case .opened?: "opened"
            case .notABid?: "notABid"
            case .undecipherable?: "undecipherable"
            }
        let parts =
            [
                finding, bid.fault?.rawValue ?? "", bid.rejection == nil ? "" : "rejected",
                bid.correction.map { "corrected \($0.confirmed.map(String.init) ?? "")" } ?? "",
                bid.left ? "left" : "", lot.lowPrices[bid.id] == nil ? "" : "low",
            ]
            + (lot.phase == .negotiation
                ? ["\(min(lot.talks[bid.id] ?? 0, 1))", "\(lot.refiled[bid.id] ?? 0)"] : [])
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
            // Whatever period a published result runs for in some table, it is over by then.
            lot.milestones[.resultPublished].map { $0.adding(minutes: 14 * 24 * 60) },
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
