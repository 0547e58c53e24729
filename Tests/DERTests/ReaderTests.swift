import Testing

@testable import DER

private func reason(_ bytes: [UInt8], _ limits: DERLimits = .standard) -> DERFault.Reason? {
    do throws(DERFault) {
        _ = try DERReader.value(bytes, limits: limits)
        return nil
    } catch { return error.reason }
}

@Suite("Reading DER")
struct Reading {
    @Test("an element is read with its class, number, form, contents and whole encoding")
    func element() throws {
        let bytes: [UInt8] = [0x30, 0x05, 0xa1, 0x03, 0x02, 0x01, 0x07]
        let value = try DERReader.value(bytes)
        #expect(value.tag == .sequence)
        #expect(value.isConstructed)
        let inner = try #require(value.sequence().first)
        #expect(inner.tagClass == .context)
        #expect(inner.number == 1)
        #expect(inner.offset == 2)
        #expect(Array(inner.encoding) == [0xa1, 0x03, 0x02, 0x01, 0x07])
        #expect(try inner.explicit().smallInteger() == 7)
    }

    @Test("tags of several octets are read when they are minimal, and refused when not")
    func longTags() throws {
        #expect(try DERReader.value([0xbf, 0x1f, 0x00]).number == 31)
        #expect(try DERReader.value([0xbf, 0x81, 0x00, 0x00]).number == 128)
        #expect(reason([0xbf, 0x1e, 0x00]) == .badTag)
        #expect(reason([0xbf, 0x80, 0x1f, 0x00]) == .badTag)
        #expect(reason([0xbf, 0xff, 0xff, 0xff, 0x7f, 0x00]) == .badTag)
        #expect(reason([0x00, 0x00]) == .badTag)
    }

    @Test("a length that is indefinite, longer than needed, or beyond the end is refused")
    func lengths() {
        #expect(reason([0x30, 0x80, 0x00, 0x00]) == .indefiniteLength)
        #expect(reason([0x04, 0x81, 0x01, 0x00]) == .longLength)
        #expect(reason([0x04, 0x82, 0x00, 0x80] + [UInt8](repeating: 0, count: 128)) == .longLength)
        #expect(reason([0x04, 0x02, 0x00]) == .truncated)
        #expect(reason([0x04, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]) == .truncated)
        #expect(reason([0x04, 0xff]) == .truncated)
        #expect(reason([0x04]) == .truncated)
        #expect(reason([]) == .truncated)
        #expect(reason([0x30, 0x02, 0x04, 0x01, 0x00]) == .trailing)
        #expect(reason([0x30, 0x03, 0x04, 0x02, 0x00]) == .truncated)
        #expect(reason([0x05, 0x00, 0x00]) == .trailing)
    }

    @Test("values of the universal class that are not canonical are refused wherever they stand")
    func canonical() {
        let bad: [[UInt8]] = [
            [0x01, 0x01, 0x01], [0x01, 0x00], [0x02, 0x00], [0x02, 0x02, 0x00, 0x7f],
            [0x02, 0x02, 0xff, 0x80],
            [0x0a, 0x02, 0x00, 0x01], [0x05, 0x01, 0x00], [0x06, 0x00], [0x06, 0x02, 0x80, 0x01],
            [0x06, 0x03, 0x2a, 0x80, 0x01], [0x06, 0x01, 0x81], [0x03, 0x00], [0x03, 0x01, 0x01],
            [0x03, 0x02, 0x08, 0x00], [0x03, 0x02, 0x01, 0x01],
        ]
        for value in bad {
            #expect(reason(value) != nil, "\(value)")
            #expect(reason([0x30, UInt8(value.count)] + value) != nil, "\(value)")
        }
        let good: [[UInt8]] = [
            [0x01, 0x01, 0xff], [0x01, 0x01, 0x00], [0x02, 0x01, 0x00], [0x02, 0x02, 0x00, 0x80],
            [0x02, 0x02, 0xff, 0x7f], [0x05, 0x00], [0x06, 0x01, 0x2a], [0x03, 0x01, 0x00],
            [0x03, 0x02, 0x01, 0x02],
        ]
        for value in good { #expect(reason(value) == nil, "\(value)") }
    }

    @Test("the primitive form of a SEQUENCE and the constructed form of a string are refused")
    func forms() {
        #expect(reason([0x10, 0x00]) == .wrongForm(.sequence))
        #expect(reason([0x11, 0x00]) == .wrongForm(.set))
        #expect(reason([0x24, 0x03, 0x04, 0x01, 0x00]) == .wrongForm(.octetString))
        #expect(reason([0x22, 0x03, 0x02, 0x01, 0x00]) == .wrongForm(.integer))
    }

    @Test("depth, number of elements and size are bounded, and the limit itself is allowed")
    func limits() {
        func nested(_ depth: Int) -> [UInt8] {
            (1..<depth).reduce([0x05, 0x00]) { bytes, _ in
                DERWriter.bytes { writer in writer.sequence { $0.raw(bytes) } }
            }
        }
        #expect(reason(nested(32)) == nil)
        #expect(reason(nested(33)) == .tooDeep(limit: 32))
        #expect(reason(nested(5_000)) == .tooDeep(limit: 32))
        let many = DERWriter.bytes { writer in writer.sequence { for _ in 0..<9 { $0.null() } } }
        #expect(reason(many, DERLimits(elements: 10)) == nil)
        #expect(reason(many, DERLimits(elements: 9)) == .tooMany(limit: 9))
        #expect(reason(many, DERLimits(size: many.count)) == nil)
        #expect(reason(many, DERLimits(size: many.count - 1)) == .tooLong(limit: many.count - 1))
    }

    @Test("what an OCTET STRING encapsulates counts as a level deeper")
    func encapsulated() throws {
        let bytes = DERWriter.bytes { $0.octets(DERWriter.bytes { $0.sequence { $0.null() } }) }
        let inner = try DERReader.value(bytes, limits: DERLimits(depth: 3)).encapsulated()
        #expect(inner.offset == 2)
        #expect(throws: DERFault(.tooDeep(limit: 2), at: 4)) {
            try DERReader.value(bytes, limits: DERLimits(depth: 2)).encapsulated()
        }
    }

    @Test("optional elements, explicit tags and defaults are read in their order")
    func optionals() throws {
        let bytes = DERWriter.bytes { writer in
            writer.sequence { inner in
                inner.explicit(0) { $0.integer(2) }
                inner.boolean(true)
            }
        }
        var reader = try DERReader.value(bytes).reader(.sequence)
        #expect(try reader.optional(.integer) == nil)
        #expect(try reader.optionalExplicit(0)?.smallInteger() == 2)
        #expect(try reader.optionalExplicit(1) == nil)
        #expect(throws: DERFault(.trailing, at: 7)) { try reader.finish() }
        #expect(try reader.boolean(default: false))
        #expect(try reader.boolean(default: false) == false)
        try reader.finish()
        #expect(throws: DERFault(.unexpected(nil, expected: .null), at: 10)) { try reader.read(.null) }
        var stated = try DERReader.value([0x30, 0x03, 0x01, 0x01, 0x00]).reader()
        #expect(throws: DERFault(.notCanonical(.boolean), at: 2)) { try stated.boolean(default: false) }
    }

    @Test("the members of a SET OF are in order, and differ when that is asked")
    func sets() throws {
        func set(_ numbers: Int64...) throws -> DERValue {
            try DERReader.value(
                DERWriter.bytes { writer in writer.constructed(.set) { for n in numbers { $0.integer(n) } } })
        }
        #expect(try set(1, 2, 2).setOf().count == 3)
        #expect(throws: DERFault(.unsorted, at: 8)) { try set(1, 2, 2).setOf(distinct: true) }
        #expect(throws: DERFault(.unsorted, at: 5)) { try set(2, 1).setOf() }
        #expect(throws: DERFault(.tooMany(limit: 2), at: 8)) { try set(1, 2, 3).setOf(limit: 2) }
    }

    @Test("whatever bytes are accepted, writing them again from their parts gives the same bytes")
    func rewriting() throws {
        func rewrite(_ value: DERValue, _ writer: inout DERWriter) throws {
            if value.isConstructed {
                try writer.constructed(value.tag) { inner in
                    for member in try value.elements(limit: .max) { try rewrite(member, &inner) }
                }
            } else {
                writer.primitive(value.tag, value.contents)
            }
        }
        var random = SystemRandomNumberGenerator()
        let seed = DERWriter.bytes { writer in
            writer.sequence { inner in
                inner.integer(-129)
                inner.oid("1.2.156.10197.1.501")
                inner.explicit(3) { $0.bits([1, 2, 3]) }
                inner.setOf([[0x05, 0x00], [0x01, 0x01, 0xff]])
                inner.octets([UInt8](repeating: 7, count: 200))
            }
        }
        var accepted = 0
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                bytes[Int.random(in: 0..<24, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let value = try? DERReader.value(bytes) else { continue }
            accepted += 1
            var writer = DERWriter()
            try rewrite(value, &writer)
            #expect(writer.bytes == bytes)
        }
        #expect(accepted > 100)
    }

    @Test("a fault says in one sentence of each language where it is")
    func words() {
        let fault = DERFault(.unexpected(.null, expected: .sequence), at: 12)
        #expect(fault.english == "The DER is refused at byte 12: SEQUENCE should stand here, not NULL.")
        #expect(fault.chinese.contains("第12字节"))
    }
}
