/// A view of the log that can be thrown away and made again: lists, searches, counts.
///
/// It is a name, a version, tables, and what one entry does to them. Raise `version` whenever the same entries would
/// give other rows; the view is then made anew from the first entry.
package protocol Projection: Sendable {
    /// Lower-case letters, digits and underscores; unique among the projections of a store.
    var name: String { get }
    var version: Int64 { get }
    var tables: [ProjectionTable] { get }

    /// Changes the tables for one entry. It is called once for each entry of the log, in order, and must depend on
    /// nothing but the entry and the rows: no clock, no chance. What it throws stops the projection at this entry.
    func apply(_ entry: StoredEntry, to rows: any ProjectionRows) throws
}

/// A table of a projection. Names are lower-case letters, digits and underscores.
package struct ProjectionTable: Sendable {
    package enum Kind: Sendable, Hashable {
        case integer, text, blob
        /// Text that is also searched by `Condition.contains`, in any language.
        case searchedText
    }

    package let name: String
    /// Every column, in order, with its kind. Any but those of the key may be null.
    package let columns: [(name: String, kind: Kind)]
    /// The columns that tell rows apart.
    package let key: [String]
    /// Columns by which rows are looked up or sorted; one index for each list.
    package let indexes: [[String]]

    package init(
        _ name: String, columns: [(name: String, kind: Kind)], key: [String], indexes: [[String]] = []
    ) {
        self.name = name
        self.columns = columns
        self.key = key
        self.indexes = indexes
    }
}

/// A cell of a projection's row.
package enum ProjectionValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// A row by the names of its columns; an absent column is null.
package typealias ProjectionRow = [String: ProjectionValue]

/// What `Projection.apply` may do.
package protocol ProjectionRows {
    /// The row with this key.
    func row(_ table: String, key: [ProjectionValue]) throws -> ProjectionRow?
    /// Writes a row in place of the one with its key, if there is one.
    func put(_ row: ProjectionRow, in table: String) throws
    /// Removes the row with this key, if there is one.
    func remove(_ table: String, key: [ProjectionValue]) throws
}

/// Which rows, in which order, and how many: what a list on a page needs.
package struct ProjectionQuery: Sendable {
    package enum Condition: Sendable {
        case equals(String, ProjectionValue)
        case isOneOf(String, [ProjectionValue])
        case atLeast(String, ProjectionValue)
        case lessThan(String, ProjectionValue)
        /// The searched text holds each of these words (or pieces of Chinese) somewhere.
        case contains(String, String)
    }

    package var table: String
    package var conditions: [Condition]
    /// Sort columns, the first the most significant.
    package var order: [(column: String, descending: Bool)]
    /// Only rows that come after the one with these values of the order's columns; how a list goes on to its next
    /// page at the same price as its first. The order should end in the key, so that no two rows tie.
    package var after: [ProjectionValue]?
    package var limit: Int

    package init(
        _ table: String, where conditions: [Condition] = [], order: [(column: String, descending: Bool)] = [],
        after: [ProjectionValue]? = nil, limit: Int = 100
    ) {
        self.table = table
        self.conditions = conditions
        self.order = order
        self.after = after
        self.limit = limit
    }
}
