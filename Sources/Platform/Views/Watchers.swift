internal import Locks
package import Procurement
internal import Synchronization

/// Somebody who is sent what happens to a tender.
package protocol Watcher: AnyObject, Sendable {
    /// An event as bytes, the same array for all watchers. Called by the writer, which it must not hold up.
    func take(_ event: [UInt8])
    /// Nothing more comes; the watcher is to come back for what it misses. Likewise.
    func end()
}

/// Who watches which tender.
///
/// A watcher first reads the past from the store, at its own pace, and is then told what happens; between
/// the two nothing is lost and nothing comes twice. What happens while it reads is not kept for it: it is told
/// to read on.
package final class Watchers: Sendable {
    private let tenders = Locks.Mutex<[TenderID: [ObjectIdentifier: Watch]]>([:])
    /// Held while one entry is told to all, so that all hear entries in one order. `tenders` is not, so that
    /// watchers come and go meanwhile.
    private let turn = Locks.Mutex(())
    private let count = Atomic(0)

    package init() {}

    /// Nobody watches anything. Does not block.
    var isIdle: Bool { count.load(ordering: .acquiring) == 0 }

    /// How many watch.
    package var total: Int { count.load(ordering: .acquiring) }

    /// Tells all watchers of a tender. The entry must be in the store already, and those of one tender must come
    /// in the order of the log. `make` is called only if somebody watches; nil tells nothing.
    package func publish(_ tender: TenderID, seq: Int64, _ make: () -> WatchEvent?) {
        turn.withLock { _ in
            guard tenders.withLock({ $0[tender] != nil }), let event = make() else { return }
            let bytes = event.bytes
            let live = tenders.withLock { tenders in
                (tenders[tender] ?? [:]).values.filter { $0.isTold(seq) }
            }
            for watch in live { watch.watcher.take(bytes) }
        }
    }

    /// Begins to watch: as one who reads the past first, and then calls ``goLive(_:at:)``.
    package func join(_ tender: TenderID, _ watcher: any Watcher) -> Watch {
        let watch = Watch(tender, watcher)
        tenders.withLock { $0[tender, default: [:]][ObjectIdentifier(watch)] = watch }
        count.add(1, ordering: .acquiringAndReleasing)
        return watch
    }

    /// From now on the watcher is told everything after `seq`, up to which it has read.
    ///
    /// False when something happened since it joined or asked last: then it must read on first, from what
    /// follows `seq`, and ask again.
    package func goLive(_ watch: Watch, at seq: Int64) -> Bool {
        tenders.withLock { _ in watch.goLive(at: seq) }
    }

    /// No longer watches. Once for each ``join(_:_:)``; later calls do nothing.
    package func leave(_ watch: Watch) {
        let found = tenders.withLock { tenders in
            let found = tenders[watch.tender]?.removeValue(forKey: ObjectIdentifier(watch)) != nil
            if tenders[watch.tender]?.isEmpty == true { tenders[watch.tender] = nil }
            return found
        }
        if found { count.subtract(1, ordering: .acquiringAndReleasing) }
    }

    /// Sends all watchers away, to come back and read from the store: when it is not certain what they were told
    /// of it.
    package func endAll() {
        let all = tenders.withLock { $0.values.flatMap(\.values) }
        for watch in all { watch.watcher.end() }
    }
}

/// One watcher of one tender.
///
/// `@unchecked Sendable`: `stage` is touched under the lock of ``Watchers`` only.
package final class Watch: @unchecked Sendable {
    let tender: TenderID
    let watcher: any Watcher
    private var stage = Stage.reading(hasMore: false)

    private enum Stage {
        /// Something may have happened since it read last.
        case reading(hasMore: Bool)
        case live(after: Int64)
    }

    init(_ tender: TenderID, _ watcher: any Watcher) {
        self.tender = tender
        self.watcher = watcher
    }

    /// Whether the watcher is to be told of this entry. One that still reads the past finds it there.
    fileprivate func isTold(_ seq: Int64) -> Bool {
        switch stage {
        case .reading:
            stage = .reading(hasMore: true)
            return false
        case .live(let after):
            // What was in the store before it was told is read from there.
            return seq > after
        }
    }

    fileprivate func goLive(at seq: Int64) -> Bool {
        switch stage {
        case .reading(hasMore: true):
            stage = .reading(hasMore: false)
            return false
        case .reading(hasMore: false):
            stage = .live(after: seq)
            return true
        case .live: return true
        }
    }
}
