import Foundation
import OpenSSL
import StrictJSON
import Testing
import Trust

/// What the sample nation recognises, written by hand from the stories in certs/README.md and from nothing else.
@Suite("Who recognises whom in the sample nation", .serialized)
struct RecognitionTableTests {
    static let places = ["11", "31", "32", "33", "37", "41", "44", "50", "51", "52"]
    static let words: [String: String] = [
        "ok": "OK", "TN": "TERRITORY_NOT_RECOGNISED", "UN": "USE_NOT_RECOGNISED", "AL": "ASSURANCE_TOO_LOW",
        "PN": "POLICY_NOT_ACCEPTED", "RL": "RECIPROCITY_LAPSED", "SS": "SERVICE_SUSPENDED",
        "SC": "SERVICE_COMPROMISED", "NL": "SERVICE_NOT_LISTED", "TR": "TRADE_NOT_RECOGNISED",
    ]

    /// A row is whose certificate it is, a column where it is used.
    static let tables: [TrustUse: String] = [
        .login: """
           11 31 32 33 37 41 44 50 51 52
        11 ok ok ok ok ok ok ok ok ok ok
        31 ok ok ok ok ok ok ok ok ok ok
        32 ok ok ok ok ok ok ok ok ok ok
        33 ok ok ok ok ok ok ok ok ok ok
        37 AL ok ok ok ok ok ok ok ok ok
        41 SS SS SS SS SS SS SS SS SS SS
        44 SC SC SC SC SC SC SC SC SC SC
        50 ok ok TN ok ok ok ok ok ok ok
        51 ok ok ok ok ok ok ok ok ok ok
        52 ok ok ok ok ok ok ok ok ok ok
        """,
        .sign: """
           11 31 32 33 37 41 44 50 51 52
        11 ok UN UN UN UN UN UN UN UN ok
        31 UN ok ok UN UN UN UN UN UN TR
        32 UN ok ok UN UN UN UN UN UN PN
        33 UN UN UN ok UN UN UN UN RL ok
        37 UN UN UN AL ok UN UN UN UN ok
        41 SS SS SS SS SS SS SS SS SS SS
        44 SC SC SC SC SC SC SC SC SC SC
        50 UN UN UN UN UN UN UN ok ok RL
        51 UN UN UN ok UN UN UN ok ok ok
        52 ok UN UN ok UN ok ok UN ok ok
        """,
        .seal: """
           11 31 32 33 37 41 44 50 51 52
        11 ok UN UN UN UN UN UN UN UN UN
        31 UN ok ok UN UN UN UN UN UN UN
        32 UN ok ok UN UN UN UN UN UN UN
        33 UN UN UN ok UN UN UN UN UN ok
        37 UN UN UN UN ok UN UN UN UN UN
        41 SS SS SS SS SS SS SS SS SS SS
        44 SC SC SC SC SC SC SC SC SC SC
        50 UN UN UN UN UN UN UN ok UN UN
        51 UN UN UN UN UN UN UN UN ok UN
        52 UN UN UN ok UN UN UN UN UN ok
        """,
        .encrypt: """
           11 31 32 33 37 41 44 50 51 52
        11 ok UN UN UN UN UN UN UN UN ok
        31 UN ok ok UN UN UN UN UN UN UN
        32 UN ok ok UN UN UN UN UN UN UN
        33 UN UN UN ok UN UN UN UN RL ok
        37 UN UN UN UN ok UN UN UN UN UN
        41 SS SS SS SS SS SS SS SS SS SS
        44 SC SC SC SC SC SC SC SC SC SC
        50 UN UN UN UN UN UN UN ok ok RL
        51 UN UN UN TN UN UN UN ok ok ok
        52 ok UN UN ok UN UN UN UN ok ok
        """,
        .timestamp: """
           11 31 32 33 37 41 44 50 51 52
        11 NL NL NL NL NL NL NL NL NL NL
        31 ok ok ok ok ok ok ok ok ok ok
        32 NL NL NL NL NL NL NL NL NL NL
        33 NL NL NL NL NL NL NL NL NL NL
        37 NL NL NL NL NL NL NL NL NL NL
        41 NL NL NL NL NL NL NL NL NL NL
        44 NL NL NL NL NL NL NL NL NL NL
        50 NL NL NL NL NL NL NL NL NL NL
        51 NL NL NL NL NL NL NL NL NL NL
        52 NL NL NL NL NL NL NL NL NL NL
        """,
    ]

    /// The table of a use, by "from-to".
    private static func read(_ use: TrustUse) throws -> [String: String] {
        let lines = try #require(tables[use]).split(separator: "\n")
        var found: [String: String] = [:]
        for line in lines.dropFirst() {
            let cells = line.split(separator: " ").map(String.init)
            for (to, cell) in zip(places, cells.dropFirst()) {
                let word: String = try #require(words[cell])
                found["\(cells[0])-\(to)"] = word
            }
        }
        return found
    }

    private static func question(
        _ from: String, _ to: String, _ use: TrustUse, trade: TradeKind? = nil
    ) -> RecognitionQuestion {
        RecognitionQuestion(from: "\(from)0000", to: "\(to)0000", use: use, trade: trade, at: Nation.at)
    }

    /// Every verdict of the nation, by "use from-to".
    private static func verdicts(_ lists: ListSet, _ rules: RuleSet, trade: TradeKind? = nil) -> [String:
        String]
    {
        var found: [String: String] = [:]
        for use in TrustUse.allCases {
            for from in places {
                for to in places {
                    let outcome = recognise(question(from, to, use, trade: trade), lists: lists, rules: rules)
                    found["\(use.rawValue) \(from)-\(to)"] = outcome.code.told
                }
            }
        }
        return found
    }

    @Test("every pair and every use has the verdict of the table written by hand")
    func table() throws {
        let store = try Nation.store.get()
        #expect(store.lists.troubles.isEmpty, "\(store.lists.troubles.map(\.english))")
        let found = Self.verdicts(store.lists, store.rules)
        #expect(found.count == 500)
        for use in TrustUse.allCases {
            for (pair, expected) in try Self.read(use).sorted(by: { $0.key < $1.key }) {
                #expect(found["\(use.rawValue) \(pair)"] == expected, "\(use.rawValue) \(pair)")
            }
        }
    }

    @Test("in works 贵州 takes signatures of 上海 as well, and nothing else changes; in procurement it does not")
    func trade() throws {
        let store = try Nation.store.get()
        let any = Self.verdicts(store.lists, store.rules)
        var works = Self.verdicts(store.lists, store.rules, trade: .works)
        #expect(works.removeValue(forKey: "sign 31-52") == "OK")
        #expect(works == any.filter { $0.key != "sign 31-52" })
        #expect(Self.verdicts(store.lists, store.rules, trade: .procurement) == any)
    }

    /// The rule that is taken away; then each verdict that changes, from what to what.
    static let removals: [String: [String: [String]]] = [
        "R-52-11": [
            "sign 11-52": ["OK", "RECIPROCITY_LAPSED"], "encrypt 11-52": ["OK", "RECIPROCITY_LAPSED"],
            "sign 52-11": ["OK", "USE_NOT_RECOGNISED"], "encrypt 52-11": ["OK", "USE_NOT_RECOGNISED"],
        ],
        "R-31-32": [
            "sign 32-31": ["OK", "RECIPROCITY_LAPSED"], "seal 32-31": ["OK", "RECIPROCITY_LAPSED"],
            "encrypt 32-31": ["OK", "RECIPROCITY_LAPSED"],
            "sign 31-32": ["OK", "USE_NOT_RECOGNISED"], "seal 31-32": ["OK", "USE_NOT_RECOGNISED"],
            "encrypt 31-32": ["OK", "USE_NOT_RECOGNISED"],
        ],
        // 贵州 loses the seal in 浙江 and 浙江 in 贵州; what they agreed on signing is another rule.
        "R-33-52-seal": [
            "seal 33-52": ["OK", "USE_NOT_RECOGNISED"], "seal 52-33": ["OK", "RECIPROCITY_LAPSED"],
        ],
        "R-50-51": [
            "sign 50-51": ["OK", "USE_NOT_RECOGNISED"], "encrypt 50-51": ["OK", "USE_NOT_RECOGNISED"],
            "sign 51-50": ["OK", "RECIPROCITY_LAPSED"], "encrypt 51-50": ["OK", "RECIPROCITY_LAPSED"],
        ],
        // One-sided rules: nobody else's verdict hangs on them.
        "R-37-52": ["sign 37-52": ["OK", "USE_NOT_RECOGNISED"]],
        "R-52-44": ["sign 52-44": ["OK", "USE_NOT_RECOGNISED"]],
        // 河南 is suspended, so that its loss of the mirror changes only what it gave.
        "R-52-41": ["sign 52-41": ["OK", "USE_NOT_RECOGNISED"]],
        // It had lapsed already.
        "R-50-52": [
            "sign 50-52": ["RECIPROCITY_LAPSED", "USE_NOT_RECOGNISED"],
            "encrypt 50-52": ["RECIPROCITY_LAPSED", "USE_NOT_RECOGNISED"],
        ],
    ]

    @Test(
        "removing one rule changes exactly the verdicts that rest on it or on its mirror",
        arguments: removals.keys.sorted())
    func removal(_ id: String) throws {
        let store = try Nation.store.get()
        let before = Self.verdicts(store.lists, store.rules)
        let after = Self.verdicts(store.lists, try Nation.rules(store.rules, without: id))
        var changed: [String: [String]] = [:]
        for (key, code) in before where after[key] != code { changed[key] = [code, after[key] ?? ""] }
        #expect(changed == Self.removals[id])
    }

    @Test("the nation has 31 provinces on its list, and each has a signed list of its own")
    func provinces() throws {
        let store = try Nation.store.get()
        let national = try #require(store.lists.national)
        let provinces = store.lists.others.filter { $0.type == .province }
        #expect(provinces.map(\.territory) == Territory.provinces.map(\.code))
        #expect(Set(national.pointers.map(\.territory)) == Set(Territory.provinces.map(\.code)))
        #expect(
            store.lists.others.filter { $0.type == .sealMakers }.map(\.territory) == ["330000", "520000"])
        #expect(
            provinces.filter { !$0.services.isEmpty }.map { $0.territory.prefix(2) }
                == Self.places.map { $0[...] })
    }

    @Test("the makers of seals are recognised by the same rules, from lists of their own")
    func sealMakers() throws {
        let store = try Nation.store.get()
        func code(_ from: String, _ to: String) -> String {
            var question = Self.question(from, to, .seal)
            question.serviceType = .sealMaker
            return store.recognise(question).code.told
        }
        #expect(code("33", "52") == "OK" && code("52", "33") == "OK" && code("52", "52") == "OK")
        #expect(code("52", "51") == "USE_NOT_RECOGNISED")
        #expect(code("51", "52") == "SERVICE_NOT_LISTED")
    }
}
