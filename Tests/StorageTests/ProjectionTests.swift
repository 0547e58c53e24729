import Foundation
import Ledger
import Storage
import StrictJSON
import Testing

/// A list of tenders: how many entries each has, its title, and when it changed last.
private struct TenderList: Projection {
    var name = "tenders"
    var version: Int64 = 1
    /// Entries of this kind are refused.
    var unbearable = "none"

    let tables = [
        ProjectionTable(
            "list",
            columns: [
                ("stream", .text), ("entries", .integer), ("title", .searchedText), ("agency", .searchedText),
                ("at", .integer),
                ("proof", .blob),
            ], key: ["stream"], indexes: [["at", "stream"], ["entries"]])
    ]

    func apply(_ stored: StoredEntry, to rows: any ProjectionRows) throws {
        let entry = try stored.entry()
        guard entry.kind != unbearable else { throw StorageError.failed("unbearable") }
        if entry.kind == "withdrawn" { return try rows.remove("list", key: [.text(entry.stream)]) }
        var row = try rows.row("list", key: [.text(entry.stream)]) ?? ["entries": .integer(0)]
        guard case .integer(let entries) = row["entries"] else { return }
        row["stream"] = .text(entry.stream)
        row["entries"] = .integer(entries + 1)
        row["at"] = .integer(entry.at)
        if case .string(let title) = entry.body["title"] { row["title"] = .text(title) }
        if case .string(let agency) = entry.body["agency"] { row["agency"] = .text(agency) }
        try rows.put(row, in: "list")
    }
}

@Suite("Projections")
struct ProjectionTests {
    private let folder: TemporaryFolder
    private let log: TestLog
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        log = try TestLog()
        store = try SQLiteStore(folder: folder.path)
    }

    private func append(
        _ stream: String, _ kind: String, title: String? = nil, agency: String? = nil, at: Int64 = 0
    ) throws {
        var body: [String: JSON] = [:]
        body["title"] = title.map(JSON.string)
        body["agency"] = agency.map(JSON.string)
        let entry = try Entry(
            stream: stream, version: store.version(of: stream) + 1, at: at, kind: kind, body: .object(body))
        try log.append([NewEntry(entry, salt: [UInt8](repeating: 1, count: 32), command: nil)], to: store)
    }

    private func streams(_ projections: ProjectionStore, _ query: ProjectionQuery) throws -> [String] {
        try projections.rows("tenders", query).map {
            guard case .text(let stream)? = $0["stream"] else { return "" }
            return stream
        }
    }

    private func found(_ projections: ProjectionStore, _ words: String, in column: String = "title") throws
        -> [String]
    {
        try streams(
            projections,
            ProjectionQuery("list", where: [.contains(column, words)], order: [("stream", false)]))
    }

    @Test("a projection follows the log: rows come, change and go")
    func follow() throws {
        let projections = try ProjectionStore(folder: folder.path, projections: [TenderList()])
        try projections.advance(from: store)
        #expect(try projections.position(of: "tenders") == 0)
        try append("a", "noticed", title: "One")
        try append("b", "noticed")
        try append("a", "opened", at: 5)
        try projections.advance(from: store)
        #expect(
            try projections.row("tenders", "list", key: [.text("a")]) == [
                "stream": .text("a"), "entries": .integer(2), "title": .text("One"), "agency": .null,
                "at": .integer(5),
                "proof": .null,
            ])
        #expect(try projections.count("tenders", ProjectionQuery("list")) == 2)
        try append("a", "withdrawn")
        try projections.advance(from: store)
        #expect(try projections.row("tenders", "list", key: [.text("a")]) == nil)
        #expect(try projections.position(of: "tenders") == 4)
    }

    @Test("lists are filtered, sorted and paged, and no row is on two pages or on none")
    func lists() throws {
        let projections = try ProjectionStore(folder: folder.path, projections: [TenderList()])
        for number in 0..<25 { try append("s\(number / 10)\(number % 10)", "noticed", at: Int64(number % 7)) }
        try projections.advance(from: store)
        for order in [
            [("at", true), ("stream", true)], [("at", false), ("stream", false)],
            [("at", true), ("stream", false)],
        ] {
            var query = ProjectionQuery("list", order: order, limit: 4)
            var pages: [ProjectionRow] = []
            while true {
                let page = try projections.rows("tenders", query)
                guard let last = page.last else { break }
                pages += page
                query.after = order.map { last[$0.0] ?? .null }
            }
            query.after = nil
            query.limit = 100
            #expect(pages.count == 25)
            #expect(try pages == projections.rows("tenders", query))
        }
        #expect(
            try streams(
                projections,
                ProjectionQuery("list", where: [.equals("at", .integer(6))], order: [("stream", false)])) == [
                    "s06", "s13", "s20",
                ])
        let some = ProjectionQuery(
            "list", where: [.atLeast("at", .integer(2)), .lessThan("at", .integer(4))])
        #expect(try projections.count("tenders", some) == 8)
        #expect(
            try projections.count(
                "tenders", ProjectionQuery("list", where: [.isOneOf("stream", [.text("s01"), .text("s99")])]))
                == 1)
        #expect(
            try projections.count("tenders", ProjectionQuery("list", where: [.isOneOf("stream", [])])) == 0)
        #expect(
            try projections.count("tenders", ProjectionQuery("list", where: [.equals("title", .null)])) == 25)
    }

    @Test(
        "Chinese is found by any of its words, Latin by words and their beginnings, and old titles no longer")
    func search() throws {
        let projections = try ProjectionStore(folder: folder.path, projections: [TenderList()])
        try append("a", "noticed", title: "杭州市钱塘江大桥维修工程（第2标段）", agency: "交通局")
        try append(
            "b", "noticed", title: "Road Bridge over River Qiantang, Lot 2", agency: "Transport Bureau")
        try append("c", "noticed", title: "大学桥牌协会")
        try projections.advance(from: store)
        #expect(try found(projections, "大桥") == ["a"])
        #expect(try found(projections, "钱塘江大桥") == ["a"])
        #expect(try found(projections, "桥") == ["a", "c"])
        #expect(try found(projections, "大桥 维修") == ["a"])
        #expect(try found(projections, "桥大") == [])
        #expect(try found(projections, "bridge") == ["b"])
        #expect(try found(projections, "BRIDGE qian") == ["b"])
        #expect(try found(projections, "ridge") == [])
        #expect(try found(projections, "2") == ["a", "b"])
        #expect(try found(projections, "交通") == [])
        #expect(try found(projections, "交通", in: "agency") == ["a"])
        #expect(try found(projections, "\" OR title : *") == [])
        #expect(try found(projections, "!?") == [])
        try append("a", "corrected", title: "隧道")
        try append("b", "withdrawn")
        try projections.advance(from: store)
        #expect(try found(projections, "大桥") == [])
        #expect(try found(projections, "隧道") == ["a"])
        #expect(try found(projections, "bridge") == [])
        #expect(try found(projections, "交通", in: "agency") == ["a"])
    }

    @Test("rebuilding, a new version, another log, a lost or a damaged file: each ends in the same rows")
    func rebuild() throws {
        for number in 0..<30 { try append("s\(number % 4)", "noticed", title: "Title \(number)") }
        func rows(_ projections: ProjectionStore) throws -> [ProjectionRow] {
            try projections.advance(from: store)
            #expect(try projections.position(of: "tenders") == 30)
            return try projections.rows("tenders", ProjectionQuery("list", order: [("stream", false)]))
        }
        let expected = try rows(ProjectionStore(folder: folder.path, projections: [TenderList()]))
        #expect(expected.count == 4)
        do {
            let projections = try ProjectionStore(folder: folder.path, projections: [TenderList()])
            try projections.rebuild("tenders")
            #expect(try projections.count("tenders", ProjectionQuery("list")) == 0)
            #expect(try rows(projections) == expected)
        }
        do {
            let projections = try ProjectionStore(folder: folder.path, projections: [TenderList(version: 2)])
            #expect(try projections.position(of: "tenders") == 0)
            #expect(try rows(projections) == expected)
        }
        // The log was replaced by another of the same length.
        let other = try TemporaryFolder()
        do {
            let otherStore = try SQLiteStore(folder: other.path)
            for number in Int64(1)...30 { try log.append([newEntry("other", number)], to: otherStore) }
            let projections = try ProjectionStore(folder: folder.path, projections: [TenderList(version: 2)])
            try projections.advance(from: otherStore)
            #expect(try projections.count("tenders", ProjectionQuery("list")) == 1)
            #expect(try rows(projections) == expected)
        }
        let file = "\(folder.path)/projections.db"
        try Data(repeating: 7, count: 50_000).write(to: URL(filePath: file))
        #expect(try rows(ProjectionStore(folder: folder.path, projections: [TenderList()])) == expected)
        // One that is no longer wanted leaves nothing behind.
        let empty = try ProjectionStore(folder: folder.path, projections: [])
        #expect(try empty.position(of: "tenders") == 0)
    }

    @Test("an entry that a projection cannot bear stops it there, and the next try goes on")
    func unbearable() throws {
        try append("a", "noticed")
        try append("b", "bad")
        do {
            let projections = try ProjectionStore(
                folder: folder.path, projections: [TenderList(unbearable: "bad")])
            #expect(throws: StorageError.failed("unbearable")) { try projections.advance(from: store) }
        }
        let projections = try ProjectionStore(folder: folder.path, projections: [TenderList()])
        try projections.advance(from: store)
        #expect(try projections.position(of: "tenders") == 2)
        #expect(try projections.count("tenders", ProjectionQuery("list")) == 2)
    }

    @Test("ill-formed tables and queries are refused in words")
    func illFormed() throws {
        struct Bad: Projection {
            var name = "bad"
            let version: Int64 = 1
            let tables: [ProjectionTable]
            func apply(_ entry: StoredEntry, to rows: any ProjectionRows) {}
        }
        let column: [(name: String, kind: ProjectionTable.Kind)] = [("a", .text)]
        for projections in [
            [Bad(name: "x\"; DROP", tables: [])] + [
                Bad(tables: [ProjectionTable("Bad", columns: column, key: ["a"])])
            ],
            [Bad(tables: [ProjectionTable("t", columns: column, key: [])])],
            [Bad(tables: [ProjectionTable("t", columns: column, key: ["b"])])],
            [Bad(tables: [ProjectionTable("t", columns: column + column, key: ["a"])])],
            [Bad(tables: [ProjectionTable("t", columns: column, key: ["a"], indexes: [["z"]])])],
            [Bad(tables: []), Bad(tables: [])],
        ] {
            #expect(throws: StorageError.self) {
                try ProjectionStore(folder: folder.path, projections: projections)
            }
        }
        let projections = try ProjectionStore(folder: folder.path, projections: [TenderList()])
        for query in [
            ProjectionQuery("none"), ProjectionQuery("list", where: [.equals("none", .null)]),
            ProjectionQuery("list", where: [.contains("stream", "a")]),
            ProjectionQuery("list", order: [("none", true)]),
            ProjectionQuery("list", order: [("at", true)], after: []),
            ProjectionQuery("list", after: [.null]),
        ] { #expect(throws: StorageError.self) { try projections.rows("tenders", query) } }
        #expect(throws: StorageError.self) { try projections.rows("none", ProjectionQuery("list")) }
        #expect(throws: StorageError.self) { try projections.row("tenders", "list", key: []) }
    }
}
