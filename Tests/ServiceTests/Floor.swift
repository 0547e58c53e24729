import Foundation
@testable import HTTPClient
import Ledger
import OpenSSL
import Procurement
import Sealing
import StrictJSON
import Testing

@testable import tradehall

/// One hall with one tender of two lots on it, and everybody who acts. The clock is a rehearsal's.
final class Floor {
    let world: World
    let server: ServerProcess
    let folder: String
    let tender = "QIAN-2026-1"
    let centre, agency, regulator, custodian: Person
    /// Three provinces; their certificates differ in form and algorithm.
    let bidders: [Person]
    let experts: [Person]

    static let opened = "2026-03-02T09:00:00+08:00"
    /// As the hall writes instants.
    static let deadline = "2026-03-23T09:30:00.000+08:00"

    init(clock: String = Floor.opened) throws {
        world = try World.get()
        folder = try world.desk()
        server = ServerProcess(world, data: "\(folder)/hall", clock: clock)
        centre = try world.person("centre-guizhou")
        agency = try world.person("agency-guizhou")
        regulator = try world.person("regulator-guizhou")
        custodian = try world.person("custodian-guizhou")
        bidders = try [
            "bidder-guizhou-1", "bidder-sichuan-1", "bidder-zhejiang-1", "bidder-guizhou-2",
            "bidder-guizhou-3",
        ].map { [world] in try world.person($0) }
        experts = try (1...5).map { [world] in try world.person("expert-\($0)") }
        try server.start()
    }

    deinit {
        server.kill()
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: Talking to it

    func hall(as person: Person? = nil) throws -> tradehall.Hall {
        let hall = try tradehall.Hall(server.address)
        if let person { try hall.signIn(person.signer) }
        return hall
    }

    /// A signed command, by the hall's clock.
    func signed(
        _ who: Person, _ command: String, lots: [String] = [], _ body: JSON, id: String? = nil,
        onTender: Bool = true, with more: [String: JSON] = [:]
    ) throws -> [UInt8] {
        let now = try hall().time()
        var members: [String: JSON] = [
            "id": .string(try id ?? tradehall.Hall.freshID()), "command": .string(command),
            "issuedAt": .string(now.text), "body": body,
        ]
        if onTender { members["tender"] = .string(tender) }
        if !lots.isEmpty { members["lots"] = .array(lots.map { .string($0) }) }
        for (name, value) in more { members[name] = value }
        return try who.signer.sign(JSON.object(members).canonicalBytes(), at: now.milliseconds)
    }

    func post(_ signed: [UInt8]) throws -> Reply {
        try hall().send("POST", "/commands", [("Content-Type", "application/cms")], signed)
    }

    /// An act that must be taken.
    @discardableResult
    func act(
        _ who: Person, _ command: String, lots: [String] = [], _ body: JSON, id: String? = nil,
        onTender: Bool = true
    ) throws -> Receipt {
        let reply = try post(
            try signed(who, command, lots: lots, body, id: id, onTender: onTender))
        guard reply.status == 201 else {
            throw Trouble("\(command) of \(who.identity) got \(reply.status): \(reply.text)")
        }
        return try Receipt.parse(reply.body)
    }

    /// Hands a file in and gives its digest.
    @discardableResult
    func upload(_ who: Person, _ bytes: [UInt8]) throws -> String {
        let digest = OpenSSL.Digest.sha256(bytes).hex
        let reply = try hall(as: who).send("PUT", "/files/\(digest)", [], bytes)
        guard reply.status == 201 else { throw Trouble("upload got \(reply.status): \(reply.text)") }
        return digest
    }

    func paper(_ who: Person, _ text: String) throws -> JSON {
        .string(try upload(who, Array(text.utf8)))
    }

    func move(to time: String) throws {
        let reply = try setClock(time)
        guard reply.status == 200 else { throw Trouble("the clock got \(reply.status): \(reply.text)") }
    }

    func setClock(_ time: String) throws -> Reply {
        let body: JSON = ["now": .string(time)]
        return try hall().send("POST", "/rehearsal/clock", [], body.canonicalBytes())
    }

    /// The public view of the tender, without the instant at which it was asked for.
    func view() throws -> JSON {
        let reply = try hall().send("GET", "/tenders/\(tender)")
        guard reply.status == 200 else { return .string(reply.text) }
        guard case .object(var members) = try JSON.parse(reply.body) else { throw Trouble("no view") }
        members["now"] = nil
        return .object(members)
    }

    func lot(_ id: String) throws -> JSON {
        guard case .array(let lots)? = try view()["lots"],
            let lot = lots.first(where: { $0["id"] == .string(id) })
        else { throw Trouble("there is no lot \(id)") }
        return lot
    }

    func phase(of lot: String) throws -> String {
        guard case .string(let phase)? = try self.lot(lot)["phase"] else { throw Trouble("no phase") }
        return phase
    }

    func checkpoint() throws -> [UInt8] { try hall().get("/checkpoint") }

    func logKey() throws -> String {
        String(decoding: try hall().get("/log/key"), as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
