internal import Ledger
internal import SQLite
internal import Locks

extension SQLiteStore {
    package func append(_ batch: EntryBatch, checkpoint: StoredCheckpoint) throws {
        let head = try storing { try checkpoint.checkpoint() }
        guard !batch.entries.isEmpty, head.size == batch.size, head.root == batch.root else {
            throw StorageError.contradiction(
                "The checkpoint (size \(head.size)) is not the tree head of the batch (size \(batch.size), \(batch.entries.count) entries)."
            )
        }
        try write { writer, connection in
            guard batch.growth.start == writer.frontier else {
                throw StorageError.sequenceConflict(expected: batch.firstSeq, found: writer.frontier.size)
            }
            try connection.transaction {
                try Self.checkVersions(batch, connection)
                let leaf = try connection.prepare("INSERT INTO leaves VALUES (?, ?, ?)")
                let row = try connection.prepare("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                var seq = batch.firstSeq
                for (entry, completed) in zip(batch.entries, batch.growth.completed) {
                    try leaf.run(.integer(seq), .blob(entry.commitment), .blob(Array(completed.joined())))
                    try Self.insert(entry, seq, row, connection)
                    seq += 1
                }
                try connection.prepare("INSERT INTO checkpoints VALUES (?, ?, ?)")
                    .run(.integer(checkpoint.size), .blob(checkpoint.note), .optional(checkpoint.timeStamp))
            }
            writer.frontier = batch.growth.frontier
        }
    }

    package func addTimeStamp(_ token: [UInt8], toCheckpointOf size: Int64) throws {
        try write { _, connection in
            try connection.transaction {
                let found: ()? = try connection.prepare("SELECT 1 FROM checkpoints WHERE size = ?")
                    .first(.integer(size)) { _ in }
                guard found != nil else {
                    throw StorageError.absent("There is no checkpoint of size \(size).")
                }
                try connection.prepare(
                    "UPDATE checkpoints SET time_stamp = ? WHERE size = ? AND time_stamp IS NULL"
                )
                .run(.blob(token), .integer(size))
            }
        }
    }

    /// Runs `body` as the only writer, and stops all writing when a commit leaves its outcome open.
    func write(_ body: (inout Writer, Connection) throws -> Void) throws {
        try writer.withLock { writer in
            guard !writer.stopped else { throw StorageError.stopped }
            do {
                try database.use { try body(&writer, $0) }
            } catch {
                let error = StorageError(wrapping: error)
                if case .uncertain = error { writer.stopped = true }
                throw error
            }
        }
    }

    /// Each entry must be the next version of its stream, counting those before it in the batch.
    private static func checkVersions(_ batch: EntryBatch, _ connection: Connection) throws {
        let statement = try connection.prepare(latestVersion)
        var versions: [String: Int64] = [:]
        for entry in batch.entries {
            let last =
                try versions[entry.stream]
                ?? statement.first(.text(entry.stream)) { try $0.integer(0) } ?? 0
            guard entry.version == last + 1 else {
                throw StorageError.versionConflict(
                    stream: entry.stream, expected: entry.version, found: last + 1)
            }
            versions[entry.stream] = entry.version
        }
    }

    private static func insert(
        _ entry: NewEntry, _ seq: Int64, _ statement: Statement, _ connection: Connection
    ) throws {
        do throws(SQLiteError) {
            try statement.run(
                .integer(seq), .text(entry.stream), .integer(entry.version), .optional(entry.command?.actor),
                .optional(entry.command?.id), .blob(entry.salt), .blob(entry.bytes),
                .optional(entry.command?.signed), .optional(entry.command?.verdict))
        } catch {
            // Versions and places were checked, so only the command's key can be taken.
            guard error.kind == .duplicate, let command = entry.command,
                let earlier = try connection.prepare(
                    "SELECT seq FROM entries WHERE actor = ? AND command_id = ?"
                )
                .first(.text(command.actor), .text(command.id), body: { try $0.integer(0) })
            else { throw error }
            throw StorageError.duplicateCommand(actor: command.actor, id: command.id, seq: earlier)
        }
    }

    static let latestVersion = "SELECT version FROM entries WHERE stream = ? ORDER BY version DESC LIMIT 1"
}
