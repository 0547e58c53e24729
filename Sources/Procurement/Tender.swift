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
    /// When each of them took the documents first.
    package var documentsTakenAt: [PartyID: Instant] = [:]
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
    case prequalificationNoticed, applicationsClosed, qualified, sourcePublished, sourceArgued
    case talksBegun, lastPricesClosed, biddingOpened, hammered, resultPublished, paid, predisclosed
    case poolFrozen, drawn, documentsChanged
    /// The first report was proposed; it carries the signatures of most members; silence named the first.
    case reportProposed, reportCarried, presumed
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
    /// When it went on last.
    package var resumedAt: Instant?
    /// Since when the supervisor's order stands.
    package var orderedAt: Instant?
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

    // Who takes part.
    package var prequalification: Prequalification?
    package var applicants: [PartyID: Applicant] = [:]
    package var invitation: Invitation?
    package var invitationAnswers: [PartyID: Bool] = [:]
    package var source: SourcePublicity?
    /// What the supplementary argument found; nil while there is none.
    package var sourceUpheld: Bool?
    package var predisclosureEnds: Instant?

    // Negotiation and consultation.
    /// The first responses that went into the talks, by bidder, once last prices are called for.
    package var responses: [PartyID: BidID] = [:]
    /// The supplier with whom the group talks now.
    package var talkingTo: BidID?
    /// Rounds that each response had.
    package var talks: [BidID: Int] = [:]
    /// Changes of the requirements so far, and what each response has taken into account.
    package var requirementChanges = 0
    package var refiled: [BidID: Int] = [:]
    package var shortlist: [BidID] = []
    package var lastPriceDeadline: Instant?
    package var agreedPrice: Fen?

    // Auction and listing.
    /// The terms of bidding as they stand, moved by interruptions and further disclosures.
    package var bidding: LiveTerms?
    package var offers: [Offer] = []
    package var optedIn: Set<PartyID> = []
    package var roundEnds: Instant?
    package var reserveCommitment: Digest?
    package var reserve: Fen?
    package var confirmations: [PartyID: Digest] = [:]
    package var payments: [Payment] = []
    package var relistings: [Relisting] = []
    /// When a further disclosure brought a new appraisal.
    package var appraisedAgainAt: Instant?

    // Draw and evaluation.
    package var pool: Pool?
    package var draw: Draw?
    package var recused: Set<PartyID> = []
    package var lowPrices: [BidID: LowPriceCase] = [:]

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

    /// Responses that take part in the talks.
    package var talkers: [Bid] { validBids.filter { !$0.left } }

    /// The offer that leads: the highest, and of equal ones the first to arrive.
    package var leadingOffer: Offer? {
        var leading: Offer?
        for offer in offers where leading.map({ $0.price < offer.price }) ?? true { leading = offer }
        return leading
    }

    /// Applicants that were let in.
    package var admitted: [PartyID] {
        applicants.filter { $0.value.accepted == true }.map(\.key).sorted()
    }

    /// The price that a bid stands at: agreed on, called in the open, corrected, or read out.
    package func price(of bid: BidID) -> Fen? {
        if let agreedPrice, winner == bid || report?.candidates.first == bid { return agreedPrice }
        if let offer = offers.last(where: { $0.id == bid }) { return offer.price }
        return bids[bid]?.price
    }

    /// Who made a bid or called a price.
    package func bidder(of bid: BidID) -> PartyID? {
        bids[bid]?.bidder ?? offers.last { $0.id == bid }?.bidder
    }
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
    package var correction: PriceCorrection?
    /// Withdrawn before the deadline, or out of the talks; and whether its bond went back.
    package var withdrawnAt: Instant?
    package var bondReturned = false
    /// Left the negotiation before the last price.
    package var left = false

    /// The price as read out, or as corrected and confirmed.
    package var price: Fen? {
        if let correction, correction.confirmed == true { return correction.price }
        return opened?.price
    }

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
