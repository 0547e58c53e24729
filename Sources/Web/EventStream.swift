internal import HTTPServer
internal import Platform
internal import Procurement
internal import StrictJSON

/// What happens to a tender, sent as it happens (`text/event-stream`, HTML Living Standard, 9.2): first what a
/// watcher has missed, then what comes, each entry once and in the order of the log.
///
/// Calls of ``next()`` come one at a time: the server's promise. The rest is safe from any thread.
final class EventStream: BodySource, @unchecked Sendable {
    private let hall: Hall
    private let line: Line
    private let watch: Watch
    private let past: WatchPast
    private var hasBegun = false

    /// Milliseconds after which a client that was cut off comes back.
    private static let retry = 1000

    /// - Parameter after: the last entry that the client has seen; nil for one that begins now.
    /// - Throws: `Problem` when there is no such tender, or the store fails.
    init(_ hall: Hall, _ tender: TenderID, after: Int64?) throws(Problem) {
        self.hall = hall
        line = Line(LiveStream { Self.time(hall.clock) })
        // The past is looked for once the watcher is in its place, so that nothing falls between.
        watch = hall.watchers.join(tender, line)
        do throws(Problem) {
            past = try hall.past(of: tender, after: after)
        } catch {
            hall.watchers.leave(watch)
            throw error
        }
    }

    var response: Response {
        Response(
            200,
            headers: [
                ("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
                // A proxy that gathers answers would keep the news back.
                ("X-Accel-Buffering", "no"),
            ], body: .live(past: self, line.stream))
    }

    func next() throws -> [UInt8] {
        guard hasBegun else {
            hasBegun = true
            // The id, so that a client that is cut off before the first entry comes back for it.
            return Array("retry: \(Self.retry)\nid: \(past.seq)\n".utf8) + Self.time(hall.clock)
        }
        while true {
            let bytes = try past.next()
            guard bytes.isEmpty else { return bytes }
            if hall.watchers.goLive(watch, at: past.seq) { return [] }
        }
    }

    func close() { hall.watchers.leave(watch) }

    /// Time is the server's: what a client counts down to a deadline from.
    private static func time(_ clock: HallClock) -> [UInt8] {
        let time: JSON = ["now": .string(clock.now().text), "rehearsal": .bool(clock.isRehearsal)]
        return Array("event: time\ndata: ".utf8) + time.canonicalBytes() + Array("\n\n".utf8)
    }

    /// From the writer to the connection.
    private final class Line: Watcher {
        let stream: LiveStream
        init(_ stream: LiveStream) { self.stream = stream }
        func take(_ event: [UInt8]) { stream.send(event) }
        func end() { stream.end() }
    }
}

extension Request {
    /// Whether the client takes an event stream: it says so, or says nothing.
    var takesEventStream: Bool {
        let accepted = headers.all("accept")
        guard !accepted.isEmpty else { return true }
        let ranges = accepted.flatMap { $0.split(separator: ",") }.map { range in
            range.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        }
        return ranges.contains { ["text/event-stream", "text/*", "*/*"].contains($0) }
    }
}
