internal import Procurement

/// How the program ends: what a script reads from `$?`.
enum Exit: Int32, Sendable {
    case done = 0
    /// It failed, or was refused.
    case failed = 1
    /// Neither proven nor disproven.
    case undecided = 2
    /// The command line is not understood (`EX_USAGE` of sysexits).
    case usage = 64
    /// The service does not answer (`EX_UNAVAILABLE`).
    case unreachable = 69
    /// The result could not be written (`EX_IOERR`).
    case outputLost = 74
}

extension Failure {
    /// Standard output takes no more: a full disk, a closed file.
    static func outputLost(_ why: String) -> Failure {
        Failure(
            "OUTPUT_LOST", zh: "结果不能写到标准输出（\(why)）；请腾出磁盘空间或者换一处输出，再试一次。",
            en:
                "The result cannot be written to standard output (\(why)); make room or write elsewhere, and try again.",
            exit: .outputLost)
    }
}

/// Why a verb did not do what was asked: one sentence that says what was wrong, where, and what to do. It
/// never holds a key or a password.
struct Failure: Error, Hashable, Sendable {
    var exit: Exit
    /// Stable: a clause id, or an upper-case code.
    var code: String
    var words: Words
    /// The place in the law, where law is the reason.
    var citation: Words?
    var found: String?
    var demanded: String?
    /// The earliest lawful instant, RFC 3339.
    var earliest: String?

    init(
        _ code: String, zh: String, en: String, exit: Exit = .failed, citation: Words? = nil,
        found: String? = nil, demanded: String? = nil, earliest: String? = nil
    ) {
        self.exit = exit
        self.code = code
        self.words = Words(zh: zh, en: en)
        self.citation = citation
        self.found = found
        self.demanded = demanded
        self.earliest = earliest
    }

    static func usage(zh: String, en: String) -> Failure {
        Failure("USAGE", zh: zh, en: en, exit: .usage)
    }
}
