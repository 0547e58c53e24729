/// The extended header records of POSIX.1-2001: `length key=value` and a line feed, one after the other.
struct PaxRecords {
    static let limit = 64 * 1024

    private(set) var path: [UInt8]?
    private(set) var size: Int?

    struct Fault: Error {}

    /// Keys that stock tars write and that change nothing here. All others are refused: some of them, such as
    /// those of sparse files, would make the contents mean something else.
    private static let harmless: Set<String> = [
        "atime", "ctime", "mtime", "uid", "gid", "uname", "gname", "comment", "LIBARCHIVE.creationtime",
        "SCHILY.dev", "SCHILY.ino", "SCHILY.nlink", "SCHILY.fflags",
    ]

    init(_ bytes: [UInt8]) throws(Fault) {
        var seen: Set<String> = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard (1...6).contains(digits.count), digits.first != 0x30 else { throw Fault() }
            let count = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            let record = rest.prefix(count)
            guard record.count == count, record.last == 0x0a else { throw Fault() }
            let text = record.dropFirst(digits.count).dropLast()
            guard text.first == 0x20, let equals = text.firstIndex(of: UInt8(ascii: "=")),
                let key = String(validating: text[text.startIndex..<equals].dropFirst(), as: UTF8.self),
                seen.insert(key).inserted
            else { throw Fault() }
            try take(key, Array(text[equals...].dropFirst()))
            rest = rest.dropFirst(count)
        }
    }

    private mutating func take(_ key: String, _ value: [UInt8]) throws(Fault) {
        switch key {
        case "path":
            guard !value.isEmpty, !value.contains(0) else { throw Fault() }
            path = value
        case "size":
            guard (1...15).contains(value.count), value.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw Fault()
            }
            size = value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        case "hdrcharset":
            // bsdtar says so outside a UTF-8 locale; the name must be UTF-8 all the same.
            let isKnown = value == Array("BINARY".utf8) || value == Array("ISO-IR 10646 2000 UTF-8".utf8)
            guard isKnown else { throw Fault() }
        default:
            guard Self.harmless.contains(key) else { throw Fault() }
        }
    }

    /// One record; its length counts its own digits.
    static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let body = [0x20] + Array(key.utf8) + [UInt8(ascii: "=")] + value + [0x0a]
        var count = body.count + 1
        while String(count).utf8.count + body.count != count { count += 1 }
        return Array(String(count).utf8) + body
    }
}
