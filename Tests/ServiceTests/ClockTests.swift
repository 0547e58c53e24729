import Foundation
import Ledger
import Procurement
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

@Suite("The clock of a running hall")
struct ClockTests {
    @Test("a lot closes by itself when its deadline comes, without any command")
    func timers() throws {
        let floor = try Floor()
        try floor.noticed()
        try floor.move(to: "2026-03-20T14:00:00+08:00")
        for person in floor.bidders.prefix(3) { try floor.bid(person, "L1", 4_000_000_000) }
        let before = try floor.size()
        try floor.move(to: "2026-03-23T09:30:00.250+08:00")
        try floor.waits(for: "closed", of: "L1")
        try floor.waits(for: "failed", of: "L2")
        #expect(try floor.size() > before)
        // What the clock did lies under a checkpoint of its own, and survives a crash.
        let view = try floor.view()
        floor.server.kill()
        try floor.server.start()
        #expect(try floor.view() == view)
    }

    @Test("a deadline that passed while the hall was down closes the lot when it is up again")
    func timersAfterRestart() throws {
        let floor = try Floor()
        try floor.noticed()
        floor.server.kill()
        let late = ServerProcess(floor.world, data: floor.server.data, clock: "2026-03-23T10:00:00+08:00")
        try late.start()
        let hall = try tradehall.Hall(late.address)
        var phase: JSON?
        for _ in 0..<2_000 {
            guard case .array(let lots)? = try hall.getJSON("/tenders/\(floor.tender)")["lots"] else { break }
            phase = lots.first?["phase"]
            if phase != "noticed" { break }
            usleep(10_000)
        }
        // Nobody has bid, so it is closed and failed in one.
        #expect(phase == "failed")
    }

    @Test("the clock goes forward only, and never falls behind the log, whatever a start is told")
    func forward() throws {
        let floor = try Floor()
        try floor.registered()
        try floor.move(to: "2026-03-10T12:00:00+08:00")
        let receipt = try floor.act(
            floor.bidders[0], "registerParty", floor.bidders[0].party("bidder"), onTender: false)
        let written = try Entry(receipt.entry).at
        let back = try Refused(try floor.setClock("2026-03-10T11:59:59+08:00"))
        #expect(back.code == "CLOCK_RUNS_FORWARD" && back.status == 422)
        for text in ["yesterday", "", "2026-03-10", "2026-02-30T00:00:00+08:00"] {
            #expect(try Refused(try floor.setClock(text)).code == "CLOCK_MALFORMED", "\(text)")
        }
        var last = written
        for _ in 0..<3 {
            // Each start names an instant a week before the log's last entry.
            floor.server.kill()
            try floor.server.start()
            let now = try floor.hall().time().milliseconds
            #expect(now >= last)
            let next = try floor.act(
                floor.bidders[0], "registerParty", floor.bidders[0].party("bidder"), onTender: false)
            let at = try Entry(next.entry).at
            #expect(at >= now)
            last = at
        }
    }
}
