package import Procurement
package import StrictJSON

// The declared rule and the bids of a scoring file.

extension EvaluationRule {
    /// Reads the rule of a scoring file: docs/formats/scoring-file.md.
    package init(_ f: inout Fields) throws(JSONError) {
        self.init(
            method: try f.choice("method", ScoringMethod.self),
            subject: try f.choice("subject", PurchaseKind.self), factors: try f.some("factors", Factor.init),
            pricePoints: try f.optionalPoints("pricePoints") ?? .zero,
            priceStanding: try f.optionalChoice("priceStanding", PriceStanding.self) ?? .competitive,
            benchmark: try f.optionalObject("benchmark", Benchmark.init) ?? .lowest,
            discounts: try f.optionalObject("discounts", Discounts.init) ?? .none,
            abnormallyLow: try f.optionalObject("abnormallyLow", AbnormallyLowRule.init),
            rounding: try f.object("rounding", Rounding.init))
    }

    package var json: JSON {
        .members([
            "method": .string(method.rawValue), "subject": .string(subject.rawValue),
            "factors": factors.isEmpty ? nil : .array(factors.map(\.json)),
            "pricePoints": pricePoints == .zero ? nil : JSON(pricePoints.hundredths),
            "priceStanding": priceStanding == .competitive ? nil : .string(priceStanding.rawValue),
            "benchmark": benchmark == .lowest ? nil : benchmark.json,
            "discounts": discounts == .none ? nil : discounts.json, "abnormallyLow": abnormallyLow?.json,
            "rounding": ["places": JSON(rounding.places), "kind": .string(rounding.kind.rawValue)],
        ])
    }
}

extension Rounding {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        self.init(places: try f.count("places"), kind: try f.choice("kind", Kind.self))
    }
}

extension Factor {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        self.init(
            id: FactorID(try f.name("id")), words: try f.words("words"),
            kind: try f.choice("kind", Kind.self), most: try f.points("most"),
            objective: try f.bool("objective"))
    }

    fileprivate var json: JSON {
        [
            "id": .string(id.text), "words": .string(words), "kind": .string(kind.rawValue),
            "most": JSON(most.hundredths), "objective": .bool(objective),
        ]
    }
}

extension Benchmark {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        let kind = try f.string("kind")
        switch kind {
        case "lowest": self = .lowest
        case "mean":
            self = .mean(
                MeanBenchmark(
                    basisPoints: try f.count("basisPoints"),
                    droppingHighest: try f.count("droppingHighest"),
                    droppingLowest: try f.count("droppingLowest"),
                    droppingFrom: try f.count("droppingFrom"), lossAbove: try f.points("lossAbove"),
                    lossBelow: try f.points("lossBelow")))
        default:
            throw f.refusal(of: "kind", english: "must be lowest or mean", chinese: "应当是lowest或者mean")
        }
    }

    fileprivate var json: JSON {
        switch self {
        case .lowest: ["kind": "lowest"]
        case .mean(let mean):
            [
                "kind": "mean", "basisPoints": JSON(mean.basisPoints),
                "droppingHighest": JSON(mean.droppingHighest), "droppingLowest": JSON(mean.droppingLowest),
                "droppingFrom": JSON(mean.droppingFrom), "lossAbove": JSON(mean.lossAbove.hundredths),
                "lossBelow": JSON(mean.lossBelow.hundredths),
            ]
        }
    }
}

extension Discounts {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        let combination = try f.choice("combination", Combination.self)
        var table: [Policy: Int] = [:]
        for entry in try f.each("policies", PolicyDiscount.init) {
            guard table.updateValue(entry.basisPoints, forKey: entry.policy) == nil else {
                throw f.twice("policies")
            }
        }
        self.init(table: table, combination: combination)
    }

    fileprivate var json: JSON {
        let policies = Policy.allCases.compactMap { policy -> JSON? in
            table[policy].map { ["policy": .string(policy.rawValue), "basisPoints": JSON($0)] }
        }
        return ["combination": .string(combination.rawValue), "policies": .array(policies)]
    }
}

private struct PolicyDiscount {
    var policy: Policy
    var basisPoints: Int

    init(_ f: inout Fields) throws(JSONError) {
        policy = try f.choice("policy", Policy.self)
        basisPoints = try f.count("basisPoints")
    }
}

extension AbnormallyLowRule {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        self.init(
            ofMean: try f.count("ofMean"), ofSecondLowest: try f.count("ofSecondLowest"),
            ofCeiling: try f.count("ofCeiling"))
    }

    fileprivate var json: JSON {
        ["ofMean": JSON(ofMean), "ofSecondLowest": JSON(ofSecondLowest), "ofCeiling": JSON(ofCeiling)]
    }
}

extension PricedBid {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            id: try f.bid("id"), quoted: try f.fen("quoted"),
            facts: try f.optionalObject("facts", PriceFacts.init) ?? .none,
            confirmsCorrection: try f.optionalBool("confirmsCorrection"),
            claims: try f.choices("claims", Policy.self),
            adjustments: try f.some("adjustments", PriceAdjustment.init),
            brand: f.optionalValue("brand") == nil ? nil : try f.words("brand"),
            status: try f.optionalChoice("status", BidStatus.self) ?? .valid,
            lowPrice: try f.optionalChoice("lowPrice", LowPriceFinding.self),
            arrival: try f.optionalInstant("arrival"))
    }

    var json: JSON {
        .members([
            "id": JSON(id), "quoted": JSON(quoted), "facts": facts == .none ? nil : facts.json,
            "confirmsCorrection": confirmsCorrection.map { .bool($0) }, "claims": JSON.choices(claims),
            "adjustments": adjustments.isEmpty ? nil : .array(adjustments.map(\.json)),
            "brand": brand.map { .string($0) }, "status": status == .valid ? nil : .string(status.rawValue),
            "lowPrice": lowPrice.map { .string($0.rawValue) }, "arrival": arrival.map { JSON($0) },
        ])
    }
}

extension PriceFacts {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        self.init(
            body: try f.optionalFen("body"), inWords: try f.optionalFen("inWords"),
            lines: try f.some("lines", PriceLine.init))
    }

    fileprivate var json: JSON {
        .members([
            "body": body.map { JSON($0) }, "inWords": inWords.map { JSON($0) },
            "lines": lines.isEmpty ? nil : .array(lines.map(\.json)),
        ])
    }
}

extension PriceLine {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        let quantity = try f.integer("quantity")
        guard (0...1_000_000_000_000_000).contains(quantity) else {
            throw f.refusal(
                of: "quantity", english: "must be in thousandths, not negative", chinese: "应当是以千分之一为单位的非负数")
        }
        self.init(
            unitPrice: try f.fen("unitPrice"), quantity: quantity, total: try f.fen("total"),
            decimalSlip: try f.optionalBool("decimalSlip") ?? false)
    }

    fileprivate var json: JSON {
        .members([
            "unitPrice": JSON(unitPrice), "quantity": .integer(quantity), "total": JSON(total),
            "decimalSlip": decimalSlip ? true : nil,
        ])
    }
}

extension PriceAdjustment {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        let amount = try f.integer("amount")
        guard amount.magnitude <= 1_000_000_000_000_000 else {
            throw f.refusal(of: "amount", english: "must be an amount in fen", chinese: "应当是以分为单位的金额")
        }
        self.init(words: try f.words("words"), amount: Fen(amount))
    }

    fileprivate var json: JSON { ["words": .string(words), "amount": JSON(amount)] }
}

extension Fields {
    /// Points in hundredths. Those below zero are read, so that the evaluation can say that they are.
    mutating func points(_ field: String) throws(JSONError) -> Points {
        let value = try integer(field)
        guard (-1_000_000...1_000_000).contains(value) else {
            throw refusal(
                of: field, english: "must be points in hundredths, at most 1000000",
                chinese: "应当是以百分之一为单位的分数，不超过1000000")
        }
        return Points(hundredths: Int(value))
    }

    mutating func optionalPoints(_ field: String) throws(JSONError) -> Points? {
        try optionalValue(field) == nil ? nil : points(field)
    }

    mutating func optionalChoice<Choice: RawRepresentable & CaseIterable>(
        _ field: String, _ type: Choice.Type
    ) throws(JSONError) -> Choice? where Choice.RawValue == String {
        try optionalValue(field) == nil ? nil : choice(field, type)
    }

    /// A set of choices; an absent field is none.
    mutating func choices<Choice: RawRepresentable & CaseIterable & Hashable>(
        _ field: String, _: Choice.Type
    ) throws(JSONError) -> Set<Choice> where Choice.RawValue == String {
        var found: Set<Choice> = []
        for text in try optionalStrings(field) ?? [] {
            guard let choice = Choice(rawValue: text), found.insert(choice).inserted else {
                let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw refusal(of: field, english: "must list, once each, \(all)", chinese: "应当是\(all)，各至多一次")
            }
        }
        return found
    }

    /// An array of objects; an absent field is none.
    mutating func some<Value>(
        _ field: String, _ body: (inout Fields) throws(JSONError) -> Value
    ) throws(JSONError) -> [Value] {
        try optionalValue(field) == nil ? [] : each(field, body)
    }

    /// `[{"factor", "points"}]`, no factor twice.
    mutating func factorPoints(_ field: String) throws(JSONError) -> [FactorID: Points] {
        var found: [FactorID: Points] = [:]
        let pairs = try each(field) { f throws(JSONError) in
            (FactorID(try f.name("factor")), try f.points("points"))
        }
        for (factor, points) in pairs where found.updateValue(points, forKey: factor) != nil {
            throw twice(field)
        }
        return found
    }

    func twice(_ field: String) -> JSONError {
        refusal(of: field, english: "must not list one thing twice", chinese: "不得重复列出同一项")
    }
}

extension [FactorID: Points] {
    var json: JSON {
        .array(
            sorted { $0.key < $1.key }.map {
                ["factor": .string($0.key.text), "points": JSON($0.value.hundredths)]
            })
    }
}

extension JSON {
    /// The raw values in the order of their declaration; nil of none.
    static func choices<Choice: RawRepresentable & CaseIterable & Hashable>(
        _ set: Set<Choice>
    ) -> JSON? where Choice.RawValue == String {
        set.isEmpty ? nil : .array(Choice.allCases.filter(set.contains).map { .string($0.rawValue) })
    }
}
