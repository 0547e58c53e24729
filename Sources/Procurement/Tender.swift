/// A tender as far as the law must know it for its next decision: a group of lots that share notice,
/// documents and timetable.
package struct Tender: Hashable, Sendable {
    package var id: TenderID
    package var agency: PartyID
    package var project: Project
    /// Digest of the table of law in force when the project was registered, then when it was noticed.
    package var table: Digest
    package var registeredAt: Instant
    package var notice: Notice?
    package var noticedAt: Instant?
    /// As moved by amendments and suspensions.
    package var deadline: Instant?
    package var amendments: [Amendment] = []
    package var documentTakers: Set<PartyID> = []
    package var lots: [Lot]
    package var cases: [CaseID: Case] = [:]
    /// Duties whose time has passed, each told to the supervisor once.
    package var overdue: Set<String> = []

    /// Nil when the tender has no such lot.
    package func lot(_ id: LotID) -> Lot? { lots.first { $0.id == id } }

    package func terms(of lot: LotID) -> LotTerms? { notice?.terms.first { $0.lot == lot } }

    /// Nothing more happens in any lot.
    package var isOver: Bool { lots.allSatisfy(\.phase.isFinal) }

    /// The day whose law binds the tender: that of its notice, or of the act that looks before there is one.
    package func bindingDay(at now: Instant) -> CivilDay { CivilDay(of: noticedAt ?? now) }
}

/// An objection or a complaint, from its raising to its answer.
package struct Case: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case objection, complaint }

    package var id: CaseID
    package var kind: Kind
    package var subject: Subject
    package var lots: [LotID]
    package var by: PartyID
    package var raisedAt: Instant
    /// Of a complaint: when the supervisor took it up, or turned it away.
    package var acceptedAt: Instant?
    package var rejectedAt: Instant?
    package var answeredAt: Instant?
    package var upheld: Bool?

    package var isOpen: Bool { answeredAt == nil && rejectedAt == nil }
}

/// The instants that periods are counted from, of one lot.
package enum Milestone: String, CaseIterable, Sendable {
    case noticed, closed, openingBegun, openingClosed, reported, candidatesPublished, awarded, contracted
    case bondsReturned, reportedToSupervisor, archived, failed, cancelled
}

/// What stands against going on with a lot: an open case, or an order of the supervisor.
package enum Suspension: Hashable, Sendable {
    case objection(CaseID)
    case order
}

/// One lot: everything counts per lot, never per project.
package struct Lot: Hashable, Sendable {
    package var id: LotID
    package var plan: LotPlan
    package var phase: Phase = .registered
    package var milestones: [Milestone: Instant] = [:]
    package var suspensions: Set<Suspension> = []
    package var suspendedAt: Instant?
    package var failure: Failure?
    /// The clause on which the lot failed.
    package var failureClause: String?

    package var bids: [BidID: Bid] = [:]
    /// The one bid of each bidder that counts, until the deadline.
    package var live: [PartyID: BidID] = [:]

    package var committee: [Member] = []
    package var scores: [PartyID: [BidID: Int]] = [:]
    package var questions: [CaseID: Question] = [:]
    package var report: Report?
    /// Members who signed; the digest is their written dissent.
    package var signatures: [PartyID: Digest?] = [:]
    package var publicityEnds: Instant?
    package var struck: Set<BidID> = []
    package var winner: BidID?
    package var contract: [PartyID: Contract] = [:]

    package init(plan: LotPlan) {
        self.id = plan.id
        self.plan = plan
    }

    package var isSuspended: Bool { !suspensions.isEmpty }

    /// The bids that count, in the order of their ids.
    package var liveBids: [Bid] { live.values.compactMap { bids[$0] }.sorted { $0.id < $1.id } }

    /// Bids that are opened and not rejected.
    package var validBids: [Bid] { liveBids.filter { $0.opened != nil && $0.rejection == nil } }

    package func isMember(_ party: PartyID) -> Bool { committee.contains { $0.party == party } }
}

/// A bid and what became of it.
package struct Bid: Hashable, Sendable {
    package var id: BidID
    package var bidder: PartyID
    package var sealed: SealedBid
    package var submittedAt: Instant
    package var finding: OpeningFinding?
    package var fault: Fault?
    package var rejection: RejectionGround?

    package var opened: OpenedBid? {
        guard case .opened(let bid)? = finding else { return nil }
        return bid
    }

    /// The envelope did not decrypt and nobody has yet ruled whose fault it is, or no key was posted.
    package var awaitsRuling: Bool {
        guard fault == nil else { return false }
        switch finding {
        case nil, .undecipherable?: return true
        case .opened?, .notABid?: return false
        }
    }
}

/// A written question of the committee to one bidder (招标投标法 39).
package struct Question: Hashable, Sendable {
    package var bid: BidID
    package var answeredAt: Instant?
}
