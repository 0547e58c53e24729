/// Base64 of RFC 4648 §4, read strictly: one text for one string of bytes, and no other.
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 0xff, count: 256)
        for (value, digit) in alphabet.enumerated() { table[Int(digit)] = UInt8(value) }
        return table
    }()

    /// Padded, with no line breaks.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let group =
                UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : 0x3d)
            text.append(left > 2 ? alphabet[Int(group & 63)] : 0x3d)
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of canonical text. Nil for white space, a foreign character, wrong padding, or bits set
    /// beyond the last byte (RFC 4648 §3.5), so that a signed or hashed text has exactly one form.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 4) else { return nil }
        guard let last = digits.last else { return [] }
        let padding = last != 0x3d ? 0 : digits[digits.count - 2] != 0x3d ? 1 : 2
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3)
        var held: UInt32 = 0
        var bits = 0
        for digit in digits.dropLast(padding) {
            let value = values[Int(digit)]
            guard value != 0xff else { return nil }
            held = held << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
                held &= (1 << UInt32(bits)) - 1
            }
        }
        return held == 0 ? bytes : nil
    }
}
