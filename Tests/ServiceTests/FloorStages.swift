import Foundation
import Ledger
import OpenSSL
import Procurement
import Sealing
import StrictJSON

@testable import tradehall

// How far a test lets the tender go before its own question.

extension Floor {
    func registered() throws {
        for (person, role) in [(agency, "agency"), (regulator, "regulator"), (custodian, "custodian")]
            + experts.map({ ($0, "committee") })
        {
            try act(centre, "registerParty", person.party(role), onTender: false)
        }
        for person in bidders { try act(person, "registerParty", person.party("bidder"), onTender: false) }
        try act(
            agency, "registerProject",
            [
                "name": "乌江大桥", "mode": "openTender", "regime": "biddingLaw", "approval": "黔发改〔2026〕17号",
                "compulsory": true, "stateFunded": true, "territory": "520000",
                "lots": [
                    ["id": "L1", "name": "主桥", "estimate": 4_200_000_000],
                    ["id": "L2", "name": "绿化", "estimate": 300_000_000],
                ],
            ])
    }

    /// The body of a notice. Makes the opening keys of the lots on the way.
    func notice(deadline: String = Floor.deadline) throws -> JSON {
        let text = try paper(agency, "乌江大桥招标公告")
        return [
            "publications": publications(text, Floor.opened), "documents": try paper(agency, "招标文件"),
            "documentsFrom": .string(Floor.opened), "documentsUntil": "2026-03-09T17:00:00+08:00",
            "deadline": .string(deadline), "bidValidityDays": 90, "method": "scored",
            "decryptionMinutes": 30,
            "terms": .array(try ["L1", "L2"].map { try terms($0) }),
        ]
    }

    private func terms(_ lot: String) throws -> JSON {
        if !Files.exists("\(folder)/\(lot).key") {
            let key = try PrivateKey.generateP256()
            let certificate = try OpeningCertificate.make(
                for: key, tender: tender, lot: lot, from: 1_767_225_600_000)
            try Files.write(try key.pem(password: nil), to: "\(folder)/\(lot).key")
            try Files.write(try certificate.pem(), to: "\(folder)/\(lot).pem")
            try upload(agency, certificate.der)
        }
        let certificate = try openingCertificate(lot)
        return [
            "lot": .string(lot), "ceilingPrice": lot == "L1" ? 4_150_000_000 : 290_000_000,
            "bidBond": lot == "L1" ? 50_000_000 : 5_000_000, "performanceBondBasisPoints": 1000,
            "custodian": .string(custodian.uscc), "openingCertificate": .string(certificate.fingerprint.hex),
        ]
    }

    func openingCertificate(_ lot: String) throws -> Certificate {
        try Certificate(pem: try Files.read("\(folder)/\(lot).pem"))
    }

    func publications(_ text: JSON, _ at: String) -> JSON {
        [
            ["medium": "贵州省公共资源交易平台", "text": text, "at": .string(at)],
            ["medium": "中国招标投标公共服务平台", "text": text, "at": .string(at)],
        ]
    }

    func noticed() throws {
        try registered()
        try act(agency, "publishNotice", try notice())
    }

    // MARK: Bids

    /// A signed bid as a file.
    func pack(
        _ lot: String, _ price: Int64, bidder: String, tender: String? = nil, signer: Person
    ) throws -> String {
        let base = "\(folder)/bid-\(UUID().uuidString)"
        try Files.write(Array("施工组织设计 \(price)".utf8), to: "\(base).txt")
        try BidPackage.pack(
            tender: tender ?? self.tender, lot: lot, bidder: bidder,
            prices: [BidManifest.Price(name: BidManifest.total, fen: price)],
            files: [BidPackage.Source(path: "plan.txt", file: "\(base).txt")], to: "\(base).tar")
        try SignedBid.sign("\(base).tar", to: "\(base).cms", by: signer.signer.identity)
        return "\(base).cms"
    }

    func seal(_ signed: String, _ lot: String) throws -> [UInt8] {
        _ = try Envelope.seal(signed, to: "\(signed).sealed", for: try openingCertificate(lot))
        return try Files.read("\(signed).sealed")
    }

    /// The body of `submitBid` for an envelope that the bidder has handed in.
    func submission(_ envelope: [UInt8]) -> JSON {
        ["envelope": .string(OpenSSL.Digest.sha256(envelope).hex), "size": .integer(Int64(envelope.count))]
    }

    /// A sealed bid, handed in. Gives its id.
    @discardableResult
    func bid(_ who: Person, _ lot: String, _ price: Int64) throws -> String {
        let envelope = try seal(try pack(lot, price, bidder: who.uscc, signer: who), lot)
        return try submit(who, lot, envelope)
    }

    @discardableResult
    func submit(_ who: Person, _ lot: String, _ envelope: [UInt8]) throws -> String {
        try upload(who, envelope)
        let id = try tradehall.Hall.freshID()
        try act(who, "submitBid", lots: [lot], submission(envelope), id: id)
        return id
    }

    // MARK: Opening and what follows

    /// The custodian opens the lot with its own command.
    func openLot(_ lot: String) throws {
        let opened = verb([
            "custodian", "open", "--server", server.address, "--tender", tender, "--lot", lot, "--key",
            "\(folder)/\(lot).key", "--signer-key", "\(custodian.folder)/key.pem", "--signer-cert",
            "\(custodian.folder)/chain.pem",
        ])
        guard opened.exit == .done else { throw Trouble("custodian open: \(opened.out)") }
        try act(agency, "closeOpening", lots: [lot], ["record": try paper(agency, "开标记录\(lot)")])
    }

    func openedBids(_ lot: String) throws -> [JSON] {
        guard case .array(let bids)? = try self.lot(lot)["opening"] else {
            throw Trouble("there is no record of the opening of \(lot)")
        }
        return bids
    }

    /// Everything from the notice to the archive: lot L1 ends in a contract, L2 has too few bidders.
    func finished() throws {
        try noticed()
        for person in bidders { try act(person, "takeDocuments", [:]) }
        try move(to: "2026-03-20T14:00:00+08:00")
        for (number, person) in bidders.prefix(4).enumerated() {
            try bid(person, "L1", 4_000_000_000 + Int64(number) * 10_000_000)
        }
        try bid(bidders[4], "L2", 280_000_000)
        try move(to: Floor.deadline)
        try openLot("L1")
        try evaluated()
        try awarded()
    }

    private func evaluated() throws {
        try move(to: "2026-03-23T14:00:00+08:00")
        try act(
            agency, "formCommittee", lots: ["L1"],
            [
                "members": .array(experts.map { ["party": .string($0.uscc), "expert": true] }),
                "draw": try paper(agency, "抽取记录"),
            ])
        let bids = try openedBids("L1").compactMap { $0["bid"] }
        for (number, expert) in experts.enumerated() {
            let scores = bids.enumerated().map { place, bid -> JSON in
                ["bid": bid, "hundredths": .integer(Int64(9_500 - place * 100 - number * 25))]
            }
            try act(expert, "scoreBids", lots: ["L1"], ["scores": .array(scores)])
        }
        let text = try paper(experts[0], "评标报告")
        try act(
            experts[0], "proposeReport", lots: ["L1"],
            ["text": text, "candidates": .array(Array(bids.prefix(3)))])
        for expert in experts { try act(expert, "signReport", lots: ["L1"], ["report": text]) }
        try act(experts[0], "deliverReport", lots: ["L1"], [:])
    }

    private func awarded() throws {
        try move(to: "2026-03-24T09:00:00+08:00")
        try act(
            agency, "publishCandidates", lots: ["L1"],
            [
                "until": "2026-03-27T17:00:00+08:00",
                "publications": publications(try paper(agency, "候选人公示"), "2026-03-24T09:00:00+08:00"),
            ])
        try move(to: "2026-03-30T09:00:00+08:00")
        guard let first = try openedBids("L1").first, let bid = first["bid"], let price = first["price"],
            case .string(let code)? = first["bidder"]?["uscc"],
            let winner = bidders.first(where: { $0.uscc == code })
        else { throw Trouble("there is no winner") }
        let notice = try paper(agency, "中标通知书")
        try act(
            agency, "award", lots: ["L1"],
            ["bid": bid, "notice": notice, "publications": publications(notice, "2026-03-30T09:00:00+08:00")])
        try move(to: "2026-04-08T10:00:00+08:00")
        let contract: JSON = ["text": try paper(winner, "施工合同"), "price": price]
        _ = try paper(agency, "施工合同")
        try act(winner, "signContract", lots: ["L1"], contract)
        try act(agency, "signContract", lots: ["L1"], contract)
        try act(agency, "reportToSupervisor", lots: ["L1"], ["text": try paper(agency, "书面报告")])
        try act(agency, "returnBonds", lots: ["L1"], ["record": try paper(agency, "保证金退还记录")])
        try act(agency, "archive", lots: ["L1"], ["record": try paper(agency, "归档目录")])
    }
}
