import Foundation
import Testing

@testable import tradehall

@Suite("What a verb writes")
struct OutputTests {
    @Test("is not taken for a result when the disk is full: one sentence, and an exit code of its own")
    func full() throws {
        let program = try World.get().program
        let shown = try run(
            "/bin/sh", ["-c", "exec \"$0\" modes --json 2>&1 >/dev/full", program])
        #expect(shown.status == Exit.outputLost.rawValue)
        #expect(shown.out.contains("No space left on device"))
        #expect(shown.out.split(separator: "\n").count == 1)
    }

    @Test("takes the place of no pipe or device, and leaves what was there when it cannot be written")
    func devices() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // A pipe with a name stands for a device: no test puts /dev/null at risk.
        try #require(unsafe mkfifo("\(folder)/pipe", 0o600) == 0)
        #expect(throws: Failure.self) { try Files.write([1], to: "\(folder)/pipe") }
        #expect(throws: Failure.self) { try Files.size("\(folder)/pipe") }
        try Files.write([1, 2], to: "\(folder)/kept")
        #expect(throws: Failure.self) { try Files.write([3], to: "\(folder)/kept/below") }
        #expect(throws: Failure.self) { try Files.write([3], to: folder) }
        #expect(try Files.read("\(folder)/kept") == [1, 2])
    }
}
