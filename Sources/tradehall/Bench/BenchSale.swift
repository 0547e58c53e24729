internal import Foundation
internal import Platform
internal import Procurement
internal import StrictJSON

/// A land auction on the benchmark's hall, with admitted bidders.
final class BenchSale: @unchecked Sendable {
    static let tender = "SALE-1"
    let address: String
    let freeBiddingEnds: Instant
    private let hall: BenchHall
    private let opens: Instant
    private let bidders: [BenchParty]

    init(_ hall: BenchHall, bidders count: Int, startPrice: Int64, step: Int64, roundSeconds: Int) throws {
        self.hall = hall
        address = hall.address
        guard let opens = Instant(text: "2026-03-30T10:00:00+08:00") else { throw Bench.wrong }
        self.opens = opens
        freeBiddingEnds = opens.adding(minutes: 60)
        let trust = hall.trust
        bidders = try (0..<count).map { try BenchParty(trust, serial: 100 + $0, name: "基准测试竞买人\($0)") }
        try publish(startPrice, step, roundSeconds)
        try admit(bond: startPrice / 5)
    }

    private func publish(_ startPrice: Int64, _ step: Int64, _ roundSeconds: Int) throws {
        try hall.act(
            hall.agency, "registerProject", Self.tender,
            [
                "name": "基准测试地块", "mode": "auction", "regime": "land", "approval": "基准〔2026〕2号",
                "compulsory": true, "stateFunded": true, "territory": .string(BenchTrust.territory),
                "particulars": ["category": "landUse"],
                "lots": [["id": .string(BenchHall.lot), "name": "地块", "estimate": .integer(startPrice)]],
            ])
        let text = try hall.paper("基准测试拍卖公告")
        try hall.act(
            hall.agency, "publishNotice", Self.tender,
            [
                "publications": [
                    ["medium": "平台", "text": .string(text), "at": .string(BenchHall.start)]
                ], "documents": .string(try hall.paper("拍卖文件")), "documentsFrom": .string(BenchHall.start),
                "documentsUntil": "2026-03-26T17:00:00+08:00", "deadline": "2026-03-27T17:00:00+08:00",
                "bidValidityDays": 90, "method": "highestPrice", "decryptionMinutes": 30,
                "terms": [
                    [
                        "lot": .string(BenchHall.lot), "bidBond": .integer(startPrice / 5),
                        "performanceBondBasisPoints": 0,
                        "live": [
                            "opens": .string(opens.text), "until": .string(freeBiddingEnds.text),
                            "roundSeconds": .integer(Int64(roundSeconds)), "startPrice": .integer(startPrice),
                            "step": .integer(step), "hasReserve": false, "minimumBidders": 3,
                        ],
                    ]
                ],
            ])
    }

    private func admit(bond: Int64) throws {
        let reason = try hall.paper("竞买资格审查意见")
        let share = 8
        try Load.each(share) { [self] part in
            for number in stride(from: part, to: bidders.count, by: share) {
                let bidder = bidders[number]
                let client = try Hall(address)
                _ = try client.command(
                    "registerParty", body: bidder.registration("bidder"), signer: bidder.signer)
                let text = try hall.paper("竞买申请书 \(number)", by: bidder)
                _ = try client.command(
                    "apply", tender: Self.tender, lots: [BenchHall.lot],
                    body: [
                        "text": .string(text), "bond": .integer(bond), "payer": .string(bidder.uscc),
                    ], signer: bidder.signer)
                _ = try client.command(
                    "judgeApplication", tender: Self.tender, lots: [BenchHall.lot],
                    body: [
                        "applicant": .string(bidder.uscc), "accepted": true,
                        "paddle": .integer(Int64(number + 1)), "reason": .string(reason),
                    ], signer: hall.agency.signer)
            }
        }
    }

    /// Lets the clock reach the opening of the bidding.
    func open() throws { try move(to: opens.adding(seconds: 1)) }

    func move(to instant: Instant) throws {
        let client = try Hall(address)
        let body: JSON = ["now": .string(instant.text)]
        _ = try client.expect(200, try client.send("POST", "/rehearsal/clock", [], body.canonicalBytes()))
    }

    /// A signed bid for each price, from one bidder after the other.
    func sign(_ prices: [Int64]) throws -> [(price: Int64, signed: [UInt8])] {
        let now = try Hall(address).time()
        return try prices.enumerated().map { number, price in
            let bidder = bidders[number % bidders.count]
            let bytes = CommandEnvelope.bytes(
                id: try Hall.freshID(), command: "placeBid", tender: Self.tender, lots: [BenchHall.lot],
                issuedAt: now, body: ["price": .integer(price)])
            return (price, try bidder.signer.sign(bytes, at: now.milliseconds))
        }
    }

    /// The hall's own account after the end: the highest price leads, and no acknowledged bid is missing.
    func check(_ prices: [Int64]) throws {
        let view = try Hall(address).getJSON("/tenders/\(Self.tender)")
        guard case .array(let lots)? = view["lots"], let bidding = lots.first?["bidding"],
            bidding["leading"]?["price"] == prices.last.map({ JSON.integer($0) }),
            bidding["offers"] == .integer(Int64(prices.count))
        else { throw Bench.wrong }
    }
}
