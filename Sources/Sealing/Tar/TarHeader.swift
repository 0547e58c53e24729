/// One header block of a tar (POSIX.1-2001, `ustar`, and the older GNU form of it).
struct TarHeader {
    static let blockSize = 512

    /// The raw type: `0` a file, `5` a folder, `x` pax records, `L` a long GNU name …
    let type: UInt8
    /// The bytes of the name, its prefix before it.
    let name: [UInt8]
    /// Bytes of contents.
    let size: Int

    enum Fault: Error { case checksum, magic, number }

    /// Reads a block that is not all zeros.
    init(_ block: [UInt8]) throws(Fault) {
        guard Self.octal(block[148..<156]) == Self.checksum(block) else { throw .checksum }
        let isPOSIX = Array(block[257..<265]) == Array("ustar\u{0}00".utf8)
        guard isPOSIX || Array(block[257..<265]) == Array("ustar  \u{0}".utf8) else { throw .magic }
        type = block[156]
        let name = Array(block[0..<100].prefix { $0 != 0 })
        // The GNU form keeps other things where POSIX keeps the prefix.
        let prefix = isPOSIX ? Array(block[345..<500].prefix { $0 != 0 }) : []
        self.name = prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
        guard let size = Self.number(block[124..<136]) else { throw .number }
        self.size = size
    }

    /// A number in octal, or in base 256 when the first bit is set (GNU, for 8 GiB and more).
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        guard field.first == 0x80 else { return octal(field) }
        let digits = field.dropFirst()
        guard digits.prefix(digits.count - 7).allSatisfy({ $0 == 0 }) else { return nil }
        return digits.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }

    /// Octal digits, perhaps after spaces, ended by a space or zero byte or by the end of the field.
    private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
        let text = field.drop { $0 == 0x20 }
        let digits = text.prefix { (0x30...0x37).contains($0) }
        guard !digits.isEmpty, text.dropFirst(digits.count).allSatisfy({ $0 == 0 || $0 == 0x20 }) else {
            return nil
        }
        return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
    }

    private static func checksum(_ block: [UInt8]) -> Int {
        var sum = 8 * 0x20
        for (index, byte) in block.enumerated() where !(148..<156).contains(index) { sum += Int(byte) }
        return sum
    }

    /// The one header that this house writes for a file of this name and size: one block, or three with a
    /// pax record when the name is long or not ASCII, or the size needs more than eleven octal digits.
    static func canonical(_ path: String, size: Int) -> [UInt8] {
        let name = Array(path.utf8)
        var records: [UInt8] = []
        if name.count > 100 || name.contains(where: { $0 >= 0x80 }) {
            records += PaxRecords.record("path", name)
        }
        let isLarge = size >= 1 << 33
        if isLarge { records += PaxRecords.record("size", Array(String(size).utf8)) }
        var header: [UInt8] = []
        if !records.isEmpty {
            header += block("PaxHeader", UInt8(ascii: "x"), records.count) + padded(records)
        }
        return header + block(fallback(name), UInt8(ascii: "0"), isLarge ? 0 : size)
    }

    /// Bytes that fill up to a whole block.
    static func padding(_ count: Int) -> Int { (blockSize - count % blockSize) % blockSize }

    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: padding(bytes.count))
    }

    /// What a reader that knows no pax records sees: at most 100 bytes, whole characters.
    private static func fallback(_ name: [UInt8]) -> String {
        var text = String(decoding: name, as: UTF8.self)
        while text.utf8.count > 100 { text.unicodeScalars.removeLast() }
        return text
    }

    private static func block(_ name: String, _ type: UInt8, _ size: Int) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        put(name, at: 0)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(size, digits: 11), at: 124)
        put("00000000000", at: 136)
        block[156] = type
        put("ustar", at: 257)
        put("00", at: 263)
        put("0000000", at: 329)
        put("0000000", at: 337)
        put(octal(checksum(block), digits: 6), at: 148)
        block[155] = 0x20
        return block
    }

    private static func octal(_ value: Int, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
