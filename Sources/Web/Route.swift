internal import HTTPServer
internal import Procurement

/// Every address of the hall, parsed in one place and served by one switch: the service's table of contents.
enum Route: Equatable {
    case home
    case time
    case health
    case command
    case challenge
    case session
    case file(Digest)
    case uploadFile(Digest)
    case uploadState(Digest)
    case tenders(after: String?, limit: Int)
    case tender(TenderID)
    /// What happens to a tender as it happens; `after` is the last entry that the client has seen.
    case events(TenderID, after: Int64?)
    /// What the signed-in party may do on a tender now.
    case actions(TenderID)
    case tenderEntry(TenderID, version: Int64)
    case openingCertificate(TenderID, LotID)
    case sealedBids(TenderID, LotID)
    case export(TenderID)
    case receipt(commandID: String)
    case checkpoint
    case checkpointTimeStamp
    case logKey
    case timeStampCertificate
    case inclusion(seq: Int64, size: Int64?)
    case consistency(from: Int64, to: Int64)
    case tile(path: String)
    case problem(code: String)
    case moveClock

    enum Unmatched: Error, Equatable {
        case notFound
        case method(allowed: String)
        case parameter(String)
    }

    init(_ request: Request) throws(Unmatched) {
        let isGet = request.method == "GET" || request.method == "HEAD"
        func get(_ route: Route) throws(Unmatched) -> Route {
            guard isGet else { throw .method(allowed: "GET, HEAD") }
            return route
        }
        func post(_ route: Route) throws(Unmatched) -> Route {
            guard request.method == "POST" else { throw .method(allowed: "POST") }
            return route
        }
        let path = request.segments
        switch (path.first, path.count) {
        case (nil, _): self = try get(.home)
        case ("time", 1): self = try get(.time)
        case ("health", 1): self = try get(.health)
        case ("commands", 1): self = try post(.command)
        case ("challenges", 1): self = try post(.challenge)
        case ("sessions", 1): self = try post(.session)
        case ("rehearsal", 2) where path[1] == "clock": self = try post(.moveClock)
        case ("files", 2):
            let digest = try Self.digest(path[1])
            if request.method == "PUT" {
                self = .uploadFile(digest)
            } else {
                guard isGet else { throw .method(allowed: "GET, HEAD, PUT") }
                self = .file(digest)
            }
        case ("uploads", 2): self = try get(.uploadState(Self.digest(path[1])))
        case ("tenders", 1): self = try get(try Self.list(request))
        case ("tenders", 2...): self = try get(try Self.tender(path, request))
        case ("receipts", 2): self = try get(.receipt(commandID: path[1]))
        case ("problems", 2): self = try get(.problem(code: path[1]))
        case ("checkpoint", 1): self = try get(.checkpoint)
        case ("tile", 2...): self = try get(.tile(path: path.joined(separator: "/")))
        case ("log", 2...): self = try get(try Self.log(path, request))
        default: throw .notFound
        }
    }

    private static func tender(_ path: [String], _ request: Request) throws(Unmatched) -> Route {
        let id = TenderID(path[1])
        switch (path.count, path.count > 2 ? path[2] : "") {
        case (2, _): return .tender(id)
        case (3, "export"): return .export(id)
        case (3, "actions"): return .actions(id)
        case (3, "events"):
            // A browser that comes back sends the address as it was, and beside it what it has seen since.
            if let text = request.headers["last-event-id"], !text.isEmpty {
                return .events(id, after: try number(text, "Last-Event-ID"))
            }
            return .events(
                id,
                after: try request.query("after").map { text throws(Unmatched) in
                    try number(text, "after")
                })
        case (4, "entries"): return .tenderEntry(id, version: try number(path[3], "version"))
        case (5, "lots") where path[4] == "opening-certificate":
            return .openingCertificate(id, LotID(path[3]))
        case (5, "lots") where path[4] == "sealed-bids": return .sealedBids(id, LotID(path[3]))
        default: throw .notFound
        }
    }

    private static func log(_ path: [String], _ request: Request) throws(Unmatched) -> Route {
        switch (path[1], path.count) {
        case ("key", 2): return .logKey
        case ("tsa", 2): return .timeStampCertificate
        case ("checkpoint.tst", 2): return .checkpointTimeStamp
        case ("inclusion", 3):
            var size: Int64?
            if let text = request.query("size") { size = try number(text, "size") }
            return .inclusion(seq: try number(path[2], "seq"), size: size)
        case ("consistency", 2):
            return .consistency(
                from: try number(request.query("from") ?? "", "from"),
                to: try number(request.query("to") ?? "", "to"))
        default: throw .notFound
        }
    }

    private static func list(_ request: Request) throws(Unmatched) -> Route {
        var limit = 100
        if let text = request.query("limit") {
            let value = try number(text, "limit")
            guard (1...1000).contains(value) else { throw .parameter("limit") }
            limit = Int(value)
        }
        return .tenders(after: request.query("after"), limit: limit)
    }

    private static func digest(_ text: String) throws(Unmatched) -> Digest {
        guard let digest = Digest(hex: text) else { throw .parameter("sha256") }
        return digest
    }

    /// Digits alone: what `Int64` reads beside them, such as a sign, is no number in an address.
    private static func number(_ text: String, _ name: String) throws(Unmatched) -> Int64 {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text) else {
            throw .parameter(name)
        }
        return value
    }
}
