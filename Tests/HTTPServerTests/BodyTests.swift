import Foundation
import HTTPServer
import Locks
import Testing

@Suite("Bodies that are gathered")
struct GatheredBodies {
    private func counter(limit: Int, _ configure: (inout Configuration) -> Void = { _ in }) throws -> Fixture
    {
        try Fixture(configure) { request in
            .gather(limit: limit) { _, body in Response(200, text: "\(body.count)") }
        }
    }

    private func chunked(_ sizes: [Int]) -> [UInt8] {
        var bytes = Array("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        for size in sizes {
            bytes +=
                Array("\(String(size, radix: 16))\r\n".utf8) + [UInt8](repeating: 97, count: size) + [13, 10]
        }
        return bytes + Array("0\r\n\r\n".utf8)
    }

    @Test("a body at the limit is taken, one byte more is refused", arguments: [0, 1, 1000, 200_000])
    func limit(_ limit: Int) throws {
        let fixture = try counter(limit: limit)
        let full = String(repeating: "a", count: limit)
        #expect(try fixture.ask(.post("/", body: full)).text == "\(limit)")
        #expect(try fixture.ask(.post("/", body: full + "a")).status == 413)
    }

    @Test("a chunked body is counted as it comes")
    func chunkedLimit() throws {
        let fixture = try counter(limit: 100_000)
        let wire = try fixture.wire()
        try wire.send(chunked([1, 70_000, 29_999]))
        #expect(try wire.answer().text == "100000")
        try wire.send(chunked([1, 70_000, 30_000]))
        #expect(try wire.answer().status == 413)
        #expect(wire.rest().isEmpty)
    }

    @Test("a chunked body that never ends is cut off with 413")
    func endless() throws {
        let fixture = try counter(limit: 1000)
        let wire = try fixture.wire()
        try wire.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        let chunk = Array("4000\r\n".utf8) + [UInt8](repeating: 97, count: 0x4000) + [13, 10]
        var sent = 0
        while sent < 1 << 30, (try? wire.send(chunk)) != nil { sent += chunk.count }
        #expect(sent < 1 << 30)
    }

    @Test("ten gigabytes are refused by their announcement, before a byte of them")
    func announced() throws {
        let fixture = try counter(limit: 1000)
        let wire = try fixture.wire()
        try wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10737418240\r\n\r\n")
        let answer = try wire.answer()
        #expect(answer.status == 413)
        #expect(answer.header("connection") == "close")
        #expect(answer.header("date")?.hasSuffix(" GMT") == true)
        wire.hangUp()
        let folder = try Folder()
        let path = try folder.sparse("huge", 10 << 30)
        let report = try fixture.curl(
            "-T", path, "-o", "/dev/null", "-w", "%{http_code} %{size_upload}",
            "http://127.0.0.1:\(fixture.port)/")
        #expect(report == "413 0")
        let insisting = try fixture.curl(
            "-H", "Expect:", "-T", path, "-o", "/dev/null", "-w", "%{http_code}",
            "http://127.0.0.1:\(fixture.port)/")
        #expect(insisting.hasPrefix("413"))
    }

    @Test("a refused small body is thrown away and the connection goes on")
    func discarded() throws {
        let fixture = try Fixture { _ in .answer(Response(404, text: "no")) }
        let wire = try fixture.wire()
        for _ in 0..<3 {
            try wire.send(.post("/", body: String(repeating: "x", count: 100_000)))
            #expect(try wire.answer().status == 404)
        }
    }

    @Test("a client that waits for 100 Continue gets it, and sends then")
    func continues() throws {
        let fixture = try counter(limit: 100)
        let wire = try fixture.wire()
        try wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        #expect(try wire.answer().status == 100)
        try wire.send("hello")
        #expect(try wire.answer().text == "5")
    }

    @Test("a client that waits and is refused hears no 100 Continue")
    func refusedBeforeContinue() throws {
        let fixture = try counter(limit: 4)
        let wire = try fixture.wire()
        try wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        #expect(try wire.answer().status == 413)
        #expect(wire.isClosed)
    }

    @Test("a body that comes byte by byte is gathered")
    func slow() throws {
        let fixture = try counter(limit: 100)
        let wire = try fixture.wire()
        for byte in Array(String.post("/", body: "hello").utf8) { try wire.send([byte]) }
        #expect(try wire.answer().text == "5")
    }

    @Test("a body that takes too long is refused")
    func tooSlow() throws {
        let fixture = try counter(limit: 100) { $0.gatherSeconds = 0 }
        let wire = try fixture.wire()
        try wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n")
        Thread.sleep(forTimeInterval: 0.05)
        try wire.send("h")
        #expect(try wire.answer().status == 408)
    }

    @Test("a client that leaves in the middle of its body disturbs nobody")
    func aborted() throws {
        let fixture = try counter(limit: 1000)
        for _ in 0..<20 {
            let wire = try fixture.wire()
            try wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nhalf")
            wire.abort()
        }
        #expect(try fixture.ask(.post("/", body: "hello")).text == "5")
    }

    @Test("requests that were sent together are answered in order")
    func pipelined() throws {
        let fixture = try Fixture { request in
            request.segments.first == "once"
                ? .answer(Response(200, text: "once"))
                : .gather(limit: 100) { request, body in
                    Response(200, text: "\(request.segments)\(body.count)")
                }
        }
        let wire = try fixture.wire()
        try wire.send(.get("/a") + .get("/once") + .post("/b", body: "12345") + .get("/c"))
        #expect(
            try (0..<4).map { _ in try wire.answer().text } == ["[\"a\"]0", "once", "[\"b\"]5", "[\"c\"]0"])
    }
}
