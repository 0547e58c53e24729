internal import SQLite

/// The tables of format 1.
///
/// Small columns stand before the large ones, so that they are read without following overflow pages.
enum Schema {
    static let format: Int64 = 1
    /// Marks the file as ours for `file` and for us: "TrHa".
    static let applicationID: Int64 = 0x5472_4861

    static let tables = """
        CREATE TABLE metadata (
            name  TEXT PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- The tree. A leaf is filed with the hashes of all subtrees that it completed, from level 0 upwards:
        -- 32 bytes each, two on average, and always at the end of the table.
        CREATE TABLE leaves (
            seq        INTEGER PRIMARY KEY CHECK (seq >= 0),
            commitment BLOB NOT NULL CHECK (length(commitment) = 32),
            completed  BLOB NOT NULL CHECK (length(completed) >= 32 AND length(completed) % 32 = 0)
        ) STRICT;

        CREATE TABLE entries (
            seq        INTEGER PRIMARY KEY CHECK (seq >= 0),
            stream     TEXT NOT NULL,
            version    INTEGER NOT NULL CHECK (version >= 1),
            actor      TEXT,
            command_id TEXT,
            salt       BLOB NOT NULL CHECK (length(salt) = 32),
            entry      BLOB NOT NULL,
            command    BLOB,
            verdict    BLOB,
            CHECK ((actor IS NULL) = (command_id IS NULL) AND (actor IS NULL) = (command IS NULL)),
            CHECK (verdict IS NULL OR command IS NOT NULL)
        ) STRICT;
        CREATE UNIQUE INDEX entries_by_version ON entries (stream, version);
        CREATE UNIQUE INDEX entries_by_command ON entries (actor, command_id) WHERE actor IS NOT NULL;

        CREATE TABLE checkpoints (
            size       INTEGER PRIMARY KEY CHECK (size >= 0),
            note       BLOB NOT NULL,
            time_stamp BLOB
        ) STRICT;

        -- The log only grows. Whoever wants to change it must first remove these, on purpose.
        CREATE TRIGGER leaves_stay BEFORE DELETE ON leaves BEGIN SELECT RAISE(ABORT, 'leaves are never removed'); END;
        CREATE TRIGGER leaves_hold BEFORE UPDATE ON leaves BEGIN SELECT RAISE(ABORT, 'leaves are never changed'); END;
        CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;
        CREATE TRIGGER entries_hold BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
        CREATE TRIGGER checkpoints_stay BEFORE DELETE ON checkpoints
            BEGIN SELECT RAISE(ABORT, 'checkpoints are never removed'); END;
        CREATE TRIGGER checkpoints_hold BEFORE UPDATE ON checkpoints
            WHEN OLD.time_stamp IS NOT NULL OR NEW.size <> OLD.size OR NEW.note <> OLD.note
            BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END;
        """

    /// Makes the tables in a new file, or checks that the file is of the format this program knows.
    static func prepare(_ connection: Connection) throws {
        let isNew =
            try connection.prepare("SELECT count(*) FROM sqlite_schema").first { try $0.integer(0) } == 0
        guard isNew else {
            let id = try connection.prepare("PRAGMA application_id").first { try $0.integer(0) }
            guard id == applicationID else {
                throw StorageError.damaged(
                    seq: nil, "The file log.db is not a log of this platform; restore it from a copy.")
            }
            let found = try connection.prepare("SELECT value FROM metadata WHERE name = 'format'")
                .first { try $0.integer(0) }
            guard found == format else {
                throw StorageError.failed(
                    "The log has format \(found ?? 0) and this program reads format \(format); use the program that belongs to it."
                )
            }
            return
        }
        // These cannot change once the file has tables, or within a transaction.
        try connection.execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL")
        try connection.transaction {
            try connection.execute(tables)
            try connection.execute("PRAGMA application_id = \(applicationID)")
            try connection.prepare("INSERT INTO metadata VALUES ('format', ?)").run(.integer(format))
        }
    }
}
