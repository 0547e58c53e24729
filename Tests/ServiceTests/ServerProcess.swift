import Foundation
import StrictJSON
import Testing

/// `tradehall serve` in a process of its own, on a free port of this machine.
final class ServerProcess {
    let data: String
    private let world: World
    /// When the next start says that the rehearsal begins: a later one than the log's last entry stands for a time
    /// in which the service was down.
    var clock: String
    private let trust: String
    private let centre: (uscc: String, name: String)?
    private let log: String
    private var process: Process?
    private(set) var address = ""

    /// - Parameters:
    ///   - clock: when the rehearsal begins; at later starts its clock goes on from the log's last entry.
    ///   - trust: the folder of trust anchors; else that of the sample provinces.
    ///   - centre: who runs the hall; else a centre of the sample provinces.
    init(
        _ world: World, data: String, clock: String, trust: String? = nil,
        centre: (uscc: String, name: String)? = nil
    ) {
        self.world = world
        self.data = data
        self.clock = clock
        self.trust = trust ?? world.provinces
        self.centre = centre
        log = "\(data).log"
    }

    deinit { kill() }

    var port: UInt16 { UInt16(address.split(separator: ":").last ?? "") ?? 0 }
    var isRunning: Bool { process?.isRunning == true }

    /// Starts the service and waits until it serves.
    func start() throws {
        try spawn()
        while true {
            if let url = logged("serving")?["url"], case .string(let url) = url {
                address = url
                return
            }
            guard isRunning else { throw Trouble("the service did not start: \(logText)") }
            usleep(2_000)
        }
    }

    /// Starts the service and does not wait.
    func spawn() throws {
        let sample = try world.person("centre-guizhou")
        let centre = centre ?? (sample.uscc, sample.name)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: world.program)
        process.arguments = [
            "serve", "--data", data, "--listen", "127.0.0.1:0", "--rehearsal", "--trust", trust,
            "--centre", centre.uscc, "--centre-name", centre.name, "--origin", "test.tradehall.example",
            "--clock", clock,
        ]
        process.standardInput = FileHandle.nullDevice
        try Data().write(to: URL(fileURLWithPath: log))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try process.run()
        self.process = process
    }

    var logText: String {
        String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    }

    /// The last line of the service's log about an event.
    func logged(_ event: String) -> JSON? {
        logText.split(separator: "\n").compactMap { try? JSON.parse(Array($0.utf8)) }
            .last { $0["event"] == .string(event) }
    }

    /// When the program was built with a sanitizer, what that found is a fault of the program.
    private func lookForFindings() {
        guard logText.contains("Sanitizer:") else { return }
        Issue.record("a sanitizer found something in the service: \(logText.suffix(20_000))")
    }

    /// Ends it as a power cut would, and waits until it is gone.
    func kill() {
        guard let process else { return }
        lookForFindings()
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        self.process = nil
    }

    /// Ends it as an operator would. Returns its exit status.
    @discardableResult
    func stop() -> Int32 {
        guard let process else { return -1 }
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        lookForFindings()
        self.process = nil
        return process.terminationStatus
    }
}
