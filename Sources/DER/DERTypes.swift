/// Typed reading. Each takes the tag that the value must have: its own, or the implicit one that stands for it.
extension DERValue {
    /// The contents of a primitive value with this tag.
    private func primitive(_ tag: DERTag) throws(DERFault) -> ArraySlice<UInt8> {
        guard self.tag == tag else { throw DERFault(.unexpected(self.tag, expected: tag), at: offset) }
        guard !isConstructed else { throw DERFault(.wrongForm(tag), at: offset) }
        return contents
    }

    package func boolean(tagged tag: DERTag = .boolean) throws(DERFault) -> Bool {
        let contents = try primitive(tag)
        guard DERForm.isBoolean(contents) else { throw DERFault(.notCanonical(tag), at: offset) }
        return contents.first == 0xff
    }

    /// An INTEGER of any size as it stands: two's complement, most significant octet first, at least one octet
    /// and no more than needed.
    package func integer(tagged tag: DERTag = .integer) throws(DERFault) -> ArraySlice<UInt8> {
        let contents = try primitive(tag)
        guard DERForm.isInteger(contents) else { throw DERFault(.notCanonical(tag), at: offset) }
        return contents
    }

    /// An INTEGER, or an ENUMERATED when `tag` says so, within bounds.
    package func smallInteger(
        tagged tag: DERTag = .integer, in bounds: ClosedRange<Int64> = .min ... .max
    ) throws(DERFault) -> Int64 {
        let octets = try integer(tagged: tag)
        guard octets.count <= 8, let first = octets.first else {
            throw DERFault(.outOfRange(tag), at: offset)
        }
        let value = octets.reduce(first >= 0x80 ? -1 : 0) { (sum: Int64, octet) in sum << 8 | Int64(octet) }
        guard bounds.contains(value) else { throw DERFault(.outOfRange(tag), at: offset) }
        return value
    }

    package func null() throws(DERFault) {
        guard try primitive(.null).isEmpty else { throw DERFault(.notCanonical(.null), at: offset) }
    }

    /// An OBJECT IDENTIFIER in dotted form. Arcs above 128 bits, and more than 64 of them, are out of range.
    package func oid(tagged tag: DERTag = .oid) throws(DERFault) -> String {
        let contents = try primitive(tag)
        guard DERForm.isOID(contents) else { throw DERFault(.notCanonical(tag), at: offset) }
        guard let text = DEROID.dotted(contents) else { throw DERFault(.outOfRange(tag), at: offset) }
        return text
    }

    package func octets(tagged tag: DERTag = .octetString) throws(DERFault) -> ArraySlice<UInt8> {
        try primitive(tag)
    }

    /// A BIT STRING of any length: its octets, and how many bits at the end of the last one do not belong to it
    /// (0 to 7, and zero).
    package func bits(
        tagged tag: DERTag = .bitString
    ) throws(DERFault) -> (octets: ArraySlice<UInt8>, unused: Int) {
        let contents = try primitive(tag)
        guard DERForm.isBitString(contents), let unused = contents.first else {
            throw DERFault(.notCanonical(tag), at: offset)
        }
        return (contents.dropFirst(), Int(unused))
    }

    /// A BIT STRING of whole octets, as keys, signatures and digests are.
    package func wholeBits(tagged tag: DERTag = .bitString) throws(DERFault) -> ArraySlice<UInt8> {
        let (octets, unused) = try bits(tagged: tag)
        guard unused == 0 else { throw DERFault(.outOfRange(tag), at: offset) }
        return octets
    }

    /// A BIT STRING whose bits have names: DER drops the zeros at its end (X.690 §11.2.2).
    ///
    /// - Returns: the bits that are set, bit 0 of the ASN.1 being bit 0 of the number. A bit above 63 is out of
    ///   range.
    package func namedBits(tagged tag: DERTag = .bitString) throws(DERFault) -> UInt64 {
        let (octets, unused) = try bits(tagged: tag)
        guard octets.count <= 8 else { throw DERFault(.outOfRange(tag), at: offset) }
        if let last = octets.last, last & (UInt8(1) << unused) == 0 {
            throw DERFault(.notCanonical(tag), at: offset)
        }
        var found: UInt64 = 0
        for (index, octet) in octets.enumerated() {
            for bit in 0..<8 where octet & (0x80 >> bit) != 0 { found |= 1 << (index * 8 + bit) }
        }
        return found
    }
}

/// OBJECT IDENTIFIERs between their contents and dotted text.
package enum DEROID {
    private static let arcLimit = 64

    static func dotted(_ contents: ArraySlice<UInt8>) -> String? {
        var parts: [String] = []
        var arc: UInt128 = 0
        for octet in contents {
            guard arc >> 121 == 0 else { return nil }
            arc = arc << 7 | UInt128(octet & 0x7f)
            guard octet < 0x80 else { continue }
            if parts.isEmpty {
                // The first two arcs share one number: 40 each under 0 and 1, the rest under 2.
                let first: UInt128 = min(arc / 40, 2)
                parts = [String(first), String(arc - first * 40)]
            } else {
                guard parts.count < arcLimit else { return nil }
                parts.append(String(arc))
            }
            arc = 0
        }
        return parts.joined(separator: ".")
    }

    /// The contents of an OBJECT IDENTIFIER; nil when the text is none.
    package static func contents(_ dotted: String) -> [UInt8]? {
        let texts = dotted.split(separator: ".", omittingEmptySubsequences: false)
        guard (2...arcLimit).contains(texts.count) else { return nil }
        var arcs: [UInt128] = []
        for text in texts {
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text == "0" || text.first != "0",
                let arc = UInt128(text)
            else { return nil }
            arcs.append(arc)
        }
        guard arcs[0] <= 2, arcs[0] == 2 || arcs[1] < 40, arcs[1] <= .max - 80 else { return nil }
        arcs.replaceSubrange(0..<2, with: [arcs[0] * 40 + arcs[1]])
        return arcs.flatMap { arc in
            var rest = arc >> 7
            var octets = [UInt8(arc & 0x7f)]
            while rest > 0 {
                octets.append(UInt8(rest & 0x7f) | 0x80)
                rest >>= 7
            }
            return octets.reversed()
        }
    }
}
