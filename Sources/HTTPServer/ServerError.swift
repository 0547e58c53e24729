internal import Glibc

/// Why the server could not start or a file could not be opened: one sentence for a person.
package struct ServerError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }

    static func system(_ what: String, _ code: Int32) -> ServerError {
        ServerError("\(what): \(unsafe String(cString: strerror(code)))")
    }
}
