internal import Locks
internal import Procurement

/// Public pages as bytes, kept as long as nothing has happened that readers may see. Bids before the opening
/// change nothing here, so that a hall at its busiest answers its readers from memory.
final class PageCache: Sendable {
    enum Page: Sendable {
        case plain([UInt8])
        /// The hall's clock stands between the two.
        case dated(before: [UInt8], after: [UInt8])

        var count: Int {
            switch self {
            case .plain(let bytes): bytes.count
            case .dated(let before, let after): before.count + after.count
            }
        }

        func bytes(at now: Instant) -> [UInt8] {
            switch self {
            case .plain(let bytes): bytes
            case .dated(let before, let after): before + Array(now.text.utf8) + after
            }
        }
    }

    private struct State {
        var generation = -1
        var bytes = 0
        var pages: [String: Page] = [:]
    }

    /// Beyond so many bytes all are forgotten; a page that is longer than a part of that is not kept.
    private static let capacity = 16 << 20
    private let state = Mutex(State())

    /// The page of this name, if it was made in this generation. Never waits for long.
    func page(_ name: String, _ generation: Int) -> Page? {
        state.withLock { $0.generation == generation ? $0.pages[name] : nil }
    }

    /// - Parameter generation: as it was before the page was made, so that a page is at most taken for older
    ///   than it is.
    func keep(_ page: Page, _ name: String, _ generation: Int) {
        state.withLock { state in
            // Each also costs its name and its place in the table.
            let cost = page.count + name.utf8.count + 200
            guard state.generation <= generation, cost <= Self.capacity / 8 else { return }
            if state.generation < generation || state.bytes + cost > Self.capacity {
                state = State(generation: generation)
            }
            state.bytes += cost
            state.pages[name] = page
        }
    }
}
