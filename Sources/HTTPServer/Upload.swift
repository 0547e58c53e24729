/// A body on its way to a sink: which call comes next, and what came of the last.
final class Upload {
    private let sink: any UploadSink
    private(set) var step = Step.begin
    private(set) var refusal: Response?
    private(set) var answer: Response?
    /// Until libmicrohttpd has gone past the head, where a refusal still keeps the body from being sent.
    var isAtHead = true
    private var piece: [UInt8] = []

    enum Step {
        case begin, receive, finish
        /// The sink has heard its last call.
        case ended
    }

    init(_ sink: any UploadSink) { self.sink = sink }

    /// Event thread: takes a copy, because libmicrohttpd's buffer lives only until the callback returns.
    func take(_ bytes: UnsafeRawBufferPointer) { unsafe piece.append(contentsOf: bytes) }

    /// Bytes that the sink has not seen.
    var held: Int { piece.count }

    /// Event thread: the body is complete, the next call is the last.
    func bodyIsComplete() { step = .finish }

    /// Worker: makes the next call.
    func work(_ request: Request) {
        switch step {
        case .begin:
            refusal = sink.begin(request)
            step = refusal == nil ? .receive : .ended
        case .receive:
            deliver()
        case .finish:
            deliver()
            guard step == .finish else { return }
            answer = sink.finish()
            step = .ended
        case .ended: break
        }
    }

    private func deliver() {
        guard !piece.isEmpty else { return }
        refusal = sink.receive(piece)
        piece.removeAll(keepingCapacity: true)
        if refusal != nil { step = .ended }
    }

    /// The client went away. A sink that has not begun or has ended hears nothing.
    func abandon() {
        switch step {
        case .begin, .ended: break
        case .receive, .finish: sink.abandon()
        }
        step = .ended
    }
}
