import Procurement

// Domain §1.4A rows 1 to 4: the project, the notice, the documents on offer, the time to prepare bids.

extension Demand {
    private static func register(
        _ facts: Facts = Facts(), _ change: (inout Project) -> Void = { _ in }
    ) -> Ask {
        Ask(.registerProject(Papers.project(change)), by: People.agency, facts: facts)
    }

    static let registration: [Demand] = [
        Demand(
            "a project without an approval", "project.approved", .biddingLaw(9), in: { Scene() },
            refused: register { $0.approval = "" }, allowed: register { $0.approval = "x" }),
        Demand(
            "a project without lots", "project.lots", .platform, in: { Scene() },
            refused: register { $0.lots = [] }, allowed: register()),
        Demand(
            "101 lots, where 100 are served", "project.lots", .platform, in: { Scene() },
            refused: register { $0.lots = manyLots(101) }, allowed: register { $0.lots = manyLots(100) }),
        Demand(
            "two lots of one name", "project.lots", .platform, in: { Scene() },
            refused: register { $0.lots += $0.lots }, allowed: register { $0.lots = manyLots(2) }),
        Demand(
            "a lot without a price", "project.lots", .platform, in: { Scene() },
            refused: register { $0.lots[0].estimate = Fen(0) },
            allowed: register { $0.lots[0].estimate = Fen(1) }),
        Demand(
            "a next round while the last one runs", "round.previousEnded", .biddingLaw(28), in: { Scene() },
            refused: register(Facts(previousRound: .running)) { $0.previous = TenderID("T-0") },
            allowed: register(Facts(previousRound: .ended)) { $0.previous = TenderID("T-0") }),
        Demand(
            "a next round of nothing known", "round.previousEnded", .biddingLaw(28), in: { Scene() },
            refused: register { $0.previous = TenderID("T-0") }, allowed: register()),
    ]

    private static func manyLots(_ count: Int) -> [LotPlan] {
        (0..<count).map { LotPlan(id: LotID("M\($0)"), name: "", estimate: Papers.estimate) }
    }

    static func publish(at instant: Instant = Papers.published, _ change: (inout Notice) -> Void = { _ in })
        -> Ask
    {
        Ask(.publishNotice(Papers.notice(at: instant, change)), by: People.agency, at: instant)
    }

    private static let ready: @Sendable () throws -> Scene = { try Scene.registered() }
    private static let optional: @Sendable () throws -> Scene = {
        try Scene.registered { $0.compulsory = false }
    }

    static let notice: [Demand] = [
        Demand(
            "another text on the second medium", "notice.sameText", .biddingLaw(16), in: ready,
            refused: publish { $0.publications[1].text = digest("other") }, allowed: publish()),
        Demand(
            "the second medium a millisecond later", "notice.sameText", .biddingLaw(16), in: ready,
            refused: publish { $0.publications[1].at = Papers.published.plus(1) }, allowed: publish()),
        Demand(
            "one medium for a compulsory tender", "notice.sameText", .biddingLaw(16), in: ready,
            refused: publish { $0.publications = Papers.publications(1, at: Papers.published) },
            allowed: publish { $0.publications = Papers.publications(1, at: Papers.published) },
            in: optional),
        Demand(
            "the same medium named twice", "notice.sameText", .biddingLaw(16), in: ready,
            refused: publish { $0.publications = [$0.publications[0], $0.publications[0]] },
            allowed: publish()),
        Demand(
            "no medium at all", "notice.sameText", .biddingLaw(16), in: optional,
            refused: publish { $0.publications = [] },
            allowed: publish { $0.publications = Papers.publications(1, at: Papers.published) }),
        Demand(
            "documents on offer the day before the notice", "notice.order", .platform, in: ready,
            refused: publish { $0.documentsFrom = at(6, 30, 23, 59) },
            allowed: publish { $0.documentsFrom = at(7, 1, 0) }),
        Demand(
            "an offer that ends after the deadline", "notice.order", .platform, in: ready,
            refused: publish { $0.documentsUntil = Papers.deadline.plus(1) },
            allowed: publish { $0.documentsUntil = Papers.deadline }),
        Demand(
            "four days of offer", "period.documentsOffered", .biddingRegulation(16), earliest: at(7, 6, 0),
            in: ready, refused: publish { $0.documentsUntil = at(7, 5, 23, 59) },
            allowed: publish { $0.documentsUntil = at(7, 6, 0) }),
        Demand(
            "five days of offer that end on a public holiday", "period.documentsOffered",
            .biddingRegulation(16), earliest: at(9, 28, 0), in: ready,
            refused: publish(at: at(9, 20)) {
                ($0.documentsUntil, $0.deadline) = (at(9, 27, 18), at(10, 30))
            },
            allowed: publish(at: at(9, 20)) { ($0.documentsUntil, $0.deadline) = (at(9, 28, 0), at(10, 30)) }),
        Demand(
            "nineteen days to the deadline", "period.issueToDeadline", .biddingLaw(24),
            earliest: at(7, 21, 0), in: ready, refused: publish { $0.deadline = at(7, 20, 23, 59, 59_999) },
            allowed: publish { $0.deadline = at(7, 21, 0) }),
        Demand(
            "twenty days that end within the October holiday", "period.issueToDeadline", .biddingLaw(24),
            earliest: at(10, 8, 0), in: ready,
            refused: publish(at: at(9, 11)) { ($0.documentsUntil, $0.deadline) = (at(9, 16), at(10, 7, 17)) },
            allowed: publish(at: at(9, 11)) { ($0.documentsUntil, $0.deadline) = (at(9, 16), at(10, 8, 0)) }),
        Demand(
            "a notice without the terms of its lot", "notice.terms", .platform, in: ready,
            refused: publish { $0.terms = [] }, allowed: publish()),
        Demand(
            "one opening certificate for two lots", "notice.terms", .platform,
            in: { try Scene.registered(lots: 2) },
            refused: Ask(
                .publishNotice(
                    Papers.notice(lots: 2) { $0.terms[1].openingCertificate = $0.terms[0].openingCertificate }
                ),
                by: People.agency, at: Papers.published),
            allowed: Ask(.publishNotice(Papers.notice(lots: 2)), by: People.agency, at: Papers.published)),
        Demand(
            "a notice for some of the lots", "notice.terms", .platform,
            in: { try Scene.registered(lots: 2) },
            refused: Ask(
                .publishNotice(Papers.notice(lots: 2)), by: People.agency, on: [Papers.lots[0]],
                at: Papers.published),
            allowed: Ask(
                .publishNotice(Papers.notice(lots: 2)), by: People.agency,
                on: [Papers.lots[1], Papers.lots[0]], at: Papers.published)),
        Demand(
            "no time to decrypt", "notice.windows", .platform, in: ready,
            refused: publish { $0.decryptionMinutes = 4 }, allowed: publish { $0.decryptionMinutes = 5 }),
        Demand(
            "bids that are valid for no day", "notice.windows", .platform, in: ready,
            refused: publish { $0.bidValidityDays = 0 }, allowed: publish { $0.bidValidityDays = 1 }),
    ]

    private static func terms(_ change: (inout LotTerms) -> Void) -> Ask {
        publish { change(&$0.terms[0]) }
    }

    static let money: [Demand] = [
        Demand(
            "a lowest price", "money.noFloorPrice", .biddingRegulation(27), in: ready,
            refused: terms { $0.floorPrice = Fen(1) }, allowed: terms { $0.ceilingPrice = nil }),
        Demand(
            "a bid bond one fen above two percent", "money.bidBond", .biddingRegulation(26), in: ready,
            refused: terms { $0.bidBond = Fen(2_000_001) }, allowed: terms { $0.bidBond = Fen(2_000_000) }),
        Demand(
            "a bid bond below nothing", "money.bidBond", .biddingRegulation(26), in: ready,
            refused: terms { $0.bidBond = Fen(-1) }, allowed: terms { $0.bidBond = Fen(0) }),
        Demand(
            "a bid bond one fen above 800,000 yuan", "money.bidBondCap", .biddingRegulation(26),
            in: { try Scene.registered { $0.lots[0].estimate = Fen(.max) } },
            refused: terms { $0.bidBond = Fen(80_000_001) },
            allowed: terms { $0.bidBond = Fen(80_000_000) }),
        Demand(
            "a performance bond above ten percent", "money.performanceBond", .biddingRegulation(58),
            in: ready, refused: terms { $0.performanceBondBasisPoints = 1001 },
            allowed: terms { $0.performanceBondBasisPoints = 1000 }),
        Demand(
            "a performance bond below nothing", "money.performanceBond", .biddingRegulation(58), in: ready,
            refused: terms { $0.performanceBondBasisPoints = -1 },
            allowed: terms { $0.performanceBondBasisPoints = 0 }),
    ]
}
