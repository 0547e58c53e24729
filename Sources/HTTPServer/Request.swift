/// The head of a request. Nothing here is trusted; everything is bounded.
package final class Request: Sendable {
    package let method: String
    /// The request target as it was sent, such as `/tenders/7%2F1?page=2`.
    package let target: String
    /// The decoded path, cut at slashes: `/` is empty, `/a/b` is `a`, `b`, and `/a/` is `a` and an empty one.
    /// No segment is `.` or `..` or holds a slash, a backslash or a control character.
    package let segments: [String]
    /// The decoded query, in order.
    package let query: [(name: String, value: String)]
    package let headers: Headers
    package let client: ClientAddress
    package let body: AnnouncedBody

    /// What the head says about the body.
    package enum AnnouncedBody: Equatable, Sendable {
        case none
        case bytes(UInt64)
        /// Chunked: the length is known when the last chunk has come.
        case unknown
    }

    init(
        method: String, target: Target, headers: Headers, client: ClientAddress, body: AnnouncedBody
    ) {
        self.method = method
        self.target = target.text
        self.segments = target.segments
        self.query = target.query
        self.headers = headers
        self.client = client
        self.body = body
    }

    /// The path as it was sent, without the query.
    package var path: Substring { target.prefix { $0 != "?" } }

    /// The value of the first query field of this name.
    package func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// Whether the client waits for `100 Continue` before it sends its body (RFC 9110, 10.1.1).
    var waitsForContinue: Bool {
        headers["expect"].map { $0.utf8.elementsEqual("100-continue".utf8, by: sameIgnoringCase) } ?? false
    }
}

/// ASCII bytes that differ at most in case, as names in HTTP do.
func sameIgnoringCase(_ a: UInt8, _ b: UInt8) -> Bool { lowercase(a) == lowercase(b) }

private func lowercase(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
