/// Why a file that somebody handed in, or would hand in, is not a bid that this house can take.
///
/// A refusal is an answer about the file and may be shown to the bidder; a fault of the machine (a full disk, a
/// file that cannot be read) is never one of these. `code` is stable and made for programs.
package struct SealingRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    package let code: String
    /// One sentence in Chinese.
    package let zh: String
    /// One sentence in English.
    package let en: String
    /// The number of the custodian whose fault it is, where it is one's.
    package let custodian: Int?

    package init(_ code: String, custodian: Int? = nil, zh: String, en: String) {
        self.code = code
        self.zh = zh
        self.en = en
        self.custodian = custodian
    }

    package var description: String { "\(code): \(en)" }
}
