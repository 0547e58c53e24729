/// The evaluation while it is being computed: one row for each bid, in the order of the sheet.
struct Evaluation {
    let sheet: ScoringSheet
    let bids: [PricedBid]
    let scores: ScoreBook
    private(set) var rows: [EvaluationResult.Row] = []
    private(set) var benchmark: Fen?
    private(set) var corrections: [BidID: [Correction]] = [:]
    private(set) var faults: [EvaluationFault] = []

    private var rule: EvaluationRule { sheet.rule }

    init(sheet: ScoringSheet, bids: [PricedBid], scores: ScoreBook) {
        self.sheet = sheet
        self.bids = bids
        self.scores = scores
    }

    /// The places of the bids that are compared.
    var standing: [Int] { rows.indices.filter { rows[$0].exclusion == nil } }

    /// What no price may exceed.
    private var limit: Fen? {
        guard rule.method != .highestPrice else { return nil }
        guard sheet.regime == .governmentProcurement else { return sheet.ceiling }
        return [sheet.ceiling, sheet.budget].compactMap(\.self).min()
    }

    /// Corrects every price and tells who is out before prices are compared.
    mutating func admit() {
        for bid in bids {
            let corrected = correct(bid.quoted, bid.facts, under: sheet.regime)
            if !corrected.corrections.isEmpty { corrections[bid.id] = corrected.corrections }
            var row = EvaluationResult.Row(bid: bid.id, price: corrected.price)
            switch bid.status {
            case .rejected: row.exclusion = .rejected
            case .left: row.exclusion = .left
            case .valid: row.exclusion = exclusion(of: bid, corrected)
            }
            rows.append(row)
            guard row.exclusion == nil else { continue }
            for line in corrected.slipsUnproven { tellSlip(bid.id, line) }
            if !corrected.corrections.isEmpty, bid.confirmsCorrection == nil { tellUnconfirmed(bid.id) }
        }
    }

    private func exclusion(of bid: PricedBid, _ corrected: CorrectedPrice) -> Exclusion? {
        if corrected.price.amount <= 0 { return .noPrice }
        if !corrected.corrections.isEmpty, bid.confirmsCorrection == false { return .correctionRefused }
        if let limit, corrected.price > limit { return .aboveCeiling }
        return nil
    }

    /// Finds the prices that must be explained, and drops those whose bidders could not.
    mutating func testLowPrices() {
        if let test = rule.abnormallyLow, rule.method != .highestPrice {
            let prices = Dictionary(standing.map { (rows[$0].bid, rows[$0].price) }) { first, _ in first }
            let found = Procurement.abnormallyLow(
                prices, ceiling: sheet.ceiling, budget: sheet.budget, test)
            for place in standing {
                guard let grounds = found[rows[place].bid] else { continue }
                rows[place].abnormallyLow = grounds
                if bids[place].lowPrice == nil { tellUnexplained(rows[place].bid) }
            }
        }
        // The committee may also ask about a price that meets no ratio.
        for place in standing where bids[place].lowPrice == .unproven {
            rows[place].exclusion = .lowPriceUnproven
        }
    }

    /// 87号令 31 under the lowest price: of one brand only the cheapest offer takes part.
    mutating func keepOneOfEachBrandByPrice() {
        guard rule.method == .gpLowestEvaluatedPrice else { return }
        keepOneOfEachBrand { rows, a, b in rows[a].price < rows[b].price }
    }

    /// 87号令 31 under scoring: of one brand only the best scored offer may be a candidate.
    mutating func keepOneOfEachBrandByPoints() {
        guard rule.method == .gpScored else { return }
        keepOneOfEachBrand { rows, a, b in (rows[a].total ?? .zero) > (rows[b].total ?? .zero) }
    }

    private mutating func keepOneOfEachBrand(
        _ isBetter: ([EvaluationResult.Row], Int, Int) -> Bool
    ) {
        let branded = standing.filter { bids[$0].brand != nil }
        for (brand, places) in Dictionary(grouping: branded, by: { bids[$0].brand ?? "" }).sorted(by: {
            $0.key < $1.key
        }) where places.count > 1 {
            let best = places.filter { place in !places.contains { isBetter(rows, $0, place) } }
            let chosen = best.filter { rows[$0].bid == sheet.brandChoices[brand] }
            if best.count > 1, chosen.isEmpty { tellBrandTie(brand) }
            let kept = best.count > 1 && !chosen.isEmpty ? chosen : best
            for place in places where !kept.contains(place) { rows[place].exclusion = .sameBrand }
        }
    }

    /// Evaluation prices, the benchmark, and the points of every bid that stands.
    mutating func givePoints() {
        for place in standing {
            rows[place].evaluationPrice = rule.evaluationPrice(rows[place].price, of: bids[place])
        }
        guard rule.method.scores else { return }
        benchmark = rule.benchmark(of: standing.compactMap { rows[$0].evaluationPrice })
        for place in standing {
            let row = rows[place]
            guard let price = row.evaluationPrice, let base = benchmark else { continue }
            let pricePoints = rule.points(for: price, against: base)
            let means = rule.factors.map { ($0.id, mean(of: $0.id, for: row.bid)) }
            rows[place].pricePoints = pricePoints
            rows[place].factorPoints = Dictionary(means) { first, _ in first }
            rows[place].total = means.reduce(pricePoints) { $0 + $1.1 }
        }
    }

    /// The mean of what the members gave, rounded as declared.
    private func mean(of factor: FactorID, for bid: BidID) -> Points {
        let given = sheet.members.compactMap { scores[$0]?[bid]?[factor]?.hundredths }
        guard !given.isEmpty else { return .zero }
        let sum = given.reduce(Int128(0)) { $0 + Int128($1) }
        return rule.rounding.points(Ratio(sum, over: Int128(given.count) * 100))
    }

    /// Ranks what stands: equal bids share a rank, and the next one counts them all.
    mutating func rank() {
        let keys = rows.indices.map(key)
        let order = standing.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
        var last: (key: [Int64], rank: Int)?
        for (position, place) in order.enumerated() {
            if let last, last.key == keys[place] {
                rows[place].rank = last.rank
                if rule.method == .highestPrice { tellEqualOffers(rows[place].bid) }
            } else {
                rows[place].rank = position + 1
                last = (keys[place], position + 1)
            }
        }
    }

    /// What orders a bid, the lesser first at every position.
    private func key(_ place: Int) -> [Int64] {
        let row = rows[place]
        let price = row.price.amount
        let evaluated = row.evaluationPrice?.amount ?? .max
        let total = -Int64(row.total?.hundredths ?? 0)
        switch rule.method {
        case .gpScored, .worksScored: return [total, price]
        case .consultationScored: return [total, price, -technical(row)]
        case .gpLowestEvaluatedPrice, .lastPriceLowest: return [evaluated]
        case .worksReviewedLowest: return [evaluated, price]
        case .highestPrice: return [-price, bids[place].arrival?.milliseconds ?? .max]
        }
    }

    /// The points of the technical factors: what decides last in a consultation (214号 25).
    private func technical(_ row: EvaluationResult.Row) -> Int64 {
        rule.factors.filter { $0.kind == .technical }
            .reduce(0) { $0 + Int64(row.factorPoints[$1.id]?.hundredths ?? 0) }
    }

    var result: EvaluationResult {
        EvaluationResult(
            benchmark: benchmark,
            rows: rows.sorted { ($0.rank ?? .max, $0.bid) < ($1.rank ?? .max, $1.bid) })
    }
}

extension Evaluation {
    private mutating func tellSlip(_ bid: BidID, _ line: Int) {
        faults.append(
            EvaluationFault(
                "correction.slip", .tenderMeasures(59),
                zh: "投标“\(bid.text)”第\(line + 1)行的单价移动小数点后仍与总价不符，不是明显错位。",
                en:
                    "No shift of the decimal point makes the unit price in line \(line + 1) of bid \"\(bid.text)\" match its total, so it is no obvious slip.",
                bid: bid))
    }

    private mutating func tellUnconfirmed(_ bid: BidID) {
        faults.append(
            EvaluationFault(
                "correction.unconfirmed", .tenderMeasures(59),
                zh: "投标“\(bid.text)”的算术修正尚未经投标人确认。",
                en: "The bidder has not confirmed the correction of bid \"\(bid.text)\".", bid: bid))
    }

    private mutating func tellUnexplained(_ bid: BidID) {
        faults.append(
            EvaluationFault(
                "abnormallyLow.unexplained", .abnormallyLowNotice,
                zh: "投标“\(bid.text)”报价异常低，应当先要求说明，再作出认定。",
                en:
                    "The price of bid \"\(bid.text)\" is abnormally low: ask for an explanation and record what came of it.",
                bid: bid))
    }

    private mutating func tellBrandTie(_ brand: String) {
        faults.append(
            EvaluationFault(
                "brand.tie", .tenderMeasures(31), zh: "品牌“\(brand)”有并列的投标，应当按文件规定或者抽签确定一个。",
                en: "Bids of the brand \"\(brand)\" are equal; choose one as the documents say, or by lot."))
    }

    private mutating func tellEqualOffers(_ bid: BidID) {
        faults.append(
            EvaluationFault(
                "offer.arrival", .platform, zh: "报价“\(bid.text)”与另一报价相同，缺少先后到达时间，无法排序。",
                en: "Offer \"\(bid.text)\" equals another, and no times of arrival tell them apart.", bid: bid
            ))
    }
}
