package import Ledger
internal import OpenSSL
internal import SQLite

extension SQLiteStore {
    /// How much of the log is read again.
    package enum Thoroughness: Sendable {
        /// Every page of the file, every entry, every hash.
        case full
        /// What was written since the last verification, on top of the tree as it was then.
        case quick
    }

    /// What a verification read.
    package struct Verified: Sendable, Equatable {
        /// Entries in the log.
        package let size: Int64
        /// The first entry that was read again.
        package let from: Int64
        /// Checkpoints whose root was compared.
        package let checkpoints: Int64

        package init(size: Int64, from: Int64, checkpoints: Int64) {
            self.size = size
            self.from = from
            self.checkpoints = checkpoints
        }
    }

    /// Derives the log anew and compares: each commitment from salt and entry, the tree from the commitments, the
    /// root with every checkpoint, the places and versions for gaps, each signed command with the digest its entry
    /// names; with `key`, the signature of each checkpoint.
    ///
    /// Throws `damaged`, naming the entry and what to do, at the first thing that is not as it was written. On success
    /// the verified size is noted, and the next quick run begins there. It may run beside readers and the writer:
    /// it sees the log as it was when it began.
    ///
    /// - Parameter progress: called now and then with entries done and entries to do.
    @discardableResult
    package func verify(
        _ thoroughness: Thoroughness, key: LogKey? = nil,
        progress: (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) throws -> Verified {
        let verified = try storing {
            try readers.use { connection in
                try connection.snapshot {
                    try Verification(connection, key: key).run(thoroughness, progress)
                }
            }
        }
        try write { _, connection in
            try connection.transaction {
                try connection.prepare(
                    "INSERT INTO metadata VALUES ('verified', ?1) ON CONFLICT DO UPDATE SET value = ?1"
                ).run(.integer(verified.size))
            }
        }
        return verified
    }
}

/// One run over one state of the log.
private struct Verification {
    let connection: Connection
    let key: LogKey?

    init(_ connection: Connection, key: LogKey?) {
        self.connection = connection
        self.key = key
    }

    func run(
        _ thoroughness: SQLiteStore.Thoroughness, _ progress: (Int64, Int64) -> Void
    ) throws -> SQLiteStore.Verified {
        let total = try size()
        var start: Int64 = 0
        switch thoroughness {
        case .full:
            let words = try connection.prepare("PRAGMA integrity_check(1)").first { try $0.text(0) }
            guard words == "ok" else { throw Damage.structure(words ?? "no answer") }
        case .quick:
            start =
                try connection.prepare("SELECT value FROM metadata WHERE name = 'verified'")
                .first { try $0.integer(0) } ?? 0
            guard start <= total else { throw Damage.missingLeaf(total) }
        }
        let frontier = try startingTree(start)
        let checkpoints = try readAgain(from: frontier, total, progress)
        try checkVersions(thoroughness, from: start)
        return SQLiteStore.Verified(size: total, from: start, checkpoints: checkpoints)
    }

    /// The length of the log, by its tree; entries beyond it are damage.
    private func size() throws -> Int64 {
        let leaf =
            try connection.prepare("SELECT max(seq) FROM leaves").first { try $0.optionalInteger(0) } ?? nil
        let entry =
            try connection.prepare("SELECT max(seq) FROM entries").first { try $0.optionalInteger(0) } ?? nil
        let head =
            try connection.prepare("SELECT max(size) FROM checkpoints").first { try $0.optionalInteger(0) }
            ?? nil
        let size = (leaf ?? -1) + 1
        if let entry, entry >= size { throw Damage.surplusEntry(size) }
        guard head ?? 0 <= size else { throw Damage.missingLeaf(size) }
        guard head ?? 0 == size else { throw Damage.noCheckpoint(size) }
        return size
    }

    /// The tree a quick run begins with, read from its peaks and held against the checkpoint of that size.
    private func startingTree(_ size: Int64) throws -> Frontier {
        guard size > 0 else { return Frontier() }
        let frontier = try Frontier(
            size: size, peaks: SQLiteStore.hashes(of: Frontier.nodes(ofSize: size), connection))
        let note = try connection.prepare("SELECT note FROM checkpoints WHERE size = ?")
            .first(.integer(size)) { try $0.blob(0) }
        guard let note else { throw Damage.noCheckpoint(size) }
        try check(note, frontier)
        return frontier
    }

    /// Reads leaves and entries side by side, grows the tree, and compares it with each checkpoint on the way.
    private func readAgain(
        from start: Frontier, _ total: Int64, _ progress: (Int64, Int64) -> Void
    ) throws -> Int64 {
        var frontier = start
        var heads = try self.heads(after: start.size)
        var checked: Int64 = 0
        let rows = try connection.prepare(
            """
            SELECT leaves.seq, commitment, completed, stream, version, salt, entry, command
            FROM leaves LEFT JOIN entries ON entries.seq = leaves.seq WHERE leaves.seq >= ? ORDER BY leaves.seq
            """)
        try rows.forEach(.integer(start.size)) { row in
            let seq = frontier.size
            guard try row.integer(0) == seq else { throw Damage.missingLeaf(seq) }
            guard !row.isNull(3) else { throw Damage.missingEntry(seq) }
            try checkEntry(row, seq)
            let completed = frontier.append(TreeHash.leaf(try row.blob(1), sha256), sha256)
            guard try row.blob(2) == Array(completed.joined()) else { throw Damage.wrongTree(seq) }
            if heads.first?.size == frontier.size {
                let head = heads.removeFirst()
                try check(head.note, frontier)
                checked += 1
                if heads.isEmpty { heads = try self.heads(after: frontier.size) }
            }
            if frontier.size.isMultiple(of: 65536) {
                progress(frontier.size - start.size, total - start.size)
            }
            return true
        }
        guard frontier.size == total else { throw Damage.missingLeaf(frontier.size) }
        progress(total - start.size, total - start.size)
        return checked
    }

    /// The next checkpoints, a few at a time.
    private func heads(after size: Int64) throws -> [StoredCheckpoint] {
        try connection.prepare("SELECT size, note FROM checkpoints WHERE size > ? ORDER BY size LIMIT 256")
            .all(.integer(size)) {
                StoredCheckpoint(size: try $0.integer(0), note: try $0.blob(1), timeStamp: nil)
            }
    }

    private func checkEntry(_ row: borrowing Row, _ seq: Int64) throws {
        let salt = try row.blob(5)
        let entry = try row.blob(6)
        guard salt.count == Commitment.saltSize,
            Commitment.of(entry, salt: salt, sha256) == (try row.blob(1))
        else { throw Damage.changedEntry(seq) }
        guard Entry.matches(entry, stream: try row.text(3), version: try row.integer(4)) else {
            throw Damage.misfiledEntry(seq)
        }
        if let command = try row.optionalBlob(7), !Entry.matches(entry, command: Digest.sha256(command)) {
            throw Damage.wrongCommand(seq)
        }
    }

    /// Holds a signed note against the tree of its size.
    private func check(_ note: [UInt8], _ frontier: Frontier) throws {
        let head: Checkpoint
        do throws(LedgerError) {
            if let key {
                head = try Checkpoint.verified(note, key: key, ed25519)
            } else {
                head = try Checkpoint(text: SignedNote(note).text)
            }
        } catch {
            throw Damage.badCheckpoint(frontier.size, error.description)
        }
        guard head.size == frontier.size, head.root == frontier.root(sha256) else {
            throw Damage.wrongRoot(frontier.size)
        }
    }

    /// Every stream concerned must count its versions without a gap. That none repeats is the index's doing.
    private func checkVersions(_ thoroughness: SQLiteStore.Thoroughness, from start: Int64) throws {
        let odd: String?
        switch thoroughness {
        case .full:
            odd = try connection.prepare(
                "SELECT stream FROM entries GROUP BY stream HAVING min(version) <> 1 OR max(version) <> count(*) LIMIT 1"
            ).first { try $0.text(0) }
        case .quick:
            // A new entry must stand right behind one that is there, or be the first.
            odd = try connection.prepare(
                """
                SELECT stream FROM entries AS new WHERE seq >= ? AND version > 1 AND NOT EXISTS
                    (SELECT 1 FROM entries AS old WHERE old.stream = new.stream AND old.version = new.version - 1) LIMIT 1
                """
            ).first(.integer(start)) { try $0.text(0) }
        }
        if let odd {
            let seq =
                try connection.prepare("SELECT max(seq) FROM entries WHERE stream = ?")
                .first(.text(odd)) { try $0.optionalInteger(0) } ?? nil
            throw Damage.gap(in: odd, seq)
        }
    }
}

/// The system's Ed25519 as the ledger takes it.
private let ed25519: SignatureCheck = { key, message, signature in
    guard let key = try? PublicKey(ed25519: key) else { return false }
    return key.verify(signature, of: message)
}
