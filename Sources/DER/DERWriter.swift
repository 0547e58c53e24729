/// Writes DER: each value in its one canonical form.
///
/// ```swift
/// var writer = DERWriter()
/// writer.sequence { $0.integer(4); $0.utf8("印章") }
/// ```
package struct DERWriter: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// The bytes of what `body` writes.
    package static func bytes<Failure: Error>(
        _ body: (inout DERWriter) throws(Failure) -> Void
    ) throws(Failure) -> [UInt8] {
        var writer = DERWriter()
        try body(&writer)
        return writer.bytes
    }

    /// One primitive value with these contents.
    package mutating func primitive(_ tag: DERTag, _ contents: some Collection<UInt8>) {
        head(tag, isConstructed: false, contents.count)
        bytes += contents
    }

    /// One constructed value around what `body` writes.
    package mutating func constructed<Failure: Error>(
        _ tag: DERTag, _ body: (inout DERWriter) throws(Failure) -> Void
    ) throws(Failure) {
        let inside = try Self.bytes(body)
        head(tag, isConstructed: true, inside.count)
        bytes += inside
    }

    package mutating func sequence<Failure: Error>(
        _ body: (inout DERWriter) throws(Failure) -> Void
    ) throws(Failure) { try constructed(.sequence, body) }

    /// A SET OF these encodings, put in order (X.690 §11.6).
    package mutating func setOf(_ encodings: [[UInt8]], tagged tag: DERTag = .set) {
        constructed(tag) { writer in
            for encoding in encodings.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                writer.raw(encoding)
            }
        }
    }

    /// An explicit `[number]` around what `body` writes.
    package mutating func explicit<Failure: Error>(
        _ number: UInt32, _ body: (inout DERWriter) throws(Failure) -> Void
    ) throws(Failure) { try constructed(.context(number), body) }

    /// Bytes that are DER already.
    package mutating func raw(_ encoding: some Collection<UInt8>) { bytes += encoding }

    package mutating func boolean(_ value: Bool, tagged tag: DERTag = .boolean) {
        primitive(tag, [value ? 0xff : 0])
    }

    package mutating func integer(_ value: Int64, tagged tag: DERTag = .integer) {
        let octets = (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
        primitive(tag, Self.shortest(octets[...], negative: value < 0))
    }

    /// An INTEGER from a magnitude of any size, most significant octet first. Nothing at all is zero.
    package mutating func unsignedInteger(
        _ magnitude: some Collection<UInt8>, tagged tag: DERTag = .integer
    ) {
        primitive(tag, Self.shortest(([0] + magnitude)[...], negative: false))
    }

    /// Drops leading octets that say nothing.
    private static func shortest(_ octets: ArraySlice<UInt8>, negative: Bool) -> ArraySlice<UInt8> {
        var octets = octets
        while octets.count > 1, octets[octets.startIndex] == (negative ? 0xff : 0),
            (octets[octets.startIndex + 1] >= 0x80) == negative
        {
            octets.removeFirst()
        }
        return octets
    }

    package mutating func null() { primitive(.null, []) }

    /// An OBJECT IDENTIFIER that the program itself names.
    ///
    /// - Precondition: the text is one; a text from outside goes through `DEROID.contents` first.
    package mutating func oid(_ dotted: String, tagged tag: DERTag = .oid) {
        guard let contents = DEROID.contents(dotted) else {
            preconditionFailure("\(dotted) is no object identifier")
        }
        primitive(tag, contents)
    }

    package mutating func octets(_ octets: some Collection<UInt8>, tagged tag: DERTag = .octetString) {
        primitive(tag, octets)
    }

    /// A BIT STRING of whole octets.
    package mutating func bits(_ octets: some Collection<UInt8>, tagged tag: DERTag = .bitString) {
        primitive(tag, [0] + octets)
    }

    /// A BIT STRING whose bits have names, bit 0 of the number being bit 0 of the ASN.1; zeros at its end are
    /// dropped (X.690 §11.2.2).
    package mutating func namedBits(_ bits: UInt64, tagged tag: DERTag = .bitString) {
        let width = 64 - bits.leadingZeroBitCount
        var octets = [UInt8](repeating: 0, count: (width + 7) / 8)
        for bit in 0..<width where bits >> bit & 1 == 1 { octets[bit / 8] |= 0x80 >> (bit % 8) }
        primitive(tag, [UInt8(octets.count * 8 - width)] + octets)
    }

    /// A string of type UTF8String, PrintableString, IA5String, VisibleString or NumericString.
    ///
    /// - Returns: false, with nothing written, when the type does not allow the text or is another one.
    package mutating func string(_ text: String, as type: DERTag, tagged tag: DERTag? = nil) -> Bool {
        let octets = Array(text.utf8)
        let isAllowed =
            switch type {
            case .utf8String: true
            case .printableString: octets.allSatisfy(DERAlphabet.isPrintable)
            case .ia5String: octets.allSatisfy { $0 < 0x80 }
            case .visibleString: octets.allSatisfy { (0x20...0x7e).contains($0) }
            case .numericString: octets.allSatisfy { $0 == 0x20 || (0x30...0x39).contains($0) }
            default: false
            }
        if isAllowed { primitive(tag ?? type, octets) }
        return isAllowed
    }

    /// A UTF8String, which any text can be.
    package mutating func utf8(_ text: String, tagged tag: DERTag = .utf8String) {
        primitive(tag, Array(text.utf8))
    }

    /// A GeneralizedTime in whole seconds; what is below a second is dropped.
    ///
    /// - Precondition: the year is within 0 and 9999.
    package mutating func generalizedTime(_ milliseconds: Int64, tagged tag: DERTag = .generalizedTime) {
        guard let text = DERTime.generalized(milliseconds) else {
            preconditionFailure("\(milliseconds) is beyond the calendar")
        }
        primitive(tag, Array(text.utf8))
    }

    /// A UTCTime for the years 1950 to 2049, a GeneralizedTime for others, as RFC 5280 §4.1.2.5 has it.
    package mutating func time(_ milliseconds: Int64) {
        guard let text = DERTime.generalized(milliseconds) else {
            preconditionFailure("\(milliseconds) is beyond the calendar")
        }
        if text >= "1950", text < "2050" {
            primitive(.utcTime, Array(text.utf8.dropFirst(2)))
        } else {
            primitive(.generalizedTime, Array(text.utf8))
        }
    }

    private mutating func head(_ tag: DERTag, isConstructed: Bool, _ count: Int) {
        precondition(tag.number <= DERTag.highestNumber, "a tag number beyond what is written here")
        let first = tag.tagClass.rawValue << 6 | (isConstructed ? 0x20 : 0)
        if tag.number < 0x1f {
            bytes.append(first | UInt8(tag.number))
        } else {
            bytes.append(first | 0x1f)
            if tag.number >= 0x80 { bytes.append(UInt8(tag.number >> 7) | 0x80) }
            bytes.append(UInt8(tag.number & 0x7f))
        }
        if count < 0x80 {
            bytes.append(UInt8(count))
        } else {
            let octets = (0..<8).map { UInt8(truncatingIfNeeded: count >> (56 - 8 * $0)) }.drop { $0 == 0 }
            bytes.append(0x80 | UInt8(octets.count))
            bytes += octets
        }
    }
}
