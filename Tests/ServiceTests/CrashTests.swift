import Foundation
import OpenSSL
import Procurement
import StrictJSON
import Testing

@testable import HTTPClient
@testable import Platform
@testable import tradehall

@Suite("Power cuts")
struct CrashTests {
    /// A command that was signed before, and the receipt that it was acknowledged with.
    private struct Prepared: Sendable {
        var author: Int
        var id: String
        var signed: [UInt8]
    }

    /// What the clients were told.
    private struct Told: Sendable {
        var receipts: [String: (author: Int, bytes: [UInt8])] = [:]
        var unchecked: [String] = []
        var faults: [String] = []
        var answers = 0
    }

    private static let kills = 60

    /// Chance that can be had again from its seed (SplitMix64).
    private struct Chance: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    @Test(
        "a server that is killed at any moment under load loses no acknowledged receipt, and its log verifies"
    )
    func kills() throws {
        let seed =
            ProcessInfo.processInfo.environment["CRASH_SEED"].flatMap { UInt64($0) }
            ?? .random(in: 0...999_999)
        print("CRASH_SEED=\(seed)")
        var chance = Chance(state: seed)
        let floor = try Floor()
        try floor.registered()
        let authors = floor.bidders
        let commands = try prepare(floor, authors, perAuthor: 160)
        let told = Locked(Told())
        for round in 0..<Self.kills {
            if Int.random(in: 0..<5, using: &chance) == 0 {
                // In the middle of a start, while the log is verified and read.
                floor.server.kill()
                try floor.server.spawn()
                usleep(UInt32.random(in: 0...40_000, using: &chance))
                floor.server.kill()
                try floor.server.start()
                try check(floor, authors, told, sample: 0, &chance)
            }
            load(
                floor, commands, told, from: round * 37,
                killAfter: .random(in: 1_000...90_000, using: &chance))
            try floor.server.start()
            try check(floor, authors, told, sample: 10, &chance)
        }
        let (receipts, answers, faults) = told.withLock { ($0.receipts, $0.answers, $0.faults) }
        #expect(faults == [], "seed \(seed)")
        #expect(receipts.count > Self.kills, "the load was none: \(receipts.count) receipts, seed \(seed)")
        print("\(Self.kills) kills, \(receipts.count) commands acknowledged by \(answers) answers")
        // All of them, once more, from the log as it is in the end.
        told.withLock { $0.unchecked = Array($0.receipts.keys) }
        try check(floor, authors, told, sample: 0, &chance)
        #expect(floor.server.stop() == 0)
        let verified = try run(floor.world.program, ["ledger", "verify", floor.server.data, "--lang", "en"])
        #expect(verified.status == 0, "seed \(seed): \(verified.out)")
    }

    /// Commands that the hall takes whenever they come: parties of three provinces enter themselves anew.
    private func prepare(_ floor: Floor, _ authors: [Person], perAuthor: Int) throws -> [Prepared] {
        let now = try floor.hall().time()
        return try (0..<perAuthor).flatMap { number in
            try authors.enumerated().map { index, author in
                let id = "crash-\(index)-\(number)"
                let bytes = CommandEnvelope.bytes(
                    id: id, command: "registerParty", issuedAt: now, body: author.party("bidder"))
                return Prepared(
                    author: index, id: id,
                    signed: try author.signer.sign(bytes, at: now.milliseconds))
            }
        }
    }

    /// Eight clients send until the server is gone.
    private func load(
        _ floor: Floor, _ commands: [Prepared], _ told: Locked<Told>, from start: Int, killAfter pause: UInt32
    ) {
        let address = floor.server.address
        let next = Locked(start)
        let clients = DispatchGroup()
        for _ in 0..<8 {
            let thread = Thread {
                defer { clients.leave() }
                guard let hall = try? tradehall.Hall(address) else { return }
                while true {
                    let command = commands[
                        next.withLock {
                            $0 += 1; return $0
                        } % commands.count]
                    guard let reply = try? hall.send("POST", "/commands", [], command.signed) else { return }
                    told.withLock { note(reply, command, &$0) }
                }
            }
            clients.enter()
            thread.start()
        }
        usleep(pause)
        floor.server.kill()
        clients.wait()
    }

    private func note(_ reply: Reply, _ command: Prepared, _ told: inout Told) {
        told.answers += 1
        switch reply.status {
        case 200, 201:
            if let known = told.receipts[command.id] {
                if known.bytes != reply.body { told.faults.append("\(command.id) has two receipts") }
            } else {
                told.receipts[command.id] = (command.author, reply.body)
                told.unchecked.append(command.id)
            }
        // Another copy of it is on its way.
        case 503 where reply.text.contains("COMMAND_IN_FLIGHT"): break
        default: told.faults.append("\(command.id) got \(reply.status): \(reply.text)")
        }
    }

    /// Every receipt given since the last check, and some of the others, is still what the hall gives.
    private func check(
        _ floor: Floor, _ authors: [Person], _ told: Locked<Told>, sample: Int, _ chance: inout Chance
    ) throws {
        let (fresh, all) = told.withLock { told in
            defer { told.unchecked = [] }
            return (told.unchecked, told.receipts)
        }
        let ids = all.keys.sorted()
        let others =
            ids.isEmpty ? [] : (0..<sample).map { _ in ids[Int.random(in: 0..<ids.count, using: &chance)] }
        var halls: [Int: tradehall.Hall] = [:]
        for id in fresh + others {
            guard let known = all[id] else { continue }
            let hall = try halls[known.author] ?? floor.hall(as: authors[known.author])
            halls[known.author] = hall
            let reply = try hall.send("GET", "/receipts/\(id)")
            #expect(reply.status == 200 && reply.body == known.bytes, "\(id) is lost: \(reply.text)")
        }
    }
}
