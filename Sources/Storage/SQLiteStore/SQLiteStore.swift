package import Ledger
internal import SQLite
import Locks

/// The log in one SQLite file, `log.db` in the data folder.
///
/// One connection writes, behind a lock; each reading thread has its own read-only connection. WAL with
/// `synchronous = FULL`: a commit returns when the log file is synced, and readers do not wait for it. The folder is
/// locked against other processes while the store is open.
package final class SQLiteStore: Store {
    /// What the writing connection knows; guarded by the lock around it.
    struct Writer {
        /// The tree as of the last commit.
        var frontier: Frontier
        /// Set by a commit whose outcome is unknown; never cleared, since only reading the file anew can tell.
        var stopped = false
    }

    let writer: Mutex<Writer>
    /// Used only while `writer` is locked.
    let database: Database
    let readers: ReaderPool
    /// Held for its lifetime.
    private let lock: FolderLock

    /// Opens the log in `folder`, or begins one, without verifying it: `verify` does that, and nobody should be
    /// served before it.
    ///
    /// Throws `locked` when another process has the folder, `damaged` when the file is no log or its right edge
    /// cannot be read.
    package init(folder: String) throws(StorageError) {
        lock = try FolderLock(folder: folder)
        let path = "\(folder)/log.db"
        do {
            database = try Database(path: path, access: .create)
            readers = ReaderPool(path: path)
            let frontier = try database.use { connection in
                try Schema.prepare(connection)
                // A checkpoint of the write-ahead log every 2,048 pages (16 MiB) keeps its file small while one
                // sync of the database serves many batches.
                try connection.execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2048")
                return try Self.frontier(connection)
            }
            writer = Mutex(Writer(frontier: frontier))
        } catch {
            throw StorageError(wrapping: error)
        }
    }

    /// Reads the right edge of the tree from the file.
    static func frontier(_ connection: Connection) throws -> Frontier {
        let last =
            try connection.prepare("SELECT max(seq) FROM leaves").first { try $0.optionalInteger(0) } ?? nil
        let size = (last ?? -1) + 1
        return try Frontier(size: size, peaks: Self.hashes(of: Frontier.nodes(ofSize: size), connection))
    }

    package func frontier() throws -> Frontier { writer.withLock { $0.frontier } }
}

extension StorageError {
    /// Any error below this target as one of its own.
    init(wrapping error: any Error) {
        switch error {
        case let error as StorageError: self = error
        case let error as SQLiteError where error.duringCommit: self = .uncertain(error.description)
        case let error as SQLiteError where error.kind == .damaged:
            self = .damaged(seq: nil, "The database file is damaged (\(error)); restore it from a copy.")
        case let error as SQLiteError where error.kind == .full:
            self = .failed("The disk is full (\(error)); make room.")
        case let error as LedgerError: self = .damaged(seq: nil, "\(error) Restore the log from a copy.")
        default: self = .failed("\(error)")
        }
    }
}

/// Runs `body` and lets only `StorageError` out.
func storing<Result>(_ body: () throws -> Result) throws(StorageError) -> Result {
    do { return try body() } catch { throw StorageError(wrapping: error) }
}
