internal import OpenSSL
package import StrictJSON

/// The answer to a question: every check and what it found, the one reason that decides, and the facts that a
/// reader wants to see. The same question, evidence and policy give the same `canonicalBytes`.
package struct Judgement: Sendable {
    package let question: Question
    package let evidence: Evidence
    package let policy: ValidationPolicy
    package let outcomes: [CheckOutcome]
    /// What was gathered, by section (`chain`, `policySet`, `revocation`, `lists`, `signature`, `seal` …).
    package let facts: [String: JSON]
    package let indication: Indication
    /// `OK` when nothing decided against it.
    package let code: VerdictCode
    /// The remark that decides; nil when it passed.
    package let deciding: Remark?
    /// What is told of a passed object, one sentence each.
    package let praise: Remark.Remedy

    /// - Parameter praise: the sentences that are told when nothing is wrong.
    package init(
        _ question: Question, _ evidence: Evidence, _ policy: ValidationPolicy, outcomes: [CheckOutcome],
        facts: [String: JSON], praise: Remark.Remedy
    ) {
        self.question = question
        self.evidence = evidence
        self.policy = policy
        self.outcomes = outcomes
        self.facts = facts
        self.praise = praise
        let wrong = outcomes.filter { $0.state == .notOK }.flatMap(\.remarks)
        // A failure outweighs a doubt; among equals the order of the codes decides, then the order of the checks.
        let failures = wrong.filter { $0.code.indication == .failed }
        deciding = (failures.isEmpty ? wrong : failures).min { $0.code.rank < $1.code.rank }
        code = deciding?.code ?? .ok
        indication = code.indication
    }

    package var passed: Bool { indication == .passed }
    package var chinese: String { deciding?.chinese ?? praise.chinese }
    package var english: String { deciding?.english ?? praise.english }
    /// Whatever did not decide but should be told.
    package var warnings: [Remark] { outcomes.filter { $0.state == .warning }.flatMap(\.remarks) }

    package var json: JSON {
        [
            "verdictVersion": 2,
            "question": question.json,
            "subject": evidence.only(.subject).map { .string("sha256:" + Digest.sha256($0).hex) } ?? .null,
            "indication": .string(indication.rawValue),
            "subIndication": code.subIndication.map { .string($0) } ?? .null,
            "code": .string(code.rawValue),
            "zh": .string(chinese),
            "en": .string(english),
            "remedy": deciding?.remedy.map { ["zh": .string($0.chinese), "en": .string($0.english)] }
                ?? .null,
            "policy": [
                "id": .string(policy.id), "sequence": .integer(policy.sequence),
                "sha256": .string(policy.digest.hex),
            ],
            "evidence": evidence.summary,
            "facts": .object(facts),
            "checks": .array(outcomes.map(\.json)),
        ]
    }

    package var canonicalBytes: [UInt8] { json.canonicalBytes() }
}

extension CheckOutcome {
    var json: JSON {
        var members: [String: JSON] = [
            "id": .string(id), "block": .string(block.rawValue), "state": .string(state.rawValue),
            "source": .string(source),
        ]
        if !remarks.isEmpty { members["remarks"] = .array(remarks.map(\.json)) }
        members["reason"] = reason.map { .string($0) }
        return .object(members)
    }
}

extension Remark {
    var json: JSON {
        var members: [String: JSON] = [
            "code": .string(code.rawValue), "zh": .string(chinese), "en": .string(english),
        ]
        members["object"] = object.map { .string("sha256:" + $0.hex) }
        if !particulars.isEmpty { members["particulars"] = .object(particulars.mapValues { .string($0) }) }
        members["remedy"] = remedy.map { ["zh": .string($0.chinese), "en": .string($0.english)] }
        return .object(members)
    }
}
