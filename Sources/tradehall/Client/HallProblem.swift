internal import HTTPClient
internal import Procurement
internal import StrictJSON

extension Failure {
    /// No answer at all, or none that could be kept.
    init(_ error: ClientError) {
        switch error.kind {
        case .unreachable, .insecure, .timeout, .broken:
            self.init(
                "UNREACHABLE", zh: "平台没有应答：\(error.description)",
                en: "The hall does not answer: \(error.description)",
                exit: .unreachable)
        case .tooLarge, .file, .stopped, .request, .library:
            self.init(
                "TRANSFER_FAILED", zh: "传输没有成功：\(error.description)",
                en: "The transfer failed: \(error.description)")
        }
    }

    /// An answer that says no: a problem document (RFC 9457) of the hall, or of whatever stands before it.
    init(_ reply: Reply, from address: String) {
        let exit: Exit =
            reply.status == 502 || reply.status == 503 || reply.status == 504 ? .unreachable : .failed
        guard let json = try? JSON.parse(reply.body), case .string(let code)? = json["code"],
            let words = Self.words(json["words"])
        else {
            self.init(
                "HTTP_\(reply.status)", zh: "\(address)应答HTTP \(reply.status)，没有说明原因。",
                en: "\(address) answered HTTP \(reply.status) without a reason.", exit: exit)
            return
        }
        self.init(
            code, zh: words.zh, en: words.en, exit: exit, citation: Self.words(json["citation"]?["words"]),
            found: Self.string(json["found"]), demanded: Self.string(json["demanded"]),
            earliest: Self.string(json["earliest"]))
    }

    private static func words(_ json: JSON?) -> Words? {
        guard let zh = string(json?["zh"]), let en = string(json?["en"]) else { return nil }
        return Words(zh: zh, en: en)
    }

    private static func string(_ json: JSON?) -> String? {
        guard case .string(let text)? = json else { return nil }
        return text
    }
}
