extension JSON {
    /// The one byte form of this value: RFC 8785 (JSON Canonicalization Scheme) restricted to whole numbers.
    ///
    /// No white space; members sorted by the UTF-16 code units of their keys; only `"`, `\` and the control
    /// characters below U+0020 are escaped, in the shortest form. Whole numbers are written with all their
    /// digits: beyond ±2^53 a library that keeps numbers as doubles would round them.
    package func canonicalBytes() -> [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    /// ``canonicalBytes()`` as a string.
    package var text: String { String(decoding: canonicalBytes(), as: UTF8.self) }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let value): out += (value ? "true" : "false").utf8
        case .integer(let value): out += String(value).utf8
        case .string(let value): Self.write(value, to: &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                element.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            let sorted = members.sorted { Self.precedes($0.key, $1.key) }
            for (index, member) in sorted.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ string: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        var string = string
        string.makeContiguousUTF8()
        let bytes = string.utf8.span
        // What needs no escape goes in whole: byte by byte, long strings were half the cost of a receipt.
        var start = 0
        for index in 0..<bytes.count where needsEscape(bytes[index]) {
            append(bytes, start..<index, to: &out)
            escape(bytes[index], to: &out)
            start = index + 1
        }
        append(bytes, start..<bytes.count, to: &out)
        out.append(UInt8(ascii: "\""))
    }

    private static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to out: inout [UInt8]) {
        guard !range.isEmpty else { return }
        unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe out.append(contentsOf: $0) }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func escape(_ byte: UInt8, to out: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
        case 0x08: out += "\\b".utf8
        case 0x09: out += "\\t".utf8
        case 0x0A: out += "\\n".utf8
        case 0x0C: out += "\\f".utf8
        case 0x0D: out += "\\r".utf8
        default: out += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
        }
    }

    /// The order of UTF-16 code units (RFC 8785, 3.2.3), found on the UTF-8 bytes: the two orders differ
    /// only where U+E000…U+FFFF (lead bytes EE, EF) meets a character beyond U+FFFF (F0…F4), which UTF-16
    /// writes with the smaller surrogates.
    private static func precedes(_ a: String, _ b: String) -> Bool {
        a.utf8.lexicographicallyPrecedes(b.utf8) { weight($0) < weight($1) }
    }

    private static func weight(_ byte: UInt8) -> UInt8 { byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte }
}
