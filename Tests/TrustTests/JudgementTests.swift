import OpenSSL
import StrictJSON
import Testing

@testable import Trust

@Suite("A judgement")
struct JudgementTests {
    private func policy(_ levels: String = "{}") throws -> ValidationPolicy {
        try ValidationPolicy(
            json: Array(
                #"{"schema":"tradehall-validation-policy-1","id":"t","sequence":1,"issuedAt":0,"levels":\#(levels),"numbers":{}}"#
                    .utf8))
    }

    private static func wrong(_ code: VerdictCode) -> Check<Int> {
        Check("test.\(code.rawValue)", .path, source: "none") { facts in
            facts == 0 ? .fine : .wrong([Remark(code, chinese: "有误", english: "It is wrong.")])
        }
    }

    private func judged(_ codes: [VerdictCode], facts: Int = 1, levels: String = "{}") throws -> Judgement {
        let policy = try policy(levels)
        return Judgement(
            Question(.certificate, at: 5), Evidence([.init(.subject, [1, 2, 3])]), policy,
            outcomes: CheckOutcome.run(codes.map(Self.wrong), on: facts, policy), facts: [:],
            praise: .init(chinese: "通过", english: "It passed."))
    }

    @Test("is decided by the gravest failure, and a failure outweighs a doubt, whatever their order")
    func gravest() throws {
        #expect(try judged([.crlStale, .certExpired, .signatureBad]).code == .signatureBad)
        #expect(try judged([.signatureBad, .crlStale]).code == .signatureBad)
        let doubtful = try judged([.crlStale, .crlMissing])
        #expect(doubtful.indication == .indeterminate)
        #expect(doubtful.outcomes.filter { $0.state == .notOK }.count == 2)
        #expect(try judged([.certRevoked], facts: 0).passed)
    }

    @Test("takes the weight of a check from the policy: a warning is told and does not decide")
    func levels() throws {
        let warned = try judged([.certExpired], levels: #"{"test.CERT_EXPIRED":"WARN"}"#)
        #expect(warned.passed)
        #expect(warned.warnings.map(\.code) == [.certExpired])
        let ignored = try judged([.certExpired], levels: #"{"test.CERT_EXPIRED":"IGNORE"}"#)
        #expect(ignored.warnings.isEmpty && ignored.outcomes.map(\.state) == [.ignored])
        #expect(throws: TrustFault.self) { try policy(#"{"test.x":"LOUD"}"#) }
    }

    @Test("comes back from its dossier with the same question, evidence, policy and verdict")
    func dossier() throws {
        var question = Question(.cms, at: -7, use: .sign, to: "520000", trade: "works")
        question.policies.policies = ["1.2.3"]
        question.contentDigest = .init(algorithm: "sha256", bytes: [0xAB])
        let policy = try ValidationPolicy.standard()
        let made = Judgement(
            question, Evidence([.init(.subject, [9]), .init(.crl, [1]), .init(.crl, [1])]), policy,
            outcomes: [], facts: ["chain": ["a"]], praise: .init(chinese: "通过", english: "It passed."))
        let bytes = try Dossier(made).bytes()
        let read = try Dossier(file: bytes)
        #expect(read.question == question)
        #expect(read.evidence == made.evidence && read.evidence.items.count == 2)
        #expect(read.policy == policy)
        #expect(read.verdict == made.canonicalBytes)
        #expect(throws: TrustFault.self) { try Dossier(file: Array(bytes.dropLast())) }
    }
}
