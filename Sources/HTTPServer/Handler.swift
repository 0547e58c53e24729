/// What a program does with requests.
package protocol Handler: Sendable {
    /// Called on an event thread when the head of a request is complete and before its body is read. It must
    /// not block: look at the head, perhaps at a cache, and say what is to happen.
    func accept(_ request: Request) -> Acceptance
}

/// How a request goes on after its head.
package enum Acceptance: Sendable {
    /// This answer, at once, from the event thread. A body is not wanted: a small one is thrown away, a large
    /// one is not read and the connection is closed.
    case answer(Response)
    /// Gather the body (none is the empty body) up to `limit` bytes, then call `work` on a worker thread,
    /// where it may block. A larger body is refused with 413, unread if its length is announced.
    case gather(limit: Int, work: @Sendable (Request, [UInt8]) -> Response)
    /// The same, but `work` need not have the answer when it returns: somebody gives it through the
    /// ``Deferral``, from any thread, and no worker waits meanwhile.
    case gatherThenDefer(limit: Int, work: @Sendable (Request, [UInt8], Deferral) -> Void)
    /// Hand the body to `sink` piece by piece, whatever its length.
    case stream(any UploadSink)
}

/// Takes a body of any length in pieces.
///
/// All calls come from worker threads, where they may block, one at a time and in order, but not all from the
/// same thread. While one runs nothing more is read from the client, so a slow sink slows its client down and
/// memory stays constant. After ``begin(_:)`` returned nil, exactly one of these ends the upload: a response
/// from ``receive(_:)``, a call of ``finish()``, a call of ``abandon()``.
package protocol UploadSink: AnyObject, Sendable {
    /// Before the first byte. A response refuses the upload; a client that asked by `Expect: 100-continue`
    /// then never sends it.
    func begin(_ request: Request) -> Response?
    /// The next piece, never empty, at most ``Configuration/pieceBytes`` and ``Configuration/connectionBytes``
    /// together long. A response stops the
    /// upload (the disk is full, the digest cannot be right any more); its body must be bytes, and the
    /// connection is closed after it.
    func receive(_ bytes: [UInt8]) -> Response?
    /// All bytes have come.
    func finish() -> Response
    /// The client went away, was too slow, or the server stops: no more bytes come, nobody hears an answer.
    func abandon()
}

/// Gives a response body of any length in pieces. Calls come one at a time, those of ``next()`` from worker
/// threads.
package protocol BodySource: AnyObject, Sendable {
    /// The next piece; empty at the end. Throwing breaks the connection, so that the client sees that the
    /// body is incomplete.
    func next() throws -> [UInt8]
    /// The last call, always: after the end, or when the client went away. It may come from an event thread
    /// and must not block.
    func close()
}
