/// How a judgement ends.
package enum Indication: String, Sendable, Hashable {
    case passed = "PASSED"
    case failed = "FAILED"
    /// Neither good nor bad as things stand; newer evidence would settle it.
    case indeterminate = "INDETERMINATE"
}

/// The deciding reason of a judgement, in the order in which one of several is told: a forged certificate is
/// not called expired, and a revoked one is not called stale. The raw values are stored with acts and never change.
package enum VerdictCode: String, Sendable, Hashable, CaseIterable {
    case ok = "OK"
    /// It cannot be read, or is not in the one encoding that is allowed.
    case formatBad = "FORMAT_BAD"
    case messageMalformed = "MESSAGE_MALFORMED"
    case notSigned = "NOT_SIGNED"
    case sm2IdentifierMismatch = "SM2_ID_MISMATCH"
    case signatureBad = "SIGNATURE_BAD"
    case contentChanged = "CONTENT_CHANGED"
    case signatureConstraints = "SIGNATURE_CONSTRAINTS"
    case timeStampOrder = "TIME_STAMP_ORDER"
    case timeStampNonce = "TIME_STAMP_NONCE"
    case sealFormat = "SEAL_FORMAT"
    case sealSignatureBad = "SEAL_SIGNATURE_BAD"
    case chainIncomplete = "CHAIN_INCOMPLETE"
    case certRevoked = "CERT_REVOKED"
    case caRevoked = "CA_REVOKED"
    case certExpired = "CERT_EXPIRED"
    case certNotYetValid = "CERT_NOT_YET_VALID"
    case caOutOfDate = "CA_OUT_OF_DATE"
    /// Against the profile of certificates and lists (RFC 5280 §4, §5).
    case profileBroken = "PROFILE_BROKEN"
    case chainConstraints = "CHAIN_CONSTRAINTS"
    case policyNotAccepted = "POLICY_NOT_ACCEPTED"
    case algorithmWeak = "ALGORITHM_WEAK"
    case criticalExtension = "CRITICAL_EXTENSION"
    case crlSignatureBad = "CRL_SIGNATURE_BAD"
    case ocspSignatureBad = "OCSP_SIGNATURE_BAD"
    case ocspSignerNotAllowed = "OCSP_SIGNER_NOT_ALLOWED"
    case ocspNonceMismatch = "OCSP_NONCE_MISMATCH"
    case keyUsage = "KEY_USAGE"
    case usccMissing = "USCC_MISSING"
    case usccUnreadable = "USCC_UNREADABLE"
    case usccBadCheckDigit = "USCC_BAD_CHECK_DIGIT"
    case usccDisagree = "USCC_DISAGREE"
    case holderNameMissing = "HOLDER_NAME_MISSING"
    case imprintMismatch = "IMPRINT_MISMATCH"
    case sealSignerNotListed = "SEAL_SIGNER_NOT_LISTED"
    case sealExpired = "SEAL_EXPIRED"
    case sealNotYetValid = "SEAL_NOT_YET_VALID"
    case sealDates = "SEAL_DATES"
    case sealTimestamp = "SEAL_TIMESTAMP"
    case sealPicture = "SEAL_PICTURE"
    case pathRefused = "PATH_REFUSED"
    case signerCertificateMissing = "SIGNER_CERTIFICATE_MISSING"
    case contentMissing = "CONTENT_MISSING"
    /// More work than a judgement may take.
    case budgetSpent = "BUDGET_SPENT"
    case revocationMissing = "REVOCATION_MISSING"
    case revocationUnknown = "REVOCATION_UNKNOWN"
    case revocationStale = "REVOCATION_STALE"
    case crlMissing = "CRL_MISSING"
    case crlStale = "CRL_STALE"
    case crlNotYetValid = "CRL_NOT_YET_VALID"
    // Recognition by trust lists and rules; `RecognitionCode` is their kin.
    case madeAfterCompromise = "MADE_AFTER_COMPROMISE"
    case listSignatureBad = "LIST_SIGNATURE_BAD"
    case listFork = "LIST_FORK"
    case listRollback = "LIST_ROLLBACK"
    case listUnreachable = "LIST_UNREACHABLE"
    case listStale = "LIST_STALE"
    case serviceNotListed = "SERVICE_NOT_LISTED"
    case serviceCompromised = "SERVICE_COMPROMISED"
    case serviceWithdrawn = "SERVICE_WITHDRAWN"
    case serviceSuspended = "SERVICE_SUSPENDED"
    case algorithmSunset = "ALGORITHM_SUNSET"
    case territoryNotRecognised = "TERRITORY_NOT_RECOGNISED"
    case useNotRecognised = "USE_NOT_RECOGNISED"
    case subjectNotRecognised = "SUBJECT_NOT_RECOGNISED"
    case tradeNotRecognised = "TRADE_NOT_RECOGNISED"
    case assuranceTooLow = "ASSURANCE_TOO_LOW"
    case reciprocityLapsed = "RECIPROCITY_LAPSED"
    case sealTimeUnproven = "SEAL_TIME_UNPROVEN"
    case trustNotJudged = "TRUST_NOT_JUDGED"
    case contentNotGiven = "CONTENT_NOT_GIVEN"

    /// What this reason leads to by itself.
    ///
    /// A chain that cannot be built fails here, though ETSI EN 319 102-1 calls it indeterminate: nobody is let
    /// in provisionally on a certificate of an unknown CA. Only what concerns the age of revocation lists can be
    /// settled by waiting.
    package var indication: Indication {
        switch self {
        case .ok: .passed
        case .signerCertificateMissing, .contentMissing: .indeterminate
        case .messageMalformed, .notSigned, .sm2IdentifierMismatch, .contentChanged, .signatureConstraints,
            .timeStampOrder, .timeStampNonce:
            .failed
        case .sealFormat, .sealSignatureBad, .sealSignerNotListed,
            .sealExpired, .sealNotYetValid, .sealDates, .sealTimestamp, .sealPicture:
            .failed
        case .sealTimeUnproven, .trustNotJudged, .contentNotGiven: .indeterminate
        case .crlMissing, .crlStale, .crlNotYetValid, .revocationMissing, .revocationUnknown,
            .revocationStale, .listSignatureBad, .listFork, .listRollback,
            .listUnreachable, .listStale, .serviceNotListed, .serviceCompromised, .serviceWithdrawn,
            .serviceSuspended, .algorithmSunset, .territoryNotRecognised, .useNotRecognised,
            .subjectNotRecognised, .tradeNotRecognised, .assuranceTooLow, .reciprocityLapsed:
            .indeterminate
        case .madeAfterCompromise, .certRevoked, .caRevoked, .signatureBad, .certExpired, .certNotYetValid,
            .caOutOfDate,
            .chainIncomplete, .chainConstraints, .policyNotAccepted, .algorithmWeak, .criticalExtension,
            .crlSignatureBad, .keyUsage, .usccMissing, .usccUnreadable, .usccBadCheckDigit, .usccDisagree,
            .holderNameMissing, .imprintMismatch, .pathRefused, .formatBad, .profileBroken,
            .ocspSignatureBad, .ocspSignerNotAllowed, .ocspNonceMismatch, .budgetSpent:
            .failed
        }
    }

    /// The sub-indication of ETSI EN 319 102-1 beside it; nil when it passed.
    package var subIndication: String? {
        switch self {
        case .ok: nil
        case .messageMalformed, .notSigned: "FORMAT_FAILURE"
        case .sm2IdentifierMismatch: "SIG_CRYPTO_FAILURE"
        case .contentChanged: "HASH_FAILURE"
        case .signatureConstraints, .timeStampNonce: "SIG_CONSTRAINTS_FAILURE"
        case .timeStampOrder: "TIMESTAMP_ORDER_FAILURE"
        case .signerCertificateMissing: "NO_SIGNING_CERTIFICATE_FOUND"
        case .contentMissing: "SIGNED_DATA_NOT_FOUND"
        case .certRevoked, .madeAfterCompromise: "REVOKED"
        case .caRevoked, .serviceCompromised: "REVOKED_CA_NO_POE"
        case .signatureBad: "SIG_CRYPTO_FAILURE"
        case .sealFormat: "FORMAT_FAILURE"
        case .sealSignatureBad: "SIG_CRYPTO_FAILURE"
        case .sealExpired: "EXPIRED"
        case .sealNotYetValid: "NOT_YET_VALID"
        case .sealSignerNotListed, .sealDates, .sealPicture: "SIG_CONSTRAINTS_FAILURE"
        case .sealTimestamp: "TIMESTAMP_ORDER_FAILURE"
        case .sealTimeUnproven: "OUT_OF_BOUNDS_NO_POE"
        case .trustNotJudged: "NO_CERTIFICATE_CHAIN_FOUND"
        case .contentNotGiven: "SIGNED_DATA_NOT_FOUND"
        case .formatBad: "FORMAT_FAILURE"
        case .imprintMismatch: "HASH_FAILURE"
        case .certExpired: "EXPIRED"
        case .certNotYetValid: "NOT_YET_VALID"
        case .chainIncomplete, .serviceNotListed: "NO_CERTIFICATE_CHAIN_FOUND"
        case .algorithmSunset: "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
        case .policyNotAccepted: "POLICY_PROCESSING_ERROR"
        case .algorithmWeak: "CRYPTO_CONSTRAINTS_FAILURE"
        case .crlMissing, .crlStale, .crlNotYetValid, .revocationMissing, .revocationUnknown,
            .revocationStale, .listUnreachable, .listStale:
            "TRY_LATER"
        case .serviceWithdrawn, .serviceSuspended, .territoryNotRecognised, .useNotRecognised,
            .subjectNotRecognised, .tradeNotRecognised, .assuranceTooLow, .reciprocityLapsed,
            .chainConstraints, .criticalExtension, .keyUsage, .usccMissing, .usccUnreadable,
            .usccBadCheckDigit, .usccDisagree, .holderNameMissing:
            "CHAIN_CONSTRAINTS_FAILURE"
        case .profileBroken, .ocspSignatureBad, .ocspSignerNotAllowed, .ocspNonceMismatch, .budgetSpent,
            .caOutOfDate, .crlSignatureBad, .pathRefused, .listSignatureBad, .listFork, .listRollback:
            "CERTIFICATE_CHAIN_GENERAL_FAILURE"
        }
    }

    /// Its place in that order.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
