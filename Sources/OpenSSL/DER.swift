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

    /// The element that the bytes begin with, whatever follows it.
    static func first(of bytes: [UInt8]) -> Element? { element(bytes, at: 0, end: bytes.count) }

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

    /// The value of a small INTEGER that is not negative, in minimal form; nil for any other element.
    static func small(_ bytes: [UInt8], _ element: Element) -> Int? {
        guard element.tag == 0x02, element.body.count == 1, bytes[element.body.lowerBound] < 0x80 else {
            return nil
        }
        return Int(bytes[element.body.lowerBound])
    }

    /// The value of an INTEGER of at most four bytes that is not negative, in minimal form; nil for any other.
    static func number(_ bytes: [UInt8], _ element: Element) -> Int? {
        let body = bytes[element.body]
        guard element.tag == 0x02, (1...4).contains(body.count), let first = body.first, first < 0x80,
            body.count == 1 || first != 0 || body[body.startIndex + 1] >= 0x80
        else { return nil }
        return body.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Whether one encoding may stand before another in a SET OF (X.690 §11.6).
    static func inOrder(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        !second.lexicographicallyPrecedes(first)
    }

    /// The dotted form of the contents of an OBJECT IDENTIFIER; "?" when they are none, or are huge.
    static func dotted(_ contents: [UInt8]) -> String {
        var arcs: [UInt64] = []
        var value: UInt64 = 0
        var isOpen = false
        guard contents.count <= 64 else { return "?" }
        for octet in contents {
            if !isOpen, octet == 0x80 { return "?" }
            guard value < 1 << 56 else { return "?" }
            value = value << 7 | UInt64(octet & 0x7f)
            isOpen = octet & 0x80 != 0
            if !isOpen {
                arcs.append(value)
                value = 0
            }
        }
        guard !isOpen, let first = arcs.first else { return "?" }
        let head = first < 80 ? [first / 40, first % 40] : [2, first - 80]
        return (head + arcs.dropFirst()).map { "\($0)" }.joined(separator: ".")
    }

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
