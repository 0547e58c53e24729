import Procurement
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

@Suite("What a signed-in actor may do now, over HTTP")
struct AskingTests {
    private func actions(_ floor: Floor, _ who: Person) throws -> [JSON] {
        let json = try floor.hall(as: who).getJSON("/tenders/\(floor.tender)/actions")
        #expect(json["tender"] == .string(floor.tender) && json["party"] == .string(who.uscc))
        guard case .array(let actions)? = json["actions"] else { throw Trouble("no actions") }
        return actions
    }

    private func action(_ floor: Floor, _ who: Person, _ command: String, _ lot: String = "L1") throws -> JSON
    {
        let found = try actions(floor, who).filter {
            $0["command"] == .string(command) && $0["lot"] == .string(lot)
        }
        guard found.count == 1 else { throw Trouble("\(found.count) answers for \(command)") }
        return found[0]
    }

    @Test("nobody is told without a session, and of no tender that there is not")
    func session() throws {
        let floor = try Floor()
        try floor.registered()
        let path = "/tenders/\(floor.tender)/actions"
        #expect(try floor.hall().send("GET", path).status == 401)
        #expect(try floor.hall(as: floor.agency).send("GET", "/tenders/T-0/actions").status == 404)
        let other = try floor.hall(as: floor.agency).send("POST", path, [], [])
        #expect(other.status == 405 && other.header("Allow") == "GET, HEAD")
        #expect(try action(floor, floor.agency, "publishNotice")["answer"] == "allowed")
        #expect(try action(floor, floor.bidders[0], "publishNotice")["answer"] == "never")
    }

    @Test("allowed, not yet from an instant, and never with its reason, each in both languages")
    func answers() throws {
        let floor = try Floor()
        try floor.noticed()
        let bid = try action(floor, floor.bidders[0], "submitBid")
        #expect(bid["answer"] == "allowed" && bid["why"] == nil && bid["from"] == nil)
        #expect(bid["words"]?["zh"] != nil && bid["words"]?["en"] != nil)
        let opening = try action(floor, floor.custodian, "openBids")
        #expect(opening["answer"] == "notYet" && opening["from"] == .string(Floor.deadline))
        #expect(opening["why"]?["words"]?["zh"] != nil && opening["why"]?["words"]?["en"] != nil)
        let foreign = try action(floor, floor.bidders[0], "openBids")
        #expect(foreign["answer"] == "never" && foreign["why"]?["code"] == "role.openBids")
        // A cited reason: the supervisor's order.
        try floor.act(
            floor.regulator, "suspend", lots: ["L2"], ["text": try floor.paper(floor.regulator, "责令暂停")])
        let stopped = try action(floor, floor.bidders[0], "submitBid", "L2")
        #expect(stopped["answer"] == "notYet" && stopped["from"] == nil)
        #expect(stopped["why"]?["citation"]?["law"] == "biddingRegulation")
        #expect(stopped["why"]?["citation"]?["article"] == 62)
        #expect(try action(floor, floor.bidders[0], "submitBid", "L1")["answer"] == "allowed")
        // What the answer says is what happens.
        try floor.move(to: Floor.deadline)
        #expect(try action(floor, floor.bidders[0], "submitBid")["answer"] == "never")
    }

    @Test("before the opening the answers to everybody but the bidders themselves do not change with bids")
    func secrecy() throws {
        let floor = try Floor()
        try floor.noticed()
        try floor.move(to: "2026-03-20T14:00:00+08:00")
        let readers = [
            floor.agency, floor.regulator, floor.custodian, floor.centre, floor.bidders[4], floor.experts[0],
        ]
        let before = try readers.map { try actions(floor, $0) }
        for (number, person) in floor.bidders.prefix(3).enumerated() {
            try floor.bid(person, "L1", 4_000_000_000 + Int64(number))
        }
        #expect(try readers.map { try actions(floor, $0) } == before)
    }
}
