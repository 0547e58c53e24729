internal import Procurement

/// One verb of the command: its words, its options, and what it does. A new verb is one file that makes a
/// value of this type, and its name in `Verb.all`.
struct Verb: Sendable {
    enum Group: CaseIterable, Sendable {
        case hall, bidder, custodian, check, law
    }

    /// The words that name it: `["bid", "seal"]`.
    var path: [String]
    var group: Group
    var summary: Words
    /// What stands for the operands in help, such as `IN.json` or `FILE…`; empty when it takes none.
    var operands: String
    /// How many operands it takes.
    var operandCount: ClosedRange<Int>
    var options: [Option]
    /// What one should know beyond the list of options.
    var notes: Words?
    var run: @Sendable (Call) throws -> Exit

    init(
        _ path: String..., group: Group, zh: String, en: String, operands: String = "",
        operandCount: ClosedRange<Int>? = nil, options: [Option] = [], notes: Words? = nil,
        run: @escaping @Sendable (Call) throws -> Exit
    ) {
        self.path = path
        self.group = group
        self.summary = Words(zh: zh, en: en)
        self.operands = operands
        self.operandCount = operandCount ?? (operands.isEmpty ? 0...0 : 1...1)
        self.options = options
        self.notes = notes
        self.run = run
    }

    var name: String { path.joined(separator: " ") }
}

extension Verb.Group {
    var words: Words {
        switch self {
        case .hall: Words(zh: "平台", en: "The hall")
        case .bidder: Words(zh: "签名与投标", en: "Signing and bidding")
        case .custodian: Words(zh: "开标密钥保管人", en: "The custodian of an opening key")
        case .check: Words(zh: "离线核验", en: "Checking offline")
        case .law: Words(zh: "规则", en: "The law")
        }
    }
}
