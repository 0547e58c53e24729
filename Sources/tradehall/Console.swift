internal import Foundation
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Locks

/// Where a verb speaks: results on standard output, everything else on standard error, in one language.
final class Console: Sendable {
    /// The two streams. Tests gather what is written.
    struct Streams: Sendable {
        var out: @Sendable ([UInt8]) -> Void
        var error: @Sendable ([UInt8]) -> Void
        /// Standard error is a terminal, so that a line may be written over.
        var errorIsTerminal: Bool

        static let standard = Streams(
            out: { bytes in
                do {
                    try FileHandle.standardOutput.write(contentsOf: Data(bytes))
                } catch {
                    stop(error)
                }
            },
            // Where even the complaint cannot be written there is nobody to tell.
            error: { try? FileHandle.standardError.write(contentsOf: Data($0)) },
            errorIsTerminal: isatty(STDERR_FILENO) == 1)

        /// A result that was not written whole is none: whoever reads the exit code must not take it for one.
        private static func stop(_ error: any Error) -> Never {
            let told = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            let failure = Failure.outputLost(
                told.map { unsafe String(cString: strerror(Int32($0.code))) } ?? error.localizedDescription)
            try? FileHandle.standardError.write(
                contentsOf: Data("tradehall: \(failure.words.zh) \(failure.words.en)\n".utf8))
            exit(failure.exit.rawValue)
        }
    }

    let language: Language
    /// Results and errors are wanted as data.
    let json: Bool
    private let streams: Streams
    /// The length of the progress line that stands on the terminal; zero when there is none.
    private let standing = Mutex(0)

    init(language: Language, json: Bool, streams: Streams) {
        self.language = language
        self.json = json
        self.streams = streams
    }

    var isTerminal: Bool { streams.errorIsTerminal }

    /// A line of the result.
    func print(_ line: String) { put { streams.out(Array("\(line)\n".utf8)) } }

    func print(zh: String, en: String) { print(Words(zh: zh, en: en)[language]) }

    /// The result itself: bytes, as they are.
    func write(_ bytes: [UInt8]) { put { streams.out(bytes) } }

    /// The result in words, or as one line of JSON when data is wanted.
    func answer(_ json: @autoclosure () -> JSON, zh: @autoclosure () -> String, en: @autoclosure () -> String)
    {
        if self.json { print(json().text) } else { print(zh: zh(), en: en()) }
    }

    /// A line beside the result.
    func note(_ line: String) { put { streams.error(Array("\(line)\n".utf8)) } }

    func note(zh: String, en: String) { note(Words(zh: zh, en: en)[language]) }

    /// A line that the next one replaces on a terminal; a plain line elsewhere.
    func progress(_ line: String) {
        guard isTerminal else { return note(line) }
        standing.withLock { length in
            let cells = Self.cells(line)
            let blank = String(repeating: " ", count: max(0, length - cells))
            streams.error(Array("\r\(line)\(blank)".utf8))
            length = cells
        }
    }

    func fail(_ failure: Failure) {
        if json { note(failure.json.text) } else { note("tradehall: \(failure.sentence(in: language))") }
    }

    /// Writes a line after wiping the progress line that stands in its way.
    private func put(_ write: () -> Void) {
        standing.withLock { length in
            if length > 0 { streams.error(Array("\r\(String(repeating: " ", count: length))\r".utf8)) }
            length = 0
            write()
        }
    }

    /// Columns on a terminal: ideographs and full-width forms take two.
    static func cells(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ((0x2E80...0xFFEF).contains($1.value) ? 2 : 1) }
    }
}
