internal import Glibc
internal import OpenSSL

/// A file under construction: written beside its destination under another name, and renamed to it only by
/// `commit`. Dropped without it, nothing is left behind.
final class FileSink {
    static let bufferSize = 256 * 1024

    /// Bytes given so far.
    private(set) var count = 0

    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var buffer: [UInt8]
    private var held = 0
    private var committed = false

    /// Makes the temporary file, readable by its owner alone.
    init(path: String) throws {
        self.path = path
        temporary = "\(path).\(try Random.bytes(8).hex).part"
        buffer = [UInt8](repeating: 0, count: Self.bufferSize)
        descriptor = unsafe open(
            temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0o600)
        guard descriptor >= 0 else { throw FileFault.last("make a file beside \(path)") }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !committed { _ = unsafe unlink(temporary) }
    }

    func write(_ bytes: [UInt8]) throws { unsafe try write(bytes.span.bytes) }

    func write(_ bytes: RawSpan) throws {
        var start = 0
        while start < bytes.byteCount {
            let piece = bytes.extracting(start..<min(bytes.byteCount, start + Self.bufferSize))
            try write(count: piece.byteCount) { buffer, at in
                unsafe piece.withUnsafeBytes { from in
                    unsafe buffer.withUnsafeMutableBytes {
                        unsafe UnsafeMutableRawBufferPointer(rebasing: $0[at...]).copyMemory(from: from)
                    }
                }
            }
            start += piece.byteCount
        }
    }

    /// Lets the body fill `count` bytes of the buffer, at most `bufferSize`, from the index that it is given;
    /// they are written in their turn.
    func write(count: Int, _ body: (inout [UInt8], Int) throws -> Void) throws {
        if buffer.count - held < count { try flush() }
        try body(&buffer, held)
        held += count
        self.count += count
    }

    /// Writes what is left and gives the file its name, in the place of any that had it.
    func commit() throws {
        try flush()
        guard unsafe rename(temporary, path) == 0 else { throw FileFault.last("give \(path) its name") }
        committed = true
    }

    private func flush() throws {
        var start = 0
        while start < held {
            let written = unsafe buffer.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: start), held - start)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw FileFault.last("write beside \(path)") }
            start += written
        }
        held = 0
    }
}

/// Removes a file of ours that has done its service; that it is gone already is as good.
func removeFile(_ path: String) { _ = unsafe unlink(path) }
