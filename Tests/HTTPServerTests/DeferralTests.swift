import Foundation
import HTTPServer
import Locks
import Testing

@Suite("Answers that come later")
struct DeferralTests {
    /// Keeps the deferrals of all requests, as a writer keeps its tickets.
    private final class Desk: Sendable {
        let kept = Mutex<[(text: String, deferral: Deferral)]>([])
        let arrived = Latch()

        func keep(_ body: [UInt8], _ deferral: Deferral) {
            kept.withLock { $0.append((String(decoding: body, as: UTF8.self), deferral)) }
            arrived.open()
        }

        func answerAll() {
            let all = kept.withLock { kept in
                defer { kept = [] }
                return kept
            }
            for (text, deferral) in all { deferral.answer { Response(201, text: "late \(text)") } }
        }
    }

    @Test("one worker serves many requests that all wait for the same thing")
    func noWorkerWaits() throws {
        let desk = Desk()
        let fixture = try Fixture({ $0.workers = 1 }) { _ in
            .gatherThenDefer(limit: 100) { _, body, deferral in desk.keep(body, deferral) }
        }
        let wires = try (0..<20).map { _ in try fixture.wire() }
        for (number, wire) in wires.enumerated() { try wire.send(.post("/", body: "\(number)")) }
        for _ in wires { #expect(desk.arrived.wait()) }
        desk.answerAll()
        for (number, wire) in wires.enumerated() {
            let answer = try wire.answer()
            #expect(answer.status == 201)
            #expect(answer.text == "late \(number)")
        }
        // The connections go on.
        try wires[0].send(.post("/", body: "again"))
        #expect(desk.arrived.wait())
        desk.answerAll()
        #expect(try wires[0].answer().text == "late again")
    }

    @Test("an answer that is there before the handler returns is sent, and a second one is not")
    func atOnce() throws {
        let fixture = try Fixture { _ in
            .gatherThenDefer(limit: 100) { _, body, deferral in
                deferral.answer { Response(200, bytes: body) }
                deferral.answer { Response(500) }
            }
        }
        for number in 0..<50 {
            let answer = try fixture.ask(.post("/", body: "\(number)"))
            #expect(answer.status == 200)
            #expect(answer.text == "\(number)")
        }
    }

    @Test("answers that race with the end of the handler all arrive")
    func race() throws {
        let fixture = try Fixture { _ in
            .gatherThenDefer(limit: 100) { _, body, deferral in
                Thread.detachNewThread { deferral.answer { Response(200, bytes: body) } }
            }
        }
        let wire = try fixture.wire()
        for number in 0..<300 {
            try wire.send(.post("/", body: "\(number)"))
            #expect(try wire.answer().text == "\(number)")
        }
    }

    @Test("a deferral that is dropped leaves its client with a 500")
    func dropped() throws {
        let fixture = try Fixture { _ in .gatherThenDefer(limit: 100) { _, _, _ in } }
        #expect(try fixture.ask(.post("/", body: "x")).status == 500)
    }

    @Test("a client that went away changes nothing for who has its answer")
    func clientGone() throws {
        let desk = Desk()
        let asked = Latch()
        let fixture = try Fixture { _ in
            .gatherThenDefer(limit: 100) { _, body, deferral in desk.keep(body, deferral) }
        }
        let wire = try fixture.wire()
        try wire.send(.post("/", body: "x"))
        #expect(desk.arrived.wait())
        wire.abort()
        for (_, deferral) in desk.kept.withLock({ $0 }) {
            deferral.answer {
                asked.open()
                return Response(200)
            }
        }
        desk.kept.withLock { $0 = [] }
        #expect(asked.wait(), "the answer is made all the same")
    }

    @Test("a stop waits for deferred answers, and leaves behind those that do not come")
    func stop() throws {
        let desk = Desk()
        let fixture = try Fixture { _ in
            .gatherThenDefer(limit: 100) { _, body, deferral in desk.keep(body, deferral) }
        }
        let wire = try fixture.wire()
        try wire.send(.post("/", body: "x"))
        #expect(desk.arrived.wait())
        #expect(!fixture.server.stop(within: .milliseconds(30)))
        #expect(wire.isClosed)
        // Too late for the client; harmless for everybody else.
        desk.answerAll()

        let other = Desk()
        let second = try Fixture { _ in
            .gatherThenDefer(limit: 100) { _, body, deferral in other.keep(body, deferral) }
        }
        let patient = try second.wire()
        try patient.send(.post("/", body: "y"))
        #expect(other.arrived.wait())
        let stopped = Latch()
        Thread.detachNewThread { [server = second.server] in
            server.stop(within: .seconds(20))
            stopped.open()
        }
        while (try? second.wire()) != nil { Thread.sleep(forTimeInterval: 0.005) }
        other.answerAll()
        #expect(try patient.answer().text == "late y")
        #expect(stopped.wait())
    }
}
