internal import CSQLite

/// The C connection, closed when the last statement and the connection itself are gone.
@safe final class Handle {
    let raw: OpaquePointer

    init(takingOwnershipOf raw: OpaquePointer) { unsafe self.raw = raw }

    /// The `_v2` form waits for statements that are still alive, so the order of release does not matter.
    deinit { unsafe sqlite3_close_v2(raw) }

    /// The last failure on this connection as a value.
    func failure(_ operation: String, duringCommit: Bool = false) -> SQLiteError {
        unsafe SQLiteError(
            code: sqlite3_extended_errcode(raw), message: String(cString: sqlite3_errmsg(raw)),
            operation: operation,
            duringCommit: duringCommit)
    }
}
