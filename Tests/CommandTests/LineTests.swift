import Platform
import Procurement
import StrictJSON
import Testing

@testable import tradehall

@Suite("The command line")
struct LineTests {
    @Test(
        "what is not understood is refused by name, with the nearest thing that would be",
        arguments: [
            (["sgin"], "no verb \"sgin\"; did you mean \"sign\"?"),
            (["bid", "submitt"], "no verb \"bid submitt\"; did you mean \"bid submit\"?"),
            (["bid"], "no verb \"bid\""),
            (["modes", "--statment"], "no option --statment; did you mean --statement?"),
            (["modes", "-x"], "no option -x"),
            (["--jsn", "modes"], "no option --jsn; did you mean --json?"),
            (["modes", "--day"], "--day needs a value"),
            (["modes", "--dot=yes"], "--dot takes no value"),
            (["modes", "--day", "2026-01-01", "--day", "2026-01-02"], "--day may be given only once"),
            (["modes", "--day", "2026-02-30"], "a date like 2026-11-24, not \"2026-02-30\""),
            (["modes", "--dot", "--statement"], "either --dot or --statement"),
            (["modes", "openTendr"], "did you mean \"openTender\"?"),
            (["modes", "a", "b"], "takes [MODE[/REGIME]], but 2 were given"),
            (["custodian", "keygen", "x", "--tender", "T", "--lot", "L", "--out", "D"], "\"x\" was given"),
            (["sign", "x.json"], "needs --key"),
            (["modes", "--lang", "fr"], "--lang takes zh or en"),
            (["help", "nothing"], "no verb \"nothing\""),
            (["command", "submitBd", "--server", "http://h", "--key", "k"], "did you mean \"submitBid\"?"),
            (
                ["upload", "f", "--server", "ftp://h", "--key", "/dev/null", "--cert", "c"],
                "private key in PEM"
            ),
        ])
    func refusedByName(_ arguments: [String], _ sentence: String) {
        let shown = tradehall(arguments)
        #expect(shown.exit == (sentence.contains("private key") ? .failed : .usage))
        #expect(shown.error.contains(sentence), "\(shown.error)")
        #expect(shown.error.hasPrefix("tradehall: ") && shown.error.split(separator: "\n").count == 1)
        #expect(shown.out.isEmpty)
    }

    @Test("a value may stand behind an equals sign, and after -- nothing is an option")
    func forms() throws {
        guard case .call(_, _, let values) = try Line(["modes", "--day=2026-01-01"]) else {
            Issue.record("no call")
            return
        }
        #expect(values["day"] == ["2026-01-01"])
        guard case .call(let verb, let operands, _) = try Line(["rehearse", "--", "--json"]) else {
            Issue.record("no call")
            return
        }
        #expect(verb.name == "rehearse" && operands == ["--json"])
    }

    @Test("an option that repeats keeps every value in order")
    func repeats() throws {
        let words = ["command", "openBids", "--server", "http://h", "--key", "k", "--lot", "2", "--lot", "1"]
        guard case .call(_, _, let values) = try Line(words) else {
            Issue.record("no call")
            return
        }
        #expect(values["lot"] == ["2", "1"])
    }

    @Test("a single dash is an operand: standard input")
    func dash() throws {
        guard case .call(_, let operands, _) = try Line(["rehearse", "-"]) else {
            Issue.record("no call")
            return
        }
        #expect(operands == ["-"])
    }

    @Test(
        "the language is that of --lang, then of the locale, and C names none",
        arguments: [
            ([], [:], Language.en), ([], ["LANG": "zh_CN.UTF-8"], .zh), ([], ["LANG": "zh"], .zh),
            ([], ["LANG": "en_US.UTF-8"], .en), ([], ["LANG": "fr_FR"], .en),
            ([], ["LC_ALL": "C.UTF-8", "LANG": "zh_CN"], .zh),
            ([], ["LC_ALL": "en_GB", "LANG": "zh_CN"], .en), (["--lang", "zh"], ["LANG": "en_US"], .zh),
            (["--lang=en"], ["LANG": "zh_CN"], .en),
        ] as [([String], [String: String], Language)])
    func language(_ arguments: [String], _ environment: [String: String], _ language: Language) {
        #expect(Program.language(arguments, environment) == language)
        let help = tradehall(["help"] + arguments, environment: environment)
        #expect(help.exit == .done)
        #expect(help.out.contains("公共资源电子交易平台") == (language == .zh))
    }

    @Test("distance counts slips: a swap, a lost, a doubled and a wrong letter are one each")
    func distance() {
        #expect(Suggestion.distance("sign", "sgin") == 1)
        #expect(Suggestion.distance("sign", "sin") == 1)
        #expect(Suggestion.distance("sign", "siggn") == 1)
        #expect(Suggestion.distance("sign", "sigm") == 1)
        #expect(Suggestion.distance("sign", "sign") == 0)
        #expect(Suggestion.distance("", "abc") == 3)
        #expect(Suggestion.nearest(to: "weather", among: ["sign", "modes"]) == nil)
    }
}

@Suite("Help")
struct HelpTests {
    @Test(
        "every verb explains itself in both languages, with each of its options", arguments: Language.allCases
    )
    func everyVerb(_ language: Language) {
        for verb in Verb.all {
            let shown = tradehall(["help"] + verb.path + ["--lang", language.rawValue])
            #expect(shown.exit == .done && shown.error.isEmpty)
            #expect(shown.out.hasPrefix("tradehall \(verb.name)"))
            #expect(shown.out.contains(verb.summary[language]))
            for option in verb.options + Option.everywhere {
                #expect(shown.out.contains("--\(option.name)"), "\(verb.name): --\(option.name)")
                #expect(shown.out.contains(option.meaning[language]), "\(verb.name): --\(option.name)")
            }
            let same = tradehall(verb.path + ["--help", "--lang", language.rawValue])
            #expect(same.out == shown.out)
        }
    }

    @Test("no Chinese text is left in English, and no two verbs or options share a name")
    func wellFormed() {
        func isChinese(_ text: String) -> Bool {
            text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        }
        #expect(Set(Verb.all.map(\.name)).count == Verb.all.count)
        for verb in Verb.all {
            #expect(isChinese(verb.summary.zh) && !isChinese(verb.summary.en), "\(verb.name)")
            #expect(verb.notes.map { isChinese($0.zh) } ?? true, "\(verb.name)")
            let names = (verb.options + Option.everywhere).map(\.name)
            #expect(Set(names).count == names.count, "\(verb.name)")
            for option in verb.options { #expect(isChinese(option.meaning.zh), "--\(option.name)") }
        }
    }

    @Test("the list names every verb; the name of a family lists its own")
    func lists() {
        let all = tradehall("help").out
        for verb in Verb.all { #expect(all.contains("  \(verb.name)")) }
        let family = tradehall("help", "bid").out
        #expect(family.contains("bid pack") && family.contains("bid seal") && !family.contains("rehearse"))
    }

    @Test("without a verb nothing is done, and that is a usage error")
    func nothing() {
        #expect(tradehall().exit == .usage)
        #expect(tradehall("--help").exit == .done)
    }
}

@Suite("Exit codes and errors")
struct FailureTests {
    @Test("a service that is not there ends with 69, and says so in both languages as data")
    func unreachable() throws {
        let desk = try Desk()
        try desk.identity("me")
        let shown = tradehall(
            "command", "openBids", "--server", "http://127.0.0.1:1", "--key", desk.file("me.key"), "--cert",
            desk.file("me.pem"), "--tender", "T", "--json")
        #expect(shown.exit == .unreachable)
        let error = try JSON.parse(Array(shown.error.utf8))["error"]
        #expect(error?["code"] == .string("UNREACHABLE") && error?["exit"] == .integer(69))
        guard case .string(let zh)? = error?["words"]?["zh"] else {
            Issue.record("no words")
            return
        }
        #expect(zh.hasPrefix("平台没有应答"))
    }

    @Test("a file that is not there is named, with what to do")
    func noFile() throws {
        let shown = tradehall("rehearse", "/nowhere/at/all")
        #expect(shown.exit == .failed)
        #expect(shown.error == "tradehall: There is no file \"/nowhere/at/all\"; check the path.\n")
        let zh = tradehall("rehearse", "/nowhere/at/all", "--lang", "zh")
        #expect(zh.error == "tradehall: 没有文件“/nowhere/at/all”，请检查路径。\n")
    }

    @Test("a refusal of the law keeps its article and its earliest instant")
    func refusal() {
        let refusal = Refusal(
            "period.x", .biddingLaw(24), Words(zh: "太短。", en: "Too short."),
            earliest: CivilDay(2026, 3, 22).start)
        let failure = Failure(refusal)
        #expect(
            failure.sentence(in: .en)
                == "Too short. [Bidding Law (招标投标法) art. 24] Earliest: 2026-03-22T00:00:00.000+08:00.")
        #expect(failure.sentence(in: .zh).contains("《招标投标法》第24条"))
        #expect(failure.exit == .failed)
    }
}
