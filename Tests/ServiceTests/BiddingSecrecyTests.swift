import Foundation
import Ledger
import Procurement
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

@Suite("Who bids in an auction is nobody's to know before the deal")
struct BiddingSecrecyTests {
    /// Everything that a stranger, another bidder and the centre can read of the sale, with the entries one by one.
    private func readable(_ sale: AuctionHall, by parties: [BenchParty?]) throws -> String {
        var text = ""
        for party in parties {
            let hall = try sale.hall(as: party)
            for path in [
                "/tenders", "/tenders/\(sale.tender)", "/tenders/\(sale.tender)/export", "/", "/health",
            ] {
                text += try hall.send("GET", path).text
            }
            for version in 1...30 {
                let reply = try hall.send("GET", "/tenders/\(sale.tender)/entries/\(version)")
                text += reply.text
                // The receipt's entry is text within text.
                if reply.status == 200 {
                    text += String(decoding: try Receipt.parse(reply.body).entry, as: UTF8.self)
                }
            }
        }
        return text
    }

    private func namesNobody(
        _ text: String, _ sale: AuctionHall, but own: BenchParty? = nil, _ when: String,
        _ place: SourceLocation = #_sourceLocation
    ) {
        for bidder in sale.bidders where bidder.uscc != own?.uscc {
            let isNamed = text.contains(bidder.uscc) || text.contains(bidder.name)
            #expect(!isNamed, "\(when) names \(bidder.name)", sourceLocation: place)
        }
    }

    @Test(
        "neither the view, the events, the entries nor a refusal names a bidder before the deal, and after it the winner alone is public"
    )
    func names() throws {
        let sale = try AuctionHall(bidders: 4)
        try sale.admitAll()
        let watcher = BiddingWatcher(sale.tender, after: 0)
        watcher.connect(sale.server.address)
        let (winner, other) = (sale.bidders[0], sale.bidders[1])
        func heard() -> String { watcher.all.flatMap(\.events).map(\.text).joined() }
        func look(_ when: String) throws {
            namesNobody(try readable(sale, by: [nil, sale.centre]), sale, "the hall \(when)")
            // What it says of itself is in its own receipts only.
            namesNobody(try readable(sale, by: [other]), sale, but: other, "the hall, to a bidder, \(when)")
            namesNobody(heard(), sale, "an event \(when)")
        }
        try look("before the bidding")
        try sale.move(to: AuctionHall.opens)
        try sale.waits(for: "freeBidding", of: "L1")
        try sale.bid(winner, AuctionHall.startPrice)
        try sale.bid(other, AuctionHall.startPrice + AuctionHall.step)
        try sale.move(to: try sale.timedFrom("L1"))
        let price = AuctionHall.startPrice + 2 * AuctionHall.step
        let end = sale.round(from: try sale.bid(winner, price))
        try look("during the bidding")
        // Too low, twice the same id, not admitted, not the winner.
        var refusals: [String] = []
        refusals.append(try sale.post(try sale.signedBid(other, price)).text)
        refusals.append(
            try sale.post(
                try sale.signed(
                    other, "apply", lots: ["L1"],
                    [
                        "text": try sale.paper(other, "竞买申请书"), "bond": .integer(AuctionHall.startPrice),
                        "payer": .string(other.uscc),
                    ])
            ).text)
        refusals.append(try sale.post(try sale.signedBid(sale.agency, price + AuctionHall.step)).text)
        try sale.move(to: end)
        try sale.waits(for: "hammer", of: "L1")
        refusals.append(try sale.post(try sale.signedBid(other, price + AuctionHall.step)).text)
        refusals.append(
            try sale.post(
                try sale.signed(other, "confirmDeal", lots: ["L1"], ["text": try sale.paper(other, "成交确认书")])
            ).text)
        for refusal in refusals {
            #expect(refusal.contains("\"status\":4"), "\(refusal)")
            namesNobody(refusal, sale, "a refusal")
        }
        try look("after the hammer")
        // One side has confirmed: the deal does not stand yet.
        try sale.act(winner, "confirmDeal", lots: ["L1"], ["text": try sale.paper(winner, "成交确认书")])
        try look("before the seller has confirmed")
        #expect(try sale.lot("L1")["winner"] == nil)
        try sale.act(sale.agency, "confirmDeal", lots: ["L1"], ["text": try sale.paper(sale.agency, "成交确认书")])
        let named = try #require(try sale.lot("L1")["winner"]?["bidder"])
        #expect(named["uscc"] == .string(winner.uscc) && named["name"] == .string(winner.name))
        _ = try watcher.waits(for: "lotMoved", phase: "awarded")
        namesNobody(heard(), sale, "an event up to the deal")
        namesNobody(try readable(sale, by: [nil]), sale, but: winner, "the hall after the deal")
        // It is so too when the hall is up again, from the log alone.
        sale.server.kill()
        try sale.server.start()
        #expect(try sale.lot("L1")["winner"]?["bidder"] == named)
        namesNobody(
            try readable(sale, by: [nil]), sale, but: winner, "the hall after a restart")
    }

    @Test("how many have applied and were let in cannot be read before the bidding opens")
    func numbers() throws {
        let sale = try AuctionHall(bidders: 4)
        let watcher = BiddingWatcher(sale.tender, after: 0)
        watcher.connect(sale.server.address)
        func everything() throws -> [String] {
            let hall = try sale.hall()
            guard case .object(var view) = try hall.getJSON("/tenders/\(sale.tender)") else {
                throw Trouble("no view")
            }
            view["now"] = nil
            // Two entries are in the open: the project and its notice.
            return try [JSON.object(view).text, hall.send("GET", "/tenders").text]
                + (1...14).map { try hall.send("GET", "/tenders/\(sale.tender)/entries/\($0)").text }
        }
        let before = try everything()
        let heard = watcher.all.count
        try sale.admitAll()
        #expect(try everything() == before)
        // What the agency publishes afterwards has a number that would tell, so that entry is not shown.
        try sale.act(
            sale.agency, "amendDocuments",
            ["text": try sale.paper(sale.agency, "补充公告"), "affectsBids": false])
        #expect(try sale.hall().send("GET", "/tenders/\(sale.tender)/entries/11").status == 404)
        _ = try watcher.waits(for: "the amendment") {
            $0.events.contains { $0["event"] == "documentsAmended" }
        }
        #expect(watcher.all.count == heard + 1)
        let told = watcher.all.flatMap(\.events).map(\.text).joined()
        #expect(!told.contains("paddle"))
        for bidder in sale.bidders { #expect(!told.contains(bidder.uscc)) }
    }
}
