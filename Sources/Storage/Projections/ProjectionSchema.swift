internal import SQLite

/// The SQL of one projection's tables. Every name in it was checked to be a plain word, and is quoted besides.
struct ProjectionSchema {
    let projection: String
    let tables: [String: ProjectionTable]

    /// Throws `contradiction` when a name is not a plain word or a key or index names no column.
    init(_ projection: any Projection) throws(StorageError) {
        self.projection = projection.name
        var tables: [String: ProjectionTable] = [:]
        for table in projection.tables {
            let columns = table.columns.map(\.name)
            let names = [projection.name, table.name] + columns
            guard names.allSatisfy(Self.isPlain), Set(columns).count == columns.count,
                tables[table.name] == nil, !table.key.isEmpty,
                Set(table.key + table.indexes.joined()).isSubset(of: columns)
            else {
                throw .contradiction(
                    "The table \(table.name) of the projection \(projection.name) has a name that is not a plain word, a column or table twice, or a key or index over a column it does not have."
                )
            }
            tables[table.name] = table
        }
        self.tables = tables
    }

    func table(_ name: String) throws(StorageError) -> ProjectionTable {
        guard let table = tables[name] else {
            throw .contradiction("The projection \(projection) has no table \(name).")
        }
        return table
    }

    func sqlName(_ table: ProjectionTable) -> String { "\"\(projection)/\(table.name)\"" }
    func searchName(_ table: ProjectionTable) -> String { "\"\(projection)/\(table.name)/search\"" }

    func searched(_ table: ProjectionTable) -> [String] {
        table.columns.filter { $0.kind == .searchedText }.map(\.name)
    }

    func create(_ connection: Connection) throws(SQLiteError) {
        for table in tables.values.sorted(by: { $0.name < $1.name }) {
            let columns = table.columns.map { column in
                let type =
                    switch column.kind {
                    case .integer: "INTEGER"
                    case .text, .searchedText: "TEXT"
                    case .blob: "BLOB"
                    }
                return "\"\(column.name)\" \(type)" + (table.key.contains(column.name) ? " NOT NULL" : "")
            }
            // `place` is the row's number, under which the search index files its words.
            try connection.execute(
                "CREATE TABLE \(sqlName(table)) (place INTEGER PRIMARY KEY, \(columns.joined(separator: ", ")), UNIQUE (\(Self.list(table.key)))) STRICT"
            )
            for (number, index) in table.indexes.enumerated() {
                try connection.execute(
                    "CREATE INDEX \"\(projection)/\(table.name)/\(number)\" ON \(sqlName(table)) (\(Self.list(index)))"
                )
            }
            let searched = searched(table)
            if !searched.isEmpty {
                try connection.execute(
                    "CREATE VIRTUAL TABLE \(searchName(table)) USING fts5(\(Self.list(searched)), content = '', tokenize = 'unicode61 remove_diacritics 0')"
                )
            }
        }
    }

    /// Drops whatever tables of this projection the file holds, also those of an older version.
    static func drop(_ projection: String, _ connection: Connection) throws {
        // The shadow tables of a search index go with it, and cannot be dropped by themselves.
        let tables = try connection.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB ?1 || '/*' AND name NOT GLOB ?1 || '/*/search_*' ORDER BY name DESC"
        ).all(.text(projection)) { try $0.text(0) }
        for table in tables { try connection.execute("DROP TABLE \"\(table)\"") }
    }

    static func list(_ columns: [String]) -> String { columns.map { "\"\($0)\"" }.joined(separator: ", ") }

    private static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, (0x61...0x7a).contains(first), name.utf8.count <= 40,
            name != "place"
        else { return false }
        return name.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f }
    }
}
