package import Procurement
package import StrictJSON

/// Why the hall does not do what was asked, in a form that both a person and a program can use. It never
/// holds a key, a password, or the name of another bidder.
package struct Problem: Error, Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The bytes are not what they should be.
        case malformed
        /// The signature, certificate or session does not prove who asks.
        case unauthenticated
        /// Who asks may not have it.
        case forbidden
        case notFound
        /// The same name was used for something else.
        case conflict
        case tooLarge
        /// The law, or a rule of the platform, says no.
        case refused
        /// The hall itself cannot, now: the same may be sent again.
        case unavailable
    }

    package var kind: Kind
    /// Stable: a clause id, or an upper-case code.
    package var code: String
    package var words: Words
    package var citation: Citation?
    package var found: String?
    package var demanded: String?
    package var earliest: Instant?

    package init(
        _ kind: Kind, _ code: String, zh: String, en: String, citation: Citation? = nil,
        found: String? = nil, demanded: String? = nil, earliest: Instant? = nil
    ) {
        self.kind = kind
        self.code = code
        self.words = Words(zh: zh, en: en)
        self.citation = citation
        self.found = found
        self.demanded = demanded
        self.earliest = earliest
    }

    package init(_ refusal: Refusal) {
        self.init(
            .refused, refusal.clause, zh: refusal.words.zh, en: refusal.words.en, citation: refusal.citation,
            found: refusal.found, demanded: refusal.demanded, earliest: refusal.earliest)
    }

    package init(_ error: JSONError, code: String = "COMMAND_MALFORMED") {
        self.init(
            .malformed, code, zh: "内容不符合要求：\(error.chinese)。",
            en: "What was sent is not as it must be: \(error.english).")
    }

    /// The sentence to show, with the article it rests on and from when it would pass.
    package func sentence(in language: Language) -> String {
        var text = words[language]
        if let citation, citation.law != .platform {
            switch language {
            case .zh: text += "（依据\(citation.words.zh)）"
            case .en: text += " [\(citation.words.en)]"
            }
        }
        return text
    }

    /// RFC 9457, with both languages.
    package func json(status: Int) -> JSON {
        .members([
            "type": .string("/problems/\(code)"), "title": .string(code), "detail": .string(words.zh),
            "status": JSON(status), "code": .string(code), "words": words.json,
            "citation": citation.flatMap { citation in
                citation.law == .platform
                    ? nil
                    : [
                        "law": .string(citation.law.rawValue), "article": JSON(citation.article),
                        "words": citation.words.json,
                    ]
            },
            "found": found.map { .string($0) }, "demanded": demanded.map { .string($0) },
            "earliest": earliest.map { JSON($0) },
        ])
    }
}

/// The two languages of the hall.
package enum Language: String, Sendable, CaseIterable { case zh, en }

extension Words {
    package subscript(language: Language) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}
