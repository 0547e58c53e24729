internal import CMicroHTTPD

/// A body that is made piece by piece by a ``BodySource`` on a worker and sent by the event thread, and then
/// perhaps goes on with what comes through a ``LiveStream``. It holds one piece at a time.
final class Outflow {
    /// How much libmicrohttpd asks for at once when the length is known.
    static let blockBytes = 32 << 10

    private let exchange: Exchange
    private let source: any BodySource
    private let live: LiveStream?
    private var piece: ArraySlice<UInt8> = []
    private var state = State.open

    private enum State { case open, ended, failed }

    init(exchange: Exchange, source: any BodySource, live: LiveStream? = nil) {
        self.exchange = exchange
        self.source = source
        self.live = live
    }

    deinit { source.close() }

    /// Worker: gets the next piece.
    func fill() {
        do {
            piece = try source.next()[...]
            if piece.isEmpty { state = .ended }
        } catch {
            state = .failed
        }
    }

    /// Event thread: writes what there is, or sends a worker for more and writes nothing. The result is what
    /// `MHD_ContentReaderCallback` returns.
    func give(to buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch exchange.whereabouts {
        case .abandoned: return failed
        case .withWorker: return 0
        case .here: break
        }
        if let live, live.isCut { return failed }
        if !piece.isEmpty {
            let count = min(piece.count, buffer.count)
            unsafe buffer.copyBytes(from: piece.prefix(count))
            piece = piece.dropFirst(count)
            return count
        }
        switch state {
        case .ended: return live.map { unsafe go(on: $0, buffer) } ?? ended
        case .failed: return failed
        case .open:
            exchange.phase = .producing(self)
            return exchange.handOver(evenIfFull: true) ? 0 : failed
        }
    }

    private func go(on live: LiveStream, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch unsafe live.give(to: buffer, of: exchange) {
        case .bytes(let count): count
        case .nothing: 0
        case .end: ended
        case .broken: failed
        }
    }

    /// Event thread: libmicrohttpd is done with the response.
    func released() { if let live { exchange.leave(live) } }

    // MHD_CONTENT_READER_END_OF_STREAM and MHD_CONTENT_READER_END_WITH_ERROR: macros with a cast, which
    // Swift does not import.
    private let ended = -1
    private let failed = -2
}

func giveBytes(
    _ context: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?,
    _ capacity: Int
) -> Int {
    guard let context = unsafe context, let buffer = unsafe buffer else { return -2 }
    let outflow = unsafe Unmanaged<Outflow>.fromOpaque(context).takeUnretainedValue()
    return unsafe outflow.give(to: UnsafeMutableRawBufferPointer(start: buffer, count: capacity))
}

func releaseOutflow(_ context: UnsafeMutableRawPointer?) {
    guard let context = unsafe context else { return }
    unsafe Unmanaged<Outflow>.fromOpaque(context).takeRetainedValue().released()
}
