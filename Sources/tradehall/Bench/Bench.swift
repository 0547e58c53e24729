internal import Foundation
internal import Platform
internal import Procurement
internal import StrictJSON

extension Option {
    static let seconds = Option(
        "seconds", "N", zh: "每项测量的时长，缺省5秒", en: "how long each measurement runs; else 5 seconds")
    static let connections = Option(
        "connections", "N", zh: "并发连接数，缺省128", en: "connections that send at the same time; else 128")
    static let tenders = Option(
        "tenders", "N", zh: "指令分散到多少个项目，缺省4", en: "over how many tenders commands are spread; else 4")
    static let benchFolder = Option(
        "data", "DIR", zh: "在此目录下建立测试数据（决定所测的磁盘），用后删除",
        en: "make the data below this folder, which decides the disk that is measured; removed afterwards")
    static let entriesCount = Option(
        "entries", "N", zh: "start：日志条数，缺省200000", en: "start: entries of the log to open; else 200000")
}

extension Verb {
    /// Measures, each figure beside its limit of the same run.
    static let bench = Verb(
        "bench", group: .hall, zh: "性能测量：每个数字与同次测得的极限并列",
        en: "measure, each figure beside the limit of the same run",
        operands: "[receipts|limits|seal|paths|reads|start|auction|opening|all]", operandCount: 0...1,
        options: [.seconds, .connections, .tenders, .entriesCount, .benchFolder],
        notes: Words(
            zh: """
                receipts：启动真实服务，多个签名客户端并发发送指令，计每秒已落盘回执数，并离线核验样本和整个日志。
                limits：签名、验签、CMS、磁盘同步、SQLite事务、HTTP的极限。paths：证书路径。reads：公开读取。start：打开日志。auction：200个竞买人的拍卖。opening：1万份投标、2/3名保管人的开标（约需2 GB磁盘）。seal：1 GiB投标（运行Tests/Scenarios/one-gib）。
                不给出操作数时运行除seal和opening以外的全部；机器上有其他负载时数字偏低，输出中注明负载。
                """,
            en: """
                receipts: starts the real service, sends commands of many signed clients at once, counts durable receipts a second, then checks a sample of them and the whole log offline.
                limits: signatures, verifications, CMS, syncs of the disk, SQLite transactions, HTTP. paths: certificates. reads: public pages. start: opening a log. auction: an auction with 200 bidders and as many watchers. opening: 10,000 bids by 2 of 3 custodians (needs 2 GB of disk). seal: a bid of 1 GiB (runs Tests/Scenarios/one-gib).
                Without an operand all but seal and opening run. Other work on the machine lowers the figures; the load is printed with them.
                """)
    ) { call in
        let bench = try Bench(call)
        defer { bench.clear() }
        try bench.run(call.operands.first ?? "all")
        return .done
    }
}

/// One run of the measurements.
final class Bench {
    let console: Console
    let report: BenchReport
    let seconds: Double
    let connections: Int
    let tenders: Int
    let entries: Int
    /// Everything that is made lies below it.
    let folder: String

    init(_ call: Call) throws {
        console = call.console
        report = BenchReport(call.console)
        seconds = Double(try call.integer(.seconds, 1...600) ?? 5)
        connections = Int(try call.integer(.connections, 1...1024) ?? 128)
        tenders = Int(try call.integer(.tenders, 1...1000) ?? 4)
        entries = Int(try call.integer(.entriesCount, 1...10_000_000) ?? 200_000)
        let above = call.value(.benchFolder) ?? FileManager.default.temporaryDirectory.path
        folder = "\(above)/tradehall-bench-\(try Hall.freshID().prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func clear() { try? FileManager.default.removeItem(atPath: folder) }

    func run(_ what: String) throws {
        report.machine()
        switch what {
        case "receipts":
            let limits = try measureLimits()
            try measureReceipts(beside: limits)
        case "limits": _ = try measureLimits()
        case "seal": try measureSealing()
        case "paths": try measurePaths()
        case "reads": try measureReads()
        case "start": try measureStart()
        case "auction": try measureAuction()
        case "opening": try measureOpening()
        case "all":
            let limits = try measureLimits()
            try measurePaths()
            try measureReads()
            try measureStart()
            try measureAuction()
            try measureReceipts(beside: limits)
        default:
            throw Failure.usage(
                zh: "没有名为“\(what)”的测量；可选receipts、limits、seal、paths、reads、start、auction、opening、all。",
                en:
                    "There is no measurement \"\(what)\"; choose receipts, limits, seal, paths, reads, start, auction, opening or all."
            )
        }
        report.end()
    }

    /// Runs the scenario with the large file, which prints for itself.
    private func measureSealing() throws {
        let script = "Tests/Scenarios/one-gib"
        guard FileManager.default.isExecutableFile(atPath: script) else {
            throw Failure(
                "BENCH_FAILED", zh: "没有找到“\(script)”，请在源码目录中运行。",
                en: "There is no \"\(script)\"; run this in the source folder.", exit: .usage)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: script)
        process.arguments = [
            URL(fileURLWithPath: ServiceProcess.program).resolvingSymlinksInPath().path, folder,
        ]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                "BENCH_FAILED", zh: "1 GiB场景没有达到要求，见上面的输出。",
                en: "The scenario of 1 GiB did not meet its bounds; see above.")
        }
    }
}
