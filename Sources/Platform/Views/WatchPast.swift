internal import Ledger
package import Procurement
internal import Storage

extension Hall {
    /// Who watches which tender.
    package var watchers: Watchers { writer.watchers }

    /// What watchers are told of a tender's past.
    ///
    /// - Parameter after: the last entry that the watcher has seen; nil for one that wants to hear only what
    ///   comes.
    /// - Throws: `Problem` when there is no such tender, or the store fails.
    package func past(of id: TenderID, after: Int64?) throws(Problem) -> WatchPast {
        guard peek({ $0.tenders[id] != nil }) else {
            throw Problem(.notFound, "NO_SUCH_TENDER", zh: "没有这个项目。", en: "There is no such tender.")
        }
        do {
            let newest = try store.size() - 1
            return WatchPast(
                store, Draft.stream(of: id), after: after.map { min(max(0, $0), newest) } ?? newest)
        } catch {
            throw Problem(storage: error)
        }
    }
}

/// Reads what a tender's watchers are told of its past, some entries at a time.
///
/// `@unchecked Sendable`: one thread at a time uses it.
package final class WatchPast: @unchecked Sendable {
    private let store: any Store
    private let stream: String
    /// The last entry that was read or that the watcher has seen.
    package private(set) var seq: Int64
    /// The version to read next; nil until it is looked up.
    private var version: Int64?

    private static let page = 128

    init(_ store: any Store, _ stream: String, after seq: Int64) {
        self.store = store
        self.stream = stream
        self.seq = seq
    }

    /// The next events as bytes; empty when all that is in the store has been read.
    package func next() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.isEmpty {
            let from = try version ?? firstVersion()
            let page = try store.entries(of: stream, from: from, limit: Self.page)
            guard let last = page.last else {
                version = from
                break
            }
            for stored in page { if let event = try WatchEvent(stored) { bytes += event.bytes } }
            version = last.version + 1
            seq = last.seq
        }
        return bytes
    }

    /// The first version of the stream whose entry comes after ``seq``: both grow together.
    private func firstVersion() throws -> Int64 {
        var (low, high) = (Int64(1), try store.version(of: stream) + 1)
        while low < high {
            let middle = (low + high) / 2
            guard let entry = try store.entries(of: stream, from: middle, limit: 1).first else {
                high = middle
                continue
            }
            if entry.seq > seq { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
