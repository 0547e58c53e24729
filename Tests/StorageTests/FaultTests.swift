import Foundation
import Ledger
import OpenSSL
import SQLite
@testable import Storage
import Testing

@Suite("Faults")
struct FaultTests {
    private static let commands = 6

    @Test(
        "whichever append fails, and in whichever way, a client that asks again has its command in the log exactly once",
        arguments: FaultyStore.Fault.allCases, 0..<commands)
    func everyAppend(fault: FaultyStore.Fault, at failing: Int) throws {
        let folder = try TemporaryFolder()
        let log = try TestLog()
        do {
            let store = FaultyStore(try SQLiteStore(folder: folder.path), faults: [failing: fault])
            for number in 0..<Self.commands {
                try submit("c\(number)", store, log)
            }
        }
        let store = try SQLiteStore(folder: folder.path)
        #expect(try store.verify(.full, key: log.signer.key).size == Int64(Self.commands))
        for number in 0..<Self.commands {
            #expect(try store.entry(actor: "91330000MA27X00000", command: "c\(number)")?.seq == Int64(number))
        }
    }

    /// What a clerk does: look for the command, then append it; and after an unknown outcome, the same again.
    private func submit(_ id: String, _ store: FaultyStore, _ log: TestLog) throws {
        for _ in 0..<2 {
            if try store.entry(actor: "91330000MA27X00000", command: id) != nil { return }
            do {
                try log.append([newEntry("s", try store.version(of: "s") + 1, command: id)], to: store)
                return
            } catch StorageError.uncertain { continue }
        }
        Issue.record("two attempts were not enough")
    }

    @Test("a commit that fails stops all writing until the store is opened again, and reading goes on")
    func failedCommit() throws {
        let folder = try TemporaryFolder()
        let log = try TestLog()
        do {
            let store = try SQLiteStore(folder: folder.path)
            try log.append([newEntry("a", 1)], to: store)
            // A constraint that is only checked at the commit makes the commit itself fail.
            try folder.tamper(
                """
                CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
                CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED) STRICT;
                CREATE TRIGGER trap AFTER INSERT ON checkpoints BEGIN INSERT INTO child VALUES (1); END
                """)
            try store.setForeignKeys(true)
            let batch = EntryBatch(after: try store.frontier(), [try newEntry("a", 2)])
            let error = #expect(throws: StorageError.self) {
                try store.append(batch, checkpoint: log.checkpoint(batch))
            }
            guard case .uncertain = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            expect(.stopped) { try store.append(batch, checkpoint: log.checkpoint(batch)) }
            expect(.stopped) { try store.addTimeStamp([1], toCheckpointOf: 1) }
            #expect(try store.version(of: "a") == 1)
        }
        let store = try SQLiteStore(folder: folder.path)
        try folder.tamper("DROP TRIGGER trap")
        try log.append([newEntry("a", 2)], to: store)
        #expect(try store.verify(.full).size == 2)
    }

    @Test("a full disk refuses the batch, and the log goes on when there is room again")
    func fullDisk() throws {
        let folder = try TemporaryFolder()
        let log = try TestLog()
        let store = try SQLiteStore(folder: folder.path)
        try log.append([newEntry("a", 1)], to: store)
        try store.setLargestFile(pages: 20)
        let error = #expect(throws: StorageError.self) {
            try log.append([newEntry("a", 2, padding: 500_000)], to: store)
        }
        #expect(error?.description.contains("disk is full") == true)
        #expect(try store.version(of: "a") == 1)
        try store.setLargestFile(pages: 100_000)
        try log.append([newEntry("a", 2, padding: 500_000)], to: store)
        #expect(try store.verify(.full, key: log.signer.key).size == 2)
    }

    @Test("a process killed while it writes loses nothing that it acknowledged", arguments: [20, 60, 150])
    func killed(milliseconds: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, milliseconds = milliseconds as Int] in
            try FaultTests.writeUntilKilled(path, after: milliseconds)
        }
        let acknowledged = try String(contentsOfFile: "\(path)/acknowledged", encoding: .utf8)
            .split(separator: "\n").compactMap { Int64($0) }
        let store = try SQLiteStore(folder: path)
        let verified = try store.verify(.full)
        #expect(verified.size >= acknowledged.last ?? 0)
        #expect(verified.size % 10 == 0, "a batch of ten is there as a whole or not at all")
        #expect(acknowledged.count > 1)
        let log = try TestLog()
        try log.append([newEntry("after", 1)], to: store)
        #expect(try store.verify(.full).size == verified.size + 1)
    }

    /// Appends batches of ten, notes each one after it was acknowledged, and is killed in the middle of it.
    private static func writeUntilKilled(_ path: String, after milliseconds: Int) throws {
        let store = try SQLiteStore(folder: path)
        let log = try TestLog()
        guard FileManager.default.createFile(atPath: "\(path)/acknowledged", contents: nil),
            let notes = FileHandle(forWritingAtPath: "\(path)/acknowledged")
        else { return }
        for batch in Int64(0)... {
            let entries = try (1...10).map {
                try newEntry("s", batch * 10 + $0, command: "\(batch) \($0)", padding: 3000)
            }
            let size = try log.append(entries, to: store).size
            try notes.write(contentsOf: Data("\(size)\n".utf8))
            // The clock for the end starts with the second batch, so that there is something to lose.
            if batch == 1 {
                Thread.detachNewThread {
                    Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
                    kill(getpid(), SIGKILL)
                }
            }
        }
    }
}

extension SQLiteStore {
    fileprivate func setForeignKeys(_ on: Bool) throws {
        try database.use { try $0.execute("PRAGMA foreign_keys = \(on ? "ON" : "OFF")") }
    }
    fileprivate func setLargestFile(pages: Int) throws {
        try database.use { try $0.execute("PRAGMA max_page_count = \(pages)") }
    }
}
