import Foundation
import Ledger
import Locks
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

/// What one client has seen of an event stream.
struct Seen {
    var entries: [(id: Int64, data: JSON)] = []
    var times: [JSON] = []
    /// The id to come back with.
    var last: String?
    var text = ""

    /// The blocks that are complete.
    mutating func take(_ bytes: [UInt8]) {
        pending += bytes
        while let end = pending.firstRange(of: Array("\n\n".utf8)) {
            take(block: String(decoding: pending[..<end.lowerBound], as: UTF8.self))
            pending.removeSubrange(..<end.upperBound)
        }
    }

    private var pending: [UInt8] = []

    private mutating func take(block: String) {
        text += block + "\n\n"
        var fields: [String: String] = [:]
        for line in block.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2 { fields[parts[0]] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        if let id = fields["id"] { last = id }
        guard let data = fields["data"], let json = try? JSON.parse(Array(data.utf8)) else { return }
        switch fields["event"] {
        case "time": times.append(json)
        case "entry": entries.append((last.flatMap { Int64($0) } ?? -1, json))
        default: break
        }
    }

    var names: [String] {
        entries.flatMap { entry -> [String] in
            guard case .array(let events)? = entry.data["events"] else { return [] }
            return events.compactMap { if case .string(let name)? = $0["event"] { name } else { nil } }
        }
    }
}

extension Floor {
    /// The address of the tender's event stream.
    fileprivate var events: String { "\(server.address)/tenders/\(tender)/events" }
}

@Suite("The event stream of a tender")
struct EventTests {
    /// Watches until `enough`.
    private func watch(
        _ events: String, _ query: String = "", last: String? = nil, from seen: Seen = Seen(),
        until enough: @escaping (Seen) -> Bool
    ) throws -> Seen {
        var seen = seen
        var headers = [("Accept", "text/event-stream")]
        if let last { headers.append(("Last-Event-ID", last)) }
        let reply = try Client().listen(events + query, headers: headers) { bytes in
            seen.take(bytes)
            return !enough(seen)
        }
        #expect(reply.status == 200)
        #expect(reply.header("Content-Type") == "text/event-stream")
        #expect(reply.header("Cache-Control") == "no-store")
        return seen
    }

    @Test("a watcher is told what is public and of sealed bids nothing, and the clock is the hall's")
    func publicOnly() throws {
        let floor = try Floor()
        try floor.noticed()
        try floor.move(to: "2026-03-20T14:00:00+08:00")
        for person in floor.bidders.prefix(3) {
            try floor.act(person, "takeDocuments", [:])
            try floor.bid(person, "L1", 4_000_000_000)
        }
        try floor.move(to: Floor.deadline)
        try floor.waits(for: "closed", of: "L1")
        try floor.openLot("L1")
        let seen = try watch(floor.events, "?after=0") { $0.names.contains("openingClosed") }
        #expect(seen.text.hasPrefix("retry: 1000\nid: 0\nevent: time\ndata: {\"now\":\""))
        #expect(seen.times.first?["rehearsal"] == true)
        #expect(Array(seen.names.prefix(2)) == ["projectRegistered", "noticePublished"])
        for secret in ["documentsTaken", "bidSubmitted", "bidOpened", "envelope", "contentKey", "null"] {
            #expect(!seen.text.contains(secret), "\(secret)")
        }
        for person in floor.bidders { #expect(!seen.text.contains(person.uscc)) }
        let ids = seen.entries.map(\.id)
        #expect(ids == ids.sorted() && Set(ids).count == ids.count)
        for entry in seen.entries { #expect(entry.data["seq"] == .integer(entry.id)) }
    }

    @Test("watchers that come back with their last event miss nothing and hear nothing twice")
    func resume() throws {
        let floor = try Floor()
        try floor.noticed()
        let text = try floor.paper(floor.agency, "补遗")
        let commands = try (0..<40).map { _ in
            try floor.signed(floor.agency, "amendDocuments", ["text": text, "affectsBids": false])
        }
        let results = Mutex<[[Int64]]>([])
        let failures = Mutex<[String]>([])
        let ready = DispatchSemaphore(value: 0)
        let done = DispatchSemaphore(value: 0)
        let events = floor.events
        for number in 0..<4 {
            Thread.detachNewThread {
                defer { done.signal() }
                do {
                    var seen = Seen()
                    var visits = 0
                    while seen.entries.count < 42 {
                        let had = seen.entries.count
                        // Cut off after a few, each watcher at others; the address still says the beginning.
                        seen = try watch(events, "?after=0", last: seen.last, from: seen) { now in
                            if now.entries.count == 2, had == 0 { ready.signal() }
                            return now.entries.count >= had + 2 + number || now.entries.count >= 42
                        }
                        visits += 1
                    }
                    if visits < 3 { failures.withLock { $0.append("too few visits") } }
                    let ids = seen.entries.map(\.id)
                    results.withLock { $0.append(ids) }
                } catch {
                    failures.withLock { $0.append("\(error)") }
                    ready.signal()
                }
            }
        }
        for _ in 0..<4 { #expect(ready.wait(timeout: .now() + 60) == .success) }
        var seqs: [Int64] = []
        for command in commands {
            let reply = try floor.post(command)
            #expect(reply.status == 201)
            seqs.append(try Receipt.parse(reply.body).seq)
        }
        for _ in 0..<4 { #expect(done.wait(timeout: .now() + 60) == .success) }
        #expect(failures.withLock { $0 } == [])
        let all = results.withLock { $0 }
        #expect(all.count == 4)
        for ids in all { #expect(Array(ids.suffix(40)) == seqs && ids.count == 42) }
    }

    @Test("one who begins now hears only what comes, and the service stops with streams open")
    func fromNow() throws {
        let floor = try Floor()
        try floor.registered()
        let body = try floor.notice()
        let first = try floor.signed(floor.agency, "publishNotice", body)
        var posted: Int?
        let seen = try watch(floor.events) { seen in
            if posted == nil { posted = try? floor.post(first).status }
            return !seen.entries.isEmpty
        }
        #expect(posted == 201)
        #expect(seen.names == ["noticePublished", "lotMoved", "lotMoved"])
        let wire = try Wire(floor.server.port)
        try wire.send("GET /tenders/\(floor.tender)/events HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try wire.answer(hasBody: false).status == 200)
        #expect(floor.server.stop() == 0)
        #expect(String(decoding: wire.rest(), as: UTF8.self).hasSuffix("\r\n0\r\n\r\n"))
    }

    @Test("what cannot be watched is a problem document")
    func problems() throws {
        let floor = try Floor()
        try floor.registered()
        for (path, accept, status, code) in [
            ("/tenders/T-9/events", "text/event-stream", 404, "NO_SUCH_TENDER"),
            ("/tenders/\(floor.tender)/events", "application/json", 406, "NOT_ACCEPTABLE"),
            ("/tenders/\(floor.tender)/events?after=x", "*/*", 400, "PARAMETER_INVALID"),
        ] {
            let reply = try floor.hall().send("GET", path, [("Accept", accept)])
            #expect(reply.status == status)
            #expect(try JSON.parse(reply.body)["code"] == .string(code))
        }
    }
}
