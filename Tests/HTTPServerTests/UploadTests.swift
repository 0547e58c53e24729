import Foundation
import HTTPServer
import Locks
import Testing

/// Remembers what it was told, and complains when two calls overlap.
final class Recorder: UploadSink {
    private struct State {
        var bytes: [UInt8] = []
        var calls: [String] = []
        var running = false
        var overlapped = false
    }
    private let state = Mutex(State())
    let ended = Latch()
    let received = Latch()
    let hold: Latch?
    let refuseAtBegin: Response?
    let refuseAfter: Int

    init(hold: Latch? = nil, refuseAtBegin: Response? = nil, refuseAfter: Int = .max) {
        self.hold = hold
        self.refuseAtBegin = refuseAtBegin
        self.refuseAfter = refuseAfter
    }

    var bytes: [UInt8] { state.withLock(\.bytes) }
    var calls: [String] { state.withLock(\.calls) }
    var overlapped: Bool { state.withLock(\.overlapped) }

    private func call(_ name: String, _ body: () -> Void = {}) {
        state.withLock { state in
            state.overlapped = state.overlapped || state.running
            state.running = true
            if name != "receive" || state.calls.last != name { state.calls.append(name) }
        }
        body()
        state.withLock { $0.running = false }
    }

    func begin(_ request: Request) -> Response? {
        call("begin")
        return refuseAtBegin
    }

    func receive(_ bytes: [UInt8]) -> Response? {
        call("receive") {
            state.withLock { $0.bytes += bytes }
            received.open()
            hold?.wait()
        }
        return self.bytes.count >= refuseAfter ? Response(507, text: "full") : nil
    }

    func finish() -> Response {
        call("finish")
        defer { ended.open() }
        return Response(201, text: "\(bytes.count)")
    }

    func abandon() {
        call("abandon")
        ended.open()
    }
}

@Suite("Bodies that are streamed")
struct StreamedBodies {
    private static let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

    @Test(
        "the sink gets every byte in order, one call at a time",
        arguments: ["-T", "-H Transfer-Encoding:chunked -T"])
    func complete(_ how: String) throws {
        let recorder = Recorder()
        let fixture = try Fixture { _ in .stream(recorder) }
        let folder = try Folder()
        let path = try folder.file("content", Self.content)
        let arguments = how.split(separator: " ").map(String.init)
        let report =
            arguments.count == 1
            ? try fixture.curl("-T", path, "http://127.0.0.1:\(fixture.port)/")
            : try fixture.curl("-H", arguments[1], "-T", path, "http://127.0.0.1:\(fixture.port)/")
        #expect(report == "3000000")
        #expect(recorder.bytes == Self.content)
        #expect(recorder.calls == ["begin", "receive", "finish"])
        #expect(!recorder.overlapped)
    }

    @Test("many small chunks in one packet all arrive")
    func smallChunks() throws {
        let recorder = Recorder()
        let fixture = try Fixture { _ in .stream(recorder) }
        let wire = try fixture.wire()
        var request = "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        for number in 100..<900 { request += "3\r\n\(number)\r\n" }
        try wire.send(request + "0\r\n\r\n" + .get("/next"))
        #expect(try wire.answer().text == "2400")
        #expect(String(decoding: recorder.bytes, as: UTF8.self) == (100..<900).map { "\($0)" }.joined())
        #expect(!recorder.overlapped)
    }

    @Test("bytes that were held back for a larger piece reach the sink before it finishes")
    func heldBack() throws {
        let recorder = Recorder()
        let fixture = try Fixture { request in
            request.method == "PUT" ? .stream(recorder) : .answer(Response(200, text: request.target))
        }
        let body = String(repeating: "abcdefg", count: 3000)
        // What follows is more than libmicrohttpd reads at once, so more is at hand when the body ends.
        let filler = "X-Filler: " + String(repeating: "x", count: 5000)
        let wire = try fixture.wire()
        let next = (0..<30).map { String.get("/\($0)", filler) }.joined()
        try wire.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)\(next)")
        #expect(try wire.answer().text == "\(body.utf8.count)")
        #expect(String(decoding: recorder.bytes, as: UTF8.self) == body)
        for number in 0..<30 { #expect(try wire.answer().text == "/\(number)") }
    }

    @Test("an empty body begins and finishes")
    func empty() throws {
        let recorder = Recorder()
        let fixture = try Fixture { _ in .stream(recorder) }
        #expect(try fixture.ask(.post("/", body: "")).text == "0")
        #expect(recorder.calls == ["begin", "finish"])
    }

    @Test("a refusal at the beginning comes before 100 Continue and ends the upload")
    func refusedAtBegin() throws {
        let recorder = Recorder(refuseAtBegin: Response(409, text: "no"))
        let fixture = try Fixture { _ in .stream(recorder) }
        let wire = try fixture.wire()
        try wire.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\nExpect: 100-continue\r\n\r\n")
        #expect(try wire.answer().status == 409)
        #expect(wire.isClosed)
        #expect(recorder.calls == ["begin"])
    }

    @Test("an accepted upload is told to continue after the sink has begun")
    func continues() throws {
        let recorder = Recorder()
        let fixture = try Fixture { _ in .stream(recorder) }
        let wire = try fixture.wire()
        try wire.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        #expect(try wire.answer().status == 100)
        #expect(recorder.calls == ["begin"])
        try wire.send("hello")
        #expect(try wire.answer().text == "5")
    }

    @Test("a refusal in the middle reaches a client that still sends")
    func refusedMidway() throws {
        let recorder = Recorder(refuseAfter: 100_000)
        let fixture = try Fixture { _ in .stream(recorder) }
        let folder = try Folder()
        let path = try folder.sparse("content", 4 << 30)
        let report = try fixture.curl(
            "-H", "Expect:", "-T", path, "-w", " %{http_code}", "http://127.0.0.1:\(fixture.port)/")
        #expect(report.hasPrefix("full 507"))
        #expect(recorder.calls == ["begin", "receive"])
        #expect(recorder.bytes.count < 1_000_000)
    }

    @Test("a sink is told when its client goes away", arguments: [true, false])
    func aborted(_ byReset: Bool) throws {
        let recorder = Recorder()
        let fixture = try Fixture { _ in .stream(recorder) }
        let wire = try fixture.wire()
        try wire.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nhalf")
        #expect(recorder.received.wait())
        if byReset { wire.abort() } else { wire.hangUp() }
        #expect(recorder.ended.wait())
        #expect(recorder.calls == ["begin", "receive", "abandon"])
        #expect(recorder.bytes == Array("half".utf8))
    }

    @Test("a broken chunk ends the upload with 400 and the sink is told")
    func brokenChunk() throws {
        let recorder = Recorder()
        let fixture = try Fixture { _ in .stream(recorder) }
        let wire = try fixture.wire()
        try wire.send("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n")
        #expect(try wire.answer().status == 400)
        #expect(recorder.ended.wait())
        #expect(recorder.calls.last == "abandon")
    }

    @Test("a slow sink holds its client back and nobody else")
    func backPressure() throws {
        let hold = Latch()
        let recorder = Recorder(hold: hold)
        let fixture = try Fixture({ $0.workers = 2 }) { request in
            request.segments == ["up"]
                ? .stream(recorder) : .gather(limit: 0) { _, _ in Response(200, text: "ok") }
        }
        let wire = try fixture.wire()
        let size = 64 << 20
        try wire.send("PUT /up HTTP/1.1\r\nHost: x\r\nContent-Length: \(size)\r\n\r\n")
        // On a thread of its own, because the server takes no more than buffers hold until the sink goes on.
        let held = HeldWire(wire)
        let done = Latch()
        Thread.detachNewThread {
            try? held.wire.send([UInt8](repeating: 7, count: size))
            done.open()
        }
        #expect(recorder.received.wait())
        #expect(try fixture.ask(.get("/")).text == "ok")
        #expect(recorder.bytes.count <= 320 << 10)
        hold.open(100_000)
        #expect(done.wait())
        #expect(try wire.answer().text == "\(size)")
    }
}

/// Lends a connection to a second thread, which sends while the first waits.
final class HeldWire: @unchecked Sendable {
    let wire: Wire
    init(_ wire: Wire) { self.wire = wire }
}
