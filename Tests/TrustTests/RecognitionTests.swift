import OpenSSL
import StrictJSON
import Testing
import Trust

@Suite("Recognition, step by step")
struct RecognitionTests {
    private let bench: ListBench
    private static let now = ListBench.now
    private static let day = ListBench.day

    init() throws { bench = try ListBench() }

    /// Asks 520000 about itself, over one list and these rules.
    private func ask(
        _ rules: [JSON], services: [JSON]? = nil, province: [JSON]? = nil, use: TrustUse = .sign,
        _ edit: (inout RecognitionQuestion) -> Void = { _ in }
    ) throws -> RecognitionOutcome {
        let lists = ListSet(
            national: try TrustList(json: bench.national()),
            others: [try TrustList(json: bench.list(services: services))])
        let set = RuleSet(
            national: try ListBench.rules(rules),
            provinces: try province.map { own in
                [
                    try ListBench.rules(own) {
                        $0["rulesId"] = "cn-52-rules"
                        $0["territory"] = "520000"
                    }
                ]
            } ?? [])
        var question = RecognitionQuestion(from: "520000", to: "520000", use: use, at: Self.now + Self.day)
        edit(&question)
        return recognise(question, lists: lists, rules: set)
    }

    @Test("the same territory needs a rule like any other")
    func sameTerritory() throws {
        #expect(try ask([ListBench.rule("R")]).passed)
        #expect(try ask([]).code == .territoryNotRecognised)
        #expect(try ask([ListBench.rule("R") { $0["to"] = "510000" }]).code == .territoryNotRecognised)
        #expect(
            try ask([
                ListBench.rule("R") {
                    $0["from"] = "*"; $0["to"] = "*"
                }
            ]).passed)
    }

    @Test("a rule holds between its dates, both included, and not while it is switched off")
    func dates() throws {
        let begin = Self.now - 50 * Self.day
        let rule = ListBench.rule("R") { $0["effectiveTo"] = .integer(Self.now) }
        // The service is as old as the rule; the question names its time.
        for (time, passed) in [(begin, true), (Self.now, true), (Self.now + 1, false)] {
            #expect(
                try ask([rule]) {
                    $0.time = time; $0.known = Self.now + Self.day
                }.passed == passed)
        }
        let early = try ask([rule]) {
            $0.time = begin - 1; $0.known = Self.now
        }
        #expect(
            early.findings.map(\.code).filter { $0 != .ok } == [.serviceNotListed, .territoryNotRecognised])
        #expect(try ask([ListBench.rule("R") { $0["status"] = "suspended" }]).code == .territoryNotRecognised)
    }

    @Test(
        "each demand of a rule is missed by its own code",
        arguments: [
            ("uses", JSON.array(["login"]), RecognitionCode.useNotRecognised),
            ("tradeKinds", ["land"], .tradeNotRecognised),
            ("subjectKinds", ["expert"], .subjectNotRecognised),
            ("services", ["CN-52-CA9"], .territoryNotRecognised),
            ("providers", ["91110108551385082Q"], .territoryNotRecognised),
            ("policies", ["2.999.9"], .policyNotAccepted), ("reciprocity", "none", .ok),
            ("minAssurance", 4, .ok),
        ] as [(String, JSON, RecognitionCode)])
    func demands(_ field: String, _ value: JSON, _ code: RecognitionCode) throws {
        #expect(try ask([ListBench.rule("R") { $0[field] = value }]).code == code)
    }

    @Test("all that is wrong is found, and the gravest decides")
    func all() throws {
        let rule = ListBench.rule("R") {
            $0["uses"] = ["login"]
            $0["tradeKinds"] = ["land"]
        }
        let suspended: JSON = [
            "status": "suspended", "effectiveFrom": .integer(Self.now), "recordedAt": .integer(Self.now),
            "reason": "检查",
        ]
        let outcome = try ask([rule], services: [bench.service(history: [ListBench.granted(), suspended])])
        #expect(outcome.findings.map(\.code) == [.serviceSuspended, .useNotRecognised, .tradeNotRecognised])
        #expect(outcome.code == .serviceSuspended)
        #expect(outcome.findings.allSatisfy { !$0.chinese.isEmpty && !$0.remedyEnglish.isEmpty })
        #expect(outcome.demand == nil)
    }

    @Test("assurance is that of a policy the certificate has, for this use")
    func assurance() throws {
        let rule = ListBench.rule("R") { $0["minAssurance"] = 3 }
        #expect(try ask([rule]).demand?.policies == ["2.999.2"])
        #expect(try ask([rule]) { $0.policies = ["2.999.1"] }.code == .assuranceTooLow)
        #expect(try ask([rule], use: .login).code == .assuranceTooLow)
        #expect(try ask([ListBench.rule("R")]) { $0.policies = ["2.999.7"] }.code == .policyNotAccepted)
        #expect(try ask([ListBench.rule("R")]) { $0.policies = [] }.code == .policyNotAccepted)
    }

    @Test("a policy counts only for certificates that look as its criteria say")
    func criteria() throws {
        guard case .object(var members) = bench.service() else { return }
        func code(_ criteria: JSON, _ certificate: Certificate) throws -> RecognitionCode {
            members["policies"] = [
                ["oid": "2.999.1", "assurance": 3, "uses": ["sign"], "criteria": criteria]
            ]
            return try ask([ListBench.rule("R") { $0["minAssurance"] = 3 }], services: [.object(members)]) {
                $0.traits = CertificateTraits(certificate)
            }.code
        }
        let plain = try bench.house.issue()
        let stamping = try bench.house.issue(usage: [.nonRepudiation], eku: ["timeStamping"])
        let usage: JSON = ["match": "all", "keyUsage": ["digitalSignature"], "subjectFields": ["O", "CN"]]
        #expect(try code(usage, plain) == .ok && code(usage, stamping) == .assuranceTooLow)
        let purpose: JSON = ["match": "any", "eku": ["1.3.6.1.5.5.7.3.8"]]
        #expect(try code(purpose, stamping) == .ok && code(purpose, plain) == .assuranceTooLow)
        let without: JSON = ["match": "none", "eku": ["1.3.6.1.5.5.7.3.8"], "subjectFields": ["OU"]]
        #expect(try code(without, plain) == .ok && code(without, stamping) == .assuranceTooLow)
        #expect(throws: TrustDataFault.self) { try code(["match": "all", "subjectFields": ["X"]], plain) }
    }

    @Test("a policy counts under the name that the rule maps it to")
    func mapping() throws {
        let rule = ListBench.rule("R") {
            $0["policies"] = ["2.999.9"]
            $0["policyMap"] = [["from": "2.999.2", "to": "2.999.9"], ["from": "2.999.3", "to": "2.999.9"]]
        }
        #expect(try ask([rule]).demand?.policies == ["2.999.2", "2.999.9"])
        #expect(try ask([rule]) { $0.policies = ["2.999.1"] }.code == .policyNotAccepted)
    }

    @Test(
        "of rules that grant, the one with the highest priority is told, and the order of the file does not matter"
    )
    func priority() throws {
        let low = ListBench.rule("A")
        let high = ListBench.rule("B") { $0["priority"] = 9 }
        #expect(try ask([low, high]).rule == "B" && ask([high, low]).rule == "B")
        #expect(
            try ask([
                low,
                ListBench.rule("B") {
                    $0["priority"] = 9; $0["uses"] = ["login"]
                },
            ]).rule == "A")
    }

    @Test("deny beats allow, whatever the priority; for its trade, its service and its kind of holder alone")
    func deny() throws {
        let allow = ListBench.rule("A") { $0["priority"] = 900 }
        func deny(_ edit: (inout [String: JSON]) -> Void) -> JSON {
            ListBench.rule("D") {
                $0["effect"] = "deny"
                edit(&$0)
            }
        }
        #expect(try ask([allow, deny { _ in }]).code == .territoryNotRecognised)
        #expect(try ask([allow, deny { _ in }]).rule == "D")
        let land = deny { $0["tradeKinds"] = ["land"] }
        #expect(try ask([allow, land]) { $0.trade = .works }.passed)
        #expect(try ask([allow, land]) { $0.trade = .land }.code == .territoryNotRecognised)
        #expect(try ask([allow, land]).code == .territoryNotRecognised, "every trade was asked about")
        #expect(try ask([allow, deny { $0["services"] = ["CN-52-CA9"] }]).passed)
        #expect(try ask([allow, deny { $0["subjectKinds"] = ["expert"] }]).passed)
        #expect(try ask([allow, deny { $0["uses"] = ["seal"] }]).passed)
    }

    @Test("a province narrows what the nation grants and never widens it")
    func narrowing() throws {
        let national = ListBench.rule("N")
        let own = ListBench.rule("P") { $0["minAssurance"] = 4 }
        #expect(try ask([national], province: [own]).demand?.policies == ["2.999.2"])
        #expect(try ask([national], province: [own], use: .login).code == .assuranceTooLow)
        #expect(try ask([], province: [own]).code == .territoryNotRecognised)
        let wide = ListBench.rule("P") { $0["uses"] = ["login", "sign", "encrypt"] }
        #expect(try ask([national], province: [wide], use: .encrypt).code == .useNotRecognised)
        #expect(throws: TrustDataFault.self) {
            try ask([national], province: [ListBench.rule("P") { $0["to"] = "510000" }])
        }
    }

    @Test("an algorithm is allowed until it ends, and from its least size on")
    func algorithm() throws {
        func code(_ kind: SignatureKind, _ bits: Int, at time: Int64 = Self.now + Self.day) throws
            -> RecognitionCode
        {
            try ask([ListBench.rule("R")]) {
                $0.algorithm = .init(kind, bits: bits)
                $0.time = time
            }.code
        }
        #expect(try code(.ecdsaSHA256, 256) == .ok)
        #expect(try code(.ecdsaSHA256, 255) == .algorithmSunset)
        #expect(try code(.rsaSHA256, 2_048, at: Self.now - Self.day) == .ok)
        #expect(try code(.rsaSHA256, 2_048) == .algorithmSunset)
        #expect(try code(.sm2SM3, 256) == .algorithmSunset)
    }

    @Test("the status at a time is read as it was known: two times, and a compromise alone reaches back")
    func twoTimes() throws {
        let lost: JSON = [
            "status": "compromised", "effectiveFrom": .integer(Self.now - 10 * Self.day),
            "recordedAt": .integer(Self.now), "reason": "泄露",
        ]
        let history = try TrustList(
            json: bench.list(services: [bench.service(history: [ListBench.granted(), lost])])
        ).services[0].history
        let time = Self.now - 5 * Self.day
        #expect(history.deciding(for: .sign, at: time, known: Self.now - 1)?.status == .granted)
        #expect(history.deciding(for: .sign, at: time, known: Self.now)?.status == .compromised)
        #expect(
            history.deciding(for: .sign, at: Self.now - 11 * Self.day, known: Self.now)?.status == .granted)
        #expect(history.deciding(for: .sign, at: Self.now - 51 * Self.day, known: Self.now) == nil)
    }

    @Test("a status may be about some uses alone")
    func partial() throws {
        let suspended: JSON = [
            "status": "suspended", "effectiveFrom": .integer(Self.now), "recordedAt": .integer(Self.now),
            "reason": "检查", "uses": ["login"],
        ]
        let services = [bench.service(history: [ListBench.granted(), suspended])]
        #expect(try ask([ListBench.rule("R")], services: services).passed)
        #expect(try ask([ListBench.rule("R")], services: services, use: .login).code == .serviceSuspended)
    }

    @Test("a service is found by its key, and one on no list is not")
    func byKey() throws {
        let key = Digest.sha256(bench.house.ca.subjectPublicKeyInfo)
        #expect(try ask([ListBench.rule("R")]) { $0.service = .key(key) }.passed)
        let other = Digest.sha256(bench.house.root.subjectPublicKeyInfo)
        #expect(try ask([ListBench.rule("R")]) { $0.service = .key(other) }.code == .serviceNotListed)
    }

    @Test("as checks of a judgement each step has its own id, and the codes keep their meaning")
    func checks() throws {
        let list = try TrustList(json: bench.list())
        let rules = try ListBench.rules([ListBench.rule("R") { $0["uses"] = ["login"] }])
        let national = try bench.national(rules: rules)
        let store = TrustStore(
            TrustFiles(
                pins: [bench.signer.fingerprint],
                lists: [try bench.sign(national), try bench.sign(list.bytes)],
                rules: [try bench.sign(rules.bytes)]))
        let leaf = try bench.house.issue()
        func states(_ use: TrustUse) throws -> [String: CheckOutcome.State] {
            let facts = RecognitionFacts(
                [leaf, bench.house.ca, bench.house.root], store: store, to: "520000", use: use, trade: nil,
                at: ListBench.now + 5_000, proof: .fresh)
            let outcomes = CheckOutcome.run(RecognitionFacts.checks, on: facts, try .standard())
            return Dictionary(uniqueKeysWithValues: outcomes.map { ($0.id, $0.state) })
        }
        #expect(try states(.login).values.allSatisfy { $0 == .ok })
        #expect(try states(.sign)["recognition.use"] == .notOK)
        let none = CheckOutcome.run(RecognitionFacts.checks, on: .notAsked, try .standard())
        #expect(none.allSatisfy { $0.state == .notRun })
        for code in RecognitionCode.allCases where code != .policyNotAccepted {
            #expect(
                code.verdict.indication == code.indication && code.verdict.subIndication == code.subIndication
            )
        }
    }
}
