/// A JSON value of the restricted kind that signed commands, manifests and stored events are made of.
///
/// Numbers are whole and fit 64 bits; there is no fraction and no exponent, because money, time and counts
/// are integers here and a rounded number under a signature is a dispute. Keys are unique. Two values are
/// equal exactly when their ``canonicalBytes()`` are: strings are compared byte by byte, not by the
/// canonical equivalence that Swift strings use.
package enum JSON: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

extension JSON: Equatable {
    package static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.string(let a), .string(let b)): sameBytes(a, b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): sameMembers(a, b)
        case (.null, _), (.bool, _), (.integer, _), (.string, _), (.array, _), (.object, _): false
        }
    }

    private static func sameBytes(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

    private static func sameMembers(_ a: [String: JSON], _ b: [String: JSON]) -> Bool {
        guard a.count == b.count else { return false }
        return a.allSatisfy { key, value in
            guard let found = b.index(forKey: key) else { return false }
            return sameBytes(b[found].key, key) && b[found].value == value
        }
    }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// A literal with the same key twice is a mistake of the program and stops it.
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(uniqueKeysWithValues: elements))
    }
}

extension JSON {
    /// The member `key` of an object; nil for another kind of value or an absent key.
    package subscript(key: String) -> JSON? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// What this is, for error sentences: `an object`, `a string` …
    var kind: Kind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .integer: .integer
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The six kinds of value, named in both languages by ``JSONError``.
    package enum Kind: Sendable, Equatable {
        case null, bool, integer, string, array, object
    }
}
