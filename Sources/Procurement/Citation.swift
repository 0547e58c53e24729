/// A law or rule that clauses rest on.
package enum Law: String, CaseIterable, Sendable {
    case biddingLaw
    case biddingRegulation
    case electronicTendering
    case evaluationRules
    case governmentProcurementLaw
    case tenderMeasures
    case nonTenderMeasures
    case consultationMeasures
    case abnormallyLowNotice
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
        case .tenderMeasures: Words(zh: "政府采购货物和服务招标投标管理办法", en: "Procurement Tender Measures")
        case .nonTenderMeasures: Words(zh: "政府采购非招标采购方式管理办法", en: "Non-Tender Procurement Measures")
        case .consultationMeasures:
            Words(zh: "政府采购竞争性磋商采购方式管理暂行办法", en: "Competitive Consultation Measures")
        case .abnormallyLowNotice: Words(zh: "财库〔2026〕2号", en: "Notice on Abnormally Low Prices")
        case .platform: Words(zh: "平台规则", en: "platform rule")
        }
    }
}

/// The place in the law that a clause rests on.
package struct Citation: Hashable, Sendable {
    package var law: Law
    /// Zero for a rule of the platform, and where no article can be named.
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
        guard article > 0 else {
            return Words(zh: "《\(law.title.zh)》", en: "\(law.title.en) (\(law.title.zh))")
        }
        return Words(
            zh: "《\(law.title.zh)》第\(article)条", en: "\(law.title.en) (\(law.title.zh)) art. \(article)")
    }
}
