package import DER

/// Why bytes are no electronic seal or seal signature that can be judged.
package enum SealFault: Error, Sendable, Hashable, CustomStringConvertible {
    case der(DERFault)
    /// Well encoded, but not what the standards describe; where, in bytes, and the end of a sentence in each
    /// language.
    case structure(chinese: String, english: String, at: Int)

    package var english: String {
        switch self {
        case .der(let fault): fault.english
        case .structure(_, let english, let offset): "The seal is refused at byte \(offset): \(english)."
        }
    }

    package var chinese: String {
        switch self {
        case .der(let fault): fault.chinese
        case .structure(let chinese, _, let offset): "印章在第\(offset)字节处不合规：\(chinese)。"
        }
    }

    package var description: String { english }
}
