/// A law or rule that clauses rest on.
package enum Law: String, CaseIterable, Sendable {
    case biddingLaw
    case biddingRegulation
    case electronicTendering
    case evaluationRules
    case governmentProcurementLaw
    /// A rule of the platform itself, where the law is silent: never presented as law.
    case platform

    package var title: Words {
        switch self {
        case .biddingLaw: Words(zh: "招标投标法", en: "Bidding Law")
        case .biddingRegulation: Words(zh: "招标投标法实施条例", en: "Bidding Regulation")
        case .electronicTendering: Words(zh: "电子招标投标办法", en: "Electronic Tendering Measures")
        case .evaluationRules:
            Words(zh: "评标委员会和评标方法暂行规定", en: "Provisional Rules on Evaluation Committees")
        case .governmentProcurementLaw: Words(zh: "政府采购法", en: "Government Procurement Law")
        case .platform: Words(zh: "平台规则", en: "platform rule")
        }
    }
}

/// The place in the law that a clause rests on.
package struct Citation: Hashable, Sendable {
    package var law: Law
    /// Zero for a rule of the platform.
    package var article: Int

    package init(_ law: Law, _ article: Int) {
        self.law = law
        self.article = article
    }

    package static func biddingLaw(_ article: Int) -> Citation { Citation(.biddingLaw, article) }
    package static func biddingRegulation(_ article: Int) -> Citation {
        Citation(.biddingRegulation, article)
    }
    package static func electronicTendering(_ article: Int) -> Citation {
        Citation(.electronicTendering, article)
    }
    package static func evaluationRules(_ article: Int) -> Citation { Citation(.evaluationRules, article) }
    package static let platform = Citation(.platform, 0)

    package var words: Words {
        guard law != .platform else { return law.title }
        return Words(
            zh: "《\(law.title.zh)》第\(article)条", en: "\(law.title.en) (\(law.title.zh)) art. \(article)")
    }
}
