/// The name of a tender on this platform, chosen by the agency that registers it.
package struct TenderID: Hashable, Sendable, Comparable {
    package var text: String
    package init(_ text: String) { self.text = text }
    package static func < (a: TenderID, b: TenderID) -> Bool { a.text < b.text }
}

/// The name of a lot (标段/包) within its tender.
package struct LotID: Hashable, Sendable, Comparable {
    package var text: String
    package init(_ text: String) { self.text = text }
    package static func < (a: LotID, b: LotID) -> Bool { a.text < b.text }
}

/// A legal person or organisation: its unified social credit code (统一社会信用代码).
package struct PartyID: Hashable, Sendable, Comparable {
    package var text: String
    package init(_ text: String) { self.text = text }
    package static func < (a: PartyID, b: PartyID) -> Bool { a.text < b.text }
}

/// The name of a bid: the id of the command that handed it in.
package struct BidID: Hashable, Sendable, Comparable {
    package var text: String
    package init(_ text: String) { self.text = text }
    package static func < (a: BidID, b: BidID) -> Bool { a.text < b.text }
}

/// The name of an objection, a complaint or a question: the id of the command that raised it.
package struct CaseID: Hashable, Sendable, Comparable {
    package var text: String
    package init(_ text: String) { self.text = text }
    package static func < (a: CaseID, b: CaseID) -> Bool { a.text < b.text }
}

/// A SHA-256 digest in 64 lower-case hexadecimal digits. The law compares digests and never computes one.
package struct Digest: Hashable, Sendable {
    package var hex: String

    /// Stands for no text at all.
    init(zeros: ()) { hex = String(repeating: "0", count: 64) }

    /// Nil unless `hex` is exactly 64 lower-case hexadecimal digits.
    package init?(hex: String) {
        let digits = hex.utf8
        guard digits.count == 64 else { return nil }
        for digit in digits where !(digit >= 0x30 && digit <= 0x39) && !(digit >= 0x61 && digit <= 0x66) {
            return nil
        }
        self.hex = hex
    }
}

/// An amount of money in fen (分), one hundredth of a yuan.
package struct Fen: Hashable, Sendable, Comparable {
    package var amount: Int64
    package init(_ amount: Int64) { self.amount = amount }
    package static func < (a: Fen, b: Fen) -> Bool { a.amount < b.amount }

    /// The amount in yuan with two decimals, as printed in a record: `1234567.80`.
    package var yuan: String {
        let fen = amount.magnitude
        let rest = fen % 100
        return "\(amount < 0 ? "-" : "")\(fen / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
