internal import Procurement

// Who takes part, what comes before the notice, and the documents.

extension Seat {
    var predisclosures: [Attempt] {
        [
            .lead(.prediscloseSale(until: day(40), publications: twoMedia)),
            .only(.prediscloseSale(until: day(1), publications: twoMedia)),
            .only(.prediscloseSale(until: day(40), publications: [])),
        ]
    }

    var prequalifications: [Attempt] {
        let lawful = Prequalification(
            publications: twoMedia, documents: Cast.digest(3), documentsFrom: at, documentsUntil: day(10),
            deadline: day(20))
        var (short, soon, hidden) = (lawful, lawful, lawful)
        short.documentsUntil = day(2)
        soon.deadline = day(11)
        hidden.publications = []
        return [.lead(.publishPrequalification(lawful))]
            + [short, soon, hidden].map { .only(.publishPrequalification($0)) }
    }

    var applications: [Attempt] {
        let bond = tender.terms(of: lot.id)?.bidBond ?? Fen(0)
        return [
            .lead(.apply(Application(text: text, bond: bond, payer: party))),
            .only(.apply(Application(text: text, bond: Fen(max(bond.amount - 1, 0)), payer: party))),
            .only(.apply(Application(text: text, bond: bond, payer: PartyID("another")))),
        ]
    }

    var judgements: [Attempt] {
        let waiting = lot.applicants.filter { $0.value.accepted == nil }.keys.min()
        let who = waiting ?? Cast.bidders[0].party
        let paddle = lot.admitted.count + 1
        return [
            .either(.judgeApplication(who, accepted: true, paddle: paddle, reason: text)),
            .either(.judgeApplication(who, accepted: true, paddle: nil, reason: text)),
            .lead(.judgeApplication(who, accepted: false, paddle: nil, reason: text)),
            .only(.judgeApplication(who, accepted: false, paddle: 1, reason: text)),
        ]
    }

    var invitations: [Attempt] {
        let parties = Cast.bidders.map(\.party)
        let pool = parties + (4...6).map { PartyID("bidder-\($0)") }
        let routes: [(InvitationRoute, [PartyID], Int)] = [
            (.agencyChoice, [], 0), (.library, pool, 0), (.recommendation, pool, 1),
            (.prequalification, pool, 0), (.prequalification, parties, 0),
        ]
        func invite(_ route: (InvitationRoute, [PartyID], Int), _ count: Int, _ witnesses: [String])
            -> Command
        {
            .invite(
                Invitation(
                    route: route.0, pool: route.1, invited: Array(parties.prefix(count)), byAgency: route.2,
                    witnesses: witnesses, record: text, text: text))
        }
        return [3, 2, 1].flatMap { count in
            routes.map { Attempt.either(invite($0, count, ["one", "two"])) }
        } + routes.map { .only(invite($0, 0, [])) } + routes.map { .only(invite($0, 3, ["one"])) }
    }

    var sources: [Attempt] {
        let lawful = SourcePublicity(
            supplier: Cast.bidders[0].party, reasons: text, experts: ["one", "two", "three"],
            until: CivilDay(of: at).adding(days: 10).end, publications: twoMedia)
        var (short, alone, hidden) = (lawful, lawful, lawful)
        short.until = day(2)
        alone.experts = []
        hidden.publications = []
        return [.lead(.publishSource(lawful))] + [short, alone, hidden].map { .only(.publishSource($0)) }
    }

    var amendments: [Attempt] {
        let now = tender.deadline ?? at
        let (later, earlier) = (now.adding(minutes: 20 * 24 * 60), now.adding(minutes: -60))
        return [(false, nil), (true, nil), (true, later), (false, earlier)].map { affects, deadline in
            Attempt.lead(
                .amendDocuments(Amendment(text: text, affectsBids: affects, newDeadline: deadline))
            ).leading(on: tender.amendments.isEmpty)
        }
    }

    /// A further disclosure, once in a play.
    var relistings: [Attempt] {
        guard var terms = lot.bidding else { return [] }
        terms.opens = max(at, day(1))
        terms.until = day(62)
        let lawful = Relisting(
            deadline: day(60), live: terms, consent: text, appraisal: Cast.asked, publications: twoMedia)
        var (shut, soon, cheap) = (lawful, lawful, lawful)
        shut.deadline = day(40)
        shut.live.opens = day(40).adding(minutes: 30)
        shut.live.until = day(40).adding(minutes: 90)
        soon.deadline = day(2)
        cheap.consent = nil
        cheap.live.startPrice = Fen(Cast.asked.amount / 2)
        let fresh = lot.relistings.isEmpty
        return [lawful, shut].map { relisting in
            Attempt(command: .relist(relisting), id: "relist", follow: fresh ? .first(of: 0) : .never)
        } + [soon, cheap].map { .only(.relist($0)) }
    }
}
