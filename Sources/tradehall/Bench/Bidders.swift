internal import Foundation
internal import Locks
internal import OpenSSL
internal import Platform
internal import Procurement
internal import Sealing
internal import StrictJSON

/// One bidder with its sealed file in the hall, and the chain of commands that it signs: each bid takes the
/// place of the one before.
final class Bidder: Sendable {
    let party: BenchParty
    let tender: String
    private let envelope: Procurement.Digest
    private let size: Int64
    private let last = Mutex<String?>(nil)

    /// Registers with the hall and hands a sealed file in.
    init(_ hall: BenchHall, serial: Int, tender: String) throws {
        party = try BenchParty(hall.trust, serial: serial, name: "基准测试投标人\(serial)")
        self.tender = tender
        let client = try Hall(hall.address)
        _ = try client.command(
            "registerParty", body: party.registration("bidder"), signer: party.signer)
        let plain = "\(hall.folder)/papers/\(serial).plain"
        let sealed = "\(hall.folder)/papers/\(serial).sealed"
        try Files.write(try Random.bytes(2048), to: plain)
        let certificate = try Certificate(
            der: try Files.read("\(hall.folder)/papers/\(tender).der"))
        size = Int64(try Envelope.seal(plain, to: sealed, for: certificate))
        guard let digest = Procurement.Digest(hex: try hall.upload(sealed, party)) else { throw Bench.wrong }
        envelope = digest
    }

    enum Kind: Sendable { case submitBid, takeDocuments }

    /// The next command of this bidder, signed. Commands must be sent in the order of signing.
    func next(_ kind: Kind, at now: Instant) throws -> [UInt8] {
        let id = try Hall.freshID()
        let command: Command
        switch kind {
        case .takeDocuments: command = .takeDocuments
        case .submitBid:
            let former = last.withLock { last in
                defer { last = id }
                return last
            }
            command = .submitBid(
                SealedBid(envelope: envelope, size: size, replaces: former.map { BidID($0) }))
        }
        let bytes = CommandEnvelope.bytes(
            id: id, command: command.kind.rawValue, tender: tender,
            lots: kind == .submitBid ? [BenchHall.lot] : [], issuedAt: now, body: command.body)
        return try party.signer.sign(bytes, at: now.milliseconds)
    }
}

/// The commands of one connection, signed beforehand. Those of one kind must be sent in the order of signing.
struct Script: Sendable {
    private var signed: [Bidder.Kind: [[UInt8]]] = [:]
    private let bidders: [Bidder]

    init(_ bidders: [Bidder]) { self.bidders = bidders }

    /// Signs until there are `count` of a kind: the bidders of the connection take turns.
    mutating func fill(_ kind: Bidder.Kind, to count: Int, at now: Instant) throws {
        var commands = signed[kind] ?? []
        while commands.count < count {
            commands.append(try bidders[commands.count % bidders.count].next(kind, at: now))
        }
        signed[kind] = commands
    }

    /// Takes what was signed of a kind.
    mutating func take(_ kind: Bidder.Kind) -> [[UInt8]] { signed.removeValue(forKey: kind) ?? [] }

    /// Gives back what was not sent, for the next time.
    mutating func keep(_ kind: Bidder.Kind, _ rest: ArraySlice<[UInt8]>) { signed[kind] = Array(rest) }
}
