import Procurement

// Domain §1.4A rows 14 to 21: publicity, winner, contract, archive, cancellation.

extension Demand {
    private static func announce(until end: Instant, _ publications: [Publication], at instant: Instant)
        -> Ask
    {
        Ask(.publishCandidates(until: end, publications: publications), by: People.agency, at: instant)
    }
    /// Published on 3 August.
    private static func announce(until end: Instant, media: Int = 2) -> Ask {
        announce(until: end, Papers.publications(media, at: at(8, 3)), at: at(8, 3))
    }
    private static func award(
        _ bid: String, media: Int = 2, at instant: Instant = at(8, 7)
    ) -> Ask {
        Ask(
            .award(
                BidID(bid), notice: digest("award"), publications: Papers.publications(media, at: instant)),
            by: People.agency, at: instant)
    }
    private static func strike(_ bid: String) -> Ask {
        Ask(.strikeCandidate(BidID(bid), .gaveUp, text: digest("strike")), by: People.agency)
    }
    private static func cancel(media: Int) -> Ask {
        Ask(
            .cancel(reason: digest("reason"), publications: Papers.publications(media, at: at(8, 7))),
            by: People.agency)
    }
    private static let reported: @Sendable () throws -> Scene = { try Scene.reported() }
    private static let published: @Sendable () throws -> Scene = { try Scene.publicity() }
    private static let won: @Sendable () throws -> Scene = { try Scene.awarded() }
    private static let struck: @Sendable () throws -> Scene = {
        var scene = try won()
        try scene.strike("B1")
        return scene
    }

    static let award: [Demand] = [
        Demand(
            "candidates on one medium", "notice.sameText", .biddingRegulation(54), in: reported,
            refused: announce(until: at(8, 6), media: 1), allowed: announce(until: at(8, 6))),
        Demand(
            "two days of publicity", "period.publicity", .biddingRegulation(54), earliest: at(8, 6, 0),
            in: reported, refused: announce(until: at(8, 5, 23, 59, 59_999)),
            allowed: announce(until: at(8, 6, 0))),
        Demand(
            "three days of publicity that end within the October holiday", "period.publicity",
            .biddingRegulation(54), earliest: at(10, 8, 0), in: reported,
            refused: announce(
                until: at(10, 7, 23), Papers.publications(at: at(9, 29)), at: at(9, 29)),
            allowed: announce(until: at(10, 8, 0), Papers.publications(at: at(9, 29)), at: at(9, 29))),
        Demand(
            "three days from the command, but two from a later publication", "period.publicity",
            .biddingRegulation(54), earliest: at(8, 7, 0), in: reported,
            refused: announce(until: at(8, 6), Papers.publications(at: at(8, 4)), at: at(8, 3)),
            allowed: announce(until: at(8, 7, 0), Papers.publications(at: at(8, 4)), at: at(8, 3))),
        Demand(
            "a publicity that ends before it begins", "period.publicity", .biddingRegulation(54),
            earliest: at(8, 3), in: { try Scene.reported { $0.compulsory = false } },
            refused: announce(until: at(8, 3)), allowed: announce(until: at(8, 3).plus(1))),
        Demand(
            "a candidate struck twice", "strike.candidate", .biddingRegulation(55), in: struck,
            refused: strike("B1"), allowed: strike("B2")),
        Demand(
            "one struck who is no candidate", "strike.candidate", .biddingRegulation(55),
            in: { try Scene.publicity(bidders: 4) }, refused: strike("B4"), allowed: strike("B3")),
        Demand(
            "an award one millisecond before the publicity ends", "award.afterPublicity",
            .biddingRegulation(54), earliest: Scene.publicityEnds, in: published,
            refused: award("B1", at: Scene.publicityEnds.plus(-1)),
            allowed: award("B1", at: Scene.publicityEnds)),
        Demand(
            "a second winner beside the first", "award.noneStands", .biddingRegulation(55), in: won,
            refused: award("B2"), allowed: award("B2"), in: struck),
        Demand(
            "the second in rank with state funds", "award.rank", .biddingRegulation(55), in: published,
            refused: award("B2"), allowed: award("B2"),
            in: { try Scene.publicity { $0.stateFunded = false } }),
        Demand(
            "the third in rank when the first fell out", "award.rank", .biddingRegulation(55), in: struck,
            refused: award("B3"), allowed: award("B2")),
        Demand(
            "a winner who is no candidate", "award.rank", .biddingRegulation(55),
            in: { try Scene.publicity(bidders: 4) { $0.stateFunded = false } }, refused: award("B4"),
            allowed: award("B3")),
        Demand(
            "a result on one medium", "notice.sameText", .electronicTendering(35), in: published,
            refused: award("B1", media: 1), allowed: award("B1")),
        Demand(
            "a cancellation over the head of the winner", "award.noneStands", .biddingRegulation(55),
            in: won, refused: cancel(media: 1), allowed: cancel(media: 1), in: struck),
        Demand(
            "a cancellation that nobody is told of", "notice.sameText", .biddingRegulation(31),
            in: published, refused: cancel(media: 0), allowed: cancel(media: 1)),
    ]

    static func sign(_ text: String = "contract", _ price: Fen = Scene.price(1), by actor: Actor)
        -> Ask
    {
        Ask(.signContract(Contract(text: digest(text), price: price)), by: actor)
    }
    private static let archive = Ask(.archive(record: digest("file")), by: People.agency)

    /// Contracted; the named acts are done.
    private static func wrapped(_ asks: Ask...) -> @Sendable () throws -> Scene {
        {
            var scene = try Scene.contracted()
            for ask in asks { try scene.does(ask) }
            return scene
        }
    }
    private static let bonds = Ask(.returnBonds(record: digest("bonds")), by: People.agency)
    private static let told = Ask(.reportToSupervisor(text: digest("report")), by: People.agency)

    /// Bidder 1 objected to the result and, after the answer, complained.
    private static let disputed: @Sendable () throws -> Scene = {
        var scene = try published()
        try scene.does(object(.result))
        try scene.does(answer("O", at: at(8, 5)))
        scene.now = at(8, 7)
        try scene.does(complain("O", .result))
        try scene.award("B1")
        try scene.does(sign(by: People.agency))
        try scene.does(sign(by: People.bidder(1)))
        try scene.does(bonds)
        try scene.does(told)
        return scene
    }

    static let contract: [Demand] = [
        Demand(
            "a contract while no winner stands", "contract.winner", .biddingLaw(46), in: struck,
            refused: sign(by: People.agency), allowed: sign(by: People.agency), in: won),
        Demand(
            "a contract with another bidder", "contract.keepsTheBid", .biddingLaw(46), in: won,
            refused: sign(by: People.bidder(2)), allowed: sign(by: People.bidder(1))),
        Demand(
            "a contract one fen off the bid", "contract.keepsTheBid", .biddingLaw(46), in: won,
            refused: sign("contract", Fen(Scene.price(1).amount + 1), by: People.agency),
            allowed: sign(by: People.agency)),
        Demand(
            "another text than the other side signed", "contract.keepsTheBid", .biddingLaw(46),
            in: {
                var scene = try won()
                try scene.does(sign(by: People.agency))
                return scene
            }, refused: sign("other", by: People.bidder(1)), allowed: sign(by: People.bidder(1))),
        Demand(
            "bonds that were returned already", "bonds.once", .biddingRegulation(57), in: wrapped(bonds),
            refused: bonds, allowed: bonds, in: wrapped(told)),
        Demand(
            "an archive before the bonds are back", "archive.bondsReturned", .biddingRegulation(57),
            in: wrapped(told), refused: archive, allowed: archive, in: wrapped(told, bonds)),
        Demand(
            "an archive before the supervisor has its report", "archive.reportedToSupervisor",
            .biddingLaw(47), in: wrapped(bonds), refused: archive, allowed: archive,
            in: wrapped(bonds, told)),
        Demand(
            "an archive over an open complaint", "archive.casesSettled", .electronicTendering(39),
            in: disputed, refused: archive, allowed: archive,
            in: {
                var scene = try disputed()
                try scene.does(accept("K", false))
                return scene
            }),
    ]
}
