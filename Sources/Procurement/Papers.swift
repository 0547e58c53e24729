/// The bodies of commands after the notice. Each is what its author signs.

/// A clarification or modification of the documents (澄清、修改).
package struct Amendment: Hashable, Sendable {
    package var text: Digest
    /// It may affect how bids are made (可能影响投标文件编制).
    package var affectsBids: Bool
    package var newDeadline: Instant?

    package init(text: Digest, affectsBids: Bool, newDeadline: Instant?) {
        self.text = text
        self.affectsBids = affectsBids
        self.newDeadline = newDeadline
    }
}

/// What an objection (异议) or a complaint (投诉) is about.
package enum Subject: String, CaseIterable, Sendable {
    case documents, opening, result
    case prequalification, source

    package var words: Words {
        switch self {
        case .documents: Words(zh: "招标文件", en: "the tender documents")
        case .opening: Words(zh: "开标", en: "the opening")
        case .result: Words(zh: "评标、采购结果", en: "the evaluation result")
        case .prequalification: Words(zh: "资格预审文件", en: "the prequalification documents")
        case .source: Words(zh: "单一来源采购公示", en: "the use of a single source")
        }
    }
}

/// The answer to an objection, or the decision on a complaint.
package struct Answer: Hashable, Sendable {
    package var to: CaseID
    package var upheld: Bool
    package var text: Digest

    package init(to: CaseID, upheld: Bool, text: Digest) {
        self.to = to
        self.upheld = upheld
        self.text = text
    }
}

/// A sealed bid handed in: the envelope is already on the platform under its digest.
package struct SealedBid: Hashable, Sendable {
    package var envelope: Digest
    /// Bytes.
    package var size: Int64
    package var replaces: BidID?

    package init(envelope: Digest, size: Int64, replaces: BidID?) {
        self.envelope = envelope
        self.size = size
        self.replaces = replaces
    }
}

/// What came out of an envelope that opened to a bid made for this lot by its submitter.
package struct OpenedBid: Hashable, Sendable {
    /// Digest of the signed bid, the bytes inside the envelope.
    package var signed: Digest
    /// Digest of the tar that was signed: what the committee reads.
    package var contents: Digest
    package var manifest: Digest
    package var price: Fen
    package var files: Int

    package init(signed: Digest, contents: Digest, manifest: Digest, price: Fen, files: Int) {
        self.signed = signed
        self.contents = contents
        self.manifest = manifest
        self.price = price
        self.files = files
    }
}

/// What the platform found when it opened an envelope with the released key. It is a fact, not a
/// judgement: anyone who has the envelope and the key can repeat it.
package enum OpeningFinding: Hashable, Sendable {
    case opened(OpenedBid)
    /// It decrypted, but is no bid of this bidder for this lot; the code says why.
    case notABid(code: String, words: Words)
    /// It did not decrypt.
    case undecipherable(code: String, words: Words)
}

/// Whose fault it is that a bid could not be decrypted (电子招标投标办法 31).
package enum Fault: String, CaseIterable, Sendable {
    /// 撤销: the bid is revoked, the bond may be forfeited, the opening goes on.
    case bidder
    /// 撤回: the bid is withdrawn, the bond returned, damages may be claimed.
    case other

    package var words: Words {
        switch self {
        case .bidder: Words(zh: "投标人原因（视为撤销）", en: "the bidder's fault: revoked")
        case .other: Words(zh: "投标人之外的原因（视为撤回）", en: "not the bidder's fault: withdrawn")
        }
    }
}

/// A member of the evaluation committee (评标委员会).
package struct Member: Hashable, Sendable {
    package var party: PartyID
    /// Technical or economic expert from the library, as against the agency's own delegate.
    package var expert: Bool

    package init(party: PartyID, expert: Bool) {
        self.party = party
        self.expert = expert
    }
}

/// Grounds on which the committee must reject a bid (条例 51).
package enum RejectionGround: String, CaseIterable, Sendable {
    case unsigned, noConsortiumAgreement, unqualified, twoBidsOrPrices, belowCostOrAboveCeiling
    case notResponsive, collusionOrFraud, notABid
    /// 异常低价 not proven (财库〔2026〕2号).
    case abnormallyLow
    /// The bidder did not confirm a correction of its price (87号 59).
    case correctionNotConfirmed
    /// Another offer of the same brand stands for it (87号 31).
    case sameBrand

    package var words: Words {
        switch self {
        case .unsigned: Words(zh: "未经签章", en: "not signed or sealed")
        case .noConsortiumAgreement: Words(zh: "没有共同投标协议", en: "no consortium agreement")
        case .unqualified: Words(zh: "不符合资格条件", en: "not qualified")
        case .twoBidsOrPrices: Words(zh: "两个以上投标或者报价", en: "two bids or two prices")
        case .belowCostOrAboveCeiling:
            Words(zh: "低于成本或者高于最高投标限价", en: "below cost or above the ceiling price")
        case .notResponsive: Words(zh: "未响应实质性要求", en: "not responsive to substantive requirements")
        case .collusionOrFraud: Words(zh: "串通投标、弄虚作假、行贿", en: "collusion, fraud or bribery")
        case .notABid: Words(zh: "开启后不是本标段的有效投标", en: "opened to no valid bid for this lot")
        case .abnormallyLow:
            Words(zh: "报价明显偏低且不能证明其合理性", en: "an abnormally low price that was not explained")
        case .sameBrand: Words(zh: "相同品牌产品只由一家参加评标", en: "another offer of the same brand stands for it")
        case .correctionNotConfirmed:
            Words(zh: "不确认报价修正", en: "a correction of the price was not confirmed")
        }
    }
}

/// One member's points for one bid, in hundredths of a point.
package struct Score: Hashable, Sendable {
    package var bid: BidID
    package var hundredths: Int

    package init(bid: BidID, hundredths: Int) {
        self.bid = bid
        self.hundredths = hundredths
    }
}

/// The evaluation report (评标报告): its text, and the ranked candidates, three at most.
package struct Report: Hashable, Sendable {
    package var text: Digest
    /// Best first. Empty when all bids are rejected.
    package var candidates: [BidID]
    /// The written finding on competition that is needed when fewer than three valid bids are left.
    package var competitionFinding: Digest?

    package init(text: Digest, candidates: [BidID], competitionFinding: Digest?) {
        self.text = text
        self.candidates = candidates
        self.competitionFinding = competitionFinding
    }
}

/// Why a candidate falls out before the award (条例 55).
package enum StrikeGround: String, CaseIterable, Sendable {
    case gaveUp, cannotPerform, noPerformanceBond, foundInBreach

    package var words: Words {
        switch self {
        case .gaveUp: Words(zh: "放弃中标", en: "gave up")
        case .cannotPerform: Words(zh: "因不可抗力不能履行合同", en: "cannot perform")
        case .noPerformanceBond: Words(zh: "未按要求提交履约保证金", en: "no performance bond")
        case .foundInBreach: Words(zh: "被查实存在影响中标结果的违法行为", en: "found in breach")
        }
    }
}

/// The contract as signed by one side.
package struct Contract: Hashable, Sendable {
    package var text: Digest
    package var price: Fen

    package init(text: Digest, price: Fen) {
        self.text = text
        self.price = price
    }
}
