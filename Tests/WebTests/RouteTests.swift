import Procurement
import Testing

@testable import HTTPServer
@testable import Web

@Suite("Every address of the hall")
struct RouteTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var method: String
        var target: String
        var route: Route
        var testDescription: String { "\(method) \(target)" }
    }

    static let hex = String(repeating: "a1", count: 32)
    static var digest: Digest { get throws { try #require(Digest(hex: hex)) } }

    /// One row and more for each case of `Route`; `kind` below makes the compiler ask for a new one.
    static func rows() throws -> [Row] {
        let (digest, tender) = (try digest, TenderID("T-1"))
        let reading: [(String, Route)] = [
            ("/", .home), ("/time", .time), ("/health", .health), ("/checkpoint", .checkpoint),
            ("/files/\(hex)", .file(digest)), ("/uploads/\(hex)", .uploadState(digest)),
            ("/tenders", .tenders(after: nil, limit: 100)),
            ("/tenders?limit=1&after=T-0", .tenders(after: "T-0", limit: 1)),
            ("/tenders?limit=1000", .tenders(after: nil, limit: 1000)), ("/tenders/T-1", .tender(tender)),
            ("/tenders/%54-1", .tender(tender)), ("/tenders/T-1/export", .export(tender)),
            ("/tenders/T-1/events", .events(tender, after: nil)), ("/tenders/T-1/actions", .actions(tender)),
            ("/tenders/T-1/events?after=7", .events(tender, after: 7)),
            ("/tenders/T-1/entries/12", .tenderEntry(tender, version: 12)),
            ("/tenders/T-1/lots/L1/opening-certificate", .openingCertificate(tender, LotID("L1"))),
            ("/tenders/T-1/lots/L1/sealed-bids", .sealedBids(tender, LotID("L1"))),
            ("/receipts/abcdefgh", .receipt(commandID: "abcdefgh")),
            ("/problems/bid.sealed", .problem(code: "bid.sealed")), ("/log/key", .logKey),
            ("/log/tsa", .timeStampCertificate), ("/log/checkpoint.tst", .checkpointTimeStamp),
            ("/log/inclusion/7", .inclusion(seq: 7, size: nil)),
            ("/log/inclusion/7?size=9", .inclusion(seq: 7, size: 9)),
            ("/log/consistency?from=3&to=8", .consistency(from: 3, to: 8)),
            ("/tile/0/x001/067.p/5", .tile(path: "tile/0/x001/067.p/5")),
        ]
        let acting: [(String, Route)] = [
            ("/commands", .command), ("/challenges", .challenge), ("/sessions", .session),
            ("/rehearsal/clock", .moveClock),
        ]
        return reading.flatMap { target, route in
            ["GET", "HEAD"].map { Row(method: $0, target: target, route: route) }
        } + acting.map { Row(method: "POST", target: $0.0, route: $0.1) }
            + [Row(method: "PUT", target: "/files/\(hex)", route: .uploadFile(digest))]
    }

    static func request(
        _ method: String, _ target: String, _ fields: (String, String)...
    ) throws -> Request {
        var headers = Headers()
        for (name, value) in fields {
            unsafe Array(name.utf8).withUnsafeBytes { name in
                unsafe Array(value.utf8).withUnsafeBytes { unsafe headers.append(name: name, value: $0) }
            }
        }
        return Request(
            method: method, target: try Target(Array(target.utf8)), headers: headers,
            client: unsafe ClientAddress(nil), body: .none)
    }

    static func parse(_ method: String, _ target: String) throws -> Result<Route, Route.Unmatched> {
        let request = try request(method, target)
        return Result { () throws(Route.Unmatched) in try Route(request) }
    }

    @Test("each address leads to its route, for GET and HEAD alike")
    func routes() throws {
        for row in try Self.rows() {
            #expect(try Self.parse(row.method, row.target) == .success(row.route), "\(row.testDescription)")
        }
    }

    @Test("the table above has every route")
    func tableIsComplete() throws {
        let kinds = Set(try Self.rows().map { Self.kind($0.route) })
        #expect(kinds == Set(0..<27))
    }

    @Test("any other method is refused, and the answer says which are taken")
    func methods() throws {
        for row in try Self.rows() {
            let isFile = row.target.hasPrefix("/files/")
            let allowed =
                isFile ? ["GET", "HEAD", "PUT"] : row.method == "POST" ? ["POST"] : ["GET", "HEAD"]
            for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"]
            where !allowed.contains(method) {
                #expect(
                    try Self.parse(method, row.target)
                        == .failure(.method(allowed: allowed.joined(separator: ", "))),
                    "\(method) \(row.target)")
            }
        }
    }

    @Test(
        "what lies beside the addresses is nothing",
        arguments: [
            "/nothing", "/time/now", "/commands/1", "/commands/", "/challenges/x", "/sessions/x",
            "/rehearsal",
            "/rehearsal/time", "/files", "/files/\(hex)/x", "/uploads", "/tenders/T-1/lots",
            "/tenders/T-1/lots/L1", "/tenders/T-1/lots/L1/opening-key", "/tenders/T-1/exports",
            "/tenders/T-1/export/x", "/tenders/T-1/events/7", "/tenders/T-1/entries",
            "/tenders/T-1/entries/1/x", "/receipts",
            "/problems", "/tile", "/log", "/log/secret", "/log/inclusion", "/log/inclusion/1/2",
            "/log/consistency/1", "/checkpoint/1", "/Time",
        ])
    func elsewhere(_ target: String) throws {
        #expect(try Self.parse("GET", target) == .failure(.notFound))
    }

    @Test(
        "a parameter that is not what it should be is refused by name",
        arguments: [
            ("/files/\(hex.dropLast())", "sha256"), ("/files/\(hex)00", "sha256"),
            ("/files/\(hex.uppercased())", "sha256"), ("/uploads/zz", "sha256"),
            ("/tenders?limit=0", "limit"), ("/tenders?limit=1001", "limit"), ("/tenders?limit=-1", "limit"),
            ("/tenders?limit=ten", "limit"), ("/tenders?limit=", "limit"), ("/tenders?limit=%2B5", "limit"),
            ("/tenders/T-1/events?after=", "after"), ("/tenders/T-1/events?after=-1", "after"),
            ("/tenders/T-1/entries/one", "version"), ("/tenders/T-1/entries/-1", "version"),
            ("/tenders/T-1/entries/99999999999999999999", "version"), ("/log/inclusion/x", "seq"),
            ("/log/inclusion/1?size=x", "size"), ("/log/inclusion/1?size=", "size"),
            ("/log/consistency", "from"), ("/log/consistency?from=1", "to"),
            ("/log/consistency?from=x&to=2", "from"), ("/log/consistency?from=1&to=%201", "to"),
        ])
    func parameters(_ target: String, _ name: String) throws {
        #expect(try Self.parse("GET", target) == .failure(.parameter(name)))
    }

    @Test("a client that comes back is taken at its last event, not at what its address still says")
    func lastEvent() throws {
        let tender = TenderID("T-1")
        for (id, after) in [("9", 9), ("", 7)] as [(String, Int64)] {
            let request = try Self.request("GET", "/tenders/T-1/events?after=7", ("Last-Event-ID", id))
            #expect(try Route(request) == .events(tender, after: after))
        }
        let strange = try Self.request("GET", "/tenders/T-1/events", ("Last-Event-ID", "x"))
        #expect(throws: Route.Unmatched.parameter("Last-Event-ID")) { try Route(strange) }
    }

    @Test("an event stream is for clients that take one or do not say")
    func accept() throws {
        #expect(try Self.request("GET", "/").takesEventStream)
        for (accepted, takes) in [
            ("text/event-stream", true), ("application/json, Text/Event-Stream;q=0.5", true),
            ("*/*", true), ("text/*", true), ("application/json", false), ("text/html", false), ("", false),
        ] {
            let request = try Self.request("GET", "/", ("Accept", accepted))
            #expect(request.takesEventStream == takes, "\(accepted)")
        }
    }

    /// A number for each case: a new one is missed here by the compiler first.
    private static func kind(_ route: Route) -> Int {
        switch route {
        case .home: 0
        case .time: 1
        case .health: 2
        case .command: 3
        case .challenge: 4
        case .session: 5
        case .file: 6
        case .uploadFile: 7
        case .uploadState: 8
        case .tenders: 9
        case .tender: 10
        case .tenderEntry: 11
        case .openingCertificate: 12
        case .sealedBids: 13
        case .export: 14
        case .receipt: 15
        case .checkpoint: 16
        case .checkpointTimeStamp: 17
        case .logKey: 18
        case .timeStampCertificate: 19
        case .inclusion: 20
        case .consistency: 21
        case .tile: 22
        case .problem: 23
        case .moveClock: 24
        case .events: 25
        case .actions: 26
        }
    }
}
