package import OpenSSL

/// Why a certificate names no holder.
package enum HolderFault: Error, Sendable, Hashable {
    /// None of the extensions that may hold a code is there.
    case missing
    /// The extension holds something that is no text, or a text that is no code.
    case unreadable(oid: String)
    /// The code's check character is wrong.
    case badCheckDigit(text: String)
    /// Two extensions name different organisations.
    case disagree(String, String)
    /// The subject has no organisation, or several.
    case nameMissing
}

/// Who a certificate belongs to: an organisation by its unified social credit code.
///
/// The name is what the CA wrote as organisation (O). It is shown and compared with the registry, and never
/// taken for the identity; the common name is not looked at at all.
package struct Holder: Sendable, Hashable {
    package let uscc: USCC
    package let name: String

    package init(uscc: USCC, name: String) {
        self.uscc = uscc
        self.name = name
    }

    /// The extensions that may hold the code, the most telling first (GB/T 20518 and what CAs really do).
    package static let usualOIDs = [
        "1.2.156.10260.4.1.4", "1.2.156.10260.4.4", "1.2.86.11.7.4", "1.2.156.1.8888.148",
        "1.2.156.112570.11.205",
    ]

    /// Reads the holder out of a certificate, from the extensions that are usual.
    package init(of certificate: Certificate, oids: [String] = usualOIDs) throws(HolderFault) {
        try self.init(of: certificate, by: HolderMap(oids.map { HolderMap.Place(oid: $0) }))
    }

    /// Reads the holder out of a certificate, where the trust list says that its CA writes the code.
    ///
    /// The first extension of the map that is there decides, and must hold a code with right check characters.
    /// A later one that holds a code, or the nine characters of an organisation code, must agree with it; one
    /// that holds something else altogether is some other number of the CA's and is passed over.
    package init(of certificate: Certificate, by map: HolderMap) throws(HolderFault) {
        var found: USCC?
        for place in map.places {
            guard let value = certificate.extensionValue(place.oid) else { continue }
            let text = place.decoder.text(in: value)
            guard let first = found else {
                guard let text else { throw .unreadable(oid: place.oid) }
                found = try Self.code(text, place.oid)
                continue
            }
            guard let text else { continue }
            let same =
                switch text.utf8.count {
                case 18: text == first.text
                case 9: text == first.organisationCode
                default: true
                }
            guard same else { throw .disagree(first.text, text) }
        }
        guard let found else { throw .missing }
        guard let name = certificate.organisation, !name.isEmpty else { throw .nameMissing }
        uscc = found
        self.name = name
    }

    private static func code(_ text: String, _ oid: String) throws(HolderFault) -> USCC {
        do throws(USCCFault) {
            return try USCC(text)
        } catch {
            switch error {
            case .length, .character: throw .unreadable(oid: oid)
            case .checkDigit, .innerCheckDigit: throw .badCheckDigit(text: text)
            }
        }
    }

    /// The text of an extension: bare characters, or a UTF8String, PrintableString or IA5String, or one of these
    /// under an [n] tag, implicit or explicit. Trimmed and in upper case.
    static func text(in value: [UInt8]) -> String? {
        guard value.count <= 256, let first = value.first else { return nil }
        switch first {
        case 0x0c, 0x13, 0x16, 0x80...0x8f:
            guard let body = contents(value) else { return nil }
            return plain(body)
        case 0xa0...0xaf:
            guard let body = contents(value), let tag = body.first, [0x0c, 0x13, 0x16].contains(tag) else {
                return nil
            }
            return text(in: body)
        default:
            return plain(value)
        }
    }

    /// The contents of one short DER element that fills the bytes.
    private static func contents(_ value: [UInt8]) -> [UInt8]? {
        guard value.count >= 2, value[1] < 0x80, Int(value[1]) == value.count - 2 else { return nil }
        return Array(value.dropFirst(2))
    }

    static func plain(_ bytes: [UInt8]) -> String? {
        guard bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
        let trimmed = bytes.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
        guard !trimmed.isEmpty else { return nil }
        return String(decoding: trimmed, as: UTF8.self).uppercased()
    }
}

extension HolderMap.Decoder {
    /// The text that the octets of an extension hold; nil when they hold none in this way.
    func text(in value: [UInt8]) -> String? {
        switch self {
        case .either: return Holder.text(in: value)
        case .bare: return value.count <= 256 ? Holder.plain(value) : nil
        case .string:
            guard let tag = value.first,
                [0x0c, 0x13, 0x16].contains(tag) || (0x80...0x8f).contains(tag) || (0xa0...0xaf).contains(tag)
            else { return nil }
            return Holder.text(in: value)
        }
    }
}
