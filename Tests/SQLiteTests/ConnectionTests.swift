import Foundation
import SQLite
import Locks
import Testing

/// The path of a database that does not exist yet, in a folder of its own that goes with the object.
private final class TemporaryPath: Sendable {
    private let folder: String
    var file: String { "\(folder)/test.db" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sqlite-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}

@Suite("SQLite connections")
struct ConnectionTests {
    private let path: TemporaryPath
    private let connection: Connection

    init() throws {
        path = try TemporaryPath()
        connection = try Connection(path: path.file, access: .create)
        try connection.execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB, CHECK (id <> 13)) STRICT"
        )
    }

    private func insert(_ id: Int64, _ name: String?, _ data: [UInt8]?) throws {
        try connection.prepare("INSERT INTO t VALUES (?, ?, ?)").run(
            .integer(id), .optional(name), .optional(data))
    }

    private func count() throws -> Int64? {
        try connection.prepare("SELECT count(*) FROM t").first { try $0.integer(0) }
    }

    @Test(
        "every value comes back as it went in",
        arguments: [
            (Int64.min, "", []), (0, "桥\u{0}梁", [0]),
            (.max, "e\u{301}", [UInt8](repeating: 255, count: 100_000)), (1, nil, nil),
        ] as [(Int64, String?, [UInt8]?)])
    func values(id: Int64, name: String?, data: [UInt8]?) throws {
        try insert(id, name, data)
        let row = try connection.prepare("SELECT id, name, data FROM t").first {
            (try $0.integer(0), try $0.optionalText(1), try $0.optionalBlob(2), try $0.value(2))
        }
        #expect(row?.0 == id)
        #expect(row?.1.map { Array($0.utf8) } == name.map { Array($0.utf8) })
        #expect(row?.2 == data)
        #expect(row?.3 == .optional(data))
    }

    @Test("a column of another type than expected is told, not converted")
    func wrongType() throws {
        try insert(1, "a", [1])
        for read in [
            { (row: borrowing Row) throws in _ = try row.text(0) },
            { (row: borrowing Row) throws in _ = try row.integer(1) },
            { (row: borrowing Row) throws in _ = try row.text(2) },
            { (row: borrowing Row) throws in _ = try row.blob(1) },
        ] {
            let error = #expect(throws: SQLiteError.self) {
                try connection.prepare("SELECT * FROM t").first { try read($0) }
            }
            #expect(error?.kind == .damaged)
        }
        #expect(throws: SQLiteError.self) { try connection.prepare("SELECT 1.5").first { try $0.value(0) } }
    }

    @Test("failures carry SQLite's code and words, and their kind")
    func errors() throws {
        try insert(1, "a", nil)
        #expect(throws: SQLiteError.self) { try connection.execute("SELEC 1") }
        let duplicate = #expect(throws: SQLiteError.self) { try insert(1, "b", nil) }
        #expect(duplicate?.kind == .duplicate)
        #expect(#expect(throws: SQLiteError.self) { try insert(2, "a", nil) }?.kind == .duplicate)
        let check = #expect(throws: SQLiteError.self) { try insert(13, "c", nil) }
        #expect(check?.kind == .constraint)
        #expect(check?.description.contains("id <> 13") == true)
        // A statement that failed can be used again.
        try insert(2, "b", nil)
        #expect(try count() == 2)
        #expect(throws: SQLiteError.self) { try Connection(path: path.file + ".absent", access: .readWrite) }
    }

    @Test("a transaction that throws leaves nothing behind, and the next one works")
    func rollBack() throws {
        struct Mind: Error {}
        #expect(throws: Mind.self) {
            try connection.transaction {
                try insert(1, "a", nil)
                throw Mind()
            }
        }
        #expect(try count() == 0)
        try connection.transaction { try insert(1, "a", nil) }
        #expect(try count() == 1)
    }

    @Test("a commit that fails says so, and leaves nothing behind")
    func failedCommit() throws {
        try connection.execute(
            "PRAGMA foreign_keys = ON; CREATE TABLE child (id INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED)"
        )
        let error = #expect(throws: SQLiteError.self) {
            try connection.transaction { try connection.execute("INSERT INTO child VALUES (99)") }
        }
        #expect(error?.duringCommit == true)
        try connection.transaction { try insert(1, "a", nil) }
        #expect(try connection.prepare("SELECT count(*) FROM child").first { try $0.integer(0) } == 0)
    }

    @Test("a reader cannot write, and sees one state throughout a snapshot")
    func readers() throws {
        try insert(1, "a", nil)
        let reader = try Connection(path: path.file, access: .readOnly)
        #expect(throws: SQLiteError.self) { try reader.execute("DELETE FROM t") }
        let select = "SELECT count(*) FROM t"
        try reader.snapshot {
            #expect(try reader.prepare(select).first { try $0.integer(0) } == 1)
            try insert(2, "b", nil)
            #expect(try reader.prepare(select).first { try $0.integer(0) } == 1)
        }
        #expect(try reader.prepare(select).first { try $0.integer(0) } == 2)
    }

    @Test("a second writer waits no longer than its timeout")
    func busy() throws {
        let second = try Connection(path: path.file, access: .readWrite, busyTimeout: 1)
        try connection.transaction {
            let error = #expect(throws: SQLiteError.self) { try second.transaction {} }
            #expect(error?.kind == .busy)
            #expect(error?.duringCommit == false)
        }
        try second.transaction {}
    }

    @Test("a file that is no database is refused as damaged")
    func noDatabase() throws {
        let file = path.file + ".text"
        try Data(repeating: 0x41, count: 4096).write(to: URL(filePath: file))
        let other = try Connection(path: file, access: .readWrite)
        let error = #expect(throws: SQLiteError.self) {
            try other.prepare("SELECT * FROM sqlite_schema").run()
        }
        #expect(error?.kind == .damaged)
    }

    @Test("statements stay usable when the connection is gone, and release it last")
    func lifetimes() throws {
        var other: Connection? = try Connection(path: path.file, access: .readOnly)
        let statement = try #require(try other?.prepare("SELECT 7"))
        other = nil
        #expect(try statement.first { try $0.integer(0) } == 7)
    }

    @Test("many threads write through one database and read through a pool, and none sees half a transaction")
    func threads() async throws {
        let database = try Database(path: path.file, access: .readWrite)
        let pool = ReaderPool(path: path.file, idle: 2)
        let faults = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { worker in
            for round in 0..<40 {
                do {
                    if worker < 2 {
                        try database.use { connection in
                            try connection.transaction {
                                for half in 0..<2 {
                                    try connection.prepare("INSERT INTO t VALUES (?, NULL, NULL)")
                                        .run(.integer(Int64(1000 + worker * 1000 + round * 2 + half)))
                                }
                            }
                        }
                    } else {
                        let count = try pool.use { connection in
                            try connection.prepare("SELECT count(*) FROM t").first { try $0.integer(0) }
                        }
                        if count?.isMultiple(of: 2) != true {
                            faults.withLock { $0.append("saw \(String(describing: count))") }
                        }
                    }
                } catch {
                    faults.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(faults.withLock { $0 } == [])
        #expect(try count() == 160)
    }
}
