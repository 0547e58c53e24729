package import Procurement
package import StrictJSON

// How the words of the law are read from and written as JSON. Names here are stored for ever: a change
// is a new version beside the old one, never an edit.

extension Fields {
    /// A name of 1 to 64 letters, digits, `.`, `_` or `-`.
    mutating func name(_ field: String) throws(JSONError) -> String {
        let text = try string(field)
        guard Self.isName(text) else { throw notAName(field) }
        return text
    }

    mutating func optionalName(_ field: String) throws(JSONError) -> String? {
        guard let text = try optionalString(field) else { return nil }
        guard Self.isName(text) else { throw notAName(field) }
        return text
    }

    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            } && !text.hasPrefix(".")
    }

    private func notAName(_ field: String) -> JSONError {
        refusal(
            of: field, english: "must be 1 to 64 letters, digits, '.', '_' or '-'",
            chinese: "应当是1至64个字母、数字、“.”、“_”或者“-”")
    }

    /// Words for people, of 1 to 400 bytes.
    mutating func words(_ field: String) throws(JSONError) -> String {
        let text = try string(field)
        guard (1...400).contains(text.utf8.count) else {
            throw refusal(of: field, english: "must have 1 to 400 bytes", chinese: "应当是1至400字节")
        }
        return text
    }

    mutating func digest(_ field: String) throws(JSONError) -> Digest {
        guard let digest = Digest(hex: try string(field)) else { throw notADigest(field) }
        return digest
    }

    mutating func optionalDigest(_ field: String) throws(JSONError) -> Digest? {
        guard let text = try optionalString(field) else { return nil }
        guard let digest = Digest(hex: text) else { throw notADigest(field) }
        return digest
    }

    private func notADigest(_ field: String) -> JSONError {
        refusal(
            of: field, english: "must be a SHA-256 digest in 64 lower-case hexadecimal digits",
            chinese: "应当是64位小写十六进制的SHA-256摘要")
    }

    mutating func instant(_ field: String) throws(JSONError) -> Instant {
        guard let instant = Instant(text: try string(field)) else { throw notAnInstant(field) }
        return instant
    }

    mutating func optionalInstant(_ field: String) throws(JSONError) -> Instant? {
        guard let text = try optionalString(field) else { return nil }
        guard let instant = Instant(text: text) else { throw notAnInstant(field) }
        return instant
    }

    private func notAnInstant(_ field: String) -> JSONError {
        refusal(
            of: field, english: "must be a time like 2026-11-24T09:30:00+08:00",
            chinese: "应当是形如2026-11-24T09:30:00+08:00的时间")
    }

    mutating func fen(_ field: String) throws(JSONError) -> Fen {
        try bounded(Fen(try integer(field)), field)
    }

    mutating func optionalFen(_ field: String) throws(JSONError) -> Fen? {
        guard let amount = try optionalInteger(field) else { return nil }
        return try bounded(Fen(amount), field)
    }

    /// Ten trillion yuan: far above any tender, and far below where sums could overflow.
    private func bounded(_ amount: Fen, _ field: String) throws(JSONError) -> Fen {
        guard (0...1_000_000_000_000_000).contains(amount.amount) else {
            throw refusal(
                of: field, english: "must be an amount in fen, not negative", chinese: "应当是以分为单位的非负金额")
        }
        return amount
    }

    mutating func count(_ field: String) throws(JSONError) -> Int {
        let value = try integer(field)
        guard (0...1_000_000).contains(value) else {
            throw refusal(of: field, english: "must be from 0 to 1000000", chinese: "应当在0至1000000之间")
        }
        return Int(value)
    }

    mutating func optionalCount(_ field: String) throws(JSONError) -> Int? {
        guard let value = try optionalInteger(field) else { return nil }
        guard (0...1_000_000).contains(value) else {
            throw refusal(of: field, english: "must be from 0 to 1000000", chinese: "应当在0至1000000之间")
        }
        return Int(value)
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ field: String, _: Choice.Type
    ) throws(JSONError) -> Choice where Choice.RawValue == String {
        let text = try string(field)
        guard let choice = Choice(rawValue: text) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw refusal(of: field, english: "must be one of \(all)", chinese: "应当是\(all)之一")
        }
        return choice
    }

    mutating func party(_ field: String) throws(JSONError) -> PartyID { PartyID(try name(field)) }
    mutating func bid(_ field: String) throws(JSONError) -> BidID { BidID(try name(field)) }
    mutating func lot(_ field: String) throws(JSONError) -> LotID { LotID(try name(field)) }
    mutating func caseID(_ field: String) throws(JSONError) -> CaseID { CaseID(try name(field)) }

    /// At most `limit` names.
    mutating func names(_ field: String, atMost limit: Int) throws(JSONError) -> [String] {
        let names = try strings(field)
        guard names.count <= limit, names.allSatisfy(Self.isName) else {
            throw refusal(
                of: field, english: "must list at most \(limit) names", chinese: "应当是至多\(limit)个名称")
        }
        return names
    }
}

extension JSON {
    init(_ digest: Digest) { self = .string(digest.hex) }
    init(_ instant: Instant) { self = .string(instant.text) }
    init(_ amount: Fen) { self = .integer(amount.amount) }
    init(_ party: PartyID) { self = .string(party.text) }
    init(_ bid: BidID) { self = .string(bid.text) }
    init(_ lot: LotID) { self = .string(lot.text) }
    init(_ id: CaseID) { self = .string(id.text) }
    init(_ count: Int) { self = .integer(Int64(count)) }

    /// An object without the members that are nil. JSON's null is one of them: a bare `nil` among values may
    /// become either, and no form of ours has a null that its reader would take.
    package static func members(_ pairs: KeyValuePairs<String, JSON?>) -> JSON {
        var object: [String: JSON] = [:]
        for (key, value) in pairs { if let value, value != .null { object[key] = value } }
        return .object(object)
    }

    /// The members of two objects in one.
    package func adding(_ key: String, _ value: JSON) -> JSON {
        guard case .object(var members) = self else { return self }
        members[key] = value
        return .object(members)
    }
}

extension Words {
    package var json: JSON { ["zh": .string(zh), "en": .string(en)] }

    init(_ fields: inout Fields) throws(JSONError) {
        self.init(zh: try fields.string("zh"), en: try fields.string("en"))
    }
}
