internal import OpenSSL
internal import StrictJSON

/// The recognition rules that one authority has issued: the nation, or a province for what it accepts itself.
/// `docs/formats/recognition-rules.md`.
package struct RecognitionRules: Sendable {
    /// The nation lets an emergency suspension of a province stand beyond 30 days.
    package struct Confirmation: Sendable, Hashable {
        package let rulesID: String
        package let ruleID: String
        /// Milliseconds.
        package let at: Int64
        package let noticeRef: String
    }

    package let id: String
    /// Whose rules they are; the nation's grant, a province's only narrow.
    package let territory: String
    package let sequence: Int64
    package let issuedAt: Int64
    package let rules: [RecognitionRule]
    package let confirmations: [Confirmation]
    /// SHA-256 of the canonical JSON.
    package let digest: [UInt8]
    package let bytes: [UInt8]

    package var isNational: Bool { territory == Territory.nation.code }

    package func rule(_ id: String) -> RecognitionRule? { rules.first { $0.id == id } }

    static let schema = "tradehall-recognition-rules-1"

    /// Reads rules from their canonical JSON.
    ///
    /// - Throws: a sentence that names the field.
    package init(json bytes: [UInt8]) throws(TrustDataFault) {
        do throws(JSONError) {
            let json = try JSON.canonicalTrustData(bytes, named: "rules")
            self = try Fields.read(json) { fields throws(JSONError) in try RecognitionRules(&fields, bytes) }
        } catch {
            throw TrustDataFault("recognition rules", "互认规则", error)
        }
    }

    private init(_ fields: inout Fields, _ bytes: [UInt8]) throws(JSONError) {
        try fields.head(Self.schema)
        id = try fields.id("rulesId")
        territory = try fields.territory("territory")
        sequence = try fields.integer("sequence", in: 1...1_000_000_000)
        issuedAt = try fields.time("issuedAt")
        rules = try fields.each("rules", atMost: 20_000, RecognitionRule.init(reading:))
        confirmations = try fields.optionalEach("confirmations", atMost: 10_000) { one throws(JSONError) in
            Confirmation(
                rulesID: try one.id("rulesId"), ruleID: try one.id("ruleId"), at: try one.time("at"),
                noticeRef: try one.text("noticeRef"))
        }
        digest = Digest.sha256(bytes)
        self.bytes = bytes
        try agree(fields)
    }

    /// What no single field shows.
    private func agree(_ fields: Fields) throws(JSONError) {
        var seen: Set<String> = []
        for (index, rule) in rules.enumerated() {
            func no(_ name: String, _ english: String, _ chinese: String) -> JSONError {
                fields.refusal(of: "rules[\(index)].\(name)", english: english, chinese: chinese)
            }
            guard seen.insert(rule.id).inserted else { throw no("ruleId", "is there twice", "重复") }
            guard rule.recordedAt <= issuedAt else {
                throw no("recordedAt", "must not be after issuedAt of the file", "不得晚于文件签发时间")
            }
            guard isNational || rule.to == territory else {
                throw no("to", "must be the province that issues the rules", "应当是签发规则的省份本身")
            }
            guard isNational || rule.effect != .suspend || rule.effectiveTo != nil else {
                throw no("effectiveTo", "must be there for an emergency suspension", "紧急暂停必须给出")
            }
        }
        guard isNational || confirmations.isEmpty else {
            throw fields.refusal(
                of: "confirmations", english: "are for the nation alone", chinese: "仅限国家规则")
        }
    }
}

extension RecognitionRule {
    fileprivate init(reading fields: inout Fields) throws(JSONError) {
        id = try fields.id("ruleId")
        effect = try fields.word("effect")
        from = try fields.territory("from", orAny: true)
        to = try fields.territory("to", orAny: true)
        providers = try fields.optionalScope("providers")
        services = try fields.optionalScope("services")
        uses = try fields.words("uses")
        minAssurance =
            try fields.optionalValue("minAssurance") == nil
            ? nil : Int(fields.integer("minAssurance", in: 1...4))
        policies = try fields.optionalValue("policies") == nil ? nil : Set(fields.oids("policies", 1...64))
        policyMap = try fields.optionalEach("policyMap", atMost: 64) { one throws(JSONError) in
            Mapping(from: try one.oid("from"), to: try one.oid("to"))
        }
        subjectKinds = try fields.optionalWords("subjectKinds")
        tradeKinds = try fields.optionalWords("tradeKinds")
        reciprocity = try fields.word("reciprocity")
        recordedAt = try fields.time("recordedAt")
        effectiveFrom = try fields.time("effectiveFrom")
        effectiveTo = try fields.optionalTime("effectiveTo")
        status = try fields.word("status")
        basis = try fields.text("basis")
        priority = Int(try fields.integer("priority", in: 0...1_000_000))
        func no(_ name: String, _ english: String, _ chinese: String) -> JSONError {
            fields.refusal(of: name, english: english, chinese: chinese)
        }
        guard effectiveFrom <= (effectiveTo ?? .max) else {
            throw no("effectiveTo", "must not be before effectiveFrom", "不得早于effectiveFrom")
        }
        guard policyMap.isEmpty || policies != nil else {
            throw no("policyMap", "needs policies to map to", "需要给出policies")
        }
        // What was lawful when it was done stays so: a refusal may not reach back.
        guard effect == .allow || effectiveFrom >= recordedAt else {
            throw no("effectiveFrom", "of a refusal must not be before recordedAt", "拒绝规则不得溯及既往")
        }
        guard effect == .allow || (reciprocity == .none && minAssurance == nil && policies == nil) else {
            throw no(
                "effect", "of a refusal takes no reciprocity, minAssurance or policies",
                "拒绝规则不带reciprocity、minAssurance、policies")
        }
    }
}

extension Fields {
    /// Ids that a rule is limited to.
    fileprivate mutating func optionalScope(_ name: String) throws(JSONError) -> Set<String>? {
        try optionalValue(name) == nil ? nil : Set(bounded(name, 1...1_000))
    }
}
