internal import CSQLite

/// A prepared statement, finalised with its owner.
@safe package final class Statement {
    private let handle: Handle
    private let raw: OpaquePointer
    private let parameters: Int32

    init(_ sql: String, _ handle: Handle) throws(SQLiteError) {
        var raw: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(
            handle.raw, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &raw, nil)
        guard code == SQLITE_OK, let raw = unsafe raw else { throw handle.failure("prepare \(sql)") }
        self.handle = handle
        unsafe self.raw = raw
        parameters = unsafe sqlite3_bind_parameter_count(raw)
    }

    deinit { unsafe sqlite3_finalize(raw) }

    /// Runs to the end and drops what rows there are.
    package func run(_ values: Value...) throws(SQLiteError) {
        try bind(values)
        defer { reset() }
        while try step() {}
    }

    /// Calls `body` for each row until it answers false. The row is only good during the call.
    package func forEach(_ values: Value..., body: (borrowing Row) throws -> Bool) throws {
        try forEach(values, body: body)
    }

    /// The same with the values in an array.
    package func forEach(_ values: [Value], body: (borrowing Row) throws -> Bool) throws {
        try bind(values)
        defer { reset() }
        while try step() {
            let row = unsafe Row(raw, handle)
            guard try body(row) else { return }
        }
    }

    /// Every row, read by `body`.
    package func all<Result>(_ values: Value..., body: (borrowing Row) throws -> Result) throws -> [Result] {
        try all(values, body: body)
    }

    /// The same with the values in an array.
    package func all<Result>(_ values: [Value], body: (borrowing Row) throws -> Result) throws -> [Result] {
        var results: [Result] = []
        try forEach(values) {
            results.append(try body($0))
            return true
        }
        return results
    }

    /// The first row, read by `body`; nil when there is none.
    package func first<Result>(_ values: Value..., body: (borrowing Row) throws -> Result) throws -> Result? {
        var result: Result?
        try forEach(values) {
            result = try body($0)
            return false
        }
        return result
    }

    private func step() throws(SQLiteError) -> Bool {
        switch unsafe sqlite3_step(raw) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw unsafe handle.failure("run \(String(cString: sqlite3_sql(raw)))")
        }
    }

    /// Also lets go of the bound bytes. Its code repeats the failure of the step before, which was thrown then.
    private func reset() {
        unsafe sqlite3_reset(raw)
        unsafe sqlite3_clear_bindings(raw)
    }

    private func bind(_ values: [Value]) throws(SQLiteError) {
        precondition(
            values.count == Int(parameters), "a statement has \(parameters) parameters, not \(values.count)")
        var index: Int32 = 0
        for value in values {
            index += 1
            let code =
                switch value {
                case .null: unsafe sqlite3_bind_null(raw, index)
                case .integer(let integer): unsafe sqlite3_bind_int64(raw, index, integer)
                case .text(let text):
                    unsafe sqlite3_bind_text64(
                        raw, index, text, UInt64(text.utf8.count), transient, UInt8(SQLITE_UTF8))
                case .blob(let bytes):
                    // A blob without bytes has no address, which SQLite would take for NULL.
                    bytes.isEmpty
                        ? unsafe sqlite3_bind_zeroblob(raw, index, 0)
                        : unsafe sqlite3_bind_blob64(raw, index, bytes, UInt64(bytes.count), transient)
                }
            guard code == SQLITE_OK else { throw handle.failure("bind value \(index)") }
        }
    }

    /// `SQLITE_TRANSIENT`, a cast that Swift does not import: SQLite copies the bytes during the call.
    private var transient: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
