/// Steps through DER (X.690 §10) that is in memory, one element at a time.
///
/// Every function answers nil when something else stands there than was asked for.
struct DERCursor {
    private let bytes: [UInt8]
    private var at: Int
    private let end: Int

    init(_ bytes: [UInt8]) { self.init(bytes, bytes.indices) }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        at = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { at == end }
    var nextTag: UInt8? { at < end ? bytes[at] : nil }

    /// Everything that was not read yet.
    var rest: [UInt8] { Array(bytes[at..<end]) }

    /// A cursor over the contents of the next element, which has this tag.
    mutating func enter(_ tag: UInt8) -> DERCursor? { body(tag).map { DERCursor(bytes, $0) } }

    /// The contents of the next element, which has this tag.
    mutating func contents(_ tag: UInt8) -> [UInt8]? { body(tag).map { Array(bytes[$0]) } }

    /// The next element, header and all, which has this tag.
    mutating func whole(_ tag: UInt8) -> [UInt8]? {
        let start = at
        return body(tag).map { Array(bytes[start..<$0.upperBound]) }
    }

    private mutating func body(_ tag: UInt8) -> Range<Int>? {
        guard end - at >= 2, bytes[at] == tag else { return nil }
        let first = Int(bytes[at + 1])
        var (start, count) = (at + 2, first)
        if first >= 0x80 {
            let octets = first & 0x7f
            guard (1...4).contains(octets), end - start >= octets, bytes[start] != 0 else { return nil }
            count = bytes[start..<(start + octets)].reduce(0) { $0 << 8 | Int($1) }
            guard count >= 0x80 else { return nil }
            start += octets
        }
        guard count <= end - start else { return nil }
        at = start + count
        return start..<at
    }
}

/// Writes DER elements and, for content that follows later, only their heads.
enum DERWriter {
    static func element(_ tag: UInt8, _ body: [UInt8]) -> [UInt8] { head(tag, body.count) + body }

    /// The tag and length of an element with `count` bytes of contents.
    static func head(_ tag: UInt8, _ count: Int) -> [UInt8] {
        if count < 0x80 { return [tag, UInt8(count)] }
        var octets: [UInt8] = []
        var left = count
        while left > 0 {
            octets.insert(UInt8(truncatingIfNeeded: left), at: 0)
            left >>= 8
        }
        return [tag, 0x80 | UInt8(octets.count)] + octets
    }
}
