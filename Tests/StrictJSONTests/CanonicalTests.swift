import Testing

@testable import StrictJSON

@Suite("Canonical bytes")
struct CanonicalBytes {
    @Test("white space goes away and members are sorted at every level")
    func sorted() throws {
        let text = "{ \"b\" : [ { \"z\" : null , \"y\" : true } ] , \"a\" : -7 , \"B\" : \"x\" }"
        let json = try JSON.parse(Array(text.utf8))
        #expect(json.text == "{\"B\":\"x\",\"a\":-7,\"b\":[{\"y\":true,\"z\":null}]}")
    }

    @Test("members are in the order of UTF-16 code units, as in the example of RFC 8785, 3.2.3")
    func utf16Order() {
        let json: JSON = [
            "\u{20AC}": "Euro Sign", "\r": "Carriage Return", "\u{FB33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1F600}": "Emoji: Grinning Face", "\u{80}": "Control",
            "\u{F6}": "Latin Small Letter O With Diaeresis",
        ]
        #expect(
            json.text
                == "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
                + "\"\u{F6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20AC}\":\"Euro Sign\","
                + "\"\u{1F600}\":\"Emoji: Grinning Face\",\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}")
    }

    @Test("only what must be escaped is, in the shortest form")
    func escapes() {
        let json: JSON = "\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F} \"\\/\u{7F}é\u{2028}😀"
        #expect(
            json.text
                == "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \\\"\\\\/\u{7F}é\u{2028}😀\"")
    }

    @Test("the ends of the integers are written in full")
    func integers() {
        #expect(
            ([.integer(.max), .integer(.min), 0] as JSON).text
                == "[9223372036854775807,-9223372036854775808,0]")
    }

    @Test("two spellings of one letter are two strings, and equality says so")
    func equality() {
        let composed: JSON = "\u{E9}"
        let combining: JSON = "e\u{301}"
        #expect(composed != combining)
        #expect(composed.canonicalBytes() != combining.canonicalBytes())
        #expect((["\u{E9}": 1] as JSON) != ["e\u{301}": 1])
        #expect((["a": 1, "b": [2]] as JSON) == ["b": [2], "a": 1])
        #expect((["a": 1] as JSON) != ["a": 1, "b": 2])
        #expect((["a": 1] as JSON) != ["b": 1])
        #expect((1 as JSON) != "1")
    }
}

@Suite("Random values and broken bytes")
struct RandomValues {
    @Test("what was written is read back as the same value and writes the same bytes", arguments: 1...200)
    func roundTrip(_ seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let json = random.json(depth: 5)
        let bytes = json.canonicalBytes()
        let read = try JSON.parse(bytes)
        #expect(read == json, "seed \(seed)")
        #expect(read.canonicalBytes() == bytes, "seed \(seed)")
    }

    @Test("white space between tokens changes nothing", arguments: 1...50)
    func whiteSpace(_ seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let json = random.json(depth: 4)
        #expect(try JSON.parse(random.spaced(json.canonicalBytes())) == json, "seed \(seed)")
    }

    @Test("a mutated text is refused, or read as a value that writes itself back", arguments: 1...400)
    func mutation(_ seed: Int) throws {
        var random = Seeded(UInt64(seed))
        var bytes = random.json(depth: 4).canonicalBytes()
        for _ in 0..<Int.random(in: 1...4, using: &random) { random.mutate(&bytes) }
        do {
            let json = try JSON.parse(bytes)
            #expect(try JSON.parse(json.canonicalBytes()) == json, "seed \(seed)")
        } catch {
            let position = try #require(error.position)
            #expect(0...bytes.count ~= position, "seed \(seed)")
            #expect(!error.english.isEmpty && !error.chinese.isEmpty)
        }
    }
}

/// SplitMix64: small, and the same on every machine, so that a seed is a repeatable case.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func json(depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &self) {
        case 0: return .bool(.random(using: &self))
        case 1:
            return .integer(
                .random(in: .min ... .max, using: &self) >> Int64.random(in: 0..<64, using: &self))
        case 2: return .null
        case 3, 4: return .string(string())
        case 5: return .array((0..<Int.random(in: 0..<5, using: &self)).map { _ in json(depth: depth - 1) })
        default:
            var members: [String: JSON] = [:]
            for _ in 0..<Int.random(in: 0..<5, using: &self) { members[string()] = json(depth: depth - 1) }
            return .object(members)
        }
    }

    private mutating func string() -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1F, 0x20...0x7F, 0x80...0x7FF, 0x4E00...0x9FFF, 0xE000...0xFFFF, 0x1F600...0x1F64F,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<8, using: &self) {
            let range = ranges[Int.random(in: 0..<ranges.count, using: &self)]
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)) { text.append(scalar) }
        }
        return String(text)
    }

    /// Puts white space around the tokens outside strings.
    mutating func spaced(_ bytes: [UInt8]) -> [UInt8] {
        var spaced: [UInt8] = []
        var inString = false
        var escaped = false
        for byte in bytes {
            let isToken = !inString && "{}[]:,".utf8.contains(byte)
            if isToken { spaced += space() }
            spaced.append(byte)
            if isToken { spaced += space() }
            if escaped {
                escaped = false
            } else if byte == UInt8(ascii: "\\") {
                escaped = true
            } else if byte == UInt8(ascii: "\"") {
                inString.toggle()
            }
        }
        return space() + spaced + space()
    }

    private mutating func space() -> [UInt8] {
        (0..<Int.random(in: 0..<3, using: &self)).map { _ in
            [0x20, 0x09, 0x0A, 0x0D][Int.random(in: 0..<4, using: &self)]
        }
    }

    mutating func mutate(_ bytes: inout [UInt8]) {
        let at = Int.random(in: 0...bytes.count, using: &self)
        let interesting =
            Array("{}[]\",:\\u0-1eE.tfn \u{0}\u{7F}".utf8) + [0x80, 0xC3, 0xED, 0xEF, 0xF4, 0xFF]
        let byte = interesting[Int.random(in: 0..<interesting.count, using: &self)]
        switch Int.random(in: 0..<4, using: &self) {
        case 0: bytes.insert(byte, at: at)
        case 1 where at < bytes.count: bytes.remove(at: at)
        case 2 where at < bytes.count: bytes[at] = byte
        default: bytes.removeSubrange(at...)
        }
    }
}
