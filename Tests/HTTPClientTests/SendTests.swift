import Foundation
import HTTPClient
import HTTPServer
import Locks
import Testing

@Suite("Requests and answers")
struct RequestsAndAnswers {
    private func echo() throws -> Fixture {
        try Fixture { request in
            .gather(limit: 8 << 20) { request, body in
                Response(
                    207,
                    headers: [
                        ("X-Method", request.method), ("X-Given", request.headers["x-given"] ?? "none"),
                        ("X-Type", request.headers["content-type"] ?? "none"),
                    ],
                    bytes: body)
            }
        }
    }

    @Test(
        "each method carries its body and gets its answer, over one connection",
        arguments: ["GET", "POST", "PUT", "PATCH", "DELETE"])
    func methods(_ method: String) throws {
        let fixture = try echo()
        let client = try Client()
        for body in [[], Array("hello".utf8), [0, 255, 10, 13, 0]] as [[UInt8]] {
            let reply = try client.send(method, fixture.url + "/a", headers: [("X-Given", "yes")], body: body)
            #expect(reply.status == 207)
            #expect(reply.header("x-method") == method)
            #expect(reply.header("X-GIVEN") == "yes")
            #expect(reply.header("x-type") == "none")
            #expect(reply.body == body)
        }
    }

    @Test("HEAD has headers and no body, and does not wait for one")
    func head() throws {
        let fixture = try Fixture { _ in .answer(Response(200, text: "hello")) }
        let reply = try Client().send("HEAD", fixture.url)
        #expect(reply.header("content-length") == "5")
        #expect(reply.body.isEmpty)
    }

    @Test("nothing of one request is left in the next")
    func leftovers() throws {
        let fixture = try echo()
        let client = try Client()
        _ = try client.send(
            "PUT", fixture.url, headers: [("X-Given", "yes"), ("Content-Type", "a/b")], body: [1, 2, 3])
        let reply = try client.send("GET", fixture.url)
        #expect(reply.header("x-method") == "GET")
        #expect(reply.header("x-given") == "none")
        #expect(reply.header("x-type") == "none")
        #expect(reply.body.isEmpty)
    }

    @Test("a large body arrives, after 100 Continue")
    func large() throws {
        let fixture = try echo()
        let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let reply = try Client().send("POST", fixture.url, body: body)
        #expect(reply.status == 207)
        #expect(reply.body == body)
    }

    @Test("connections are kept: a hundred requests come from one port")
    func kept() throws {
        let ports = Ports()
        let fixture = try Fixture { request in
            ports.insert(request.client.port)
            return .gather(limit: 10) { _, _ in Response(200) }
        }
        let client = try Client()
        for number in 0..<100 {
            _ = try client.send(
                number % 2 == 0 ? "GET" : "POST", fixture.url, body: number % 2 == 0 ? [] : [1])
        }
        #expect(ports.count == 1)
    }

    @Test("a server that was restarted is reached again")
    func restarted() throws {
        let client = try Client()
        var fixture: Fixture? = try echo()
        let url = try #require(fixture?.url)
        _ = try client.send("POST", url, body: [1])
        fixture = nil
        #expect(throws: ClientError.self) { try client.send("POST", url, body: [1]) }
        let second = try echo()
        #expect(try client.send("POST", second.url, body: [2]).body == [2])
    }

    @Test("an answer above the limit is not kept")
    func limit() throws {
        let fixture = try Fixture { request in
            .answer(
                Response(200, bytes: [UInt8](repeating: 1, count: request.segments == ["fits"] ? 1000 : 1001))
            )
        }
        var options = Client.Options()
        options.responseBytes = 1000
        let client = try Client(options)
        #expect(try client.send("GET", fixture.url + "/fits").body.count == 1000)
        let error = try #require(throws: ClientError.self) { try client.send("GET", fixture.url) }
        #expect(error.kind == .tooLarge)
        #expect(try client.send("GET", fixture.url + "/fits").status == 200)
    }

    @Test("a redirect is told, not followed")
    func redirect() throws {
        let asked = Ports()
        let fixture = try Fixture { request in
            asked.insert(UInt16(request.segments.count))
            return .answer(Response(302, headers: [("Location", "/a/b/c")]))
        }
        let reply = try Client().send("GET", fixture.url)
        #expect(reply.status == 302)
        #expect(reply.header("location") == "/a/b/c")
        #expect(asked.count == 1)
    }

    @Test("many threads, each with its client, get their own answers")
    func threads() throws {
        let fixture = try Fixture { request in
            .gather(limit: 100) { request, body in Response(200, bytes: body) }
        }
        let wrong = Ports()
        let done = DispatchSemaphore(value: 0)
        let url = fixture.url
        for thread in 0..<8 {
            Thread.detachNewThread {
                defer { done.signal() }
                guard let client = try? Client() else { return wrong.insert(0) }
                for number in 0..<200 {
                    let body = Array("\(thread) \(number)".utf8)
                    if (try? client.send("POST", url, body: body))?.body != body {
                        wrong.insert(UInt16(number + 1))
                    }
                }
            }
        }
        for _ in 0..<8 { #expect(done.wait(timeout: .now() + 60) == .success) }
        #expect(wrong.count == 0)
    }
}

/// A set of numbers that several threads fill.
final class Ports: Sendable {
    private let ports = Mutex<Set<UInt16>>([])
    func insert(_ port: UInt16) { ports.withLock { _ = $0.insert(port) } }
    var count: Int { ports.withLock(\.count) }
}
