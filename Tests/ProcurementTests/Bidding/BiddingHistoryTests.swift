import Procurement
import Testing

/// Whatever people try, at whatever moments, and however late the clock is looked at.
@Suite struct BiddingHistoryTests {
    private struct Deed {
        var command: Command
        var actor: Actor
        var at: Instant
    }

    /// A seeded history of a sale, dense around the ends of rounds. Refused deeds are part of it.
    private static func history(_ mode: Mode, seed: UInt64) throws -> (scene: Scene, deeds: [Deed]) {
        var chance = Chance(seed: seed)
        var scene = try Sales.open(mode)
        var deeds: [Deed] = []
        for _ in 0..<80 {
            let next = scene.timers.first { $0 > scene.now }
            let step: Int64 =
                if let next, chance.once(in: 3) {
                    // Just before, at, or just after the instant at which something ends.
                    max(0, next.milliseconds - scene.now.milliseconds + Int64(chance.number(-1...1)))
                } else {
                    Int64(chance.number(0...180_000))
                }
            let (command, actor) = Sales.attempt(&chance, in: scene)
            let deed = Deed(command: command, actor: actor, at: scene.now.plus(step))
            deeds.append(deed)
            scene.now = deed.at
            try scene.tick(deed.at)
            if scene.refusal(of: deed.command, by: deed.actor, id: "d\(deeds.count)") == nil {
                try scene.does(deed.command, by: deed.actor, id: "d\(deeds.count)")
            }
        }
        try scene.tick(scene.now.plus(86_400_000))
        return (scene, deeds)
    }

    /// The same deeds with a clock that is looked at when chance will have it.
    private static func replay(_ mode: Mode, _ deeds: [Deed], chance: inout Chance) throws -> Scene {
        var scene = try Sales.open(mode)
        for (number, deed) in deeds.enumerated() {
            let gap = deed.at.milliseconds - scene.now.milliseconds
            if gap > 0, chance.once(in: 3) {
                try scene.tick(scene.now.plus(Int64(chance.number(0...Int(gap)))))
            }
            scene.now = deed.at
            if scene.refusal(of: deed.command, by: deed.actor, id: "d\(number + 1)") == nil {
                try scene.does(deed.command, by: deed.actor, id: "d\(number + 1)")
            }
        }
        try scene.tick(scene.now.plus(86_400_000))
        return scene
    }

    @Test(
        "any delay of the clock ends in the same state", arguments: [Mode.auction, .listing], 1...60)
    func delays(_ mode: Mode, _ seed: Int) throws {
        let (scene, deeds) = try Self.history(mode, seed: UInt64(seed))
        var chance = Chance(seed: UInt64(seed) &* 7919)
        let other = try Self.replay(mode, deeds, chance: &chance)
        #expect(scene.tender == other.tender, "seed \(seed)")
    }

    @Test(
        "prices keep the order of their arrival, and the leader is the first at the highest",
        arguments: [Mode.auction, .listing], 1...60)
    func arrival(_ mode: Mode, _ seed: Int) throws {
        let scene = try Self.history(mode, seed: UInt64(seed)).scene
        let made = scene.log.compactMap { entry -> (BidID, Fen)? in
            if case .offerMade(let bid, _, _, _, let price) = entry.event { return (bid, price) }
            return nil
        }
        let offers = try scene.lot().offers
        #expect(offers.map(\.id) == made.map(\.0), "seed \(seed)")
        #expect(zip(offers, offers.dropFirst()).allSatisfy { $0.at <= $1.at && $0.price <= $1.price })
        let highest = offers.map(\.price).max()
        #expect(try scene.lot().leadingOffer == offers.first { $0.price == highest }, "seed \(seed)")
        if mode == .auction {
            #expect(zip(offers, offers.dropFirst()).allSatisfy { $0.price < $1.price }, "seed \(seed)")
        }
    }

    @Test(
        "no price counts at or after the end of its round", arguments: [Mode.auction, .listing], 1...60)
    func rounds(_ mode: Mode, _ seed: Int) throws {
        let (scene, deeds) = try Self.history(mode, seed: UInt64(seed))
        var again = try Sales.open(mode)
        var inRounds = 0
        for (number, deed) in deeds.enumerated() {
            // The clock is never looked at: the act itself must know that the round is over.
            let before = try again.lot()
            again.now = deed.at
            guard let events = try? again.decide(deed.command, by: deed.actor, id: "d\(number + 1)") else {
                continue
            }
            if case .placeBid = deed.command, before.phase == .timedBidding, !before.isSuspended {
                inRounds += 1
                #expect(before.roundEnds.map { deed.at < $0 } ?? false, "seed \(seed)")
            }
            try again.happen(events)
            if case .placeBid = deed.command, again.phase() == .timedBidding {
                #expect(try again.lot().roundEnds == deed.at.adding(seconds: Sales.round), "seed \(seed)")
            }
        }
        #expect(try again.lot().offers == scene.lot().offers, "seed \(seed)")
        if try scene.lot().milestones[.hammered] == nil { #expect(try scene.lot().winner == nil) }
    }
}
