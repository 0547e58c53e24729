internal import Foundation
internal import Platform
internal import Procurement

/// The program: reads the command line, runs the verb, and turns what went wrong into one sentence and an
/// exit code, in this one place.
enum Program {
    static func run(
        _ arguments: [String], environment: [String: String], streams: Console.Streams = .standard
    ) -> Exit {
        let console = Console(
            language: language(arguments, environment), json: arguments.contains("--\(Option.json.name)"),
            streams: streams)
        do {
            switch try Line(arguments) {
            case .help(nil): console.print(Help.overview(console.language))
            case .help(let verb?): console.print(Help.page(verb, console.language))
            case .family(let word):
                let verbs = Verb.all.filter { $0.path.first == word }
                console.print(Help.overview(console.language, verbs))
            case .version: console.print("tradehall \(version)")
            case .call(let verb, let operands, let values):
                return try verb.run(Call(console: console, operands: operands, values: values))
            }
            return .done
        } catch {
            let failure = Failure(error)
            console.fail(failure)
            return failure.exit
        }
    }

    static let version = "0.1.0"

    /// `--lang`, then the locale. The locales `C` and `POSIX` name no language, so they decide nothing.
    static func language(_ arguments: [String], _ environment: [String: String]) -> Language {
        for (index, word) in arguments.enumerated() {
            if word.hasPrefix("--lang="), let language = Language(rawValue: String(word.dropFirst(7))) {
                return language
            }
            if word == "--lang", index + 1 < arguments.count,
                let language = Language(rawValue: arguments[index + 1])
            {
                return language
            }
        }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let locale = environment[name], !locale.isEmpty else { continue }
            let bare = locale.prefix { $0 != "." && $0 != "@" }
            if bare == "C" || bare == "POSIX" { continue }
            return bare.hasPrefix("zh") ? .zh : .en
        }
        return .en
    }
}
