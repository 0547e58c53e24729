/// A law or rule that clauses rest on.
package enum Law: String, CaseIterable, Sendable {
    case biddingLaw
    case biddingRegulation
    case electronicTendering
    case evaluationRules
    /// 发改法规规〔2022〕1117号
    case conductOpinions
    case governmentProcurementLaw
    case procurementRegulation
    /// 财政部令87号
    case tenderMeasures
    /// 财政部令74号
    case nonTenderMeasures
    /// 财库〔2014〕214号
    case consultationMeasures
    /// 财库〔2015〕124号
    case consultationSupplement
    /// 财政部令94号
    case challengeMeasures
    /// 财库〔2026〕2号
    case abnormallyLowNotice
    /// 财库〔2026〕12号
    case emergencyNotice
    /// 国土资源部令39号
    case landMeasures
    /// 国土资发〔2010〕34号
    case landSupplyNotice
    /// 国务院国资委、财政部令32号
    case stateAssetMeasures
    case auctionLaw
    /// A rule of the platform itself, where the law is silent: never presented as law.
    case platform

    package var title: Words {
        switch self {
        case .biddingLaw: Words(zh: "招标投标法", en: "Bidding Law")
        case .biddingRegulation: Words(zh: "招标投标法实施条例", en: "Bidding Regulation")
        case .electronicTendering: Words(zh: "电子招标投标办法", en: "Electronic Tendering Measures")
        case .evaluationRules:
            Words(zh: "评标委员会和评标方法暂行规定", en: "Provisional Rules on Evaluation Committees")
        case .conductOpinions:
            Words(zh: "关于严格执行招标投标法规制度的若干意见", en: "Opinions on Conduct in Tendering, 2022 no. 1117")
        case .governmentProcurementLaw: Words(zh: "政府采购法", en: "Government Procurement Law")
        case .procurementRegulation:
            Words(zh: "政府采购法实施条例", en: "Government Procurement Regulation")
        case .tenderMeasures:
            Words(zh: "政府采购货物和服务招标投标管理办法", en: "Procurement Tender Measures, Order 87")
        case .nonTenderMeasures:
            Words(zh: "政府采购非招标采购方式管理办法", en: "Non-tender Procurement Measures, Order 74")
        case .consultationMeasures:
            Words(zh: "政府采购竞争性磋商采购方式管理暂行办法", en: "Competitive Consultation Measures, 2014 no. 214")
        case .consultationSupplement:
            Words(zh: "财库〔2015〕124号补充通知", en: "Consultation Supplement, 2015 no. 124")
        case .challengeMeasures:
            Words(zh: "政府采购质疑和投诉办法", en: "Procurement Challenge Measures, Order 94")
        case .abnormallyLowNotice:
            Words(zh: "财库〔2026〕2号异常低价通知", en: "Abnormally Low Price Notice, 2026 no. 2")
        case .emergencyNotice:
            Words(zh: "财库〔2026〕12号紧急采购通知", en: "Emergency Procurement Notice, 2026 no. 12")
        case .landMeasures:
            Words(
                zh: "招标拍卖挂牌出让国有建设用地使用权规定", en: "Land Tender, Auction and Listing Rules, Order 39")
        case .landSupplyNotice:
            Words(zh: "国土资发〔2010〕34号通知", en: "Land Supply Notice, 2010 no. 34")
        case .stateAssetMeasures:
            Words(zh: "企业国有资产交易监督管理办法", en: "State Asset Transaction Measures, Order 32")
        case .auctionLaw: Words(zh: "拍卖法", en: "Auction Law")
        case .platform: Words(zh: "平台规则", en: "platform rule")
        }
    }
}

/// The place in the law that a clause rests on.
package struct Citation: Hashable, Sendable {
    package var law: Law
    /// Zero for a rule of the platform, and for a notice that is cited as a whole.
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
    package static func conductOpinions(_ article: Int) -> Citation { Citation(.conductOpinions, article) }
    package static func procurementLaw(_ article: Int) -> Citation {
        Citation(.governmentProcurementLaw, article)
    }
    package static func procurementRegulation(_ article: Int) -> Citation {
        Citation(.procurementRegulation, article)
    }
    package static func tenderMeasures(_ article: Int) -> Citation { Citation(.tenderMeasures, article) }
    package static func nonTenderMeasures(_ article: Int) -> Citation {
        Citation(.nonTenderMeasures, article)
    }
    package static func consultationMeasures(_ article: Int) -> Citation {
        Citation(.consultationMeasures, article)
    }
    package static func challengeMeasures(_ article: Int) -> Citation {
        Citation(.challengeMeasures, article)
    }
    package static func landMeasures(_ article: Int) -> Citation { Citation(.landMeasures, article) }
    package static func stateAssetMeasures(_ article: Int) -> Citation {
        Citation(.stateAssetMeasures, article)
    }
    /// The text of the notice was read second-hand, so no article is named.
    package static let abnormallyLowNotice = notice(.abnormallyLowNotice)
    package static let emergencyNotice = notice(.emergencyNotice)
    package static func auctionLaw(_ article: Int) -> Citation { Citation(.auctionLaw, article) }
    /// A notice as a whole, where its article numbers are not known to us.
    package static func notice(_ law: Law) -> Citation { Citation(law, 0) }
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
