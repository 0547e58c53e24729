import Foundation
import Testing

/// The `openssl` command of the machine, as the other side of a test.
struct Stock {
    /// A folder of this test alone.
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tradehall-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Runs `openssl` in the folder. Answers the exit code and what it said.
    @discardableResult
    func run(_ arguments: String...) throws -> (code: Int32, said: String) {
        try command("/usr/bin/openssl", arguments)
    }

    func command(_ program: String, _ arguments: [String]) throws -> (code: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: folder.appendingPathComponent(name))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Makes `name.key` and a self-signed `name.pem`. `kind` is "ec", "p384", "rsa", "ed25519", or "sm2".
    func makeIdentity(_ name: String, _ kind: String, extra: [String] = []) throws {
        let key: [String] =
            switch kind {
            case "ec": ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
            case "p384": ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"]
            case "rsa": ["rsa:2048"]
            case "sm2": ["sm2", "-sm3", "-sigopt", "distid:1234567812345678"]
            default: [kind]
            }
        let (code, said) = try command(
            "/usr/bin/openssl",
            ["req", "-x509", "-utf8", "-newkey"] + key + [
                "-nodes", "-keyout", "\(name).key", "-out", "\(name).pem", "-days", "30", "-subj",
                "/C=CN/O=测试公司 TEST ONLY/CN=\(name)",
            ] + extra)
        try #require(code == 0, "\(said)")
    }
}
