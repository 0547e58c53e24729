internal import CSQLite

/// What SQLite refused, with its own code and words.
package struct SQLiteError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What a caller does differently, as opposed to what the code says exactly.
    package enum Kind: Sendable, Equatable {
        /// A unique index or primary key already holds the value.
        case duplicate
        /// Another check of the schema failed.
        case constraint
        /// Another connection holds the lock, and held it longer than the busy timeout.
        case busy
        /// The file is damaged, or is no database.
        case damaged
        /// No room on the disk.
        case full
        /// The operating system failed a read, a write or a sync.
        case inputOutput
        case other
    }

    /// The extended result code (<https://sqlite.org/rescode.html>).
    package let code: Int32
    /// SQLite's own message.
    package let message: String
    /// What was being done, such as "commit".
    package let operation: String
    /// The failure was in a commit, so the transaction may or may not be on the disk.
    package let duringCommit: Bool

    package var kind: Kind {
        switch code {
        case SQLITE_CONSTRAINT | 6 << 8, SQLITE_CONSTRAINT | 8 << 8, SQLITE_CONSTRAINT | 10 << 8: .duplicate
        default:
            switch code & 0xff {
            case SQLITE_CONSTRAINT: .constraint
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
            case SQLITE_FULL: .full
            case SQLITE_IOERR: .inputOutput
            default: .other
            }
        }
    }

    package var description: String { "SQLite could not \(operation): \(message) (code \(code))" }

    init(code: Int32, message: String, operation: String, duringCommit: Bool = false) {
        self.code = code
        self.message = message
        self.operation = operation
        self.duringCommit = duringCommit
    }
}
