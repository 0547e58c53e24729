/// The deciding reason of a recognition, in the order in which one of several is told: doubts about the list
/// itself first, then about the service, then about what was agreed. The raw values never change.
package enum RecognitionCode: String, Sendable, Hashable, CaseIterable {
    case ok = "OK"
    case listSignatureBad = "LIST_SIGNATURE_BAD"
    case listFork = "LIST_FORK"
    case listRollback = "LIST_ROLLBACK"
    case listUnreachable = "LIST_UNREACHABLE"
    case listStale = "LIST_STALE"
    case serviceNotListed = "SERVICE_NOT_LISTED"
    case serviceCompromised = "SERVICE_COMPROMISED"
    /// The same, for what was certainly made after the compromise.
    case madeAfterCompromise = "MADE_AFTER_COMPROMISE"
    case serviceWithdrawn = "SERVICE_WITHDRAWN"
    case serviceSuspended = "SERVICE_SUSPENDED"
    case algorithmSunset = "ALGORITHM_SUNSET"
    case territoryNotRecognised = "TERRITORY_NOT_RECOGNISED"
    case useNotRecognised = "USE_NOT_RECOGNISED"
    case subjectNotRecognised = "SUBJECT_NOT_RECOGNISED"
    case tradeNotRecognised = "TRADE_NOT_RECOGNISED"
    case assuranceTooLow = "ASSURANCE_TOO_LOW"
    case policyNotAccepted = "POLICY_NOT_ACCEPTED"
    case reciprocityLapsed = "RECIPROCITY_LAPSED"

    /// The code that is told: of a compromise there is one, whose indication depends on the time.
    package var told: String {
        self == .madeAfterCompromise ? Self.serviceCompromised.rawValue : rawValue
    }

    /// Recognition that is missing can be granted, so almost nothing here fails for good.
    package var indication: Indication {
        switch self {
        case .ok: .passed
        case .madeAfterCompromise: .failed
        case .listSignatureBad, .listFork, .listRollback, .listUnreachable, .listStale, .serviceNotListed,
            .serviceCompromised, .serviceWithdrawn, .serviceSuspended, .algorithmSunset,
            .territoryNotRecognised, .useNotRecognised, .subjectNotRecognised, .tradeNotRecognised,
            .assuranceTooLow, .policyNotAccepted, .reciprocityLapsed:
            .indeterminate
        }
    }

    /// The sub-indication of ETSI EN 319 102-1 beside it; nil when it passed.
    package var subIndication: String? {
        switch self {
        case .ok: nil
        case .serviceNotListed: "NO_CERTIFICATE_CHAIN_FOUND"
        case .serviceWithdrawn, .serviceSuspended, .territoryNotRecognised, .useNotRecognised,
            .subjectNotRecognised, .tradeNotRecognised, .assuranceTooLow, .policyNotAccepted,
            .reciprocityLapsed:
            "CHAIN_CONSTRAINTS_FAILURE"
        case .listStale, .listUnreachable: "TRY_LATER"
        case .listRollback, .listFork, .listSignatureBad: "CERTIFICATE_CHAIN_GENERAL_FAILURE"
        case .algorithmSunset: "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
        case .serviceCompromised: "REVOKED_CA_NO_POE"
        case .madeAfterCompromise: "REVOKED"
        }
    }

    /// Whether somebody must be told at once: the lists themselves are not what they should be.
    package var isAlarm: Bool { self == .listSignatureBad || self == .listFork || self == .listRollback }

    /// The code of a judgement that this one is.
    package var verdict: VerdictCode {
        switch self {
        case .ok: .ok
        case .listSignatureBad: .listSignatureBad
        case .listFork: .listFork
        case .listRollback: .listRollback
        case .listUnreachable: .listUnreachable
        case .listStale: .listStale
        case .serviceNotListed: .serviceNotListed
        case .serviceCompromised: .serviceCompromised
        case .madeAfterCompromise: .madeAfterCompromise
        case .serviceWithdrawn: .serviceWithdrawn
        case .serviceSuspended: .serviceSuspended
        case .algorithmSunset: .algorithmSunset
        case .territoryNotRecognised: .territoryNotRecognised
        case .useNotRecognised: .useNotRecognised
        case .subjectNotRecognised: .subjectNotRecognised
        case .tradeNotRecognised: .tradeNotRecognised
        case .assuranceTooLow: .assuranceTooLow
        case .policyNotAccepted: .policyNotAccepted
        case .reciprocityLapsed: .reciprocityLapsed
        }
    }

    /// Its place in that order.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
