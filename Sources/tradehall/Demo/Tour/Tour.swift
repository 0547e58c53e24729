internal import Foundation
internal import HTTPClient
internal import Ledger
internal import Platform
internal import Procurement
internal import StrictJSON

/// Plays a plain scenario of a procedure on the real service, with signatures, sealed bids and live bids.
final class Tour {
    /// What came of it.
    struct Outcome {
        var procedure: Procedure
        var bidders = 0
        var acts = 0
        var refusals = 0
        /// Days on the hall's clock from the first publication to the contract.
        var statutoryDays = 0
        /// Seconds between sending each request and having its answer, summed up.
        var platformSeconds = 0.0
        var wholeSeconds = 0.0
    }

    let console: Console
    let lines: [TourLine]
    let troupe: Troupe
    let service: ServiceProcess
    private(set) var outcome: Outcome
    /// Bidders beside those of the scenario, who do as its first bidder does.
    let extras: [String]
    /// The first bidder of the scenario.
    let leader: String?
    /// Ids of the scenario, as the hall has them.
    var ids: [String: String] = [:]
    /// The newest bid of each further bidder.
    var extraBids: [String: String] = [:]
    private var firstPublication: Instant?

    static let commandsOfAll: Set<Command.Kind> = [.takeDocuments, .apply, .answerInvitation, .submitBid]

    init(_ console: Console, _ procedure: Procedure, scenario: String, bidders: Int, below folder: String)
        throws
    {
        self.console = console
        lines = try TourLine.read(scenario)
        guard let first = lines.first else { throw TourLine.unreadable(scenario) }
        outcome = Outcome(procedure: procedure)
        let own = lines.reduce(into: [String]()) { names, line in
            guard line.roles.contains("bidder"), line.refusedBy == nil, !names.contains(line.actor),
                line.command == .submitBid || line.command == .apply
            else { return }
            names.append(line.actor)
        }
        leader = own.first
        let more = procedure.mode == .singleSource ? 0 : max(0, bidders - own.count)
        extras = (0..<more).map { "FURTHER-\($0 + 1)" }
        outcome.bidders = own.count + more
        troupe = try Troupe(folder, at: first.at)
        service = try ServiceProcess(
            [
                "--data", "\(folder)/hall", "--rehearsal", "--clock", first.at.text, "--trust",
                "\(folder)/trust", "--centre", troupe.centre.uscc, "--centre-name", troupe.centre.name,
                "--origin", "tour.tradehall.example",
            ], log: "\(folder)/service.log")
    }

    func play() throws -> Outcome {
        let began = ContinuousClock.now
        for (index, line) in lines.enumerated() {
            try timed { try reach(line.at) }
            guard let command = line.command else { continue }
            let player = try appear(line.actor, line.roles)
            if let clause = line.refusedBy {
                try refused(line, command, player, by: clause)
            } else {
                try prepare(line, command)
                try act(line, at: index, command, player)
                try follow(line, at: index, command)
            }
        }
        outcome.wholeSeconds = (ContinuousClock.now - began).inSeconds
        return outcome
    }

    func timed<Value>(_ body: () throws -> Value) throws -> Value {
        let began = ContinuousClock.now
        defer { outcome.platformSeconds += (ContinuousClock.now - began).inSeconds }
        return try body()
    }

    private func reach(_ instant: Instant) throws {
        let hall = try Hall(service.address)
        guard try hall.time() < instant else { return }
        let body: JSON = ["now": .string(instant.text)]
        let reply = try hall.send("POST", "/rehearsal/clock", [], body.canonicalBytes())
        // The clock goes on by itself: it may have got there between the question and the order.
        guard try reply.status == 200 || hall.time() < instant else { return }
        _ = try hall.expect(200, reply)
    }

    /// Somebody appears for the first time and is entered in the registry.
    @discardableResult
    func appear(_ name: String, _ roles: [String]) throws -> BenchParty {
        let (party, isNew) = try troupe.player(name, roles)
        guard isNew else { return party }
        let granted = roles.filter { $0 != "committee" || roles == ["committee"] }
        let role = granted.first ?? "committee"
        let author = role == "bidder" ? party : troupe.centre
        _ = try timed {
            try Hall(service.address).command(
                "registerParty", body: party.registration(role), signer: author.signer)
        }
        return party
    }

    private func act(_ line: TourLine, at index: Int, _ command: Command.Kind, _ player: BenchParty) throws {
        if command == .releaseKey { return try release(line, player) }
        let body = try body(of: line, at: index, by: player)
        let id = try Hall.freshID()
        ids[line.id] = id
        let made = try timed {
            try Hall(service.address).command(
                command.rawValue, tender: line.tender, lots: line.lots, body: body, signer: player.signer,
                id: id)
        }
        tell(line.actor, command, made)
        note(command, made)
    }

    /// Counts, and keeps the dates by which the law is measured.
    func note(_ command: Command.Kind, _ made: Acknowledgement) {
        outcome.acts += 1
        let at = Instant(milliseconds: made.entry.at)
        switch command {
        case .publishNotice, .publishPrequalification, .publishSource, .invite, .prediscloseSale:
            if firstPublication == nil { firstPublication = at }
        case .signContract:
            if let first = firstPublication {
                outcome.statutoryDays = CivilDay(of: at).number - CivilDay(of: first).number
            }
        default: break
        }
        guard command == .drawMembers, case .array(let events)? = made.entry.body["events"] else { return }
        for event in events {
            guard case .array(let order)? = event["draw"]?["order"] else { continue }
            drawn = order.compactMap { if case .string(let uscc) = $0 { uscc } else { nil } }
        }
    }

    /// Those whom the last draw drew, by their codes.
    var drawn: [String] = []

    private func refused(
        _ line: TourLine, _ command: Command.Kind, _ player: BenchParty, by clause: String
    ) throws {
        let body = try body(of: line, at: nil, by: player)
        do {
            _ = try timed {
                try Hall(service.address).command(
                    command.rawValue, tender: line.tender, lots: line.lots, body: body, signer: player.signer)
            }
        } catch let failure as Failure where failure.code == clause {
            outcome.refusals += 1
            console.print("   ✗ \(line.actor) \(command.words[console.language])")
            console.print("       \(failure.words[console.language])")
            return
        }
        throw Failure(
            "DEMO_FAILED", zh: "“\(line.id)”本应被\(clause)拒绝。",
            en: "\"\(line.id)\" should have been refused by \(clause).")
    }

    func tell(_ name: String, _ command: Command.Kind, _ made: Acknowledgement) {
        let at = Instant(milliseconds: made.entry.at).text.prefix(19).replacingOccurrences(of: "T", with: " ")
        console.print(
            zh: "   ✓ \(at)  \(name) \(command.words.zh)（回执号\(made.receipt.seq)）",
            en: "   ✓ \(at)  \(name): \(command.words.en) (receipt \(made.receipt.seq))")
    }
}
