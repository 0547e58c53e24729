internal import CSQLite

/// One connection to one database file.
///
/// It is opened without SQLite's own mutex, so one thread at a time may use it and its statements; `Database`
/// and `ReaderPool` see to that, and are how other targets should hold one.
@safe package final class Connection {
    package enum Access: Sendable {
        case readOnly
        case readWrite
        /// Makes the file when it is absent.
        case create
    }

    private let handle: Handle
    /// Prepared once, used again: by their text.
    private var statements: [String: Statement] = [:]

    /// Opens the file at `path`. `busyTimeout` (milliseconds) is how long a lock of another connection is waited for.
    package init(path: String, access: Access, busyTimeout: Int32 = 5000) throws(SQLiteError) {
        let flags =
            switch access {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        var raw: OpaquePointer?
        let code = unsafe sqlite3_open_v2(
            path, &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let raw = unsafe raw else {
            throw SQLiteError(code: code, message: "out of memory", operation: "open \(path)")
        }
        unsafe handle = Handle(takingOwnershipOf: raw)
        guard code == SQLITE_OK else { throw handle.failure("open \(path)") }
        unsafe sqlite3_busy_timeout(raw, busyTimeout)
        // A hostile file must not run functions through its schema, nor lead reads astray in its pages.
        try execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
    }

    /// Runs statements that take no values and give no rows, separated by semicolons.
    package func execute(_ sql: String) throws(SQLiteError) {
        guard unsafe sqlite3_exec(handle.raw, sql, nil, nil, nil) == SQLITE_OK else {
            throw handle.failure("run \(sql)")
        }
    }

    /// The prepared statement for this text, made at its first use. `sql` must be a text of the program; foreign
    /// text is bound as a value.
    package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        if let statement = statements[sql] { return statement }
        let statement = try Statement(sql, handle)
        // A program has few texts; queries put together at run time could be many.
        if statements.count >= 256 { statements.removeAll(keepingCapacity: true) }
        statements[sql] = statement
        return statement
    }

    /// Runs `body` in a write transaction: all of it is kept, or nothing.
    ///
    /// When `body` throws, nothing was written. When the commit itself throws, the error says `duringCommit`: then
    /// nobody knows, until the file is read again, whether the transaction is on the disk.
    package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try prepare("BEGIN IMMEDIATE").run()
        let result: Result
        do {
            result = try body()
        } catch {
            rollBack()
            throw error
        }
        do throws(SQLiteError) {
            try prepare("COMMIT").run()
        } catch {
            rollBack()
            throw SQLiteError(
                code: error.code, message: error.message, operation: "commit", duringCommit: true)
        }
        return result
    }

    /// Runs `body` so that all its reads see one state of the database.
    package func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
        try prepare("BEGIN").run()
        defer { rollBack() }
        return try body()
    }

    /// Ends a transaction that SQLite has not already ended by itself. A failure here changes nothing that was
    /// promised: what was not committed is gone when the connection closes.
    private func rollBack() {
        guard unsafe sqlite3_get_autocommit(handle.raw) == 0 else { return }
        try? prepare("ROLLBACK").run()
    }
}
