import Ledger
import Storage
import Locks

/// A store that fails on command, in the two ways a write can fail.
final class FaultyStore: Store {
    enum Fault: Sendable, CaseIterable {
        /// The write failed and nothing is on the disk.
        case notWritten
        /// The write is on the disk, but the answer was lost.
        case writtenButNotTold
    }

    private let store: any Store
    /// What is to happen at which append, counted from 0.
    private let plan: Mutex<(next: Int, faults: [Int: Fault])>

    init(_ store: any Store, faults: [Int: Fault]) {
        self.store = store
        plan = Mutex((0, faults))
    }

    func append(_ batch: EntryBatch, checkpoint: StoredCheckpoint) throws {
        let fault = plan.withLock { plan in
            defer { plan.next += 1 }
            return plan.faults[plan.next]
        }
        switch fault {
        case nil: try store.append(batch, checkpoint: checkpoint)
        case .notWritten: throw StorageError.uncertain("as planned, not written")
        case .writtenButNotTold:
            try store.append(batch, checkpoint: checkpoint)
            throw StorageError.uncertain("as planned, written but not told")
        }
    }

    func addTimeStamp(_ token: [UInt8], toCheckpointOf size: Int64) throws {
        try store.addTimeStamp(token, toCheckpointOf: size)
    }
    func frontier() throws -> Frontier { try store.frontier() }
    func version(of stream: String) throws -> Int64 { try store.version(of: stream) }
    func entry(_ seq: Int64) throws -> StoredEntry? { try store.entry(seq) }
    func entries(from seq: Int64, limit: Int) throws -> [StoredEntry] {
        try store.entries(from: seq, limit: limit)
    }
    func entries(of stream: String, from version: Int64, limit: Int) throws -> [StoredEntry] {
        try store.entries(of: stream, from: version, limit: limit)
    }
    func entry(actor: String, command id: String) throws -> StoredEntry? {
        try store.entry(actor: actor, command: id)
    }
    func latestCheckpoint() throws -> StoredCheckpoint? { try store.latestCheckpoint() }
    func checkpoint(atLeast size: Int64) throws -> StoredCheckpoint? { try store.checkpoint(atLeast: size) }
    func hashes(of nodes: [TreeNode]) throws -> [[UInt8]] { try store.hashes(of: nodes) }
    func commitments(_ leaves: Range<Int64>) throws -> [[UInt8]] { try store.commitments(leaves) }
}
