internal import FoundationEssentials
internal import Ledger
internal import SQLite

/// The projections of a log, in a file of their own, `projections.db`.
///
/// Nothing here is worth a backup: a lost, damaged or outdated file is made anew from the log. It is therefore not
/// synced at each change; what a loss of power takes is applied again.
package final class ProjectionStore: Sendable {
    private let database: Database
    private let readers: ReaderPool
    private let projections: [any Projection]
    private let schemas: [String: ProjectionSchema]

    /// Opens the file in `folder` and makes room for these projections. One whose version changed is emptied, one
    /// that is no longer among them is dropped.
    ///
    /// Throws `contradiction` when two have one name or a table is ill-formed.
    package init(folder: String, projections: [any Projection]) throws(StorageError) {
        var schemas: [String: ProjectionSchema] = [:]
        for projection in projections {
            guard schemas.updateValue(try ProjectionSchema(projection), forKey: projection.name) == nil else {
                throw .contradiction("Two projections are named \(projection.name).")
            }
        }
        self.projections = projections
        self.schemas = schemas
        let path = "\(folder)/projections.db"
        database = try storing {
            do { return try Self.prepared(path, projections, schemas) } catch let error as SQLiteError
                where error.kind == .damaged
            {
                for suffix in ["", "-wal", "-shm"] { try Disk.remove(path + suffix) }
                return try Self.prepared(path, projections, schemas)
            }
        }
        readers = ReaderPool(path: path)
    }

    /// Applies what the log has gained, to each projection; when it returns, they show all entries of the log as it
    /// was when this was called, or more.
    ///
    /// A projection that has seen another log than this one is made anew first. What `apply` throws is thrown on, and
    /// the projection stays at an earlier entry.
    package func advance(from store: some Store) throws {
        for projection in projections {
            while try advance(projection, store) {}
        }
    }

    /// Empties a projection; `advance` makes it anew.
    package func rebuild(_ name: String) throws(StorageError) {
        guard let projection = projections.first(where: { $0.name == name }), let schema = schemas[name]
        else {
            throw .contradiction("There is no projection \(name).")
        }
        try storing {
            try database.use { connection in
                try connection.transaction { try Self.begin(projection, schema, connection) }
            }
        }
    }

    /// How many entries of the log a projection shows.
    package func position(of name: String) throws(StorageError) -> Int64 {
        try storing {
            try readers.use { connection in
                try connection.prepare("SELECT position FROM projections WHERE name = ?")
                    .first(.text(name)) { try $0.integer(0) }
            } ?? 0
        }
    }

    /// The rows that a query asks for.
    package func rows(_ name: String, _ query: ProjectionQuery) throws(StorageError) -> [ProjectionRow] {
        let schema = try schema(name)
        let table = try schema.table(query.table)
        let sql = try QuerySQL(query, table, schema)
        let columns = table.columns.map(\.name)
        return try storing {
            try readers.use { connection in
                try connection.prepare(
                    "SELECT \(ProjectionSchema.list(columns)) FROM \(schema.sqlName(table))\(sql.filter)\(sql.order) LIMIT ?"
                ).all(sql.values + [.integer(Int64(query.limit))]) { try ProjectionWriter.read($0, columns) }
            }
        }
    }

    /// How many rows meet the conditions of a query; its order and limit do not matter.
    package func count(_ name: String, _ query: ProjectionQuery) throws(StorageError) -> Int64 {
        let schema = try schema(name)
        let table = try schema.table(query.table)
        let sql = try QuerySQL(query, table, schema)
        return try storing {
            try readers.use { connection in
                try connection.prepare("SELECT count(*) FROM \(schema.sqlName(table))\(sql.filter)")
                    .all(sql.values) { try $0.integer(0) }.first
            } ?? 0
        }
    }

    /// The row with this key.
    package func row(_ name: String, _ table: String, key: [ProjectionValue]) throws(StorageError)
        -> ProjectionRow?
    {
        let schema = try schema(name)
        let table = try schema.table(table)
        return try storing {
            try readers.use { try ProjectionWriter.found(schema, table, key, $0)?.row }
        }
    }

    private func schema(_ name: String) throws(StorageError) -> ProjectionSchema {
        guard let schema = schemas[name] else { throw .contradiction("There is no projection \(name).") }
        return schema
    }

    // MARK: keeping up

    /// Entries applied in one transaction.
    private static let stride = 1000

    private static func prepared(
        _ path: String, _ projections: [any Projection], _ schemas: [String: ProjectionSchema]
    ) throws -> Database {
        let database = try Database(path: path, access: .create)
        try database.use { connection in
            try connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
            try connection.transaction {
                // `last` is the commitment of the last entry applied: by it the log is known again.
                try connection.execute(
                    "CREATE TABLE IF NOT EXISTS projections (name TEXT PRIMARY KEY, version INTEGER NOT NULL, position INTEGER NOT NULL, last BLOB) STRICT"
                )
                let known = try connection.prepare("SELECT name, version FROM projections").all {
                    (try $0.text(0), try $0.integer(1))
                }
                for (name, _) in known where schemas[name] == nil {
                    try ProjectionSchema.drop(name, connection)
                    try connection.prepare("DELETE FROM projections WHERE name = ?").run(.text(name))
                }
                for projection in projections {
                    let isKnown = known.contains { $0.0 == projection.name && $0.1 == projection.version }
                    guard !isKnown, let schema = schemas[projection.name] else { continue }
                    try begin(projection, schema, connection)
                }
            }
        }
        return database
    }

    /// Makes a projection's tables, empty.
    private static func begin(
        _ projection: any Projection, _ schema: ProjectionSchema, _ connection: Connection
    ) throws {
        try ProjectionSchema.drop(projection.name, connection)
        try schema.create(connection)
        try connection.prepare("INSERT OR REPLACE INTO projections VALUES (?, ?, 0, NULL)")
            .run(.text(projection.name), .integer(projection.version))
    }

    /// Applies the next entries; answers whether there may be more.
    private func advance(_ projection: any Projection, _ store: some Store) throws -> Bool {
        let schema = try schema(projection.name)
        return try database.use { connection in
            try connection.transaction {
                let position = try known(projection, schema, store, connection)
                let entries = try store.entries(from: position, limit: Self.stride)
                guard let last = entries.last else { return false }
                let writer = ProjectionWriter(schema: schema, connection: connection)
                for entry in entries { try projection.apply(entry, to: writer) }
                try connection.prepare("UPDATE projections SET position = ?, last = ? WHERE name = ?").run(
                    .integer(last.seq + 1), .blob(Commitment.of(last.bytes, salt: last.salt, sha256)),
                    .text(projection.name))
                return entries.count == Self.stride
            }
        }
    }

    /// Where the projection stands in this log: at 0, emptied, when it has seen another.
    private func known(
        _ projection: any Projection, _ schema: ProjectionSchema, _ store: some Store,
        _ connection: Connection
    ) throws -> Int64 {
        let state = try connection.prepare("SELECT position, last FROM projections WHERE name = ?")
            .first(.text(projection.name)) { (try $0.integer(0), try $0.optionalBlob(1)) }
        guard let (position, last) = state, position > 0, let last else { return 0 }
        if try position <= store.size(), try store.commitments(position - 1..<position) == [last] {
            return position
        }
        try Self.begin(projection, schema, connection)
        return 0
    }
}
