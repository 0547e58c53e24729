internal import Ledger
internal import OpenSSL
internal import Procurement
internal import Storage
internal import StrictJSON

/// What becomes durable together.
struct Batch: Sendable {
    struct Change: Sendable {
        var tender: TenderID?
        var body: EntryBody
    }

    let at: Instant
    var entries: [NewEntry] = []
    var changes: [Change] = []
    var tickets: [Ticket?] = []
    var keys: Set<AuthorKey> = []

    init(at: Instant) { self.at = at }

    mutating func add(_ entry: Entry, _ body: EntryBody, _ from: (vetted: Vetted, ticket: Ticket)?) throws {
        let command = from.map { from in
            CommandRecord(
                actor: from.vetted.record.by.text, id: from.vetted.record.id, signed: from.vetted.signed,
                verdict: from.vetted.verdict)
        }
        entries.append(try NewEntry(entry, salt: try Random.bytes(Commitment.saltSize), command: command))
        changes.append(Change(tender: TenderID(stream: entry.stream), body: body))
        tickets.append(from?.ticket)
    }
}

extension TenderID {
    /// The tender whose history a stream is; nil for the hall's own streams.
    init?(stream: String) {
        guard stream.hasPrefix("tender/") else { return nil }
        self.init(String(stream.dropFirst("tender/".count)))
    }
}

extension EntryBody {
    /// Readers may see something of it at once.
    var isVisible: Bool {
        switch self {
        case .act(_, let events), .clock(let events), .interruption(_, let events):
            events.contains(where: \.isVisible)
        case .founded, .registered: true
        }
    }
}
