internal import Foundation
internal import StrictJSON

/// This very program as a service in a process of its own, on a free port of this machine.
final class ServiceProcess {
    let address: String
    private let process: Process

    /// This very program.
    static let program = "/proc/self/exe"

    /// Starts `serve` and waits until it answers.
    ///
    /// - Parameters:
    ///   - arguments: what follows `serve`, without `--listen`.
    ///   - log: the file that takes its log.
    ///   - seconds: how long it may take to open the hall.
    init(_ arguments: [String], log: String, within seconds: Double = 30) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program).resolvingSymlinksInPath()
        process.arguments = ["serve", "--listen", "127.0.0.1:0"] + arguments
        process.standardInput = FileHandle.nullDevice
        try Files.write([], to: log)
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try process.run()
        let end = Date(timeIntervalSinceNow: seconds)
        while Date() < end {
            if let address = Self.address(in: log) {
                self.address = address
                return
            }
            guard process.isRunning else { break }
            Thread.sleep(forTimeInterval: 0.02)
        }
        if process.isRunning { process.terminate() }
        throw Failure(
            "SERVICE_NOT_UP", zh: "服务没有启动，见\(log)。", en: "The service did not start; see \(log).")
    }

    deinit { stop() }

    var pid: Int32 { process.processIdentifier }

    /// Ends the service as an operator would, and waits for it.
    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    private static func address(in log: String) -> String? {
        let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
        for line in text.split(separator: "\n") {
            guard let json = try? JSON.parse(Array(line.utf8)), json["event"] == "serving",
                case .string(let url)? = json["url"]
            else { continue }
            return url
        }
        return nil
    }
}
