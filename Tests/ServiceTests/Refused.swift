@testable import HTTPClient
import StrictJSON
import Testing

@testable import tradehall

/// A problem document as a client reads it.
struct Refused {
    let status: Int
    let code: String
    let zh: String
    let en: String
    /// The law and its article, where law is the reason.
    let article: String?
    let found: String?
    let demanded: String?
    let earliest: String?

    init(_ reply: Reply) throws {
        guard (400...599).contains(reply.status) else {
            throw Trouble("it was not refused: \(reply.status) \(reply.text)")
        }
        status = reply.status
        let json = try JSON.parse(reply.body)
        func text(_ json: JSON?) -> String? {
            guard case .string(let text)? = json else { return nil }
            return text
        }
        code = text(json["code"]) ?? ""
        zh = text(json["words"]?["zh"]) ?? ""
        en = text(json["words"]?["en"]) ?? ""
        if let law = text(json["citation"]?["law"]), case .integer(let number)? = json["citation"]?["article"]
        {
            article = "\(law) \(number)"
        } else {
            article = nil
        }
        found = text(json["found"])
        demanded = text(json["demanded"])
        earliest = text(json["earliest"])
    }

    /// Whether a text is one sentence of its language.
    static func isOneSentence(zh: String, en: String) -> Bool {
        zh.hasSuffix("。") && zh.filter { $0 == "。" }.count == 1 && en.hasSuffix(".")
            && en.firstMatch(of: /\.\s+[A-Z]/) == nil
    }
}

extension Floor {
    /// What everybody could see of a change.
    private func state() throws -> (checkpoint: [UInt8], view: JSON) { (try checkpoint(), try view()) }

    /// Sends something that must be refused, and checks that the hall is as it was: no entry more, the tender's
    /// view the same, and one sentence in each language.
    @discardableResult
    func refused(
        _ code: String, article: String? = nil, status: Int = 422,
        _ place: SourceLocation = #_sourceLocation, by send: () throws -> Reply
    ) throws -> Refused {
        let before = try state()
        let refused = try Refused(try send())
        let after = try state()
        #expect(refused.code == code, "\(refused.en)", sourceLocation: place)
        #expect(refused.article == article, sourceLocation: place)
        #expect(refused.status == status, sourceLocation: place)
        #expect(
            Refused.isOneSentence(zh: refused.zh, en: refused.en), "\(refused.zh) / \(refused.en)",
            sourceLocation: place)
        #expect(before.checkpoint == after.checkpoint, "the log has grown", sourceLocation: place)
        #expect(before.view == after.view, "the tender has changed", sourceLocation: place)
        return refused
    }
}
