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
    static let experts = (1...8).map { Actor(PartyID("expert-\($0)"), [.committee]) }
    static let custodian = Actor(PartyID("custodian"), [.custodian])
    static let centre = Actor(PartyID("centre"), [.centre])
    static let regulator = Actor(PartyID("regulator"), [.regulator])
    static let stranger = Actor(PartyID("stranger"), [])

    /// Every role, an agency that is not this tender's, and nobody. Of bidders and members those whom the
    /// state tells apart: the first, the next to act, the one concerned.
    static func actors(for tender: Tender?) -> [Actor] {
        let others = [agency, otherAgency, custodian, centre, regulator, stranger]
        guard let tender, let lot = tender.lots.first else { return others + [bidders[0], experts[0]] }
        return others + concerned(bidders, Self.concerns(of: tender, lot))
            + concerned(
                experts,
                [
                    { lot.isMember($0) && lot.scores[$0] == nil },
                    { lot.isMember($0) && lot.signatures[$0] == nil },
                    { party in lot.committee.contains { $0.party == party && !$0.expert } },
                ])
    }

    /// The first player, and the first one that each concern is about.
    private static func concerned(_ players: [Actor], _ concerns: [(PartyID) -> Bool]) -> [Actor] {
        var chosen = [players[0]]
        for concern in concerns {
            guard let one = players.first(where: { concern($0.party) }), !chosen.contains(one) else {
                continue
            }
            chosen.append(one)
        }
        return chosen
    }

    private static func concerns(of tender: Tender, _ lot: Lot) -> [(PartyID) -> Bool] {
        let winner = lot.winner.flatMap { lot.bidder(of: $0) }
        let leader = lot.leadingOffer?.bidder
        let asked = lot.questions.values.filter { $0.answeredAt == nil }.compactMap {
            lot.bids[$0.bid]?.bidder
        }
        return [
            { lot.live[$0] == nil && (lot.responses.isEmpty || lot.responses[$0] != nil) },
            { lot.live[$0] != nil }, { winner == $0 }, { leader == $0 },
            { leader != $0 && lot.applicants[$0]?.accepted == true },
            { lot.applicants[$0] == nil },
            { lot.invitation?.invited.contains($0) == true && lot.invitationAnswers[$0] == nil },
            { party in lot.bids.values.contains { $0.bidder == party && Self.waitsForConfirmation($0) } },
            { asked.contains($0) },
            { party in lot.talkers.contains { $0.bidder == party && Self.isBehind($0, lot) } },
            { party in tender.cases.values.contains { $0.by == party } },
            { lot.applicants[$0]?.accepted == true && !lot.optedIn.contains($0) },
        ]
    }

    private static func waitsForConfirmation(_ bid: Bid) -> Bool {
        bid.correction.map { $0.confirmed == nil } ?? false
    }

    private static func isBehind(_ bid: Bid, _ lot: Lot) -> Bool {
        lot.requirementChanges > (lot.refiled[bid.id] ?? 0)
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
        guard let tender = situation.tender, let lot = tender.lots.first, !lot.phase.isFinal else {
            return [soon]
        }
        let limits = limitsByName(of: tender, lot).compactMap(\.self) + strokes(of: tender, law)
        guard let next = limits.filter({ $0 > now }).min() else {
            return [soon, now.adding(minutes: 24 * 60)]
        }
        return ([soon] + [-1, 0, 1].map { Instant(milliseconds: next.milliseconds + $0) }).filter { $0 > now }
    }

    /// The law's own timers, without the ends of duties: those change nothing but a warning. That of the time to
    /// name the winner ends with the duty to do so.
    private static func strokes(of tender: Tender, _ law: Lawbook) -> [Instant] {
        let duties = Set(
            law.duties(of: tender).filter { $0.owes != .award }.map { $0.due.milliseconds + 1 })
        return law.timers(of: tender).filter { !duties.contains($0.milliseconds) }
    }
}
