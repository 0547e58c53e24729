/// What OpenSSL found, in words for a person.
struct FaultWords {
    let chinese: String
    let english: String
    let remedy: Remark.Remedy?

    init(_ code: VerdictCode, name: String, detail: String) {
        let tail: (String, String)
        var remedy: Remark.Remedy?
        switch code {
        case .signatureBad: tail = ("的签名不成立", "bears a signature that is not its issuer's")
        case .chainIncomplete: tail = ("的签发者不在所给的证书中", "has an issuer that is not among what was given")
        case .certExpired:
            tail = ("已经过期", "has expired")
            remedy = .init(chinese: "请向该CA续期。", english: "Renew it with its CA.")
        case .certNotYetValid: tail = ("尚未生效", "is not yet valid")
        case .caOutOfDate: tail = ("不在有效期内", "is not within its dates")
        case .certRevoked, .caRevoked: tail = ("已被吊销", "was revoked")
        case .crlMissing:
            tail = ("缺少适用的吊销列表", "has no revocation list that covers it")
            remedy = .init(chinese: "请提供该CA的吊销列表。", english: "Give the revocation list of its CA.")
        case .crlStale:
            tail = ("的吊销列表已过期", "has only a revocation list that was due for renewal")
            remedy = .init(chinese: "请取得新的吊销列表。", english: "Fetch the newer list.")
        case .crlNotYetValid: tail = ("的吊销列表尚未生效", "has only a revocation list from after that time")
        case .crlSignatureBad:
            tail = ("的吊销列表不是由有权者签发", "has a revocation list that is not signed by whom it must be")
        case .policyNotAccepted: tail = ("不符合证书策略", "does not satisfy the certificate policies")
        case .criticalExtension:
            tail = (
                "（或其吊销列表）含有不能识别的关键扩展",
                "(or its revocation list) has a critical extension that is not understood"
            )
        case .algorithmWeak: tail = ("所用的算法或密钥强度不足", "uses an algorithm or key that is too weak")
        default: tail = ("违反证书链的规则", "breaks a rule of its path")
        }
        chinese = "“\(name)”\(tail.0)（\(detail)）。"
        english = "“\(name)” \(tail.1) (\(detail))."
        self.remedy = remedy
    }
}
