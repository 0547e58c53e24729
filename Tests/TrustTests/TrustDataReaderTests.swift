import OpenSSL
import StrictJSON
import Testing
import Trust

@Suite("Reading trust lists and rules strictly")
struct TrustDataReaderTests {
    private func fault(_ bytes: [UInt8], rules: Bool = false) -> String {
        do throws(TrustDataFault) {
            if rules { _ = try RecognitionRules(json: bytes) } else { _ = try TrustList(json: bytes) }
            return ""
        } catch {
            return error.english
        }
    }

    @Test(
        "each field that is wrong is named",
        arguments: [
            ("schema", JSON.string("x"), "schema"), ("listId", "a b", "listId"), ("type", "city", "type"),
            ("territory", "529999", "territory"), ("territory", "520100", "territory"),
            ("sequence", 0, "sequence"),
            ("sequence", 2, "previousDigest"), ("previousDigest", "00", "previousDigest"),
            ("issuedAt", -1, "issuedAt"), ("nextUpdate", 5, "nextUpdate"), ("listSigners", [], "listSigners"),
            ("listSigners", [["cert": "AAAA", "from": 0]], "listSigners[0].cert"), ("rules", "zz", "rules"),
            ("pointers", [["territory": "520000"]], "pointers[0]"), ("extra", 1, "extra"),
            ("providers", [["uscc": "91110108551385082X"]], "providers[0].uscc"),
            ("distributionPoints", [""], "distributionPoints[0]"),
        ] as [(String, JSON, String)])
    func fields(_ field: String, _ value: JSON, _ named: String) throws {
        let bench = try ListBench()
        #expect(fault(try bench.list()).isEmpty)
        let words = fault(try bench.list { $0[field] = value })
        #expect(words.contains(named), "\(words)")
    }

    @Test(
        "a service must keep its own rules",
        arguments: [
            ("uses", JSON.array(["timestamp"]), "uses"), ("uses", ["sign", "sign"], "uses[1]"),
            ("history", [], "history"), ("type", "x", "type"),
            ("policies", [["oid": "1.02.3", "assurance": 3, "uses": ["sign"]]], "policies[0].oid"),
            ("policies", [["oid": "1.2.3", "assurance": 5, "uses": ["sign"]]], "policies[0].assurance"),
            ("algorithms", [["sig": "MD5", "minSize": 256]], "algorithms[0].sig"),
        ] as [(String, JSON, String)])
    func service(_ field: String, _ value: JSON, _ named: String) throws {
        let bench = try ListBench()
        guard case .object(var members) = bench.service() else { return }
        members[field] = value
        #expect(fault(try bench.list(services: [.object(members)])).contains("services[0].\(named)"))
    }

    @Test("a certificate of another key, a service twice, and a change recorded after the list are refused")
    func agreement() throws {
        let bench = try ListBench()
        guard case .object(var members) = bench.service(),
            case .object(var identity)? = members["identity"]
        else { return }
        identity["certs"] = [.string(Base64.encode(bench.house.root.der))]
        members["identity"] = .object(identity)
        #expect(fault(try bench.list(services: [.object(members)])).contains("certs[0]"))
        #expect(fault(try bench.list(services: [bench.service(), bench.service()])).contains("twice"))
        let late = ListBench.granted(at: ListBench.now + 1_001)
        #expect(
            fault(try bench.list(services: [bench.service(history: [late])])).contains(
                "after the list was issued"))
    }

    @Test(
        "the order of a history is checked: granted first, nothing after the end, nothing but a compromise reaching back"
    )
    func history() throws {
        let bench = try ListBench()
        let now = ListBench.now
        func change(_ status: String, _ effective: Int64, _ recorded: Int64) -> JSON {
            [
                "status": .string(status), "effectiveFrom": .integer(effective),
                "recordedAt": .integer(recorded), "reason": "…",
            ]
        }
        func words(_ history: [JSON]) throws -> String {
            fault(try bench.list(services: [bench.service(history: history)]))
        }
        #expect(try words([change("suspended", now, now)]).contains("history[0]"))
        #expect(try words([ListBench.granted(), change("suspended", now - 1, now)]).contains("history[1]"))
        #expect(try words([ListBench.granted(), change("compromised", now - 1, now)]).isEmpty)
        #expect(
            try words([ListBench.granted(), change("ceased", now, now), change("granted", now, now)])
                .contains("history[2]"))
        #expect(
            try words([ListBench.granted(at: now), change("suspended", now, now - 1)]).contains("history[1]"))
    }

    @Test("white space, another order, a number with a fraction and depth without end are refused")
    func form() throws {
        let bytes = try ListBench().list()
        #expect(fault([0x20] + bytes).contains("canonical"))
        #expect(fault(Array(bytes.dropLast())).contains("trust list"))
        #expect(!fault(Array("[".utf8) + Array(repeating: UInt8(ascii: "["), count: 100_000)).isEmpty)
        #expect(!fault(Array("{\"sequence\":1.5}".utf8)).isEmpty)
    }

    @Test(
        "each field of a rule that is wrong is named",
        arguments: [
            ("effect", JSON.string("maybe"), "effect"), ("from", "52", "from"), ("uses", [], "uses"),
            ("minAssurance", 0, "minAssurance"),
            ("policyMap", [["from": "1.2.3", "to": "1.2.4"]], "policyMap"),
            ("effectiveTo", 1, "effectiveTo"), ("priority", -1, "priority"),
            ("recordedAt", .integer(ListBench.now + 1), "recordedAt"),
            ("basis", "", "basis"), ("extra", 1, "extra"), ("status", "on", "status"),
        ] as [(String, JSON, String)])
    func rules(_ field: String, _ value: JSON, _ named: String) throws {
        let text: JSON = [
            "schema": "tradehall-recognition-rules-1", "rulesId": "r", "territory": "100000", "sequence": 1,
            "issuedAt": .integer(ListBench.now), "rules": [ListBench.rule("R") { $0[field] = value }],
        ]
        let words = fault(text.canonicalBytes(), rules: true)
        #expect(words.contains("rules[0]") && words.contains(named), "\(words)")
    }

    @Test("a refusal may not reach back, nor carry what only a grant has")
    func refusals() throws {
        func words(_ edit: (inout [String: JSON]) -> Void) -> String {
            let text: JSON = [
                "schema": "tradehall-recognition-rules-1", "rulesId": "r", "territory": "520000",
                "sequence": 1, "issuedAt": .integer(ListBench.now), "rules": [ListBench.rule("R", edit)],
            ]
            return fault(text.canonicalBytes(), rules: true)
        }
        #expect(words { $0["effect"] = "deny" }.isEmpty)
        #expect(
            words {
                $0["effect"] = "deny"
                $0["effectiveFrom"] = .integer(ListBench.now - 51 * ListBench.day)
            }.contains("effectiveFrom"))
        #expect(
            words {
                $0["effect"] = "deny"
                $0["minAssurance"] = 2
            }.contains("effect"))
        #expect(words { $0["effect"] = "suspend" }.contains("effectiveTo"))
    }
}
