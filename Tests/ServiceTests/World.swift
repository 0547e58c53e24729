import Foundation
import OpenSSL
import Procurement
import StrictJSON
import Testing

@testable import tradehall

/// What all tests of this process share: the program, and sample provinces that are made once.
struct World: Sendable {
    /// Removed when the process ends.
    let folder: String
    /// The command, beside the bundle of these tests.
    let program: String

    var provinces: String { "\(folder)/provinces" }

    static let shared = Result { try World() }

    static func get() throws -> World { try shared.get() }

    private init() throws {
        let temporary = FileManager.default.temporaryDirectory.path
        folder = "\(temporary)/service-tests-\(UUID().uuidString)"
        program = try Self.findProgram()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        Self.last.withLock { $0 = folder }
        atexit { World.last.withLock { try? FileManager.default.removeItem(atPath: $0) } }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "certs/make").path
        let made = try run(script, ["\(folder)/provinces"])
        guard made.status == 0 else { throw Trouble("certs/make failed: \(made.out)") }
    }

    private static let last = Locked("")

    private static func findProgram() throws -> String {
        var places = [URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()]
        places += CommandLine.arguments.filter { $0.hasSuffix(".xctest") }.map { URL(fileURLWithPath: $0) }
        for place in places {
            let path = place.deletingLastPathComponent().appending(path: "tradehall").path
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw Trouble("there is no tradehall beside \(places.map(\.path).joined(separator: ", "))")
    }

    func person(_ identity: String) throws -> Person { try Person(identity, in: provinces) }

    /// A new folder of one test.
    func desk() throws -> String {
        let path = "\(folder)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}

/// A value behind a lock.
final class Locked<Value>: @unchecked Sendable {
    // Reached only through `withLock`.
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    @discardableResult
    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}

/// A test could not get as far as what it is about.
struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Runs a program to its end.
@discardableResult
func run(_ program: String, _ arguments: [String], in folder: String? = nil) throws -> (
    status: Int32, out: String
) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

/// Runs a verb of the command in this process.
@discardableResult
func verb(_ arguments: [String]) -> (exit: Exit, out: String) {
    let text = Locked("")
    let gather: @Sendable ([UInt8]) -> Void = { bytes in
        text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
    }
    let exit = Program.run(
        arguments + ["--lang", "en"], environment: [:],
        streams: Console.Streams(out: gather, error: gather, errorIsTerminal: false))
    return (exit, text.withLock { $0 })
}

/// Somebody with a certificate of the sample provinces.
struct Person: Sendable {
    let identity: String
    let folder: String
    let uscc: String
    let name: String
    let territory: String
    let signer: Signer

    init(_ identity: String, in provinces: String) throws {
        self.identity = identity
        folder = "\(provinces)/identities/\(identity)"
        let place = folder
        func line(_ file: String) throws -> String {
            String(decoding: try Files.read("\(place)/\(file)"), as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        uscc = try line("uscc.txt")
        name = try line("name.txt")
        territory = try line("territory.txt")
        signer = try Signer(
            key: "\(folder)/key.pem", certificate: "\(folder)/chain.pem", chain: nil, passwordFile: nil)
    }

    /// As options of a verb.
    var options: [String] { ["--key", "\(folder)/key.pem", "--cert", "\(folder)/chain.pem"] }

    func party(_ role: String) -> JSON {
        [
            "uscc": .string(uscc), "name": .string(name), "roles": [.string(role)],
            "territory": .string(territory),
        ]
    }
}
