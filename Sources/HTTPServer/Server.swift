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
    let addresses: AddressCount
    let streams: StreamCount

    init(_ configuration: Configuration, _ handler: any Handler) throws(ServerError) {
        self.configuration = configuration
        self.handler = handler
        addresses = AddressCount(limit: configuration.connectionsPerAddress)
        streams = StreamCount(
            limit: configuration.streams, perAddress: configuration.streamsPerAddress)
        queue = try WorkQueue(workers: configuration.workers, limit: configuration.queue)
    }
}

/// An HTTP/1.1 server on libmicrohttpd. See docs/decisions/0002-libmicrohttpd-threads.md.
package final class Server: Sendable {
    /// The port that it listens on.
    package let port: UInt16
    private let core: Core
    private let running: Locks.Mutex<Running?>

    private struct Running {
        let socket: Int32
        let loops: [EventLoop]
    }

    /// Starts to listen and to answer. Throws one sentence when the address cannot be bound or the system
    /// gives no threads.
    package init(_ configuration: Configuration, handler: any Handler) throws(ServerError) {
        let (socket, port) = try ListenSocket.open(host: configuration.host, port: configuration.port)
        do throws(ServerError) {
            core = try Core(configuration, handler)
            running = Locks.Mutex(Running(socket: socket, loops: try Self.loops(core, socket)))
        } catch {
            close(socket)
            throw error
        }
        self.port = port
    }

    /// All event threads, or none.
    private static func loops(_ core: Core, _ socket: Int32) throws(ServerError) -> [EventLoop] {
        var loops: [EventLoop] = []
        do throws(ServerError) {
            for _ in 0..<max(1, core.configuration.eventThreads) {
                loops.append(try EventLoop(core, socket: socket))
            }
        } catch {
            core.queue.close()
            for loop in loops { loop.stop() }
            throw error
        }
        return loops
    }

    deinit { _ = stop(within: .zero) }

    /// Stops accepting, ends live streams, lets the requests that run finish for at most `time`, then closes all
    /// connections.
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
        for loop in taken.loops { loop.drain() }
        // Ends the line of connections that the kernel has accepted for us, so that they are told at once.
        shutdown(taken.socket, Int32(SHUT_RDWR))
        let finished = waitUntilIdle(.now + time)
        core.queue.close()
        for exchange in core.queue.unfinished { exchange.abandon() }
        for loop in taken.loops { loop.stop() }
        close(taken.socket)
        return finished
    }

    /// Requests that wait for a worker now: a measure of load.
    package var waiting: Int { core.queue.lineLength }

    /// Live streams that are open now.
    package var openStreams: Int { core.streams.total }

    private func waitUntilIdle(_ deadline: ContinuousClock.Instant) -> Bool {
        while core.active.load(ordering: .relaxed) > 0 {
            guard ContinuousClock.now < deadline else { return false }
            usleep(2_000)
        }
        return true
    }
}
