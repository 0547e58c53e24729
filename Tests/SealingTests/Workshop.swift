import Foundation
import OpenSSL
import Testing

@testable import Sealing

/// A folder of one test, with the stock tools of the machine as the other side.
final class Workshop {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sealing-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func read(_ name: String) throws -> [UInt8] {
        let source = try FileSource(path: path(name))
        return try source.bytes(source.size)
    }

    func write(_ bytes: [UInt8], _ name: String) throws {
        let place = folder.appendingPathComponent(name)
        if name.contains("/") {
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        }
        try Data(bytes).write(to: place)
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// The names of all files, to see that nothing was left behind.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    /// Runs a command in the folder; its words are split at spaces.
    @discardableResult
    func run(_ line: String, mustWork: Bool = true) throws -> (code: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = line.split(separator: " ").map(String.init)
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if mustWork { try #require(process.terminationStatus == 0, "\(line): \(said)") }
        return (process.terminationStatus, said)
    }

    /// Makes `name.key` and a self-signed `name.pem`.
    @discardableResult
    func identity(_ name: String, _ kind: String = "ec -pkeyopt ec_paramgen_curve:P-256") throws -> Identity {
        try run(
            "openssl req -x509 -newkey \(kind) -nodes -keyout \(name).key -out \(name).pem -days 30 -subj "
                + "/O=TEST/CN=\(name)")
        return Identity(
            key: try PrivateKey(pem: read("\(name).key")),
            certificate: try Certificate(pem: read("\(name).pem")), chain: [])
    }

    /// Bytes that depend on the seed alone.
    static func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var chance = Chance(seed)
        let words = (0..<(count / 8 + 1)).map { _ in chance.next() }
        return unsafe words.withUnsafeBytes { unsafe Array($0.prefix(count)) }
    }
}

/// SplitMix64: repeatable chance for tests.
struct Chance: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// The code with which something is refused; nil when it is not.
func refusal(_ body: () throws -> Void) throws -> String? {
    do {
        try body()
        return nil
    } catch let refusal as SealingRefusal {
        #expect(refusal.en.hasSuffix(".") && refusal.zh.hasSuffix("。"), "\(refusal.code) is no sentence")
        return refusal.code
    }
}
