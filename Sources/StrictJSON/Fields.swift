/// Reads an object field by field, and refuses what it was not asked for.
///
/// Each getter marks its field as known; ``finish()`` refuses all others by name. So a misspelt field of a
/// signed command is an error, not silently the default. An optional field is left out when it has no value:
/// `null` is the wrong kind. Errors carry the path of the field.
///
/// ```swift
/// let bid = try Fields.read(json, at: "body") { fields throws(JSONError) in
///     Bid(lot: try fields.string("lot"),
///         prices: try fields.each("prices") { p throws(JSONError) in try p.integer("fen") })
/// }
/// ```
package struct Fields: Sendable {
    /// Where this object stands, such as `body.lots[2]`; empty for the outermost one.
    package let path: String
    private let members: [String: JSON]
    private var known: Set<String> = []

    /// Throws when `json` is not an object. The caller must call ``finish()``; ``read(_:at:_:)`` does.
    package init(_ json: JSON, at path: String = "") throws(JSONError) {
        guard case .object(let members) = json else {
            throw JSONError(.wrongKind(expected: .object, found: json.kind), at: .field("", in: path))
        }
        self.path = path
        self.members = members
    }

    /// Reads a whole object with `body`, then refuses the fields that `body` did not read.
    package static func read<Value>(
        _ json: JSON, at path: String = "", _ body: (inout Fields) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        var fields = try Fields(json, at: path)
        let value = try body(&fields)
        try fields.finish()
        return value
    }

    /// Throws when the object holds a field that was not read; of several, the first by name is told.
    package func finish() throws(JSONError) {
        guard known.count < members.count else { return }
        if let name = members.keys.filter({ !known.contains($0) }).min() {
            throw JSONError(.unknown, at: .field(name, in: path))
        }
    }

    /// The error for a field whose value breaks a rule of the caller. Each text ends a sentence that begins
    /// with the field's path: `must be above zero`, `必须大于零`.
    package func refusal(of name: String, english: String, chinese: String) -> JSONError {
        JSONError(.refused(english: english, chinese: chinese), at: .field(name, in: path))
    }

    /// The value of a field that may be absent, whatever its kind.
    package mutating func optionalValue(_ name: String) -> JSON? {
        guard let value = members[name] else { return nil }
        known.insert(name)
        return value
    }

    /// The value of a required field, whatever its kind.
    package mutating func value(_ name: String) throws(JSONError) -> JSON {
        try required(optionalValue(name), name)
    }

    package mutating func optionalString(_ name: String) throws(JSONError) -> String? {
        guard let value = optionalValue(name) else { return nil }
        guard case .string(let string) = value else { throw wrong(name, value, .string) }
        return string
    }

    package mutating func string(_ name: String) throws(JSONError) -> String {
        try required(try optionalString(name), name)
    }

    package mutating func optionalInteger(_ name: String) throws(JSONError) -> Int64? {
        guard let value = optionalValue(name) else { return nil }
        guard case .integer(let integer) = value else { throw wrong(name, value, .integer) }
        return integer
    }

    package mutating func integer(_ name: String) throws(JSONError) -> Int64 {
        try required(try optionalInteger(name), name)
    }

    package mutating func optionalBool(_ name: String) throws(JSONError) -> Bool? {
        guard let value = optionalValue(name) else { return nil }
        guard case .bool(let bool) = value else { throw wrong(name, value, .bool) }
        return bool
    }

    package mutating func bool(_ name: String) throws(JSONError) -> Bool {
        try required(try optionalBool(name), name)
    }

    package mutating func optionalArray(_ name: String) throws(JSONError) -> [JSON]? {
        guard let value = optionalValue(name) else { return nil }
        guard case .array(let array) = value else { throw wrong(name, value, .array) }
        return array
    }

    package mutating func array(_ name: String) throws(JSONError) -> [JSON] {
        try required(try optionalArray(name), name)
    }

    func required<Value>(_ value: Value?, _ name: String) throws(JSONError) -> Value {
        guard let value else { throw JSONError(.missing, at: .field(name, in: path)) }
        return value
    }

    func wrong(_ name: String, _ value: JSON, _ expected: JSON.Kind) -> JSONError {
        JSONError(.wrongKind(expected: expected, found: value.kind), at: .field(name, in: path))
    }
}
