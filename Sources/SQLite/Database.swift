import Locks

/// A connection that any thread may ask for: one at a time has it.
package final class Database: Sendable {
    private let connection: Mutex<Lent>

    package init(
        path: String, access: Connection.Access, busyTimeout: Int32 = 5000
    ) throws(SQLiteError) {
        connection = Mutex(Lent(try Connection(path: path, access: access, busyTimeout: busyTimeout)))
    }

    /// Lends the connection for the time of `body`, which must not keep it.
    package func use<Result: Sendable>(_ body: (Connection) throws -> Result) rethrows -> Result {
        try connection.withLock { try body($0.connection) }
    }
}

/// Connections that only read, one for each thread that is reading at the moment.
///
/// In WAL mode they neither wait for the writer nor hold it up. Idle ones are kept up to `idle`; a burst of more
/// threads opens more and closes them again.
package final class ReaderPool: Sendable {
    private let path: String
    private let idle: Int
    private let rested: Mutex<[Lent]>

    package init(path: String, idle: Int = 128) {
        self.path = path
        self.idle = idle
        rested = Mutex([])
    }

    /// Lends a connection for the time of `body`, which must not keep it.
    package func use<Result: Sendable>(_ body: (Connection) throws -> Result) throws -> Result {
        let lent = try rested.withLock { $0.popLast() } ?? Lent(Connection(path: path, access: .readOnly))
        defer {
            // The surplus is let go after the lock: closing a connection may take a while.
            let surplus = rested.withLock { rested -> Lent? in
                guard rested.count < idle else { return lent }
                rested.append(lent)
                return nil
            }
            _ = surplus
        }
        return try body(lent.connection)
    }
}

/// `@unchecked Sendable`: a connection may go from thread to thread as long as one has it at a time (SQLite's
/// multi-thread mode), and only the two classes above, which see to that, can reach it.
private struct Lent: @unchecked Sendable {
    let connection: Connection

    init(_ connection: Connection) { self.connection = connection }
}
