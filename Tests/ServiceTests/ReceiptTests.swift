import Foundation
import Ledger
import OpenSSL
import Procurement
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

@Suite("Receipts, given once and for ever")
struct ReceiptTests {
    @Test(
        "the same command again gives the same receipt, byte for byte, also signed anew, later and after a restart"
    )
    func idempotency() throws {
        let floor = try Floor()
        try floor.noticed()
        let who = floor.bidders[1]
        let signed = try floor.signed(who, "takeDocuments", [:])
        let content = try CMS.verifySignature(signed).content
        let first = try floor.post(signed)
        #expect(first.status == 201)
        let size = try floor.checkpoint()
        // Another signature over the same content, made at another time.
        let anew = try who.signer.sign(content, at: try floor.hall().time().milliseconds + 1_000)
        #expect(anew != signed)
        func same(_ bytes: [UInt8]) throws {
            let reply = try floor.post(bytes)
            #expect(reply.status == 200, "\(reply.text)")
            #expect(reply.body == first.body)
        }
        for bytes in [signed, anew] { try same(bytes) }
        #expect(try floor.checkpoint() == size, "a repetition is no entry")
        // Others act in between, and the hall is ended both ways.
        try floor.act(floor.bidders[0], "takeDocuments", [:])
        #expect(floor.server.stop() == 0)
        try floor.server.start()
        for bytes in [signed, anew] { try same(bytes) }
        floor.server.kill()
        try floor.server.start()
        for bytes in [signed, anew] { try same(bytes) }
        // Days later a new command of that age would be refused; this one was taken in its time.
        try floor.move(to: "2026-03-12T09:00:00+08:00")
        for bytes in [signed, anew] { try same(bytes) }
        let id = try #require(try JSON.parse(content)["id"])
        guard case .string(let id) = id else { throw Trouble("no id") }
        #expect(try floor.hall(as: who).get("/receipts/\(id)") == first.body)
    }

    @Test(
        "the same command sent by many at once is one entry, and all who are answered have the same receipt")
    func together() throws {
        let floor = try Floor()
        try floor.noticed()
        let signed = try floor.signed(floor.bidders[2], "takeDocuments", [:])
        let before = try floor.size()
        let address = floor.server.address
        let replies = Locked<[Reply]>([])
        DispatchQueue.concurrentPerform(iterations: 12) { _ in
            guard let hall = try? tradehall.Hall(address),
                let reply = try? hall.send("POST", "/commands", [], signed)
            else { return }
            replies.withLock { $0.append(reply) }
        }
        let all = replies.withLock { $0 }
        #expect(all.count == 12)
        let receipts = all.filter { $0.status < 300 }
        #expect(receipts.count { $0.status == 201 } == 1)
        #expect(Set(receipts.map(\.body)).count == 1)
        // The others were told to send it again, which gives the receipt.
        for reply in all where reply.status >= 300 {
            #expect(try Refused(reply).code == "COMMAND_IN_FLIGHT")
        }
        #expect(try floor.post(signed).body == receipts.first?.body)
        #expect(try floor.size() == before + 1)
    }

    @Test("a command too old or too far ahead is refused when it was never taken")
    func stale() throws {
        let floor = try Floor()
        try floor.noticed()
        let signed = try floor.signed(floor.bidders[0], "takeDocuments", [:])
        try floor.move(to: "2026-03-04T09:00:00+08:00")
        try floor.refused("ISSUED_AT_FAR") { try floor.post(signed) }
    }

    @Test("a receipt verifies offline with the command, and its time token with stock openssl")
    func verification() throws {
        let floor = try Floor()
        try floor.noticed()
        let signed = try floor.signed(floor.bidders[0], "takeDocuments", [:])
        let reply = try floor.post(signed)
        let key = try floor.logKey()
        let receipt = try Receipt.parse(reply.body)
        let desk = floor.folder
        try Files.write(reply.body, to: "\(desk)/receipt.json")
        try Files.write(signed, to: "\(desk)/command.cms")
        try Files.write(try floor.hall().get("/log/tsa"), to: "\(desk)/tsa.pem")
        try Files.write(receipt.checkpoint, to: "\(desk)/checkpoint")
        try Files.write(try #require(receipt.timeStamp), to: "\(desk)/token.tst")
        // The hall is gone: everything below is offline.
        floor.server.stop()
        let arguments = [
            "receipt", "verify", "\(desk)/receipt.json", "--log-key", key, "--tsa-cert", "\(desk)/tsa.pem",
            "--command",
        ]
        let good = try run(floor.world.program, arguments + ["\(desk)/command.cms"])
        #expect(good.status == 0, "\(good.out)")
        try Files.write(try floor.bidders[1].signer.sign([1]), to: "\(desk)/other.cms")
        #expect(verb(arguments + ["\(desk)/other.cms"]).exit == .failed)
        func stock(_ data: String) throws -> (status: Int32, out: String) {
            try run(
                "/usr/bin/openssl",
                [
                    "ts", "-verify", "-data", data, "-in", "\(desk)/token.tst", "-token_in", "-CAfile",
                    "\(desk)/tsa.pem",
                ]
            )
        }
        let stamped = try stock("\(desk)/checkpoint")
        #expect(stamped.status == 0 && stamped.out.contains("Verification: OK"), "\(stamped.out)")
        try Files.write(receipt.checkpoint + [0x0A], to: "\(desk)/changed")
        #expect(try stock("\(desk)/changed").status != 0)
    }
}

extension Floor {
    /// Entries in the log, by its newest checkpoint.
    func size() throws -> Int64 {
        let lines = String(decoding: try checkpoint(), as: UTF8.self).split(separator: "\n")
        guard lines.count > 1, let size = Int64(lines[1]) else { throw Trouble("no checkpoint") }
        return size
    }
}
