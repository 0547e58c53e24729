/// The four classes of tags (X.690 §8.1.2.2).
package enum DERClass: UInt8, Sendable, Hashable {
    case universal = 0
    case application = 1
    case context = 2
    case privateUse = 3
}

/// A tag: class and number. Whether the encoding is constructed belongs to the value, not to the tag.
package struct DERTag: Sendable, Hashable, CustomStringConvertible {
    package let tagClass: DERClass
    /// At most `DERTag.highestNumber`.
    package let number: UInt32

    /// The highest number that is read or written: two octets after the first one. No format read here goes
    /// beyond a few dozen.
    package static let highestNumber: UInt32 = (1 << 14) - 1

    package init(_ tagClass: DERClass, _ number: UInt32) {
        self.tagClass = tagClass
        self.number = number
    }

    /// `[number]` of the surrounding structure.
    package static func context(_ number: UInt32) -> DERTag { DERTag(.context, number) }
    private static func universal(_ number: UInt32) -> DERTag { DERTag(.universal, number) }

    package static let boolean = universal(1)
    package static let integer = universal(2)
    package static let bitString = universal(3)
    package static let octetString = universal(4)
    package static let null = universal(5)
    package static let oid = universal(6)
    package static let enumerated = universal(10)
    package static let utf8String = universal(12)
    package static let sequence = universal(16)
    package static let set = universal(17)
    package static let numericString = universal(18)
    package static let printableString = universal(19)
    package static let teletexString = universal(20)
    package static let ia5String = universal(22)
    package static let utcTime = universal(23)
    package static let generalizedTime = universal(24)
    package static let visibleString = universal(26)
    package static let universalString = universal(28)
    package static let bmpString = universal(30)

    /// Its name in ASN.1, such as "SEQUENCE" or "[0]".
    package var description: String {
        switch tagClass {
        case .universal: Self.names[number] ?? "[UNIVERSAL \(number)]"
        case .application: "[APPLICATION \(number)]"
        case .context: "[\(number)]"
        case .privateUse: "[PRIVATE \(number)]"
        }
    }

    private static let names: [UInt32: String] = [
        1: "BOOLEAN", 2: "INTEGER", 3: "BIT STRING", 4: "OCTET STRING", 5: "NULL", 6: "OBJECT IDENTIFIER",
        10: "ENUMERATED", 12: "UTF8String", 16: "SEQUENCE", 17: "SET", 18: "NumericString",
        19: "PrintableString", 20: "TeletexString", 22: "IA5String", 23: "UTCTime", 24: "GeneralizedTime",
        26: "VisibleString", 28: "UniversalString", 30: "BMPString",
    ]

    /// Whether X.690 §10.2 leaves no choice between the primitive and the constructed form, and which it is.
    /// Nil for tags whose type is not known here.
    var mustBeConstructed: Bool? {
        guard tagClass == .universal else { return nil }
        switch self {
        case .sequence, .set, DERTag(.universal, 8), DERTag(.universal, 11): return true
        default: return number <= 30 ? false : nil
        }
    }
}
