internal import Glibc

/// A value that one thread at a time may touch.
///
/// It has the shape of the standard library's `Mutex`, on a POSIX lock: the thread sanitizer understands
/// that one and reports every use of the other as a race (docs/decisions/0008-posix-locks.md).
///
/// `@unchecked Sendable`: the value is reached under the lock only.
@safe package struct Mutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let value: UnsafeMutablePointer<Value>

    package init(_ value: consuming Value) {
        unsafe lock = .allocate(capacity: 1)
        unsafe self.value = .allocate(capacity: 1)
        unsafe self.value.initialize(to: value)
        let made = unsafe pthread_mutex_init(lock, nil)
        precondition(made == 0, "the system has no memory left for a lock")
    }

    deinit {
        unsafe pthread_mutex_destroy(lock)
        unsafe lock.deallocate()
        unsafe value.deinitialize(count: 1)
        unsafe value.deallocate()
    }

    /// Runs `body` alone. It must not take the same lock again.
    package borrowing func withLock<Result: ~Copyable, Fault: Error>(
        _ body: (inout Value) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        return try unsafe body(&value.pointee)
    }
}
