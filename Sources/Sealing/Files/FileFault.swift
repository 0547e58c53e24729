internal import Glibc

/// The operating system would not read or write a file. It says nothing about what is in the file.
package struct FileFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was being done, in words that follow "Could not".
    package let operation: String
    /// The number that the system gave, or 0 when it gave none.
    package let number: Int32
    private let reason: String

    /// Takes the error of the call that has just failed on this thread.
    static func last(_ operation: String) -> FileFault { FileFault(operation: operation, number: errno) }

    init(operation: String, number: Int32) {
        self.operation = operation
        self.number = number
        reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }

    init(operation: String, reason: String) {
        self.operation = operation
        number = 0
        self.reason = reason
    }

    /// One sentence for a person.
    package var description: String { "Could not \(operation): \(reason)." }

    package static func == (left: FileFault, right: FileFault) -> Bool {
        left.operation == right.operation && left.number == right.number
    }
}
