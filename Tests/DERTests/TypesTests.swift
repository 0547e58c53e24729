import Testing

@testable import DER

private func written(_ body: (inout DERWriter) -> Void) throws -> DERValue {
    try DERReader.value(DERWriter.bytes(body))
}

private func text(_ tag: UInt8, _ contents: [UInt8]) throws -> DERValue {
    try DERReader.value([tag, UInt8(contents.count)] + contents)
}

@Suite("Typed values of DER")
struct TypedValues {
    @Test(
        "integers keep their value and take the fewest octets",
        arguments: [
            (0, [2, 1, 0]), (127, [2, 1, 127]), (128, [2, 2, 0, 128]), (-1, [2, 1, 255]),
            (-128, [2, 1, 128]), (-129, [2, 2, 255, 127]),
            (.max, [2, 8, 127, 255, 255, 255, 255, 255, 255, 255]), (.min, [2, 8, 128, 0, 0, 0, 0, 0, 0, 0]),
        ] as [(Int64, [UInt8])])
    func integers(value: Int64, bytes: [UInt8]) throws {
        #expect(DERWriter.bytes { $0.integer(value) } == bytes)
        #expect(try DERReader.value(bytes).smallInteger() == value)
    }

    @Test("an integer beyond its bounds or beyond 64 bits is out of range, never another number")
    func bounds() throws {
        let wide = try DERReader.value([2, 9, 0, 128, 0, 0, 0, 0, 0, 0, 0])
        #expect(throws: DERFault(.outOfRange(.integer), at: 0)) { try wide.smallInteger() }
        #expect(try wide.integer().count == 9)
        #expect(throws: DERFault(.outOfRange(.integer), at: 0)) {
            try written { $0.integer(6) }.smallInteger(in: 1...5)
        }
        #expect(throws: DERFault(.unexpected(.integer, expected: .enumerated), at: 0)) {
            try written { $0.integer(6) }.smallInteger(tagged: .enumerated)
        }
        #expect(DERWriter.bytes { $0.unsignedInteger([0, 0, 0x80]) } == [2, 2, 0, 0x80])
        #expect(DERWriter.bytes { $0.unsignedInteger([]) } == [2, 1, 0])
    }

    @Test(
        "object identifiers go both ways",
        arguments: [
            "0.0", "0.39", "1.2.156.10197.1.501", "2.5.29.15", "2.39.1", "2.40", "2.999.3",
            "2.16.840.1.113730",
            "2.25.340282366920938463463374607431768211455",
        ])
    func identifiers(dotted: String) throws {
        #expect(try written { $0.oid(dotted) }.oid() == dotted)
    }

    @Test(
        "what is no object identifier is not written",
        arguments: [
            "", "1", "3.1", "0.40", "1.40", "1.02", "1.2.", ".1.2", "1..2", "1.-2", "1.2 ", "1.+2",
            "2.25.340282366920938463463374607431768211456",
        ])
    func notIdentifiers(dotted: String) { #expect(DEROID.contents(dotted) == nil) }

    @Test("an arc above 128 bits and more than 64 arcs are out of range")
    func longIdentifiers() throws {
        let wide = try DERReader.value([6, 21, 0x2a] + [UInt8](repeating: 0x81, count: 19) + [1])
        #expect(throws: DERFault(.outOfRange(.oid), at: 0)) { try wide.oid() }
        let many = try DERReader.value([6, 70] + [UInt8](repeating: 1, count: 70))
        #expect(throws: DERFault(.outOfRange(.oid), at: 0)) { try many.oid() }
    }

    @Test("bit strings give their octets, and named bits drop the zeros at their end")
    func bits() throws {
        #expect(DERWriter.bytes { $0.namedBits(0b1_0000_0001) } == [3, 3, 7, 0x80, 0x80])
        #expect(DERWriter.bytes { $0.namedBits(0) } == [3, 1, 0])
        for bits: UInt64 in [0, 1, 2, 0x86, 1 << 63] {
            #expect(try written { $0.namedBits(bits) }.namedBits() == bits)
        }
        #expect(throws: DERFault(.notCanonical(.bitString), at: 0)) {
            try DERReader.value([3, 2, 1, 0x80]).namedBits()
        }
        #expect(throws: DERFault(.outOfRange(.bitString), at: 0)) {
            try DERReader.value([3, 2, 1, 0x80]).wholeBits()
        }
        #expect(try Array(written { $0.bits([9, 8]) }.wholeBits()) == [9, 8])
        // An implicit tag hides the type from the first look, so that the typed reader looks.
        #expect(throws: DERFault(.notCanonical(.context(0)), at: 0)) {
            try DERReader.value([0x80, 2, 1, 1]).bits(tagged: .context(0))
        }
        #expect(throws: DERFault(.notCanonical(.context(0)), at: 0)) {
            try DERReader.value([0x80, 1, 1]).boolean(tagged: .context(0))
        }
        #expect(throws: DERFault(.notCanonical(.context(0)), at: 0)) {
            try DERReader.value([0x80, 2, 0, 1]).integer(tagged: .context(0))
        }
    }

    @Test("strings are decoded by the alphabet of their type")
    func strings() throws {
        #expect(try written { $0.utf8("印章") }.string() == "印章")
        #expect(try text(0x13, Array("A-b 1".utf8)).string() == "A-b 1")
        #expect(try text(0x16, Array("a@b".utf8)).string() == "a@b")
        #expect(try text(0x1e, [0x53, 0x70, 0x00, 0x41]).string() == "印A")
        #expect(try text(0x1c, [0, 1, 0xf6, 0]).string() == "😀")
        let bad: [(UInt8, [UInt8])] = [
            (0x0c, [0xc0, 0x80]), (0x0c, [0xed, 0xa0, 0x80]), (0x0c, [0xe5]), (0x13, Array("a@b".utf8)),
            (0x13, Array("a*".utf8)), (0x16, [0x80]), (0x12, Array("1a".utf8)), (0x1a, [0x1f]),
            (0x1e, [0x53]),
            (0x1e, [0xd8, 0x00]), (0x1c, [0, 0x11, 0, 0]),
        ]
        for (tag, contents) in bad {
            #expect(throws: DERFault.self, "\(tag) \(contents)") { try text(tag, contents).string() }
        }
        #expect(throws: DERFault.self) { try text(0x14, [0x41]).string() }
        #expect(throws: DERFault(.unexpected(.ia5String, expected: .utf8String), at: 0)) {
            try text(0x16, [0x41]).string(tagged: .utf8String)
        }
        #expect(try text(0x80, [0x41]).string(as: .ia5String) == "A")
        var writer = DERWriter()
        let refused = writer.string("a@b", as: .printableString)
        #expect(!refused && writer.bytes.isEmpty)
    }

    @Test(
        "times go both ways, with the century that RFC 5280 gives",
        arguments: [
            (0, "19700101000000Z"), (1_602_501_243_000, "20201012111403Z"),
            (951_782_400_000, "20000229000000Z"), (-62_167_219_200_000, "00000101000000Z"),
            (253_402_300_799_000, "99991231235959Z"), (-1_000, "19691231235959Z"),
        ] as [(Int64, String)])
    func times(instant: Int64, digits: String) throws {
        #expect(try written { $0.generalizedTime(instant) }.time() == instant)
        #expect(DERWriter.bytes { $0.generalizedTime(instant) }.dropFirst(2).elementsEqual(digits.utf8))
    }

    @Test("UTCTime is of 1950 to 2049")
    func shortYears() throws {
        #expect(try text(0x17, Array("491231235959Z".utf8)).time() == 2_524_607_999_000)
        #expect(try text(0x17, Array("500101000000Z".utf8)).time() == -631_152_000_000)
        for (instant, tag) in [
            (2_524_607_999_000, 0x17), (2_524_608_000_000, 0x18), (-631_152_000_000, 0x17),
        ]
            as [(Int64, UInt8)]
        {
            let value = try written { $0.time(instant) }
            #expect(value.encoding.first == tag)
            #expect(try value.time() == instant)
        }
    }

    @Test(
        "a time that is not canonical, or no day of the calendar, is refused",
        arguments: [
            "20201012111403", "202010121114Z", "20201012111403+0000", "20201012111403.5Z", "20210229000000Z",
            "20201301000000Z", "20200001000000Z", "20200100000000Z", "20201012240000Z", "20201012116000Z",
            "20201012111460Z", "2020101211140３Z", "20201012111403z", "", "Z", "19000229000000Z",
        ])
    func badTimes(digits: String) throws {
        #expect(throws: DERFault(.badContents(.generalizedTime), at: 0)) {
            try text(0x18, Array(digits.utf8)).time()
        }
    }

    @Test("fractions of a second are read where they are allowed, and do not end in zero")
    func fractions() throws {
        func read(_ digits: String) throws -> Int64 {
            try text(0x18, Array("19700101000001\(digits)Z".utf8)).time(fraction: true)
        }
        #expect(try read(".5") == 1_500)
        #expect(try read(".0019") == 1_001)
        for bad in [".", ".50", ",5", ".5.5", ".1234567891"] {
            #expect(throws: DERFault.self, "\(bad)") { try read(bad) }
        }
    }

    @Test("a SET OF is written in the order of its encodings")
    func writingSets() throws {
        let value = try written { $0.setOf([[2, 1, 9], [1, 1, 0xff], [2, 1, 3]]) }
        #expect(Array(value.contents) == [1, 1, 0xff, 2, 1, 3, 2, 1, 9])
        #expect(try value.setOf().count == 3)
    }
}
