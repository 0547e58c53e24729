extension DERValue {
    /// A character string as text.
    ///
    /// UTF8String, NumericString, PrintableString, IA5String, VisibleString, BMPString and UniversalString are
    /// decoded, each by its own alphabet; a TeletexString is not, for it has several.
    ///
    /// - Parameter type: which type its contents have, when an implicit tag hides that.
    /// - Throws: when it is no such string, or holds what its type does not allow.
    package func string(as type: DERTag? = nil) throws(DERFault) -> String {
        let type = type ?? tag
        guard !isConstructed else { throw DERFault(.wrongForm(tag), at: offset) }
        let text: String?
        switch type {
        case .utf8String: text = String(validating: contents, as: UTF8.self)
        case .numericString: text = ascii { $0 == 0x20 || (0x30...0x39).contains($0) }
        case .printableString: text = ascii(DERAlphabet.isPrintable)
        case .visibleString: text = ascii { (0x20...0x7e).contains($0) }
        case .ia5String: text = ascii { $0 < 0x80 }
        case .bmpString: text = scalars(octets: 2)
        case .universalString: text = scalars(octets: 4)
        default: throw DERFault(.unexpected(tag, expected: .utf8String), at: offset)
        }
        guard let text else { throw DERFault(.badContents(type), at: offset) }
        return text
    }

    /// A string of one type alone.
    package func string(tagged tag: DERTag) throws(DERFault) -> String {
        guard self.tag == tag else { throw DERFault(.unexpected(self.tag, expected: tag), at: offset) }
        return try string()
    }

    private func ascii(_ isAllowed: (UInt8) -> Bool) -> String? {
        contents.allSatisfy(isAllowed) ? String(decoding: contents, as: UTF8.self) : nil
    }

    /// Numbers of characters, most significant octet first. Halves of surrogate pairs are no characters.
    private func scalars(octets width: Int) -> String? {
        guard contents.count.isMultiple(of: width) else { return nil }
        var text = String.UnicodeScalarView()
        var number: UInt32 = 0
        for (index, octet) in contents.enumerated() {
            number = number << 8 | UInt32(octet)
            guard index % width == width - 1 else { continue }
            guard let scalar = Unicode.Scalar(number) else { return nil }
            text.append(scalar)
            number = 0
        }
        return String(text)
    }
}

enum DERAlphabet {
    /// Letters, digits, space and ' ( ) + , - . / : = ? (X.680 §41.4).
    static func isPrintable(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x41...0x5a, 0x61...0x7a, 0x30...0x39, 0x20, 0x27, 0x28, 0x29, 0x2b...0x2f, 0x3a, 0x3d, 0x3f:
            true
        default: false
        }
    }
}
