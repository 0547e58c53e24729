import Foundation
import Procurement
import Testing

@testable import tradehall

/// Every play of `Tests/Scenarios/law`, with all that it expects.
@Suite("LawScenarioTests")
struct LawScenarioTests {
    private static let root = scenario("law")

    private static let files: [String] = {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return folders.sorted().flatMap { Scenarios.files(in: "\(root)/\($0)") }
    }()

    @Test("the law answers each step of a scenario as the scenario expects", arguments: files)
    func expectations(_ path: String) throws {
        let script = try RehearsalScript(path)
        if let fault = script.fault { Issue.record("\(path): \(fault.words.en)") }
        let play = Scenarios.Play(path: path, lines: script.lines)
        if let fault = play.fault(in: Rehearsal()) { Issue.record(Comment(rawValue: fault)) }
        for line in script.lines where line.step.expectation == nil {
            Issue.record("\(line.file), line \(line.number) expects nothing")
        }
    }

    @Test("each procedure has a scenario that goes all the way", arguments: Procedure.all)
    func success(_ procedure: Procedure) throws {
        let folder = Scenarios.folder(of: procedure, in: Self.root)
        let script = try RehearsalScript("\(folder)/success.jsonl")
        var play = Rehearsal()
        for line in script.lines { _ = try play.play(line.step) }
        let ends = play.tenders.values.flatMap { $0.lots.map(\.phase) }
        #expect(!ends.isEmpty && ends.allSatisfy { $0 == .archived || $0 == .contracted }, "\(folder)")
    }
}
