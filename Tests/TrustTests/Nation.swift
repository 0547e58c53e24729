import Foundation
import OpenSSL
import StrictJSON
import Testing
import Trust

/// The nation of `certs/make --nation`, made once for all tests of this process.
enum Nation {
    static let at = Made.now
    static let folder: Result<URL, any Error> = Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tradehall-nation-\(ProcessInfo.processInfo.processIdentifier)")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("certs/make")
        let process = Process()
        process.executableURL = script
        process.arguments = ["--nation", folder.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TrustFault("certs/make --nation failed: \(String(decoding: said, as: UTF8.self))")
        }
        return folder
    }

    static let store: Result<TrustStore, any Error> = Result {
        try TrustStore(directory: folder.get().path)
    }

    /// The rules of the nation without one of them.
    static func rules(_ rules: RuleSet, without id: String) throws -> RuleSet {
        let national = try #require(rules.national)
        return RuleSet(
            national: try edited(national) { list in list.filter { $0["ruleId"] != .string(id) } },
            provinces: rules.provinces)
    }

    static func edited(_ rules: RecognitionRules, _ edit: ([JSON]) -> [JSON]) throws -> RecognitionRules {
        guard case .object(var members) = try JSON.parse(rules.bytes),
            case .array(let list) = members["rules"]
        else { throw TrustFault("no rules") }
        members["rules"] = .array(edit(list))
        return try RecognitionRules(json: JSON.object(members).canonicalBytes())
    }
}
