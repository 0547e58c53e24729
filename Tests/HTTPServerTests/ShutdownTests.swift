import Foundation
import HTTPServer
import Locks
import Testing

@Suite("Shutting down")
struct ShuttingDown {
    @Test("requests that run are answered before the server stops, and no new connection is taken")
    func finishes() throws {
        let hold = Latch()
        let started = Latch()
        let fixture = try Fixture { _ in
            .gather(limit: 0) { _, _ in
                started.open()
                hold.wait()
                return Response(200, text: "finished")
            }
        }
        let wire = try fixture.wire()
        let idle = try fixture.wire()
        try wire.send(.get("/"))
        #expect(started.wait())
        let stopped = Latch()
        let result = Mutex(false)
        Thread.detachNewThread { [server = fixture.server] in
            let all = server.stop(within: .seconds(20))
            result.withLock { $0 = all }
            stopped.open()
        }
        while (try? fixture.wire()) != nil { Thread.sleep(forTimeInterval: 0.005) }
        hold.open()
        #expect(try wire.answer().text == "finished")
        #expect(stopped.wait())
        #expect(result.withLock { $0 })
        #expect(wire.isClosed)
        #expect(idle.isClosed)
        #expect(fixture.server.stop(within: .zero))
    }

    @Test("a handler that does not end in time is left behind and its client cut off")
    func leavesBehind() throws {
        let hold = Latch()
        let started = Latch()
        let runs = Mutex(0)
        let fixture = try Fixture({ $0.workers = 1 }) { _ in
            .gather(limit: 0) { _, _ in
                runs.withLock { $0 += 1 }
                started.open()
                hold.wait()
                return Response(200, text: "too late")
            }
        }
        let running = try fixture.wire()
        try running.send(.get("/"))
        #expect(started.wait())
        let waiting = try fixture.wire()
        try waiting.send(.get("/"))
        while fixture.server.waiting < 1 { Thread.sleep(forTimeInterval: 0.005) }
        #expect(!fixture.server.stop(within: .milliseconds(50)))
        #expect(running.isClosed)
        #expect(waiting.isClosed)
        hold.open(2)
        Thread.sleep(forTimeInterval: 0.1)
        #expect(runs.withLock { $0 } == 1, "what only waited is not begun")
    }

    @Test("an upload that is cut off by the stop is abandoned", arguments: [true, false])
    func uploads(_ sinkIsAtWork: Bool) throws {
        let hold = Latch()
        let recorder = Recorder(hold: sinkIsAtWork ? hold : nil)
        let fixture = try Fixture { _ in .stream(recorder) }
        let wire = try fixture.wire()
        try wire.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nhalf")
        #expect(recorder.received.wait())
        #expect(!fixture.server.stop(within: .milliseconds(20)))
        #expect(wire.isClosed)
        hold.open()
        #expect(recorder.ended.wait())
        #expect(recorder.calls == ["begin", "receive", "abandon"])
        #expect(!recorder.overlapped)
    }

    @Test("a stream that is cut off by the stop is closed")
    func streams() throws {
        let source = Pieces(.max, of: 100_000)
        let fixture = try Fixture { _ in .answer(Response(200, body: .stream(length: nil, source))) }
        let wire = try fixture.wire()
        try wire.send(.get("/"))
        _ = try wire.answer(hasBody: false)
        #expect(!fixture.server.stop(within: .milliseconds(20)))
        #expect(source.closed.wait())
    }

    @Test("a server that is stopped at any moment of a busy time stops", arguments: 0..<10)
    func anyMoment(_ moment: Int) throws {
        let fixture = try Fixture({ $0.eventThreads = 2 }) { request in
            switch request.segments.first {
            case "once": .answer(Response(200, text: "x"))
            case "up": .stream(Recorder())
            case "down": .answer(Response(200, body: .stream(length: nil, Pieces(20, of: 10_000))))
            default: .gather(limit: 100) { _, _ in Response(200, text: "x") }
            }
        }
        let done = Latch()
        for number in 0..<8 {
            let port = fixture.port
            Thread.detachNewThread {
                let requests: [String] = [
                    .get("/once"), .get("/work"), .post("/up", body: "hello"), .get("/down"),
                ]
                while let wire = try? Wire(port) {
                    for _ in 0..<10 {
                        guard (try? wire.send(requests[number % 4])) != nil, (try? wire.answer()) != nil
                        else { break }
                    }
                }
                done.open()
            }
        }
        Thread.sleep(forTimeInterval: 0.01 * Double(moment + 1))
        fixture.server.stop(within: moment % 2 == 0 ? .zero : .seconds(20))
        for _ in 0..<8 { #expect(done.wait()) }
    }
}
