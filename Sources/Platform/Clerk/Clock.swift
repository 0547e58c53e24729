package import Procurement
internal import Foundation
internal import Locks

/// The platform's clock. It never runs back: an instant that was given out is the least of the next.
package final class HallClock: Sendable {
    private struct State {
        var offset: Int64 = 0
        var last: Int64
    }

    /// The clock can be moved forward, and every receipt and page says so.
    package let isRehearsal: Bool
    private let state: Mutex<State>

    /// - Parameters:
    ///   - rehearsal: nil for the real clock; for a rehearsal, the instant at which it begins, or the real
    ///     one when it names none.
    ///   - notBefore: the instant of the log's last entry, behind which the clock never falls.
    package init(rehearsal: Rehearsal?, notBefore: Instant) {
        isRehearsal = rehearsal != nil
        var first = State(last: notBefore.milliseconds)
        if let start = rehearsal?.start {
            first.offset = max(start.milliseconds, notBefore.milliseconds) - Self.system()
        }
        state = Mutex(first)
    }

    /// A clock that can be moved forward.
    package struct Rehearsal: Sendable {
        package var start: Instant?
        package init(start: Instant?) { self.start = start }
    }

    package func now() -> Instant {
        state.withLock { state in
            state.last = max(state.last, Self.system() + state.offset)
            return Instant(milliseconds: state.last)
        }
    }

    /// Sets the clock of a rehearsal to a later instant.
    /// - Throws: `Problem` when this is no rehearsal, or the instant lies behind.
    package func move(to instant: Instant) throws(Problem) {
        guard isRehearsal else {
            throw Problem(
                .forbidden, "CLOCK_IS_REAL", zh: "本平台不是演练环境，时钟不能调整。",
                en: "This hall is no rehearsal; its clock cannot be moved.")
        }
        let moved = state.withLock { state in
            guard instant.milliseconds >= max(state.last, Self.system() + state.offset) else { return false }
            state.offset = instant.milliseconds - Self.system()
            state.last = instant.milliseconds
            return true
        }
        guard moved else {
            throw Problem(
                .refused, "CLOCK_RUNS_FORWARD", zh: "时钟只能向前调整。", en: "The clock only moves forward.",
                earliest: now())
        }
    }

    private static func system() -> Int64 {
        Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))
    }
}
