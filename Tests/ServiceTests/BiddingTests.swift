import Foundation
import Ledger
import Procurement
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

@Suite("Many bidders at once")
struct BiddingTests {
    /// Sends all at the same moment, each over a connection of its own. Gives the answers in the order of the bids.
    private func together(_ sale: AuctionHall, _ signed: [[UInt8]]) throws -> [Reply] {
        let replies = Locked<[Int: Reply]>([:])
        let (ready, go, done) = (DispatchGroup(), DispatchGroup(), DispatchGroup())
        go.enter()
        for (number, bytes) in signed.enumerated() {
            ready.enter()
            done.enter()
            let address = sale.server.address
            let thread = Thread {
                defer { done.leave() }
                let hall = try? tradehall.Hall(address)
                // The connection stands before it begins.
                _ = try? hall?.time()
                ready.leave()
                go.wait()
                guard let reply = try? hall?.send("POST", "/commands", [], bytes) else { return }
                replies.withLock { $0[number] = reply }
            }
            thread.start()
        }
        ready.wait()
        go.leave()
        done.wait()
        let all = replies.withLock { $0 }
        return try signed.indices.map { number in
            guard let reply = all[number] else { throw Trouble("bid \(number) had no answer") }
            return reply
        }
    }

    private func price(_ round: Int) -> Int64 { AuctionHall.startPrice + Int64(round) * AuctionHall.step }

    @Test(
        "of bids with the same price at the same time exactly one is taken, and the others are told what tops it"
    )
    func same() throws {
        let sale = try AuctionHall.inTimedBidding(bidders: 6, roundSeconds: 3600)
        var winners: Set<Int> = []
        for round in 0..<20 {
            let bids = try sale.bidders.map { try sale.signedBid($0, price(round)) }
            let replies = try together(sale, bids)
            #expect(replies.count { $0.status == 201 } == 1)
            for (number, reply) in replies.enumerated() {
                guard reply.status != 201 else {
                    winners.insert(number)
                    continue
                }
                let refused = try Refused(reply)
                #expect(refused.code == "live.step" && refused.status == 422)
                #expect(refused.demanded == ">= \(Fen(price(round + 1)).yuan)")
            }
            let bidding = try #require(try sale.lot("L1")["bidding"])
            #expect(bidding["offers"] == .integer(Int64(round + 1)))
            #expect(bidding["leading"]?["price"] == .integer(price(round)))
        }
        #expect(!winners.isEmpty)
    }

    @Test(
        "the bids of fifty who call at the same time are strictly rising in the log, each receipt names its place, and every watcher sees all of them in that order"
    )
    func fifty() throws {
        let sale = try AuctionHall.inTimedBidding(bidders: 50, roundSeconds: 3600)
        let watchers = (0..<8).map { _ in BiddingWatcher(sale.tender, after: 0) }
        for watcher in watchers { watcher.connect(sale.server.address) }
        var taken: [(seq: Int64, price: Int64)] = []
        for wave in 0..<4 {
            let prices = (0..<50).map { price(wave * 50 + $0) }.shuffled()
            let bids = try zip(sale.bidders, prices).map { try sale.signedBid($0, $1) }
            for (price, reply) in zip(prices, try together(sale, bids)) {
                guard reply.status == 201 else {
                    #expect(try Refused(reply).code == "live.step")
                    continue
                }
                taken.append((try Receipt.parse(reply.body).seq, price))
            }
        }
        taken.sort { $0.seq < $1.seq }
        #expect(taken.count >= 4)
        #expect(zip(taken, taken.dropFirst()).allSatisfy { $0.seq < $1.seq && $0.price < $1.price })
        let last = try #require(taken.last)
        for watcher in watchers {
            _ = try watcher.waits(for: "the last bid") { $0.seq == last.seq }
            #expect(watcher.offers.map(\.price) == taken.map(\.price))
            #expect(watcher.offers.map(\.seq) == taken.map(\.seq))
        }
        #expect(try sale.lot("L1")["bidding"]?["leading"]?["price"] == .integer(last.price))
    }
}
