// The papers that begin a play: registration, notices, invitations. Where the table decides which of several
// it takes, all are tried.

extension Planner {
    /// One million yuan: below every threshold that asks for more.
    static let budget = Fen(100_000_000)

    var publications: [Publication] {
        let words = text("publication")
        return ["platform", "state medium"].map { Publication(medium: $0, text: words, at: now) }
    }

    /// A registration for each category and ground until the table takes one: first without a ground.
    var registrations: [Move] {
        let grounds: [Ground?] = start == .sourcePublicity ? [.onlySupplier] : [nil] + Ground.allCases
        let categories: [Category] =
            regime == .governmentProcurement ? [.goods, .services, .works] : Category.allCases
        return grounds.flatMap { ground in categories.map { registration(ground, $0) } }
    }

    private func registration(_ ground: Ground?, _ category: Category) -> Move {
        let plan = LotPlan(id: Self.lot, name: "1", estimate: Self.budget, appraisal: Self.budget)
        let particulars = Particulars(
            category: category, ground: ground, aboveThreshold: start == .sourcePublicity,
            methodApproval: "1", changesControl: start == .predisclosure,
            originalContract: Fen(Self.budget.amount * 100))
        let project = Project(
            name: "timetable", mode: procedure.mode, regime: regime, approval: "1", compulsory: true,
            stateFunded: true, territory: "520000", lots: [plan], previous: nil, particulars: particulars)
        return Move(kind: .registerProject, by: Self.agency) { _ in .registerProject(project) }
    }

    func prequalification() -> Move {
        let (publications, words, now) = (publications, text("prequalification"), now)
        let end = now.adding(seconds: Self.moment)
        return Move(kind: .publishPrequalification, by: Self.agency, dates: [end, end]) { dates in
            .publishPrequalification(
                Prequalification(
                    publications: publications, documents: words, documentsFrom: now,
                    documentsUntil: dates[0], deadline: dates[1]))
        }
    }

    func predisclosure() -> Move {
        let publications = publications
        return Move(kind: .prediscloseSale, by: Self.agency, dates: [now.adding(seconds: Self.moment)]) {
            dates in .prediscloseSale(until: dates[0], publications: publications)
        }
    }

    func sourcePublicity() -> Move {
        let (publications, words) = (publications, text("reasons"))
        let experts = ["张", "王", "李"]
        return Move(kind: .publishSource, by: Self.agency, dates: [now.adding(seconds: Self.moment)]) {
            dates in
            .publishSource(
                SourcePublicity(
                    supplier: Self.bidder(1).party, reasons: words, experts: experts, until: dates[0],
                    publications: publications))
        }
    }

    func invitations(_ lot: Lot) -> [Move] {
        let words = text("invitation")
        let invited = bidders.map(\.party)
        let library = (1...6).map { Self.bidder($0).party }
        let routes: [(InvitationRoute, [PartyID])] = [
            (.agencyChoice, []), (.prequalification, lot.admitted), (.library, library),
        ]
        return routes.map { route, pool in
            let invitation = Invitation(
                route: route, pool: pool, invited: invited, byAgency: 0, witnesses: ["1", "2"], record: words,
                text: words)
            return Move(kind: .invite, by: Self.agency) { _ in .invite(invitation) }
        }
    }

    /// The notice, by each method until the table takes one: those without scores first, since none is shorter.
    /// Then that of a sale with an asked price, and of one that is bid for in the open.
    func notices(_ lot: Lot) -> [Move] {
        let methods: [EvaluationMethod] = [
            .lowestReviewedPrice, .weightedScoring, .lowestLastPrice, .consultationScoring,
            .agreedPrice, .highestPrice,
        ]
        let sealed = methods.flatMap { method in [100, 2000].map { notice(method, bondBasisPoints: $0) } }
        return sealed + [notice(.highestPrice, bondBasisPoints: 100, asked: Self.budget)]
            + [1, 0].map { notice(.highestPrice, bondBasisPoints: 2000, live: $0) }
    }

    /// - Parameters:
    ///   - asked: the asked price of a sale by sealed bids.
    ///   - live: of bidding in the open, the fewest bidders that the notice asks for; nil for sealed bids.
    private func notice(
        _ method: EvaluationMethod, bondBasisPoints: Int64, asked: Fen? = nil, live: Int? = nil
    ) -> Move {
        let (publications, words, now) = (publications, text("documents"), now)
        let bond = Fen(Self.budget.amount / 10_000 * bondBasisPoints)
        let certificate = text("opening certificate")
        let end = now.adding(seconds: Self.moment)
        // End of the offer, deadline, and where prices are called in the open its begin and end.
        let dates = [end, end] + (live == nil ? [] : [end, end.adding(seconds: Self.moment)])
        return Move(kind: .publishNotice, by: Self.agency, dates: dates) { dates in
            let terms = live.map { fewest in
                LiveTerms(
                    opens: dates[2], until: dates[3], roundSeconds: Self.moment, optInSeconds: Self.moment,
                    startPrice: Self.budget, step: Fen(100_000), hasReserve: false, minimumBidders: fewest)
            }
            return .publishNotice(
                Notice(
                    publications: publications, documents: words, documentsFrom: now,
                    documentsUntil: dates[0],
                    deadline: dates[1], bidValidityDays: 90, method: method, decryptionMinutes: 30,
                    terms: [
                        LotTerms(
                            lot: Self.lot, ceilingPrice: nil, floorPrice: asked, bidBond: bond,
                            performanceBondBasisPoints: 0,
                            custodian: terms == nil ? Self.custodian.party : nil,
                            openingCertificate: terms == nil ? certificate : nil, live: terms)
                    ], priceWeight: method.isScored ? PriceWeight(percent: 30) : nil))
        }
    }
}
