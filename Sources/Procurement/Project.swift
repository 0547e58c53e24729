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
    /// What only some regimes ask; nil in a tender under the bidding law that needs none of it.
    package var particulars: Particulars?

    package init(
        name: String, mode: Mode, regime: Regime, approval: String, compulsory: Bool, stateFunded: Bool,
        territory: String, lots: [LotPlan], previous: TenderID?, particulars: Particulars? = nil
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
        self.particulars = particulars
    }
}

/// What an agency states on entry so that the regime's own clauses can be judged.
package struct Particulars: Hashable, Sendable {
    package var category: Category
    /// The statutory ground on which a mode other than open tender is used.
    package var ground: Ground?
    /// At or above the threshold for open tender (公开招标数额标准) of the place.
    package var aboveThreshold: Bool
    /// Number of the approval of the mode by finance, or by who decides on the sale.
    package var methodApproval: String?
    /// Complex, or of great public interest (技术复杂、社会影响较大): a larger committee.
    package var special: Bool
    /// 紧急采购 under 财库〔2026〕12号.
    package var emergency: Bool
    /// The sale passes control of the enterprise (实际控制权转移).
    package var changesControl: Bool
    /// Of an add-on: the amount of the original contract.
    package var originalContract: Fen?
    /// Of an add-on: what was added to that contract before.
    package var earlierAddOns: Fen?

    package init(
        category: Category, ground: Ground? = nil, aboveThreshold: Bool = false,
        methodApproval: String? = nil, special: Bool = false, emergency: Bool = false,
        changesControl: Bool = false, originalContract: Fen? = nil, earlierAddOns: Fen? = nil
    ) {
        self.category = category
        self.ground = ground
        self.aboveThreshold = aboveThreshold
        self.methodApproval = methodApproval
        self.special = special
        self.emergency = emergency
        self.changesControl = changesControl
        self.originalContract = originalContract
        self.earlierAddOns = earlierAddOns
    }
}

/// What is bought or sold.
package enum Category: String, CaseIterable, Sendable {
    case works, goods, services, equity, assets, landUse, mineralRight
    case capitalIncrease

    package var words: Words {
        switch self {
        case .works: Words(zh: "工程", en: "works")
        case .goods: Words(zh: "货物", en: "goods")
        case .services: Words(zh: "服务", en: "services")
        case .equity: Words(zh: "企业产权", en: "equity")
        case .assets: Words(zh: "企业资产", en: "assets")
        case .capitalIncrease: Words(zh: "企业增资", en: "a capital increase")
        case .landUse: Words(zh: "土地使用权", en: "a land use right")
        case .mineralRight: Words(zh: "矿业权", en: "a mineral right")
        }
    }
}

/// The statutory grounds for a mode.
package enum Ground: String, CaseIterable, Sendable {
    /// Invited tender, 条例 8: complex, special or bound by nature; an open tender costs too much.
    case fewCandidates, openTenderTooCostly
    /// Invited tender, 政府采购法 29.
    case limitedSuppliers, costOutOfProportion
    /// 政府采购法 30: competitive negotiation.
    case tenderFailed, noFullSpecification, urgentNeed, priceNotComputable
    /// Works that need no tender (条例 25).
    case worksOutsideTender
    /// A tender left exactly two (74号 27).
    case twoLeftInTender
    /// 214号 3: competitive consultation.
    case governmentServices, complexOrSpecial, consultationPriceNotComputable, research
    case worksOutsideCompulsoryTender
    /// 政府采购法 32: uniform goods, ample stock, steady price.
    case uniformGoods
    /// 政府采购法 31: single source.
    case onlySupplier, unforeseeableEmergency, addOn

    package var words: Words {
        switch self {
        case .fewCandidates: Words(zh: "技术复杂、有特殊要求或者受自然环境限制，只有少量潜在投标人", en: "few potential bidders")
        case .openTenderTooCostly: Words(zh: "公开招标费用占合同金额比例过大", en: "an open tender costs too much")
        case .limitedSuppliers: Words(zh: "具有特殊性，只能从有限范围的供应商处采购", en: "only few suppliers can serve")
        case .costOutOfProportion: Words(zh: "公开招标费用占采购总价值比例过大", en: "the cost is out of proportion")
        case .tenderFailed: Words(zh: "招标后没有供应商投标、没有合格标的或者重新招标未能成立", en: "a tender failed")
        case .noFullSpecification: Words(zh: "技术复杂或者性质特殊，不能确定详细规格", en: "no full specification is possible")
        case .urgentNeed: Words(zh: "招标所需时间不能满足紧急需要", en: "a tender would take too long for an urgent need")
        case .priceNotComputable, .consultationPriceNotComputable:
            Words(zh: "不能事先计算出价格总额", en: "the total price cannot be computed beforehand")
        case .worksOutsideTender: Words(zh: "依法不进行招标的工程", en: "works that need no tender")
        case .twoLeftInTender: Words(zh: "公开招标过程中只有两家合格", en: "a tender left exactly two")
        case .governmentServices: Words(zh: "政府购买服务", en: "services bought by government")
        case .complexOrSpecial: Words(zh: "技术复杂或者性质特殊", en: "complex or special")
        case .research: Words(zh: "市场竞争不充分的科研项目、需要扶持的科技成果转化项目", en: "research, or technology to be supported")
        case .worksOutsideCompulsoryTender: Words(zh: "必须招标以外的工程", en: "works outside compulsory tender")
        case .uniformGoods: Words(zh: "规格、标准统一，现货货源充足且价格变化幅度小的货物", en: "uniform goods of steady price")
        case .onlySupplier: Words(zh: "只能从唯一供应商处采购", en: "only one supplier")
        case .unforeseeableEmergency: Words(zh: "发生了不可预见的紧急情况", en: "an unforeseeable emergency")
        case .addOn: Words(zh: "必须保证原有采购项目一致性或者服务配套要求的添购", en: "an add-on for consistency")
        }
    }
}

/// One lot as registered.
package struct LotPlan: Hashable, Sendable {
    package var id: LotID
    package var name: String
    /// The estimated price (招标项目估算价) or the budget (预算金额), the base of the bid bond's cap.
    package var estimate: Fen
    /// Of an asset: its appraised value as filed (评估备案值).
    package var appraisal: Fen?

    package init(id: LotID, name: String, estimate: Fen, appraisal: Fen? = nil) {
        self.id = id
        self.name = name
        self.estimate = estimate
        self.appraisal = appraisal
    }
}

/// How the committee ranks (招标投标法 41).
package enum EvaluationMethod: String, CaseIterable, Sendable {
    /// 综合评估法: the highest total of scores first.
    case scored
    /// 经评审的最低投标价法: the lowest reviewed price first.
    case lowestReviewedPrice
    /// 政府采购综合评分法 (87号 55).
    case weightedScoring
    /// 政府采购最低评标价法 (87号 54).
    case lowestEvaluatedPrice
    /// 最后报价最低 (74号 35); of an inquiry the one quote (74号 48).
    case lowestLastPrice
    /// 磋商综合评分法 (214号 23).
    case consultationScoring
    /// 价高者得.
    case highestPrice
    /// 单一来源: one price agreed.
    case agreedPrice

    package var words: Words {
        switch self {
        case .scored: Words(zh: "综合评估法", en: "comprehensive scoring")
        case .lowestReviewedPrice: Words(zh: "经评审的最低投标价法", en: "lowest reviewed price")
        case .weightedScoring: Words(zh: "综合评分法", en: "weighted scoring")
        case .lowestEvaluatedPrice: Words(zh: "最低评标价法", en: "lowest evaluated price")
        case .lowestLastPrice: Words(zh: "最后报价最低", en: "lowest last price")
        case .consultationScoring: Words(zh: "磋商综合评分法", en: "weighted scoring after consultation")
        case .highestPrice: Words(zh: "价高者得", en: "highest price")
        case .agreedPrice: Words(zh: "协商定价", en: "agreed price")
        }
    }

    /// Members give points.
    package var isScored: Bool {
        switch self {
        case .scored, .weightedScoring, .consultationScoring: true
        case .lowestReviewedPrice, .lowestEvaluatedPrice, .lowestLastPrice, .highestPrice, .agreedPrice:
            false
        }
    }

    /// More money is better: something is sold.
    package var prefersHigherPrice: Bool { self == .highestPrice }
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
    /// What the price counts in the score; nil where it is not scored.
    package var priceWeight: PriceWeight?
    /// The rule of evaluation that the documents declare; nil where they leave it to their text.
    package var rule: EvaluationRule?

    package init(
        publications: [Publication], documents: Digest, documentsFrom: Instant, documentsUntil: Instant,
        deadline: Instant, bidValidityDays: Int, method: EvaluationMethod, decryptionMinutes: Int,
        terms: [LotTerms], priceWeight: PriceWeight? = nil, rule: EvaluationRule? = nil
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
        self.priceWeight = priceWeight
        self.rule = rule
    }
}

/// The weight of the price in a score (价格分值占总分值的比重).
package struct PriceWeight: Hashable, Sendable {
    package var percent: Int
    /// Number of finance's consent to a weight outside the band of the law, or of the uniform price that the state
    /// has fixed.
    package var consent: String?

    package init(percent: Int, consent: String? = nil) {
        self.percent = percent
        self.consent = consent
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
    /// Who holds the opening key of this lot; nil where nothing is sealed.
    package var custodian: PartyID?
    /// SHA-256 of the lot's opening certificate (DER); nil where nothing is sealed.
    package var openingCertificate: Digest?
    /// Of an auction or a listing: how it is bid for.
    package var live: LiveTerms?

    package init(
        lot: LotID, ceilingPrice: Fen?, floorPrice: Fen?, bidBond: Fen, performanceBondBasisPoints: Int,
        custodian: PartyID?, openingCertificate: Digest?, live: LiveTerms? = nil
    ) {
        self.lot = lot
        self.ceilingPrice = ceilingPrice
        self.floorPrice = floorPrice
        self.bidBond = bidBond
        self.performanceBondBasisPoints = performanceBondBasisPoints
        self.custodian = custodian
        self.openingCertificate = openingCertificate
        self.live = live
    }
}
