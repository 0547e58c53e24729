import Foundation
import Glibc
import HTTPClient
import HTTPServer
import Locks
import Synchronization
import Testing

@Suite("Files")
struct Files {
    private static let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

    @Test("a file is sent from where the caller says", arguments: [0, 1, 1_234_567, 3_000_000])
    func upload(_ offset: Int) throws {
        let folder = try Folder()
        let path = try folder.file("content", Self.content)
        let fixture = try Fixture { _ in .stream(Adder()) }
        let last = Locks.Mutex<(UInt64, UInt64)>((0, 0))
        let reply = try Client().upload("PUT", fixture.url, file: path, from: UInt64(offset)) { sent, total in
            last.withLock { $0 = (sent, total) }
            return true
        }
        #expect(reply.status == 201)
        #expect(reply.text == Adder.expected(Self.content[offset...]))
        #expect(last.withLock { $0.1 } == UInt64(3_000_000 - offset))
        #expect(last.withLock { $0.0 } == UInt64(3_000_000 - offset))
    }

    @Test("an offset past the end and an absent file are refused before anything is sent")
    func noUpload() throws {
        let folder = try Folder()
        let path = try folder.file("content", [1, 2, 3])
        let client = try Client()
        for (file, offset) in [(path, UInt64(4)), ("\(folder.path)/absent", 0)] {
            let error = try #require(throws: ClientError.self) {
                try client.upload("PUT", "http://127.0.0.1:1", file: file, from: offset)
            }
            #expect(error.kind == .file)
            #expect(error.description.contains(file))
        }
    }

    @Test("a server that refuses by the head is heard, and the rest of the file stays here")
    func refusedUpload() throws {
        let folder = try Folder()
        let path = try folder.file("sparse", [])
        try #require(unsafe truncate(path, 4 << 30) == 0)
        let fixture = try Fixture { request in
            request.segments == ["sink"]
                ? .stream(Adder(refusal: Response(409, text: "exists")))
                : .gather(limit: 1000) { _, _ in Response(200) }
        }
        let client = try Client()
        let most = Locks.Mutex<UInt64>(0)
        func upload(_ path: String, to url: String) throws -> Reply {
            try client.upload("PUT", url, file: path) { sent, _ in
                most.withLock { $0 = max($0, sent) }
                return true
            }
        }
        #expect(try upload(path, to: fixture.url).status == 413)
        let reply = try upload(path, to: fixture.url + "/sink")
        #expect(reply.status == 409)
        #expect(reply.text == "exists")
        #expect(most.withLock { $0 } == 0)
    }

    @Test("a caller can stop an upload, and the server's sink is told")
    func stopped() throws {
        let folder = try Folder()
        let path = try folder.file("sparse", [])
        try #require(unsafe truncate(path, 4 << 30) == 0)
        let adder = Adder()
        let fixture = try Fixture { _ in .stream(adder) }
        let error = try #require(throws: ClientError.self) {
            try Client().upload("PUT", fixture.url, file: path) { sent, _ in sent < 1_000_000 }
        }
        #expect(error.kind == .stopped)
        #expect(adder.abandoned.wait(timeout: .now() + 20) == .success)
    }

    @Test("a download appears whole, in place of what was there")
    func download() throws {
        let folder = try Folder()
        let path = try folder.file("target", [1, 2, 3])
        let content = Self.content
        let fixture = try Fixture { _ in .answer(Response(200, bytes: content)) }
        let last = Locks.Mutex<(UInt64, UInt64)>((0, 0))
        let reply = try Client().download(fixture.url, to: path) { received, total in
            last.withLock { $0 = (received, total) }
            return true
        }
        #expect(reply.status == 200)
        #expect(reply.body.isEmpty)
        #expect(try folder.bytes("target") == content)
        #expect(folder.names == ["target"])
        #expect(last.withLock { $0 } == (3_000_000, 3_000_000))
    }

    @Test("an empty download is an empty file")
    func emptyDownload() throws {
        let folder = try Folder()
        let fixture = try Fixture { _ in .answer(Response(200)) }
        #expect(try Client().download(fixture.url, to: "\(folder.path)/target").status == 200)
        #expect(try folder.bytes("target").isEmpty)
    }

    @Test(
        "a download that fails, breaks or is stopped leaves what was there and nothing else",
        arguments: ["missing", "broken", "stopped"])
    func noDownload(_ how: String) throws {
        let folder = try Folder()
        let path = try folder.file("target", [1, 2, 3])
        let fixture = try Fixture { _ in
            .answer(
                how == "missing"
                    ? Response(404, text: "no such file")
                    : Response(200, body: .stream(length: nil, Zeros(50, breaks: how == "broken"))))
        }
        let client = try Client()
        if how == "missing" {
            let reply = try client.download(fixture.url, to: path)
            #expect(reply.status == 404)
            #expect(reply.text == "no such file")
        } else {
            let error = try #require(throws: ClientError.self) {
                try client.download(fixture.url, to: path) { received, _ in
                    how == "broken" || received < 1_000_000
                }
            }
            #expect(error.kind == (how == "broken" ? .broken : .stopped))
        }
        #expect(try folder.bytes("target") == [1, 2, 3])
        #expect(folder.names == ["target"])
    }

    @Test("a download into a folder that does not exist says so")
    func noFolder() throws {
        let error = try #require(throws: ClientError.self) {
            try Client().download("http://127.0.0.1:1", to: "/nonexistent/a")
        }
        #expect(error.description == "could not write beside /nonexistent/a: no such file or directory")
    }

    @Test("half a gigabyte goes up and comes down in constant memory")
    func constantMemory() async {
        await #expect(processExitsWith: .success) {
            let folder = try Folder()
            let path = try folder.file("sparse", [])
            guard unsafe truncate(path, 512 << 20) == 0 else { exit(1) }
            let slice = try FileSlice(path: path)
            let fixture = try Fixture { request in
                request.method == "PUT" ? .stream(Counter()) : .answer(.file(slice, for: request))
            }
            let client = try Client()
            _ = try client.send("GET", fixture.url, headers: [("Range", "bytes=0-9")])
            let before = peakKilobytes()
            guard try client.upload("PUT", fixture.url, file: path).text == "\(512 << 20)" else { exit(2) }
            guard try client.download(fixture.url, to: "\(folder.path)/back").status == 200 else { exit(3) }
            guard try FileSlice(path: "\(folder.path)/back").length == 512 << 20 else { exit(4) }
            guard peakKilobytes() - before < 16 << 10 else { exit(5) }
        }
    }
}

/// Only counts, so that half a gigabyte passes quickly.
final class Counter: UploadSink {
    private let count = Atomic(0)
    func begin(_ request: Request) -> Response? { nil }
    func receive(_ bytes: [UInt8]) -> Response? {
        count.add(bytes.count, ordering: .relaxed)
        return nil
    }
    func finish() -> Response { Response(200, text: "\(count.load(ordering: .relaxed))") }
    func abandon() {}
}

/// The most memory that this process has had.
func peakKilobytes() -> Int {
    var usage = rusage()
    _ = unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss
}
