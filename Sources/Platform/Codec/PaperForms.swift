package import Procurement
package import StrictJSON

// The papers that commands carry and events repeat.

extension Project {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            name: try f.words("name"), mode: try f.choice("mode", Mode.self),
            regime: try f.choice("regime", Regime.self), approval: try f.string("approval"),
            compulsory: try f.bool("compulsory"), stateFunded: try f.bool("stateFunded"),
            territory: try f.name("territory"), lots: try f.each("lots", LotPlan.init),
            previous: try f.optionalName("previous").map { TenderID($0) },
            particulars: try f.optionalObject("particulars", Particulars.init))
    }

    package var json: JSON {
        .members([
            "name": .string(name), "mode": .string(mode.rawValue), "regime": .string(regime.rawValue),
            "approval": .string(approval), "compulsory": .bool(compulsory), "stateFunded": .bool(stateFunded),
            "territory": .string(territory), "lots": .array(lots.map(\.json)),
            "previous": previous.map { .string($0.text) }, "particulars": particulars?.json,
        ])
    }
}

extension LotPlan {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            id: try f.lot("id"), name: try f.words("name"), estimate: try f.fen("estimate"),
            appraisal: try f.optionalFen("appraisal"))
    }

    package var json: JSON {
        .members([
            "id": JSON(id), "name": .string(name), "estimate": JSON(estimate),
            "appraisal": appraisal.map { JSON($0) },
        ])
    }
}

extension Notice {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            publications: try f.each("publications", Publication.init), documents: try f.digest("documents"),
            documentsFrom: try f.instant("documentsFrom"), documentsUntil: try f.instant("documentsUntil"),
            deadline: try f.instant("deadline"), bidValidityDays: try f.count("bidValidityDays"),
            method: try f.choice("method", EvaluationMethod.self),
            decryptionMinutes: try f.count("decryptionMinutes"), terms: try f.each("terms", LotTerms.init),
            priceWeight: try f.optionalObject("priceWeight", PriceWeight.init),
            rule: try f.optionalObject("rule", EvaluationRule.init))
    }

    package var json: JSON {
        .members([
            "publications": .array(publications.map(\.json)), "documents": JSON(documents),
            "documentsFrom": JSON(documentsFrom), "documentsUntil": JSON(documentsUntil),
            "deadline": JSON(deadline), "bidValidityDays": JSON(bidValidityDays),
            "method": .string(method.rawValue), "decryptionMinutes": JSON(decryptionMinutes),
            "terms": .array(terms.map(\.json)), "priceWeight": priceWeight?.json,
            "rule": rule?.json,
        ])
    }
}

extension PriceWeight {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(percent: try f.count("percent"), consent: try f.optionalString("consent"))
    }

    package var json: JSON {
        .members(["percent": JSON(percent), "consent": consent.map { .string($0) }])
    }
}

extension Publication {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(medium: try f.words("medium"), text: try f.digest("text"), at: try f.instant("at"))
    }

    package var json: JSON { ["medium": .string(medium), "text": JSON(text), "at": JSON(at)] }
}

extension LotTerms {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            lot: try f.lot("lot"), ceilingPrice: try f.optionalFen("ceilingPrice"),
            floorPrice: try f.optionalFen("floorPrice"), bidBond: try f.fen("bidBond"),
            performanceBondBasisPoints: try f.count("performanceBondBasisPoints"),
            custodian: try f.optionalName("custodian").map { PartyID($0) },
            openingCertificate: try f.optionalDigest("openingCertificate"),
            live: try f.optionalObject("live", LiveTerms.init))
    }

    package var json: JSON {
        .members([
            "lot": JSON(lot), "ceilingPrice": ceilingPrice.map { JSON($0) },
            "floorPrice": floorPrice.map { JSON($0) }, "bidBond": JSON(bidBond),
            "performanceBondBasisPoints": JSON(performanceBondBasisPoints),
            "custodian": custodian.map { JSON($0) },
            "openingCertificate": openingCertificate.map { JSON($0) }, "live": live?.json,
        ])
    }
}

extension Amendment {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            text: try f.digest("text"), affectsBids: try f.bool("affectsBids"),
            newDeadline: try f.optionalInstant("newDeadline"))
    }

    package var json: JSON {
        .members([
            "text": JSON(text), "affectsBids": .bool(affectsBids),
            "newDeadline": newDeadline.map { JSON($0) },
        ])
    }
}

extension Answer {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(to: try f.caseID("to"), upheld: try f.bool("upheld"), text: try f.digest("text"))
    }

    package var json: JSON { ["to": JSON(to), "upheld": .bool(upheld), "text": JSON(text)] }
}

extension SealedBid {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            envelope: try f.digest("envelope"), size: try f.integer("size"),
            replaces: try f.optionalName("replaces").map { BidID($0) })
    }

    package var json: JSON {
        .members(["envelope": JSON(envelope), "size": .integer(size), "replaces": replaces.map { JSON($0) }])
    }
}

extension OpeningFinding {
    package init(_ f: inout Fields) throws(JSONError) {
        let outcome = try f.string("outcome")
        switch outcome {
        case "opened":
            self = .opened(
                OpenedBid(
                    signed: try f.digest("signed"), contents: try f.digest("contents"),
                    manifest: try f.digest("manifest"),
                    price: try f.fen("price"),
                    files: try f.count("files")))
        case "notABid": self = .notABid(code: try f.name("code"), words: try f.object("words", Words.init))
        case "undecipherable":
            self = .undecipherable(code: try f.name("code"), words: try f.object("words", Words.init))
        default:
            throw f.refusal(
                of: "outcome", english: "must be opened, notABid or undecipherable",
                chinese: "应当是opened、notABid或者undecipherable")
        }
    }

    package var json: JSON {
        switch self {
        case .opened(let bid):
            [
                "outcome": "opened", "signed": JSON(bid.signed), "contents": JSON(bid.contents),
                "manifest": JSON(bid.manifest),
                "price": JSON(bid.price), "files": JSON(bid.files),
            ]
        case .notABid(let code, let words):
            ["outcome": "notABid", "code": .string(code), "words": words.json]
        case .undecipherable(let code, let words):
            ["outcome": "undecipherable", "code": .string(code), "words": words.json]
        }
    }
}

extension Member {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(party: try f.party("party"), expert: try f.bool("expert"))
    }

    package var json: JSON { ["party": JSON(party), "expert": .bool(expert)] }
}

extension Score {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(bid: try f.bid("bid"), hundredths: try f.count("hundredths"))
    }

    package var json: JSON { ["bid": JSON(bid), "hundredths": JSON(hundredths)] }
}

extension Report {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            text: try f.digest("text"), candidates: try f.names("candidates", atMost: 1000).map { BidID($0) },
            competitionFinding: try f.optionalDigest("competitionFinding"))
    }

    package var json: JSON {
        .members([
            "text": JSON(text), "candidates": .array(candidates.map { JSON($0) }),
            "competitionFinding": competitionFinding.map { JSON($0) },
        ])
    }
}

extension Contract {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(text: try f.digest("text"), price: try f.fen("price"))
    }

    package var json: JSON { ["text": JSON(text), "price": JSON(price)] }
}
