internal import CMicroHTTPD
internal import Glibc
internal import Locks
internal import Synchronization

/// What the threads of one server share.
final class Core: Sendable {
    let configuration: Configuration
    let handler: any Handler
    let queue: WorkQueue
    /// Requests whose head has come and whose answer is not yet sent.
    let active = Atomic(0)
    let stopping = Atomic(false)

    init(_ configuration: Configuration, _ handler: any Handler) throws(ServerError) {
        self.configuration = configuration
        self.handler = handler
        queue = try WorkQueue(workers: configuration.workers, limit: configuration.queue)
    }
}

/// An HTTP/1.1 server on libmicrohttpd. See docs/decisions/0002-libmicrohttpd-threads.md.
package final class Server: Sendable {
    /// The port that it listens on.
    package let port: UInt16
    private let core: Core
    private let running: Locks.Mutex<Running?>

    /// `@unchecked Sendable`: used only by whoever takes it out of the mutex.
    @safe private struct Running: @unchecked Sendable {
        let daemon: OpaquePointer
        let context: Unmanaged<Core>
    }

    /// Starts to listen and to answer. Throws one sentence when the address cannot be bound or the system
    /// gives no threads.
    package init(_ configuration: Configuration, handler: any Handler) throws(ServerError) {
        let (socket, port) = try ListenSocket.open(host: configuration.host, port: configuration.port)
        do {
            core = try Core(configuration, handler)
        } catch {
            close(socket)
            throw error
        }
        let context = unsafe Unmanaged.passRetained(core)
        let daemon = unsafe house_mhd_start(
            socket, UInt32(configuration.eventThreads), UInt32(configuration.connections),
            UInt32(configuration.connectionsPerAddress), UInt32(configuration.idleSeconds),
            configuration.connectionBytes, context.toOpaque(), requestAdvances, requestBegins,
            requestIsComplete, leaveEscaped)
        guard let daemon = unsafe daemon else {
            core.queue.close()
            close(socket)
            unsafe context.release()
            throw ServerError(
                "could not start the HTTP service on port \(port): libmicrohttpd refused; lower the number of threads or connections"
            )
        }
        self.port = port
        running = Locks.Mutex(unsafe Running(daemon: daemon, context: context))
    }

    deinit { _ = stop(within: .zero) }

    /// Stops accepting, lets the requests that run finish for at most `time`, then closes all connections.
    ///
    /// True when every request was answered. Otherwise handlers may still be running on their worker threads;
    /// their answers go nowhere, and what still waited in line is not begun. A second call does nothing.
    @discardableResult
    package func stop(within time: Duration) -> Bool {
        let taken = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let taken else { return true }
        core.stopping.store(true, ordering: .relaxed)
        let socket = unsafe MHD_quiesce_daemon(taken.daemon)
        // Ends the line of connections that the kernel has accepted for us, so that they are told at once.
        shutdown(socket, Int32(SHUT_RDWR))
        let finished = waitUntilIdle(.now + time)
        core.queue.close()
        for exchange in core.queue.unfinished { exchange.abandon() }
        unsafe MHD_stop_daemon(taken.daemon)
        close(socket)
        unsafe taken.context.release()
        return finished
    }

    /// Requests that wait for a worker now: a measure of load.
    package var waiting: Int { core.queue.lineLength }

    private func waitUntilIdle(_ deadline: ContinuousClock.Instant) -> Bool {
        while core.active.load(ordering: .relaxed) > 0 {
            guard ContinuousClock.now < deadline else { return false }
            usleep(2_000)
        }
        return true
    }
}
