import Foundation
import HTTPServer
import Locks
import Testing

/// Gives numbered pieces and remembers whether it was closed.
final class Pieces: BodySource {
    struct Broken: Error {}
    private let left: Mutex<Int>
    private let breaks: Bool
    let size: Int
    let closed = Latch()

    init(_ count: Int, of size: Int, breaks: Bool = false) {
        left = Mutex(count)
        self.size = size
        self.breaks = breaks
    }

    func next() throws -> [UInt8] {
        let number = left.withLock { left in
            defer { left -= 1 }
            return left
        }
        if number <= 0 {
            if breaks { throw Broken() }
            return []
        }
        return [UInt8](repeating: UInt8(number % 251), count: size)
    }

    func close() { closed.open() }
}

@Suite("Answers")
struct Answers {
    @Test("an answer at once, an answer of a worker and a prepared answer arrive alike")
    func kinds() throws {
        let prepared = Response(201, headers: [("X-A", "1")], text: "hello").prepared()
        let fixture = try Fixture { request in
            switch request.segments.first {
            case "once": .answer(Response(201, headers: [("X-A", "1")], text: "hello"))
            case "prepared": .answer(prepared)
            default: .gather(limit: 0) { _, _ in Response(201, headers: [("X-A", "1")], text: "hello") }
            }
        }
        let wire = try fixture.wire()
        for _ in 0..<3 {
            for path in ["/once", "/prepared", "/worker"] {
                try wire.send(.get(path))
                let answer = try wire.answer()
                #expect(answer.status == 201)
                #expect(answer.header("x-a") == "1")
                #expect(answer.text == "hello")
            }
        }
    }

    @Test("HEAD gets the head of GET and no body")
    func head() throws {
        let source = Pieces(3, of: 10)
        let fixture = try Fixture { request in
            request.segments == ["stream"]
                ? .answer(Response(200, body: .stream(length: 30, source)))
                : .gather(limit: 0) { _, _ in Response(200, text: "hello") }
        }
        let wire = try fixture.wire()
        for (path, length) in [("/x", "5"), ("/stream", "30")] {
            try wire.send("HEAD \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try wire.answer(hasBody: false).header("content-length") == length)
        }
        #expect(source.closed.wait())
        try wire.send(.get("/x"))
        #expect(try wire.answer().text == "hello")
    }

    @Test(
        "a header that would end its line is not sent; the client gets 500",
        arguments: ["a\r\nSet-Cookie: x=1", "a\nb", "a\u{0}b"])
    func injection(_ value: String) throws {
        let fixture = try Fixture { _ in .answer(Response(200, headers: [("X-A", value)], text: "hello")) }
        let answer = try fixture.ask(.get("/"))
        #expect(answer.status == 500)
        #expect(answer.header("set-cookie") == nil)
        let source = Pieces(1, of: 1)
        let stream = try Fixture { _ in
            .answer(Response(200, headers: [("X-A", value)], body: .stream(length: 1, source)))
        }
        #expect(try stream.ask(.get("/")).status == 500)
        #expect(source.closed.wait())
        let prepared = try Fixture { _ in
            .answer(Response(200, headers: [("X-A", value)], text: "hello").prepared())
        }
        #expect(try prepared.ask(.get("/")).status == 500)
    }

    @Test("a file is sent whole or by its range, byte for byte")
    func files() throws {
        let folder = try Folder()
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let path = try folder.file("big", bytes)
        let slice = try FileSlice(path: path)
        let fixture = try Fixture { request in
            .gather(limit: 0) { request, _ in .file(slice, for: request, headers: [("ETag", "\"v1\"")]) }
        }
        let wire = try fixture.wire()
        func ask(_ headers: String...) throws -> Wire.Answer {
            try wire.send("GET / HTTP/1.1\r\nHost: x\r\n\(headers.map { $0 + "\r\n" }.joined())\r\n")
            return try wire.answer()
        }
        #expect(try ask().body == bytes)
        let part = try ask("Range: bytes=100000-199999")
        #expect(part.status == 206)
        #expect(part.header("content-range") == "bytes 100000-199999/300000")
        #expect(part.body == Array(bytes[100_000..<200_000]))
        #expect(try ask("Range: bytes=-5").body == Array(bytes.suffix(5)))
        #expect(try ask("Range: bytes=299999-").body == Array(bytes.suffix(1)))
        let beyond = try ask("Range: bytes=300000-")
        #expect(beyond.status == 416)
        #expect(beyond.header("content-range") == "bytes */300000")
        #expect(try ask("Range: bytes=0-1,3-4").status == 200)
        #expect(try ask("Range: bytes=0-1", "If-Range: \"v1\"").status == 206)
        #expect(try ask("Range: bytes=0-1", "If-Range: \"v2\"").body == bytes)
        let resumed = "\(folder.path)/resumed"
        try Data(bytes.prefix(123_456)).write(to: URL(fileURLWithPath: resumed))
        _ = try fixture.curl("-C", "-", "-o", resumed, "http://127.0.0.1:\(fixture.port)/")
        #expect(try Data(contentsOf: URL(fileURLWithPath: resumed)) == Data(bytes))
    }

    @Test("only a regular file can be sent")
    func notAFile() throws {
        let folder = try Folder()
        #expect(throws: ServerError.self) { try FileSlice(path: folder.path) }
        #expect(throws: ServerError.self) { try FileSlice(path: "\(folder.path)/absent") }
        let slice = try FileSlice(path: try folder.file("a", [1, 2, 3]))
        #expect(slice.slice(1..<4) == nil)
        #expect(slice.slice(1..<3)?.length == 2)
    }

    @Test("a stream arrives whole, chunked or by its length", arguments: [nil, 40 * 50_000] as [UInt64?])
    func streams(_ length: UInt64?) throws {
        let source = Pieces(40, of: 50_000)
        let fixture = try Fixture { _ in
            .gather(limit: 0) { _, _ in Response(200, body: .stream(length: length, source)) }
        }
        let wire = try fixture.wire()
        try wire.send(.get("/"))
        let answer = try wire.answer()
        #expect(answer.header("transfer-encoding") == (length == nil ? "chunked" : nil))
        #expect(
            answer.body == (1...40).reversed().flatMap { [UInt8](repeating: UInt8($0 % 251), count: 50_000) })
        #expect(source.closed.wait())
        try wire.send(.get("/again"))
        #expect(try wire.answer(hasBody: false).status == 200)
    }

    @Test("a stream that breaks, breaks the connection, so that the client knows")
    func brokenStream() throws {
        let source = Pieces(3, of: 1000, breaks: true)
        let fixture = try Fixture { _ in .answer(Response(200, body: .stream(length: nil, source))) }
        #expect(throws: Wire.Fault.self) { try fixture.ask(.get("/")) }
        #expect(source.closed.wait())
    }

    @Test("a stream is closed when the client goes away")
    func goneClient() throws {
        let source = Pieces(.max, of: 100_000)
        let fixture = try Fixture { _ in .answer(Response(200, body: .stream(length: nil, source))) }
        let wire = try fixture.wire()
        try wire.send(.get("/"))
        _ = try wire.answer(hasBody: false)
        wire.abort()
        #expect(source.closed.wait())
    }
}
