internal import Dispatch
internal import Ledger
internal import Locks
internal import OpenSSL
internal import Procurement
internal import Storage
internal import StrictJSON

/// Rebuilds the platform's state from the log.
struct Loader: Sendable {
    let store: any Store

    struct Loaded: Sendable {
        var draft = Draft()
        var published = Published()
        let commands = CommandFilter()
    }

    /// - Throws: `BrokenLog` when an entry cannot follow the ones before it, or what the store throws.
    func load() throws -> Loaded {
        var loaded = Loaded()
        let size = try store.size()
        var seq: Int64 = 0
        while seq < size {
            let page = try store.entries(from: seq, limit: 1000)
            guard !page.isEmpty else { throw BrokenLog(reason: "entry \(seq) is missing") }
            for (stored, read) in zip(page, try Self.read(page)) {
                if let command = stored.command {
                    loaded.commands.note(author: command.actor, id: command.id)
                }
                try loaded.draft.apply(read.entry, read.body)
                loaded.published.follow(read.body, tender: TenderID(stream: read.entry.stream))
                // Kept in the order of registration; the rest is published once, at the end.
                if read.entry.version == 1, let id = TenderID(stream: read.entry.stream),
                    let tender = loaded.draft.tenders[id]
                {
                    loaded.published.publish(tender)
                }
            }
            seq += Int64(page.count)
        }
        for tender in loaded.draft.tenders.values { loaded.published.publish(tender) }
        return loaded
    }

    private struct Read: Sendable {
        let entry: Entry
        let body: EntryBody
    }

    /// Reads entries on every core: that is most of the work, and no entry depends on another for it.
    private static func read(_ page: [StoredEntry]) throws -> [Read] {
        let share = 64
        let shares = (page.count + share - 1) / share
        let found = Mutex<[Int: Result<[Read], any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: shares) { number in
            let part = page[(number * share)..<min(page.count, (number + 1) * share)]
            let result = Result {
                try part.map { stored in
                    let entry = try stored.entry()
                    return Read(entry: entry, body: try Draft.body(of: entry))
                }
            }
            found.withLock { $0[number] = result }
        }
        return try found.withLock { found in
            try (0..<shares).flatMap { try found[$0]?.get() ?? [] }
        }
    }

    /// Writes the first entry of a log.
    static func write(_ founding: Founding, at: Instant, seals: Seals, to store: any Store) throws {
        var batch = Batch(at: at)
        let body = EntryBody.founded(founding)
        try batch.add(
            Entry(
                stream: Draft.hallStream, version: 1, at: at.milliseconds, kind: body.kind, body: body.json),
            body,
            nil)
        let written = EntryBatch(after: try store.frontier(), batch.entries)
        let note = try seals.sign(written)
        try store.append(
            written,
            checkpoint: StoredCheckpoint(
                size: written.size, note: note,
                timeStamp: try seals.timeStamp(over: note, at: at, serial: written.size)))
    }
}
