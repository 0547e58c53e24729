internal import Foundation
internal import OpenSSL
internal import Procurement
internal import Synchronization
internal import Trust

extension Bench {
    /// Certificate paths with revocation lists: OpenSSL's own check, a verdict made anew, a verdict remembered.
    func measurePaths() throws {
        report.section(zh: "证书路径（负载\(BenchReport.load)）", en: "Certificate paths (load \(BenchReport.load))")
        let trust = try BenchTrust(at: 1_772_000_000_000)
        let anchors = trust.anchors
        let many = try (1...2000).map { try trust.identity(serial: $0, name: "bench \($0)").certificate }
        let store = try PathStore(roots: anchors.roots, lists: anchors.lists)
        let next = Atomic(0)
        let bare = try rate(1) { _ in
            let one = many[next.add(1, ordering: .relaxed).newValue % many.count]
            guard try store.check(one, intermediates: anchors.intermediates, at: trust.now).faults.isEmpty
            else { throw Self.wrong }
        }
        // Each certificate is judged once by each verifier, so that nothing is remembered.
        var (judged, spent) = (0, 0.0)
        while spent < min(seconds, 2) {
            let verifier = try PathVerifier(anchors)
            let began = ContinuousClock.now
            for one in many {
                guard try verifier.verify(one, at: trust.now, use: .sign, demandsHolder: true).passed else {
                    throw Self.wrong
                }
            }
            spent += (ContinuousClock.now - began).inSeconds
            judged += many.count
        }
        let verifier = try PathVerifier(anchors)
        let known = try rate(1) { _ in
            for one in many.prefix(100) {
                _ = try verifier.verify(one, at: trust.now, use: .sign, demandsHolder: true)
            }
        }
        report.figure(
            "path.openssl", bare, "/s", zh: "路径加两份CRL，OpenSSL本身，单核",
            en: "path with two CRLs, OpenSSL's own check, one core")
        report.figure(
            "path.verdict", Double(judged) / spent, "/s", zh: "新作出的结论，单核",
            en: "a verdict made anew, one core",
            beside: Words(zh: "极限\(BenchReport.number(bare))", en: "limit \(BenchReport.number(bare))"))
        report.figure(
            "path.remembered", known * 100, "/s", zh: "记住的结论，单核", en: "a verdict remembered, one core",
            beside: Words(zh: "目标1000000", en: "goal 1000000"))
    }
}
