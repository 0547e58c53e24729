internal import Foundation
internal import HTTPClient
internal import HTTPServer
internal import OpenSSL
internal import Procurement
internal import SQLite
internal import Synchronization

/// What this machine gives at most, a second.
struct BenchLimits {
    var verificationsOneCore = 0.0
    var verifications = 0.0
    var messages = 0.0
    var syncs = 0.0
    var transactions = 0.0
    var requests = 0.0
    var posts = 0.0
}

extension Bench {
    /// Measures what the parts below a receipt give, each alone.
    func measureLimits() throws -> BenchLimits {
        report.section(
            zh: "极限（本机、本次；负载\(BenchReport.load)）",
            en: "Limits of this machine, now (load \(BenchReport.load))")
        var limits = BenchLimits()
        try measureSignatures(&limits)
        try measureDisk(&limits)
        try measureLoopback(&limits)
        return limits
    }

    /// How long each limit is measured.
    private var span: Double { min(seconds, 2) }
    private var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

    private func measureSignatures(_ limits: inout BenchLimits) throws {
        let trust = try BenchTrust(at: 1_772_000_000_000)
        let who = try trust.identity(serial: 1, name: "bench")
        let message = [UInt8](repeating: 0x5A, count: 400)
        let signature = try who.key.sign(message)
        let publicKey = who.key.publicKey
        limits.verificationsOneCore = try rate(1) { _ in
            guard publicKey.verify(signature, of: message) else { throw Self.wrong }
        }
        limits.verifications = try rate(cores) { _ in
            guard publicKey.verify(signature, of: message) else { throw Self.wrong }
        }
        let signOne = try rate(1) { _ in _ = try who.key.sign(message) }
        let signAll = try rate(cores) { _ in _ = try who.key.sign(message) }
        report.figure(
            "p256.verify.1", limits.verificationsOneCore, "/s", zh: "P-256验签，单核",
            en: "P-256 verifications, one core")
        report.figure(
            "p256.verify.n", limits.verifications, "/s", zh: "P-256验签，\(cores)核",
            en: "P-256 verifications, \(cores) cores")
        report.figure("p256.sign.1", signOne, "/s", zh: "P-256签名，单核", en: "P-256 signatures, one core")
        report.figure(
            "p256.sign.n", signAll, "/s", zh: "P-256签名，\(cores)核", en: "P-256 signatures, \(cores) cores")

        let signed = try CMS.sign(
            message, key: who.key, certificate: who.certificate, extraCertificates: who.chain)
        limits.messages = try rate(cores) { _ in _ = try CMS.verifySignature(signed) }
        report.figure(
            "cms.verify.n", limits.messages, "/s", zh: "CMS验证，\(cores)核",
            en: "CMS verifications, \(cores) cores")

        let log = try PrivateKey.generateEd25519()
        let notes = try rate(1) { _ in _ = try log.sign(message) }
        report.figure(
            "ed25519.sign.1", notes, "/s", zh: "Ed25519签名（检查点），单核",
            en: "Ed25519 signatures (checkpoints), one core")
        let stamps = try trust.timeStampAuthority()
        let digest = OpenSSL.Digest.sha256(message)
        let serial = Atomic<UInt64>(1)
        let tokens = try rate(1) { _ in
            _ = try stamps.token(
                for: digest, at: trust.now, serial: serial.add(1, ordering: .relaxed).newValue)
        }
        report.figure("rfc3161.1", tokens, "/s", zh: "RFC 3161时间戳，单核", en: "RFC 3161 tokens, one core")
    }

    private func measureDisk(_ limits: inout BenchLimits) throws {
        let path = "\(folder)/sync"
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Files.unwritable(path) }
        defer { close(file) }
        let block = [UInt8](repeating: 0x33, count: 4096)
        let offset = Atomic(0)
        limits.syncs = try rate(1) { _ in
            // Within a file of 16 MiB, as the write-ahead log of the store is.
            let at = offset.add(4096, ordering: .relaxed).newValue % (16 << 20)
            let written = unsafe pwrite(file, block, block.count, off_t(at))
            guard written == block.count, fdatasync(file) == 0 else { throw Self.wrong }
        }
        report.figure(
            "fdatasync", limits.syncs, "/s", zh: "4 KiB写入加fdatasync", en: "4 KiB write and fdatasync")

        let database = try Database(path: "\(folder)/limit.db", access: .create)
        try database.use { connection in
            try connection.execute(
                "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            try connection.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, v BLOB NOT NULL) STRICT")
        }
        limits.transactions = try rate(1) { _ in
            try database.use { connection in
                try connection.transaction {
                    try connection.prepare("INSERT INTO t (v) VALUES (?)").run(.blob(block))
                }
            }
        }
        report.figure(
            "sqlite.commit", limits.transactions, "/s", zh: "SQLite持久事务（WAL，FULL）",
            en: "durable SQLite transactions (WAL, FULL)")
    }

    private func measureLoopback(_ limits: inout BenchLimits) throws {
        var configuration = Configuration()
        configuration.workers = connections
        let server = try Server(configuration, handler: Echo())
        defer { server.stop(within: .seconds(5)) }
        let body = [UInt8](repeating: 0x42, count: 2048)
        let address = "http://127.0.0.1:\(server.port)"
        limits.requests = try requests(address, "GET", []).rate
        limits.posts = try requests(address, "POST", body).rate
        report.figure(
            "http.get", limits.requests, "/s", zh: "libmicrohttpd空载GET，\(connections)连接",
            en: "bare libmicrohttpd, GET, \(connections) connections")
        report.figure(
            "http.post", limits.posts, "/s", zh: "同上，POST 2 KiB，工作线程答4 KiB",
            en: "the same, POST 2 KiB, a worker answers 4 KiB")
    }

    /// Requests from as many clients as there are connections.
    private func requests(_ address: String, _ method: String, _ body: [UInt8]) throws -> Load.Outcome {
        let total = Atomic(0)
        let span = span
        let seconds = try Load.each(connections) { _ in
            let client = try Client()
            let end = ContinuousClock.now + .seconds(span)
            var count = 0
            while ContinuousClock.now < end {
                let reply = try client.send(
                    method, "\(address)/x", headers: [("Content-Type", "application/cms")], body: body)
                guard reply.status == 200 else { throw Self.wrong }
                count += 1
            }
            total.add(count, ordering: .relaxed)
        }
        return Load.Outcome(count: total.load(ordering: .relaxed), seconds: seconds)
    }

    func rate(_ threads: Int, _ work: @escaping @Sendable (Int) throws -> Void) throws -> Double {
        try Load.run(threads: threads, seconds: span, work).rate
    }

    static let wrong = Failure(
        "BENCH_FAILED", zh: "测量中的操作没有成功。", en: "An operation that was being measured did not succeed.")
}

/// Answers everything: GET from memory on the event thread, POST from a worker.
private final class Echo: Handler {
    private let page = Response(200, headers: [("Content-Type", "text/plain")], text: "ok\n").prepared()
    private let bytes = [UInt8](repeating: 0x41, count: 4096)

    func accept(_ request: Request) -> Acceptance {
        guard request.method == "POST" else { return .answer(page) }
        return .gather(limit: 1 << 20) { [bytes] _, _ in
            Response(200, headers: [("Content-Type", "application/json")], bytes: bytes)
        }
    }
}
