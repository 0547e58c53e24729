internal import Ledger
internal import Procurement
internal import Storage
internal import StrictJSON

/// What watchers of a tender are told of one entry of its history.
package struct WatchEvent: Sendable, Equatable {
    /// The entry's place in the log: a watcher that comes back names the last one it has seen.
    package let id: Int64
    /// What the client listens for: letters only.
    package let name: String
    /// UTF-8 text.
    package let data: [UInt8]

    /// The name under which entries of a tender's history are sent.
    static let entryName = "entry"

    package init(id: Int64, name: String, data: [UInt8]) {
        self.id = id
        self.name = name
        self.data = data
    }

    /// What everybody may know of an entry as soon as it is in the log; nil when that is nothing. Who acted, and
    /// how many entries the tender has, is not told: before the opening both are secret.
    init?(_ body: EntryBody, seq: Int64, at: Instant) {
        let events: [Event] =
            switch body {
            case .act(_, let events), .clock(let events), .interruption(_, let events): events
            case .founded, .registered: []
            }
        let told = events.compactMap(\.asWatched)
        guard !told.isEmpty else { return nil }
        let data: JSON = ["seq": .integer(seq), "at": JSON(at), "events": .array(told)]
        self.init(id: seq, name: Self.entryName, data: data.canonicalBytes())
    }

    /// The same of an entry in the store.
    /// - Throws: when this program cannot read the entry.
    init?(_ stored: StoredEntry) throws {
        let entry = try stored.entry()
        self.init(
            try EntryBody(kind: entry.kind, entry.body), seq: stored.seq, at: Instant(milliseconds: entry.at))
    }

    /// As an event stream has it (HTML Living Standard, 9.2.5). Made once for all watchers.
    package var bytes: [UInt8] {
        var text = Array("id: \(id)\nevent: \(name)\n".utf8)
        // A line break in the text would end the field; a reader puts the lines together again.
        let lines = data.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }
        for line in lines { text += Array("data: ".utf8) + line + [UInt8(ascii: "\n")] }
        return text + [UInt8(ascii: "\n")]
    }
}

extension Event {
    /// How watchers are told of the event; absent when it is not for everybody, or not yet. The one place that
    /// decides it. (A plain `nil` here would be JSON's null.)
    var asWatched: JSON? {
        // A bid in the open is everybody's to see; whose it is, nobody's before the end.
        if case .offerMade(_, let lot, _, let paddle, let price) = self {
            return .some([
                "event": .string(name), "lot": JSON(lot), "paddle": JSON(paddle), "price": JSON(price),
            ])
        }
        return isPublic ? .some(json) : .none
    }
}
