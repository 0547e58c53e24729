extension JSON {
    /// Bounds that hold before and while a foreign text is read, so that its cost is known in advance.
    package struct Limits: Sendable {
        /// The longest text, in bytes.
        package var bytes: Int
        /// How many arrays and objects may be open at once. Parsing recurses, so keep this small.
        package var depth: Int
        /// How many values the whole text may hold, the outermost one included.
        package var values: Int

        package init(bytes: Int = 1 << 20, depth: Int = 32, values: Int = 100_000) {
            self.bytes = bytes
            self.depth = depth
            self.values = values
        }

        /// 1 MiB, 32 levels, 100,000 values.
        package static let standard = Limits()
    }

    /// Reads one JSON text (RFC 8259) of the restricted kind described at ``JSON``, close to I-JSON
    /// (RFC 7493).
    ///
    /// Refused beyond RFC 8259: fractions and exponents, numbers outside Int64, `-0`, repeated keys (also
    /// keys that Unicode calls equivalent, so that no reader can take one for the other), invalid UTF-8,
    /// half surrogate pairs, a byte order mark, and whatever passes `limits`. White space between tokens is
    /// allowed. Throws at the first fault, with its byte offset.
    package static func parse(_ bytes: [UInt8], limits: Limits = .standard) throws(JSONError) -> JSON {
        guard bytes.count <= limits.bytes else {
            throw JSONError(.tooLong(limit: limits.bytes), at: .byte(limits.bytes))
        }
        var parser = Parser(bytes: bytes, depthLeft: limits.depth, valuesLeft: limits.values, limits: limits)
        return try parser.document()
    }
}

/// One pass over the bytes, by recursive descent; `at` is the next byte to read.
struct Parser {
    let bytes: [UInt8]
    var at = 0
    private var depthLeft: Int
    private var valuesLeft: Int
    private let limits: JSON.Limits

    init(bytes: [UInt8], depthLeft: Int, valuesLeft: Int, limits: JSON.Limits) {
        self.bytes = bytes
        self.depthLeft = depthLeft
        self.valuesLeft = valuesLeft
        self.limits = limits
    }

    mutating func document() throws(JSONError) -> JSON {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONError(.byteOrderMark, at: .byte(0)) }
        skipSpace()
        let value = try value()
        skipSpace()
        guard at == bytes.count else { throw JSONError(.trailingBytes, at: .byte(at)) }
        return value
    }

    private mutating func value() throws(JSONError) -> JSON {
        guard valuesLeft > 0 else {
            throw JSONError(.tooManyValues(limit: limits.values), at: .byte(at))
        }
        valuesLeft -= 1
        switch try peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte: throw JSONError(.unexpectedByte(byte), at: .byte(at))
        }
    }

    private mutating func object() throws(JSONError) -> JSON {
        try open()
        var members: [String: JSON] = [:]
        if try !close(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                let start = at
                guard try peek() == UInt8(ascii: "\"") else { throw try unexpected() }
                let key = try string()
                skipSpace()
                try take(UInt8(ascii: ":"))
                skipSpace()
                guard members.updateValue(try value(), forKey: key) == nil else {
                    throw JSONError(.duplicateKey(key), at: .byte(start))
                }
            } while try !endsAfterMember(UInt8(ascii: "}"))
        }
        depthLeft += 1
        return .object(members)
    }

    private mutating func array() throws(JSONError) -> JSON {
        try open()
        var elements: [JSON] = []
        if try !close(UInt8(ascii: "]")) {
            repeat {
                skipSpace()
                elements.append(try value())
            } while try !endsAfterMember(UInt8(ascii: "]"))
        }
        depthLeft += 1
        return .array(elements)
    }

    private mutating func open() throws(JSONError) {
        guard depthLeft > 0 else { throw JSONError(.tooDeep(limit: limits.depth), at: .byte(at)) }
        depthLeft -= 1
        at += 1
    }

    /// Takes the closing bracket if it follows at once.
    private mutating func close(_ bracket: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard try peek() == bracket else { return false }
        at += 1
        return true
    }

    /// After a member: true on the closing bracket, false on a comma, else an error.
    private mutating func endsAfterMember(_ bracket: UInt8) throws(JSONError) -> Bool {
        if try close(bracket) { return true }
        try take(UInt8(ascii: ","))
        return false
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        for expected in "\(text)".utf8 { try take(expected) }
        return value
    }

    /// Digits are gathered below zero, because the most negative number has no positive twin.
    private mutating func integer() throws(JSONError) -> Int64 {
        let start = at
        let negative = try peek() == UInt8(ascii: "-")
        if negative { at += 1 }
        let firstDigit = at
        var total: Int64 = 0
        guard Self.isDigit(try peek()) else { throw try unexpected() }
        while at < bytes.count, Self.isDigit(bytes[at]) {
            let (tens, over) = total.multipliedReportingOverflow(by: 10)
            let (sum, under) = tens.subtractingReportingOverflow(Int64(bytes[at] &- UInt8(ascii: "0")))
            guard !over, !under else { throw JSONError(.outOfRange, at: .byte(start)) }
            total = sum
            at += 1
        }
        if bytes[firstDigit] == UInt8(ascii: "0") {
            if at - firstDigit > 1 { throw JSONError(.leadingZero, at: .byte(start)) }
            if negative, !nextMakesAFraction { throw JSONError(.negativeZero, at: .byte(start)) }
        }
        if nextMakesAFraction { throw JSONError(.notAnInteger, at: .byte(start)) }
        if negative { return total }
        guard total != .min else { throw JSONError(.outOfRange, at: .byte(start)) }
        return -total
    }

    private var nextMakesAFraction: Bool {
        guard at < bytes.count else { return false }
        return [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[at])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    func peek() throws(JSONError) -> UInt8 {
        guard at < bytes.count else { throw JSONError(.unexpectedEnd, at: .byte(at)) }
        return bytes[at]
    }

    mutating func take(_ byte: UInt8) throws(JSONError) {
        guard try peek() == byte else { throw try unexpected() }
        at += 1
    }

    private func unexpected() throws(JSONError) -> JSONError {
        JSONError(.unexpectedByte(try peek()), at: .byte(at))
    }
}
