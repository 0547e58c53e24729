import Testing

@testable import StrictJSON

private func parse(_ text: String, limits: JSON.Limits = .standard) throws(JSONError) -> JSON {
    try JSON.parse(Array(text.utf8), limits: limits)
}

@Suite("Texts that are accepted")
struct AcceptedTexts {
    @Test(
        "each valid text is read as its value",
        arguments: [
            ("null", nil), ("true", true), ("false", false), ("0", 0), ("-1", -1),
            ("1234567890", 1_234_567_890),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("\"\"", ""), ("[]", []), ("{}", [:]), ("[[]]", [[]]), (" [ ] ", []), ("\t\r\n{ }\n", [:]),
            ("[1,2,3]", [1, 2, 3]), ("[ 1 , 2 ]", [1, 2]), ("[null,false,\"a\",{}]", [nil, false, "a", [:]]),
            ("{\"a\":1}", ["a": 1]), ("{ \"a\" : { \"b\" : [ 0 ] } }", ["a": ["b": [0]]]),
            ("{\"\":0}", ["": 0]), ("{\"a\":1,\"A\":2}", ["a": 1, "A": 2]),
            ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"),
            ("\"\\u0041\\u00e9\\u20AC\\u6807\"", "Aé€标"), ("\"\\ud83d\\ude00\"", "😀"),
            ("\"\\uD800\\uDC00\"", "\u{10000}"), ("\"\\uDBFF\\uDFFF\"", "\u{10FFFF}"),
            ("\"\\u0000\"", "\u{0}"), ("\"a\\u0000b\"", "a\u{0}b"), ("\"\u{7F}\"", "\u{7F}"),
            ("\"\u{2028}\u{2029}\"", "\u{2028}\u{2029}"), ("\"招标公告\"", "招标公告"), ("\"😀\"", "😀"),
            ("\"\u{FFFF}\"", "\u{FFFF}"), ("\"'\"", "'"), ("\"a/b\"", "a/b"),
            ("{\"k\\u0041\":1}", ["kA": 1]),
        ] as [(String, JSON)])
    func accepted(_ text: String, _ value: JSON) throws {
        #expect(try parse(text) == value)
    }
}

@Suite("Texts that are refused")
struct RefusedTexts {
    @Test(
        "each invalid text is refused for its reason and at its place",
        arguments: [
            ("", 0, .unexpectedEnd), (" ", 1, .unexpectedEnd), ("[", 1, .unexpectedEnd),
            ("[1", 2, .unexpectedEnd),
            ("[1,", 3, .unexpectedEnd), ("{", 1, .unexpectedEnd), ("{\"a\"", 4, .unexpectedEnd),
            ("{\"a\":", 5, .unexpectedEnd), ("{\"a\":1", 6, .unexpectedEnd), ("\"", 1, .unexpectedEnd),
            ("\"a", 2, .unexpectedEnd), ("\"\\", 2, .unexpectedEnd), ("\"\\u12", 5, .unexpectedEnd),
            ("tru", 3, .unexpectedEnd), ("-", 1, .unexpectedEnd),
            ("]", 0, .unexpectedByte(UInt8(ascii: "]"))), ("[1,]", 3, .unexpectedByte(UInt8(ascii: "]"))),
            ("[,1]", 1, .unexpectedByte(UInt8(ascii: ","))), ("[1 2]", 3, .unexpectedByte(UInt8(ascii: "2"))),
            ("{\"a\":1,}", 7, .unexpectedByte(UInt8(ascii: "}"))),
            ("{\"a\" 1}", 5, .unexpectedByte(UInt8(ascii: "1"))),
            ("{a:1}", 1, .unexpectedByte(UInt8(ascii: "a"))),
            ("{1:1}", 1, .unexpectedByte(UInt8(ascii: "1"))),
            ("{'a':1}", 1, .unexpectedByte(UInt8(ascii: "'"))),
            ("{\"a\"::1}", 5, .unexpectedByte(UInt8(ascii: ":"))),
            ("[1}", 2, .unexpectedByte(UInt8(ascii: "}"))),
            ("True", 0, .unexpectedByte(UInt8(ascii: "T"))), ("nul1", 3, .unexpectedByte(UInt8(ascii: "1"))),
            ("NaN", 0, .unexpectedByte(UInt8(ascii: "N"))),
            ("Infinity", 0, .unexpectedByte(UInt8(ascii: "I"))),
            ("-Infinity", 1, .unexpectedByte(UInt8(ascii: "I"))),
            ("+1", 0, .unexpectedByte(UInt8(ascii: "+"))),
            (".5", 0, .unexpectedByte(UInt8(ascii: "."))), ("--1", 1, .unexpectedByte(UInt8(ascii: "-"))),
            ("/* */1", 0, .unexpectedByte(UInt8(ascii: "/"))), ("\u{0C}1", 0, .unexpectedByte(0x0C)),
            ("\u{A0}1", 0, .unexpectedByte(0xC2)), ("[\u{0}]", 1, .unexpectedByte(0)),
            ("1.0", 0, .notAnInteger), ("0.5", 0, .notAnInteger), ("1e3", 0, .notAnInteger),
            ("1E3", 0, .notAnInteger),
            ("-0.0", 0, .notAnInteger), ("0e0", 0, .notAnInteger), ("[1.5]", 1, .notAnInteger),
            ("1.", 0, .notAnInteger),
            ("01", 0, .leadingZero), ("-01", 0, .leadingZero), ("00", 0, .leadingZero),
            ("[ 007]", 2, .leadingZero),
            ("-0", 0, .negativeZero), ("9223372036854775808", 0, .outOfRange),
            ("-9223372036854775809", 0, .outOfRange), ("99999999999999999999999", 0, .outOfRange),
            ("1x", 1, .trailingBytes), ("0x10", 1, .trailingBytes), ("{}{}", 2, .trailingBytes),
            ("1 2", 2, .trailingBytes),
            ("[]]", 2, .trailingBytes), ("\"a\"\u{0}", 3, .trailingBytes), ("1,", 1, .trailingBytes),
            ("\"\n\"", 1, .controlCharacter), ("\"a\tb\"", 2, .controlCharacter),
            ("\"\u{0}\"", 1, .controlCharacter),
            ("\"\\\u{1F}\"", 1, .badEscape), ("\"\\x41\"", 1, .badEscape), ("\"\\'\"", 1, .badEscape),
            ("\"\\u00G0\"", 1, .badEscape), ("\"\\U0041\"", 1, .badEscape), ("\"\\a\"", 1, .badEscape),
            ("\"\\ud800\"", 1, .loneSurrogate), ("\"\\udc00\"", 1, .loneSurrogate),
            ("\"a\\ud800b\"", 2, .loneSurrogate), ("\"\\ud800\\n\"", 1, .loneSurrogate),
            ("\"\\ud800\\ud800\"", 1, .loneSurrogate), ("\"\\udc00\\ud800\"", 1, .loneSurrogate),
            ("{\"a\":1,\"a\":1}", 7, .duplicateKey("a")), ("{\"a\":1,\"\\u0061\":2}", 7, .duplicateKey("a")),
            ("{\"a\":1,\"b\":{\"c\":1,\"c\":1}}", 18, .duplicateKey("c")),
            ("{\"\u{E9}\":1,\"e\u{301}\":2}", 8, .duplicateKey("e\u{301}")),
            ("\u{FEFF}1", 0, .byteOrderMark),
        ] as [(String, Int, JSONError.Reason)])
    func refused(_ text: String, _ position: Int, _ reason: JSONError.Reason) {
        #expect(throws: JSONError(reason, at: .byte(position))) { try parse(text) }
    }

    @Test(
        "a string that is not UTF-8 is refused at its first wrong byte",
        arguments: [
            ([0x80], 1), ([0xFF], 1), ([0x61, 0xC3], 2), ([0xC0, 0x80], 1), ([0xE0, 0x80, 0x80], 1),
            ([0xED, 0xA0, 0x80], 1), ([0xF4, 0x90, 0x80, 0x80], 1), ([0xF8, 0x88, 0x80, 0x80, 0x80], 1),
            ([0x5C, 0x6E, 0xFF], 3), ([0xE6, 0x5C, 0x75, 0x30, 0x30, 0x38, 0x30], 1),
        ] as [([UInt8], Int)])
    func brokenUTF8(_ inner: [UInt8], _ position: Int) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONError(.invalidUTF8, at: .byte(position))) {
            try JSON.parse([quote] + inner + [quote])
        }
    }

    @Test("UTF-16 and UTF-32 texts are refused")
    func otherEncodings() {
        #expect(throws: JSONError.self) { try JSON.parse([0xFF, 0xFE, 0x5B, 0, 0x5D, 0]) }
        #expect(throws: JSONError.self) { try JSON.parse([0, 0x5B, 0, 0x5D]) }
    }
}

@Suite("Limits of a text")
struct LimitsOfAText {
    @Test("32 levels are read and the 33rd is refused, for arrays and objects alike")
    func depth() throws {
        func nested(_ count: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
        }
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            _ = try parse(nested(32, open, close))
            #expect(throws: JSONError(.tooDeep(limit: 32), at: .byte(32 * open.utf8.count))) {
                try parse(nested(33, open, close))
            }
        }
        // Depth is what is open at once, not what was ever opened.
        _ = try parse("[" + Array(repeating: "[[]]", count: 100).joined(separator: ",") + "]")
    }

    @Test("a million open brackets end in an error, not in a crash")
    func hostileDepth() {
        #expect(throws: JSONError(.tooDeep(limit: 32), at: .byte(32))) {
            try JSON.parse([UInt8](repeating: UInt8(ascii: "["), count: 1 << 20))
        }
    }

    @Test("one byte above the limit is refused before anything is read")
    func bytes() throws {
        let limits = JSON.Limits(bytes: 4)
        _ = try parse("null", limits: limits)
        #expect(throws: JSONError(.tooLong(limit: 4), at: .byte(4))) { try parse("]]]]]", limits: limits) }
    }

    @Test("values are counted over the whole text")
    func values() throws {
        let limits = JSON.Limits(values: 5)
        _ = try parse("[1,[2],{\"a\":3}]".replacing("2", with: ""), limits: limits)
        #expect(throws: JSONError(.tooManyValues(limit: 5), at: .byte(12))) {
            try parse("[1,[2],{\"a\":3}]", limits: limits)
        }
    }
}
