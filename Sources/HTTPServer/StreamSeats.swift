internal import CMicroHTTPD
internal import Glibc
internal import Locks
internal import Synchronization

/// How many live streams are open, in all and from each address.
final class StreamCount: Sendable {
    enum Verdict { case room, full, addressIsFull }

    private struct State {
        var total = 0
        var byAddress: [[UInt8]: Int] = [:]
    }

    private let state = Locks.Mutex(State())
    private let limit: Int
    private let limitPerAddress: Int

    /// `limitPerAddress` zero is no bound.
    init(limit: Int, perAddress: Int) {
        self.limit = limit
        limitPerAddress = perAddress
    }

    /// Counts one more if there is room.
    func open(_ address: ClientAddress) -> Verdict {
        state.withLock { state in
            guard state.total < limit else { return .full }
            let count = state.byAddress[address.countedBytes, default: 0]
            guard limitPerAddress == 0 || count < limitPerAddress else { return .addressIsFull }
            state.total += 1
            state.byAddress[address.countedBytes] = count + 1
            return .room
        }
    }

    func close(_ address: ClientAddress) {
        state.withLock { state in
            state.total -= 1
            let left = state.byAddress[address.countedBytes, default: 1] - 1
            state.byAddress[address.countedBytes] = left > 0 ? left : nil
        }
    }

    var total: Int { state.withLock(\.total) }
}

/// The live streams of one event thread.
///
/// `@unchecked Sendable`: belongs to that thread, save ``lookForCuts()``.
final class StreamSeats: @unchecked Sendable {
    private struct Seat {
        let stream: LiveStream
        let exchange: Exchange
        var nextBeat: ContinuousClock.Instant
    }

    private var seats: [ObjectIdentifier: Seat] = [:]
    private let beat: Duration
    private var nextRound = ContinuousClock.now
    /// Set when the server stops: those that have not ended by then are cut.
    private var lastInstant: ContinuousClock.Instant?
    private let hasCut = Atomic(false)
    private let bell: Bell

    /// Between two looks at clients that may be gone.
    private static let round = Duration.seconds(1)
    /// How long the last pieces may take when the server stops.
    private static let farewell = Duration.seconds(1)

    init(beat: Duration, bell: Bell) {
        self.beat = beat
        self.bell = bell
    }

    /// From any thread: a stream was cut while its connection waits for its client to read, which may never be.
    func lookForCuts() {
        hasCut.store(true, ordering: .releasing)
        bell.ring()
    }

    /// A response with the stream is about to be sent.
    func add(_ stream: LiveStream, _ exchange: Exchange) {
        let now = ContinuousClock.now
        if seats.isEmpty { nextRound = now + min(Self.round, beat) }
        seats[ObjectIdentifier(stream)] = Seat(stream: stream, exchange: exchange, nextBeat: now + beat)
        stream.attach(to: exchange.lane)
        if lastInstant != nil { stream.end() }
    }

    /// libmicrohttpd is done with the response. True the first time.
    func remove(_ stream: LiveStream) -> Bool {
        guard seats.removeValue(forKey: ObjectIdentifier(stream)) != nil else { return false }
        stream.detach()
        return true
    }

    /// The server stops: ends all streams, and soon those whose clients do not read.
    func endAll() {
        lastInstant = .now + Self.farewell
        for seat in seats.values { seat.stream.end() }
    }

    /// Just before the daemon is stopped: leaves none suspended.
    func cutAll() { for seat in seats.values { seat.stream.cut() } }

    /// Milliseconds until ``look()`` is due; nil when there is nothing to look at.
    var patience: Int64? {
        guard !seats.isEmpty else { return nil }
        let left = ContinuousClock.now.duration(to: nextRound)
        return max(
            0, left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1)
    }

    /// Sends beats that are due, and closes the connections of clients that are gone or were cut.
    func look() {
        guard !seats.isEmpty else { return }
        if hasCut.exchange(false, ordering: .acquiring) {
            for seat in seats.values where seat.stream.isCut { hangUp(seat) }
        }
        let now = ContinuousClock.now
        guard now >= nextRound else { return }
        nextRound = now + min(Self.round, beat)
        for (key, seat) in seats {
            if let lastInstant, now >= lastInstant {
                seat.stream.cut()
                hangUp(seat)
            } else if seat.stream.isAsleep, isGone(seat) {
                seat.stream.cut()
            } else if now >= seat.nextBeat {
                seats[key]?.nextBeat = now + beat
                seat.stream.send(seat.stream.beat())
            }
        }
    }

    /// Wakes a connection that waits for room to write, by ending it. The descriptor is still libmicrohttpd's,
    /// which closes it when it finds out.
    private func hangUp(_ seat: Seat) {
        shutdown(unsafe house_mhd_socket(seat.exchange.connection), Int32(SHUT_RDWR))
    }

    /// Nobody looks at the socket of a suspended connection, so we do: whether its client has closed it.
    private func isGone(_ seat: Seat) -> Bool {
        var byte: UInt8 = 0
        let socket = unsafe house_mhd_socket(seat.exchange.connection)
        let count = unsafe recv(socket, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
        return count == 0 || count < 0 && errno != EAGAIN && errno != EINTR
    }
}
