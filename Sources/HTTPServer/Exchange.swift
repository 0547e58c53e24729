internal import CMicroHTTPD
internal import Locks
internal import Synchronization

/// One request and its answer.
///
/// `@unchecked Sendable`: everything but `gate` belongs to one thread at a time. That is the event thread of
/// the connection, or, from ``handOver(evenIfFull:)`` to the end of ``work()``, one worker, during which the
/// connection is suspended and the event thread only looks at `gate`.
@safe final class Exchange: @unchecked Sendable {
    let lane: Lane
    var core: Core { lane.core }
    let connection: OpaquePointer
    var rawTarget: [UInt8]
    var request: Request?
    var phase = Phase.fresh
    var started = ContinuousClock.now
    var isCounted = false
    private let gate = Locks.Mutex(Gate())

    enum Phase {
        case fresh
        /// A small body that nobody wants is read and thrown away; then the answer follows.
        case discarding(Response)
        /// As before, but the answer was already sent past libmicrohttpd; then the connection is closed.
        case lingering(left: Int)
        case gathering(limit: Int, body: [UInt8], work: Work)
        case working(body: [UInt8], work: Work)
        /// Somebody else has the answer, or will have it.
        case deferred
        case uploading(Upload)
        case ready(Response)
        case sending
        case producing(Outflow)
    }

    /// What a worker does with a gathered body.
    enum Work: Sendable {
        case answer(@Sendable (Request, [UInt8]) -> Response)
        case `defer`(@Sendable (Request, [UInt8], Deferral) -> Void)
    }

    private struct Gate {
        /// In the queue or in the hands of a worker; the connection is suspended.
        var handedOver = false
        /// The connection is gone or going: the worker must not touch it.
        var abandoned = false
        /// A deferred answer that came, to be made by a worker.
        var answer: (@Sendable () -> Response)?
        /// No thread has the exchange: whoever brings the answer sends a worker.
        var isParked = false
        /// One of the two threads has told whoever waited for bytes; the other must not.
        var gaveUp = false

        /// True for the first that asks once the connection is gone and no worker is at it.
        mutating func mayGiveUp() -> Bool {
            guard abandoned, !handedOver, !gaveUp else { return false }
            gaveUp = true
            return true
        }
    }

    init(lane: Lane, connection: OpaquePointer, rawTarget: [UInt8]) {
        self.lane = lane
        unsafe self.connection = connection
        self.rawTarget = rawTarget
    }

    enum Whereabouts { case here, withWorker, abandoned }

    /// Who may touch this exchange now, asked by the event thread.
    var whereabouts: Whereabouts {
        gate.withLock { $0.abandoned ? .abandoned : $0.handedOver ? .withWorker : .here }
    }

    /// Suspends the connection and puts this exchange in line for a worker. False when the line is full; then
    /// nothing has happened.
    func handOver(evenIfFull: Bool) -> Bool {
        core.queue.push(self, evenIfFull: evenIfFull) {
            gate.withLock { $0.handedOver = true }
            unsafe MHD_suspend_connection(connection)
        }
    }

    /// On a worker: does what the phase asks for, then gives the connection back to its event thread.
    func work() {
        if whereabouts != .abandoned { act() } else { takeAnswer() }
        if case .deferred = phase, park() { return }
        let isMine = gate.withLock { gate in
            gate.handedOver = false
            if gate.abandoned { return gate.mayGiveUp() }
            // Last, because from here on the event thread goes ahead.
            resume()
            return false
        }
        if isMine { giveUp() }
    }

    /// Event thread: nothing is read from the connection, and nothing asked for it, until ``resume()``.
    func suspend() { unsafe MHD_suspend_connection(connection) }

    /// libmicrohttpd only notes this; its thread must be told to look.
    func resume() {
        unsafe MHD_resume_connection(connection)
        lane.bell.ring()
    }

    private func act() {
        guard let request else { return }
        switch phase {
        case .working(let body, .answer(let work)): phase = .ready(work(request, body))
        case .working(let body, .defer(let work)):
            phase = .deferred
            work(request, body, Deferral(self))
            // It may be here already.
            takeAnswer()
        case .deferred: takeAnswer()
        case .uploading(let upload): upload.work(request)
        case .producing(let outflow): outflow.fill()
        case .fresh, .discarding, .lingering, .gathering, .ready, .sending: break
        }
    }

    /// Makes the deferred answer, if it is there: also when the client is gone, because whoever deferred it
    /// counts on being asked.
    private func takeAnswer() {
        let answer = gate.withLock { gate in
            defer { gate.answer = nil }
            return gate.answer
        }
        if let answer { phase = .ready(answer()) }
    }

    /// Leaves the exchange to whoever has its answer; false when that has come meanwhile.
    private func park() -> Bool {
        core.queue.park(self)
        let isParked = gate.withLock { gate in
            gate.isParked = gate.answer == nil
            return gate.isParked
        }
        guard !isParked else { return true }
        core.queue.unpark(self)
        takeAnswer()
        return false
    }

    /// From any thread: the deferred answer has come. A worker makes it; when the server stops and there are
    /// none any more, this thread does.
    func finish(_ answer: @escaping @Sendable () -> Response) {
        let isMine = gate.withLock { gate in
            gate.answer = answer
            defer { gate.isParked = false }
            return gate.isParked
        }
        guard isMine, !core.queue.takeUp(self) else { return }
        work()
        core.queue.unpark(self)
    }

    /// At the end of the time for shutting down: wakes the connection without waiting for the worker, so that
    /// libmicrohttpd can close it. The worker cleans up when it comes back.
    func abandon() {
        gate.withLock { gate in
            guard gate.handedOver, !gate.abandoned else { return }
            gate.abandoned = true
            resume()
        }
    }

    /// libmicrohttpd is done with this request, whether it was answered or the client went away.
    func completed() {
        let isMine = gate.withLock { gate in
            gate.abandoned = true
            return gate.mayGiveUp()
        }
        if isCounted { core.active.subtract(1, ordering: .relaxed) }
        if isMine { giveUp() }
    }

    /// Tells whoever still waits for bytes that none will come.
    private func giveUp() {
        switch phase {
        case .uploading(let upload): upload.abandon()
        case .ready(let response), .discarding(let response):
            response.closeStream()
        case .fresh, .lingering, .gathering, .working, .deferred, .sending, .producing: break
        }
        phase = .sending
    }
}
