internal import Glibc

/// Keeps a second process out of a data folder for as long as it lives.
///
/// The lock is the operating system's (`flock`), so it is gone when the process is, however that ended.
package final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Throws `locked` when another holder has the folder, in this process or another.
    package init(folder: String) throws(StorageError) {
        let path = "\(folder)/lock"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .failed(systemFailure("open the lock file", path)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let busy = errno == EWOULDBLOCK
            let failure = systemFailure("lock", path)
            close(descriptor)
            throw busy ? .locked(folder) : .failed(failure)
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}

/// A sentence about what the operating system just refused.
func systemFailure(_ operation: String, _ path: String) -> String {
    let code = errno
    return "Could not \(operation) \(path): \(unsafe String(cString: strerror(code))) (error \(code))."
}
