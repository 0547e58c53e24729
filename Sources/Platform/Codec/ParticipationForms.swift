package import Procurement
package import StrictJSON

// The papers of modes and regimes beyond the open tender under the bidding law.

extension Particulars {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            category: try f.choice("category", Category.self),
            ground: try f.optionalChoice("ground", Ground.self),
            aboveThreshold: try f.optionalBool("aboveThreshold") ?? false,
            methodApproval: try f.optionalString("methodApproval"),
            special: try f.optionalBool("special") ?? false,
            emergency: try f.optionalBool("emergency") ?? false,
            changesControl: try f.optionalBool("changesControl") ?? false,
            originalContract: try f.optionalFen("originalContract"),
            earlierAddOns: try f.optionalFen("earlierAddOns"))
    }

    package var json: JSON {
        .members([
            "category": .string(category.rawValue), "ground": ground.map { .string($0.rawValue) },
            "aboveThreshold": aboveThreshold ? true : nil,
            "methodApproval": methodApproval.map { .string($0) }, "special": special ? true : nil,
            "emergency": emergency ? true : nil, "changesControl": changesControl ? true : nil,
            "originalContract": originalContract.map { JSON($0) },
            "earlierAddOns": earlierAddOns.map { JSON($0) },
        ])
    }
}

extension Prequalification {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            publications: try f.each("publications", Publication.init), documents: try f.digest("documents"),
            documentsFrom: try f.instant("documentsFrom"), documentsUntil: try f.instant("documentsUntil"),
            deadline: try f.instant("deadline"))
    }

    package var json: JSON {
        [
            "publications": .array(publications.map(\.json)), "documents": JSON(documents),
            "documentsFrom": JSON(documentsFrom), "documentsUntil": JSON(documentsUntil),
            "deadline": JSON(deadline),
        ]
    }
}

extension Application {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            text: try f.digest("text"), bond: try f.optionalFen("bond") ?? Fen(0),
            payer: try f.optionalName("payer").map { PartyID($0) })
    }

    package var json: JSON {
        .members([
            "text": JSON(text), "bond": bond == Fen(0) ? nil : JSON(bond), "payer": payer.map { JSON($0) },
        ])
    }
}

extension Invitation {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            route: try f.choice("route", InvitationRoute.self),
            pool: try f.optionalNames("pool", atMost: 10_000).map { PartyID($0) },
            invited: try f.names("invited", atMost: 1000).map { PartyID($0) },
            byAgency: try f.optionalCount("byAgency") ?? 0,
            witnesses: try f.optionalStrings("witnesses") ?? [], record: try f.digest("record"),
            text: try f.digest("text"))
    }

    package var json: JSON {
        .members([
            "route": .string(route.rawValue), "pool": pool.isEmpty ? nil : .array(pool.map { JSON($0) }),
            "invited": .array(invited.map { JSON($0) }), "byAgency": byAgency == 0 ? nil : JSON(byAgency),
            "witnesses": witnesses.isEmpty ? nil : .array(witnesses.map { .string($0) }),
            "record": JSON(record), "text": JSON(text),
        ])
    }
}

extension SourcePublicity {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            supplier: try f.party("supplier"), reasons: try f.digest("reasons"),
            experts: try f.strings("experts"), until: try f.instant("until"),
            publications: try f.each("publications", Publication.init))
    }

    package var json: JSON {
        [
            "supplier": JSON(supplier), "reasons": JSON(reasons),
            "experts": .array(experts.map { .string($0) }), "until": JSON(until),
            "publications": .array(publications.map(\.json)),
        ]
    }
}

extension Pool {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            experts: try f.each("experts", PoolEntry.init), count: try f.count("count"),
            substitutes: try f.count("substitutes"), nonce: try f.digest("nonce"),
            seedAfter: try f.instant("seedAfter"))
    }

    package var json: JSON {
        [
            "experts": .array(experts.map(\.json)), "count": JSON(count),
            "substitutes": JSON(substitutes), "nonce": JSON(nonce), "seedAfter": JSON(seedAfter),
        ]
    }
}

extension PoolEntry {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(party: try f.party("party"), unit: try f.party("unit"))
    }

    package var json: JSON { ["party": JSON(party), "unit": JSON(unit)] }
}

extension Draw {
    package init(_ f: inout Fields) throws(JSONError) {
        self.init(
            nonce: try f.name("nonce"), checkpoint: try f.integer("checkpoint"), root: try f.digest("root"),
            order: try f.names("order", atMost: 10_000).map { PartyID($0) })
    }

    package var json: JSON {
        [
            "nonce": .string(nonce), "checkpoint": .integer(checkpoint), "root": JSON(root),
            "order": .array(order.map { JSON($0) }),
        ]
    }
}

extension Fields {
    fileprivate mutating func optionalNames(_ field: String, atMost limit: Int) throws(JSONError) -> [String]
    {
        guard let names = try optionalStrings(field) else { return [] }
        guard names.count <= limit, names.allSatisfy(Self.isName) else {
            throw refusal(
                of: field, english: "must list at most \(limit) names", chinese: "应当是至多\(limit)个名称")
        }
        return names
    }
}
