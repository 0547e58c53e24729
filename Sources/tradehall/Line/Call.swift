internal import Foundation
internal import Procurement

/// A verb as it was called.
struct Call: Sendable {
    let console: Console
    let operands: [String]
    let values: [String: [String]]

    /// The value of an option, or the last one of an option that repeats; nil when it was not given.
    func value(_ option: Option) -> String? { values[option.name]?.last }

    /// Every value of an option that repeats, in the order given.
    func all(_ option: Option) -> [String] { values[option.name] ?? [] }

    func has(_ option: Option) -> Bool { values[option.name] != nil }

    /// The value of an option that this call cannot do without.
    /// - Throws: a usage failure that names it.
    func needed(_ option: Option) throws(Failure) -> String {
        guard let value = value(option) else {
            throw .usage(
                zh: "缺少选项--\(option.name)（\(option.meaning.zh)）。",
                en: "The option --\(option.name) is missing: \(option.meaning.en).")
        }
        return value
    }

    /// The value of an option as a whole number within bounds.
    func integer(_ option: Option, _ bounds: ClosedRange<Int64>) throws(Failure) -> Int64? {
        guard let text = value(option) else { return nil }
        guard let number = Int64(text), bounds.contains(number) else {
            throw .usage(
                zh: "选项--\(option.name)应当是\(bounds.lowerBound)至\(bounds.upperBound)的整数，而不是“\(text)”。",
                en:
                    "The option --\(option.name) takes a whole number from \(bounds.lowerBound) to \(bounds.upperBound), not \"\(text)\"."
            )
        }
        return number
    }
}
