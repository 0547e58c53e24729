import Foundation
import Ledger
import OpenSSL
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

@Suite("Who may read what, and when")
struct AccessTests {
    private func status(_ floor: Floor, _ who: Person?, _ path: String) throws -> Int {
        try floor.hall(as: who).send("GET", path).status
    }

    @Test("a document is nobody's before the notice and everybody's after it")
    func documents() throws {
        let floor = try Floor()
        try floor.registered()
        let body = try floor.notice()
        guard case .string(let documents)? = body["documents"] else { throw Trouble("no documents") }
        for who in [nil, floor.agency, floor.regulator, floor.bidders[0]] as [Person?] {
            #expect(try status(floor, who, "/files/\(documents)") == 404)
        }
        try floor.act(floor.agency, "publishNotice", body)
        let read = try floor.hall().send("GET", "/files/\(documents)")
        #expect(read.status == 200)
        #expect(read.text == "招标文件")
        #expect(read.header("X-Content-Type-Options") == "nosniff")
        #expect(try status(floor, floor.bidders[0], "/files/\(documents)") == 200)
    }

    @Test("an objection and its answer are for the parties to it, and a sealed bid is for nobody")
    func confidential() throws {
        let floor = try Floor()
        try floor.noticed()
        try floor.move(to: "2026-03-06T10:00:00+08:00")
        let (objector, other) = (floor.bidders[0], floor.bidders[1])
        let text = try floor.paper(objector, "业绩要求限制了竞争")
        let id = try tradehall.Hall.freshID()
        try floor.act(
            objector, "raiseObjection", lots: ["L1"], ["subject": "documents", "text": text], id: id)
        let answer = try floor.paper(floor.agency, "异议不成立")
        try floor.act(
            floor.agency, "answerObjection", ["to": .string(id), "upheld": false, "text": answer])
        for paper in [text, answer] {
            guard case .string(let digest) = paper else { throw Trouble("no digest") }
            for (who, expected) in [
                (objector, 200), (floor.agency, 200), (floor.regulator, 200), (other, 404),
                (floor.custodian, 404), (floor.experts[0], 404),
            ] {
                #expect(try status(floor, who, "/files/\(digest)") == expected, "\(who.identity)")
            }
            #expect(try status(floor, nil, "/files/\(digest)") == 404)
        }
        let envelope = try floor.seal(
            try floor.pack("L1", 4_000_000_000, bidder: other.uscc, signer: other), "L1")
        try floor.submit(other, "L1", envelope)
        let sealed = OpenSSL.Digest.sha256(envelope).hex
        for who in [nil, other, objector, floor.agency, floor.regulator, floor.custodian, floor.centre] {
            #expect(try status(floor, who, "/files/\(sealed)") == 404)
        }
    }

    @Test(
        "before the opening nothing tells who bids or how many: not the view, the list, the entries, nor the keys"
    )
    func secrecy() throws {
        let floor = try Floor()
        try floor.noticed()
        try floor.move(to: "2026-03-20T14:00:00+08:00")
        let stream = "/tenders/\(floor.tender)"
        /// Everything public of the tender, as bytes, but for the clock.
        func everything() throws -> [[UInt8]] {
            let hall = try floor.hall()
            return try [
                floor.view().canonicalBytes(), hall.get("/tenders"), hall.get("\(stream)/entries/1"),
                hall.get("\(stream)/entries/2"), hall.get("\(stream)/lots/L1/opening-certificate"),
            ] + (3...9).map { try hall.send("GET", "\(stream)/entries/\($0)").body }
        }
        let before = try everything()
        var receipts: [Receipt] = []
        for person in floor.bidders.prefix(4) {
            try floor.act(person, "takeDocuments", [:])
            let envelope = try floor.seal(
                try floor.pack("L1", 4_000_000_000, bidder: person.uscc, signer: person), "L1")
            try floor.upload(person, envelope)
            receipts.append(
                try floor.act(person, "submitBid", lots: ["L1"], floor.submission(envelope)))
        }
        #expect(try everything() == before)
        // Each author sees its own act, and neither strangers nor the tender's own people see it.
        let last = try #require(receipts.last)
        let version = try Entry(last.entry).version
        #expect(version == 10)
        #expect(try status(floor, floor.bidders[3], "\(stream)/entries/\(version)") == 200)
        for who in [nil, floor.bidders[0], floor.agency, floor.regulator, floor.custodian] as [Person?] {
            for number in [3, 4, version, 11] {
                let isOwn = who?.identity == floor.bidders[0].identity && number < 5
                #expect(
                    try status(floor, who, "\(stream)/entries/\(number)") == (isOwn ? 200 : 404),
                    "\(who?.identity ?? "nobody") \(number)")
            }
        }
        // An act in the open that follows would tell how many lie before it.
        try floor.act(
            floor.agency, "amendDocuments",
            ["text": try floor.paper(floor.agency, "补遗"), "affectsBids": false])
        #expect(try status(floor, nil, "\(stream)/entries/11") == 404)
        // The custodian gets nothing before the deadline, and nobody else ever.
        let path = "\(stream)/lots/L1/sealed-bids"
        let early = try Refused(try floor.hall(as: floor.custodian).send("GET", path))
        #expect(early.code == "BEFORE_DEADLINE" && early.article == "electronicTendering 27")
        #expect(early.earliest == Floor.deadline)
        #expect(try status(floor, floor.agency, path) == 403)
        #expect(try status(floor, nil, path) == 401)
        try floor.move(to: Floor.deadline)
        try floor.waits(for: "closed", of: "L1")
        guard case .array(let bids)? = try floor.hall(as: floor.custodian).getJSON(path)["bids"] else {
            throw Trouble("no bids")
        }
        #expect(bids.count == 4)
        #expect(!bids.contains { $0["bidder"] != nil }, "a custodian learns keys, not names")
        #expect(try status(floor, floor.agency, path) == 403)
        // Closed, and still sealed: the view has the phase and no bid.
        let closed = try floor.view().text
        for person in floor.bidders { #expect(!closed.contains(person.uscc)) }
        #expect(try floor.lot("L1")["opening"] == nil)
    }

    @Test(
        "opened bids, reports and contracts are for the tender's people; the opening and the award are for all"
    )
    func afterwards() throws {
        let floor = try Floor()
        try floor.finished()
        let bids = try floor.openedBids("L1")
        #expect(bids.count == 4)
        #expect(bids.allSatisfy { $0["outcome"] == "opened" && $0["price"] != nil })
        // What the events name is in the export's record; the regulator's own view gives the digests.
        var named: [String: Set<String>] = [:]
        let regulator = try floor.hall(as: floor.regulator)
        var version = 1
        while true {
            let reply = try regulator.send("GET", "/tenders/\(floor.tender)/entries/\(version)")
            guard reply.status == 200 else { break }
            let entry = try Entry(try Receipt.parse(reply.body).entry)
            if case .array(let events)? = entry.body["events"] {
                for event in events { collect(event, &named) }
            }
            version += 1
        }
        #expect(version > 30)
        let others: [Person?] = [nil, floor.bidders[3], floor.custodian, floor.centre]
        func check(_ kind: String, _ readers: [Person]) throws {
            let digests = named[kind] ?? []
            #expect(!digests.isEmpty, "\(kind)")
            for digest in digests {
                for who in readers {
                    #expect(try status(floor, who, "/files/\(digest)") == 200, "\(kind) \(who.identity)")
                }
                for who in others {
                    #expect(
                        try status(floor, who, "/files/\(digest)") == 404, "\(kind) \(who?.identity ?? "")")
                }
            }
        }
        try check("contents", [floor.agency, floor.regulator, floor.experts[4]])
        try check("contract", [floor.agency, floor.regulator, floor.bidders[0]])
        try check("report", [floor.agency, floor.regulator, floor.experts[1]])
        for digest in named["public"] ?? [] { #expect(try status(floor, nil, "/files/\(digest)") == 200) }
        for digest in named["envelope"] ?? [] {
            for who in others + [floor.agency, floor.regulator, floor.experts[0], floor.bidders[0]] {
                #expect(try status(floor, who, "/files/\(digest)") == 404, "a sealed bid is read by nobody")
            }
        }
        #expect(named["envelope"]?.count == 5)
    }

    /// The digests of the files that an event names, by what they are.
    private func collect(_ event: JSON, _ named: inout [String: Set<String>]) {
        guard case .string(let name)? = event["event"] else { return }
        func add(_ kind: String, _ json: JSON?) {
            if case .string(let digest)? = json { named[kind, default: []].insert(digest) }
        }
        switch name {
        case "bidOpened": add("contents", event["finding"]?["contents"])
        case "contractSigned": add("contract", event["contract"]?["text"])
        case "reportProposed": add("report", event["report"]?["text"])
        case "openingClosed": add("public", event["record"])
        case "noticePublished": add("public", event["notice"]?["documents"])
        case "bidSubmitted": add("envelope", event["sealed"]?["envelope"])
        default: break
        }
    }

    @Test("a running tender is not exported, and the public export of a finished one holds no sealed bid")
    func exports() throws {
        let floor = try Floor()
        try floor.noticed()
        #expect(
            try Refused(try floor.hall().send("GET", "/tenders/\(floor.tender)/export")).code
                == "TENDER_RUNNING")
        #expect(
            try Refused(try floor.hall(as: floor.agency).send("GET", "/tenders/\(floor.tender)/export")).code
                == "TENDER_RUNNING")
        let who = floor.bidders[0]
        let envelope = try floor.seal(
            try floor.pack("L1", 4_000_000_000, bidder: who.uscc, signer: who), "L1")
        try floor.submit(who, "L1", envelope)
        let reason = try floor.paper(floor.agency, "项目终止")
        try floor.act(
            floor.agency, "cancel", lots: ["L1", "L2"],
            ["reason": reason, "publications": floor.publications(reason, "2026-03-02T09:00:00+08:00")])
        let name = Array("files/\(OpenSSL.Digest.sha256(envelope).hex)".utf8)
        let open = try floor.hall().get("/tenders/\(floor.tender)/export")
        #expect(open.firstRange(of: name) == nil)
        let whole = try floor.hall(as: floor.regulator).get("/tenders/\(floor.tender)/export")
        #expect(whole.firstRange(of: name) != nil)
    }
}
