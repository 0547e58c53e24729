internal import Glibc
internal import OpenSSL
import Locks

/// One partial file of one owner. Its lock makes two connections of that owner take turns.
final class Upload: Sendable {
    let path: String
    /// What the owner said the whole file will have.
    let size: Int64
    private let state: Mutex<State>

    private struct State {
        /// The digest of the first `hashed` bytes; nil after a restart, when it must be computed from the file.
        var digest: RunningHash?
        var hashed: Int64
        /// Finished or thrown away: the path is no longer ours.
        var gone = false
    }

    /// A partial file that begins now, or one found on the disk.
    init(path: String, size: Int64, isNew: Bool) throws(StorageError) {
        self.path = path
        self.size = size
        state = Mutex(State(digest: isNew ? try RunningHash() : nil, hashed: 0))
    }

    /// Bytes that are there.
    func length() throws(StorageError) -> Int64 {
        try withFile { (_, descriptor) throws(StorageError) in try Disk.status(descriptor).size }
    }

    /// Adds bytes at the end, which must be `offset`, and returns the new length.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(StorageError) -> Int64 {
        try withFile { (state, descriptor) throws(StorageError) in
            let length = try Disk.status(descriptor).size
            guard offset == length else {
                throw .refused(
                    "The upload has \(length) bytes, so the next ones go to offset \(length), not \(offset).")
            }
            let count = Int64(bytes.count)
            guard count <= size - length else {
                throw .refused("The upload was announced with \(size) bytes; these would make it longer.")
            }
            do throws(StorageError) {
                try unsafe writeBytes(bytes, descriptor, at: offset)
            } catch {
                // Half of a piece is taken back, so that the length again says what is good.
                ftruncate(descriptor, off_t(length))
                throw error
            }
            if state.hashed == length, let digest = state.digest {
                unsafe digest.value.update(bytes)
                state.hashed += count
            }
            return length + count
        }
    }

    /// Checks length and digest, makes the content durable and moves it to `place`.
    ///
    /// A file with another digest is thrown away, for no more bytes can mend it.
    func finish(as digest: ContentDigest, at place: String) throws(StorageError) {
        try withFile { (state, descriptor) throws(StorageError) in
            let length = try Disk.status(descriptor).size
            guard length == size else {
                throw .refused("The upload has \(length) of its \(size) bytes; send the rest first.")
            }
            guard try computed(&state, descriptor, length) == digest.hex else {
                state.gone = true
                try Disk.remove(path)
                throw .refused("The content does not have the SHA-256 \(digest); send the file again.")
            }
            guard fsync(descriptor) == 0, fchmod(descriptor, 0o400) == 0 else {
                throw .failed(systemFailure("make durable", path))
            }
            try Disk.move(path, to: place)
            state.gone = true
        }
    }

    /// Throws the partial file away, if it was last changed before the instant given (nil: in any case).
    /// Answers whether it is gone.
    func discard(unchangedSince instant: Int64?) throws(StorageError) -> Bool {
        do throws(StorageError) {
            return try withFile { (state, descriptor) throws(StorageError) in
                if let instant, try Disk.status(descriptor).changed >= instant { return false }
                try Disk.remove(path)
                state.gone = true
                return true
            }
        } catch {
            if case .absent = error { return true }
            throw error
        }
    }

    private func withFile<Result>(
        _ body: (inout State, Int32) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        try state.withLock { (state) throws(StorageError) in
            guard !state.gone, let descriptor = try Disk.openFile(path, O_RDWR) else {
                state.gone = true
                throw .absent("There is no such upload; begin it first.")
            }
            defer { close(descriptor) }
            return try body(&state, descriptor)
        }
    }

    /// The digest of the whole file: kept while it came in, or read again when it was not.
    private func computed(_ state: inout State, _ descriptor: Int32, _ length: Int64) throws(StorageError)
        -> String
    {
        if state.hashed != length || state.digest == nil {
            let digest = try RunningHash()
            var offset: Int64 = 0
            while offset < length {
                let piece = try readBytes(descriptor, 1 << 18, at: offset)
                guard !piece.isEmpty else { throw .failed("The upload became shorter while it was read.") }
                digest.value.update(piece)
                offset += Int64(piece.count)
            }
            state.digest = digest
            state.hashed = length
        }
        do {
            return try state.digest?.value.value().hex ?? ""
        } catch {
            throw .failed("\(error)")
        }
    }
}

/// A running digest that can stand in a copyable state.
///
/// `@unchecked Sendable`: it is reached only through the upload's state, which is behind a lock.
private final class RunningHash: @unchecked Sendable {
    let value: RunningDigest

    init() throws(StorageError) {
        do { value = try RunningDigest() } catch { throw .failed("\(error)") }
    }
}

/// Writes all bytes at `offset`, in as many calls as it takes.
private func writeBytes(
    _ bytes: UnsafeRawBufferPointer, _ descriptor: Int32, at offset: Int64
) throws(StorageError) {
    var done = 0
    while done < bytes.count {
        let written = unsafe pwrite(
            descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset) + off_t(done)
        )
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw .failed(systemFailure("write", "an upload")) }
        done += written
    }
}
