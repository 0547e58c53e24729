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
    /// Before the notice: applications to be qualified, their review, and who was found.
    case prequalification, qualifying, qualified
    case sourcePublicity
    /// After the first opening: the agency's review of qualification, or the group's of responses.
    case review
    case negotiation, lastPrices, lastClosed, lastOpening
    /// The agency let its time pass: the first in rank has won.
    case presumed
    case freeBidding, listing, optIn, timedBidding, hammer, unsold

    /// Nothing more happens in it.
    package var isFinal: Bool {
        switch self {
        case .archived, .failed, .cancelled: true
        case .registered, .noticed, .closed, .opening, .evaluation, .reported, .publicity, .awarded,
            .contracted, .prequalification, .qualifying, .qualified, .sourcePublicity, .review,
            .negotiation, .lastPrices, .lastClosed, .lastOpening, .presumed, .freeBidding, .listing,
            .optIn, .timedBidding, .hammer, .unsold:
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
        case .failed: Words(zh: "失败", en: "failed")
        case .cancelled: Words(zh: "已终止", en: "cancelled")
        case .prequalification: Words(zh: "资格预审申请中", en: "open for applications to be qualified")
        case .qualifying: Words(zh: "资格审查中", en: "reviewing applications")
        case .qualified: Words(zh: "参与人已确定", en: "participants are known")
        case .sourcePublicity: Words(zh: "单一来源公示", en: "single source published")
        case .review: Words(zh: "响应、资格审查中", en: "review of what was opened")
        case .negotiation: Words(zh: "谈判、磋商中", en: "negotiation")
        case .lastPrices: Words(zh: "最后报价中", en: "open for last prices")
        case .lastClosed: Words(zh: "最后报价截止", en: "closed for last prices")
        case .lastOpening: Words(zh: "最后报价开启中", en: "opening the last prices")
        case .presumed: Words(zh: "逾期未确定，视同排名第一", en: "first in rank by silence")
        case .freeBidding: Words(zh: "自由竞价", en: "free bidding")
        case .listing: Words(zh: "挂牌报价", en: "listing")
        case .optIn: Words(zh: "询问是否进入限时竞价", en: "asking who goes on")
        case .timedBidding: Words(zh: "限时竞价", en: "timed bidding")
        case .hammer: Words(zh: "竞价结束", en: "bidding has ended")
        case .unsold: Words(zh: "未征集到受让方", en: "no buyer came")
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
    /// Fewer than the law demands passed the qualification review.
    case tooFewQualified
    /// Fewer than the law demands answered every substantive demand.
    case tooFewConforming
    /// Fewer than the law demands handed in a last price.
    case tooFewLastPrices
    /// The ground for the mode does not hold, or has fallen away.
    case groundFell
    case overBudget
    case unlawfulActs
    /// Fewer came than the notice demanded.
    case notHeld
    case noBid
    case belowReserve
    /// The reserve that the notice announced was not sealed in time.
    case noReserve
    /// A winner was found, and no deal came of it.
    case dealFell

    package var words: Words {
        switch self {
        case .tooFewBidders: Words(zh: "投标人不足三家", en: "fewer than three bidders")
        case .allRejected: Words(zh: "所有投标被否决", en: "all bids rejected")
        case .noCandidateLeft: Words(zh: "没有可以定标的中标候选人", en: "no candidate left to award")
        case .tooFewQualified: Words(zh: "合格供应商数量不足", en: "too few qualified")
        case .tooFewConforming: Words(zh: "实质性响应数量不足", en: "too few conforming")
        case .tooFewLastPrices: Words(zh: "最后报价数量不足", en: "too few last prices")
        case .groundFell: Words(zh: "方式适用情形不成立或者消失", en: "the ground for the mode fell away")
        case .overBudget: Words(zh: "报价超过预算", en: "over the budget")
        case .unlawfulActs: Words(zh: "出现影响采购公正的违法行为", en: "unlawful acts")
        case .notHeld: Words(zh: "竞买人数不足，未举行", en: "too few bidders: not held")
        case .noBid: Words(zh: "无人报价", en: "nobody bid")
        case .belowReserve: Words(zh: "最高报价低于底价，不成交", en: "below the reserve: no deal")
        case .noReserve: Words(zh: "公告的底价未按时密封提交", en: "the announced reserve was not sealed in time")
        case .dealFell: Words(zh: "竞得人未履约", en: "the deal fell through")
        }
    }
}
