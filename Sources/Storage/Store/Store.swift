package import Ledger

/// The contract of whatever keeps the log. It is append-only: nothing here changes or removes an entry.
///
/// Every method may be called from any thread; reads never wait for a write. All throw `StorageError`, and of its
/// cases `failed` and `damaged` at any time.
package protocol Store: Sendable {
    /// Writes a batch and its checkpoint as one: all of it or nothing.
    ///
    /// When it returns, the batch is on the disk and survives loss of power. It throws `sequenceConflict`,
    /// `versionConflict` or `duplicateCommand` when the log has gone on since the batch was made, `contradiction`
    /// when batch and checkpoint do not fit; then nothing was written. After `uncertain` the batch may or may not be
    /// on the disk, and every later write throws `stopped` until the store is opened anew.
    func append(_ batch: EntryBatch, checkpoint: StoredCheckpoint) throws

    /// Adds the time-stamp token to the checkpoint of that size, if it has none yet. Durable on return.
    func addTimeStamp(_ token: [UInt8], toCheckpointOf size: Int64) throws

    /// The tree as of the last durable write: what the next batch is made from.
    func frontier() throws -> Frontier

    /// How many entries a stream has; 0 for one that does not exist. The next entry has the version after it.
    func version(of stream: String) throws -> Int64

    func entry(_ seq: Int64) throws -> StoredEntry?
    /// At most `limit` entries from `seq` on, in order.
    func entries(from seq: Int64, limit: Int) throws -> [StoredEntry]
    /// At most `limit` entries of a stream from a version on, in order.
    func entries(of stream: String, from version: Int64, limit: Int) throws -> [StoredEntry]
    /// The entry that this actor's command with this id caused.
    func entry(actor: String, command id: String) throws -> StoredEntry?

    func latestCheckpoint() throws -> StoredCheckpoint?
    /// The oldest checkpoint of at least this size: the first that covers entry `size - 1`.
    func checkpoint(atLeast size: Int64) throws -> StoredCheckpoint?

    /// The hashes of complete subtrees, in the order asked. Throws `absent` for one the log does not have yet.
    func hashes(of nodes: [TreeNode]) throws -> [[UInt8]]
    /// The data of leaves, for entry bundles. Throws `absent` when the log does not reach that far.
    func commitments(_ leaves: Range<Int64>) throws -> [[UInt8]]
}

extension Store {
    /// Leaves in the log.
    package func size() throws -> Int64 { try frontier().size }

    /// The proof that entry `seq` is in the tree of the first `size` leaves.
    package func inclusionProof(of seq: Int64, in size: Int64) throws -> [[UInt8]] {
        try InclusionProof.make(of: seq, in: size, sha256) { try hashes(of: $0) }
    }

    /// The proof that the tree of `new` leaves begins with that of `old`.
    package func consistencyProof(from old: Int64, to new: Int64) throws -> [[UInt8]] {
        try ConsistencyProof.make(from: old, to: new, sha256) { try hashes(of: $0) }
    }

    /// The receipt of an entry under the oldest checkpoint that covers it; nil while there is no such entry.
    package func receipt(of seq: Int64) throws -> Receipt? {
        guard let entry = try entry(seq), let checkpoint = try checkpoint(atLeast: seq + 1) else {
            return nil
        }
        return try Receipt(
            entry: entry.bytes, salt: entry.salt, seq: seq,
            proof: inclusionProof(of: seq, in: checkpoint.size),
            checkpoint: checkpoint.note, timeStamp: checkpoint.timeStamp)
    }

    /// The content of a tile, or nil when the log of the latest checkpoint does not have it.
    package func content(of tile: Tile) throws -> [UInt8]? {
        guard let size = try latestCheckpoint()?.size, tile.exists(size: size) else { return nil }
        switch tile.kind {
        case .hashes: return tile.content(hashes: try hashes(of: tile.nodes))
        case .entries: return tile.content(commitments: try commitments(tile.leaves))
        }
    }
}
