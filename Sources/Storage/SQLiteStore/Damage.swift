/// The sentences that refuse a damaged store: each names the entry and what to do.
enum Damage {
    private static let remedy = "Stop, keep the folder as evidence, and restore the log from a copy."

    static func changedEntry(_ seq: Int64) -> StorageError {
        .damaged(seq: seq, "Entry \(seq) or its salt is not what was committed to. \(remedy)")
    }
    static func missingEntry(_ seq: Int64) -> StorageError {
        .damaged(seq: seq, "Entry \(seq) is missing from the log. \(remedy)")
    }
    static func missingLeaf(_ seq: Int64) -> StorageError {
        .damaged(seq: seq, "Leaf \(seq) is missing from the tree. \(remedy)")
    }
    static func surplusEntry(_ seq: Int64) -> StorageError {
        .damaged(seq: seq, "Entry \(seq) has no leaf in the tree. \(remedy)")
    }
    static func wrongTree(_ seq: Int64) -> StorageError {
        .damaged(seq: seq, "The tree hashes filed with leaf \(seq) are not those of its subtrees. \(remedy)")
    }
    static func misfiledEntry(_ seq: Int64) -> StorageError {
        .damaged(seq: seq, "Entry \(seq) is filed under another stream or version than it carries. \(remedy)")
    }
    static func wrongCommand(_ seq: Int64) -> StorageError {
        .damaged(
            seq: seq, "The signed command kept with entry \(seq) is not the one the entry names. \(remedy)")
    }
    static func gap(in stream: String, _ seq: Int64?) -> StorageError {
        .damaged(seq: seq, "The versions of \(stream) are not counted 1, 2, 3 without a gap. \(remedy)")
    }
    static func wrongRoot(_ size: Int64) -> StorageError {
        .damaged(
            seq: max(0, size - 1),
            "The tree of the first \(size) entries (up to entry \(max(0, size - 1))) has another root than the checkpoint signed for it. \(remedy)"
        )
    }
    static func noCheckpoint(_ size: Int64) -> StorageError {
        .damaged(
            seq: max(0, size - 1), "The log has \(size) entries but no checkpoint for that size. \(remedy)")
    }
    static func badCheckpoint(_ size: Int64, _ cause: String) -> StorageError {
        .damaged(seq: max(0, size - 1), "The checkpoint of size \(size) does not hold: \(cause) \(remedy)")
    }
    static func structure(_ words: String) -> StorageError {
        .damaged(seq: nil, "The database file is damaged: \(words). \(remedy)")
    }
}
