import Foundation
import HTTPServer
import Locks
import Testing

@testable import HTTPClient

/// A live stream whose past is one line.
private final class Hello: BodySource {
    private let isOver = Mutex(false)
    let closed = DispatchSemaphore(value: 0)
    func next() throws -> [UInt8] {
        isOver.withLock { isOver in
            defer { isOver = true }
            return isOver ? [] : Array("hello\n".utf8)
        }
    }
    func close() { closed.signal() }
}

@Suite("Listening to an answer without end")
struct ListenTests {
    @Test("bytes are handed on as they come, until the listener has had enough")
    func listens() throws {
        let hello = Hello()
        let stream = LiveStream { [] }
        let fixture = try Fixture { _ in .answer(Response(200, body: .live(past: hello, stream))) }
        var text = ""
        let reply = try Client().listen(fixture.url) { bytes in
            text += String(decoding: bytes, as: UTF8.self)
            // Each is sent only when the one before has come.
            stream.send(Array("\(text.count)\n".utf8))
            return text.count < 20
        }
        #expect(reply.status == 200 && reply.body.isEmpty)
        #expect(text == "hello\n6\n8\n10\n13\n16\n19\n")
        #expect(hello.closed.wait(timeout: .now() + 20) == .success, "the connection was closed")
    }

    @Test("an answer that ends returns, one that breaks off is a failure, and a refusal is kept")
    func ends() throws {
        let stream = Mutex(LiveStream(limit: 100) { [] })
        let fixture = try Fixture { request in
            guard request.segments.isEmpty else { return .answer(Response(404, text: "nothing")) }
            let fresh = LiveStream(limit: 100) { [] }
            stream.withLock { $0 = fresh }
            return .answer(Response(200, body: .live(past: Hello(), fresh)))
        }
        let client = try Client()
        let reply = try client.listen(fixture.url) { _ in
            stream.withLock { $0 }.end()
            return true
        }
        #expect(reply.status == 200)
        #expect(throws: ClientError.self) {
            try client.listen(fixture.url) { _ in
                // More than may wait.
                stream.withLock { $0 }.send([UInt8](repeating: 1, count: 101))
                return true
            }
        }
        let refused = try client.listen(fixture.url + "/x") { _ in true }
        #expect(refused.status == 404 && refused.text == "nothing")
    }
}
