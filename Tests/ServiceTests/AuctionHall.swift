import Foundation
import Ledger
import OpenSSL
import Platform
import Procurement
import StrictJSON

@testable import HTTPClient
@testable import tradehall

/// One hall with one auction of land on it, and everybody who acts. The clock is a rehearsal's.
final class AuctionHall {
    let world: World
    let server: ServerProcess
    let folder: String
    let tender = "SALE-1"
    let lots: [String]
    let roundSeconds: Int
    let centre, agency: BenchParty
    let bidders: [BenchParty]

    static let noticed = "2026-03-02T09:00:00+08:00"
    static let opens = "2026-03-30T10:00:00+08:00"
    static let freeBiddingEnds = "2026-03-30T11:00:00+08:00"
    static let startPrice: Int64 = 10_000_000_000
    static let step: Int64 = 1_000_000

    /// - Parameters:
    ///   - count: who will be admitted to every lot.
    ///   - lots: each ends its free bidding half an hour after the one before.
    init(bidders count: Int, lots lotCount: Int = 1, roundSeconds: Int = 300, hasReserve: Bool = false) throws
    {
        world = try World.get()
        folder = try world.desk()
        let trust = try BenchTrust(at: Self.instant(Self.noticed).milliseconds)
        try trust.write(to: "\(folder)/trust")
        centre = try BenchParty(trust, serial: 1, name: "样例交易中心")
        agency = try BenchParty(trust, serial: 2, name: "样例出让人")
        bidders = try (0..<count).map { try BenchParty(trust, serial: 100 + $0, name: "样例竞买人\($0)号") }
        lots = (1...lotCount).map { "L\($0)" }
        self.roundSeconds = roundSeconds
        server = ServerProcess(
            world, data: "\(folder)/hall", clock: Self.noticed, trust: "\(folder)/trust",
            centre: (centre.uscc, centre.name))
        try server.start()
        try publish(hasReserve: hasReserve)
    }

    deinit {
        server.kill()
        try? FileManager.default.removeItem(atPath: folder)
    }

    static func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(text: text) else { throw Trouble("\(text) is no time") }
        return instant
    }

    /// When a lot's free bidding ends.
    func timedFrom(_ lot: String) throws -> Instant {
        let place = lots.firstIndex(of: lot) ?? 0
        return try Self.instant(Self.freeBiddingEnds).adding(minutes: 30 * place)
    }

    func round(from instant: Instant) -> Instant { instant.adding(seconds: roundSeconds) }

    private func publish(hasReserve: Bool) throws {
        try act(centre, "registerParty", agency.registration("agency"), onTender: false)
        try act(
            agency, "registerProject",
            [
                "name": "样例地块", "mode": "auction", "regime": "land", "approval": "样例〔2026〕1号",
                "compulsory": true, "stateFunded": true, "territory": "520000",
                "particulars": ["category": "landUse"],
                "lots": .array(
                    lots.map {
                        ["id": .string($0), "name": "地块\($0)", "estimate": .integer(Self.startPrice)]
                    }),
            ])
        let text = try paper(agency, "拍卖公告")
        let terms = try lots.map { lot -> JSON in
            [
                "lot": .string(lot), "bidBond": .integer(Self.startPrice / 5),
                "performanceBondBasisPoints": 0,
                "live": [
                    "opens": .string(Self.opens), "until": .string(try timedFrom(lot).text),
                    "roundSeconds": .integer(Int64(roundSeconds)),
                    "startPrice": .integer(Self.startPrice), "step": .integer(Self.step),
                    "hasReserve": .bool(hasReserve), "minimumBidders": 3,
                ],
            ]
        }
        try act(
            agency, "publishNotice",
            [
                "publications": [["medium": "平台", "text": text, "at": .string(Self.noticed)]],
                "documents": try paper(agency, "拍卖文件"), "documentsFrom": .string(Self.noticed),
                "documentsUntil": "2026-03-26T17:00:00+08:00", "deadline": "2026-03-27T17:00:00+08:00",
                "bidValidityDays": 90, "method": "highestPrice", "decryptionMinutes": 30,
                "terms": .array(terms),
            ])
    }

    /// Every bidder enters the registry, applies for every lot and is let in, under shuffled paddles.
    func admitAll() throws {
        let paddles = Array(11..<(11 + bidders.count)).shuffled()
        for (bidder, paddle) in zip(bidders, paddles) {
            try apply(bidder)
            let reason = try paper(agency, "资格审查意见")
            for lot in lots {
                try act(
                    agency, "judgeApplication", lots: [lot],
                    [
                        "applicant": .string(bidder.uscc), "accepted": true,
                        "paddle": .integer(Int64(paddle)), "reason": reason,
                    ])
            }
        }
    }

    func apply(_ bidder: BenchParty) throws {
        try act(bidder, "registerParty", bidder.registration("bidder"), onTender: false)
        try act(
            bidder, "apply", lots: lots,
            [
                "text": try paper(bidder, "竞买申请书 \(bidder.uscc)"), "bond": .integer(Self.startPrice / 5),
                "payer": .string(bidder.uscc),
            ])
    }

    /// A sale in whose first lot the timed rounds have begun.
    static func inTimedBidding(bidders: Int, roundSeconds: Int = 300) throws -> AuctionHall {
        let sale = try AuctionHall(bidders: bidders, roundSeconds: roundSeconds)
        try sale.admitAll()
        try sale.move(to: try sale.timedFrom("L1"))
        try sale.waits(for: "timedBidding", of: "L1")
        return sale
    }

    // MARK: Talking to it

    func hall(as party: BenchParty? = nil) throws -> tradehall.Hall {
        let hall = try tradehall.Hall(server.address)
        if let party { try hall.signIn(party.signer) }
        return hall
    }

    /// An act that must be taken. Gives its entry in the log.
    @discardableResult
    func act(
        _ who: BenchParty, _ command: String, lots: [String] = [], _ body: JSON, onTender: Bool = true
    ) throws -> Entry {
        let reply = try post(try signed(who, command, lots: lots, body, onTender: onTender))
        guard reply.status == 201 else {
            throw Trouble("\(command) of \(who.name) got \(reply.status): \(reply.text)")
        }
        return try Entry(try Receipt.parse(reply.body).entry)
    }

    func signed(
        _ who: BenchParty, _ command: String, lots: [String] = [], _ body: JSON, onTender: Bool = true
    ) throws -> [UInt8] {
        let now = try hall().time()
        let bytes = CommandEnvelope.bytes(
            id: try tradehall.Hall.freshID(), command: command, tender: onTender ? tender : nil, lots: lots,
            issuedAt: now, body: body)
        return try who.signer.sign(bytes, at: now.milliseconds)
    }

    func signedBid(_ who: BenchParty, _ price: Int64, lot: String = "L1") throws -> [UInt8] {
        try signed(who, "placeBid", lots: [lot], ["price": .integer(price)])
    }

    func post(_ signed: [UInt8]) throws -> Reply {
        try hall().send("POST", "/commands", [("Content-Type", "application/cms")], signed)
    }

    /// A bid that must be taken. Gives its instant.
    @discardableResult
    func bid(_ who: BenchParty, _ price: Int64, lot: String = "L1") throws -> Instant {
        Instant(milliseconds: try act(who, "placeBid", lots: [lot], ["price": .integer(price)]).at)
    }

    func paper(_ who: BenchParty, _ text: String) throws -> JSON {
        let bytes = Array(text.utf8)
        let digest = OpenSSL.Digest.sha256(bytes).hex
        let reply = try hall(as: who).send("PUT", "/files/\(digest)", [], bytes)
        guard reply.status == 201 else { throw Trouble("upload got \(reply.status): \(reply.text)") }
        return .string(digest)
    }

    func move(to instant: Instant) throws {
        let body: JSON = ["now": .string(instant.text)]
        let reply = try hall().send("POST", "/rehearsal/clock", [], body.canonicalBytes())
        guard reply.status == 200 else { throw Trouble("the clock got \(reply.status): \(reply.text)") }
    }

    func move(to text: String) throws { try move(to: try Self.instant(text)) }

    func lot(_ id: String) throws -> JSON {
        guard case .array(let lots)? = try hall().getJSON("/tenders/\(tender)")["lots"],
            let lot = lots.first(where: { $0["id"] == .string(id) })
        else { throw Trouble("there is no lot \(id)") }
        return lot
    }

    /// The end of what runs, as the public view has it.
    func ends(_ id: String) throws -> Instant? {
        guard case .string(let text)? = try lot(id)["bidding"]?["ends"] else { return nil }
        return Instant(text: text)
    }

    /// What the clock does is done by the hall's own thread, soon.
    func waits(for phase: String, of id: String) throws {
        for _ in 0..<3_000 {
            if try lot(id)["phase"] == .string(phase) { return }
            usleep(10_000)
        }
        throw Trouble("lot \(id) did not come to \(phase): \(try lot(id).text)")
    }

    func logKey() throws -> String {
        String(decoding: try hall().get("/log/key"), as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    // MARK: After the hammer

    /// Both sides confirm.
    func deal(with winner: BenchParty, lot: String = "L1") throws {
        try act(winner, "confirmDeal", lots: [lot], ["text": try paper(winner, "成交确认书")])
        try act(agency, "confirmDeal", lots: [lot], ["text": try paper(agency, "成交确认书")])
    }

    /// From the deal to the archive.
    func close(with winner: BenchParty, price: Int64, lot: String = "L1") throws {
        let text = try paper(agency, "成交结果")
        let now = try hall().time().text
        try act(
            agency, "publishResult", lots: [lot],
            ["text": text, "publications": [["medium": "平台", "text": text, "at": .string(now)]]])
        try act(agency, "returnBonds", lots: [lot], ["record": try paper(agency, "保证金退还记录")])
        for party in [agency, winner] {
            try act(
                party, "signContract", lots: [lot],
                ["text": try paper(party, "出让合同"), "price": .integer(price)])
        }
        try act(
            agency, "recordPayment", lots: [lot],
            ["amount": .integer(price), "secured": false, "record": try paper(agency, "缴款凭证")])
        try act(agency, "archive", lots: [lot], ["record": try paper(agency, "归档目录")])
    }
}
