package import Procurement
package import StrictJSON

/// An evaluation as a file: what it rests on, and what it is said to have come to. The page
/// docs/formats/scoring-file.md tells every field.
package struct ScoringFile: Hashable, Sendable {
    package var title: String
    package var sheet: ScoringSheet
    /// Nil of a file that declares nothing to compare with.
    package var declared: EvaluationResult?

    package init(title: String, sheet: ScoringSheet, declared: EvaluationResult?) {
        self.title = title
        self.sheet = sheet
        self.declared = declared
    }

    /// A file of 10 MiB and a million values; far above what a committee can score.
    package static let limits = JSON.Limits(bytes: 10 << 20, values: 1_000_000)
    /// Members × bids × factors: what can be missing, and so what can be told to be missing.
    static let mostCells = 100_000
    static let mostBids = 1000

    /// - Throws: `JSONError` that names the first field that is missing, unknown or out of bounds.
    package init(_ bytes: [UInt8]) throws(JSONError) {
        self = try Fields.read(try JSON.parse(bytes, limits: Self.limits)) { f throws(JSONError) in
            guard try f.integer("version") == 1 else {
                throw f.refusal(
                    of: "version", english: "must be 1, the only version there is", chinese: "应当是1，目前只有第1版")
            }
            return ScoringFile(
                title: try f.words("title"), sheet: try ScoringSheet(&f),
                declared: try f.optionalObject("result", EvaluationResult.init))
        }
    }

    package var json: JSON {
        let head: JSON = .members(["version": 1, "title": .string(title), "result": declared?.json])
        return sheet.members(over: head)
    }
}

extension ScoringSheet {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        self.init(
            regime: try f.choice("regime", Regime.self), rule: try f.object("rule", EvaluationRule.init),
            ceiling: try f.optionalFen("ceiling"), budget: try f.optionalFen("budget"),
            members: try f.names("members", atMost: 99).map { PartyID($0) },
            bids: try f.each("bids", PricedBid.init),
            changes: try f.some("changes", ScoreChange.init))
        guard Set(members).count == members.count else { throw f.twice("members") }
        guard Set(bids.map(\.id)).count == bids.count else { throw f.twice("bids") }
        let cells = (bids.count * max(members.count, 1)).multipliedReportingOverflow(
            by: max(rule.factors.count, 1))
        guard bids.count <= ScoringFile.mostBids, !cells.overflow,
            cells.partialValue <= ScoringFile.mostCells
        else {
            throw f.refusal(
                of: "bids",
                english:
                    "must be at most \(ScoringFile.mostBids), and times members times factors at most \(ScoringFile.mostCells)",
                chinese: "不得超过\(ScoringFile.mostBids)份，与评委、评分因素数目的乘积不得超过\(ScoringFile.mostCells)")
        }
        for sheet in try f.some("scores", SignedPoints.init) {
            guard scores[sheet.member]?[sheet.bid] == nil else { throw f.twice("scores") }
            scores[sheet.member, default: [:]][sheet.bid] = sheet.points
        }
        for choice in try f.some("brandChoices", BrandChoice.init) {
            guard brandChoices.updateValue(choice.bid, forKey: choice.brand) == nil else {
                throw f.twice("brandChoices")
            }
        }
        for voice in try f.some("opinions", Voice.init) {
            guard opinions.updateValue(voice.opinion, forKey: voice.member) == nil else {
                throw f.twice("opinions")
            }
        }
    }

    /// The members of this sheet's object beside those of `head`.
    fileprivate func members(over head: JSON) -> JSON {
        var json = head.adding("regime", .string(regime.rawValue)).adding("rule", rule.json)
            .adding("members", .array(members.map { JSON($0) })).adding("bids", .array(bids.map(\.json)))
        if let ceiling { json = json.adding("ceiling", JSON(ceiling)) }
        if let budget { json = json.adding("budget", JSON(budget)) }
        let sheets = scores.sorted { $0.key < $1.key }.flatMap { member, bids in
            bids.sorted { $0.key < $1.key }.map {
                SignedPoints(member: member, bid: $0.key, points: $0.value).json
            }
        }
        let choices = brandChoices.sorted { $0.key < $1.key }.map {
            BrandChoice(brand: $0.key, bid: $0.value).json
        }
        let voices = opinions.sorted { $0.key < $1.key }.map {
            Voice(member: $0.key, opinion: $0.value).json
        }
        for (key, all) in [
            ("scores", sheets), ("changes", changes.map(\.json)), ("brandChoices", choices),
            ("opinions", voices),
        ] where !all.isEmpty {
            json = json.adding(key, .array(all))
        }
        return json
    }
}

/// What one member gave one bid.
private struct SignedPoints {
    var member: PartyID
    var bid: BidID
    var points: [FactorID: Points]

    init(member: PartyID, bid: BidID, points: [FactorID: Points]) {
        self.member = member
        self.bid = bid
        self.points = points
    }

    init(_ f: inout Fields) throws(JSONError) {
        self.init(member: try f.party("member"), bid: try f.bid("bid"), points: try f.factorPoints("points"))
    }

    var json: JSON { ["member": JSON(member), "bid": JSON(bid), "points": points.json] }
}

private struct BrandChoice {
    var brand: String
    var bid: BidID

    init(brand: String, bid: BidID) {
        self.brand = brand
        self.bid = bid
    }

    init(_ f: inout Fields) throws(JSONError) {
        self.init(brand: try f.words("brand"), bid: try f.bid("bid"))
    }

    var json: JSON { ["brand": .string(brand), "bid": JSON(bid)] }
}

private struct Voice {
    var member: PartyID
    var opinion: Opinion

    init(member: PartyID, opinion: Opinion) {
        self.member = member
        self.opinion = opinion
    }

    init(_ f: inout Fields) throws(JSONError) {
        member = try f.party("member")
        let word = try f.string("opinion")
        switch word {
        case "agrees": opinion = .agrees
        case "dissents": opinion = .dissents(reason: try f.string("reason"))
        case "silent": opinion = .silent
        default:
            throw f.refusal(
                of: "opinion", english: "must be agrees, dissents or silent",
                chinese: "应当是agrees、dissents或者silent")
        }
    }

    var json: JSON {
        switch opinion {
        case .agrees: ["member": JSON(member), "opinion": "agrees"]
        case .dissents(let reason):
            ["member": JSON(member), "opinion": "dissents", "reason": .string(reason)]
        case .silent: ["member": JSON(member), "opinion": "silent"]
        }
    }
}

extension ScoreChange {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        self.init(
            bid: try f.bid("bid"), ground: try f.choice("ground", ChangeGround.self),
            change: try f.object("change", Change.init),
            foundBy: Set(try f.names("foundBy", atMost: 99).map { PartyID($0) }),
            reason: try f.words("reason"))
    }

    fileprivate var json: JSON {
        [
            "bid": JSON(bid), "ground": .string(ground.rawValue), "change": change.json,
            "foundBy": .array(foundBy.sorted().map { JSON($0) }), "reason": .string(reason),
        ]
    }
}

extension ScoreChange.Change {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        let kind = try f.string("kind")
        switch kind {
        case "score":
            self = .score(
                try f.party("member"), FactorID(try f.name("factor")), from: try f.points("from"),
                to: try f.points("to"))
        case "sum":
            self = .sum(try f.party("member"), from: try f.points("from"), to: try f.points("to"))
        case "admission":
            self = .admission(
                from: try f.choice("from", BidStatus.self), to: try f.choice("to", BidStatus.self))
        default:
            throw f.refusal(
                of: "kind", english: "must be score, sum or admission", chinese: "应当是score、sum或者admission")
        }
    }

    fileprivate var json: JSON {
        switch self {
        case .score(let member, let factor, let from, let to):
            [
                "kind": "score", "member": JSON(member), "factor": .string(factor.text),
                "from": JSON(from.hundredths), "to": JSON(to.hundredths),
            ]
        case .sum(let member, let from, let to):
            [
                "kind": "sum", "member": JSON(member), "from": JSON(from.hundredths),
                "to": JSON(to.hundredths),
            ]
        case .admission(let from, let to):
            ["kind": "admission", "from": .string(from.rawValue), "to": .string(to.rawValue)]
        }
    }
}

extension EvaluationResult {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        self.init(benchmark: try f.optionalFen("benchmark"), rows: try f.each("rows", Row.init))
        guard Set(rows.map(\.bid)).count == rows.count else { throw f.twice("rows") }
    }

    /// As the member `result` of a scoring file.
    package var json: JSON {
        .members(["benchmark": benchmark.map { JSON($0) }, "rows": .array(rows.map(\.json))])
    }
}

extension EvaluationResult.Row {
    fileprivate init(_ f: inout Fields) throws(JSONError) {
        self.init(
            bid: try f.bid("bid"), price: Fen(try f.integer("price")),
            evaluationPrice: try f.optionalInteger("evaluationPrice").map { Fen($0) },
            pricePoints: try f.optionalPoints("pricePoints"), total: try f.optionalPoints("total"),
            exclusion: try f.optionalChoice("excluded", Exclusion.self))
        factorPoints = try f.optionalValue("factorPoints") == nil ? [:] : f.factorPoints("factorPoints")
        if f.optionalValue("rank") != nil { rank = try f.count("rank") }
        abnormallyLow = try f.choices("abnormallyLow", AbnormallyLowGround.self)
    }

    fileprivate var json: JSON {
        .members([
            "bid": JSON(bid), "price": JSON(price), "evaluationPrice": evaluationPrice.map { JSON($0) },
            "pricePoints": pricePoints.map { JSON($0.hundredths) },
            "factorPoints": factorPoints.isEmpty ? nil : factorPoints.json,
            "total": total.map { JSON($0.hundredths) }, "rank": rank.map { JSON($0) },
            "excluded": exclusion.map { .string($0.rawValue) },
            "abnormallyLow": JSON.choices(abnormallyLow),
        ])
    }
}
