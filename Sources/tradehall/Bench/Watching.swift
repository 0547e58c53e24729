internal import Foundation
internal import Glibc
internal import Platform
internal import StrictJSON

/// Many watchers of one tender's events, all read by one thread, so that they cost the machine little.
final class Watching: @unchecked Sendable {
    /// What one watcher was told, and when it had it.
    struct Seen: Sendable {
        let watcher: Int
        let at: ContinuousClock.Instant
        let events: [JSON]
        /// The time of the entry, by the hall's clock.
        let entryAt: String
    }

    // Only the reading thread touches what follows, until `stop` has waited for it.
    private var sockets: [Int32]
    private var unread: [[UInt8]]
    private var seen: [Seen] = []
    private let stopping = DispatchSemaphore(value: 0)
    private let stopped = DispatchSemaphore(value: 0)

    /// Connects the watchers, and returns when each has the first line of its stream.
    init(_ count: Int, of tender: String, at address: String) throws {
        guard let port = UInt16(address.split(separator: ":").last ?? "") else { throw Bench.wrong }
        sockets = []
        unread = Array(repeating: [], count: count)
        for _ in 0..<count {
            sockets.append(try Self.connect(port))
            let request =
                "GET /tenders/\(tender)/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
            let bytes = Array(request.utf8)
            let sent = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(sockets[sockets.count - 1], $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent == bytes.count else { throw Bench.wrong }
        }
        for watcher in 0..<count {
            while !Self.holds(unread[watcher], "retry:") {
                guard let bytes = Self.read(sockets[watcher]), !bytes.isEmpty else { throw Bench.wrong }
                unread[watcher] += bytes
            }
        }
        let thread = Thread { [self] in
            run()
            stopped.signal()
        }
        thread.start()
    }

    deinit { for socket in sockets { close(socket) } }

    /// Ends the reading and gives everything that was seen, in the order of arrival at each watcher.
    func stop() -> [Seen] {
        stopping.signal()
        stopped.wait()
        return seen
    }

    private func run() {
        while stopping.wait(timeout: .now()) == .timedOut {
            var polled = sockets.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let ready = unsafe poll(&polled, nfds_t(polled.count), 50)
            guard ready > 0 else { continue }
            for (watcher, one) in polled.enumerated() where one.revents & Int16(POLLIN) != 0 {
                guard let bytes = Self.read(one.fd), !bytes.isEmpty else { continue }
                let now = ContinuousClock.now
                unread[watcher] += bytes
                take(watcher, now)
            }
        }
    }

    /// Takes the whole events out of what a watcher has. The framing of chunks stands on lines of its own.
    private func take(_ watcher: Int, _ now: ContinuousClock.Instant) {
        guard let end = unread[watcher].lastIndex(of: UInt8(ascii: "\n")) else { return }
        for line in unread[watcher][...end].split(separator: UInt8(ascii: "\n")) {
            guard line.starts(with: Array("data: {".utf8)) else { continue }
            let text = Array(line.dropFirst(6)).filter { $0 != UInt8(ascii: "\r") }
            guard let json = try? JSON.parse(text), case .array(let events)? = json["events"],
                case .string(let at)? = json["at"]
            else { continue }
            seen.append(Seen(watcher: watcher, at: now, events: events, entryAt: at))
        }
        unread[watcher].removeSubrange(...end)
    }

    private static func holds(_ bytes: [UInt8], _ text: String) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(text)
    }

    private static func read(_ socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(socket, $0.baseAddress, $0.count, 0) }
        return count >= 0 ? Array(buffer.prefix(count)) : nil
    }

    private static func connect(_ port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Bench.wrong }
        return descriptor
    }
}
