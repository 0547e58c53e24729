internal import OpenSSL
internal import Procurement

extension Verb {
    /// Signs a file of any kind.
    static let cmsSign = Verb(
        "cms", "sign", group: .bidder, zh: "签署一个文件（CMS，CAdES）", en: "sign a file (CMS SignedData, CAdES)",
        operands: "FILE", options: Option.signer + [.detached, .gmNames, .pemText, .out],
        notes: Words(
            zh: "密钥为P-256、RSA或者SM2。SM2签名的标识固定为1234567812345678，摘要为SM3。",
            en: "The key may be P-256, RSA or SM2. SM2 signs under the identifier 1234567812345678, with SM3."
        )
    ) { call in
        let signer = try Signer(call)
        let content = try Files.read(call.operands[0], limit: MessageFile.limit)
        let message = try CMS.sign(
            content, key: signer.identity.key, certificate: signer.identity.certificate,
            extraCertificates: signer.identity.chain, detached: call.has(.detached),
            dialect: call.has(.gmNames) ? .gm : .cms)
        try call.deliver(call.has(.pemText) ? PEM.text(message, label: "CMS") : message)
        return .done
    }
}
