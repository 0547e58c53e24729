import Foundation
import Glibc
@testable import HTTPClient
import Ledger
import OpenSSL
import StrictJSON
import Testing

@testable import tradehall

@Suite("What the hall refuses, and that nothing changes by it")
struct RefusalTests {
    @Test("a notice with 19 days to the deadline is refused with 招标投标法 24 and the earliest lawful deadline")
    func shortNotice() throws {
        let floor = try Floor()
        try floor.registered()
        let body = try floor.notice(deadline: "2026-03-21T09:30:00+08:00")
        let refused = try floor.refused("period.issueToDeadline", article: "biddingLaw 24") {
            try floor.post(try floor.signed(floor.agency, "publishNotice", body))
        }
        // Twenty days after the day of the notice: the first instant of the day that follows them.
        #expect(refused.earliest == "2026-03-22T00:00:00.000+08:00")
        #expect(refused.en.contains("2026-03-22") && refused.zh.contains("2026-03-22"))
        let lawful = try floor.notice(deadline: try #require(refused.earliest))
        try floor.act(floor.agency, "publishNotice", lawful)
    }

    @Test("a bid one millisecond late is refused with 电子招标投标办法 27, and one before it is taken")
    func lateBid() throws {
        let floor = try Floor()
        try floor.noticed()
        try floor.move(to: "2026-03-23T09:29:00+08:00")
        for person in floor.bidders[1...3] { try floor.bid(person, "L1", 4_000_000_000) }
        let who = floor.bidders[0]
        let envelope = try floor.seal(
            try floor.pack("L1", 4_000_000_000, bidder: who.uscc, signer: who), "L1")
        try floor.upload(who, envelope)
        // The lot closes by itself; what follows then is that nothing more happens.
        try floor.move(to: "2026-03-23T09:30:00.001+08:00")
        try floor.waits(for: "closed", of: "L1")
        let refused = try floor.refused("bid.beforeDeadline", article: "electronicTendering 27") {
            try floor.post(try floor.signed(who, "submitBid", lots: ["L1"], floor.submission(envelope)))
        }
        #expect(refused.en.contains(Floor.deadline))
        #expect(refused.demanded == "< \(Floor.deadline)")
    }

    @Test("an unencrypted bid and a CBC envelope are refused with 电子招标投标办法 26")
    func unsealed() throws {
        let floor = try Floor()
        try floor.noticed()
        let who = floor.bidders[0]
        let signed = try floor.pack("L1", 4_000_000_000, bidder: who.uscc, signer: who)
        let cbc = "\(signed).cbc"
        let made = try run(
            "/usr/bin/openssl",
            [
                "cms", "-encrypt", "-binary", "-aes-256-cbc", "-in", signed, "-recip",
                "\(floor.folder)/L1.pem",
                "-keyopt", "ecdh_kdf_md:sha256", "-outform", "DER", "-out", cbc,
            ])
        #expect(made.status == 0, "\(made.out)")
        for file in [signed, cbc, "\(signed.dropLast(4)).tar"] {
            let bytes = try Files.read(file)
            try floor.upload(who, bytes)
            try floor.refused("bid.sealed", article: "electronicTendering 26") {
                try floor.post(try floor.signed(who, "submitBid", lots: ["L1"], floor.submission(bytes)))
            }
        }
    }

    @Test("an upload with fewer bytes than announced is no file, and a command that names it is refused")
    func truncatedUpload() throws {
        let floor = try Floor()
        try floor.noticed()
        let who = floor.bidders[0]
        let envelope = try floor.seal(
            try floor.pack("L1", 4_000_000_000, bidder: who.uscc, signer: who), "L1")
        let digest = OpenSSL.Digest.sha256(envelope).hex
        let hall = try floor.hall(as: who)
        let part = try hall.send(
            "PUT", "/files/\(digest)", [("Upload-Length", "\(envelope.count)")],
            Array(envelope.dropLast()))
        #expect(part.status == 202)
        let refused = try floor.refused("FILE_MISSING") {
            try floor.post(try floor.signed(who, "submitBid", lots: ["L1"], floor.submission(envelope)))
        }
        #expect(refused.found == digest)
        #expect(try hall.send("GET", "/files/\(digest)").status == 404)
        // The connection broke in the middle of a body that was announced whole: what came is a beginning.
        let other = Array(envelope.reversed())
        let otherDigest = OpenSSL.Digest.sha256(other).hex
        let wire = try Wire(floor.server.port)
        try wire.send(
            "PUT /files/\(otherDigest) HTTP/1.1\r\nHost: x\r\n\(try hall.bearer)"
                + "Content-Length: \(other.count)\r\n\r\n")
        try wire.send(Array(other.prefix(other.count / 2)))
        wire.hangUp()
        try floor.refused("FILE_MISSING") {
            try floor.post(try floor.signed(who, "submitBid", lots: ["L1"], floor.submission(other)))
        }
        // With its last byte it is a file, and the same command is taken.
        let rest = try hall.send(
            "PUT", "/files/\(digest)",
            [("Upload-Length", "\(envelope.count)"), ("Upload-Offset", "\(envelope.count - 1)")],
            Array(envelope.suffix(1)))
        #expect(rest.status == 201)
        try floor.act(who, "submitBid", lots: ["L1"], floor.submission(envelope))
    }

    @Test("a copied bid and one for another tender open to rejected bids, each for its own reason")
    func copiedBids() throws {
        let floor = try Floor()
        try floor.noticed()
        try floor.move(to: "2026-03-20T14:00:00+08:00")
        for person in floor.bidders.prefix(3) { try floor.bid(person, "L1", 4_000_000_000) }
        let (copier, stray) = (floor.bidders[3], floor.bidders[4])
        // What one bidder signed, handed in by another under its own name.
        let honest = try floor.pack(
            "L1", 3_900_000_000, bidder: copier.uscc, signer: floor.bidders[0])
        let copied = try floor.submit(copier, "L1", try floor.seal(honest, "L1"))
        let elsewhere = try floor.pack(
            "L1", 3_900_000_000, bidder: stray.uscc, tender: "OTHER-2026-9", signer: stray)
        let strayed = try floor.submit(stray, "L1", try floor.seal(elsewhere, "L1"))
        try floor.move(to: Floor.deadline)
        try floor.openLot("L1")
        let opening = try floor.openedBids("L1")
        #expect(opening.count == 5)
        func outcome(_ bid: String) -> JSON? { opening.first { $0["bid"] == .string(bid) } }
        #expect(outcome(copied)?["outcome"] == "notABid")
        #expect(outcome(copied)?["code"] == "SIGNER_NOT_SUBMITTER")
        #expect(outcome(strayed)?["outcome"] == "notABid")
        #expect(outcome(strayed)?["code"] == "MANIFEST_OTHER_TENDER")
        for bid in [copied, strayed] {
            guard case .string(let zh)? = outcome(bid)?["words"]?["zh"],
                case .string(let en)? = outcome(bid)?["words"]?["en"]
            else { throw Trouble("the outcome of \(bid) has no words") }
            #expect(Refused.isOneSentence(zh: zh, en: en), "\(zh) / \(en)")
            #expect(outcome(bid)?["price"] == nil, "a rejected bid has no price to read out")
        }
        #expect(opening.count { $0["outcome"] == "opened" } == 3)
    }

    @Test("a revoked certificate and an expired one are refused by name")
    func badCertificates() throws {
        let floor = try Floor()
        try floor.noticed()
        for (identity, code) in [("bidder-revoked", "CERT_REVOKED"), ("bidder-expired", "CERT_EXPIRED")] {
            let who = try floor.world.person(identity)
            try floor.refused(code, status: 401) {
                try floor.post(
                    try floor.signed(who, "registerParty", who.party("bidder"), onTender: false))
            }
            try floor.refused(code, status: 401) {
                try floor.post(try floor.signed(who, "takeDocuments", [:]))
            }
        }
    }

    @Test("a command with another body under the same id is refused, and the first one stands")
    func reusedID() throws {
        let floor = try Floor()
        try floor.noticed()
        let who = floor.bidders[0]
        let id = try tradehall.Hall.freshID()
        let first = try floor.post(try floor.signed(who, "takeDocuments", [:], id: id))
        #expect(first.status == 201)
        try floor.refused("COMMAND_ID_REUSED", status: 409) {
            try floor.post(
                try floor.signed(
                    who, "raiseObjection", lots: ["L1"],
                    ["subject": "documents", "text": try floor.paper(who, "异议")], id: id))
        }
        let kept = try floor.hall(as: who).send("GET", "/receipts/\(id)")
        #expect(kept.body == first.body)
        // Another author may use the same id: it is unique for each.
        let other = try floor.post(try floor.signed(floor.bidders[1], "takeDocuments", [:], id: id))
        #expect(other.status == 201)
    }

    @Test("two bidders only at the deadline: nothing is opened, with 招标投标法 28, and the lot fails")
    func twoBidders() throws {
        let floor = try Floor()
        try floor.noticed()
        try floor.move(to: "2026-03-20T14:00:00+08:00")
        for person in floor.bidders.prefix(2) { try floor.bid(person, "L1", 4_000_000_000) }
        try floor.move(to: Floor.deadline)
        try floor.waits(for: "failed", of: "L1")
        #expect(try floor.lot("L1")["failure"]?["code"] == "tooFewBidders")
        try floor.refused("quorum.bidders", article: "biddingLaw 28") {
            try floor.post(try floor.signed(floor.custodian, "openBids", lots: ["L1"], [:]))
        }
        #expect(try floor.lot("L1")["opening"] == nil)
    }

    @Test("an unknown field is refused by name, in the command and in its body")
    func unknownField() throws {
        let floor = try Floor()
        try floor.noticed()
        let who = floor.bidders[0]
        for (body, more) in [([:], ["surprise": 1]), (["surprise": 1], [:])] as [(JSON, [String: JSON])] {
            let refused = try floor.refused("COMMAND_MALFORMED", status: 400) {
                try floor.post(try floor.signed(who, "takeDocuments", body, with: more))
            }
            #expect(refused.en.contains("surprise") && refused.zh.contains("surprise"))
        }
    }

    @Test("a file of 10 GB is refused before a byte of it is read, and before the client sends one")
    func hugeUpload() throws {
        let floor = try Floor()
        try floor.noticed()
        let who = floor.bidders[0]
        let hall = try floor.hall(as: who)
        let digest = String(repeating: "ab", count: 32)
        let size: Int64 = 10_000_000_000
        // The client waits for 100 Continue, and gets its refusal in its place.
        try floor.refused("FILE_TOO_LARGE", status: 413) {
            let wire = try Wire(floor.server.port)
            try wire.send(
                "PUT /files/\(digest) HTTP/1.1\r\nHost: x\r\n\(try hall.bearer)"
                    + "Content-Length: \(size)\r\nExpect: 100-continue\r\n\r\n")
            let answer = try wire.answer()
            return Reply(status: answer.status, headers: [], body: answer.body)
        }
        // The same for one that says so of the whole and sends a part.
        let refused = try floor.refused("FILE_TOO_LARGE", status: 413) {
            try hall.send("PUT", "/files/\(digest)", [("Upload-Length", "\(size)")], [1, 2, 3])
        }
        #expect(refused.found == "\(size)")
        #expect(try hall.getJSON("/uploads/\(digest)")["received"] == 0)
    }
}

extension Floor {
    /// Waits until the clock has brought a lot as far: the timers run on a thread of their own.
    func waits(for phase: String, of lot: String) throws {
        for _ in 0..<2_000 {
            if try self.phase(of: lot) == phase { return }
            usleep(10_000)
        }
        throw Trouble("lot \(lot) is still \(try self.phase(of: lot))")
    }
}

extension tradehall.Hall {
    /// The session as a line of a request's head.
    var bearer: String {
        get throws {
            guard let header = authorization.first else { throw Trouble("there is no session") }
            return "\(header.0): \(header.1)\r\n"
        }
    }
}
