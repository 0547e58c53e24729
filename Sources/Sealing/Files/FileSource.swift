internal import Glibc

/// A regular file read from its beginning, through one buffer of fixed size whatever the size of the file.
///
/// It reads by position and does not move the descriptor's own offset. Asking for bytes beyond the end throws
/// `EndOfFile`.
final class FileSource {
    /// Bytes ran out: what the file promises is longer than the file.
    struct EndOfFile: Error { let position: Int }

    static let bufferSize = 256 * 1024

    /// Bytes in the file when it was opened.
    let size: Int
    /// The offset of the next byte.
    private(set) var position = 0

    private let descriptor: Int32
    private let owned: Bool
    private let name: String
    private var buffer: [UInt8]
    /// What part of the file the buffer holds.
    private var held = 0..<0

    /// Reads a descriptor that stays the caller's and must stay open meanwhile.
    convenience init(descriptor: Int32) throws {
        try self.init(descriptor: descriptor, owned: false, name: "the file")
    }

    /// Opens a file for the life of this object.
    convenience init(path: String) throws {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileFault.last("open \(path)") }
        try self.init(descriptor: descriptor, owned: true, name: path)
    }

    /// Reads what is in memory, all of which the buffer holds from the beginning.
    init(memory: [UInt8]) {
        descriptor = -1
        owned = false
        name = "memory"
        size = memory.count
        buffer = memory
        held = 0..<memory.count
    }

    private init(descriptor: Int32, owned: Bool, name: String) throws {
        self.descriptor = descriptor
        self.owned = owned
        self.name = name
        var status = stat()
        let answered = unsafe fstat(descriptor, &status)
        size = Int(status.st_size)
        buffer = [UInt8](repeating: 0, count: max(1, min(Self.bufferSize, size)))
        guard answered == 0 else { throw FileFault.last("look at \(name)") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileFault(operation: "read \(name)", reason: "it is not a regular file")
        }
    }

    deinit { if owned { close(descriptor) } }

    var remaining: Int { size - position }

    /// Starts again, or goes on, at an offset within the file.
    func seek(to offset: Int) { position = min(max(0, offset), size) }

    func skip(_ count: Int) throws {
        guard count >= 0, count <= remaining else { throw EndOfFile(position: size) }
        position += count
    }

    func byte() throws -> UInt8 {
        if !held.contains(position) { try fill() }
        let byte = buffer[position - held.lowerBound]
        position += 1
        return byte
    }

    /// A few bytes, all at once: for what has a small bound.
    func bytes(_ count: Int) throws -> [UInt8] {
        guard count >= 0, count <= remaining else { throw EndOfFile(position: size) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        try stream(count) { piece in
            unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// The next few bytes without going past them; fewer when the file ends before.
    func peek(_ count: Int) throws -> [UInt8] {
        let start = position
        defer { position = start }
        return try bytes(min(count, remaining))
    }

    /// Hands on the next `count` bytes in pieces of at most `bufferSize`.
    func stream(_ count: Int, _ body: (RawSpan) throws -> Void) throws {
        guard count >= 0, count <= remaining else { throw EndOfFile(position: size) }
        var left = count
        while left > 0 {
            if !held.contains(position) { try fill() }
            let start = position - held.lowerBound
            let piece = min(left, held.upperBound - position)
            try unsafe buffer.withUnsafeBytes {
                try body(unsafe $0.bytes.extracting(start..<(start + piece)))
            }
            position += piece
            left -= piece
        }
    }

    private func fill() throws {
        guard remaining > 0, descriptor >= 0 else { throw EndOfFile(position: size) }
        let want = min(buffer.count, remaining)
        let offset = position
        var got = 0
        repeat {
            got = unsafe buffer.withUnsafeMutableBytes {
                unsafe pread(descriptor, $0.baseAddress, want, offset)
            }
        } while got < 0 && errno == EINTR
        guard got >= 0 else { throw FileFault.last("read \(name)") }
        guard got > 0 else {
            throw FileFault(operation: "read \(name)", reason: "it became shorter while it was read")
        }
        held = offset..<(offset + got)
    }
}
