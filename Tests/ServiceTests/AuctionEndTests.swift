import Foundation
import Ledger
import Procurement
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

@Suite("The end of a timed round, to the millisecond")
struct AuctionEndTests {
    /// Sends a bid that was signed before as soon as the clock is set. Gives its instant when it was taken; when
    /// it was refused, that it was refused as late, by its arrival.
    private func race(
        _ sale: AuctionHall, _ signed: [UInt8], when instant: Instant, ending end: Instant
    ) throws -> Instant? {
        let hall = try sale.hall()
        let body: JSON = ["now": .string(instant.text)]
        let moved = try hall.send("POST", "/rehearsal/clock", [], body.canonicalBytes())
        #expect(moved.status == 200, "\(moved.text)")
        let reply = try hall.send("POST", "/commands", [], signed)
        if reply.status == 201 {
            let at = Instant(milliseconds: try Entry(try Receipt.parse(reply.body).entry).at)
            #expect(at < end && at >= instant)
            return at
        }
        let refused = try Refused(reply)
        #expect(refused.code == "live.inTime" && refused.status == 422, "\(reply.text)")
        #expect(refused.demanded == "< \(end.text)")
        let found = try AuctionHall.instant(try #require(refused.found))
        #expect(found >= end && found >= instant)
        return nil
    }

    @Test(
        "a bid before the end begins the round anew from its own instant, one at the end or after it is refused as late, and the hammer falls at the last bid and a whole round"
    )
    func ends() throws {
        let sale = try AuctionHall(bidders: 3, lots: 12, roundSeconds: 60)
        try sale.admitAll()
        let watcher = BiddingWatcher(sale.tender, after: 0)
        watcher.connect(sale.server.address)
        var (inTime, late) = (0, 0)
        for (number, lot) in sale.lots.enumerated() {
            try sale.move(to: try sale.timedFrom(lot))
            var price = AuctionHall.startPrice
            var end = sale.round(from: try sale.bid(sale.bidders[0], price, lot: lot))
            #expect(try sale.ends(lot) == end)
            // Ever closer to the end, until a bid comes too late.
            for before in [400, 40, 20, 10, 6, 4, 3, 2, 1] as [Int64] where before > 0 {
                price += AuctionHall.step
                let signed = try sale.signedBid(sale.bidders[1 + number % 2], price, lot: lot)
                let aimed = Instant(milliseconds: end.milliseconds - before)
                guard let at = try race(sale, signed, when: aimed, ending: end) else {
                    late += 1
                    break
                }
                inTime += 1
                end = sale.round(from: at)
            }
            // At the very end nothing is taken any more.
            price += AuctionHall.step
            if try sale.hall().time() < end {
                let signed = try sale.signedBid(sale.bidders[0], price, lot: lot)
                #expect(try race(sale, signed, when: end, ending: end) == nil)
                late += 1
            }
            // However late the hall looks at the clock.
            let hammer = try watcher.waits(for: "lotMoved", phase: "hammer", of: lot)
            #expect(hammer["at"] == .string(end.text), "\(lot)")
        }
        #expect(inTime >= sale.lots.count && late >= sale.lots.count, "\(inTime) in time, \(late) late")
    }

    @Test(
        "nobody needs to call: long after the end the hammer has fallen at the end, and no bid came between")
    func unattended() throws {
        let sale = try AuctionHall.inTimedBidding(bidders: 3, roundSeconds: 60)
        let end = sale.round(from: try sale.bid(sale.bidders[0], AuctionHall.startPrice))
        let watcher = BiddingWatcher(sale.tender, after: 0)
        watcher.connect(sale.server.address)
        let signed = try sale.signedBid(sale.bidders[1], AuctionHall.startPrice + AuctionHall.step)
        try sale.move(to: end.adding(minutes: 600))
        let refused = try Refused(try sale.post(signed))
        #expect(refused.code == "live.inTime")
        #expect(
            try watcher.waits(for: "lotMoved", phase: "hammer")["at"] == .string(end.text))
        #expect(watcher.offers.map(\.price) == [AuctionHall.startPrice])
    }
}
