import Foundation
import StrictJSON
import Testing

@testable import tradehall

/// NIST's Public Key Interoperability Test Suite (2011), through the command itself.
@Suite("cert verify on PKITS")
struct PKITSTests {
    struct Run: Decodable, Sendable {
        struct Inputs: Decodable, Sendable {
            let initial_policy_set: [String]
            let initial_explicit_policy: Bool
            let initial_policy_mapping_inhibit: Bool
            let initial_any_policy_inhibit: Bool
        }
        struct Policy: Decodable, Sendable {
            let explicit_policy_required: Bool
            let authority_set: [String]
            let user_set: [String]
        }
        let id: String
        let ee: String
        let intermediates: [String]
        let crls: [String]
        let trust_anchor: String
        let inputs: Inputs
        let openssl_code: Int
        let nist_expected: String
        let expected_policy: Policy?
    }

    private struct File: Decodable { let runs: [Run] }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Conformance/pkits").path

    /// The verdicts that differ by choice (DSA is refused), and the codes that differ: docs/conformance.md has the
    /// reason of each.
    static let refused: Set<String> = ["4.1.4", "4.1.5"]
    static let otherCode: Set<String> = [
        "4.1.6", "4.5.8", "4.6.1", "4.6.2", "4.6.3", "4.7.1", "4.7.2", "4.14.30",
    ]

    private static func runs() throws -> [Run] {
        let data = try Data(contentsOf: URL(filePath: "\(folder)/pkits_expected.json"))
        return try JSONDecoder().decode(File.self, from: data).runs
    }

    private static func arguments(_ run: Run) -> [String] {
        var words = [
            "cert", "verify", "\(folder)/\(run.ee)", "--anchors", "\(folder)/\(run.trust_anchor)", "--json",
        ]
        for file in run.intermediates { words += ["--intermediates", "\(folder)/\(file)"] }
        for file in run.crls { words += ["--crls", "\(folder)/\(file)"] }
        for policy in run.inputs.initial_policy_set where policy != "anyPolicy" {
            words += ["--policy", policy]
        }
        if run.inputs.initial_explicit_policy { words.append("--require-explicit-policy") }
        if run.inputs.initial_policy_mapping_inhibit { words.append("--inhibit-policy-mapping") }
        if run.inputs.initial_any_policy_inhibit { words.append("--inhibit-any-policy") }
        return words
    }

    @Test("all 247 runs end as NIST says, but for the two that demand DSA; codes and policy sets are right")
    func all() throws {
        let runs = try Self.runs()
        #expect(runs.count == 247)
        for run in runs {
            let shown = tradehall(Self.arguments(run))
            let isValid = run.nist_expected == "valid" && !Self.refused.contains(run.id)
            #expect((shown.exit == .done) == isValid, "\(run.id): \(shown.out)\(shown.error)")
            let told = try #require(try shown.json().first, "\(run.id)")
            if run.openssl_code != 0, !Self.otherCode.contains(run.id) {
                #expect(shown.out.contains("\"openssl\":\"\(run.openssl_code)\""), "\(run.id): \(shown.out)")
            }
            guard let policy = run.expected_policy else { continue }
            let found = told["facts"]?["policySet"]
            #expect(found?["authority"] == Self.list(policy.authority_set), "\(run.id)")
            #expect(found?["user"] == Self.list(policy.user_set), "\(run.id)")
            #expect(found?["explicitPolicyRequired"] == .bool(policy.explicit_policy_required), "\(run.id)")
        }
    }

    private static func list(_ policies: [String]) -> JSON {
        .array(policies.map { $0 == "anyPolicy" ? "2.5.29.32.0" : $0 }.sorted().map { .string($0) })
    }
}
