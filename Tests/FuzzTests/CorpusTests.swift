import Foundation
import FuzzDoors
import Testing

@Suite("The corpus of the fuzzers")
struct CorpusTests {
    static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fuzz/corpus")

    @Test("every seed and past finding is taken or refused, and nothing crashes", arguments: Door.allCases)
    func enter(door: Door) throws {
        let folder = Self.corpus.appendingPathComponent(door.rawValue)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(!names.isEmpty)
        for name in names { door.enter([UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))) }
    }
}
