import Procurement
import Testing

/// The hall was down while prices could be called.
@Suite struct InterruptionTests {
    private static let lot = Sales.lot

    private static func down(_ scene: inout Scene, since: Instant, until: Instant) throws -> [Event] {
        let events = scene.law.interruption(of: try #require(scene.tender), since: since, at: until)
        scene.now = until
        try scene.happen(events)
        return events
    }

    @Test("free bidding ends as much later as the hall was down, and nothing else happened meanwhile")
    func freeBidding() throws {
        var scene = try Sales.open(.auction)
        let events = try Self.down(&scene, since: at(3, 23, 9, 50), until: at(3, 23, 12))
        #expect(events == [.liveTimesMoved(Self.lot, by: 130 * 60_000)])
        #expect(try scene.tick(at(3, 23, 12)) == [])
        #expect(scene.phase() == .freeBidding)
        #expect(try scene.tick(at(3, 23, 12, 10, -1)) == [])
        try scene.tick(at(3, 23, 12, 10))
        #expect(scene.phase() == .timedBidding)
    }

    @Test("a timed round begins anew in full")
    func timedRound() throws {
        var scene = try Sales.open(.auction)
        try scene.does(.placeBid(price: Sales.price(0)), by: People.bidder(1), at: at(3, 23, 9, 30))
        try scene.tick(at(3, 23, 10))
        _ = try Self.down(&scene, since: at(3, 23, 10, 4, 59_999), until: at(3, 23, 10, 30))
        #expect(try scene.tick(at(3, 23, 10, 35, -1)) == [])
        try scene.does(.placeBid(price: Sales.price(1)), by: People.bidder(2), at: at(3, 23, 10, 35, -1))
        #expect(scene.phase() == .timedBidding)
    }

    @Test("what was over before the hall went down stays over, though nobody looked at the clock")
    func overBefore() throws {
        var scene = try Sales.open(.auction)
        try scene.does(.placeBid(price: Sales.price(0)), by: People.bidder(1), at: at(3, 23, 9, 30))
        let events = try Self.down(&scene, since: at(3, 23, 10, 5), until: at(3, 23, 18))
        #expect(events == [])
        try scene.tick(at(3, 23, 18))
        #expect(scene.phase() == .hammer)
        #expect(try scene.lot().milestones[.hammered] == at(3, 23, 10, 5))
    }

    @Test("what the clock had brought about by then comes first, at its own instant")
    func clockFirst() throws {
        var scene = try Sales.open(.auction)
        try scene.does(.placeBid(price: Sales.price(0)), by: People.bidder(1), at: at(3, 23, 9, 30))
        let events = try Self.down(&scene, since: at(3, 23, 10, 2), until: at(3, 23, 11))
        #expect(
            events == [
                .lotMoved(Self.lot, .timedBidding, at: at(3, 23, 10)),
                .liveTimesMoved(Self.lot, by: 58 * 60_000),
            ])
        #expect(try scene.lot().roundEnds == at(3, 23, 11, 5))
    }

    @Test("an opening that fell into the interruption comes as much later; one that comes after it stays")
    func opening() throws {
        var scene = try Sales.applied(.auction)
        try scene.tick(Sales.deadline)
        var other = scene
        let events = try Self.down(&scene, since: at(3, 23, 8), until: at(3, 23, 9))
        #expect(events == [.liveTimesMoved(Self.lot, by: 3_600_000)])
        #expect(try scene.tick(at(3, 23, 10, 0, -1)) == [])
        try scene.tick(at(3, 23, 10))
        #expect(scene.phase() == .freeBidding)
        #expect(try Self.down(&other, since: at(3, 23, 8), until: at(3, 23, 9, 0, -1)) == [])
    }

    @Test("the time to ask for timed bidding is given back")
    func optIn() throws {
        var scene = try Sales.open(.listing)
        try scene.does(.placeBid(price: Sales.price(0)), by: People.bidder(1), at: at(3, 24))
        try scene.tick(at(4, 7, 15))
        _ = try Self.down(&scene, since: at(4, 7, 15, 1), until: at(4, 7, 16))
        #expect(try scene.tick(at(4, 7, 16, 4, -1)) == [])
        try scene.does(.optIn, by: People.bidder(1), at: at(4, 7, 16, 4, -1))
        try scene.tick(at(4, 7, 16, 4))
        #expect(scene.phase() == .timedBidding)
    }

    @Test("applications to a listing get the time back in which they could not be handed in")
    func applications() throws {
        var scene = try Sales.applied(.listing, deadline: at(4, 3, 17))
        try scene.tick(at(3, 23))
        let events = try Self.down(&scene, since: at(4, 3, 16), until: at(4, 3, 18))
        #expect(
            events == [
                .liveTimesMoved(Self.lot, by: 7_200_000), .deadlineMoved(to: at(4, 3, 19), because: nil),
            ])
        let application = Command.apply(
            Application(text: digest("application"), bond: Sales.bond, payer: People.bidder(4).party))
        try scene.does(application, by: People.bidder(4), at: at(4, 3, 19, 0, -1))
        #expect(scene.refusal(of: application, by: People.bidder(5), at: at(4, 3, 19)) != nil)
        #expect(try scene.lot().bidding?.until == at(4, 7, 17))
    }

    @Test("applications that had closed before the hall went down stay closed")
    func closedApplications() throws {
        var scene = try Sales.applied(.listing, deadline: at(4, 3, 17))
        try scene.tick(at(3, 23))
        let events = try Self.down(&scene, since: at(4, 3, 17), until: at(4, 3, 18))
        #expect(events == [.liveTimesMoved(Self.lot, by: 3_600_000)])
    }

    @Test("a lot that stands still by an order, or is over, is not touched")
    func untouched() throws {
        var scene = try Sales.open(.auction)
        try scene.does(.suspend(text: digest("order")), by: People.regulator, at: at(3, 23, 9, 10))
        #expect(try Self.down(&scene, since: at(3, 23, 9, 20), until: at(3, 23, 9, 40)) == [])
        let noticed = try Sales.applied(.auction)
        #expect(
            noticed.law.interruption(of: try #require(noticed.tender), since: at(3, 14), at: at(3, 15)) == [])
    }

    @Test("nobody loses time to bid, whenever and however long the hall is down", arguments: 1...200)
    func nobodyLoses(_ seed: Int) throws {
        var chance = Chance(seed: UInt64(seed))
        let mode = chance.one(of: [Mode.auction], or: .listing)
        var scene = try Sales.open(mode)
        for number in 0..<chance.number(0...12) {
            let bidder = People.bidder(chance.number(1...3))
            let now = scene.now.plus(Int64(chance.number(0...900_000)))
            let price = Fen(
                (try scene.lot().leadingOffer?.price.amount ?? Sales.start.amount) + Sales.step.amount)
            scene.now = now
            if scene.refusal(of: .placeBid(price: price), by: bidder, id: "b\(number)") == nil {
                try scene.does(.placeBid(price: price), by: bidder, id: "b\(number)")
            }
        }
        let since = scene.now.plus(Int64(chance.number(0...600_000)))
        let gap = Int64(chance.number(1...90_000_000))
        var alive = scene
        try alive.tick(since)
        try Self.check(alive, at: since, scene, down: gap, seed)
    }

    private static func check(
        _ alive: Scene, at since: Instant, _ scene: Scene, down gap: Int64, _ seed: Int
    ) throws {
        var (scene, alive) = (scene, alive)
        let now = since.plus(gap)
        let events = try down(&scene, since: since, until: now)
        let before = try alive.lot()
        guard [.freeBidding, .listing, .optIn, .timedBidding].contains(before.phase) else {
            // It was over by then: the interruption changes nothing.
            #expect(events == [], "seed \(seed)")
            try scene.tick(now)
            try alive.tick(now)
            #expect(scene.tender == alive.tender, "seed \(seed)")
            return
        }
        let after = try scene.lot()
        #expect(after.phase == before.phase, "seed \(seed)")
        if before.phase == .timedBidding {
            #expect(after.roundEnds == now.adding(seconds: Sales.round), "seed \(seed)")
        } else {
            #expect(after.bidding?.until == before.bidding?.until.plus(gap), "seed \(seed)")
        }
        #expect(try scene.tick(now) == [], "seed \(seed)")
    }
}
