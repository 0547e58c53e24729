internal import Foundation
internal import Platform
internal import Procurement
internal import StrictJSON

// What a line of the scenario becomes on the real service: names become codes, digests texts, and the sealed
// things really are sealed.

extension Tour {
    private static let partyKeys: Set<String> = [
        "party", "member", "supplier", "applicant", "custodian", "payer", "unit", "invited", "pool",
    ]
    private static let idKeys: Set<String> = [
        "bid", "bids", "to", "question", "complaint", "objection", "replaces", "candidates",
    ]
    /// Digests that are computed, not of texts.
    private static let sealedKeys: Set<String> = ["commitment", "nonce", "contentKey", "envelope"]

    /// - Parameter index: where the line stands; nil for one that will be refused.
    func body(of line: TourLine, at index: Int?, by player: BenchParty) throws -> JSON {
        if line.command == .submitBid { return try sealedBid(line, at: index, by: player) }
        var body = try rewrite(line.body, "", line, player)
        switch line.command {
        case .invite where !extras.isEmpty: body = try inviting(body, line)
        case .freezePool:
            if let nonce = later(.drawMembers, after: index, line)?.body["nonce"],
                case .string(let text) = nonce
            {
                body = body.adding("nonce", .string(DrawOrder.commitment(to: text).hex))
            }
        case .sealReserve:
            if let open = later(.openReserve, after: index, line)?.body,
                case .integer(let price)? = open["price"], case .string(let salt)? = open["salt"]
            {
                body = body.adding("commitment", .string(Platform.Hall.reserve(Fen(price), salt: salt).hex))
            }
        case .scoreBids where !extras.isEmpty: body = scoringAll(body)
        default: break
        }
        return body
    }

    private func later(_ kind: Command.Kind, after index: Int?, _ line: TourLine) -> TourLine? {
        guard let index else { return nil }
        return lines[index...].first {
            $0.command == kind && $0.tender == line.tender && $0.refusedBy == nil
                && ($0.lots == line.lots || $0.lots.isEmpty || line.lots.isEmpty)
        }
    }

    private func rewrite(_ json: JSON, _ key: String, _ line: TourLine, _ player: BenchParty) throws -> JSON {
        switch json {
        case .null, .bool, .integer: return json
        case .array(let elements): return .array(try elements.map { try rewrite($0, key, line, player) })
        case .object(let members):
            var object: [String: JSON] = [:]
            for (name, value) in members { object[name] = try rewrite(value, name, line, player) }
            // The one place where an opening certificate is named tells whose lot it is.
            if case .string(let lot)? = members["lot"], members["openingCertificate"] != nil {
                object["openingCertificate"] = .string(
                    try timed {
                        try troupe.openingCertificate(line.tender, lot, by: player, at: service.address)
                    })
            }
            return .object(object)
        case .string(let text):
            if Self.partyKeys.contains(key) { return .string(try uscc(text, key)) }
            if Self.idKeys.contains(key), let id = ids[text] { return .string(id) }
            if Self.sealedKeys.contains(key) || key == "openingCertificate" { return json }
            guard Digest(hex: text) != nil else { return json }
            return .string(try timed { try troupe.paper(text, by: player, at: service.address) })
        }
    }

    /// The code of a party of the scenario, which appears if it has not yet.
    private func uscc(_ name: String, _ key: String) throws -> String {
        let role =
            switch key {
            case "custodian": "custodian"
            case "party", "member", "unit": "committee"
            default: "bidder"
            }
        let known = lines.first { $0.actor == name }?.roles ?? [role]
        return try appear(name, known.isEmpty ? [role] : known).uscc
    }

    // Bids.

    private func sealedBid(_ line: TourLine, at index: Int?, by player: BenchParty) throws -> JSON {
        let lot = try lot(of: line)
        var replaces: String?
        if case .string(let former)? = line.body["replaces"] { replaces = ids[former] }
        guard index != nil else {
            // What will be refused need not be a bid.
            return [
                "envelope": .string(
                    try timed {
                        try troupe.paper(String(repeating: "e", count: 64), by: player, at: service.address)
                    }),
                "size": 1,
            ]
        }
        return try timed {
            let sealed = try troupe.bid(
                player, tender: line.tender, lot: lot, price: price(of: line.id) ?? 1, replaces: replaces,
                at: service.address)
            return .members([
                "envelope": .string(sealed.digest), "size": .integer(sealed.size),
                "replaces": replaces.map { .string($0) },
            ])
        }
    }

    /// The price to which a bid of the scenario opens.
    private func price(of id: String) -> Int64? {
        for line in lines where line.command == .releaseKey && line.body["bid"] == .string(id) {
            if case .integer(let price)? = line.facts["opening"]?["price"] { return price }
        }
        return nil
    }

    func lot(of line: TourLine) throws -> String {
        if let lot = line.lots.first { return lot }
        for other in lines {
            if other.command == .registerProject, case .array(let lots)? = other.body["lots"],
                case .string(let id)? = lots.first?["id"]
            {
                return id
            }
        }
        throw TourLine.unreadable(line.id)
    }

    /// The price that no bidder of the scenario's stage is worse than.
    func worstPrice(near id: String) -> Int64 {
        let index = lines.firstIndex { $0.id == id } ?? 0
        // Bids of one stage follow each other without an opening between them.
        var stage: [Int64] = []
        for line in lines[index...] {
            if line.command == .openBids { break }
            if line.command == .submitBid, line.refusedBy == nil, let price = price(of: line.id) {
                stage.append(price)
            }
        }
        let rising =
            outcome.procedure.regime != .biddingLaw && outcome.procedure.regime != .governmentProcurement
        return (rising ? stage.min() : stage.max()) ?? 1
    }

    /// Releases the keys of all bids that wait, when the first is asked for.
    func release(_ line: TourLine, _ custodian: BenchParty) throws {
        let lot = try lot(of: line)
        let waiting = try timed {
            try troupe.contentKeys(custodian, tender: line.tender, lot: lot, at: service.address)
        }
        for (bid, key) in waiting {
            let made = try timed {
                try Hall(service.address).command(
                    "releaseKey", tender: line.tender, lots: [lot],
                    body: ["bid": .string(bid), "contentKey": .string(key)], signer: custodian.signer)
            }
            note(.releaseKey, made)
            if bid == waiting.last?.bid { tell("\(line.actor) ×\(waiting.count)", .releaseKey, made) }
        }
    }
}
