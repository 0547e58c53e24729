/// Where the server listens and what it spends. Every number bounds something that a stranger could ask for.
package struct Configuration: Sendable {
    /// A numeric address or a name that this machine resolves, such as `127.0.0.1`, `::1` or `localhost`.
    package var host = "127.0.0.1"
    /// Zero takes a free port; ``Server/port`` tells which.
    package var port: UInt16 = 0
    /// Threads that wait for sockets. They must never block.
    package var eventThreads = 2
    /// Threads that run handlers, which may block.
    package var workers = 4
    /// Requests that may wait for a worker. One more is answered 503.
    package var queue = 1024
    /// Open connections in all.
    package var connections = 10_000
    /// Open connections from one address, or from one network of 64 bits in IPv6; zero is no bound, for a
    /// server behind a proxy.
    package var connectionsPerAddress = 0
    /// A connection on which nothing moves for so long is closed. A handler that is still at work does not
    /// count as silence.
    package var idleSeconds = 30
    /// A request body must be complete so many seconds after its head, unless it is streamed to a sink.
    package var gatherSeconds = 60
    /// Bytes that libmicrohttpd may use for a connection: the request's head, and the body as it passes.
    package var connectionBytes = 32 << 10
    /// How much of a streamed body is gathered, while more of it is at hand, before the sink gets it.
    package var pieceBytes = 256 << 10
    /// Header fields in a request.
    package var headerFields = 64
    /// A body of at most this length that nobody wants is read and thrown away, so that the connection can go
    /// on after the answer.
    package var discardBytes = 1 << 20
    /// After an early answer to a longer body so much of it is still read, so that the answer reaches a client
    /// that sends before it listens: closing at once would reset the connection.
    package var lingerBytes = 64 << 20
    /// Live streams (``Response/Body/live(past:_:)``) in all; they also count as connections.
    package var streams = 4096
    /// Live streams to one address, or to one network of 64 bits in IPv6; zero is no bound.
    package var streamsPerAddress = 0
    /// So often each live stream is sent its beat.
    package var beat = Duration.seconds(15)
    /// Renders what the server itself refuses, before or instead of a handler.
    package var refuse: @Sendable (Refusal) -> Response = \.plainResponse

    package init() {}
}

/// What the server refuses on its own.
package enum Refusal: Equatable, Sendable {
    /// The head breaks HTTP or is written in a way that two programs could read differently. 400.
    case malformed(Malformation)
    /// More header fields than the configuration allows. 431.
    case tooManyHeaderFields(limit: Int)
    /// The body is announced or found to be larger than the route takes. 413.
    case bodyTooLarge(limit: Int)
    /// Every worker is busy and the queue is full. 503.
    case busy
    /// The server is shutting down. 503.
    case stopping
    /// The body did not arrive in time. 408.
    case tooSlow(seconds: Int)
    /// As many live streams are open as may be. 503.
    case tooManyStreams
    /// As many live streams are open to the client's address as may be. 429.
    case tooManyStreamsForAddress(limit: Int)

    package enum Malformation: Equatable, Sendable {
        case target, query, headerName, host, contentLength, transferEncoding
    }

    package var status: Int {
        switch self {
        case .malformed: 400
        case .tooManyHeaderFields: 431
        case .bodyTooLarge: 413
        case .busy, .stopping, .tooManyStreams: 503
        case .tooSlow: 408
        case .tooManyStreamsForAddress: 429
        }
    }

    /// One sentence for the client.
    package var english: String {
        switch self {
        case .malformed(.target): "The path of the request is not a plain, percent-encoded UTF-8 path."
        case .malformed(.query): "The query of the request is not percent-encoded UTF-8."
        case .malformed(.headerName): "The name of a header field holds a character that HTTP forbids."
        case .malformed(.host): "The request must name exactly one host."
        case .malformed(.contentLength): "The request gives its length twice or not as a number."
        case .malformed(.transferEncoding):
            "The only transfer coding that is understood is chunked, without a Content-Length."
        case .tooManyHeaderFields(let limit): "The request has more than \(limit) header fields."
        case .bodyTooLarge(let limit): "The body of the request is larger than \(limit) bytes."
        case .busy: "The server is busy; please try again in a moment."
        case .stopping: "The server is shutting down; please try again in a moment."
        case .tooSlow(let seconds): "The body of the request did not arrive within \(seconds) seconds."
        case .tooManyStreams: "As many live streams are open as this server serves; please try again later."
        case .tooManyStreamsForAddress(let limit):
            "\(limit) live streams are open to your address, which is as many as may be; close one first."
        }
    }

    package var plainResponse: Response {
        let retry: [(String, String)] =
            switch self {
            case .busy, .stopping: [("Retry-After", "1")]
            case .tooManyStreams, .tooManyStreamsForAddress: [("Retry-After", "10")]
            case .malformed, .tooManyHeaderFields, .bodyTooLarge, .tooSlow: []
            }
        return Response(
            status, headers: [("Content-Type", "text/plain; charset=utf-8")] + retry, text: english + "\n")
    }
}
