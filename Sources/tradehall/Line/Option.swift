internal import Procurement

/// A long option, `--name VALUE` or a bare `--name`. Verbs share one value for each name, so that an option
/// means the same everywhere.
struct Option: Sendable {
    var name: String
    /// What stands for its value in help, such as `FILE`; nil for a bare option.
    var value: String?
    var meaning: Words
    var isNeeded = false
    var repeats = false

    init(_ name: String, _ value: String? = nil, zh: String, en: String) {
        self.name = name
        self.value = value
        self.meaning = Words(zh: zh, en: en)
    }

    /// The verb cannot do without it.
    var needed: Option {
        var copy = self
        copy.isNeeded = true
        return copy
    }

    /// It may be given more than once.
    var repeated: Option {
        var copy = self
        copy.repeats = true
        return copy
    }

    /// As help writes it.
    var synopsis: String {
        let bare = value.map { "--\(name) \($0)" } ?? "--\(name)"
        return (isNeeded ? bare : "[\(bare)]") + (repeats ? "…" : "")
    }
}

extension Option {
    // Understood by every verb.
    static let language = Option("lang", "zh|en", zh: "语言；缺省按环境变量LANG", en: "the language; else after LANG")
    static let json = Option("json", zh: "以JSON输出结果和错误", en: "results and errors as JSON")
    static let help = Option("help", zh: "显示本说明", en: "this help")
    static let everywhere = [language, json, help]

    // Who signs.
    static let key = Option(
        "key", "FILE", zh: "签名私钥：PEM，或者PKCS#12（.p12，此时无需--cert）",
        en: "the signing key: PEM, or PKCS#12 (.p12; then without --cert)")
    static let certificate = Option("cert", "FILE", zh: "签名证书，PEM或者DER", en: "its certificate, PEM or DER")
    static let chain = Option(
        "chain", "FILE", zh: "中间证书，PEM", en: "intermediate certificates, PEM")
    static let passwordFile = Option(
        "password-file", "FILE", zh: "私钥口令所在文件（首行）", en: "a file whose first line is the key's password")
    static let signer = [key.needed, certificate, chain, passwordFile]

    // Where and what.
    static let server = Option("server", "URL", zh: "交易平台的网址", en: "the address of the hall")
    static let tender = Option("tender", "ID", zh: "项目编号", en: "the tender")
    static let lot = Option("lot", "ID", zh: "标段编号", en: "the lot")
    static let out = Option(
        "out", "FILE", zh: "写入此文件；缺省为标准输出", en: "write to this file; else to standard output")
}
