internal import Foundation
internal import Ledger
internal import OpenSSL
package import Procurement
package import Storage
internal import StrictJSON
internal import Locks
internal import Synchronization
internal import Trust

/// The trading hall: commands in, receipts out, and what may be read of it.
package final class Hall: Sendable {
    package let clock: HallClock
    package let sessions = Sessions()
    package let seals: Seals
    package let files: FileStore
    package let store: any Store
    package let law: Lawbook
    let verifier: PathVerifier
    let writer: Writer
    fileprivate let log: @Sendable (JSON) -> Void
    let pages = PageCache()
    /// Exports that are being written.
    let exports = Locks.Mutex(0)
    static let mostExports = 4
    let vetting: Vetting
    let facts: FactFinder

    /// The greatest file taken, in bytes.
    package static let largestFile: Int64 = 4 << 30

    /// Commands that may wait for the writer; beyond it the hall says that it is busy.
    static let longestQueue = 20_000

    init(
        clock: HallClock, seals: Seals, files: FileStore, store: any Store, law: Lawbook,
        verifier: PathVerifier, loaded: Loader.Loaded, workDirectory: String,
        log: @escaping @Sendable (JSON) -> Void
    ) {
        self.clock = clock
        self.seals = seals
        self.files = files
        self.store = store
        self.law = law
        self.verifier = verifier
        self.log = log
        vetting = Vetting(verifier: verifier)
        facts = FactFinder(files: files, workDirectory: workDirectory)
        writer = Writer(
            loaded, store: store, law: law, seals: seals, clock: clock,
            queue: Queue(limit: Self.longestQueue), log: log)
        writer.start()
    }

    /// Handles a signed command and returns its receipt, which is on disk by then.
    ///
    /// - Parameters:
    ///   - signed: CMS SignedData with the command inside.
    ///   - address: from where it came, for the service's log (电子招标投标办法 49).
    /// - Returns: the receipt's bytes, and whether it was given for the same command before.
    /// - Throws: `Problem`; nothing has changed then, save when it is `unavailable`: the same command may be
    ///   sent again and gives its receipt if it was written.
    package func submit(
        _ signed: [UInt8], from address: String = ""
    ) throws(Problem) -> (receipt: [UInt8], again: Bool) {
        let outcome = Locks.Mutex<Taken?>(nil)
        let done = DispatchSemaphore(value: 0)
        submit(signed, from: address) { taken in
            outcome.withLock { $0 = taken }
            done.signal()
        }
        done.wait()
        guard let taken = outcome.withLock({ $0 }) else {
            preconditionFailure("a command was heard of before it was settled")
        }
        return try taken.receipt()
    }

    /// What became of a command.
    package struct Taken: Sendable {
        private let outcome: Result<Source, Problem>
        private let hall: Hall

        fileprivate enum Source: Sendable {
            case earlier([UInt8])
            case written(Ticket.Accepted, command: [UInt8], address: String)
        }

        fileprivate init(_ hall: Hall, _ outcome: Result<Source, Problem>) {
            (self.hall, self.outcome) = (hall, outcome)
        }

        /// Notes the act in the service's log and puts the receipt together: once, by a thread that has the time.
        /// - Returns: the receipt's bytes, and whether it was given for the same command before.
        /// - Throws: as ``Hall/submit(_:from:)``.
        package func receipt() throws(Problem) -> (receipt: [UInt8], again: Bool) {
            switch try outcome.get() {
            case .earlier(let bytes): return (bytes, true)
            case .written(let accepted, let command, let address):
                hall.log([
                    "event": "act", "seq": .integer(accepted.seq), "command": .string(command.hex),
                    "from": .string(address),
                ])
                return (try hall.receipt(accepted), false)
            }
        }
    }

    /// The same without waiting for the disk.
    ///
    /// - Parameter then: called once, on this thread or the writer's, which it must not hold up. It sees to it
    ///   that ``Taken/receipt()`` is called, whether or not anybody waits for it still.
    package func submit(
        _ signed: [UInt8], from address: String, then: @escaping @Sendable (Taken) -> Void
    ) {
        do throws(Problem) {
            let now = clock.now()
            let vetted = try vetting.vet(signed, at: now) { party in writer.peek { $0.parties[party] } }
            if let receipt = try earlier(vetted) { return then(Taken(self, .success(.earlier(receipt)))) }
            try vetted.checkAge(at: now)
            let facts = try facts.gather(vetted, from: self)
            let digest = vetted.digest
            let ticket = Ticket { [self] outcome in
                then(Taken(self, outcome.map { .written($0, command: digest, address: address) }))
            }
            guard writer.queue.put(Proposal(vetted: vetted, facts: facts, ticket: ticket)) else {
                throw Problem(
                    .unavailable, "HALL_BUSY", zh: "平台繁忙，指令没有受理，请稍后重新发送。",
                    en: "The hall is busy and has not taken the command; send it again.")
            }
        } catch {
            then(Taken(self, .failure(error)))
        }
    }

    /// Answers a signed challenge with a session.
    package func signIn(_ signed: [UInt8]) throws(Problem) -> (token: String, session: Sessions.Session) {
        let now = clock.now()
        let vetted = try vetting.vet(signed, at: now) { party in writer.peek { $0.parties[party] } }
        guard case .signIn(let challenge) = vetted.envelope.request else {
            throw Problem(
                .malformed, "NOT_A_SIGN_IN", zh: "这里只接受登录请求（signIn）。", en: "Only a signIn is taken here.")
        }
        try vetted.checkAge(at: now)
        guard writer.peek({ $0.parties[vetted.record.by] }) != nil else {
            throw Problem(
                .forbidden, "NOT_REGISTERED", zh: "证书所属主体尚未在主体库登记，请先登记。",
                en: "The holder of the certificate is not in the registry; register it first.")
        }
        return try sessions.open(challenge, for: vetted.record, at: now)
    }

    /// Sets a rehearsal's clock, and lets everything that is due by then happen.
    package func moveClock(to instant: Instant) throws(Problem) {
        try clock.move(to: instant)
        writer.queue.knock()
    }

    /// What readers see now.
    package func peek<Value: Sendable>(_ body: (borrowing Published) -> Value) -> Value {
        writer.peek(body)
    }

    /// Takes no more commands, writes what waits, and returns.
    package func close() { writer.stop() }

    /// The store takes no more writes: the hall must be opened again.
    package var isBroken: Bool { writer.broken.load(ordering: .acquiring) }

    private func earlier(_ vetted: Vetted) throws(Problem) -> [UInt8]? {
        let (author, id) = (vetted.record.by.text, vetted.record.id)
        guard writer.commands.mayHave(author: author, id: id) else { return nil }
        let stored: StoredEntry?
        do {
            stored = try store.entry(actor: author, command: id)
        } catch {
            throw Problem(storage: error)
        }
        guard let stored, let record = ActRecord(in: stored.bytes) else { return nil }
        guard record.content == vetted.record.content else {
            throw Problem(
                .conflict, "COMMAND_ID_REUSED", zh: "编号“\(record.id)”已用于另一条内容不同的指令，请换一个编号。",
                en: "The id \"\(record.id)\" was used for a command with other content; choose another id.")
        }
        return try receipt(of: stored)
    }

    fileprivate func receipt(_ accepted: Ticket.Accepted) throws(Problem) -> [UInt8] {
        do {
            let entry = accepted.batch.entries[Int(accepted.seq - accepted.batch.firstSeq)]
            return try Receipt(
                entry: entry.bytes, salt: entry.salt, seq: accepted.seq,
                proof: try accepted.batch.inclusionProof(of: accepted.seq),
                checkpoint: accepted.checkpoint.note,
                timeStamp: accepted.checkpoint.timeStamp
            ).bytes
        } catch {
            throw Problem(storage: error)
        }
    }

    /// The receipt of an entry under the checkpoint of its own batch: the same bytes whenever it is asked for.
    package func receipt(of stored: StoredEntry) throws(Problem) -> [UInt8] {
        do {
            guard let receipt = try store.receipt(of: stored.seq) else {
                throw StorageError.damaged(seq: stored.seq, "Entry \(stored.seq) is under no checkpoint.")
            }
            return receipt.bytes
        } catch {
            throw Problem(storage: error)
        }
    }
}

extension ActRecord {
    /// The act in a stored entry's bytes; nil for an entry that no command caused.
    init?(in bytes: [UInt8]) {
        guard let entry = try? Entry(bytes), let body = try? EntryBody(kind: entry.kind, entry.body) else {
            return nil
        }
        switch body {
        case .act(let record, _), .registered(let record, _): self = record
        case .clock, .interruption, .founded: return nil
        }
    }
}

extension Problem {
    /// The store, or the machine below it, failed.
    init(storage error: any Error) {
        self.init(
            .unavailable, "STORE_FAILED",
            zh: "平台存储暂时不可用，指令是否受理尚不确定；请用同一编号重新发送，已受理的会返回原回执。",
            en:
                "The store failed, and whether the command was taken is not known; send it again under the same id, and it returns its receipt if it was."
        )
    }
}
