/// A request target (RFC 9112, 3.2), decoded strictly: what two programs could read differently is refused.
struct Target {
    let text: String
    let segments: [String]
    let query: [(name: String, value: String)]

    /// Fields in a query.
    private static let queryFields = 100

    /// Throws for a target that is not an absolute path or a URL of http or https, that has an incomplete
    /// escape, bytes that are not UTF-8, or a dot, empty or otherwise deceiving segment.
    init(_ bytes: [UInt8]) throws(Malformed) {
        guard bytes.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "#") }) else {
            throw Malformed(.target)
        }
        let origin = Self.originForm(bytes)
        let mark = origin.firstIndex(of: UInt8(ascii: "?")) ?? origin.endIndex
        segments = try Self.segments(origin[..<mark])
        query = mark < origin.endIndex ? try Self.query(origin[(mark + 1)...]) : []
        text = String(decoding: origin, as: UTF8.self)
    }

    struct Malformed: Error {
        let part: Refusal.Malformation
        init(_ part: Refusal.Malformation) { self.part = part }
    }

    /// A server must also take `http://host/path` (RFC 9112, 3.2.2).
    private static func originForm(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        for scheme in ["http://", "https://"] where bytes.starts(with: scheme.utf8) {
            let authority = bytes.dropFirst(scheme.utf8.count)
            guard let slash = authority.firstIndex(of: UInt8(ascii: "/")) else { return [UInt8(ascii: "/")] }
            return authority[slash...]
        }
        return bytes[...]
    }

    private static func segments(_ path: ArraySlice<UInt8>) throws(Malformed) -> [String] {
        guard path.first == UInt8(ascii: "/") else { throw Malformed(.target) }
        if path.count == 1 { return [] }
        var segments: [String] = []
        var start = path.startIndex + 1
        while true {
            let end = path[start...].firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
            segments.append(try segment(path[start..<end], isLast: end == path.endIndex))
            if end == path.endIndex { return segments }
            start = end + 1
        }
    }

    private static func segment(_ bytes: ArraySlice<UInt8>, isLast: Bool) throws(Malformed) -> String {
        guard isLast || !bytes.isEmpty, let text = decode(bytes, plusIsSpace: false) else {
            throw Malformed(.target)
        }
        let deceives =
            text == "." || text == ".."
            || text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        guard !deceives else { throw Malformed(.target) }
        return text
    }

    private static func query(
        _ bytes: ArraySlice<UInt8>
    ) throws(Malformed) -> [(name: String, value: String)] {
        var query: [(name: String, value: String)] = []
        for field in bytes.split(separator: UInt8(ascii: "&")) {
            let equals = field.firstIndex(of: UInt8(ascii: "=")) ?? field.endIndex
            guard query.count < queryFields, let name = decode(field[..<equals], plusIsSpace: true),
                let value = decode(field[equals...].dropFirst(), plusIsSpace: true)
            else { throw Malformed(.query) }
            query.append((name, value))
        }
        return query
    }

    /// Undoes percent-encoding; nil for an incomplete escape, a control character or broken UTF-8.
    private static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            var byte = bytes[at]
            if byte == UInt8(ascii: "%") {
                guard at + 2 < bytes.endIndex, let high = hex(bytes[at + 1]), let low = hex(bytes[at + 2])
                else { return nil }
                byte = high << 4 | low
                guard byte >= 0x20, byte != 0x7F else { return nil }
                at += 2
            } else if plusIsSpace, byte == UInt8(ascii: "+") {
                byte = 0x20
            }
            plain.append(byte)
            at += 1
        }
        return String(validating: plain, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
