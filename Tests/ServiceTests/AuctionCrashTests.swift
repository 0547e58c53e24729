import Foundation
import Ledger
import OpenSSL
import Platform
import Procurement
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

@Suite("Power cuts in the middle of an auction")
struct AuctionCrashTests {
    private static let kills = 12

    /// A bid that was sent, and what came of it.
    private struct Sent: Sendable {
        var bidder: Int
        var price: Int64
        var signed: [UInt8]
    }

    /// What the bidders were told.
    private struct Told: Sendable {
        var nextPrice = AuctionHall.startPrice
        var receipts: [(sent: Sent, bytes: [UInt8])] = []
        /// The connection broke before an answer: whether it was taken is not known.
        var unanswered: [Sent] = []
        var topped = 0
        var faults: [String] = []
    }

    @Test(
        "an auction that is cut off at any moment keeps each acknowledged bid in the order of prices, and begins its round anew in full each time"
    )
    func kills() throws {
        let sale = try AuctionHall.inTimedBidding(bidders: 8)
        let watcher = BiddingWatcher(sale.tender, after: 0)
        watcher.connect(sale.server.address)
        let told = Locked(Told())
        var gaps: Set<Int> = []
        for cut in 0..<Self.kills {
            load(sale, told, killAfter: .random(in: 20_000...250_000))
            watcher.waitForBreak()
            // Down for a second, for less than a round, or for longer than a round.
            let gap = [1, 120, 1_200][cut % 3]
            gaps.insert(gap)
            try restart(sale, told, after: gap, diesOnceMore: cut % 4 == 3)
            watcher.connect(sale.server.address)
            try roundBeginsAnew(sale, watcher)
            try resend(sale, told)
        }
        let (receipts, unanswered, faults) = told.withLock { ($0.receipts, $0.unanswered, $0.faults) }
        #expect(faults == [])
        #expect(unanswered.isEmpty)
        #expect(receipts.count > Self.kills, "the load was none: \(receipts.count) bids")
        let log = try end(sale, receipts.max { $0.sent.price < $1.sent.price }?.sent, watcher)
        try compare(log, receipts, sale, watcher)
        print("\(Self.kills) power cuts, \(receipts.count) bids acknowledged")
    }

    /// Every bidder calls one price after the other, until the server is gone.
    private func load(_ sale: AuctionHall, _ told: Locked<Told>, killAfter pause: UInt32) {
        let (address, tender) = (sale.server.address, sale.tender)
        let bidders = DispatchGroup()
        for (number, bidder) in sale.bidders.enumerated() {
            let thread = Thread {
                defer { bidders.leave() }
                guard let hall = try? tradehall.Hall(address), let now = try? hall.time() else { return }
                while true {
                    let price = told.withLock { told in
                        told.nextPrice += AuctionHall.step
                        return told.nextPrice
                    }
                    guard let id = try? tradehall.Hall.freshID(),
                        let signed = try? bidder.signer.sign(
                            CommandEnvelope.bytes(
                                id: id, command: "placeBid", tender: tender, lots: ["L1"], issuedAt: now,
                                body: ["price": .integer(price)]), at: now.milliseconds)
                    else { return }
                    let sent = Sent(bidder: number, price: price, signed: signed)
                    let reply = try? hall.send("POST", "/commands", [], signed)
                    told.withLock { note(reply, sent, &$0) }
                    if reply == nil { return }
                }
            }
            bidders.enter()
            thread.start()
        }
        usleep(pause)
        sale.server.kill()
        bidders.wait()
    }

    private func note(_ reply: Reply?, _ sent: Sent, _ told: inout Told) {
        guard let reply else { return told.unanswered.append(sent) }
        switch reply.status {
        case 200, 201: told.receipts.append((sent, reply.body))
        // Another's higher price was there first.
        case 422 where (try? Refused(reply).code) == "live.step": told.topped += 1
        default: told.faults.append("\(sent.price) got \(reply.status): \(reply.text)")
        }
    }

    /// Starts the hall again, so many seconds after the last bid that it acknowledged.
    private func restart(
        _ sale: AuctionHall, _ told: Locked<Told>, after gap: Int, diesOnceMore: Bool
    ) throws {
        let last = try told.withLock { told in
            try told.receipts.map { try Entry(try Receipt.parse($0.bytes).entry).at }.max()
        }
        let known = try AuctionHall.instant(sale.server.clock)
        let from = max(last.map { Instant(milliseconds: $0) } ?? known, known)
        sale.server.clock = from.adding(seconds: gap).text
        if diesOnceMore {
            try sale.server.spawn()
            usleep(.random(in: 0...60_000))
            sale.server.kill()
            sale.server.clock = from.adding(seconds: gap + 1).text
        }
        try sale.server.start()
    }

    /// Nobody bids meanwhile: the round ends a whole round after the hall was up again, and everybody may know.
    private func roundBeginsAnew(_ sale: AuctionHall, _ watcher: BiddingWatcher) throws {
        let up = try AuctionHall.instant(sale.server.clock)
        let heard = try watcher.waits(for: "the interruption before \(up.text)") { heard in
            heard.events.contains { $0["event"] == "liveTimesMoved" }
                && Instant(text: heard.at).map { $0 >= up } ?? false
        }
        let at = try AuctionHall.instant(heard.at)
        #expect(try sale.ends("L1") == sale.round(from: at))
        #expect(try sale.lot("L1")["phase"] == "timedBidding")
    }

    /// Whoever had no answer sends the same bid again, as it is.
    private func resend(_ sale: AuctionHall, _ told: Locked<Told>) throws {
        let waiting = told.withLock { told in
            defer { told.unanswered = [] }
            return told.unanswered
        }
        for sent in waiting.sorted(by: { $0.price < $1.price }) {
            let reply = try sale.post(sent.signed)
            told.withLock { note(reply, sent, &$0) }
        }
    }

    /// The last round runs out, the deal is made, and the sale is exported and verified.
    private func end(_ sale: AuctionHall, _ leader: Sent?, _ watcher: BiddingWatcher) throws -> AuctionLog {
        let leader = try #require(leader)
        let winner = sale.bidders[leader.bidder]
        let last = try #require(try sale.ends("L1"))
        try sale.move(to: last.adding(seconds: 77))
        let hammer = try watcher.waits(for: "lotMoved", phase: "hammer")
        #expect(hammer["at"] == .string(last.text))
        try sale.deal(with: winner)
        try sale.close(with: winner, price: leader.price)
        let log = try AuctionLog(of: sale)
        // What the interruptions did is in the open, also for those who did not watch.
        for entry in log.interruptions {
            let reply = try sale.hall().send("GET", "/tenders/\(sale.tender)/entries/\(entry.version)")
            #expect(reply.status == 200)
            #expect(try Entry(try Receipt.parse(reply.body).entry).kind == "tender.interruption@1")
        }
        #expect(sale.server.stop() == 0)
        for arguments in [
            ["ledger", "verify", sale.server.data], ["tender", "verify", log.path, "--log-key", log.logKey],
        ] {
            let verified = try run(sale.world.program, arguments + ["--lang", "en"])
            #expect(verified.status == 0, "\(verified.out)")
        }
        return log
    }

    private func compare(
        _ log: AuctionLog, _ receipts: [(sent: Sent, bytes: [UInt8])], _ sale: AuctionHall,
        _ watcher: BiddingWatcher
    ) throws {
        let key = try LogKey(text: log.logKey, OpenSSL.Digest.sha256)
        for (sent, bytes) in receipts {
            let receipt = try Receipt.parse(bytes)
            let entry = try receipt.verify(with: key, OpenSSL.Digest.sha256, signatureCheck: ed25519Check)
                .entry
            #expect(log.entries[receipt.seq] == receipt.entry, "the bid of \(sent.price) is lost")
            guard case .array(let events)? = entry.body["events"] else { throw Trouble("no events") }
            #expect(events.contains { $0["price"] == .integer(sent.price) })
        }
        let prices = log.offers.map(\.price)
        #expect(zip(prices, prices.dropFirst()).allSatisfy { $0 < $1 }, "not in the order of prices")
        // All that were not acknowledged were sent again, so nothing else may be there.
        #expect(Set(prices) == Set(receipts.map(\.sent.price)) && prices.count == receipts.count)
        let seen = watcher.offers
        #expect(seen.map(\.price) == prices && seen.map(\.seq) == log.offers.map(\.seq))
        #expect(log.interruptions.count >= Self.kills)
        let moves = watcher.all.filter { $0.events.contains { $0["event"] == "liveTimesMoved" } }
        #expect(moves.map(\.seq) == log.interruptions.map(\.seq))
        // Some bid came more than a round after the one before: it would have been late.
        let late = zip(log.offers, log.offers.dropFirst()).filter { $1.at >= sale.round(from: $0.at) }
        #expect(!late.isEmpty, "no cut outlasted a round")
    }
}
