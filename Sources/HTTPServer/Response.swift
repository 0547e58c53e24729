/// An answer. `Content-Length`, `Date` and `Connection` are written by the server.
///
/// An answer to HEAD is the answer to GET: the server sends its head and leaves out the body.
package struct Response: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: Body
    /// The form in which libmicrohttpd sends it, made once for many requests by ``prepared()``.
    let native: NativeResponse?

    package enum Body: Sendable {
        case bytes([UInt8])
        /// Sent by the kernel from the file, whatever its size.
        case file(FileSlice)
        /// Sent as it is made: of known length, or chunked when `length` is nil.
        case stream(length: UInt64?, any BodySource)
        /// Sent as it is made, then as it comes: first what `past` gives, then what others send through the
        /// ``LiveStream``, chunked and without end. Pieces sent while `past` is still at it wait. One response
        /// each; the server refuses it when too many are open.
        case live(past: any BodySource, LiveStream)
    }

    package init(_ status: Int, headers: [(String, String)] = [], body: Body = .bytes([])) {
        self.init(status, headers.map { (name: $0.0, value: $0.1) }, body, nil)
    }

    package init(_ status: Int, headers: [(String, String)] = [], bytes: [UInt8]) {
        self.init(status, headers: headers, body: .bytes(bytes))
    }

    package init(_ status: Int, headers: [(String, String)] = [], text: String) {
        self.init(status, headers: headers, body: .bytes(Array(text.utf8)))
    }

    private init(
        _ status: Int, _ headers: [(name: String, value: String)], _ body: Body, _ native: NativeResponse?
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.native = native
    }

    /// The same answer with one more header field.
    package func adding(_ name: String, _ value: String) -> Response {
        Response(status, headers + [(name, value)], body, nil)
    }

    /// The same answer in a form that can be sent again and again without being built again: for cached
    /// pages. A body that is a file or a stream stays as it is.
    package func prepared() -> Response {
        guard case .bytes(let bytes) = body, headersAreSafe else { return self }
        return Response(status, headers, body, NativeResponse(bytes: bytes, headers: headers))
    }

    /// This answer, or the one that is sent in place of an answer whose head cannot be written.
    func madeWritable() -> Response {
        if headersAreSafe { return self }
        closeStream()
        return .unwritable
    }

    /// Tells the source of a body that is not going to be sent.
    func closeStream() {
        switch body {
        case .stream(_, let source): source.close()
        case .live(let past, let stream):
            stream.cut()
            past.close()
        case .bytes, .file: break
        }
    }

    /// Whether each name is a token and each value has no control character: a value that came from a
    /// client must not end the line and begin a header of its own.
    private var headersAreSafe: Bool {
        100...999 ~= status
            && headers.allSatisfy { name, value in
                !name.isEmpty && name.utf8.allSatisfy(Headers.isTokenByte)
                    && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            }
    }

    static let unanswered = Response(
        500, headers: [("Content-Type", "text/plain; charset=utf-8")],
        text: "The server lost the answer to this request.\n")

    static let unwritable = Response(
        500, headers: [("Content-Type", "text/plain; charset=utf-8")],
        text: "The server made an answer with a header that HTTP forbids.\n")
}
