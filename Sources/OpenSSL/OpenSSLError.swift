internal import COpenSSL

/// Why OpenSSL, or this layer's own stricter reading, would not do what was asked.
///
/// `operation` says what was being done, in words that follow "Could not"; `reasons` are the lines of the
/// error queue, outermost first. Neither ever holds a key or a password.
package struct OpenSSLError: Error, Equatable, Sendable, CustomStringConvertible {
    package let operation: String
    package let reasons: [String]

    package init(operation: String, reasons: [String]) {
        self.operation = operation
        self.reasons = reasons
    }

    /// One sentence for a person.
    package var description: String {
        reasons.isEmpty
            ? "Could not \(operation)." : "Could not \(operation): \(reasons.joined(separator: "; "))."
    }

    /// Takes everything off this thread's error queue. The queue is per thread, so this must be called on the
    /// thread that failed, before anything else touches OpenSSL.
    static func drained(_ operation: String) -> OpenSSLError {
        var reasons: [String] = []
        while true {
            let code = ERR_get_error()
            guard code != 0 else { break }
            // Old lines are dropped, not kept: a hostile input can queue many.
            guard reasons.count < 8 else { continue }
            reasons.append(text(of: code))
        }
        return OpenSSLError(operation: operation, reasons: reasons.reversed())
    }

    /// A refusal of our own, that OpenSSL itself would have let pass.
    static func refused(_ operation: String, _ reason: String) -> OpenSSLError {
        ERR_clear_error()
        return OpenSSLError(operation: operation, reasons: [reason])
    }

    private static func text(of code: UInt) -> String {
        if let reason = unsafe ERR_reason_error_string(code) { return unsafe String(cString: reason) }
        return "error \(code)"
    }
}

/// Empties the error queue, so that what is drained later belongs to this operation alone.
func clearErrors() { ERR_clear_error() }

/// The pointer, or the drained error queue when it is nil.
func unlessNil(
    _ pointer: OpaquePointer?, _ operation: @autoclosure () -> String
) throws(OpenSSLError) -> OpaquePointer {
    guard let pointer = unsafe pointer else { throw .drained(operation()) }
    return unsafe pointer
}

/// Throws the drained error queue unless OpenSSL answered with exactly one, its word for success.
func unlessFailed(_ result: Int32, _ operation: @autoclosure () -> String) throws(OpenSSLError) {
    guard result == 1 else { throw .drained(operation()) }
}
