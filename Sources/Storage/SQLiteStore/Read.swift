package import Ledger
internal import SQLite

extension SQLiteStore {
    package func version(of stream: String) throws -> Int64 {
        try reading { try $0.prepare(Self.latestVersion).first(.text(stream)) { try $0.integer(0) } ?? 0 }
    }

    package func entry(_ seq: Int64) throws -> StoredEntry? {
        try reading {
            try $0.prepare(Self.entryBySeq).first(.integer(seq)) {
                try Self.entry($0)
            }
        }
    }

    package func entries(from seq: Int64, limit: Int) throws -> [StoredEntry] {
        try reading {
            try $0.prepare(Self.entriesFromSeq)
                .all(.integer(seq), .integer(Int64(limit))) { try Self.entry($0) }
        }
    }

    package func entries(of stream: String, from version: Int64, limit: Int) throws -> [StoredEntry] {
        try reading {
            try $0.prepare(Self.entriesOfStream)
                .all(.text(stream), .integer(version), .integer(Int64(limit))) { try Self.entry($0) }
        }
    }

    package func entry(actor: String, command id: String) throws -> StoredEntry? {
        try reading {
            try $0.prepare(Self.entryByCommand)
                .first(.text(actor), .text(id)) { try Self.entry($0) }
        }
    }

    package func latestCheckpoint() throws -> StoredCheckpoint? {
        try reading {
            try $0.prepare("SELECT size, note, time_stamp FROM checkpoints ORDER BY size DESC LIMIT 1")
                .first { try Self.checkpoint($0) }
        }
    }

    package func checkpoint(atLeast size: Int64) throws -> StoredCheckpoint? {
        try reading {
            try $0.prepare(
                "SELECT size, note, time_stamp FROM checkpoints WHERE size >= ? ORDER BY size LIMIT 1"
            )
            .first(.integer(size)) { try Self.checkpoint($0) }
        }
    }

    package func hashes(of nodes: [TreeNode]) throws -> [[UInt8]] {
        try reading { try Self.hashes(of: nodes, $0) }
    }

    package func commitments(_ leaves: Range<Int64>) throws -> [[UInt8]] {
        let found = try reading {
            try $0.prepare("SELECT commitment FROM leaves WHERE seq >= ? AND seq < ? ORDER BY seq")
                .all(.integer(leaves.lowerBound), .integer(leaves.upperBound)) { try $0.blob(0) }
        }
        guard found.count == leaves.count else {
            throw StorageError.absent(
                "The log does not have all of the leaves \(leaves.lowerBound) to \(leaves.upperBound - 1).")
        }
        return found
    }

    private func reading<Result: Sendable>(
        _ body: (Connection) throws -> Result
    ) throws(StorageError) -> Result {
        try storing { try readers.use(body) }
    }

    // MARK: rows

    private static let entryColumns = """
        SELECT entries.seq, stream, version, actor, command_id, salt, entry, command, verdict, commitment
        FROM entries JOIN leaves ON leaves.seq = entries.seq
        """
    private static let entryBySeq = "\(entryColumns) WHERE entries.seq = ?"
    private static let entriesFromSeq =
        "\(entryColumns) WHERE entries.seq >= ? ORDER BY entries.seq LIMIT ?"
    private static let entriesOfStream =
        "\(entryColumns) WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?"
    private static let entryByCommand = "\(entryColumns) WHERE actor = ? AND command_id = ?"

    /// Reads an entry and checks it against its leaf, so that nobody acts on bytes that rotted since they were
    /// written.
    private static func entry(_ row: borrowing Row) throws -> StoredEntry {
        let seq = try row.integer(0)
        var command: CommandRecord?
        if let actor = try row.optionalText(3) {
            command = CommandRecord(
                actor: actor, id: try row.text(4), signed: try row.blob(7), verdict: try row.optionalBlob(8))
        }
        let entry = StoredEntry(
            seq: seq, stream: try row.text(1), version: try row.integer(2), bytes: try row.blob(6),
            salt: try row.blob(5), command: command)
        guard entry.salt.count == Commitment.saltSize,
            Commitment.of(entry.bytes, salt: entry.salt, sha256) == (try row.blob(9))
        else { throw Damage.changedEntry(seq) }
        return entry
    }

    private static func checkpoint(_ row: borrowing Row) throws -> StoredCheckpoint {
        StoredCheckpoint(size: try row.integer(0), note: try row.blob(1), timeStamp: try row.optionalBlob(2))
    }

    /// A subtree's hash stands with the leaf that completed it, at its level.
    static func hashes(of nodes: [TreeNode], _ connection: Connection) throws -> [[UInt8]] {
        let statement = try connection.prepare("SELECT substr(completed, ?, 32) FROM leaves WHERE seq = ?")
        return try nodes.map { node in
            let hash = try statement.first(.integer(Int64(node.level) * 32 + 1), .integer(node.lastLeaf)) {
                try $0.blob(0)
            }
            guard let hash else {
                throw StorageError.absent("The log does not reach leaf \(node.lastLeaf) yet.")
            }
            guard hash.count == 32 else { throw Damage.wrongTree(node.lastLeaf) }
            return hash
        }
    }
}
