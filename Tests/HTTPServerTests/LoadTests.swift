import Foundation
import HTTPServer
import Locks
import Testing

@Suite("Many at once")
struct ManyAtOnce {
    @Test("hundreds of kept connections each get their own answers")
    func connections() throws {
        let fixture = try Fixture({ $0.eventThreads = 2 }) { request in
            request.segments.first == "once"
                ? .answer(Response(200, text: request.target))
                : .gather(limit: 100) { request, _ in Response(200, text: request.target) }
        }
        let wires = try (0..<300).map { _ in try fixture.wire() }
        for round in 0..<5 {
            for (number, wire) in wires.enumerated() {
                try wire.send(.get("/\(number % 2 == 0 ? "once" : "work")/\(number)/\(round)"))
            }
            for (number, wire) in wires.enumerated() {
                #expect(try wire.answer().text == "/\(number % 2 == 0 ? "once" : "work")/\(number)/\(round)")
            }
        }
    }

    @Test(
        "requests that come together are all answered at once, however many they are",
        arguments: [127, 128, 129, 256])
    func together(_ count: Int) throws {
        let hold = Latch()
        let held = Latch()
        let fixture = try Fixture({ $0.eventThreads = 1 }) { request in
            if request.segments == ["hold"] {
                // No handler may do this. Here it makes sure that all others are ready when the thread looks.
                held.open()
                hold.wait()
            }
            return .answer(Response(200, text: request.target))
        }
        let wires = try (0..<count).map { _ in try fixture.wire() }
        for wire in wires {
            try wire.send(.get("/first"))
            #expect(try wire.answer().text == "/first")
        }
        let holder = try fixture.wire()
        try holder.send(.get("/hold"))
        #expect(held.wait())
        for wire in wires { try wire.send(.get("/second")) }
        hold.open()
        for wire in wires { #expect(try wire.answer().text == "/second") }
        #expect(try holder.answer().text == "/hold")
    }

    @Test("when workers and queue are full the next request is told so at once, and cached pages still come")
    func full() throws {
        let hold = Latch()
        let started = Latch()
        let fixture = try Fixture(
            {
                $0.workers = 2
                $0.queue = 3
            },
            accept: { request in
                if request.segments == ["page"] { return .answer(Response(200, text: "page")) }
                return .gather(limit: 0) { _, _ in
                    started.open()
                    hold.wait()
                    return Response(200, text: "done")
                }
            })
        let wires = try (0..<5).map { _ in try fixture.wire() }
        for wire in wires.prefix(2) {
            try wire.send(.get("/"))
            #expect(started.wait())
        }
        for wire in wires.dropFirst(2) { try wire.send(.get("/")) }
        // The three that wait are in line once the fourth is refused; until then a refusal is not certain.
        var busy = try fixture.wire()
        var refused: Wire.Answer?
        for _ in 0..<200 where refused == nil {
            try busy.send(.get("/page"))
            #expect(try busy.answer().text == "page")
            Thread.sleep(forTimeInterval: 0.01)
            if fixture.server.waiting == 3 {
                busy = try fixture.wire()
                try busy.send(.get("/"))
                refused = try busy.answer()
            }
        }
        #expect(refused?.status == 503)
        #expect(refused?.header("retry-after") == "1")
        hold.open(5)
        for wire in wires { #expect(try wire.answer().text == "done") }
        hold.open(1)
        try busy.send(.get("/"))
        #expect(try busy.answer().text == "done")
    }

    @Test("one address can open no more connections than it may")
    func perAddress() throws {
        let fixture = try Fixture(
            {
                $0.connectionsPerAddress = 3
                $0.eventThreads = 4
            },
            accept: { _ in .answer(Response(200)) })
        let wires = try (0..<3).map { _ in try fixture.wire() }
        for wire in wires {
            try wire.send(.get("/"))
            #expect(try wire.answer().status == 200)
        }
        let fourth = try fixture.wire()
        try? fourth.send(.get("/"))
        #expect(throws: Wire.Fault.self) { try fourth.answer() }
        for wire in wires {
            try wire.send(.get("/"))
            #expect(try wire.answer().status == 200)
        }
        wires[0].hangUp()
        // The server hears of it in its own time.
        var status: Int?
        for _ in 0..<500 where status == nil {
            status = try? fixture.ask(.get("/")).status
            if status == nil { Thread.sleep(forTimeInterval: 0.01) }
        }
        #expect(status == 200)
    }

    @Test("a connection on which nothing moves is closed, one with a handler at work is not")
    func idle() throws {
        let fixture = try Fixture({ $0.idleSeconds = 1 }) { _ in
            .gather(limit: 0) { _, _ in
                Thread.sleep(forTimeInterval: 2.5)
                return Response(200, text: "late")
            }
        }
        let silent = try fixture.wire()
        let halfway = try fixture.wire()
        try halfway.send("GET / HTTP/1.1\r\nHo")
        let patient = try fixture.wire()
        try patient.send(.get("/"))
        #expect(try patient.answer().text == "late")
        #expect(silent.isClosed)
        _ = halfway.rest()
        #expect((try? halfway.send(.get("/"))) == nil || halfway.isClosed)
    }

    @Test("two servers cannot have one port, and the second says which")
    func portTaken() throws {
        let fixture = try Fixture { _ in .answer(Response(200)) }
        let error = try #require(throws: ServerError.self) {
            try Fixture({ $0.port = fixture.port }) { _ in .answer(Response(200)) }
        }
        #expect(error.description == "could not listen on 127.0.0.1:\(fixture.port): Address already in use")
    }

    @Test("it listens on the IPv6 loopback too")
    func version6() throws {
        let fixture = try Fixture({ $0.host = "::1" }) { request in
            .answer(Response(200, text: "\(request.client)"))
        }
        #expect(try fixture.curl("-g", "http://[::1]:\(fixture.port)/") == "0:0:0:0:0:0:0:1")
    }
}
