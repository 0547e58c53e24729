internal import Locks

/// The part of a response body that is not there yet when the response is given: whoever has news sends it
/// here, from any thread, and the event thread of the connection passes it on. No thread waits for it.
///
/// What the client does not read waits here up to a bound. Beyond that the connection is cut: a slow reader
/// costs no memory and delays nobody, and comes back for what it missed. A silent client is sent a beat now
/// and then, so that one that is gone is noticed.
package final class LiveStream: Sendable {
    private let state = Locks.Mutex(State())
    private let limit: Int
    /// What is sent every ``Configuration/beat``. Called on an event thread; it must not block.
    let beat: @Sendable () -> [UInt8]

    private struct State {
        /// Pieces that wait, each shared with every other stream that sends the same.
        var pieces: ArraySlice<[UInt8]> = []
        /// How much of the first is sent already.
        var sent = 0
        /// Bytes that wait.
        var waiting = 0
        var ending = Ending.open
        /// Its connection is suspended because nothing waits. Taken by whoever wakes it.
        var asleep: Exchange?
        var lane: Lane?
    }

    private enum Ending {
        case open
        /// What waits is still sent, then the body ends.
        case ended
        /// Nothing more is sent; the client sees a broken connection.
        case cut
    }

    /// - Parameters:
    ///   - limit: bytes that may wait for the client; what it has been sent and has not read is beside that.
    ///   - beat: a piece to send when it is time, such as a comment with the clock.
    package init(limit: Int = 256 << 10, beat: @escaping @Sendable () -> [UInt8]) {
        self.limit = limit
        self.beat = beat
    }

    /// Sends `bytes` after all that was sent before. Never blocks. The array is shared and not copied, so the
    /// same one may be sent to any number of streams.
    ///
    /// False when the stream has ended, or ends now because its client does not read.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        state.withLock { state in
            guard state.ending == .open else { return false }
            guard state.waiting + bytes.count <= limit else {
                Self.cut(&state)
                return false
            }
            guard !bytes.isEmpty else { return true }
            state.pieces.append(bytes)
            state.waiting += bytes.count
            Self.wake(&state)
            return true
        }
    }

    /// Ends the body after what was sent.
    package func end() {
        state.withLock { state in
            guard state.ending == .open else { return }
            state.ending = .ended
            Self.wake(&state)
        }
    }

    /// Breaks the connection off.
    func cut() { state.withLock { Self.cut(&$0) } }

    private static func cut(_ state: inout State) {
        guard state.ending != .cut else { return }
        state.ending = .cut
        state.pieces = []
        state.waiting = 0
        if state.asleep == nil { state.lane?.streams.lookForCuts() }
        wake(&state)
    }

    /// Within the lock, so that nobody who finds nobody asleep may think that nothing is suspended.
    private static func wake(_ state: inout State) {
        guard let exchange = state.asleep else { return }
        state.asleep = nil
        exchange.resume()
    }

    var isCut: Bool { state.withLock { $0.ending == .cut } }
    var isAsleep: Bool { state.withLock { $0.asleep != nil } }

    /// Event thread: from here on a cut is told to this lane.
    func attach(to lane: Lane) { state.withLock { $0.lane = lane } }

    /// Event thread: the connection is gone.
    func detach() {
        state.withLock { state in
            state.lane = nil
            Self.cut(&state)
        }
    }

    enum Gift: Equatable { case bytes(Int), nothing, end, broken }

    /// Event thread, from the content reader of `exchange`: writes what waits, as much as fits; or suspends the
    /// connection until there is something.
    func give(to buffer: UnsafeMutableRawBufferPointer, of exchange: Exchange) -> Gift {
        state.withLock { state in
            guard state.ending != .cut else { return .broken }
            var filled = 0
            while filled < buffer.count, let piece = state.pieces.first {
                let part = piece[state.sent...].prefix(buffer.count - filled)
                unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyBytes(from: part)
                filled += part.count
                state.sent += part.count
                if state.sent == piece.count {
                    state.pieces.removeFirst()
                    state.sent = 0
                }
            }
            state.waiting -= filled
            if filled > 0 { return .bytes(filled) }
            if state.ending == .ended { return .end }
            state.asleep = exchange
            exchange.suspend()
            return .nothing
        }
    }
}
