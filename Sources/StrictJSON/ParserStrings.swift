extension Parser {
    /// A string, from its opening to its closing quote. Most strings hold no escape and are taken in one
    /// piece; the others are unescaped into a buffer first.
    mutating func string() throws(JSONError) -> String {
        try take(UInt8(ascii: "\""))
        let start = at
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                defer { at += 1 }
                return try text(bytes, from: start, to: at, offset: 0)
            case UInt8(ascii: "\\"):
                return try escapedString(from: start)
            case 0..<0x20:
                throw JSONError(.controlCharacter, at: .byte(at))
            default:
                at += 1
            }
        }
        throw JSONError(.unexpectedEnd, at: .byte(at))
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var buffer: [UInt8] = []
        var plainStart = start
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                try appendPlain(from: plainStart, to: &buffer)
                at += 1
                return try text(buffer, from: 0, to: buffer.count, offset: start)
            case UInt8(ascii: "\\"):
                try appendPlain(from: plainStart, to: &buffer)
                try escape(into: &buffer)
                plainStart = at
            case 0..<0x20:
                throw JSONError(.controlCharacter, at: .byte(at))
            default:
                at += 1
            }
        }
        throw JSONError(.unexpectedEnd, at: .byte(at))
    }

    /// Copies what stands between two escapes. It is checked on its own, because an escape must not
    /// complete a broken UTF-8 sequence, and because its offset is known here.
    private func appendPlain(from start: Int, to buffer: inout [UInt8]) throws(JSONError) {
        _ = try text(bytes, from: start, to: at, offset: 0)
        buffer += bytes[start..<at]
    }

    /// One escape, RFC 8259 clause 7; `at` is on the backslash.
    private mutating func escape(into buffer: inout [UInt8]) throws(JSONError) {
        let start = at
        at += 1
        let letter = try peek()
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(letter)
        case UInt8(ascii: "b"): buffer.append(0x08)
        case UInt8(ascii: "f"): buffer.append(0x0C)
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "r"): buffer.append(0x0D)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try escapedScalar(from: start)
            buffer.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw JSONError(.badEscape, at: .byte(start))
        }
    }

    private mutating func escapedScalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let high = try fourHexDigits(from: start)
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: .byte(start)) }
        at += 2
        let low = try fourHexDigits(from: start)
        guard 0xDC00...0xDFFF ~= low,
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw JSONError(.loneSurrogate, at: .byte(start)) }
        return scalar
    }

    private mutating func fourHexDigits(from start: Int) throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = try peek()
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw JSONError(.badEscape, at: .byte(start))
            }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }

    private func text(_ source: [UInt8], from start: Int, to end: Int, offset: Int) throws(JSONError)
        -> String
    {
        do {
            return String(copying: try UTF8Span(validating: source.span.extracting(start..<end)))
        } catch {
            throw JSONError(.invalidUTF8, at: .byte(offset + start + error.byteOffsets.lowerBound))
        }
    }
}
