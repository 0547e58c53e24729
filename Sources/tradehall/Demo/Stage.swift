internal import Foundation
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Locks

/// Where the demonstration plays: a folder, sample provinces, and a real service on a free port of this
/// machine that ends with the demonstration.
final class Stage {
    let console: Console
    let folder: String
    private var service: ServiceProcess?

    init(_ console: Console, folder: String) {
        self.console = console
        self.folder = folder
    }

    var address: String { service?.address ?? "" }
    var provinces: String { "\(folder)/provinces" }
    var language: Language { console.language }

    static let program = ServiceProcess.program

    /// Runs a program to its end. Its output goes to the story when it is asked for.
    @discardableResult
    func run(_ program: String, _ arguments: [String], showing: Bool = false) throws -> (
        status: Int32, out: String
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program).resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        if showing { for line in text.split(separator: "\n") { console.print("      \(line)") } }
        return (process.terminationStatus, text)
    }

    /// Runs a verb of this program, which must succeed.
    @discardableResult
    func verb(_ arguments: [String], showing: Bool = false) throws -> String {
        let (status, out) = try run(
            Self.program, arguments + ["--lang", language.rawValue], showing: showing)
        guard status == 0 else {
            throw Failure(
                "DEMO_FAILED", zh: "“tradehall \(arguments.joined(separator: " "))”没有成功：\(out)",
                en: "\"tradehall \(arguments.joined(separator: " "))\" failed: \(out)")
        }
        return out
    }

    /// Runs a verb of this program that is refused, and gives the sentence.
    func refused(_ arguments: [String]) throws -> String {
        let (status, out) = try run(Self.program, arguments + ["--lang", language.rawValue])
        guard status == 1 else {
            throw Failure(
                "DEMO_FAILED", zh: "“tradehall \(arguments.joined(separator: " "))”本应被拒绝：\(out)",
                en: "\"tradehall \(arguments.joined(separator: " "))\" should have been refused: \(out)")
        }
        return out.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Starts the service and waits until it answers.
    func start(clock: String, centre: Player) throws {
        service = try ServiceProcess(
            [
                "--data", "\(folder)/hall", "--rehearsal", "--clock", clock, "--trust", provinces, "--centre",
                centre.uscc, "--centre-name", centre.name, "--origin", "demo.tradehall.example",
            ], log: "\(folder)/service.log")
    }

    /// Ends the service as an operator would, and waits for it.
    func stop() { service?.stop() }

    /// Moves the rehearsal's clock.
    func moveClock(to time: String) throws {
        let hall = try Hall(address)
        let body: JSON = ["now": .string(time)]
        _ = try hall.expect(200, try hall.send("POST", "/rehearsal/clock", [], body.canonicalBytes()))
    }
}

/// Somebody with a certificate.
final class Player {
    let folder: String
    let uscc: String
    let name: String
    let signer: Signer

    init(_ stage: Stage, _ identity: String) throws {
        let folder = "\(stage.provinces)/identities/\(identity)"
        self.folder = folder
        func line(_ file: String) throws -> String {
            String(decoding: try Files.read("\(folder)/\(file)"), as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        uscc = try line("uscc.txt")
        name = try line("name.txt")
        signer = try Signer(
            key: "\(folder)/key.pem", certificate: "\(folder)/chain.pem", chain: nil, passwordFile: nil)
    }

    /// The name without the mark that every sample certificate bears.
    var shortName: String { name.replacingOccurrences(of: " TEST ONLY 仅供测试", with: "") }

    /// As options of a verb.
    var options: [String] { ["--key", "\(folder)/key.pem", "--cert", "\(folder)/chain.pem"] }
}
