import Foundation
import OpenSSL
import Testing

@testable import Sealing

@Suite("A custodian's share on its own machine")
struct ShareFileTests {
    @Test("it opens with its password alone, and not when a byte was changed or it was moved to another lot")
    func shareFile() throws {
        let ceremony = try Ceremony(2, of: 3)
        let file = ShareFile(tender: "T-1", lot: "L-1", key: ceremony.key, share: ceremony.shares[1])
        let (good, bad) = (Array("correct horse".utf8), Array("wrong".utf8))
        let bytes = try file.bytes(password: good)
        let secret = ceremony.shares[1].reveal()
        let again = try ShareFile(bytes, password: good)
        #expect(again.share.reveal() == secret && again.share.custodian == 2 && again.lot == "L-1")
        #expect(!String(decoding: bytes, as: UTF8.self).contains(secret.hex))
        #expect(try refusal { _ = try ShareFile(bytes, password: bad) } == "SHARE_NOT_OPENED")
        let text = String(decoding: bytes, as: UTF8.self)
        for (from, to) in [("\"lot\":\"L-1\"", "\"lot\":\"L-2\""), ("\"custodian\":2", "\"custodian\":3")] {
            let moved = Array(text.replacingOccurrences(of: from, with: to).utf8)
            #expect(try refusal { _ = try ShareFile(moved, password: good) } == "SHARE_NOT_OPENED")
        }
    }

    @Test("posted partials and the plan of a ceremony are read as they were written")
    func files() throws {
        let ceremony = try Ceremony(2, of: 3)
        let (place, _) = try ceremony.envelope(1)
        let set = PartialSet(
            subject: ceremony.subject, key: ceremony.key, partials: [try ceremony.partial(3, place)])
        let read = try PartialSet(set.bytes())
        #expect(try read.bytes() == set.bytes() && read.subject == ceremony.subject)
        _ = try ceremony.opening.check(read.partials[0], of: place)
        let table = try Table(2, of: 3)
        #expect(try CeremonyPlan(table.plan.bytes).id == table.plan.id)
        let key = OpeningKeyFile(tender: "T-1", lot: "L-1", key: ceremony.key)
        #expect(try OpeningKeyFile(key.bytes()).key.publicPoint == ceremony.key.publicPoint)
    }
}
