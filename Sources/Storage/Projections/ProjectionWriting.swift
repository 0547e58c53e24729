internal import SQLite

/// Changes the rows of one projection within the transaction of `ProjectionStore.advance`.
struct ProjectionWriter: ProjectionRows {
    let schema: ProjectionSchema
    let connection: Connection

    func row(_ table: String, key: [ProjectionValue]) throws -> ProjectionRow? {
        let table = try schema.table(table)
        return try Self.found(schema, table, key, connection)?.row
    }

    func put(_ row: ProjectionRow, in name: String) throws {
        let table = try schema.table(name)
        let columns = table.columns.map(\.name)
        guard Set(row.keys).isSubset(of: columns) else {
            throw StorageError.contradiction("A row for \(name) has a column that the table does not have.")
        }
        let key = table.key.map { row[$0] ?? .null }
        guard !key.contains(.null) else {
            throw StorageError.contradiction("A row for \(name) lacks a part of its key.")
        }
        let earlier = try Self.found(schema, table, key, connection)
        if let earlier { try unindex(earlier, table) }
        let marks = Array(repeating: "?", count: columns.count + 1).joined(separator: ", ")
        let place: Int64 =
            try earlier?.place
            ?? connection.prepare("SELECT coalesce(max(place), 0) + 1 FROM \(schema.sqlName(table))")
            .first { try $0.integer(0) } ?? 1
        let values = [.integer(place)] + columns.map { (row[$0] ?? .null).sql }
        try connection.prepare("INSERT OR REPLACE INTO \(schema.sqlName(table)) VALUES (\(marks))")
            .forEach(values) { _ in true }
        try index(row, place, table)
    }

    func remove(_ table: String, key: [ProjectionValue]) throws {
        let table = try schema.table(table)
        guard let earlier = try Self.found(schema, table, key, connection) else { return }
        try unindex(earlier, table)
        try connection.prepare("DELETE FROM \(schema.sqlName(table)) WHERE place = ?").run(
            .integer(earlier.place))
    }

    /// The row with this key and its place.
    static func found(
        _ schema: ProjectionSchema, _ table: ProjectionTable, _ key: [ProjectionValue],
        _ connection: Connection
    ) throws -> (place: Int64, row: ProjectionRow)? {
        guard key.count == table.key.count else {
            throw StorageError.contradiction(
                "The key of \(table.name) has \(table.key.count) parts, not \(key.count).")
        }
        let columns = table.columns.map(\.name)
        let matches = table.key.map { "\"\($0)\" = ?" }.joined(separator: " AND ")
        return try connection.prepare(
            "SELECT \(ProjectionSchema.list(columns)), place FROM \(schema.sqlName(table)) WHERE \(matches)"
        ).all(key.map(\.sql)) { row in
            (try row.integer(Int32(columns.count)), try read(row, columns))
        }.first
    }

    static func read(_ row: borrowing Row, _ columns: [String]) throws -> ProjectionRow {
        var result: ProjectionRow = [:]
        for (number, column) in columns.enumerated() {
            result[column] = ProjectionValue(try row.value(Int32(number)))
        }
        return result
    }

    private func index(_ row: ProjectionRow, _ place: Int64, _ table: ProjectionTable) throws {
        let searched = schema.searched(table)
        guard !searched.isEmpty else { return }
        let marks = Array(repeating: "?", count: searched.count + 1).joined(separator: ", ")
        try connection.prepare(
            "INSERT INTO \(schema.searchName(table)) (rowid, \(ProjectionSchema.list(searched))) VALUES (\(marks))"
        ).forEach([.integer(place)] + searched.map { indexed(row[$0]) }) { _ in true }
    }

    /// The index keeps no text of its own, so it must be told what it is to forget.
    private func unindex(_ earlier: (place: Int64, row: ProjectionRow), _ table: ProjectionTable) throws {
        let searched = schema.searched(table)
        guard !searched.isEmpty else { return }
        let name = schema.searchName(table)
        let marks = Array(repeating: "?", count: searched.count + 1).joined(separator: ", ")
        try connection.prepare(
            "INSERT INTO \(name) (\(name), rowid, \(ProjectionSchema.list(searched))) VALUES ('delete', \(marks))"
        ).forEach([.integer(earlier.place)] + searched.map { indexed(earlier.row[$0]) }) { _ in true }
    }

    private func indexed(_ value: ProjectionValue?) -> Value {
        if case .text(let text) = value { .text(SearchText.indexed(text)) } else { .text("") }
    }
}

extension ProjectionValue {
    init(_ value: Value) {
        switch value {
        case .null: self = .null
        case .integer(let integer): self = .integer(integer)
        case .text(let text): self = .text(text)
        case .blob(let bytes): self = .blob(bytes)
        }
    }

    var sql: Value {
        switch self {
        case .null: .null
        case .integer(let integer): .integer(integer)
        case .text(let text): .text(text)
        case .blob(let bytes): .blob(bytes)
        }
    }
}
