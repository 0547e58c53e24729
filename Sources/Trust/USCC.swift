/// Why a text is no unified social credit code.
package enum USCCFault: Error, Sendable, Hashable {
    /// It has not 18 characters.
    case length(Int)
    /// A character is not in the alphabet of GB 32100, which leaves out I, O, S, V and Z.
    case character
    /// The last character is not the one that the others give.
    case checkDigit
    /// The organisation code inside (characters 9 to 17) has a wrong check character of its own (GB 11714).
    case innerCheckDigit
}

/// A unified social credit code (GB 32100-2015): the identity of an organisation in every act here.
package struct USCC: Sendable, Hashable, CustomStringConvertible {
    /// 18 characters.
    package let text: String

    package var description: String { text }

    /// The organisation code inside it, 9 characters (GB 11714).
    package var organisationCode: String { String(text.dropFirst(8).prefix(9)) }

    /// The six digits of the place of registration (GB/T 2260).
    package var area: String { String(text.dropFirst(2).prefix(6)) }

    /// Reads a code in its only form: upper case, no spaces. Both check characters must be right.
    package init(_ text: String) throws(USCCFault) {
        let characters = Array(text.utf8)
        guard characters.count == 18 else { throw .length(characters.count) }
        guard characters.allSatisfy({ Self.value($0) != nil }),
            characters[2..<8].allSatisfy({ (0x30...0x39).contains($0) })
        else { throw .character }
        guard Self.check(characters.prefix(17)) == characters[17] else { throw .checkDigit }
        guard Self.innerCheck(characters[8..<16]) == characters[16] else { throw .innerCheckDigit }
        self.text = text
    }

    /// Makes a code with right check characters, for samples.
    ///
    /// - Parameters:
    ///   - prefix: registering department and kind of entity, such as "91" for an enterprise.
    ///   - area: six digits.
    ///   - serial: the first eight characters of the organisation code.
    package static func make(
        prefix: String = "91", area: String, serial: String
    ) throws(USCCFault) -> USCC {
        let body = Array(serial.utf8)
        guard body.count == 8, prefix.utf8.count == 2, area.utf8.count == 6 else {
            throw .length(body.count + prefix.utf8.count + area.utf8.count + 2)
        }
        guard let inner = innerCheck(body[...]) else { throw .character }
        let head = Array((prefix + area).utf8) + body + [inner]
        guard let last = check(head[...]) else { throw .character }
        return try USCC(String(decoding: head + [last], as: UTF8.self))
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    private static func value(_ character: UInt8) -> Int? { alphabet.firstIndex(of: character) }

    /// The weights are the powers of 3 modulo 31.
    private static func check(_ characters: ArraySlice<UInt8>) -> UInt8? {
        var sum = 0
        var weight = 1
        for character in characters {
            guard let value = value(character) else { return nil }
            sum += value * weight
            weight = weight * 3 % 31
        }
        return alphabet[(31 - sum % 31) % 31]
    }

    /// GB 11714: letters count from A = 10, in the whole alphabet; 10 is written X and 11 is written 0.
    private static func innerCheck(_ characters: ArraySlice<UInt8>) -> UInt8? {
        var sum = 0
        for (character, weight) in zip(characters, [3, 7, 9, 10, 5, 8, 4, 2]) {
            switch character {
            case 0x30...0x39: sum += Int(character - 0x30) * weight
            case 0x41...0x5a: sum += Int(character - 0x41 + 10) * weight
            default: return nil
            }
        }
        switch 11 - sum % 11 {
        case 10: return 0x58
        case 11: return 0x30
        case let digit: return UInt8(0x30 + digit)
        }
    }
}
