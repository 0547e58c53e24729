import Foundation
import Testing

@testable import tradehall

@Suite("Every procedure on the real service")
struct BiddingScenarioTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let scenarios = "\(sources)/Tests/Scenarios/law"

    /// The procedures that have a whole scenario, as MODE/REGIME.
    static let procedures: [String] = {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: scenarios)) ?? []
        return folders.filter { FileManager.default.fileExists(atPath: "\(scenarios)/\($0)/success.jsonl") }
            .map { $0.replacingOccurrences(of: "-", with: "/") }.sorted()
    }()

    @Test(
        "the success scenario of every procedure plays on the real service and verifies offline",
        .serialized, arguments: procedures)
    func plays(_ procedure: String) throws {
        let played = try run(
            try World.get().program,
            [
                "demo", "--mode", procedure, "--bidders", "3", "--scenarios", Self.scenarios, "--lang", "en",
            ], in: try World.get().desk())
        #expect(played.status == 0, "\(procedure): \(played.out.suffix(4_000))")
        #expect(played.out.contains("Verified offline"), "\(procedure)")
    }

    @Test("there is a scenario to play, and a procedure without one says so")
    func some() throws {
        #expect(!Self.procedures.isEmpty)
        let played = try run(
            try World.get().program,
            ["demo", "--mode", "auction/land", "--scenarios", "/nowhere", "--lang", "en"])
        #expect(played.status == 64, "\(played.status) \(played.out)")
        #expect(played.out.contains("/nowhere/auction-land/success.jsonl"))
    }
}
