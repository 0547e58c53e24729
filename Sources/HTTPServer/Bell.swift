internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// Wakes an event thread that waits for its sockets.
final class Bell: Sendable {
    /// Readable when the bell has been rung.
    let descriptor: Int32
    private let isRinging = Atomic(false)

    /// Throws when the system has no descriptor left.
    init() throws(ServerError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw ServerError.system("could not start an event thread", errno) }
    }

    deinit { close(descriptor) }

    /// What was done before is seen by the thread that answers. A bell that already rings is let be.
    func ring() {
        guard !isRinging.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Silences the bell, before its thread looks at what has changed.
    func answer() {
        var rings: UInt64 = 0
        _ = unsafe read(descriptor, &rings, MemoryLayout<UInt64>.size)
        _ = isRinging.exchange(false, ordering: .acquiringAndReleasing)
    }
}

/// What the callbacks of libmicrohttpd on one event thread are given.
final class Lane: Sendable {
    let core: Core
    let bell: Bell
    let streams: StreamSeats

    init(core: Core, bell: Bell) {
        self.core = core
        self.bell = bell
        streams = StreamSeats(beat: core.configuration.beat, bell: bell)
    }
}
