import Procurement

// Domain §1.4A rows 7 to 10, §2.1 and §2.2: bids and their opening.

extension Demand {
    static func submit(
        _ name: String, replaces: String? = nil, by actor: Actor = People.bidder(1),
        at instant: Instant? = nil, facts: Facts = Facts()
    ) -> Ask {
        Ask(
            .submitBid(Papers.sealed(name, replaces: replaces.map { BidID($0) })), by: actor, at: instant,
            id: name, facts: facts)
    }

    static func withdraw(_ name: String, by actor: Actor = People.bidder(1), at instant: Instant? = nil)
        -> Ask
    {
        Ask(.withdrawBid(BidID(name)), by: actor, at: instant)
    }

    private static let three: @Sendable () throws -> Scene = { try Scene.bid() }
    private static let both = Actor(PartyID("BOTH"), [.bidder, .centre])

    static let bids: [Demand] = [
        Demand(
            "a bid at the deadline itself", "bid.beforeDeadline", .electronicTendering(27), in: open,
            refused: submit("B1", at: Papers.deadline), allowed: submit("B1", at: Papers.deadline.plus(-1))),
        Demand(
            "a bid one millisecond late", "bid.beforeDeadline", .electronicTendering(27), in: three,
            refused: submit("B9", by: People.bidder(9), at: Papers.deadline.plus(1)),
            allowed: submit("B9", by: People.bidder(9), at: Papers.deadline.plus(-1))),
        Demand(
            "a bid of the operator", "bid.independent", .electronicTendering(23), in: open,
            refused: submit("B1", by: both), allowed: submit("B1")),
        Demand(
            "a bid of the agency", "bid.independent", .electronicTendering(23), in: open,
            refused: submit("B1", by: Actor(People.agency.party, [.agency, .bidder])),
            allowed: submit("B1", by: Actor(People.otherAgency.party, [.agency, .bidder]))),
        Demand(
            "a bid of the custodian of the lot's key", "bid.notKeyHolder", .platform, in: open,
            refused: submit("B1", by: Actor(PartyID("CUSTODIAN-L1"), [.custodian, .bidder])),
            allowed: submit("B1", by: Actor(PartyID("CUSTODIAN-L2"), [.custodian, .bidder]))),
        Demand(
            "a bid that is not sealed", "bid.sealed", .electronicTendering(26), in: open,
            refused: submit("B1", facts: Facts(envelopeFault: Papers.unsealed)), allowed: submit("B1")),
        Demand(
            "a bid under a name in use", "bid.nameFree", .platform, in: three,
            refused: submit("B1", by: People.bidder(9)), allowed: submit("B9", by: People.bidder(9))),
        Demand(
            "a second bid that names none to replace", "bid.oneLive", .biddingLaw(29), in: three,
            refused: submit("B9"), allowed: submit("B9", replaces: "B1")),
        Demand(
            "a bid in place of another's", "bid.oneLive", .biddingLaw(29), in: three,
            refused: submit("B9", replaces: "B2"), allowed: submit("B9", replaces: "B1")),
        Demand(
            "a first bid in place of none", "bid.oneLive", .biddingLaw(29), in: open,
            refused: submit("B1", replaces: "B0"), allowed: submit("B1")),
        Demand(
            "a withdrawal at the deadline", "bid.withdrawBeforeDeadline", .biddingLaw(29), in: three,
            refused: withdraw("B1", at: Papers.deadline),
            allowed: withdraw("B1", at: Papers.deadline.plus(-1))),
        Demand(
            "a withdrawal of another's bid", "bid.own", .biddingLaw(29), in: three,
            refused: withdraw("B2"), allowed: withdraw("B2", by: People.bidder(2))),
        Demand(
            "a second withdrawal", "bid.own", .biddingLaw(29),
            in: {
                var scene = try three()
                try scene.does(withdraw("B1"))
                return scene
            }, refused: withdraw("B1"), allowed: withdraw("B1"), in: three),
    ]

    /// A lot that is closed with two bidders can only stand in a log that was not kept by this law. The
    /// opening looks for itself all the same.
    private static let closedWithTwo: @Sendable () throws -> Scene = {
        var scene = try Scene.closed()
        scene.tender?.lots[0].live[People.bidder(1).party] = nil
        return scene
    }

    private static func release(_ name: String, _ finding: OpeningFinding? = Papers.opened("B")) -> Ask {
        Ask(
            .releaseKey(BidID(name), contentKey: "key"), by: People.custodian(of: Papers.lots[0]),
            facts: Facts(opening: finding))
    }

    static func fault(_ name: String, _ fault: Fault, at instant: Instant? = nil) -> Ask {
        Ask(.ruleOnFault(BidID(name), fault, text: digest("ruling")), by: People.agency, at: instant)
    }

    /// The bids that are named do not decrypt, and a ruling says whose fault that is.
    static func failing(_ bids: String..., fault: Fault) -> @Sendable () throws -> Scene {
        {
            var scene = try Scene.opening()
            for bid in bids {
                try scene.does(release(bid, Papers.undecipherable))
                try scene.does(Self.fault(bid, fault))
            }
            return scene
        }
    }

    private static let openCommand = Ask(.openBids, by: People.custodian(of: Papers.lots[0]))
    static let closeOpening = Ask(.closeOpening(record: digest("record")), by: People.agency)

    static let opening: [Demand] = [
        Demand(
            "an opening with two bidders", "quorum.bidders", .biddingLaw(28), in: closedWithTwo,
            refused: openCommand, allowed: openCommand, in: { try Scene.closed() }),
        Demand(
            "a key when the opening has stopped for want of bidders", "quorum.biddersLeft",
            .biddingRegulation(44), in: failing("B1", fault: .other), refused: release("B2"),
            allowed: release("B2"), in: failing("B1", fault: .bidder)),
        Demand(
            "a key for a bid that was replaced", "bid.awaitsKey", .electronicTendering(30),
            in: {
                var scene = try three()
                try scene.does(submit("B9", replaces: "B1"))
                try scene.does(.openBids, by: People.custodian(of: Papers.lots[0]), at: Papers.deadline)
                return scene
            }, refused: release("B1"), allowed: release("B9")),
        Demand(
            "a second key for a bid", "bid.awaitsKey", .electronicTendering(30),
            in: {
                var scene = try Scene.opening()
                try scene.does(release("B1"))
                return scene
            }, refused: release("B1"), allowed: release("B2")),
        Demand(
            "a key that nobody has tried", "bid.awaitsKey", .electronicTendering(30),
            in: { try Scene.opening() }, refused: release("B1", nil), allowed: release("B1")),
        Demand(
            "a ruling one millisecond before the window is over", "bid.awaitsRuling",
            .electronicTendering(31), earliest: Papers.deadline.adding(minutes: 30),
            in: { try Scene.opening() },
            refused: fault("B1", .bidder, at: Papers.deadline.adding(minutes: 30).plus(-1)),
            allowed: fault("B1", .bidder, at: Papers.deadline.adding(minutes: 30))),
        Demand(
            "a ruling on a bid that opened", "bid.awaitsRuling", .electronicTendering(31),
            in: { try Scene.opened() }, refused: fault("B1", .bidder), allowed: fault("B1", .bidder),
            in: {
                var scene = try Scene.opening()
                try scene.does(release("B1", Papers.undecipherable))
                return scene
            }),
        Demand(
            "an end of the opening while a bid waits", "opening.allDecrypted", .electronicTendering(30),
            in: {
                var scene = try Scene.opening()
                try scene.does(release("B1"))
                try scene.does(release("B2", Papers.notABid))
                return scene
            }, refused: closeOpening, allowed: closeOpening, in: { try Scene.opened() }),
        Demand(
            "an end of the opening over an unanswered objection", "opening.objectionsAnswered",
            .biddingRegulation(44),
            in: {
                var scene = try Scene.opened()
                try scene.does(object(.opening))
                return scene
            }, refused: closeOpening, allowed: closeOpening,
            in: {
                var scene = try Scene.opened()
                try scene.does(object(.opening))
                try scene.does(answer("O"))
                return scene
            }),
    ]
}
