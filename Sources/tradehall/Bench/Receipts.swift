internal import Foundation
internal import HTTPClient
internal import Ledger
internal import Locks
internal import OpenSSL
internal import Platform
internal import Procurement
internal import Storage

extension Bench {
    /// Bidders on each connection.
    private static let bidders = 2

    /// Durable receipts a second over HTTP, from signed clients that send at the same time.
    func measureReceipts(beside limits: BenchLimits) throws {
        report.section(
            zh: "回执：真实服务，\(connections)个连接，\(tenders)个项目（负载\(BenchReport.load)）",
            en:
                "Receipts: the real service, \(connections) connections, \(tenders) tenders (load \(BenchReport.load))"
        )
        let hall = try BenchHall(below: folder, tenders: tenders)
        defer { hall.clear() }
        report.note(
            zh: "登记\(connections * Self.bidders)个投标人，上传密封文件",
            en: "registering \(connections * Self.bidders) bidders and their sealed files")
        let scripts = try Scripts(hall, connections: connections, each: Self.bidders)
        let meter = Meter(hall, scripts, report)
        // The first bids of all, and an estimate of how many commands a run will need.
        let warm = try meter.run(.submitBid, rate: nil, seconds: 1, signing: 40 * connections)
        let bids = try meter.run(
            .submitBid, rate: nil, seconds: seconds, signing: Int(warm.rate * seconds * 1.5))
        tell("bids", bids, meter, limits, zh: "投标（替换前一份）", en: "bids, each in place of a former one")
        let half = try meter.run(
            .submitBid, rate: bids.rate / 2, seconds: seconds, signing: Int(bids.rate * seconds * 0.6))
        report.figure(
            "receipts.half.p50", half.latencies.at(0.5), "ms", zh: "半载（\(Int(half.rate))/s）时延迟p50",
            en: "at half that load (\(Int(half.rate))/s): latency p50")
        report.figure(
            "receipts.half.p99", half.latencies.at(0.99), "ms", zh: "半载时延迟p99",
            en: "at half that load: latency p99",
            beside: Words(zh: "目标50", en: "goal 50"))
        let light = try meter.run(
            .takeDocuments, rate: nil, seconds: seconds, signing: Int(bids.rate * seconds * 1.6))
        tell("documents", light, meter, limits, zh: "领取文件", en: "taking documents")
        try check([warm, bids, half, light], hall)
    }

    private func tell(
        _ name: String, _ run: Meter.Run, _ meter: Meter, _ limits: BenchLimits, zh: String, en: String
    ) {
        report.figure(
            "receipts.\(name)", run.rate, "/s", zh: "回执，\(zh)", en: "receipts, \(en)",
            beside: Words(zh: "目标3000", en: "goal 3000"))
        report.figure("receipts.\(name).p50", run.latencies.at(0.5), "ms", zh: "延迟p50", en: "latency p50")
        report.figure("receipts.\(name).p99", run.latencies.at(0.99), "ms", zh: "延迟p99", en: "latency p99")
        let (server, client) = (run.server * 1e6 / Double(run.count), run.client * 1e6 / Double(run.count))
        report.figure(
            "receipts.\(name).cpu.server", server, "µs", zh: "每份回执，服务端处理器时间",
            en: "processor time of the service, a receipt")
        report.figure(
            "receipts.\(name).cpu.client", client, "µs", zh: "每份回执，客户端处理器时间",
            en: "processor time of the clients, a receipt")
        let cores = Double(ProcessInfo.processInfo.activeProcessorCount)
        let busy = (run.server + run.client) / run.seconds / cores * 100
        report.figure(
            "receipts.\(name).cores", busy, "%", zh: "两者占用处理器的份额", en: "share of all cores that both take")
        report.figure(
            "receipts.\(name).batch", run.batch, "", zh: "每个检查点的回执数", en: "receipts under one checkpoint")
        hold(name, run, limits, cores: cores, busy: busy)
    }

    /// Which limit is nearest.
    private func hold(_ name: String, _ run: Meter.Run, _ limits: BenchLimits, cores: Double, busy: Double) {
        let perCore = Double(run.count) / (run.server + run.client)
        let candidates: [(Words, Double)] = [
            (Words(zh: "CMS验证", en: "CMS verifications"), limits.messages),
            (
                Words(zh: "SQLite持久事务×每批回执数", en: "durable transactions × receipts in each"),
                limits.transactions * run.batch
            ),
            (Words(zh: "HTTP往返（同一客户端）", en: "HTTP exchanges of the same clients"), limits.posts),
            (
                Words(zh: "处理器：两端每份回执的用时", en: "processor time that both ends take for a receipt"),
                perCore * cores
            ),
        ].sorted { $0.1 < $1.1 }
        let words = candidates.map { (words, limit) in
            Words(
                zh: "\(words.zh)\(Int(limit))/s", en: "\(words.en) \(Int(limit))/s")
        }
        let others =
            busy < 90
            ? Words(
                zh: "处理器只得到\(Int(busy))%，其余在等磁盘或者被其他程序占用。",
                en:
                    "Only \(Int(busy))% of the cores went to it; the rest waited for the disk or went to other programs."
            ) : Words(zh: "处理器已经用满。", en: "The cores are used up.")
        report.remark(
            "receipts.\(name).held",
            zh: "受限于（由近到远）：\(words.map(\.zh).joined(separator: "；"))。\(others.zh)",
            en: "What holds it back, nearest first: \(words.map(\.en).joined(separator: "; ")). \(others.en)")
    }

    /// Checks a sample of receipts with nothing but the log's key and the stamping certificate, then, with the
    /// service stopped, the whole log, and that every acknowledged entry is in it.
    private func check(_ runs: [Meter.Run], _ hall: BenchHall) throws {
        let client = try Hall(hall.address)
        let text = String(decoding: try client.get("/log/key"), as: UTF8.self)
        let key = try LogKey(text: text.trimmingCharacters(in: .whitespacesAndNewlines), sha256)
        let authority = try Certificate(pem: try client.get("/log/tsa"))
        let peak = Load.Usage("\(hall.service.pid)").peakMebibytes
        hall.service.stop()
        let sample = runs.flatMap(\.sample)
        for (command, bytes) in sample {
            _ = try Receipt.parse(bytes).verify(
                with: key, sha256, signatureCheck: ed25519,
                timeStampCheck: { try stampTime($0, over: $1, by: [authority]) }, command: command)
        }
        let acknowledged = runs.reduce(0) { $0 + $1.count }
        let store = try SQLiteStore(folder: hall.data)
        let verified = try store.verify(.full, key: key)
        guard verified.size >= Int64(acknowledged) else { throw Bench.wrong }
        report.remark(
            "receipts.checked",
            zh:
                "离线核验：抽查回执\(sample.count)份（含时间戳）全部有效；日志\(verified.size)条、检查点\(verified.checkpoints)个全部有效，\(acknowledged)份回执都在其中。",
            en:
                "Checked offline: a sample of \(sample.count) receipts holds, time stamps included; the log of \(verified.size) entries under \(verified.checkpoints) checkpoints verifies, with the \(acknowledged) acknowledged ones in it."
        )
        report.figure(
            "receipts.memory", peak, "MiB", zh: "服务端内存峰值", en: "greatest resident memory of the service")
    }
}

/// The scripts of all connections.
final class Scripts: Sendable {
    let each: [Guarded]

    /// A script behind a lock: an array cannot hold the lock itself.
    final class Guarded: Sendable {
        let script: Mutex<Script>
        init(_ script: Script) { self.script = Mutex(script) }
    }

    /// Registers `count` bidders for each connection.
    init(_ hall: BenchHall, connections: Int, each count: Int) throws {
        var all: [Guarded] = []
        var serial = 10
        for connection in 0..<connections {
            var bidders: [Bidder] = []
            for number in 0..<count {
                serial += 1
                let tender = hall.tenders[(connection * count + number) % hall.tenders.count]
                bidders.append(try Bidder(hall, serial: serial, tender: tender))
            }
            all.append(Guarded(Script(bidders)))
        }
        each = all
    }

    /// Signs `count` commands over all connections, on every core.
    func sign(_ kind: Bidder.Kind, _ count: Int, at now: Instant) throws {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let share = count / each.count + 1
        try Load.each(cores) { [each] core in
            for index in stride(from: core, to: each.count, by: cores) {
                try each[index].script.withLock { script throws in
                    try script.fill(kind, to: share, at: now)
                }
            }
        }
    }
}
