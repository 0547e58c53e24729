internal import Foundation
internal import HTTPClient
internal import Ledger
internal import Locks
internal import Platform
internal import Procurement
internal import StrictJSON

/// Sends signed commands from many connections and counts what comes back.
struct Meter {
    private let hall: BenchHall
    private let scripts: Scripts
    private let report: BenchReport

    init(_ hall: BenchHall, _ scripts: Scripts, _ report: BenchReport) {
        (self.hall, self.scripts, self.report) = (hall, scripts, report)
    }

    /// One measured span.
    struct Run: Sendable {
        /// Receipts that came within it.
        var count: Int
        var seconds: Double
        var latencies: Latencies
        /// Processor seconds of the service and of this process.
        var server: Double
        var client: Double
        /// Receipts under one checkpoint, on average.
        var batch: Double
        /// Commands with their receipts, one in a hundred.
        var sample: [(command: [UInt8], receipt: [UInt8])]
        var rate: Double { Double(count) / seconds }
    }

    private struct Tally: Sendable {
        var latencies: [Double] = []
        var checkpoints: Set<String> = []
        var sample: [(command: [UInt8], receipt: [UInt8])] = []
    }

    /// Signs commands, then sends them until the time is over or they are used up.
    ///
    /// - Parameters:
    ///   - rate: how many a second over all connections; nil sends each as soon as the one before is answered.
    ///   - count: how many to sign for it.
    /// - Throws: at the first answer that is no receipt.
    func run(_ kind: Bidder.Kind, rate: Double?, seconds: Double, signing count: Int) throws -> Run {
        report.note(zh: "签名\(count)条指令", en: "signing \(count) commands")
        try scripts.sign(kind, count, at: try Hall(hall.address).time())
        let work = scripts.each.map { $0.script.withLock { $0.take(kind) } }
        let before = (Load.Usage("\(hall.service.pid)"), Load.Usage("self"))
        let total = Mutex(Tally())
        let address = "\(hall.address)/commands"
        let gap = rate.map { Double(scripts.each.count) / $0 }
        let all = scripts.each
        let took = try Load.each(work.count) { connection in
            let tally = try Self.send(
                work[connection], to: address, seconds: seconds, gap: gap,
                offset: (gap ?? 0) * Double(connection) / Double(work.count))
            all[connection].script.withLock {
                $0.keep(kind, work[connection].dropFirst(tally.latencies.count))
            }
            total.withLock { total in
                total.latencies += tally.latencies
                total.checkpoints.formUnion(tally.checkpoints)
                total.sample += tally.sample
            }
        }
        let after = (Load.Usage("\(hall.service.pid)"), Load.Usage("self"))
        let tally = total.withLock { $0 }
        return Run(
            count: tally.latencies.count, seconds: took, latencies: Latencies(tally.latencies),
            server: after.0.processor - before.0.processor, client: after.1.processor - before.1.processor,
            batch: Double(tally.latencies.count) / Double(max(1, tally.checkpoints.count)),
            sample: tally.sample)
    }

    /// One connection.
    private static func send(
        _ commands: [[UInt8]], to address: String, seconds: Double, gap: Double?, offset: Double
    ) throws -> Tally {
        let client = try Client()
        let headers = [("Content-Type", "application/cms")]
        let start = ContinuousClock.now
        var tally = Tally()
        for (number, command) in commands.enumerated() {
            // With a given rate a command is due whether or not the one before was answered in time: the wait
            // of a late one counts.
            var due = ContinuousClock.now
            if let gap {
                due = start + .seconds(offset + gap * Double(number))
                let wait = (due - .now).inSeconds
                if wait > 0 { Thread.sleep(forTimeInterval: wait) }
            }
            guard (ContinuousClock.now - start).inSeconds < seconds else { break }
            let reply = try client.send("POST", address, headers: headers, body: command)
            guard reply.status == 201 else { throw Failure(reply, from: address) }
            tally.latencies.append((ContinuousClock.now - due).inSeconds * 1000)
            tally.checkpoints.insert(Self.root(in: reply.body))
            if number % 100 == 7 { tally.sample.append((command, reply.body)) }
        }
        return tally
    }

    /// What tells one checkpoint from another: the text of the note that stands first in a receipt.
    private static func root(in receipt: [UInt8]) -> String {
        String(decoding: receipt.dropFirst(#"{"checkpoint":""#.utf8.count).prefix(90), as: UTF8.self)
    }
}
