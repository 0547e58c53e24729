internal import SQLite

/// A query as SQL with its values.
struct QuerySQL {
    private(set) var filter = ""
    private(set) var values: [Value] = []
    private(set) var order = ""

    /// Throws `contradiction` for a column that the table does not have, or an `after` that does not fit the order.
    init(_ query: ProjectionQuery, _ table: ProjectionTable, _ schema: ProjectionSchema) throws(StorageError)
    {
        let columns = Set(table.columns.map(\.name))
        func quoted(_ column: String) throws(StorageError) -> String {
            guard columns.contains(column) else {
                throw .contradiction("The table \(table.name) has no column \(column).")
            }
            return "\"\(column)\""
        }
        var parts: [String] = []
        for condition in query.conditions {
            switch condition {
            case .equals(let column, let value):
                parts.append("\(try quoted(column)) IS ?")
                values.append(value.sql)
            case .isOneOf(let column, let options):
                parts.append("\(try quoted(column)) IN (\(options.map { _ in "?" }.joined(separator: ", ")))")
                values += options.map(\.sql)
            case .atLeast(let column, let value):
                parts.append("\(try quoted(column)) >= ?")
                values.append(value.sql)
            case .lessThan(let column, let value):
                parts.append("\(try quoted(column)) < ?")
                values.append(value.sql)
            case .contains(let column, let text):
                guard schema.searched(table).contains(column) else {
                    throw .contradiction("The column \(column) of \(table.name) is not one of searched text.")
                }
                // Text without a single letter or digit is in nothing.
                guard let words = SearchText.query(text) else {
                    parts.append("0")
                    continue
                }
                let name = schema.searchName(table)
                parts.append("place IN (SELECT rowid FROM \(name) WHERE \(name) MATCH ?)")
                values.append(.text("\"\(column)\" : (\(words))"))
            }
        }
        let sorted = try query.order.map { (sort) throws(StorageError) in
            (column: try quoted(sort.column), descending: sort.descending)
        }
        if let after = query.after {
            guard after.count == sorted.count, !after.isEmpty else {
                throw .contradiction("A list goes on after one value for each column of its order.")
            }
            parts.append(Self.later(sorted, after, &values))
        }
        filter = parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND ")
        order =
            sorted.isEmpty
            ? ""
            : " ORDER BY " + sorted.map { $0.column + ($0.descending ? " DESC" : "") }.joined(separator: ", ")
    }

    /// The rows behind a given one. With one direction throughout it is a comparison of rows, which an index answers.
    private static func later(
        _ order: [(column: String, descending: Bool)], _ after: [ProjectionValue], _ values: inout [Value]
    ) -> String {
        let directions = Set(order.map(\.descending))
        if directions.count == 1 {
            values += after.map(\.sql)
            let columns = order.map(\.column).joined(separator: ", ")
            let marks = order.map { _ in "?" }.joined(separator: ", ")
            return "(\(columns)) \(directions.contains(true) ? "<" : ">") (\(marks))"
        }
        let cases = order.indices.map { place in
            let equal = order[..<place].map { "\($0.column) = ?" }
            values += after[...place].map(\.sql)
            return "("
                + (equal + ["\(order[place].column) \(order[place].descending ? "<" : ">") ?"]).joined(
                    separator: " AND ") + ")"
        }
        return "(" + cases.joined(separator: " OR ") + ")"
    }
}
