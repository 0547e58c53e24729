import Foundation
import Glibc
import HTTPServer
import Locks

@testable import HTTPClient

/// A server for one test.
final class Fixture {
    let server: Server
    var url: String { "http://127.0.0.1:\(server.port)" }

    init(_ accept: @escaping @Sendable (Request) -> Acceptance) throws {
        server = try Server(Configuration(), handler: Routes(decide: accept))
    }

    deinit { server.stop(within: .zero) }
}

private struct Routes: Handler {
    let decide: @Sendable (Request) -> Acceptance
    func accept(_ request: Request) -> Acceptance { decide(request) }
}

/// A folder of one test, removed with it.
final class Folder {
    let path: String
    init() throws {
        path =
            FileManager.default.temporaryDirectory.appendingPathComponent("client-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
    }

    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? [] }
}

/// Counts the bytes of an upload and adds them up, so that order and content show.
final class Adder: UploadSink {
    private let state = Mutex((count: 0, sum: UInt64(0)))
    private let refusal: Response?
    let abandoned = DispatchSemaphore(value: 0)

    init(refusal: Response? = nil) { self.refusal = refusal }

    func begin(_ request: Request) -> Response? { refusal }

    func receive(_ bytes: [UInt8]) -> Response? {
        state.withLock { state in
            for byte in bytes { state.sum = state.sum &* 31 &+ UInt64(byte) }
            state.count += bytes.count
        }
        return nil
    }

    func finish() -> Response { Response(201, text: state.withLock { "\($0.count) \($0.sum)" }) }

    func abandon() { abandoned.signal() }

    static func expected(_ bytes: some Sequence<UInt8>) -> String {
        var count = 0
        var sum = UInt64(0)
        for byte in bytes {
            sum = sum &* 31 &+ UInt64(byte)
            count += 1
        }
        return "\(count) \(sum)"
    }
}

/// Gives zeros, then breaks or ends.
final class Zeros: BodySource {
    struct Broken: Error {}
    private let left: Mutex<Int>
    private let breaks: Bool
    init(_ pieces: Int, breaks: Bool = false) {
        left = Mutex(pieces)
        self.breaks = breaks
    }
    func next() throws -> [UInt8] {
        let isLeft = left.withLock { left in
            left -= 1
            return left >= 0
        }
        if !isLeft, breaks { throw Broken() }
        return isLeft ? [UInt8](repeating: 0, count: 1 << 16) : []
    }
    func close() {}
}

/// Listens, takes connections as told, and says what a test wants a bad server to say.
final class BadServer {
    let port: UInt16
    private let descriptor: Int32

    init(says text: String) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = descriptor
        let listens = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, size) == 0 && listen(socket, 8) == 0
                    && getsockname(socket, $0, &size) == 0
            }
        }
        guard listens else { throw POSIXError(.EADDRINUSE) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread {
            while true {
                let client = accept(socket, nil, nil)
                guard client >= 0 else { return }
                var buffer = [UInt8](repeating: 0, count: 4096)
                _ = unsafe recv(client, &buffer, buffer.count, 0)
                _ = unsafe send(client, text, text.utf8.count, Int32(MSG_NOSIGNAL))
                if text.isEmpty { sleep(3) }
                close(client)
            }
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }
}
