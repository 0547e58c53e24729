extension Fields {
    /// A nested object as a reader of its own, which the caller must finish; the form with a body does so.
    package mutating func object(_ name: String) throws(JSONError) -> Fields {
        try Fields(try value(name), at: JSONError.join(path, name))
    }

    package mutating func optionalObject(_ name: String) throws(JSONError) -> Fields? {
        guard let value = optionalValue(name) else { return nil }
        return try Fields(value, at: JSONError.join(path, name))
    }

    /// Reads a nested object with `body` and refuses the fields that `body` did not read.
    package mutating func object<Value>(
        _ name: String, _ body: (inout Fields) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        try Fields.read(try value(name), at: JSONError.join(path, name), body)
    }

    package mutating func optionalObject<Value>(
        _ name: String, _ body: (inout Fields) throws(JSONError) -> Value
    ) throws(JSONError) -> Value? {
        guard let value = optionalValue(name) else { return nil }
        return try Fields.read(value, at: JSONError.join(path, name), body)
    }

    /// Reads an array of objects, each with `body`, and refuses unread fields in each of them.
    package mutating func each<Value>(
        _ name: String, _ body: (inout Fields) throws(JSONError) -> Value
    ) throws(JSONError) -> [Value] {
        var values: [Value] = []
        for (index, element) in try array(name).enumerated() {
            values.append(try Fields.read(element, at: "\(JSONError.join(path, name))[\(index)]", body))
        }
        return values
    }

    /// An array of strings; an element of another kind is refused by its index.
    package mutating func strings(_ name: String) throws(JSONError) -> [String] {
        var strings: [String] = []
        for (index, element) in try array(name).enumerated() {
            guard case .string(let string) = element else {
                throw wrong("\(name)[\(index)]", element, .string)
            }
            strings.append(string)
        }
        return strings
    }

    package mutating func optionalStrings(_ name: String) throws(JSONError) -> [String]? {
        try optionalValue(name) == nil ? nil : strings(name)
    }

    /// An array of whole numbers; an element of another kind is refused by its index.
    package mutating func integers(_ name: String) throws(JSONError) -> [Int64] {
        var integers: [Int64] = []
        for (index, element) in try array(name).enumerated() {
            guard case .integer(let integer) = element else {
                throw wrong("\(name)[\(index)]", element, .integer)
            }
            integers.append(integer)
        }
        return integers
    }
}
