internal import Platform
internal import Procurement

/// A command line, split into what it asks for.
enum Line {
    case help(Verb?)
    /// Help on the verbs that begin with a word, such as `bid`.
    case family(String)
    case version
    case call(Verb, operands: [String], values: [String: [String]])

    /// - Throws: a usage failure that names what is not understood and the nearest thing that would be.
    init(_ arguments: [String], verbs: [Verb] = Verb.all) throws(Failure) {
        var words = arguments
        var values = try Self.takeLeading(&words)
        guard let first = words.first else {
            if values[Option.help.name] != nil {
                self = .help(nil)
                return
            }
            throw .usage(
                zh: "请给出一个命令；“tradehall help”列出全部命令。",
                en: "Name a verb; \"tradehall help\" lists them all.")
        }
        if first == "help" {
            self = try Self.help(on: Array(words.dropFirst()), verbs)
            return
        }
        if first == "version" {
            self = .version
            return
        }
        let verb = try Self.verb(in: &words, verbs)
        var operands: [String] = []
        try Self.take(&words, verb.options + Option.everywhere, into: &values, &operands, of: verb)
        if values[Option.help.name] != nil {
            self = .help(verb)
            return
        }
        try Self.check(verb, operands, values)
        self = .call(verb, operands: operands, values: values)
    }

    /// The options that stand before the verb.
    private static func takeLeading(_ words: inout [String]) throws(Failure) -> [String: [String]] {
        var values: [String: [String]] = [:]
        while let word = words.first, word.hasPrefix("-"), word != "-" {
            var one = Array(words.prefix(2))
            let before = one.count
            var none: [String] = []
            let isLanguage = word == "--\(Option.language.name)"
            if !isLanguage { one = [word] }
            try take(&one, Option.everywhere, into: &values, &none, of: nil)
            words.removeFirst(isLanguage ? before : 1)
        }
        return values
    }

    private static func help(on words: [String], _ verbs: [Verb]) throws(Failure) -> Line {
        let named = words.filter { !$0.hasPrefix("--") && $0 != "zh" && $0 != "en" }
        guard !named.isEmpty else { return .help(nil) }
        if let verb = verbs.first(where: { $0.path == named }) { return .help(verb) }
        if named.count == 1, verbs.contains(where: { $0.path.first == named.first }) {
            return .family(named[0])
        }
        throw unknownVerb(named.joined(separator: " "), verbs)
    }

    /// Takes the longest name of a verb from the front.
    private static func verb(in words: inout [String], _ verbs: [Verb]) throws(Failure) -> Verb {
        let found = verbs.filter { words.starts(with: $0.path) }.max { $0.path.count < $1.path.count }
        guard let found else {
            if verbs.contains(where: { $0.path.count > 1 && $0.path.first == words.first }) {
                let given = words.dropFirst().first.map { " \($0)" } ?? ""
                throw unknownVerb("\(words[0])\(given)", verbs)
            }
            throw unknownVerb(words[0], verbs)
        }
        words.removeFirst(found.path.count)
        return found
    }

    private static func unknownVerb(_ name: String, _ verbs: [Verb]) -> Failure {
        let nearest = Suggestion.nearest(to: name, among: verbs.map(\.name) + ["help"])
        return .usage(
            zh: "没有命令“\(name)”\(nearest.map { "，是不是“\($0)”" } ?? "")；“tradehall help”列出全部命令。",
            en:
                "There is no verb \"\(name)\"\(nearest.map { "; did you mean \"\($0)\"?" } ?? ".") \"tradehall help\" lists them all."
        )
    }

    private static func take(
        _ words: inout [String], _ options: [Option], into values: inout [String: [String]],
        _ operands: inout [String], of verb: Verb?
    ) throws(Failure) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                operands.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = word == "-h" ? "help" : String(parts[0].drop { $0 == "-" })
            guard let option = options.first(where: { $0.name == name }), word == "-h" || word.hasPrefix("--")
            else { throw unknownOption(String(parts[0]), options, verb) }
            if option.value == nil {
                guard parts.count == 1 else {
                    throw .usage(zh: "选项--\(name)不带值。", en: "The option --\(name) takes no value.")
                }
                values[name] = ["yes"]
                continue
            }
            guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                throw .usage(
                    zh: "选项--\(name)缺少值（\(option.value ?? "")）。",
                    en: "The option --\(name) needs a value (\(option.value ?? "")).")
            }
            guard option.repeats || values[name] == nil else {
                throw .usage(zh: "选项--\(name)只能给出一次。", en: "The option --\(name) may be given only once.")
            }
            values[name, default: []].append(value)
        }
        words = []
        if let language = values[Option.language.name]?.last, Language(rawValue: language) == nil {
            throw .usage(zh: "--lang应当是zh或者en。", en: "--lang takes zh or en, not \"\(language)\".")
        }
    }

    private static func unknownOption(_ given: String, _ options: [Option], _ verb: Verb?) -> Failure {
        let nearest = Suggestion.nearest(to: given, among: options.map { "--\($0.name)" })
        let of = verb.map { "tradehall \($0.name)" } ?? "tradehall"
        let help = verb.map { "tradehall help \($0.name)" } ?? "tradehall help"
        return .usage(
            zh: "“\(of)”没有选项\(given)\(nearest.map { "，是不是\($0)" } ?? "")；见“\(help)”。",
            en:
                "\"\(of)\" has no option \(given)\(nearest.map { "; did you mean \($0)?" } ?? ".") See \"\(help)\"."
        )
    }

    private static func check(
        _ verb: Verb, _ operands: [String], _ values: [String: [String]]
    ) throws(Failure) {
        for option in verb.options where option.isNeeded && values[option.name] == nil {
            throw .usage(
                zh: "“tradehall \(verb.name)”缺少选项--\(option.name)（\(option.meaning.zh)）。",
                en: "\"tradehall \(verb.name)\" needs --\(option.name): \(option.meaning.en).")
        }
        guard !verb.operandCount.contains(operands.count) else { return }
        if verb.operandCount.upperBound == 0, let extra = operands.first {
            throw .usage(
                zh: "“tradehall \(verb.name)”不带参数，而给出了“\(extra)”。",
                en: "\"tradehall \(verb.name)\" takes no operand, but \"\(extra)\" was given.")
        }
        throw .usage(
            zh: "“tradehall \(verb.name)”的参数是\(verb.operands)，给出了\(operands.count)个。",
            en: "\"tradehall \(verb.name)\" takes \(verb.operands), but \(operands.count) were given.")
    }
}
