import Foundation
import StrictJSON

@testable import HTTPClient

/// Somebody who watches a tender, and who comes back after each break for what was missed, as browsers do.
final class BiddingWatcher: @unchecked Sendable {
    /// What the hall told of one entry.
    struct Heard: Sendable {
        let seq: Int64
        let at: String
        let events: [JSON]
    }

    // Behind the locks; `group` counts the threads that listen.
    private let heard = Locked<[Heard]>([])
    private let lastID: Locked<Int64?>
    private let isDone = Locked(false)
    private let group = DispatchGroup()
    private let path: String

    /// - Parameter after: the last entry that it has seen; nil to hear only what comes.
    init(_ tender: String, after: Int64? = nil) {
        path = "/tenders/\(tender)/events"
        lastID = Locked(after)
    }

    deinit { isDone.withLock { $0 = true } }

    /// Listens until the connection breaks.
    func connect(_ address: String) {
        group.enter()
        let thread = Thread { [self] in
            defer { group.leave() }
            var unread: [UInt8] = []
            var headers = [("Accept", "text/event-stream")]
            if let last = lastID.withLock({ $0 }) { headers.append(("Last-Event-ID", "\(last)")) }
            _ = try? Client().listen(address + path, headers: headers) { [self] bytes in
                unread += bytes
                while let end = unread.firstRange(of: [10, 10]) {
                    take(String(decoding: unread[..<end.lowerBound], as: UTF8.self))
                    unread.removeSubrange(..<end.upperBound)
                }
                return !isDone.withLock { $0 }
            }
        }
        thread.start()
    }

    /// Waits until the connection is gone: the server is, by then.
    func waitForBreak() { group.wait() }

    private func take(_ block: String) {
        var (name, data, id) = ("message", "", Int64?.none)
        for line in block.split(separator: "\n") {
            if line.hasPrefix("event: ") { name = String(line.dropFirst(7)) }
            if line.hasPrefix("data: ") { data += line.dropFirst(6) }
            if line.hasPrefix("id: ") { id = Int64(line.dropFirst(4)) }
        }
        if let id { lastID.withLock { $0 = id } }
        guard name == "entry", let id, let json = try? JSON.parse(Array(data.utf8)),
            case .array(let events)? = json["events"], case .string(let at)? = json["at"]
        else { return }
        heard.withLock { $0.append(Heard(seq: id, at: at, events: events)) }
    }

    /// Everything so far, in the order of arrival.
    var all: [Heard] { heard.withLock { $0 } }

    /// The prices that were called, each with its place in the log.
    var offers: [(seq: Int64, price: Int64)] {
        all.flatMap { heard in
            heard.events.compactMap { event in
                guard event["event"] == "offerMade", case .integer(let price)? = event["price"] else {
                    return nil
                }
                return (heard.seq, price)
            }
        }
    }

    /// Waits for an entry, of which it has or will be told soon.
    func waits(for what: String, _ isIt: (Heard) -> Bool) throws -> Heard {
        for _ in 0..<3_000 {
            if let found = all.last(where: isIt) { return found }
            usleep(10_000)
        }
        throw Trouble("the watcher was not told of \(what)")
    }

    /// The first event of a name about a lot.
    func waits(for event: String, phase: String? = nil, of lot: String = "L1") throws -> JSON {
        func matches(_ json: JSON) -> Bool {
            json["event"] == .string(event) && json["lot"] == .string(lot)
                && (phase == nil || json["phase"] == phase.map { .string($0) })
        }
        let heard = try waits(for: "\(event) \(phase ?? "")") { $0.events.contains(where: matches) }
        guard let found = heard.events.first(where: matches) else { throw Trouble("no \(event)") }
        return found
    }
}
