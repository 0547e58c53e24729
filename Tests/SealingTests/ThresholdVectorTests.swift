import Foundation
import OpenSSL
import StrictJSON
import Testing

@testable import Sealing

private let vectors = "/work/shared/vectors/threshold-opening"

@Suite(
    "The given vectors of threshold opening (skipped without them)",
    .enabled(if: FileManager.default.fileExists(atPath: vectors + "/vector.json"), "not on this machine"))
struct ThresholdVectorTests {
    private let shop: Workshop
    private let vector: [UInt8]

    init() throws {
        shop = try Workshop()
        for name in ["vector.json", "opening.pem", "sealed.cms", "sealed-stream.cms"] {
            try shop.write([UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(vectors)/\(name)"))), name)
        }
        vector = try shop.read("vector.json")
    }

    private func replay(_ changed: [UInt8]? = nil) throws -> VectorReplay {
        try VectorReplay.run(
            changed ?? vector, envelopes: shop.folder.path, certificate: shop.read("opening.pem"),
            work: shop.folder.path)
    }

    @Test("every commitment, share, public key, partial, pair, content key and digest holds")
    func holds() throws {
        let replay = try replay()
        for finding in replay.findings where !finding.isRight { Issue.record("\(finding.en)") }
        #expect(replay.findings.contains { $0.en.contains("each of the 3 sets of 2 custodians gives") })
        #expect(replay.findings.contains { $0.en.contains("fewer than 2 custodians get no key") })
        #expect(replay.findings.count > 20)
        // Decrypted content is not left behind.
        #expect(try shop.names() == ["opening.pem", "sealed-stream.cms", "sealed.cms", "vector.json"])
    }

    @Test(
        "one changed digit is refused, and what it belongs to is named",
        arguments: [
            ("04f90b1caf682954f348", "custodian 2"),
            ("19491a6d2a81b6b3aa79", "share of custodian 2"),
            ("0445f14e023715e90a80", "Commitment 2 of custodian 1"),
            ("0fcc75c0cdeb398d6ab4", "dealer 2"),
            ("04136676f873e7890724", "share public key of custodian 3"),
            ("04035d073d368c104bd6", "opening public key"),
            ("0468969defae07f4bd84", "sealed.cms: its ephemeral key"),
            ("027710bd82be0960f71a", "sealed.cms: these custodians together"),
            ("383a9f7cc7e237360434", "another digest"),
        ])
    func changedDigit(start: String, culprit: String) throws {
        let text = String(decoding: vector, as: UTF8.self)
        #expect(text.contains(start))
        let other = String(start.dropLast()) + (start.last == "0" ? "1" : "0")
        let changed = try replay(Array(text.replacingOccurrences(of: start, with: other).utf8))
        #expect(!changed.isRight)
        #expect(
            changed.findings.contains { !$0.isRight && $0.en.contains(culprit) },
            "\(changed.findings.filter { !$0.isRight }.map(\.en))")
    }

    @Test("a flipped bit anywhere in an envelope is refused and its file named")
    func changedEnvelope() throws {
        let whole = try shop.read("sealed.cms")
        // In the ephemeral point, the wrapped key, the content and the tag.
        for place in [120, 330, 5_000, whole.count - 3] {
            var changed = whole
            changed[place] ^= 0x10
            try shop.write(changed, "sealed.cms")
            let replay = try replay()
            #expect(replay.findings.contains { !$0.isRight && $0.en.contains("sealed.cms") }, "byte \(place)")
            #expect(!replay.findings.contains { !$0.isRight && $0.en.contains("sealed-stream.cms") })
        }
    }
}
