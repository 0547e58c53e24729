internal import Foundation
internal import Ledger
internal import OpenSSL
internal import Procurement
internal import Storage
internal import StrictJSON
internal import Locks
internal import Synchronization

/// The one thread that writes: it takes what waits, lets the law decide each in turn, and makes the whole
/// batch durable in one transaction under one checkpoint and one time stamp before it tells anybody.
final class Writer: @unchecked Sendable {
    // `draft` and `timetable` belong to the writer's thread once `start` has been called.
    private var draft: Draft
    private var timetable = Timetable()
    /// Commands written since any that still waits was looked up in the store.
    private var recent = RecentKeys()

    let queue: Queue
    /// Every command of the log, and those of the batch that is being written.
    let commands: CommandFilter
    /// Who is told what happens as it happens.
    let watchers = Watchers()
    private let store: any Store
    private let law: Lawbook
    private let seals: Seals
    private let clock: HallClock
    private let published: Locks.Mutex<Published>
    private let log: @Sendable (JSON) -> Void
    private let stopped = DispatchSemaphore(value: 0)
    /// Grows with everything that readers may see.
    let generation = Atomic(0)
    /// The newest checkpoint; nil until one is known.
    let newest = Locks.Mutex<StoredCheckpoint?>(nil)
    /// The store takes no more writes until it is opened again.
    let broken = Atomic<Bool>(false)

    static let longestBatch = 256
    /// A batch costs a sync of the disk, a signature and a time stamp, whatever its size. So when several
    /// commands shared the last one, the next waits for more: a few milliseconds, in seconds here.
    private static let gathering = 0.004
    private static let busyBatch = 4

    init(
        _ loaded: Loader.Loaded, store: any Store, law: Lawbook, seals: Seals, clock: HallClock,
        queue: Queue, log: @escaping @Sendable (JSON) -> Void
    ) {
        draft = loaded.draft
        published = Locks.Mutex(loaded.published)
        commands = loaded.commands
        self.store = store
        self.law = law
        self.seals = seals
        self.clock = clock
        self.queue = queue
        self.log = log
        for tender in draft.tenders.values { timetable.set(tender.id, law.timers(of: tender).first) }
    }

    /// What readers see now.
    func reading<Value: Sendable>(_ body: (borrowing Published) throws(Problem) -> Value) throws(Problem)
        -> Value
    {
        let result = published.withLock { published -> Result<Value, Problem> in
            do throws(Problem) { return .success(try body(published)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    func peek<Value: Sendable>(_ body: (borrowing Published) -> Value) -> Value {
        published.withLock { body($0) }
    }

    func start() {
        let thread = Thread { [self] in
            run()
            stopped.signal()
        }
        thread.name = "writer"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Takes no more, writes what waits, and returns when the thread is done.
    func stop() {
        queue.close()
        stopped.wait()
    }

    private func run() {
        // Without it no timer may strike: the store is looked at again when the hall is started anew.
        guard resume() else { return broken.store(true, ordering: .releasing) }
        var last = 0
        while let proposals = queue.take(
            atMost: Self.longestBatch, waiting: patience(),
            gathering: last >= Self.busyBatch ? Self.gathering : 0)
        {
            last = proposals.count
            write(proposals)
        }
    }

    /// Nobody could bid while the hall stood still, from the last entry of the log until now: what was bid for
    /// in the open goes on by the law's rule for interruptions, before any timer strikes.
    /// - Returns: false when it could not be written.
    private func resume() -> Bool {
        let now = clock.now()
        var batch = Batch(at: now)
        let since = draft.lastAt
        for tender in draft.tenders.values.sorted(by: { $0.id < $1.id }) {
            let events = law.interruption(of: tender, since: since, at: now)
            guard !events.isEmpty else { continue }
            add(.interruption(since: since, events), Draft.stream(of: tender.id), nil, &batch)
        }
        return batch.entries.isEmpty || commit(batch)
    }

    /// Seconds until a timer is due. A rehearsal's clock can jump, and whoever moves it knocks.
    private func patience() -> Double {
        guard let first = timetable.first() else { return 1 }
        let wait = Double(first.milliseconds - clock.now().milliseconds) / 1000
        return min(1, max(0, wait))
    }

    private func write(_ proposals: [Proposal]) {
        let now = clock.now()
        var batch = Batch(at: now)
        for tender in timetable.due(at: now, atMost: Self.longestBatch) {
            guard let state = draft.tenders[tender] else { continue }
            let events = law.tick(state, at: now)
            if events.isEmpty {
                timetable.set(tender, law.timers(of: state).first)
            } else {
                add(.clock(events), Draft.stream(of: tender), nil, &batch)
            }
        }
        for proposal in proposals { decide(proposal, &batch) }
        guard !batch.entries.isEmpty else { return }
        commit(batch)
    }

    private func decide(_ proposal: Proposal, _ batch: inout Batch) {
        let (vetted, ticket) = (proposal.vetted, proposal.ticket)
        do throws(Problem) {
            // Another copy of the same command may have been written since this one was looked up.
            let key = AuthorKey(vetted.record)
            guard !batch.keys.contains(key), !recent.contains(key) else {
                throw Problem(
                    .unavailable, "COMMAND_IN_FLIGHT", zh: "同一指令正在处理，请稍后重新发送以取得回执。",
                    en: "The same command is being handled; send it again for its receipt.")
            }
            let (body, stream) = try judge(vetted, proposal.facts, at: batch.at)
            // Before it is written, so that nobody takes it for new once it is.
            commands.note(author: key.author, id: key.id)
            add(body, stream, (vetted, ticket), &batch)
            batch.keys.insert(key)
        } catch {
            ticket.settle(.failure(error))
        }
    }

    private func judge(
        _ vetted: Vetted, _ facts: Facts, at now: Instant
    ) throws(Problem) -> (EntryBody, String) {
        var record = vetted.record
        let author = draft.parties[record.by]
        record.roles = author?.roles ?? []
        switch vetted.envelope.request {
        case .registerParty(let party):
            try Registration.judge(
                party, author: record.by, authorName: vetted.holderName, known: author,
                existing: draft.parties[party.uscc])
            return (.registered(record, party), "party/\(party.uscc.text)")
        case .signIn:
            throw Problem(
                .malformed, "COMMAND_ELSEWHERE", zh: "登录请求应当发送到/sessions。",
                en: "A signIn goes to /sessions, not to /commands.")
        case .tender(let id, let lots, let command):
            guard let author else {
                throw Problem(
                    .forbidden, "NOT_REGISTERED", zh: "证书所属主体尚未在主体库登记，请先登记。",
                    en: "The holder of the certificate is not in the registry; register it first.")
            }
            let act = Act(
                tender: id, lots: lots, command: command, actor: author.actor, at: now,
                id: vetted.envelope.id, facts: facts)
            do throws(Refusal) {
                return (.act(record, try law.decide(draft.tenders[id], act)), Draft.stream(of: id))
            } catch {
                throw Problem(error)
            }
        }
    }

    /// Takes an entry into the batch and into the draft. The law decided it, so it fits.
    private func add(_ body: EntryBody, _ stream: String, _ from: (Vetted, Ticket)?, _ batch: inout Batch) {
        do {
            let entry = try Entry(
                stream: stream, version: (draft.versions[stream] ?? 0) + 1, at: batch.at.milliseconds,
                kind: body.kind, command: from?.0.digest, body: body.json)
            try draft.apply(body, stream: stream, at: batch.at)
            try batch.add(entry, body, from)
        } catch {
            preconditionFailure("an entry that was decided does not fit the log: \(error)")
        }
    }

    /// - Returns: whether the batch is durable.
    @discardableResult
    private func commit(_ batch: Batch) -> Bool {
        do {
            let written = EntryBatch(after: try store.frontier(), batch.entries)
            let note = try seals.sign(written)
            let token = try seals.timeStamp(over: note, at: batch.at, serial: written.size)
            let checkpoint = StoredCheckpoint(size: written.size, note: note, timeStamp: token)
            try store.append(written, checkpoint: checkpoint)
            newest.withLock { $0 = checkpoint }
            recent.add(batch.keys)
            publish(batch)
            tellWatchers(batch, from: written.firstSeq)
            for (index, ticket) in batch.tickets.enumerated() {
                ticket?.settle(
                    .success(
                        Ticket.Accepted(
                            seq: written.firstSeq + Int64(index), batch: written, checkpoint: checkpoint)))
            }
            return true
        } catch {
            log([
                "event": "commit.failed", "reason": .string("\(error)"), "entries": JSON(batch.entries.count),
            ])
            let problem = Problem(storage: error)
            for ticket in batch.tickets { ticket?.settle(.failure(problem)) }
            switch error as? StorageError {
            case .uncertain?, .stopped?: broken.store(true, ordering: .releasing)
            case nil, .sequenceConflict?, .versionConflict?, .duplicateCommand?, .contradiction?, .locked?,
                .damaged?, .refused?, .absent?, .failed?:
                break
            }
            recover()
            return false
        }
    }

    /// What is durable is told at once, in the order of the log.
    private func tellWatchers(_ batch: Batch, from first: Int64) {
        guard !watchers.isIdle else { return }
        for (index, change) in batch.changes.enumerated() {
            guard let tender = change.tender else { continue }
            let seq = first + Int64(index)
            watchers.publish(tender, seq: seq) { WatchEvent(change.body, seq: seq, at: batch.at) }
        }
    }

    /// After a failed commit only the store knows what is durable: the state is read back from it.
    private func recover() {
        do {
            let loaded = try Loader(store: store).load()
            draft = loaded.draft
            published.withLock { published in
                published = loaded.published
                generation.add(1, ordering: .releasing)
            }
            newest.withLock { $0 = nil }
            // They have not heard of what was written and not told; they come back and read it.
            watchers.endAll()
            timetable = Timetable()
            for tender in draft.tenders.values { timetable.set(tender.id, law.timers(of: tender).first) }
        } catch {
            log(["event": "recovery.failed", "reason": .string("\(error)")])
            broken.store(true, ordering: .releasing)
        }
    }

    private func publish(_ batch: Batch) {
        var changed: [TenderID: Tender] = [:]
        for change in batch.changes where change.body.isVisible {
            guard let id = change.tender else { continue }
            changed[id] = draft.tenders[id]
        }
        published.withLock { published in
            for tender in changed.values { published.publish(tender) }
            for change in batch.changes { published.follow(change.body, tender: change.tender) }
            // Within the lock: who sees the new number sees the new state.
            if batch.changes.contains(where: \.body.isVisible) { generation.add(1, ordering: .releasing) }
        }
        // What is secret may be owed for all that.
        for id in Set(batch.changes.compactMap(\.tender)) {
            guard let tender = draft.tenders[id] else { continue }
            timetable.set(id, law.timers(of: tender).first)
        }
    }
}

/// The newest commands, in two generations: whoever looked a command up in the store did so when it was put
/// into the queue, so only what was written after that can be news, and far less is than this holds. The
/// store's own key is the last guard.
struct RecentKeys: Sendable {
    private var young: Set<AuthorKey> = []
    private var old: Set<AuthorKey> = []
    private static let generation = 4 * Hall.longestQueue

    func contains(_ key: AuthorKey) -> Bool { young.contains(key) || old.contains(key) }

    mutating func add(_ keys: Set<AuthorKey>) {
        young.formUnion(keys)
        guard young.count >= Self.generation else { return }
        old = young
        young = []
    }
}

/// What makes a command the same one again.
struct AuthorKey: Hashable, Sendable {
    let author: String
    let id: String

    init(_ record: ActRecord) {
        author = record.by.text
        id = record.id
    }
}
