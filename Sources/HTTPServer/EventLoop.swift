internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// One event thread, and the libmicrohttpd daemon that it runs.
///
/// The thread is ours and not libmicrohttpd's, because the loop of 0.9.75 reads its events 128 at a time and,
/// after exactly that many, waits for another before it handles them: all of those connections hang until
/// something else happens. `MHD_run` does not wait.
///
/// `@unchecked Sendable`: the daemon is touched by the thread alone, the descriptors do not change, and orders
/// are atomic.
@safe final class EventLoop: @unchecked Sendable {
    private let daemon: OpaquePointer
    private let lane: Unmanaged<Lane>
    private let streams: StreamSeats
    private let listener: Int32
    private let bell: Bell
    private let order = Atomic(Order.run.rawValue)
    private var thread = pthread_t()
    /// What the thread waits for: the daemon's sockets and the bell.
    private var watched: [pollfd]

    private enum Order: Int { case run, drain, stop }

    /// Starts a daemon on a second descriptor of the listening `socket`, and the thread. Throws when the system
    /// gives too few descriptors or threads.
    init(_ core: Core, socket: Int32) throws(ServerError) {
        bell = try Bell()
        listener = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        let shared = Lane(core: core, bell: bell)
        streams = shared.streams
        unsafe lane = Unmanaged.passRetained(shared)
        let started = listener >= 0 ? unsafe Self.start(core.configuration, lane, listener) : nil
        guard let started = unsafe started else {
            close(listener)
            unsafe lane.release()
            throw ServerError(
                "could not start an event thread: the system refused; lower the number of threads or connections"
            )
        }
        unsafe daemon = started
        watched = [unsafe house_mhd_epoll(started), bell.descriptor].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        let code = unsafe pthread_create(&thread, nil, eventMain, Unmanaged.passRetained(self).toOpaque())
        guard code == 0 else {
            unsafe Unmanaged.passUnretained(self).release()
            unsafe MHD_stop_daemon(daemon)
            throw ServerError.system("could not start an event thread", code)
        }
    }

    private static func start(
        _ configuration: Configuration, _ lane: Unmanaged<Lane>, _ listener: Int32
    ) -> OpaquePointer? {
        let share = max(1, configuration.connections / max(1, configuration.eventThreads))
        let counts = configuration.connectionsPerAddress > 0
        return unsafe house_mhd_start(
            listener, UInt32(share), UInt32(configuration.idleSeconds), configuration.connectionBytes,
            lane.toOpaque(), counts ? mayConnect : nil, counts ? connectionChanges : nil, requestAdvances,
            requestBegins, requestIsComplete, leaveEscaped)
    }

    deinit { unsafe lane.release() }

    /// Takes no more connections.
    func drain() { give(.drain) }

    /// Closes all connections and waits until the thread has ended. No exchange may be with a worker that has
    /// not been abandoned: libmicrohttpd ends the process if it finds a suspended connection.
    func stop() {
        give(.stop)
        pthread_join(thread, nil)
    }

    private func give(_ next: Order) {
        order.store(next.rawValue, ordering: .releasing)
        bell.ring()
    }

    /// The life of the thread.
    fileprivate func run() {
        var pipe = sigset_t()
        unsafe sigemptyset(&pipe)
        unsafe sigaddset(&pipe, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &pipe, nil)
        var isDraining = false
        while true {
            wait()
            let order = order.load(ordering: .acquiring)
            if order >= Order.drain.rawValue, !isDraining {
                isDraining = true
                _ = unsafe MHD_quiesce_daemon(daemon)
                streams.endAll()
            }
            if order == Order.stop.rawValue { break }
            streams.look()
            unsafe MHD_run(daemon)
        }
        streams.cutAll()
        unsafe MHD_stop_daemon(daemon)
        // A daemon that takes no more connections leaves its listening descriptor to us.
        close(listener)
    }

    /// Until a connection, a worker, a stream or an order wants something, or the first connection has been
    /// silent for too long.
    private func wait() {
        var limit: UInt64 = 0
        let hasLimit = unsafe MHD_get_timeout(daemon, &limit) == .YES
        var patience = hasLimit ? Int64(clamping: limit) : Int64.max
        if let streams = streams.patience { patience = min(patience, streams) }
        _ = unsafe poll(
            &watched, nfds_t(watched.count), patience == .max ? -1 : Int32(clamping: patience))
        if watched[1].revents != 0 { bell.answer() }
    }
}

private func eventMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context else { return nil }
    unsafe Unmanaged<EventLoop>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
