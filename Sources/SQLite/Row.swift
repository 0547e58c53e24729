internal import CSQLite

/// The row a statement stands on. Columns count from 0.
///
/// Reading a column as another type than it holds throws, because it means that the file is not what we wrote.
@safe package struct Row: ~Copyable {
    private let raw: OpaquePointer
    private let handle: Handle

    init(_ raw: OpaquePointer, _ handle: Handle) {
        unsafe self.raw = raw
        self.handle = handle
    }

    package func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(raw, column) == SQLITE_NULL }

    package func integer(_ column: Int32) throws(SQLiteError) -> Int64 {
        try expect(SQLITE_INTEGER, column, "a whole number")
        return unsafe sqlite3_column_int64(raw, column)
    }

    package func text(_ column: Int32) throws(SQLiteError) -> String {
        try expect(SQLITE_TEXT, column, "text")
        guard let text = unsafe sqlite3_column_text(raw, column) else {
            throw handle.failure("read column \(column)")
        }
        let count = unsafe Int(sqlite3_column_bytes(raw, column))
        guard
            let text = unsafe String(
                validating: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
        else {
            throw SQLiteError(
                code: SQLITE_CORRUPT, message: "the text is not UTF-8", operation: "read column \(column)")
        }
        return text
    }

    package func blob(_ column: Int32) throws(SQLiteError) -> [UInt8] {
        try expect(SQLITE_BLOB, column, "bytes")
        let bytes = unsafe sqlite3_column_blob(raw, column)
        let count = unsafe Int(sqlite3_column_bytes(raw, column))
        let missing = unsafe bytes == nil
        guard count == 0 || !missing else { throw handle.failure("read column \(column)") }
        return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    package func optionalInteger(_ column: Int32) throws(SQLiteError) -> Int64? {
        isNull(column) ? nil : try integer(column)
    }
    package func optionalText(_ column: Int32) throws(SQLiteError) -> String? {
        isNull(column) ? nil : try text(column)
    }
    package func optionalBlob(_ column: Int32) throws(SQLiteError) -> [UInt8]? {
        isNull(column) ? nil : try blob(column)
    }

    /// The column as it is. A number with a fraction throws.
    package func value(_ column: Int32) throws(SQLiteError) -> Value {
        switch unsafe sqlite3_column_type(raw, column) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer(try integer(column))
        case SQLITE_TEXT: .text(try text(column))
        default: .blob(try blob(column))
        }
    }

    private func expect(_ type: Int32, _ column: Int32, _ words: String) throws(SQLiteError) {
        guard unsafe sqlite3_column_type(raw, column) == type else {
            throw unsafe SQLiteError(
                code: SQLITE_CORRUPT, message: "column \(column) does not hold \(words)",
                operation: "read a row of \(String(cString: sqlite3_sql(raw)))")
        }
    }
}
