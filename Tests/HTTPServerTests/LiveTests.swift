import Foundation
import HTTPServer
import Locks
import Testing

/// A past of some lines; counts how often it was closed.
final class Past: BodySource {
    private let lines: Mutex<[String]>
    private let endless: Bool
    private let hold: Latch?
    let asked = Latch()
    let closed = Latch()

    init(_ lines: [String] = ["hello"], endless: Bool = false, hold: Latch? = nil) {
        self.lines = Mutex(lines)
        self.endless = endless
        self.hold = hold
    }

    func next() throws -> [UInt8] {
        asked.open()
        hold?.wait()
        if endless { return [UInt8](repeating: 0x78, count: 100_000) }
        return lines.withLock { lines in
            lines.isEmpty ? [] : Array((lines.removeFirst() + "\n").utf8)
        }
    }

    func close() { closed.open() }
}

/// Every live stream that a server has opened.
final class Streams: Sendable {
    private let opened = Mutex<[LiveStream]>([])
    let limit: Int

    init(limit: Int = 1 << 20) { self.limit = limit }

    func open(_ past: Past = Past()) -> Acceptance { .answer(response(past)) }

    func response(_ past: Past) -> Response {
        let stream = LiveStream(limit: limit) { Array("beat\n".utf8) }
        opened.withLock { $0.append(stream) }
        return Response(
            200, headers: [("Content-Type", "text/event-stream")], body: .live(past: past, stream))
    }

    func send(_ bytes: [UInt8]) { for stream in opened.withLock({ $0 }) { stream.send(bytes) } }
    func send(_ line: String) { send(Array("\(line)\n".utf8)) }
    func end() { for stream in opened.withLock({ $0 }) { stream.end() } }
    var all: [LiveStream] { opened.withLock { $0 } }
}

extension Wire {
    /// Asks for a live stream, and returns when its first line has come.
    @discardableResult
    func watch(_ target: String = "/") throws -> Wire {
        try send(.get(target))
        guard try answer(hasBody: false).status == 200, try line() == "hello" else {
            throw Fault(what: "no stream")
        }
        return self
    }
}

@Suite("Live streams")
struct LiveTests {
    @Test("200 watchers each get all of 400 pieces in order")
    func manyWatchers() throws {
        let streams = Streams()
        let fixture = try Fixture { _ in streams.open() }
        let wires = try (0..<200).map { _ in try fixture.wire().watch() }
        #expect(fixture.server.openStreams == 200)
        Thread.detachNewThread {
            for number in 0..<400 { streams.send("event \(number)") }
            streams.end()
        }
        let expected = (0..<400).map { "event \($0)" }
        var wrong = 0
        for wire in wires {
            var lines: [String] = []
            while let line = try wire.line() { lines.append(line) }
            if lines != expected { wrong += 1 }
        }
        #expect(wrong == 0)
        // The connection goes on after a stream that has ended.
        try wires[0].watch()
    }

    @Test("each piece reaches a watcher that waits for it before there is another")
    func oneByOne() throws {
        let streams = Streams()
        let fixture = try Fixture { _ in streams.open() }
        let wires = try (0..<3).map { _ in try fixture.wire().watch() }
        for number in 0..<300 {
            streams.send("event \(number)")
            for wire in wires { #expect(try wire.line() == "event \(number)") }
        }
    }

    @Test("a piece longer than any buffer arrives whole, between its neighbours")
    func longPieces() throws {
        let streams = Streams()
        let fixture = try Fixture { _ in streams.open() }
        let wire = try fixture.wire().watch()
        let long = (0..<200_000).map { String($0 % 10) }.joined()
        for line in ["a", long, "b", long, "c"] { streams.send(line) }
        for line in ["a", long, "b", long, "c"] { #expect(try wire.line() == line) }
    }

    @Test("what is sent while the past is read comes after the past")
    func pastFirst() throws {
        let streams = Streams()
        let hold = Latch()
        let past = Past(["one", "two", "three"], hold: hold)
        let fixture = try Fixture { _ in streams.open(past) }
        let wire = try fixture.wire()
        try wire.send(.get("/"))
        #expect(past.asked.wait())
        streams.send("four")
        hold.open(2)
        #expect(try wire.answer(hasBody: false).status == 200)
        #expect(try wire.line() == "one")
        streams.send("five")
        hold.open(2)
        for line in ["two", "three", "four", "five"] { #expect(try wire.line() == line) }
        wire.hangUp()
        #expect(past.closed.wait())
    }

    @Test("a client that does not read is cut off, and others get everything meanwhile")
    func slowReader() throws {
        let slow = Streams(limit: 256 << 10)
        let streams = Streams(limit: .max)
        let past = Past()
        let fixture = try Fixture({ $0.idleSeconds = 600 }) { request in
            request.segments == ["slow"] ? slow.open(past) : streams.open()
        }
        let stuck = try fixture.wire().watch("/slow")
        let quick = try fixture.wire().watch()
        let stream = try #require(slow.all.first)
        let body = String(repeating: "x", count: 16 << 10)
        // Until the kernel takes no more for it, and then no more may wait here.
        var number = 0
        while number < 10_000, stream.send(Array("\(number) \(body)\n".utf8)) {
            streams.send("\(number) \(body)")
            #expect(try quick.line() == "\(number) \(body)")
            number += 1
        }
        #expect(number < 10_000, "the slow reader was cut off at some time")
        streams.send("last")
        #expect(try quick.line() == "last")
        #expect(past.closed.wait())
        #expect(!stream.send([1]))
        // What the kernel had taken for it is still there, and then the stream breaks before its end.
        #expect(throws: Wire.Fault.self) { while try !stuck.chunk().isEmpty {} }
    }

    @Test("a client that is silent is sent beats")
    func beats() throws {
        let streams = Streams()
        let fixture = try Fixture({ $0.beat = .milliseconds(20) }) { _ in streams.open() }
        let wire = try fixture.wire().watch()
        for _ in 0..<3 { #expect(try wire.line() == "beat") }
    }

    @Test("a client that goes away is noticed though nothing is sent", arguments: [true, false])
    func gone(_ aborts: Bool) throws {
        let streams = Streams()
        let past = Past()
        let fixture = try Fixture { _ in streams.open(past) }
        let wire = try fixture.wire().watch()
        if aborts { wire.abort() } else { wire.hangUp() }
        #expect(past.closed.wait())
        while fixture.server.openStreams > 0 { usleep(1_000) }
        #expect(streams.all.first?.send([1]) == false)
    }

    @Test("streams are bounded, in all and for each address, and one that ends makes room")
    func limits() throws {
        for (all, each, status) in [(2, 0, 503), (100, 2, 429)] {
            let streams = Streams()
            let refused = Past()
            let fixture = try Fixture({
                $0.streams = all
                $0.streamsPerAddress = each
            }) { request in streams.open(request.segments == ["third"] ? refused : Past()) }
            let first = try fixture.wire().watch()
            let second = try fixture.wire().watch()
            let answer = try fixture.ask(.get("/third"))
            #expect(answer.status == status)
            #expect(answer.header("retry-after") != nil)
            #expect(refused.closed.wait())
            // A client that only asks for the head holds no place.
            first.hangUp()
            while fixture.server.openStreams > 1 { usleep(1_000) }
            for _ in 0..<3 {
                let head = try fixture.ask("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", hasBody: false)
                #expect(head.status == 200)
                while fixture.server.openStreams > 1 { usleep(1_000) }
            }
            try fixture.wire().watch()
            second.hangUp()
        }
    }

    @Test("a stream of a worker's answer and one for HTTP/1.0 arrive too")
    func kinds() throws {
        let streams = Streams()
        let fixture = try Fixture { _ in .gather(limit: 0) { _, _ in streams.response(Past()) } }
        let wire = try fixture.wire().watch()
        let old = try fixture.wire()
        try old.send("GET / HTTP/1.0\r\n\r\n")
        while fixture.server.openStreams < 2 { usleep(1_000) }
        streams.send("news")
        #expect(try wire.line() == "news")
        streams.end()
        let answer = try old.answer()
        #expect(answer.header("transfer-encoding") == nil)
        #expect(answer.text == "hello\nnews\n")
    }

    @Test("stock curl shows each piece as it comes")
    func stockClient() throws {
        let streams = Streams()
        let fixture = try Fixture { _ in streams.open() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        process.arguments = ["-sSN", "--noproxy", "*", "http://127.0.0.1:\(fixture.port)/"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading
        #expect(String(decoding: output.availableData, as: UTF8.self) == "hello\n")
        for number in 0..<20 {
            streams.send("event \(number)")
            #expect(String(decoding: output.availableData, as: UTF8.self) == "event \(number)\n")
        }
        streams.end()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}

@Suite("Shutting down with live streams")
struct LiveShutdownTests {
    @Test("all streams end, whatever their clients do")
    func stops() throws {
        let streams = Streams(limit: .max)
        let fixture = try Fixture({ $0.idleSeconds = 600 }) { request in
            streams.open(Past(endless: request.segments == ["endless"]))
        }
        let asleep = try (0..<50).map { _ in try fixture.wire().watch() }
        // One whose client reads neither what is sent nor what was, and one that has no end of a past.
        let stuck = try fixture.wire().watch()
        for _ in 0..<400 { streams.all.last?.send([UInt8](repeating: 0x78, count: 64 << 10)) }
        let endless = try fixture.wire()
        try endless.send(.get("/endless"))
        #expect(try endless.answer(hasBody: false).status == 200)
        #expect(fixture.server.stop(within: .seconds(600)), "nothing was left behind")
        for wire in asleep { #expect(try wire.line() == nil, "the body has its proper end") }
        #expect(throws: Wire.Fault.self) { while try !stuck.chunk().isEmpty {} }
        #expect(fixture.server.openStreams == 0)
        #expect(streams.all.allSatisfy { !$0.send([1]) })
    }

    @Test("a server that is stopped at any moment of sending stops", arguments: 0..<10)
    func anyMoment(_ moment: Int) throws {
        let streams = Streams()
        let fixture = try Fixture { request in
            request.segments == ["worker"]
                ? .gather(limit: 0) { _, _ in streams.response(Past()) } : streams.open()
        }
        let done = Latch()
        let over = Mutex(false)
        for number in 0..<8 {
            let port = fixture.port
            Thread.detachNewThread {
                while let wire = try? Wire(port) {
                    guard (try? wire.watch(number % 2 == 0 ? "/worker" : "/")) != nil else { continue }
                    for _ in 0..<10 { _ = try? wire.line() }
                }
                done.open()
            }
        }
        Thread.detachNewThread {
            while !over.withLock({ $0 }) { streams.send("news") }
            done.open()
        }
        Thread.sleep(forTimeInterval: 0.01 * Double(moment + 1))
        fixture.server.stop(within: moment % 2 == 0 ? .zero : .seconds(20))
        for _ in 0..<8 { #expect(done.wait()) }
        over.withLock { $0 = true }
        #expect(done.wait())
    }
}
