import Foundation
import Ledger
import OpenSSL
import SQLite
import Storage
import StrictJSON
import Testing

/// A folder of its own for a test, gone with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "tradehall-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Changes the log behind the store's back, as a failing disk or an operator would.
    func tamper(_ sql: String) throws {
        let connection = try Connection(path: "\(path)/log.db", access: .create)
        try connection.execute(
            "DROP TRIGGER IF EXISTS leaves_stay; DROP TRIGGER IF EXISTS leaves_hold; DROP TRIGGER IF EXISTS entries_stay;"
                + "DROP TRIGGER IF EXISTS entries_hold; DROP TRIGGER IF EXISTS checkpoints_stay; DROP TRIGGER IF EXISTS checkpoints_hold"
        )
        try connection.execute("PRAGMA ignore_check_constraints = ON; \(sql)")
    }
}

/// A log key for tests, and what signs with it.
struct TestLog: Sendable {
    static let origin = "hall.example/log"
    let signer: LogSigner

    init() throws {
        let key = try PrivateKey.generateEd25519()
        signer = LogSigner(
            key: try LogKey(name: Self.origin, publicKey: key.ed25519PublicBytes(), sha256)
        ) { try key.sign($0) }
    }

    func checkpoint(_ batch: EntryBatch, timeStamp: [UInt8]? = nil) throws -> StoredCheckpoint {
        let note = try batch.checkpoint(origin: Self.origin).signed(by: [signer])
        return StoredCheckpoint(size: batch.size, note: note.bytes, timeStamp: timeStamp)
    }

    /// Appends entries to the end of the log and returns their batch.
    @discardableResult
    func append(_ entries: [NewEntry], to store: some Store) throws -> EntryBatch {
        let batch = EntryBatch(after: try store.frontier(), entries)
        try store.append(batch, checkpoint: checkpoint(batch))
        return batch
    }
}

/// An entry whose every part follows from the stream and the version.
func newEntry(
    _ stream: String, _ version: Int64, command id: String? = nil, actor: String = "91330000MA27X00000",
    padding: Int = 0
) throws -> NewEntry {
    let record = id.map {
        CommandRecord(
            actor: actor, id: $0, signed: Array("signed \(actor) \($0)".utf8), verdict: Array("{}".utf8))
    }
    let entry = try Entry(
        stream: stream, version: version, at: 1_767_225_600_000 + version, kind: "test",
        command: record.map { Digest.sha256($0.signed) },
        body: ["version": .integer(version), "padding": .string(String(repeating: "x", count: padding))])
    return try NewEntry(entry, salt: Digest.sha256(Array("\(stream) \(version)".utf8)), command: record)
}

/// Expects exactly this `StorageError`.
func expect(
    _ expected: StorageError, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) {
    #expect(throws: expected, sourceLocation: sourceLocation) { try body() }
}

/// Expects the store to be refused as damaged at this entry, in a sentence that names it and the remedy.
func expectDamage(
    at seq: Int64?, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) {
    do {
        try body()
        Issue.record("the damage was not noticed", sourceLocation: sourceLocation)
    } catch StorageError.damaged(let found, let sentence) {
        #expect(found == seq, "\(sentence)", sourceLocation: sourceLocation)
        #expect(sentence.contains("copy"), sourceLocation: sourceLocation)
        if let seq {
            #expect(
                sentence.contains("\(seq)") || sentence.contains("\(seq + 1)"), sourceLocation: sourceLocation
            )
        }
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
    }
}
