/// The header fields of a request, kept as the bytes that came. Text is made when a field is asked for.
package struct Headers: Sendable {
    private struct Field {
        var nameEnd: Int
        var valueEnd: Int
    }

    private var bytes: [UInt8] = []
    private var fields: [Field] = []

    init() {
        bytes.reserveCapacity(512)
        fields.reserveCapacity(16)
    }

    mutating func append(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        unsafe bytes.append(contentsOf: name)
        let nameEnd = bytes.count
        unsafe bytes.append(contentsOf: value)
        fields.append(Field(nameEnd: nameEnd, valueEnd: bytes.count))
    }

    package var count: Int { fields.count }

    /// The value of the first field of this name; case does not matter. Bytes that are not UTF-8 come out as
    /// replacement characters.
    package subscript(name: String) -> String? {
        indices(of: name).first.map { String(decoding: value($0), as: UTF8.self) }
    }

    /// The values of all fields of this name, in order.
    package func all(_ name: String) -> [String] {
        indices(of: name).map { String(decoding: value($0), as: UTF8.self) }
    }

    func indices(of name: String) -> [Int] {
        fields.indices.filter { self.name($0).elementsEqual(name.utf8, by: sameIgnoringCase) }
    }

    /// Whether every name is a token (RFC 9110, 5.6.2). `Content-Length :` and the like are how one request
    /// is made to look like two.
    var namesAreTokens: Bool {
        fields.indices.allSatisfy { index in
            let name = name(index)
            return !name.isEmpty && name.allSatisfy(Self.isTokenByte)
        }
    }

    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    func value(_ index: Int) -> ArraySlice<UInt8> {
        bytes[fields[index].nameEnd..<fields[index].valueEnd]
    }

    private func name(_ index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : fields[index - 1].valueEnd)..<fields[index].nameEnd]
    }
}
