internal import Dispatch
internal import Foundation
internal import Glibc
internal import Ledger
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Web

extension Option {
    static let data = Option("data", "DIR", zh: "数据目录", en: "the data folder")
    static let listen = Option(
        "listen", "HOST:PORT", zh: "监听地址，缺省127.0.0.1:8080", en: "where to listen; else 127.0.0.1:8080")
    static let database = Option(
        "database", "URL", zh: "数据库；缺省为数据目录中的SQLite", en: "the database; else SQLite in the data folder")
    static let rehearsal = Option(
        "rehearsal", zh: "演练：时钟可以向前调整，回执均注明",
        en: "a rehearsal: its clock can be moved forward, and every page says so")
    static let clock = Option("clock", "TIME", zh: "演练开始的时间", en: "when the rehearsal begins")
    static let trust = Option(
        "trust", "DIR", zh: "首次启动：信任锚目录（certs/make的anchors上级）",
        en: "first start: the folder with anchors/, as certs/make lays it")
    static let centre = Option(
        "centre", "USCC", zh: "首次启动：交易中心的统一社会信用代码", en: "first start: the trading centre's USCC")
    static let centreName = Option(
        "centre-name", "NAME", zh: "首次启动：交易中心名称", en: "first start: the trading centre's name")
    static let territory = Option(
        "territory", "CODE", zh: "首次启动：行政区划代码，缺省520000", en: "first start: its GB/T 2260 code; else 520000")
    static let origin = Option(
        "origin", "NAME", zh: "首次启动：日志名称，缺省localhost", en: "first start: the name of its log; else localhost")
}

extension Verb {
    /// Runs the service until it is told to stop.
    static let serve = Verb(
        "serve", group: .hall, zh: "运行交易平台服务", en: "run the service",
        options: [
            .data.needed, .listen, .database, .rehearsal, .clock, .trust, .centre, .centreName, .territory,
            .origin,
        ],
        notes: Words(
            zh: "首次启动时建立数据目录、日志密钥和时间戳密钥。收到SIGTERM或者SIGINT后完成正在处理的请求再退出。",
            en:
                "The first start lays out the data folder and makes the log's key and the time-stamp key. On SIGTERM or SIGINT it finishes what runs and ends."
        )
    ) { call in
        try runService(call)
    }
}

private func runService(_ call: Call) throws -> Exit {
    if let url = call.value(.database) {
        throw Failure.usage(
            zh: "尚不支持数据库“\(url)”；去掉--database，数据保存在数据目录的SQLite文件中。",
            en:
                "The database \"\(url)\" is not supported; leave --database out, and the data folder's SQLite file is used."
        )
    }
    let (host, port) = try address(call.value(.listen) ?? "127.0.0.1:8080")
    let log = ServiceLog()
    let disk = Disk(try call.needed(.data))
    let rehearsal = try rehearsalClock(call)
    if !disk.isFounded { try found(disk, call, rehearsal) }
    log.write(["event": "opening", "data": .string(disk.directory)])
    let hall = try disk.open(rehearsal: rehearsal) { log.write($0) }
    let service = try Service(hall, host: host, port: port) { log.write($0) }
    log.write([
        "event": "serving", "url": .string("http://\(host):\(service.port)"),
        "origin": .string(hall.seals.origin),
        "logKey": .string(hall.seals.key.text), "rehearsal": .bool(hall.clock.isRehearsal),
    ])
    let why = waitForEnd(of: hall)
    log.write(["event": "stopping", "reason": .string(why)])
    service.stop()
    log.write(["event": "stopped"])
    return hall.isBroken ? .failed : .done
}

/// Blocks until a signal comes or the hall cannot go on.
private func waitForEnd(of hall: Platform.Hall) -> String {
    let ended = DispatchSemaphore(value: 0)
    // The sources hear the signals only when the default action does not end the process first.
    let sources = [SIGTERM, SIGINT].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { ended.signal() }
        source.resume()
        return source
    }
    defer { sources.forEach { $0.cancel() } }
    while ended.wait(timeout: .now() + .milliseconds(200)) == .timedOut {
        if hall.isBroken { return "the store must be opened again" }
    }
    return "signal"
}

private func address(_ text: String) throws(Failure) -> (host: String, port: UInt16) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
        throw .usage(
            zh: "--listen应当是HOST:PORT，例如127.0.0.1:8080，而不是“\(text)”。",
            en: "--listen takes HOST:PORT, such as 127.0.0.1:8080, not \"\(text)\".")
    }
    return (String(text[..<colon]).trimmingCharacters(in: ["[", "]"]), port)
}

private func rehearsalClock(_ call: Call) throws(Failure) -> HallClock.Rehearsal? {
    guard call.has(.rehearsal) else {
        guard call.value(.clock) == nil else {
            throw .usage(zh: "--clock只能与--rehearsal一起使用。", en: "--clock goes with --rehearsal only.")
        }
        return nil
    }
    guard let text = call.value(.clock) else { return HallClock.Rehearsal(start: nil) }
    guard let start = Instant(text: text) else {
        throw .usage(
            zh: "--clock应当是形如2026-03-02T09:00:00+08:00的时间。",
            en: "--clock takes a time like 2026-03-02T09:00:00+08:00.")
    }
    return HallClock.Rehearsal(start: start)
}

private func found(_ disk: Disk, _ call: Call, _ rehearsal: HallClock.Rehearsal?) throws {
    guard let trust = call.value(.trust), let uscc = call.value(.centre), let name = call.value(.centreName)
    else {
        throw Failure.usage(
            zh: "数据目录“\(disk.directory)”尚未建立，首次启动需要--trust、--centre和--centre-name。",
            en:
                "There is no hall in \"\(disk.directory)\" yet; its first start needs --trust, --centre and --centre-name."
        )
    }
    let centre = Party(
        uscc: PartyID(uscc), name: name, roles: [.centre], territory: call.value(.territory) ?? "520000")
    let now = rehearsal?.start ?? Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    try disk.found(
        Disk.Plan(
            origin: call.value(.origin) ?? "localhost", centre: centre, rehearsal: rehearsal != nil,
            trust: trust),
        at: now)
}

/// One JSON object a line on standard error, each with its time.
final class ServiceLog: Sendable {
    init() { signal(SIGPIPE, SIG_IGN) }

    func write(_ fields: JSON) {
        guard case .object(var members) = fields else { return }
        members["at"] = .string(Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).text)
        let line = JSON.object(members).canonicalBytes() + [0x0A]
        // One call a line keeps lines whole, and a reader that went away does not stop the hall.
        unsafe line.withUnsafeBytes { _ = unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
