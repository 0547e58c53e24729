/// What an agency registers on entry (入场登记): the project, and the lots it is cut into.
package struct Project: Hashable, Sendable {
    package var name: String
    package var mode: Mode
    package var regime: Regime
    /// The approval of the project's scope, method and form (招标投标法 9, 条例 7).
    package var approval: String
    /// The law demands a tender for it (依法必须进行招标的项目).
    package var compulsory: Bool
    /// State funds dominate (国有资金占控股或者主导地位).
    package var stateFunded: Bool
    /// GB/T 2260 code of the place.
    package var territory: String
    package var lots: [LotPlan]
    /// The failed or cancelled tender of which this is the next round.
    package var previous: TenderID?

    package init(
        name: String, mode: Mode, regime: Regime, approval: String, compulsory: Bool, stateFunded: Bool,
        territory: String, lots: [LotPlan], previous: TenderID?
    ) {
        self.name = name
        self.mode = mode
        self.regime = regime
        self.approval = approval
        self.compulsory = compulsory
        self.stateFunded = stateFunded
        self.territory = territory
        self.lots = lots
        self.previous = previous
    }
}

/// One lot as registered.
package struct LotPlan: Hashable, Sendable {
    package var id: LotID
    package var name: String
    /// The estimated price (招标项目估算价), the base of the bid bond's cap.
    package var estimate: Fen

    package init(id: LotID, name: String, estimate: Fen) {
        self.id = id
        self.name = name
        self.estimate = estimate
    }
}

/// How the committee ranks (招标投标法 41).
package enum EvaluationMethod: String, CaseIterable, Sendable {
    /// 综合评估法: the highest total of scores first.
    case scored
    /// 经评审的最低投标价法: the lowest reviewed price first.
    case lowestReviewedPrice

    package var words: Words {
        switch self {
        case .scored: Words(zh: "综合评估法", en: "comprehensive scoring")
        case .lowestReviewedPrice: Words(zh: "经评审的最低投标价法", en: "lowest reviewed price")
        }
    }
}

/// The notice (招标公告) with the timetable and terms of the tender documents that the law looks at.
package struct Notice: Hashable, Sendable {
    /// Where the same text appears together: the platform and the state medium.
    package var publications: [Publication]
    /// The tender documents.
    package var documents: Digest
    package var documentsFrom: Instant
    package var documentsUntil: Instant
    /// The deadline for bids, which is also the opening instant (招标投标法 34).
    package var deadline: Instant
    package var bidValidityDays: Int
    package var method: EvaluationMethod
    /// How long decryption may take after its prompt; thirty minutes unless the documents say otherwise.
    package var decryptionMinutes: Int
    package var terms: [LotTerms]

    package init(
        publications: [Publication], documents: Digest, documentsFrom: Instant, documentsUntil: Instant,
        deadline: Instant, bidValidityDays: Int, method: EvaluationMethod, decryptionMinutes: Int,
        terms: [LotTerms]
    ) {
        self.publications = publications
        self.documents = documents
        self.documentsFrom = documentsFrom
        self.documentsUntil = documentsUntil
        self.deadline = deadline
        self.bidValidityDays = bidValidityDays
        self.method = method
        self.decryptionMinutes = decryptionMinutes
        self.terms = terms
    }
}

/// One medium on which a text is published.
package struct Publication: Hashable, Sendable {
    package var medium: String
    package var text: Digest
    package var at: Instant

    package init(medium: String, text: Digest, at: Instant) {
        self.medium = medium
        self.text = text
        self.at = at
    }
}

/// What the notice says of one lot.
package struct LotTerms: Hashable, Sendable {
    package var lot: LotID
    /// 最高投标限价
    package var ceilingPrice: Fen?
    /// A lowest price. The law forbids one; the field exists so that the refusal can say so.
    package var floorPrice: Fen?
    /// 投标保证金
    package var bidBond: Fen
    /// 履约保证金, in hundredths of a percent of the contract price.
    package var performanceBondBasisPoints: Int
    /// Who holds the opening key of this lot.
    package var custodian: PartyID
    /// SHA-256 of the lot's opening certificate (DER).
    package var openingCertificate: Digest

    package init(
        lot: LotID, ceilingPrice: Fen?, floorPrice: Fen?, bidBond: Fen, performanceBondBasisPoints: Int,
        custodian: PartyID, openingCertificate: Digest
    ) {
        self.lot = lot
        self.ceilingPrice = ceilingPrice
        self.floorPrice = floorPrice
        self.bidBond = bidBond
        self.performanceBondBasisPoints = performanceBondBasisPoints
        self.custodian = custodian
        self.openingCertificate = openingCertificate
    }
}
