internal import Procurement
internal import Trust

/// Who may enter whom into the registry. Bidders enter themselves with their certificate, without any
/// barrier; every other role is granted by the centre.
enum Registration {
    /// - Parameters:
    ///   - author: the holder of the certificate that signed.
    ///   - known: the author as registered, if it is.
    /// - Throws: `Problem` when the author may not enter this party so.
    static func judge(
        _ party: Party, author: PartyID, authorName: String, known: Party?, existing: Party?
    ) throws(Problem) {
        guard (try? USCC(party.uscc.text)) != nil else {
            throw Problem(
                .refused, "USCC_INVALID",
                zh: "统一社会信用代码“\(party.uscc.text)”的校验位不正确，请核对。",
                en:
                    "The unified social credit code \"\(party.uscc.text)\" fails its check digit; check it for a typing error."
            )
        }
        if known?.roles.contains(.centre) == true { return }
        guard party.uscc == author else {
            throw Problem(
                .forbidden, "REGISTRATION_OF_ANOTHER",
                zh: "只能登记自己的主体信息，其他主体由交易中心登记。",
                en: "A party registers itself only; others are registered by the trading centre.")
        }
        guard party.name == authorName else {
            throw Problem(
                .refused, "NAME_DIFFERS",
                zh: "登记名称应当与证书中的单位名称“\(authorName)”一致。",
                en: "The name must be the one in the certificate, \"\(authorName)\".")
        }
        let granted = existing?.roles ?? []
        guard party.roles.isSubset(of: granted.union([.bidder])) else {
            throw Problem(
                .forbidden, "ROLE_NOT_YOURS",
                zh: "只能自行登记为投标人，其他角色由交易中心授予。",
                en: "A party may enter itself as a bidder only; the trading centre grants the other roles.")
        }
    }
}
