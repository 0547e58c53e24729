import Foundation
import OpenSSL
import StrictJSON
import Locks
import Testing

@testable import tradehall

/// What a run of the command wrote, and how it ended.
struct Shown {
    var exit: Exit
    var out: String
    var error: String

    /// The lines of standard output as JSON.
    func json(_ place: SourceLocation = #_sourceLocation) throws -> [JSON] {
        try out.split(separator: "\n").map {
            try JSON.parse(Array($0.utf8), limits: .init(bytes: 8 << 20))
        }
    }
}

/// Runs the command in this process, with its streams gathered.
func tradehall(_ arguments: String..., environment: [String: String] = [:]) -> Shown {
    tradehall(arguments, environment: environment)
}

func tradehall(_ arguments: [String], environment: [String: String] = [:]) -> Shown {
    let out = Mutex<[UInt8]>([])
    let error = Mutex<[UInt8]>([])
    let exit = Program.run(
        arguments, environment: environment,
        streams: Console.Streams(
            out: { bytes in out.withLock { $0 += bytes } },
            error: { bytes in error.withLock { $0 += bytes } }, errorIsTerminal: false))
    return Shown(
        exit: exit, out: out.withLock { String(decoding: $0, as: UTF8.self) },
        error: error.withLock { String(decoding: $0, as: UTF8.self) })
}

/// A folder that is gone with its test.
final class Desk {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "command-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    func read(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: file(name)))) }

    /// A signing identity of an organisation, as `name.key` and `name.pem`.
    @discardableResult
    func identity(_ name: String, uscc: String = "91510100MA6B001120") throws -> Identity {
        let key = try PrivateKey.generateP256()
        let certificate = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", "测试单位 \(name)")], notBefore: 1_577_836_800_000, notAfter: 2_366_841_600_000,
                keyUsage: [.digitalSignature, .nonRepudiation],
                extensions: [CertificateExtension(oid: "1.2.156.10260.4.1.4", value: .text(uscc))]), key: key)
        try write("\(name).key", try key.pem())
        try write("\(name).pem", try certificate.pem())
        return Identity(key: key, certificate: certificate, chain: [])
    }
}

/// A file of `Tests/Scenarios`.
func scenario(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Scenarios/\(name)").path
}
