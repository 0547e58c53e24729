internal import Glibc

/// A sealed file open for reading. Whoever takes the descriptor closes it; otherwise it closes with this value.
package struct SealedFile: ~Copyable, Sendable {
    private let descriptor: Int32
    /// Bytes in the file.
    package let size: Int64

    init(takingOwnershipOf descriptor: Int32, size: Int64) {
        self.descriptor = descriptor
        self.size = size
    }

    deinit { close(descriptor) }

    /// Gives the descriptor away, positioned at the start; the caller now has to close it.
    package consuming func take() -> Int32 {
        let descriptor = descriptor
        discard self
        return descriptor
    }

    /// Reads up to `count` bytes from `offset`; fewer only at the end of the file.
    package borrowing func read(_ count: Int, at offset: Int64) throws(StorageError) -> [UInt8] {
        try readBytes(descriptor, count, at: offset)
    }
}

/// Reads up to `count` bytes at `offset`, in as many calls as it takes.
func readBytes(_ descriptor: Int32, _ count: Int, at offset: Int64) throws(StorageError) -> [UInt8] {
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = 0
        while filled < count {
            let got = unsafe pread(
                descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
                off_t(offset) + off_t(filled))
            if got < 0, errno == EINTR { continue }
            failed = got < 0
            guard got > 0 else { return }
            filled += got
        }
    }
    guard !failed else { throw .failed(systemFailure("read", "a file")) }
    return bytes
}
