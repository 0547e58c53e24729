internal import Foundation

let ending = Program.run(
    Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
exit(ending.rawValue)
