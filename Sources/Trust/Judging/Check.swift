/// The step of a judgement that a check belongs to, after the building blocks of ETSI EN 319 102-1.
package enum Block: String, Sendable, Hashable, CaseIterable {
    /// The object can be read at all, in the one encoding that is allowed.
    case format
    /// The content is what was signed, and the signature is its signer's.
    case signature
    /// The profile of certificates and revocation lists (RFC 5280 §4, §5).
    case profile
    /// The path to an anchor (RFC 5280 §6).
    case path
    case policy
    case revocation
    /// Algorithms and the sizes of keys.
    case algorithm
    /// Whose certificate it is.
    case identity
    case timestamp
    /// Trust lists and recognition rules.
    case recognition
    case seal
}

/// What a check found wrong: a code, where, and words for a person.
package struct Remark: Sendable, Hashable {
    package let code: VerdictCode
    /// SHA-256 of the object at fault, such as a certificate; nil for the object that is judged.
    package let object: [UInt8]?
    /// The particulars, for machines: names of fields to texts.
    package let particulars: [String: String]
    /// One sentence each.
    package let chinese: String
    package let english: String
    /// What would mend or settle it: one sentence each; nil when nothing would.
    package let remedy: Remedy?

    package struct Remedy: Sendable, Hashable {
        package let chinese: String
        package let english: String
        package init(chinese: String, english: String) {
            self.chinese = chinese
            self.english = english
        }
    }

    package init(
        _ code: VerdictCode, object: [UInt8]? = nil, particulars: [String: String] = [:], chinese: String,
        english: String, remedy: Remedy? = nil
    ) {
        self.code = code
        self.object = object
        self.particulars = particulars
        self.chinese = chinese
        self.english = english
        self.remedy = remedy
    }
}

/// How one check came out over its facts.
package enum CheckResult: Sendable, Hashable {
    case fine
    case wrong([Remark])
    /// The check has nothing to look at here, and why: a short English clause.
    case notRun(String)
}

/// One check: a pure function of facts that were gathered before, with a name that a validation policy gives a
/// level to.
package struct Check<Facts: Sendable>: Sendable {
    /// Dotted and stable, the block's subject first: `path.signature`, `profile.serial`.
    package let id: String
    package let block: Block
    /// Where the demand stands, such as `RFC 5280 §4.1.2.2`.
    package let source: String
    package let judge: @Sendable (Facts) -> CheckResult

    package init(
        _ id: String, _ block: Block, source: String, judge: @escaping @Sendable (Facts) -> CheckResult
    ) {
        self.id = id
        self.block = block
        self.source = source
        self.judge = judge
    }
}

/// A check and what came of it under a policy.
package struct CheckOutcome: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        case ok = "OK"
        case notOK = "NOT_OK"
        case warning = "WARN"
        case information = "INFORM"
        case ignored = "IGNORED"
        case notRun = "NOT_RUN"
    }

    package let id: String
    package let block: Block
    package let source: String
    package let state: State
    package let remarks: [Remark]
    /// Why it was not run.
    package let reason: String?
}

extension CheckOutcome {
    /// Runs checks over facts, each at the level that the policy gives it, in the order given.
    package static func run<Facts>(
        _ checks: [Check<Facts>], on facts: Facts, _ policy: ValidationPolicy
    ) -> [CheckOutcome] {
        checks.map { check in
            let level = policy.level(of: check.id)
            func outcome(
                _ state: CheckOutcome.State, _ remarks: [Remark] = [], _ reason: String? = nil
            ) -> CheckOutcome {
                CheckOutcome(
                    id: check.id, block: check.block, source: check.source, state: state, remarks: remarks,
                    reason: reason)
            }
            guard level != .ignore else { return outcome(.ignored) }
            switch check.judge(facts) {
            case .fine: return outcome(.ok)
            case .notRun(let reason): return outcome(.notRun, [], reason)
            case .wrong(let remarks):
                switch level {
                case .fail: return outcome(.notOK, remarks)
                case .warn: return outcome(.warning, remarks)
                case .inform: return outcome(.information, remarks)
                case .ignore: return outcome(.ignored)
                }
            }
        }
    }
}
