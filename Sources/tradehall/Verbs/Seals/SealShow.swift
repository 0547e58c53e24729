internal import OpenSSL
internal import Procurement
internal import StrictJSON
internal import Trust

extension Verb {
    /// Tells what a seal says of itself, without judging it.
    static let sealShow = Verb(
        "seal", "show", group: .check, zh: "显示电子印章或者签章自称的内容（不作判定）",
        en: "tell what a seal or seal signature says of itself, unjudged", operands: "FILE",
        options: [SealOptions.picture],
        notes: Words(
            zh: "--picture把图片原样写入文件。图片只供显示，从不作为依据，本程序也不打开它。",
            en:
                "--picture writes the picture as it is. A picture is decoration and never evidence; it is not opened here."
        )
    ) { call in
        let object = try call.sealObject(call.operands[0])
        if let path = call.value(SealOptions.picture) {
            try Files.write(object.seal.picture.data, to: path)
        }
        var json: [String: JSON] = ["seal": SealAccount.seal(object.seal)]
        if case .signature(let signature) = object { json["signature"] = SealAccount.signature(signature) }
        call.console.answer(
            .object(json), zh: SealAccount.lines(object, chinese: true).joined(separator: "\n"),
            en: SealAccount.lines(object, chinese: false).joined(separator: "\n"))
        return .done
    }
}
