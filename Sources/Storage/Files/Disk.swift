internal import FoundationEssentials
internal import Glibc

/// The few things done with paths, each with its failure as a `StorageError`.
enum Disk {
    /// Makes a folder that only this user may enter, and makes its name in `parent` durable. One that is there
    /// already is fine.
    static func makeFolder(_ path: String, in parent: String) throws(StorageError) {
        guard unsafe mkdir(path, 0o700) == 0 else {
            guard errno == EEXIST else { throw .failed(systemFailure("make the folder", path)) }
            return
        }
        try syncFolder(parent)
    }

    /// Makes the names in a folder durable: without it a rename may be lost with the power.
    static func syncFolder(_ path: String) throws(StorageError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed(systemFailure("open the folder", path)) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .failed(systemFailure("sync the folder", path)) }
    }

    static func names(in path: String) throws(StorageError) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: path).sorted() } catch {
            throw .failed("Could not list the folder \(path): \(error).")
        }
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Removes a file; one that is not there is fine.
    static func remove(_ path: String) throws(StorageError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw .failed(systemFailure("remove", path))
        }
    }

    /// Moves a file in one step: at any instant it has the old name or the new one.
    static func move(_ path: String, to other: String) throws(StorageError) {
        guard unsafe rename(path, other) == 0 else { throw .failed(systemFailure("move to its place", path)) }
    }

    /// Opens a file, never through a symbolic link; nil when it is not there.
    static func openFile(_ path: String, _ flags: Int32) throws(StorageError) -> Int32? {
        let descriptor = unsafe open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor < 0 else { return descriptor }
        guard errno == ENOENT else { throw .failed(systemFailure("open", path)) }
        return nil
    }

    /// Size in bytes and time of the last change in milliseconds since 1970 UTC.
    static func status(_ descriptor: Int32) throws(StorageError) -> (size: Int64, changed: Int64) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw .failed(systemFailure("look at", "a file"))
        }
        return (
            Int64(status.st_size),
            Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
        )
    }
}
