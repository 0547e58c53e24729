internal import OpenSSL
internal import StrictJSON

/// What signed trust data may hold at most. Everything is bounded before and while it is read.
enum TrustDataLimits {
    /// Bytes of JSON; the signature around it comes on top.
    static let bytes = 8 << 20
    static let json = JSON.Limits(bytes: bytes, depth: 12, values: 400_000)
    /// Bytes of the signed message.
    static let message = bytes + (64 << 10)
    /// Characters of a name or a reason, in UTF-8 bytes.
    static let text = 1_024
    /// An instant in the year 9999.
    static let time: ClosedRange<Int64> = 0...253_402_300_799_999
}

extension JSON {
    /// The JSON of a signed list or of signed rules, which has one form only (RFC 8785).
    ///
    /// - Parameter name: what stands for the whole in an error, such as `list`.
    static func canonicalTrustData(_ bytes: [UInt8], named name: String) throws(JSONError) -> JSON {
        let json = try JSON.parse(bytes, limits: TrustDataLimits.json)
        guard json.canonicalBytes() == bytes else {
            throw JSONError(
                .refused(english: "must be canonical JSON", chinese: "应当是规范化的JSON"),
                at: .field("", in: name))
        }
        return json
    }
}

extension Fields {
    /// Refuses what has another schema, and passes over the warning that samples carry.
    mutating func head(_ schema: String) throws(JSONError) {
        guard try string("schema") == schema else {
            throw refusal(of: "schema", english: "must be \(schema)", chinese: "应当是\(schema)")
        }
        _ = try optionalText("warning")
    }
}

/// Reading with bounds. Every refusal names the field.
extension Fields {
    private func no(_ name: String, _ english: String, _ chinese: String) -> JSONError {
        refusal(of: name, english: english, chinese: chinese)
    }

    mutating func text(_ name: String, atMost limit: Int = TrustDataLimits.text) throws(JSONError) -> String {
        let text = try string(name)
        guard !text.isEmpty, text.utf8.count <= limit else {
            throw no(name, "must have 1 to \(limit) bytes", "应当有1至\(limit)字节")
        }
        return text
    }

    mutating func optionalText(_ name: String) throws(JSONError) -> String? {
        try optionalValue(name) == nil ? nil : text(name)
    }

    /// An id: 1 to 64 letters, digits, `.`, `_`, `-`.
    mutating func id(_ name: String) throws(JSONError) -> String {
        let id = try string(name)
        guard Self.isID(id) else {
            throw no(name, "must be 1 to 64 letters, digits, '.', '_' or '-'", "应当是1至64个字母、数字、“.”“_”“-”")
        }
        return id
    }

    static func isID(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
                default: false
                }
            }
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int64>) throws(JSONError) -> Int64 {
        let number = try integer(name)
        guard range.contains(number) else {
            throw no(
                name, "must be from \(range.lowerBound) to \(range.upperBound)",
                "应当在\(range.lowerBound)至\(range.upperBound)之间")
        }
        return number
    }

    mutating func time(_ name: String) throws(JSONError) -> Int64 {
        try integer(name, in: TrustDataLimits.time)
    }

    mutating func optionalTime(_ name: String) throws(JSONError) -> Int64? {
        try optionalValue(name) == nil ? nil : time(name)
    }

    mutating func territory(_ name: String, orAny: Bool = false) throws(JSONError) -> String {
        let code = try string(name)
        if orAny, code == "*" { return code }
        guard let known = Territory(code), known.code == code else {
            throw no(name, "must be a territory code of GB/T 2260 on the first level", "应当是GB/T 2260的省级代码")
        }
        return code
    }

    mutating func uscc(_ name: String) throws(JSONError) -> USCC {
        let text = try string(name)
        do throws(USCCFault) { return try USCC(text) } catch {
            throw no(
                name, "must be a unified social credit code with right check characters", "应当是校验位正确的统一社会信用代码")
        }
    }

    mutating func digest(_ name: String) throws(JSONError) -> [UInt8] {
        guard let bytes = Self.digest(try string(name)) else {
            throw no(name, "must be 64 lower-case hexadecimal digits", "应当是64位小写十六进制")
        }
        return bytes
    }

    mutating func digests(_ name: String, atMost limit: Int) throws(JSONError) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for (index, text) in try bounded(name, 0...limit).enumerated() {
            guard let bytes = Self.digest(text) else {
                throw no("\(name)[\(index)]", "must be 64 lower-case hexadecimal digits", "应当是64位小写十六进制")
            }
            found.append(bytes)
        }
        return found
    }

    private static func digest(_ text: String) -> [UInt8]? {
        guard text.utf8.count == 64, let bytes = [UInt8](hex: text), bytes.hex == text else { return nil }
        return bytes
    }

    /// An array of short strings, none empty.
    mutating func bounded(_ name: String, _ count: ClosedRange<Int>) throws(JSONError) -> [String] {
        let all = try strings(name)
        guard count.contains(all.count) else {
            throw no(
                name, "must have \(count.lowerBound) to \(count.upperBound) entries",
                "应当有\(count.lowerBound)至\(count.upperBound)项")
        }
        for (index, text) in all.enumerated() where text.isEmpty || text.utf8.count > TrustDataLimits.text {
            throw no(
                "\(name)[\(index)]", "must have 1 to \(TrustDataLimits.text) bytes",
                "应当有1至\(TrustDataLimits.text)字节")
        }
        return all
    }

    mutating func oids(_ name: String, _ count: ClosedRange<Int>) throws(JSONError) -> [String] {
        let all = try bounded(name, count)
        for (index, text) in all.enumerated() where !Self.isOID(text) {
            throw no("\(name)[\(index)]", "must be a dotted OID", "应当是点分OID")
        }
        return all
    }

    mutating func oid(_ name: String) throws(JSONError) -> String {
        let text = try string(name)
        guard Self.isOID(text) else { throw no(name, "must be a dotted OID", "应当是点分OID") }
        return text
    }

    /// Arcs without leading zeros, the first of them 0, 1 or 2.
    static func isOID(_ text: String) -> Bool {
        let arcs = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (2...32).contains(arcs.count), text.utf8.count <= 256, ["0", "1", "2"].contains(arcs[0]) else {
            return false
        }
        return arcs.allSatisfy { arc in
            (1...20).contains(arc.utf8.count) && arc.utf8.allSatisfy { (0x30...0x39).contains($0) }
                && (arc == "0" || arc.first != "0")
        }
    }

    /// One of the raw values of an enumeration.
    mutating func word<Value>(_ name: String, _ type: Value.Type = Value.self) throws(JSONError) -> Value
    where Value: RawRepresentable<String> & CaseIterable {
        guard let value = Value(rawValue: try string(name)) else { throw no(name, type) }
        return value
    }

    /// A set of them, none twice.
    mutating func words<Value>(
        _ name: String, _ type: Value.Type = Value.self, orEmpty: Bool = false
    ) throws(JSONError) -> Set<Value>
    where Value: RawRepresentable<String> & CaseIterable & Hashable {
        var found: Set<Value> = []
        for (index, text) in try bounded(name, (orEmpty ? 0 : 1)...64).enumerated() {
            let place = "\(name)[\(index)]"
            guard let value = Value(rawValue: text) else { throw no(place, type) }
            guard found.insert(value).inserted else { throw no(place, "is there twice", "重复") }
        }
        return found
    }

    mutating func optionalWords<Value>(
        _ name: String, _ type: Value.Type = Value.self
    ) throws(JSONError) -> Set<Value>?
    where Value: RawRepresentable<String> & CaseIterable & Hashable {
        try optionalValue(name) == nil ? nil : words(name, type)
    }

    private func no<Value>(_ name: String, _ type: Value.Type) -> JSONError
    where Value: RawRepresentable<String> & CaseIterable {
        let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return no(name, "must be one of \(all)", "应当是\(all)之一")
    }

    /// A certificate in Base64 of DER.
    mutating func certificate(_ name: String) throws(JSONError) -> Certificate {
        try certificate(in: try string(name), name)
    }

    mutating func certificates(_ name: String, atMost limit: Int) throws(JSONError) -> [Certificate] {
        var found: [Certificate] = []
        for (index, element) in try array(name).enumerated() {
            guard index < limit else { throw no(name, "must have at most \(limit) entries", "至多\(limit)项") }
            guard case .string(let text) = element else {
                throw no("\(name)[\(index)]", "must be a string", "应当是字符串")
            }
            found.append(try certificate(in: text, "\(name)[\(index)]"))
        }
        return found
    }

    private func certificate(in text: String, _ name: String) throws(JSONError) -> Certificate {
        if text.utf8.count <= Certificate.limit * 3 / 2, let der = Base64.decode(text),
            let certificate = try? Certificate(der: der)
        {
            return certificate
        }
        throw no(name, "must be the Base64 of one certificate in DER", "应当是一张DER证书的Base64")
    }

    /// Objects, at most so many.
    mutating func each<Value>(
        _ name: String, atMost limit: Int, _ body: (inout Fields) throws(JSONError) -> Value
    ) throws(JSONError) -> [Value] {
        guard try array(name).count <= limit else {
            throw no(name, "must have at most \(limit) entries", "至多\(limit)项")
        }
        return try each(name, body)
    }

    mutating func optionalEach<Value>(
        _ name: String, atMost limit: Int, _ body: (inout Fields) throws(JSONError) -> Value
    ) throws(JSONError) -> [Value] {
        try optionalValue(name) == nil ? [] : each(name, atMost: limit, body)
    }
}
