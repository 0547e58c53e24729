import Foundation
import Glibc
import HTTPServer
import Locks

/// A client that says exactly what a test wants it to say.
final class Wire {
    private let descriptor: Int32
    private var unread: [UInt8] = []
    /// Of a chunked body, read and not asked for yet.
    private var arrived: [UInt8] = []
    private var isOpen = true

    struct Fault: Error { let what: String }

    init(_ port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Fault(what: "connect") }
    }

    deinit { hangUp() }

    func hangUp() {
        if isOpen { close(descriptor) }
        isOpen = false
    }

    /// Breaks the connection with a reset.
    func abort() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        hangUp()
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Throws when the server does not take the bytes, as when it has closed.
    func send(_ bytes: [UInt8]) throws {
        var at = 0
        while at < bytes.count {
            let count = unsafe bytes[at...].withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Fault(what: "send") }
            at += count
        }
    }

    struct Answer {
        var status: Int
        var head: String
        var body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }

        func header(_ name: String) -> String? {
            for line in head.components(separatedBy: "\r\n").dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.first?.lowercased() == name.lowercased() {
                    return parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
                }
            }
            return nil
        }
    }

    /// Reads one answer, whose body ends by its length, by its last chunk, or with the connection.
    func answer(hasBody: Bool = true) throws -> Answer {
        let head = String(decoding: try take(through: Array("\r\n\r\n".utf8)), as: UTF8.self)
        let words = head.split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else { throw Fault(what: "no status in \(head)") }
        var answer = Answer(status: status, head: head, body: [])
        guard hasBody, status >= 200, status != 204, status != 304 else { return answer }
        if let length = answer.header("content-length").flatMap({ Int($0) }) {
            answer.body = try take(count: length)
        } else if answer.header("transfer-encoding") == "chunked" {
            while true {
                let line = String(decoding: try take(through: Array("\r\n".utf8)).dropLast(2), as: UTF8.self)
                guard let size = Int(line, radix: 16) else { throw Fault(what: "chunk size \(line)") }
                answer.body += try take(count: size)
                _ = try take(count: 2)
                if size == 0 { break }
            }
        } else {
            answer.body = rest()
        }
        return answer
    }

    /// The next chunk of a body that comes in chunks; empty is the last.
    func chunk() throws -> [UInt8] {
        let line = String(decoding: try take(through: Array("\r\n".utf8)).dropLast(2), as: UTF8.self)
        guard let size = Int(line, radix: 16) else { throw Fault(what: "chunk size \(line)") }
        let bytes = try take(count: size)
        _ = try take(count: 2)
        return bytes
    }

    /// The next line of a body that comes in chunks, without its end; nil when the body is over.
    func line() throws -> String? {
        while true {
            if let end = arrived.firstIndex(of: UInt8(ascii: "\n")) {
                defer { arrived.removeSubrange(...end) }
                return String(decoding: arrived[..<end], as: UTF8.self)
            }
            let bytes = try chunk()
            if bytes.isEmpty { return nil }
            arrived += bytes
        }
    }

    /// Everything until the server closes.
    func rest() -> [UInt8] {
        while more() {}
        defer { unread = [] }
        return unread
    }

    /// Whether the server has closed, without a byte before that.
    var isClosed: Bool { !more() && unread.isEmpty }

    private func take(through mark: [UInt8]) throws -> [UInt8] {
        while true {
            if let range = unread.firstRange(of: mark) {
                defer { unread.removeSubrange(..<range.upperBound) }
                return Array(unread[..<range.upperBound])
            }
            guard more() else { throw Fault(what: "closed after \(String(decoding: unread, as: UTF8.self))") }
        }
    }

    private func take(count: Int) throws -> [UInt8] {
        while unread.count < count { guard more() else { throw Fault(what: "closed inside a body") } }
        defer { unread.removeSubrange(..<count) }
        return Array(unread[..<count])
    }

    private func more() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { unread += buffer[..<count] }
        return count > 0
    }
}

/// A server for one test, stopped when the test is over.
final class Fixture {
    let server: Server
    var port: UInt16 { server.port }

    init(
        _ configure: (inout Configuration) -> Void = { _ in },
        accept: @escaping @Sendable (Request) -> Acceptance
    ) throws {
        var configuration = Configuration()
        configuration.idleSeconds = 20
        configure(&configuration)
        server = try Server(configuration, handler: Routes(decide: accept))
    }

    deinit { server.stop(within: .zero) }

    func wire() throws -> Wire { try Wire(port) }

    /// One request on a connection of its own.
    func ask(_ request: String, hasBody: Bool = true) throws -> Wire.Answer {
        let wire = try wire()
        try wire.send(request)
        return try wire.answer(hasBody: hasBody)
    }

    /// Runs stock curl; the result is what it prints.
    func curl(_ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        process.arguments = ["-sS", "--max-time", "30", "--noproxy", "*"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }
}

private struct Routes: Handler {
    let decide: @Sendable (Request) -> Acceptance
    func accept(_ request: Request) -> Acceptance { decide(request) }
}

/// A gate that tests open: `wait` blocks until then.
final class Latch: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    /// False when nobody opened it for 20 seconds.
    @discardableResult func wait() -> Bool { semaphore.wait(timeout: .now() + 20) == .success }
    func open(_ times: Int = 1) { for _ in 0..<times { semaphore.signal() } }
}

extension String {
    static func get(_ target: String, _ headers: String...) -> String {
        "GET \(target) HTTP/1.1\r\nHost: x\r\n\(headers.map { $0 + "\r\n" }.joined())\r\n"
    }

    static func post(_ target: String, body: String, _ headers: String...) -> String {
        "POST \(target) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n"
            + "\(headers.map { $0 + "\r\n" }.joined())\r\n\(body)"
    }
}

/// A folder of one test, removed with it.
final class Folder {
    let path: String
    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("http-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    /// A file that is all zeros and takes no room.
    func sparse(_ name: String, _ size: Int) throws -> String {
        let path = try file(name, [])
        guard unsafe truncate(path, size) == 0 else { throw Wire.Fault(what: "truncate") }
        return path
    }
}
