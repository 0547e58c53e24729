package import Ledger
package import Procurement
internal import StrictJSON

/// The platform's state as it follows from the log: everything the next decision needs. One thread owns it.
package struct Draft: Sendable {
    package var founding: Founding?
    package var parties: [PartyID: Party] = [:]
    package var tenders: [TenderID: Tender] = [:]
    package var versions: [String: Int64] = [:]
    package var lastAt = Instant(milliseconds: 0)

    package static let hallStream = "hall"
    package static func stream(of tender: TenderID) -> String { "tender/\(tender.text)" }

    package init() {}

    /// What an entry says.
    /// - Throws: `BrokenLog` when it is not of a kind that this program knows.
    package static func body(of entry: Entry) throws(BrokenLog) -> EntryBody {
        do throws(JSONError) {
            return try EntryBody(kind: entry.kind, entry.body)
        } catch {
            throw BrokenLog(reason: "entry \(entry.version) of \(entry.stream): \(error.english)")
        }
    }

    /// Applies one entry of the log.
    /// - Throws: `BrokenLog` when it cannot follow the ones before it.
    package mutating func apply(_ entry: Entry) throws(BrokenLog) {
        try apply(entry, Self.body(of: entry))
    }

    /// The same for an entry whose body was read already.
    mutating func apply(_ entry: Entry, _ body: EntryBody) throws(BrokenLog) {
        guard entry.version == (versions[entry.stream] ?? 0) + 1 else {
            throw BrokenLog(
                reason: "\(entry.stream) goes from version \(versions[entry.stream] ?? 0) to \(entry.version)"
            )
        }
        let at = Instant(milliseconds: entry.at)
        guard at >= lastAt else {
            throw BrokenLog(
                reason: "entry \(entry.version) of \(entry.stream) lies before the one ahead of it")
        }
        try apply(body, stream: entry.stream, at: at)
    }

    /// Applies what an entry says; its version and time are already known to follow.
    mutating func apply(_ body: EntryBody, stream: String, at: Instant) throws(BrokenLog) {
        switch body {
        case .founded(let founding):
            self.founding = founding
            parties[founding.centre.uscc] = founding.centre
        case .registered(_, let party):
            parties[party.uscc] = party
        case .act(_, let events), .clock(let events), .interruption(_, let events):
            guard stream.hasPrefix("tender/") else {
                throw BrokenLog(reason: "an act on a tender lies in the stream \(stream)")
            }
            try apply(events, to: TenderID(String(stream.dropFirst("tender/".count))), at: at)
        }
        versions[stream, default: 0] += 1
        lastAt = at
    }

    private mutating func apply(_ events: [Event], to id: TenderID, at: Instant) throws(BrokenLog) {
        for event in events {
            if tenders[id] == nil {
                tenders[id] = try Tender(id, beginning: event, at: at)
            } else {
                try tenders[id]?.evolve(event, at: at)
            }
        }
    }
}
