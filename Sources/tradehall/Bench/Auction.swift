internal import Foundation
internal import Ledger
internal import Locks
internal import Platform
internal import Procurement
internal import StrictJSON

extension Bench {
    private static let auctionBidders = 200
    private static let bidsPerSecond = 20
    private static let step: Int64 = 1_000_000
    private static let startPrice: Int64 = 10_000_000_000
    private static let roundSeconds = 60

    /// A bid that the hall acknowledged.
    private struct Called: Sendable {
        let price: Int64
        let sent: ContinuousClock.Instant
        let acknowledged: ContinuousClock.Instant
        let at: Instant
    }

    /// An auction over HTTP: 200 bidders, 20 bids a second, 200 watchers.
    func measureAuction() throws {
        report.section(
            zh:
                "拍卖：\(Self.auctionBidders)个竞买人，每秒\(Self.bidsPerSecond)次报价，\(Self.auctionBidders)个观看者（负载\(BenchReport.load)）",
            en:
                "An auction: \(Self.auctionBidders) bidders, \(Self.bidsPerSecond) bids a second, \(Self.auctionBidders) watchers (load \(BenchReport.load))"
        )
        let hall = try BenchHall(below: folder, tenders: 0)
        defer { hall.clear() }
        report.note(
            zh: "登记并审查\(Self.auctionBidders)个竞买人", en: "admitting \(Self.auctionBidders) bidders")
        let sale = try BenchSale(
            hall, bidders: Self.auctionBidders, startPrice: Self.startPrice, step: Self.step,
            roundSeconds: Self.roundSeconds)
        let watching = try Watching(Self.auctionBidders, of: BenchSale.tender, at: hall.address)
        try sale.open()
        var called = try call(sale, from: 0, seconds: seconds)
        // Into the timed rounds, where each bid begins the round anew.
        try sale.move(to: sale.freeBiddingEnds.adding(seconds: 1))
        called += try call(sale, from: Int64(called.count + 1000), seconds: min(seconds, 3))
        guard let last = called.map(\.at).max() else { throw Self.wrong }
        let end = last.adding(seconds: Self.roundSeconds)
        // The round's last two seconds pass as they are.
        let moved = ContinuousClock.now
        try sale.move(to: Instant(milliseconds: end.milliseconds - 2000))
        Thread.sleep(forTimeInterval: 3)
        let seen = watching.stop()
        try tell(called, seen, closing: end, expected: moved + .seconds(2))
        try sale.check(called.map(\.price).sorted())
    }

    /// Bids at a steady rate, each a step above the one before, from one bidder after the other.
    private func call(_ sale: BenchSale, from first: Int64, seconds: Double) throws -> [Called] {
        let count = Int(seconds * Double(Self.bidsPerSecond))
        let threads = 16
        let called = Mutex<[Called]>([])
        let commands = try sale.sign((0..<count).map { Self.startPrice + (first + Int64($0)) * Self.step })
        let began = ContinuousClock.now + .milliseconds(50)
        try Load.each(threads) { thread in
            let client = try Hall(sale.address)
            for number in stride(from: thread, to: count, by: threads) {
                let due = began + .milliseconds(number * 1000 / Self.bidsPerSecond)
                Thread.sleep(forTimeInterval: max(0, (due - ContinuousClock.now).inSeconds))
                let sent = ContinuousClock.now
                guard let taken = try? client.send(signed: commands[number].signed) else { continue }
                let one = Called(
                    price: commands[number].price, sent: sent, acknowledged: .now,
                    at: Instant(milliseconds: taken.entry.at))
                called.withLock { $0.append(one) }
            }
        }
        return called.withLock { $0 }
    }

    private func tell(
        _ called: [Called], _ seen: [Watching.Seen], closing end: Instant, expected: ContinuousClock.Instant
    ) throws {
        let sent = Dictionary(called.map { ($0.price, $0.sent) }) { first, _ in first }
        var late: [Double] = []
        var orders: [Int: [Int64]] = [:]
        var closings: [Double] = []
        for one in seen {
            for event in one.events {
                if event["event"] == "offerMade", case .integer(let price)? = event["price"] {
                    orders[one.watcher, default: []].append(price)
                    if let from = sent[price] { late.append((one.at - from).inSeconds * 1000) }
                }
                if event["event"] == "lotMoved", event["phase"] == "hammer" {
                    closings.append((one.at - expected).inSeconds * 1000)
                    guard event["at"] == .string(end.text) else {
                        report.remark(
                            "auction.close.wrong", zh: "落槌时刻不是\(end.text)",
                            en: "The round ended at another instant than \(end.text)")
                        throw Self.wrong
                    }
                }
            }
        }
        let accepted = called.map(\.price).sorted()
        let whole = orders.values.filter { $0 == accepted }.count
        report.figure(
            "auction.bids", Double(accepted.count), "", zh: "受理的报价", en: "accepted bids")
        report.figure(
            "auction.watchers", Double(whole), "", zh: "按序看到全部报价的观看者",
            en: "watchers that saw every bid in order", beside: Words(zh: "目标200", en: "goal 200"))
        let latencies = Latencies(late)
        report.figure(
            "auction.seen.p50", latencies.at(0.5), "ms", zh: "自发出到观看者看到，p50",
            en: "from sending to a watcher's eyes, p50")
        report.figure(
            "auction.seen.max", latencies.at(1), "ms", zh: "最长", en: "the longest",
            beside: Words(zh: "目标200", en: "goal 200"))
        let acknowledged = Latencies(called.map { ($0.acknowledged - $0.sent).inSeconds * 1000 })
        report.figure(
            "auction.receipt.p99", acknowledged.at(0.99), "ms", zh: "到取得回执，p99", en: "to the receipt, p99")
        report.figure(
            "auction.close", Latencies(closings).at(1), "ms",
            zh: "落槌（整毫秒在\(end.text)）最迟到达观看者",
            en: "the hammer, at \(end.text) exactly, reached the last watcher after")
        guard whole == Self.auctionBidders, closings.count == Self.auctionBidders else { throw Self.wrong }
    }
}
