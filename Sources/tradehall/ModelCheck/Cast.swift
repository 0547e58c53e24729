internal import Procurement

/// Who plays, when, and with which papers.
enum Cast {
    static let tender = TenderID("T")
    static let lot = LotID("L")
    /// A working Monday; the whole play stays within the year's holiday notice.
    static let beginning = CivilDay(2026, 3, 2).start.adding(minutes: 9 * 60)

    static let agency = Actor(PartyID("agency"), [.agency])
    static let otherAgency = Actor(PartyID("another-agency"), [.agency])
    static let bidders = (1...3).map { Actor(PartyID("bidder-\($0)"), [.bidder]) }
    static let experts = (1...6).map { Actor(PartyID("expert-\($0)"), [.committee]) }
    static let custodian = Actor(PartyID("custodian"), [.custodian])
    static let centre = Actor(PartyID("centre"), [.centre])
    static let regulator = Actor(PartyID("regulator"), [.regulator])
    static let stranger = Actor(PartyID("stranger"), [])

    /// Every role, an agency that is not this tender's, and nobody. Of bidders and members those whom the
    /// state tells apart: the first, the next to act, the one concerned.
    static func actors(for tender: Tender?) -> [Actor] {
        var actors = [agency, otherAgency, bidders[0]]
        guard let lot = tender?.lots.first else {
            return actors + [experts[0], custodian, centre, regulator, stranger]
        }
        let concerned = [
            bidders.first { lot.live[$0.party] == nil }?.party, lot.liveBids.first?.bidder,
            lot.winner.flatMap { lot.bids[$0]?.bidder },
        ]
        for bidder in bidders where concerned.contains(bidder.party) && !actors.contains(bidder) {
            actors.append(bidder)
        }
        let unheard = [
            experts.first { lot.isMember($0.party) && lot.scores[$0.party] == nil },
            experts.first { lot.isMember($0.party) && lot.signatures[$0.party] == nil },
        ]
        actors += experts.filter { unheard.contains($0) || $0 == experts[0] }
        return actors + [custodian, centre, regulator, stranger]
    }

    /// The roles that an actor plays in the tender, said independently of the law's own code.
    static func roles(of actor: Actor, in tender: Tender) -> Set<Role> {
        var roles = actor.roles.subtracting([.agency, .committee, .custodian])
        if actor.party == tender.agency, actor.roles.contains(.agency) { roles.insert(.agency) }
        if tender.lots.contains(where: { $0.isMember(actor.party) }) { roles.insert(.committee) }
        if tender.notice?.terms.contains(where: { $0.custodian == actor.party }) == true {
            roles.insert(.custodian)
        }
        return roles
    }

    /// The instants that the law may tell apart: soon, and just before, at and just after the next limit.
    static func instants(after situation: ModelCheck.Situation, _ law: Lawbook) -> [Instant] {
        let now = situation.now
        let soon = Instant(milliseconds: now.milliseconds + 1000)
        guard let tender = situation.tender, let lot = tender.lots.first else { return [soon] }
        let window = lot.milestones[.openingBegun].flatMap { begun in
            tender.notice.map { begun.adding(minutes: $0.decryptionMinutes) }
        }
        var limits = [tender.deadline, lot.publicityEnds].compactMap(\.self)
        if lot.phase == .opening, let window { limits.append(window) }
        guard let next = limits.filter({ $0 > now }).min() else {
            return [soon, now.adding(minutes: 24 * 60)]
        }
        return ([soon] + [-1, 0, 1].map { Instant(milliseconds: next.milliseconds + $0) }).filter { $0 > now }
    }

    // Papers.

    /// One of sixteen digests that stand for texts.
    static func digest(_ number: Int) -> Digest { digests[number % digests.count] }

    private static let digests = "0123456789abcdef".map { digit in
        guard let digest = Digest(hex: String(repeating: digit, count: 64)) else {
            preconditionFailure("64 hexadecimal digits are a digest")
        }
        return digest
    }

    static func publications(_ count: Int, at: Instant) -> [Publication] {
        (0..<count).map { Publication(medium: "medium-\($0)", text: digest(1), at: at) }
    }

    static func project(of procedure: (mode: Mode, regime: Regime)) -> Project {
        Project(
            name: "road", mode: procedure.mode, regime: procedure.regime, approval: "approval-1",
            compulsory: true, stateFunded: true, territory: "520000",
            lots: [LotPlan(id: lot, name: "lot", estimate: Fen(1_000_000_000))], previous: nil)
    }

    /// A notice that keeps every period, apart from what the caller changes.
    static func notice(at: Instant, change: (inout Notice) -> Void = { _ in }) -> Notice {
        let today = CivilDay(of: at)
        let terms = LotTerms(
            lot: lot, ceilingPrice: nil, floorPrice: nil, bidBond: Fen(10_000_000),
            performanceBondBasisPoints: 500, custodian: custodian.party, openingCertificate: digest(2))
        var notice = Notice(
            publications: publications(2, at: at), documents: digest(3), documentsFrom: at,
            documentsUntil: today.adding(days: 10).end,
            deadline: today.adding(days: 40).start.adding(minutes: 570),
            bidValidityDays: 90, method: .scored, decryptionMinutes: 30, terms: [terms])
        change(&notice)
        return notice
    }
}
