internal import Foundation
internal import Ledger
internal import OpenSSL
internal import Platform
internal import Procurement
internal import Sealing
internal import StrictJSON
internal import Trust

/// A party of the benchmark.
struct BenchParty: Sendable {
    let identity: Identity
    let uscc: String
    let name: String

    init(_ trust: BenchTrust, serial: Int, name: String) throws {
        identity = try trust.identity(serial: serial, name: name)
        let holder = try Holder(of: identity.certificate)
        (uscc, self.name) = (holder.uscc.text, holder.name)
    }

    var signer: Signer { Signer(identity: identity) }

    func registration(_ role: String) -> JSON {
        [
            "uscc": .string(uscc), "name": .string(name), "roles": [.string(role)],
            "territory": .string(BenchTrust.territory),
        ]
    }
}

/// The real service with open tenders, ready for bids.
final class BenchHall {
    let folder: String
    let trust: BenchTrust
    let centre, agency, custodian: BenchParty
    let tenders: [String]
    private(set) var service: ServiceProcess
    private var openingCertificate: Certificate

    static let lot = "L1"
    static let start = "2026-03-02T09:00:00+08:00"

    /// Starts a new hall below `folder` and publishes `count` tenders in it.
    init(below folder: String, tenders count: Int) throws {
        self.folder = "\(folder)/hall-\(try Hall.freshID().prefix(6))"
        try FileManager.default.createDirectory(
            atPath: "\(self.folder)/papers", withIntermediateDirectories: true)
        guard let start = Instant(text: Self.start) else { throw Bench.wrong }
        trust = try BenchTrust(at: start.milliseconds)
        try trust.write(to: "\(self.folder)/trust")
        centre = try BenchParty(trust, serial: 1, name: "基准测试交易中心")
        agency = try BenchParty(trust, serial: 2, name: "基准测试招标人")
        custodian = try BenchParty(trust, serial: 3, name: "基准测试保管人")
        tenders = (0..<count).map { "BENCH-\($0)" }
        service = try Self.serve(self.folder, centre)
        openingCertificate = centre.identity.certificate
        for (party, role) in [(agency, "agency"), (custodian, "custodian")] {
            try act(centre, "registerParty", nil, party.registration(role))
        }
        for tender in tenders { try publish(tender) }
    }

    var address: String { service.address }
    var data: String { "\(folder)/data" }

    private static func serve(_ folder: String, _ centre: BenchParty) throws -> ServiceProcess {
        try ServiceProcess(
            [
                "--data", "\(folder)/data", "--rehearsal", "--clock", start, "--trust", "\(folder)/trust",
                "--centre", centre.uscc, "--centre-name", centre.name, "--origin", "bench.tradehall.example",
            ], log: "\(folder)/service.log")
    }

    /// Ends the service and removes what it made.
    func clear() {
        service.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    @discardableResult
    func act(_ by: BenchParty, _ command: String, _ tender: String?, _ body: JSON) throws
        -> Acknowledgement
    {
        try Hall(address).command(command, tender: tender, body: body, signer: by.signer)
    }

    private func publish(_ tender: String) throws {
        try act(
            agency, "registerProject", tender,
            [
                "name": "基准测试工程", "mode": "openTender", "regime": "biddingLaw", "approval": "基准〔2026〕1号",
                "compulsory": true, "stateFunded": true, "territory": .string(BenchTrust.territory),
                "lots": [["id": .string(Self.lot), "name": "主体", "estimate": 4_200_000_000]],
            ])
        let key = try PrivateKey.generateP256()
        let certificate = try OpeningCertificate.make(
            for: key, tender: tender, lot: Self.lot, from: trust.now - OpeningCertificate.day)
        openingCertificate = certificate
        try Files.write(certificate.der, to: "\(folder)/papers/\(tender).der")
        let opening = try upload("\(folder)/papers/\(tender).der", agency)
        let text = try paper("基准测试招标公告 \(tender)")
        let publications = JSON.array(
            ["平台", "中国招标投标公共服务平台"].map {
                ["medium": .string($0), "text": .string(text), "at": .string(Self.start)]
            })
        try act(
            agency, "publishNotice", tender,
            [
                "publications": publications, "documents": .string(try paper("招标文件 \(tender)")),
                "documentsFrom": .string(Self.start), "documentsUntil": "2026-03-09T17:00:00+08:00",
                "deadline": "2026-03-25T09:30:00+08:00", "bidValidityDays": 90, "method": "scored",
                "decryptionMinutes": 30,
                "terms": [
                    [
                        "lot": .string(Self.lot), "ceilingPrice": 4_150_000_000, "bidBond": 50_000_000,
                        "performanceBondBasisPoints": 1000, "custodian": .string(custodian.uscc),
                        "openingCertificate": .string(opening),
                    ]
                ],
            ])
    }

    /// Files of the same content are one file, so each has words of its own.
    func paper(_ text: String, by author: BenchParty? = nil) throws -> String {
        let path = "\(folder)/papers/\(try Random.bytes(6).hex).txt"
        try Files.write(Array(text.utf8), to: path)
        return try upload(path, author ?? agency)
    }

    /// - Returns: its digest in hexadecimal.
    func upload(_ path: String, _ by: BenchParty) throws -> String {
        let hall = try Hall(address)
        try hall.signIn(by.signer)
        return try hall.upload(path, Console(language: .en, json: false, streams: .silent)).sha256
    }
}

extension Console.Streams {
    /// Says nothing.
    static let silent = Console.Streams(out: { _ in }, error: { _ in }, errorIsTerminal: false)
}
