import Foundation
import Ledger
import OpenSSL
import SQLite
import Storage
import Testing

@Suite("Verification at start-up")
struct VerifyTests {
    private let folder: TemporaryFolder
    private let log: TestLog

    /// Ten entries in three batches of two streams; entry 3 has a command.
    init() throws {
        folder = try TemporaryFolder()
        log = try TestLog()
        let store = try SQLiteStore(folder: folder.path)
        try log.append([newEntry("a", 1), newEntry("b", 1), newEntry("a", 2)], to: store)
        try log.append([newEntry("b", 2, command: "c")], to: store)
        try log.append((3...8).map { try newEntry("a", $0) }, to: store)
    }

    private func verify(_ thoroughness: SQLiteStore.Thoroughness, key: LogKey? = nil) throws
        -> SQLiteStore.Verified
    {
        try SQLiteStore(folder: folder.path).verify(thoroughness, key: key ?? log.signer.key)
    }

    @Test("a sound log passes, and a quick run begins where the last one ended")
    func sound() throws {
        #expect(try verify(.full) == SQLiteStore.Verified(size: 10, from: 0, checkpoints: 3))
        #expect(try verify(.quick) == SQLiteStore.Verified(size: 10, from: 10, checkpoints: 0))
        do {
            let store = try SQLiteStore(folder: folder.path)
            try log.append([newEntry("b", 3)], to: store)
        }
        #expect(try verify(.quick) == SQLiteStore.Verified(size: 11, from: 10, checkpoints: 1))
        #expect(try verify(.full) == SQLiteStore.Verified(size: 11, from: 0, checkpoints: 4))
    }

    @Test("a new log passes")
    func empty() throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(folder: folder.path)
        #expect(try store.verify(.quick).size == 0)
        #expect(try store.verify(.full).size == 0)
    }

    @Test("progress ends at the whole")
    func progress() throws {
        var last: (Int64, Int64) = (0, 0)
        try SQLiteStore(folder: folder.path).verify(.full) { last = ($0, $1) }
        #expect(last == (10, 10))
    }

    /// What an operator or a failing disk might do, and the entry that is named for it.
    static let damages: [(sql: String, seq: Int64?)] = [
        (
            "UPDATE entries SET entry = CAST(replace(CAST(entry AS TEXT), '\"test\"', '\"tesT\"') AS BLOB) WHERE seq = 2",
            2
        ),
        ("UPDATE entries SET salt = randomblob(32) WHERE seq = 5", 5),
        ("UPDATE entries SET salt = x'00' WHERE seq = 5", 5),
        ("UPDATE entries SET entry = x'' WHERE seq = 7", 7),
        ("UPDATE leaves SET commitment = randomblob(32) WHERE seq = 4", 4),
        ("UPDATE leaves SET completed = randomblob(length(completed)) WHERE seq = 4", 4),
        ("UPDATE leaves SET completed = substr(completed, 1, 32) WHERE seq = 3", 3),
        ("DELETE FROM entries WHERE seq = 6", 6),
        ("DELETE FROM entries WHERE seq = 9", 9),
        ("DELETE FROM leaves WHERE seq = 6", 6),
        ("DELETE FROM leaves WHERE seq = 9", 9),
        ("DELETE FROM leaves WHERE seq = 9; DELETE FROM entries WHERE seq = 9", 9),
        ("DELETE FROM leaves WHERE seq > 3; DELETE FROM entries WHERE seq > 3", 4),
        ("DELETE FROM checkpoints WHERE size = 10", 9),
        ("UPDATE entries SET version = 9 WHERE seq = 9", 9),
        ("UPDATE entries SET stream = 'c' WHERE seq = 9", 9),
        (
            "UPDATE entries SET version = 99 WHERE seq = 0; UPDATE entries SET version = 1 WHERE seq = 2; UPDATE entries SET version = 2 WHERE seq = 0",
            0
        ),
        ("UPDATE entries SET command = x'00' WHERE seq = 3", 3),
        ("UPDATE checkpoints SET note = x'00' WHERE size = 4", 3),
        ("UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 3) WHERE size = 4", 3),
    ]

    @Test("whatever is changed behind the store's back is noticed, and the entry named", arguments: damages)
    func damage(sql: String, seq: Int64?) throws {
        try folder.tamper(sql)
        expectDamage(at: seq) { _ = try verify(.full) }
        expectDamage(at: seq) { _ = try verify(.quick) }
    }

    @Test("a change to an entry is noticed when it is read, long after start-up")
    func readDamage() throws {
        try folder.tamper("UPDATE entries SET salt = randomblob(32) WHERE seq = 5")
        let store = try SQLiteStore(folder: folder.path)
        expectDamage(at: 5) { _ = try store.entry(5) }
        expectDamage(at: 5) { _ = try store.entries(from: 0, limit: 10) }
        expectDamage(at: 5) { _ = try store.entries(of: "a", from: 1, limit: 10) }
        #expect(try store.entry(4) != nil)
    }

    @Test("a log signed by another key is refused")
    func otherKey() throws {
        let stranger = try TestLog()
        expectDamage(at: 2) { _ = try verify(.full, key: stranger.signer.key) }
    }

    @Test("a whole forged log under the right layout fails at the signature")
    func forged() throws {
        let forger = try TestLog()
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(folder: folder.path)
        try forger.append([newEntry("a", 1)], to: store)
        try store.verify(.full)
        expectDamage(at: 0) { try store.verify(.full, key: log.signer.key) }
    }

    @Test("a missing version in the middle of a stream is noticed by both runs")
    func versionGap() throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(folder: folder.path)
        // Entry 1 says version 3: written past the store's own checks, as a faulty program might.
        let batch = EntryBatch(after: try store.frontier(), [try newEntry("a", 1), try newEntry("a", 3)])
        let connection = try Connection(path: "\(folder.path)/log.db", access: .readWrite)
        for (seq, (entry, completed)) in zip(batch.entries, batch.growth.completed).enumerated() {
            try connection.prepare("INSERT INTO leaves VALUES (?, ?, ?)")
                .run(.integer(Int64(seq)), .blob(entry.commitment), .blob(Array(completed.joined())))
            try connection.prepare("INSERT INTO entries VALUES (?, ?, ?, NULL, NULL, ?, ?, NULL, NULL)").run(
                .integer(Int64(seq)), .text(entry.stream), .integer(entry.version), .blob(entry.salt),
                .blob(entry.bytes))
        }
        try connection.prepare("INSERT INTO checkpoints VALUES (2, ?, NULL)").run(
            .blob(log.checkpoint(batch).note))
        expectDamage(at: 1) { try store.verify(.full) }
        expectDamage(at: 1) { try store.verify(.quick) }
    }

    @Test("a file cut short at any page is refused, on opening or by the full run")
    func truncated() throws {
        let file = URL(filePath: "\(folder.path)/log.db")
        let whole = try Data(contentsOf: file)
        let page = 8192
        #expect(whole.count > 4 * page)
        for pages in 1..<(whole.count / page) {
            try whole.prefix(pages * page).write(to: file)
            #expect(throws: StorageError.self, "\(pages) pages") { _ = try verify(.full) }
        }
        try whole.write(to: file)
        #expect(try verify(.full).size == 10)
    }

    @Test(
        "a flipped byte anywhere in the pages of leaves and entries is refused, or changes nothing that is promised"
    )
    func flipped() throws {
        let file = URL(filePath: "\(folder.path)/log.db")
        let whole = try Data(contentsOf: file)
        var noticed = 0
        var offset = 97
        while offset < whole.count {
            var copy = whole
            copy[offset] ^= 0x41
            try copy.write(to: file)
            do {
                _ = try verify(.full)
            } catch {
                #expect(error is StorageError)
                noticed += 1
            }
            offset += 211
        }
        // Most of a small file is free space, where a flip means nothing.
        #expect(noticed > 20)
    }
}
