internal import Procurement
internal import StrictJSON

extension Verb {
    /// Signs a document: CMS SignedData, content attached, CAdES, DER.
    static let sign = Verb(
        "sign", group: .bidder, zh: "用证书签署一个文件（CMS，含原文，DER）",
        en: "sign a document (CMS SignedData, attached, DER)", operands: "IN.json",
        options: Option.signer + [.out],
        notes: Words(
            zh: "输出与“openssl cms -sign -cades -nodetach -binary -outform DER”相当。IN为“-”时读标准输入。",
            en:
                "Makes what \"openssl cms -sign -cades -nodetach -binary -outform DER\" makes. With - it reads standard input."
        )
    ) { call in
        let signer = try Signer(call)
        let content = try Files.read(call.operands[0])
        // A command that cannot be read would be refused by the hall after it was sent; say so before.
        if call.operands[0].hasSuffix(".json") {
            _ = try JSON.parse(content, limits: .init(bytes: Files.limit))
        }
        try call.deliver(try signer.sign(content))
        return .done
    }
}
