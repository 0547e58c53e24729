import Foundation
import Ledger
import Platform
import Procurement
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

@Suite("The sealed reserve of an auction")
struct AuctionReserveTests {
    private static let price = AuctionHall.startPrice + 10 * AuctionHall.step
    private static let salt = "7f1e-40c2-99ab"

    /// A sale whose hammer has fallen at a price, with the reserve sealed before.
    private func hammered(at price: Int64) throws -> AuctionHall {
        let sale = try AuctionHall(bidders: 3, hasReserve: true)
        try sale.admitAll()
        let commitment = Platform.Hall.reserve(Fen(Self.price), salt: Self.salt)
        try sale.act(sale.agency, "sealReserve", lots: ["L1"], ["commitment": .string(commitment.hex)])
        #expect(try sale.lot("L1")["bidding"]?["reserveSealed"] == .string(commitment.hex))
        #expect(try sale.lot("L1")["bidding"]?["reserve"] == nil)
        try sale.move(to: AuctionHall.opens)
        try sale.bid(sale.bidders[0], AuctionHall.startPrice)
        // Nobody may show it while there is bidding, and nothing tells of it.
        let early = try Refused(try open(sale, Self.price, Self.salt))
        #expect(early.status == 422)
        #expect(try sale.lot("L1")["bidding"]?["reserve"] == nil)
        try sale.move(to: try sale.timedFrom("L1"))
        let end = sale.round(from: try sale.bid(sale.bidders[1], price))
        try sale.move(to: end)
        try sale.waits(for: "hammer", of: "L1")
        return sale
    }

    private func open(_ sale: AuctionHall, _ price: Int64, _ salt: String) throws -> Reply {
        try sale.post(
            try sale.signed(
                sale.agency, "openReserve", lots: ["L1"], ["price": .integer(price), "salt": .string(salt)]))
    }

    private func checkpoint(_ sale: AuctionHall) throws -> [UInt8] { try sale.hall().get("/checkpoint") }

    @Test(
        "its digest is public and its price is not, a wrong price or salt is refused and changes nothing, and the right one is shown to all"
    )
    func opens() throws {
        let sale = try hammered(at: Self.price)
        let before = (try checkpoint(sale), try sale.lot("L1"))
        for (price, salt) in [
            (Self.price - 1, Self.salt), (Self.price + 1, Self.salt), (AuctionHall.startPrice, Self.salt),
            (Self.price, "\(Self.salt) "), (Self.price, ""), (Self.price, "7F1E-40C2-99AB"),
            (-Self.price, Self.salt),
        ] {
            let reply = try open(sale, price, salt)
            #expect((400...422).contains(reply.status), "\(price) \(salt): \(reply.text)")
            if reply.status == 422 { #expect(try Refused(reply).code == "reserve.matches") }
            #expect(!reply.text.contains("\(Self.price)"), "a refusal tells the price")
        }
        #expect(try checkpoint(sale) == before.0)
        #expect(try sale.lot("L1") == before.1)
        // Nothing is confirmed before it is known.
        let deal = try sale.signed(
            sale.agency, "confirmDeal", lots: ["L1"], ["text": try sale.paper(sale.agency, "成交确认书")])
        #expect(try Refused(try sale.post(deal)).code == "reserve.open")
        let watcher = BiddingWatcher(sale.tender, after: 0)
        watcher.connect(sale.server.address)
        #expect(try open(sale, Self.price, Self.salt).status == 201)
        #expect(try sale.lot("L1")["bidding"]?["reserve"] == .integer(Self.price))
        let told = try watcher.waits(for: "reserveOpened")
        // Everybody can check the digest.
        guard case .string(let salt)? = told["salt"], case .integer(let price)? = told["price"] else {
            throw Trouble("price and salt are not public")
        }
        #expect(
            .string(Platform.Hall.reserve(Fen(price), salt: salt).hex)
                == (try sale.lot("L1")["bidding"]?["reserveSealed"]))
        #expect(try Refused(try open(sale, Self.price, Self.salt)).code == "reserve.matches", "it opens once")
        // The price meets it to the fen: the sale goes on to its end, and verifies.
        try sale.deal(with: sale.bidders[1])
        try sale.close(with: sale.bidders[1], price: Self.price)
        let log = try AuctionLog(of: sale)
        #expect(try fault(in: log.path, logKey: log.logKey) == nil)
    }

    @Test("a leading bid one fen below it is no sale, and the failure is public with its clause")
    func below() throws {
        let sale = try hammered(at: Self.price - 1)
        #expect(try open(sale, Self.price, Self.salt).status == 201)
        let lot = try sale.lot("L1")
        #expect(lot["phase"] == "failed")
        #expect(lot["failure"]?["code"] == "belowReserve" && lot["failure"]?["clause"] == "reserve.met")
        #expect(lot["winner"] == nil)
        let log = try AuctionLog(of: sale)
        #expect(try fault(in: log.path, logKey: log.logKey) == nil)
    }

    @Test("a reserve that the notice announced and nobody sealed by the opening is no auction")
    func missing() throws {
        let sale = try AuctionHall(bidders: 3, hasReserve: true)
        try sale.admitAll()
        try sale.move(to: AuctionHall.opens)
        try sale.waits(for: "failed", of: "L1")
        #expect(try sale.lot("L1")["failure"]?["code"] == "noReserve")
    }
}
