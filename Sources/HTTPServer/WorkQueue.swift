internal import Glibc

/// A fixed number of threads and a bounded line before them.
///
/// `@unchecked Sendable`: `waiting`, `working` and `closed` are touched only under the POSIX mutex. That mutex
/// and not `Synchronization.Mutex`, because a thread that waits for work needs a condition variable.
@safe final class WorkQueue: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let limit: Int
    private var waiting = Ring()
    private var working: [Exchange?]
    /// Those whose answer somebody else has.
    private var parked: [ObjectIdentifier: Exchange] = [:]
    private var idle = 0
    /// A thread was sent for and has not come yet. One at a time is sent for, and it sends for the next when
    /// there is more than it takes: waking a thread for each of a burst costs more than the work.
    private var waking = false
    private var closed = false

    /// Throws when the system gives no more threads.
    init(workers: Int, limit: Int) throws(ServerError) {
        self.limit = limit
        working = Array(repeating: nil, count: workers)
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(arrival, nil)
        for number in 0..<workers {
            let seat = unsafe Unmanaged.passRetained(Seat(queue: self, number: number))
            var thread = pthread_t()
            let code = unsafe pthread_create(&thread, nil, workerMain, seat.toOpaque())
            guard code == 0 else {
                unsafe seat.release()
                close()
                throw ServerError.system("could not start worker thread \(number + 1)", code)
            }
            pthread_detach(thread)
        }
    }

    deinit {
        unsafe pthread_cond_destroy(arrival)
        unsafe pthread_mutex_destroy(mutex)
        unsafe arrival.deallocate()
        unsafe mutex.deallocate()
    }

    /// Puts `exchange` in line and returns true; or returns false when the line is full and `mayWait`, or the
    /// queue is closed. `before` runs once a place is certain and before any worker can see the exchange.
    func push(_ exchange: Exchange, evenIfFull: Bool, before: () -> Void) -> Bool {
        unsafe pthread_mutex_lock(mutex)
        guard !closed, evenIfFull || waiting.count < limit else {
            unsafe pthread_mutex_unlock(mutex)
            return false
        }
        before()
        waiting.append(exchange)
        let wake = shouldWake()
        unsafe pthread_mutex_unlock(mutex)
        if wake { unsafe pthread_cond_signal(arrival) }
        return true
    }

    /// Under the lock: whether a thread is to be sent for.
    private func shouldWake() -> Bool {
        guard waiting.count > 0, idle > 0, !waking else { return false }
        waking = true
        return true
    }

    /// Keeps an exchange that no thread has, so that ``unfinished`` knows of it.
    func park(_ exchange: Exchange) {
        unsafe pthread_mutex_lock(mutex)
        parked[ObjectIdentifier(exchange)] = exchange
        unsafe pthread_mutex_unlock(mutex)
    }

    /// Puts a parked exchange in line. False, and it stays parked, when the queue is closed.
    func takeUp(_ exchange: Exchange) -> Bool {
        unsafe pthread_mutex_lock(mutex)
        guard !closed else {
            unsafe pthread_mutex_unlock(mutex)
            return false
        }
        parked[ObjectIdentifier(exchange)] = nil
        waiting.append(exchange)
        let wake = shouldWake()
        unsafe pthread_mutex_unlock(mutex)
        if wake { unsafe pthread_cond_signal(arrival) }
        return true
    }

    func unpark(_ exchange: Exchange) {
        unsafe pthread_mutex_lock(mutex)
        parked[ObjectIdentifier(exchange)] = nil
        unsafe pthread_mutex_unlock(mutex)
    }

    /// How many wait.
    var lineLength: Int {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return waiting.count
    }

    /// All that wait, are being worked on, or wait for an answer of somebody else.
    var unfinished: [Exchange] {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return waiting.elements + working.compactMap(\.self) + parked.values
    }

    /// Lets the threads end when nothing waits any more. A thread inside a handler ends after it.
    func close() {
        unsafe pthread_mutex_lock(mutex)
        closed = true
        unsafe pthread_mutex_unlock(mutex)
        unsafe pthread_cond_broadcast(arrival)
    }

    /// The life of one thread: takes the next in line, works on it, until the queue is closed and empty.
    fileprivate func serve(seat: Int) {
        while let exchange = next(seat: seat) { exchange.work() }
    }

    private func next(seat: Int) -> Exchange? {
        unsafe pthread_mutex_lock(mutex)
        working[seat] = nil
        while waiting.count == 0 {
            if closed {
                unsafe pthread_mutex_unlock(mutex)
                return nil
            }
            idle += 1
            unsafe pthread_cond_wait(arrival, mutex)
            idle -= 1
            waking = false
        }
        let exchange = waiting.removeFirst()
        working[seat] = exchange
        let wake = shouldWake()
        unsafe pthread_mutex_unlock(mutex)
        if wake { unsafe pthread_cond_signal(arrival) }
        return exchange
    }
}

private final class Seat {
    let queue: WorkQueue
    let number: Int
    init(queue: WorkQueue, number: Int) {
        self.queue = queue
        self.number = number
    }
}

private func workerMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context else { return nil }
    let seat = unsafe Unmanaged<Seat>.fromOpaque(context).takeRetainedValue()
    seat.queue.serve(seat: seat.number)
    return nil
}

/// First in, first out, in an array that is used in a circle.
private struct Ring {
    private var slots: [Exchange?] = Array(repeating: nil, count: 64)
    private var head = 0
    private(set) var count = 0

    mutating func append(_ exchange: Exchange) {
        if count == slots.count {
            slots = elements + Array(repeating: nil, count: count)
            head = 0
        }
        slots[(head + count) % slots.count] = exchange
        count += 1
    }

    mutating func removeFirst() -> Exchange? {
        defer {
            slots[head] = nil
            head = (head + 1) % slots.count
            count -= 1
        }
        return slots[head]
    }

    var elements: [Exchange] { (0..<count).compactMap { slots[(head + $0) % slots.count] } }
}
