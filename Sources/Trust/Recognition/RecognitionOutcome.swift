package import OpenSSL
package import StrictJSON

/// One step of recognition: a check with a stable id.
package enum RecognitionStep: String, Sendable, Hashable, CaseIterable {
    case listPresent = "list.present"
    case listSignature = "list.signature"
    case listSequence = "list.sequence"
    case listFresh = "list.fresh"
    /// Only remarks: a newer list is due, or this one is younger than the time of judging.
    case listDue = "list.due"
    case serviceListed = "service.listed"
    case serviceStatus = "service.status"
    case serviceUse = "service.use"
    case serviceSubject = "service.subject"
    case serviceAlgorithm = "service.algorithm"
    case rule = "recognition.rule"
    case ruleUse = "recognition.use"
    case ruleTrade = "recognition.trade"
    case ruleSubject = "recognition.subject"
    case ruleAssurance = "recognition.assurance"
    case rulePolicy = "recognition.policy"
    case reciprocity = "recognition.reciprocity"
    case notDenied = "recognition.denied"
}

/// Something that a step found: in words, with what would settle it.
package struct RecognitionFinding: Sendable, Hashable {
    package let step: RecognitionStep
    /// `ok` for a remark that decides nothing.
    package let code: RecognitionCode
    /// The rule that it comes from.
    package let rule: String?
    package let chinese: String
    package let english: String
    package let remedyChinese: String
    package let remedyEnglish: String

    package var json: JSON {
        [
            "check": .string(step.rawValue), "code": .string(code.told),
            "level": .string(code == .ok ? "WARN" : "FAIL"),
            "rule": rule.map { .string($0) } ?? .null,
            "words": ["zh": .string(chinese), "en": .string(english)],
            "remedy": ["zh": .string(remedyChinese), "en": .string(remedyEnglish)],
        ]
    }
}

/// A list that a recognition rests on.
package struct ListCited: Sendable, Hashable {
    package let id: String
    package let sequence: Int64
    /// SHA-256 of its JSON.
    package let digest: [UInt8]

    package var json: JSON {
        ["id": .string(id), "sequence": .integer(sequence), "digest": .string(digest.hex)]
    }
}

/// The answer, with everything that led to it. The same question over the same lists and rules gives the same.
package struct RecognitionOutcome: Sendable, Hashable {
    package let question: RecognitionQuestion
    package let code: RecognitionCode
    /// The service that was judged; nil when none was found.
    package let service: String?
    /// What it is called.
    package let serviceChinese: String
    package let serviceEnglish: String
    /// Everything that was found, the deciding one first.
    package let findings: [RecognitionFinding]
    /// The steps that were taken, in order; those not named could not be.
    package let steps: [RecognitionStep]
    /// The rule that recognised it, or that came nearest.
    package let rule: String?
    package let lists: [ListCited]
    /// Digests of the rules that were read.
    package let rules: [[UInt8]]
    /// What the path of a certificate must be valid for, so that this recognition holds (RFC 5280 §6.1.1);
    /// nil when it is not recognised at all.
    package let demand: PolicyDemand?

    package var indication: Indication { code.indication }
    package var passed: Bool { code == .ok }

    /// One sentence that answers the question.
    package var chinese: String { findings.first { $0.code != .ok }?.chinese ?? sentence.chinese }
    package var english: String { findings.first { $0.code != .ok }?.english ?? sentence.english }
    /// What would settle it; nil when it passed.
    package var remedyChinese: String? { findings.first { $0.code != .ok }?.remedyChinese }
    package var remedyEnglish: String? { findings.first { $0.code != .ok }?.remedyEnglish }

    private var sentence: (chinese: String, english: String) {
        let words = RecognitionWords(question)
        return (
            "\(words.to.chinese)认可“\(serviceChinese)”（\(words.from.chinese)）用于\(words.useChinese)，依据规则\(rule ?? "?")。",
            "\(words.to.english) recognises “\(serviceEnglish)” (\(words.from.english)) for \(words.useEnglish), by rule \(rule ?? "?")."
        )
    }

    /// The answer as data; canonical bytes of it are the same on every machine.
    package var json: JSON {
        [
            "asked": [
                "from": .string(question.from), "to": .string(question.to),
                "use": .string(question.use.rawValue),
                "trade": question.trade.map { .string($0.rawValue) } ?? .null,
                "subjectKind": .string(question.subjectKind.rawValue),
            ],
            "controlTime": .integer(question.time), "known": .integer(question.known),
            "indication": .string(code.indication.rawValue),
            "subIndication": code.subIndication.map { .string($0) } ?? .null,
            "code": .string(code.told),
            "service": service.map {
                ["id": .string($0), "name": ["zh": .string(serviceChinese), "en": .string(serviceEnglish)]]
            } ?? .null,
            "rule": rule.map { .string($0) } ?? .null,
            "lists": .array(lists.map(\.json)),
            "rules": .array(rules.map { .string($0.hex) }),
            "findings": .array(findings.map(\.json)),
            "checks": .array(
                RecognitionStep.allCases.map { step in
                    let state =
                        !steps.contains(step)
                        ? "NOT_RUN"
                        : findings.contains { $0.step == step && $0.code != .ok }
                            ? "NOT_OK" : findings.contains { $0.step == step } ? "WARN" : "OK"
                    return ["check": .string(step.rawValue), "state": .string(state)]
                }),
            "policies": demand.map { .array($0.policies.map { .string($0) }) } ?? .null,
            "zh": .string(chinese), "en": .string(english),
            "remedy": remedyChinese.flatMap { zh in
                remedyEnglish.map { en in ["zh": .string(zh), "en": .string(en)] }
            } ?? .null,
        ]
    }
}
