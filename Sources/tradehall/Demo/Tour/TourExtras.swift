internal import Foundation
internal import Platform
internal import Procurement
internal import StrictJSON

// Further bidders, who do as the first bidder of the scenario does: the hall is to be seen with twenty.

extension Tour {
    /// What has to be there before a line can be played.
    func prepare(_ line: TourLine, _ command: Command.Kind) throws {
        guard command == .drawMembers else { return }
        // The seed is the first checkpoint after the frozen instant: anything that happens makes one.
        try appear("PASSER-BY-\(line.id)", ["bidder"])
    }

    /// What follows from a line for others than its actor.
    func follow(_ line: TourLine, at index: Int, _ command: Command.Kind) throws {
        if command == .drawMembers, case .array(let order)? = line.facts["draw"]?["order"] {
            let names = order.compactMap { if case .string(let name) = $0 { name } else { nil } }
            troupe.cast(names, as: drawn)
        }
        guard !extras.isEmpty, let leader else { return }
        if Self.commandsOfAll.contains(command), line.actor == leader, line.body["replaces"] == nil {
            try each(line, command) { name, party in try self.like(line, name, party) }
        }
        if command == .judgeApplication, line.body["applicant"] == .string(leader),
            let judge = troupe.players[line.actor]
        {
            let number = Int64(1000)
            try each(line, command, by: judge) { name, party in
                let offset = Int64(self.extras.firstIndex(of: name) ?? 0)
                var body = try self.body(of: line, at: index, by: judge)
                body = body.adding("applicant", .string(party.uscc))
                return line.body["paddle"] == nil ? body : body.adding("paddle", .integer(number + offset))
            }
        }
        if command == .closeTalk, case .string(let bid)? = line.body["bid"], isLeaders(bid),
            let chair = troupe.players[line.actor]
        {
            for (name, bid) in extraBids.sorted(by: { $0.key < $1.key }) {
                _ = name
                try send(line, .openTalk, by: chair, ["bid": .string(bid)])
                let record = try body(of: line, at: index, by: chair)["record"] ?? .null
                try send(line, .closeTalk, by: chair, ["bid": .string(bid), "record": record])
            }
            console.print(
                zh: "     另与\(extraBids.count)家逐一进行了同样的一轮。",
                en: "     … and the same round with \(extraBids.count) more, one by one.")
        }
    }

    private func isLeaders(_ bid: String) -> Bool {
        lines.contains { $0.id == bid && $0.actor == leader && $0.command == .submitBid }
    }

    /// The body of a further bidder who does as the line's actor did.
    private func like(_ line: TourLine, _ name: String, _ party: BenchParty) throws -> JSON {
        guard line.command == .submitBid else {
            var body = try self.body(of: line, at: nil, by: party)
            if line.body["payer"] != nil { body = body.adding("payer", .string(party.uscc)) }
            return body
        }
        let sealed = try timed {
            try troupe.bid(
                party, tender: line.tender, lot: try lot(of: line), price: worstPrice(near: line.id),
                replaces: nil, at: service.address)
        }
        return ["envelope": .string(sealed.digest), "size": .integer(sealed.size)]
    }

    private func each(
        _ line: TourLine, _ command: Command.Kind, by author: BenchParty? = nil,
        _ body: (String, BenchParty) throws -> JSON
    ) throws {
        for name in extras {
            let party = try appear(name, ["bidder"])
            let id = try send(line, command, by: author ?? party, try body(name, party))
            if command == .submitBid { extraBids[name] = id }
        }
        console.print(
            zh: "     另有\(extras.count)家同样办理。", en: "     … and so for \(extras.count) more bidders.")
    }

    @discardableResult
    private func send(
        _ line: TourLine, _ command: Command.Kind, by author: BenchParty, _ body: JSON
    ) throws -> String {
        let id = try Hall.freshID()
        let made = try timed {
            try Hall(service.address).command(
                command.rawValue, tender: line.tender, lots: line.lots, body: body, signer: author.signer,
                id: id)
        }
        note(command, made)
        return id
    }

    /// The invitations go to the further bidders too, and where they are drawn, the pool is twice as large.
    func inviting(_ body: JSON, _ line: TourLine) throws -> JSON {
        guard case .array(var invited)? = body["invited"] else { return body }
        let codes = try extras.map { JSON.string(try appear($0, ["bidder"]).uscc) }
        invited += codes
        var more = body.adding("invited", .array(invited))
        if case .array(let pool)? = body["pool"], !pool.isEmpty {
            let idle = try extras.indices.map { JSON.string(try appear("IDLE-\($0)", ["bidder"]).uscc) }
            more = more.adding("pool", .array(pool + codes + idle))
        }
        return more
    }

    /// Each member scores the further bids too, below all others.
    func scoringAll(_ body: JSON) -> JSON {
        guard case .array(var scores)? = body["scores"] else { return body }
        let points = scores.compactMap { score -> Int64? in
            if case .integer(let points)? = score["hundredths"] { points } else { nil }
        }
        let least = max(0, (points.min() ?? 0) - 1)
        scores += extraBids.values.sorted().map { ["bid": .string($0), "hundredths": .integer(least)] }
        return body.adding("scores", .array(scores))
    }
}
