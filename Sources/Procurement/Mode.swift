/// The eight trading modes (domain §1.1).
package enum Mode: String, CaseIterable, Sendable {
    case openTender, invitedTender, competitiveNegotiation, competitiveConsultation
    case requestForQuotation, singleSource, auction, listing

    package var words: Words {
        switch self {
        case .openTender: Words(zh: "公开招标", en: "open tender")
        case .invitedTender: Words(zh: "邀请招标", en: "invited tender")
        case .competitiveNegotiation: Words(zh: "竞争性谈判", en: "competitive negotiation")
        case .competitiveConsultation: Words(zh: "竞争性磋商", en: "competitive consultation")
        case .requestForQuotation: Words(zh: "询价", en: "request for quotation")
        case .singleSource: Words(zh: "单一来源", en: "single source")
        case .auction: Words(zh: "拍卖", en: "auction")
        case .listing: Words(zh: "挂牌", en: "listing")
        }
    }
}

/// The body of law that governs a purchase or a sale. It is an axis of its own beside the mode.
package enum Regime: String, CaseIterable, Sendable {
    case biddingLaw, governmentProcurement, land, mineral, stateAssets

    package var words: Words {
        switch self {
        case .biddingLaw: Words(zh: "招标投标", en: "bidding law")
        case .governmentProcurement: Words(zh: "政府采购", en: "government procurement")
        case .land: Words(zh: "土地使用权", en: "land use rights")
        case .mineral: Words(zh: "矿业权", en: "mineral rights")
        case .stateAssets: Words(zh: "国有产权", en: "state assets")
        }
    }
}

/// Where a lot stands (domain §1.3).
package enum Phase: String, CaseIterable, Sendable {
    case registered, noticed, closed, opening, evaluation, reported, publicity
    case awarded, contracted, archived, failed, cancelled

    /// Nothing more happens in it.
    package var isFinal: Bool {
        switch self {
        case .archived, .failed, .cancelled: true
        case .registered, .noticed, .closed, .opening, .evaluation, .reported, .publicity, .awarded,
            .contracted:
            false
        }
    }

    package var words: Words {
        switch self {
        case .registered: Words(zh: "已登记", en: "registered")
        case .noticed: Words(zh: "公告与投标中", en: "noticed, open for bids")
        case .closed: Words(zh: "投标截止", en: "closed for bids")
        case .opening: Words(zh: "开标中", en: "opening")
        case .evaluation: Words(zh: "评标中", en: "evaluation")
        case .reported: Words(zh: "评标报告已提交", en: "reported")
        case .publicity: Words(zh: "中标候选人公示", en: "candidates published")
        case .awarded: Words(zh: "已定标", en: "awarded")
        case .contracted: Words(zh: "已签合同", en: "contracted")
        case .archived: Words(zh: "已归档", en: "archived")
        case .failed: Words(zh: "招标失败", en: "failed")
        case .cancelled: Words(zh: "已终止", en: "cancelled")
        }
    }
}

/// Why a lot ended without an award.
package enum Failure: String, CaseIterable, Sendable {
    /// Fewer than three bidders at the deadline, or left at the opening through no fault of theirs.
    case tooFewBidders
    /// The committee rejected every bid, or found no competition.
    case allRejected
    /// No candidate is left that could be awarded.
    case noCandidateLeft

    package var words: Words {
        switch self {
        case .tooFewBidders: Words(zh: "投标人不足三家", en: "fewer than three bidders")
        case .allRejected: Words(zh: "所有投标被否决", en: "all bids rejected")
        case .noCandidateLeft: Words(zh: "没有可以定标的中标候选人", en: "no candidate left to award")
        }
    }
}
