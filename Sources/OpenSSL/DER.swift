/// The little of DER (X.690 §10) that is read and written here rather than by OpenSSL.
package enum DER {
    /// One element: its tag octet, and where it and its contents lie.
    struct Element {
        let tag: UInt8
        let whole: Range<Int>
        let body: Range<Int>
    }

    /// The elements that fill a range from end to end, or nil when something else is there: a tag of several
    /// octets, an indefinite or overlong length, an element that runs over the end, or more than `limit`.
    static func elements(_ bytes: [UInt8], in range: Range<Int>, limit: Int) -> [Element]? {
        var found: [Element] = []
        var at = range.lowerBound
        while at < range.upperBound {
            guard found.count < limit, let next = element(bytes, at: at, end: range.upperBound) else {
                return nil
            }
            found.append(next)
            at = next.whole.upperBound
        }
        return found
    }

    private static func element(_ bytes: [UInt8], at start: Int, end: Int) -> Element? {
        guard end - start >= 2, bytes[start] & 0x1f != 0x1f else { return nil }
        let first = Int(bytes[start + 1])
        var body = start + 2
        var count = first
        if first >= 0x80 {
            let octets = first & 0x7f
            guard (1...4).contains(octets), end - body >= octets, bytes[body] != 0 else { return nil }
            count = bytes[body..<(body + octets)].reduce(0) { $0 << 8 | Int($1) }
            guard count >= 0x80 else { return nil }
            body += octets
        }
        guard count <= end - body else { return nil }
        return Element(tag: bytes[start], whole: start..<(body + count), body: body..<(body + count))
    }

    /// An element with these contents, which must be shorter than 4 GiB.
    static func element(tag: UInt8, _ body: [UInt8]) -> [UInt8] { [tag] + length(body.count) + body }

    /// A UTF8String.
    package static func utf8String(_ text: String) -> [UInt8] { element(tag: 0x0c, Array(text.utf8)) }

    private static func length(_ count: Int) -> [UInt8] {
        if count < 0x80 { return [UInt8(count)] }
        let octets = withBigEndian(UInt32(count)).drop { $0 == 0 }
        return [0x80 | UInt8(octets.count)] + octets
    }

    private static func withBigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
