import Foundation
import Ledger
import OpenSSL
import SQLite
import Storage
import StrictJSON
import Locks
import Synchronization
import Testing

@Suite("The SQLite store")
struct StoreTests {
    private let folder: TemporaryFolder
    private let log: TestLog
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        log = try TestLog()
        store = try SQLiteStore(folder: folder.path)
    }

    @Test("what was appended is read back by place, stream and command, also after opening again")
    func readBack() throws {
        try log.append([newEntry("a", 1, command: "c1"), newEntry("b", 1)], to: store)
        try log.append([newEntry("a", 2), newEntry("a", 3, command: "c2")], to: store)
        func check(_ store: SQLiteStore) throws {
            #expect(try store.size() == 4)
            #expect(try store.version(of: "a") == 3)
            #expect(try store.version(of: "b") == 1)
            #expect(try store.version(of: "none") == 0)
            #expect(try store.entries(from: 0, limit: 10).map(\.seq) == [0, 1, 2, 3])
            #expect(try store.entries(from: 1, limit: 2).map(\.seq) == [1, 2])
            #expect(try store.entries(of: "a", from: 2, limit: 10).map(\.version) == [2, 3])
            #expect(try store.entry(actor: "91330000MA27X00000", command: "c2")?.seq == 3)
            #expect(try store.entry(actor: "other", command: "c2") == nil)
            #expect(try store.entry(4) == nil)
            let first = try #require(try store.entry(0))
            let written = try newEntry("a", 1, command: "c1")
            #expect(first.bytes == written.bytes)
            #expect(first.salt == written.salt)
            #expect(first.command == written.command)
            #expect(try first.entry().stream == "a")
            #expect(try store.latestCheckpoint()?.size == 4)
            #expect(try store.checkpoint(atLeast: 1)?.size == 2)
            #expect(try store.checkpoint(atLeast: 3)?.size == 4)
            #expect(try store.checkpoint(atLeast: 5) == nil)
        }
        try check(store)
        let copy = try TemporaryFolder()
        try FileManager.default.removeItem(atPath: copy.path)
        try FileManager.default.copyItem(atPath: folder.path, toPath: copy.path)
        try check(SQLiteStore(folder: copy.path))
    }

    @Test("every receipt holds, from the batch and from the store")
    func receipts() throws {
        var versions: Int64 = 0
        for size in [1, 2, 3, 7, 1, 16] {
            let entries = try (0..<size).map { _ in
                versions += 1
                return try newEntry("s", versions, command: "c\(versions)")
            }
            let batch = try log.append(entries, to: store)
            for seq in batch.firstSeq..<batch.size {
                let receipt = try #require(try store.receipt(of: seq))
                #expect(try receipt.proof == batch.inclusionProof(of: seq))
                let findings = try receipt.verify(
                    with: log.signer.key, sha256,
                    signatureCheck: { key, message, signature in
                        (try? PublicKey(ed25519: key))?.verify(signature, of: message) == true
                    }, command: store.entry(seq)?.command?.signed)
                #expect(findings.entry.version == seq + 1)
                #expect(findings.checked.contains(.command))
            }
        }
        #expect(try store.receipt(of: versions) == nil)
    }

    @Test("any two checkpoints are consistent")
    func consistency() throws {
        var version: Int64 = 0
        var heads: [Checkpoint] = []
        for size in [1, 4, 3, 9, 2] {
            let batch = try log.append(
                (0..<size).map { try newEntry("s", version + Int64($0) + 1) }, to: store)
            version += Int64(size)
            heads.append(try batch.checkpoint(origin: TestLog.origin))
        }
        for old in heads {
            for new in heads where new.size >= old.size {
                try ConsistencyProof.verify(
                    store.consistencyProof(from: old.size, to: new.size), from: old.size, oldRoot: old.root,
                    to: new.size,
                    newRoot: new.root, sha256)
            }
        }
    }

    @Test("tiles are served for what the latest checkpoint covers, and for no more")
    func tiles() throws {
        for batch in 0..<3 {
            try log.append((0..<200).map { try newEntry("s\(batch)", Int64($0) + 1) }, to: store)
        }
        let full = try #require(try store.content(of: Tile(path: "tile/0/001")))
        #expect(full.count == 256 * 32)
        #expect(try store.content(of: Tile(path: "tile/1/000.p/2"))?.count == 64)
        let entries = try #require(try store.content(of: Tile(path: "tile/entries/002.p/88")))
        #expect(entries.prefix(34) == [0, 32] + (try store.commitments(512..<513)[0]))
        #expect(try store.content(of: Tile(path: "tile/0/002.p/89")) == nil)
        #expect(try store.content(of: Tile(path: "tile/0/003.p/1")) == nil)
        #expect(throws: StorageError.self) { try store.hashes(of: [TreeNode(level: 3, index: 75)]) }
        #expect(throws: StorageError.self) { try store.commitments(599..<601) }
    }

    @Test("a batch made before another was written is refused, and writes nothing")
    func sequenceConflict() throws {
        let batch = EntryBatch(after: try store.frontier(), [try newEntry("a", 1)])
        try log.append([newEntry("b", 1)], to: store)
        expect(.sequenceConflict(expected: 0, found: 1)) {
            try store.append(batch, checkpoint: log.checkpoint(batch))
        }
        #expect(try store.size() == 1)
        #expect(try store.version(of: "a") == 0)
    }

    @Test("a version that is not the next is refused, within a batch too, and writes nothing")
    func versionConflict() throws {
        try log.append([newEntry("a", 1)], to: store)
        expect(.versionConflict(stream: "a", expected: 1, found: 2)) {
            try log.append([newEntry("a", 1)], to: store)
        }
        expect(.versionConflict(stream: "a", expected: 3, found: 2)) {
            try log.append([newEntry("a", 3)], to: store)
        }
        expect(.versionConflict(stream: "b", expected: 3, found: 2)) {
            try log.append([newEntry("b", 1), newEntry("b", 3)], to: store)
        }
        #expect(try store.size() == 1)
        #expect(try store.version(of: "b") == 0)
        try log.append([newEntry("a", 2)], to: store)
    }

    @Test("a command that is in the log already is refused with its place; another actor may use the same id")
    func duplicateCommand() throws {
        try log.append([newEntry("a", 1), newEntry("b", 1, command: "c")], to: store)
        expect(.duplicateCommand(actor: "91330000MA27X00000", id: "c", seq: 1)) {
            try log.append([newEntry("a", 2), newEntry("c", 1, command: "c")], to: store)
        }
        #expect(try store.size() == 2)
        try log.append([newEntry("a", 2), newEntry("c", 1, command: "c", actor: "other")], to: store)
    }

    @Test("a checkpoint that is not the batch's head is refused")
    func wrongCheckpoint() throws {
        let batch = EntryBatch(after: try store.frontier(), [try newEntry("a", 1)])
        let other = EntryBatch(after: try store.frontier(), [try newEntry("b", 1)])
        let longer = EntryBatch(after: try store.frontier(), [try newEntry("a", 1), try newEntry("a", 2)])
        for wrong in [other, longer] {
            #expect(throws: StorageError.self) { try store.append(batch, checkpoint: log.checkpoint(wrong)) }
        }
        let empty = EntryBatch(after: try store.frontier(), [])
        #expect(throws: StorageError.self) { try store.append(empty, checkpoint: log.checkpoint(empty)) }
        #expect(try store.size() == 0)
    }

    @Test("an entry does not go with another command's record, nor with a short salt")
    func contradictions() throws {
        let entry = try Entry(
            stream: "a", version: 1, at: 0, kind: "k", command: Digest.sha256([1]), body: [:])
        let salt = Digest.sha256([])
        #expect(throws: StorageError.self) {
            try NewEntry(
                entry, salt: salt, command: CommandRecord(actor: "x", id: "y", signed: [2], verdict: nil))
        }
        #expect(throws: StorageError.self) {
            try NewEntry(
                entry, salt: salt, command: CommandRecord(actor: "", id: "y", signed: [1], verdict: nil))
        }
        #expect(throws: StorageError.self) { try NewEntry(entry, salt: [1], command: nil) }
        _ = try NewEntry(
            entry, salt: salt, command: CommandRecord(actor: "x", id: "y", signed: [1], verdict: nil))
    }

    @Test("a time stamp that comes later is added once, and never replaced")
    func lateTimeStamp() throws {
        try log.append([newEntry("a", 1)], to: store)
        try store.addTimeStamp([1, 2], toCheckpointOf: 1)
        try store.addTimeStamp([3], toCheckpointOf: 1)
        #expect(try store.latestCheckpoint()?.timeStamp == [1, 2])
        expect(.absent("There is no checkpoint of size 2.")) {
            try store.addTimeStamp([1], toCheckpointOf: 2)
        }
    }

    @Test("a data folder is open once")
    func locked() throws {
        expect(.locked(folder.path)) { _ = try SQLiteStore(folder: folder.path) }
        let other = try TemporaryFolder()
        do { _ = try SQLiteStore(folder: other.path) }
        _ = try SQLiteStore(folder: other.path)
    }

    @Test("a log of another format, or another program's file, is refused")
    func foreign() throws {
        let other = try TemporaryFolder()
        do { _ = try SQLiteStore(folder: other.path) }
        try other.tamper("UPDATE metadata SET value = 2 WHERE name = 'format'")
        let error = #expect(throws: StorageError.self) { _ = try SQLiteStore(folder: other.path) }
        #expect(error?.description.contains("format 2") == true)
        let foreign = try TemporaryFolder()
        try foreign.tamper("CREATE TABLE t (a)")
        expectDamage(at: nil) { _ = try SQLiteStore(folder: foreign.path) }
        try Data(repeating: 1, count: 9000).write(to: URL(filePath: other.path + "/log.db"))
        expectDamage(at: nil) { _ = try SQLiteStore(folder: other.path) }
    }

    @Test("the database itself refuses to change or remove what is in the log")
    func appendOnly() throws {
        try log.append([newEntry("a", 1)], to: store)
        let connection = try Connection(path: "\(folder.path)/log.db", access: .readWrite)
        for sql in [
            "UPDATE entries SET version = 2", "DELETE FROM entries", "UPDATE leaves SET seq = 2",
            "DELETE FROM leaves",
            "DELETE FROM checkpoints", "UPDATE checkpoints SET note = x'00'",
        ] { #expect(throws: (any Error).self, "\(sql)") { try connection.execute(sql) } }
    }

    @Test("threads read whole batches while one writes")
    func threads() throws {
        let stop = Atomic<Bool>(false)
        let faults = Locks.Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { worker in
            do {
                if worker == 0 {
                    defer { stop.store(true, ordering: .relaxed) }
                    for batch in Int64(0)..<60 {
                        try log.append((1...5).map { try newEntry("s", batch * 5 + $0) }, to: store)
                    }
                } else {
                    while !stop.load(ordering: .relaxed) {
                        guard let head = try store.latestCheckpoint() else { continue }
                        let entries = try store.entries(of: "s", from: 1, limit: 1000)
                        let root = try head.checkpoint().root
                        let peaks = try store.hashes(of: Frontier.nodes(ofSize: head.size))
                        let found = try Frontier(size: head.size, peaks: peaks).root(sha256)
                        if found != root || entries.count < head.size || entries.count % 5 != 0 {
                            faults.withLock { $0.append("\(head.size): \(entries.count) entries") }
                        }
                    }
                }
            } catch {
                faults.withLock { $0.append("\(error)") }
            }
        }
        #expect(faults.withLock { $0 } == [])
        #expect(try store.size() == 300)
    }
}
