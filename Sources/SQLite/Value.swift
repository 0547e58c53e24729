/// A value to bind. Floating point is not among them: this house stores none.
package enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    package static func optional(_ bytes: [UInt8]?) -> Value { bytes.map(Value.blob) ?? .null }
    package static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
    package static func optional(_ integer: Int64?) -> Value { integer.map(Value.integer) ?? .null }
}
