internal import Foundation
internal import OpenSSL
internal import Platform
internal import Procurement
internal import Sealing
internal import StrictJSON

/// Who plays a scenario on the real service: for every party of the file somebody with a certificate, for every
/// digest a text that was handed in, for every sealed bid one that really is.
final class Troupe {
    let folder: String
    let trust: BenchTrust
    private(set) var centre: BenchParty
    /// By their names in the scenario.
    private(set) var players: [String: BenchParty] = [:]
    private var papers: [String: String] = [:]
    /// Opening keys and certificates, by lot.
    private var openings: [String: (key: PrivateKey, certificate: Certificate)] = [:]
    private var serial = 10

    init(_ folder: String, at start: Instant) throws {
        self.folder = folder
        trust = try BenchTrust(at: start.milliseconds)
        try trust.write(to: "\(folder)/trust")
        centre = try BenchParty(trust, serial: 1, name: "样例交易中心 TEST ONLY")
        try FileManager.default.createDirectory(
            atPath: "\(folder)/papers", withIntermediateDirectories: true)
    }

    /// The party of a name, made on its first appearance.
    /// - Returns: whether it is new to the hall.
    func player(_ name: String, _ roles: [String]) throws -> (party: BenchParty, isNew: Bool) {
        if let known = players[name] { return (known, false) }
        guard !roles.contains(Role.centre.rawValue) else {
            players[name] = centre
            return (centre, false)
        }
        serial += 1
        let party = try BenchParty(trust, serial: serial, name: "\(name) TEST ONLY")
        players[name] = party
        return (party, true)
    }

    /// After a draw the experts play those whom the scenario drew.
    func cast(_ names: [String], as drawn: [String]) {
        // The pool may be larger than what the scenario drew: whoever was drawn takes part in the change of names.
        let involved = players.filter { names.contains($0.key) || drawn.contains($0.value.uscc) }
        var free = involved.map(\.value)
        var parties: [String: BenchParty] = [:]
        for (name, uscc) in zip(names, drawn) {
            guard let index = free.firstIndex(where: { $0.uscc == uscc }) else { continue }
            parties[name] = free.remove(at: index)
        }
        for name in involved.keys where parties[name] == nil { parties[name] = free.popLast() }
        players.merge(parties) { _, new in new }
    }

    /// Hands in a text that stands for a digest of the scenario: the same for all who name it.
    func paper(_ hex: String, by party: BenchParty, at address: String) throws -> String {
        let key = "\(hex)/\(party.uscc)"
        if let known = papers[key] { return known }
        let path = "\(folder)/papers/\(hex.prefix(16)).txt"
        try Files.write(Array("样例文本 TEST ONLY \(hex)\n".utf8), to: path)
        let hall = try Hall(address)
        try hall.signIn(party.signer)
        let digest = try hall.upload(path, Console(language: .en, json: false, streams: .silent)).sha256
        papers[key] = digest
        return digest
    }

    /// The opening certificate of a lot, handed in by the agency.
    func openingCertificate(_ tender: String, _ lot: String, by agency: BenchParty, at address: String) throws
        -> String
    {
        let key = try PrivateKey.generateP256()
        let certificate = try OpeningCertificate.make(
            for: key, tender: tender, lot: lot, from: trust.now - OpeningCertificate.day)
        openings[lot] = (key, certificate)
        let path = "\(folder)/papers/opening-\(lot).der"
        try Files.write(certificate.der, to: path)
        let hall = try Hall(address)
        try hall.signIn(agency.signer)
        return try hall.upload(path, Console(language: .en, json: false, streams: .silent)).sha256
    }

    /// A bid of a price, packed, signed and sealed by its bidder, and handed in.
    func bid(
        _ bidder: BenchParty, tender: String, lot: String, price: Int64, replaces: String?, at address: String
    ) throws -> (digest: String, size: Int64) {
        guard let opening = openings[lot] else { throw TourLine.unreadable("submitBid") }
        let base = "\(folder)/papers/\(try Hall.freshID().prefix(12))"
        defer {
            for end in ["txt", "tar", "signed"] {
                try? FileManager.default.removeItem(atPath: "\(base).\(end)")
            }
        }
        try Files.write(Array("投标文件 TEST ONLY \(bidder.uscc)\n".utf8), to: "\(base).txt")
        _ = try BidPackage.pack(
            tender: tender, lot: lot, bidder: bidder.uscc,
            prices: [BidManifest.Price(name: BidManifest.total, fen: price)], durationDays: nil,
            replaces: replaces, files: [BidPackage.Source(path: "plan.txt", file: "\(base).txt")],
            to: "\(base).tar")
        try SignedBid.sign("\(base).tar", to: "\(base).signed", by: bidder.identity)
        let size = Int64(try Envelope.seal("\(base).signed", to: "\(base).sealed", for: opening.certificate))
        let hall = try Hall(address)
        try hall.signIn(bidder.signer)
        let digest = try hall.upload(
            "\(base).sealed", Console(language: .en, json: false, streams: .silent)
        ).sha256
        return (digest, size)
    }

    /// The content keys of all bids of a lot that wait for theirs, recovered by its custodian.
    func contentKeys(_ custodian: BenchParty, tender: String, lot: String, at address: String) throws
        -> [(bid: String, key: String)]
    {
        guard let opening = openings[lot] else { throw TourLine.unreadable("releaseKey") }
        let hall = try Hall(address)
        try hall.signIn(custodian.signer)
        let listed = try hall.getJSON("/tenders/\(tender)/lots/\(lot)/sealed-bids")
        guard case .array(let bids)? = listed["bids"] else { throw hall.strange("sealed-bids") }
        return try bids.compactMap { bid in
            guard case .string(let id)? = bid["bid"] else { return nil }
            return (id, try hall.contentKey(bid, with: opening.key))
        }
    }
}
