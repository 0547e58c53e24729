/// What a certificate or a seal is recognised for. Each is granted by itself: who may log in may not therefore
/// open bids.
package enum TrustUse: String, Sendable, Hashable, CaseIterable {
    case login, sign, seal, encrypt, timestamp
}

/// Who may hold what a service issues.
package enum SubjectKind: String, Sendable, Hashable, CaseIterable {
    case legalPerson, naturalPerson, agent, expert, device
}

/// What is traded where the certificate is used.
package enum TradeKind: String, Sendable, Hashable, CaseIterable {
    case works, procurement, land, mineral, property, other
}

/// What a service on a list does.
package enum ServiceType: String, Sendable, Hashable, CaseIterable {
    case ca, crl, ocsp, tsa, sealMaker, keyCentre

    /// Whether a service of this type can stand behind a use: a certificate for signing comes from a CA, a time
    /// stamp from a time-stamp authority, a seal from a seal maker and its signer's certificate from a CA.
    package func serves(_ use: TrustUse) -> Bool {
        switch self {
        case .ca: use != .timestamp
        case .tsa: use == .timestamp
        case .sealMaker: use == .seal
        case .keyCentre: use == .encrypt
        case .crl, .ocsp: false
        }
    }
}

/// How a service stands.
package enum ServiceStatus: String, Sendable, Hashable, CaseIterable {
    case granted, suspended, withdrawn, ceased, compromised

    /// Nothing comes after it: a service that takes up work again is another service.
    var isFinal: Bool {
        switch self {
        case .ceased, .compromised: true
        case .granted, .suspended, .withdrawn: false
        }
    }
}

/// What a list is about.
package enum ListType: String, Sendable, Hashable, CaseIterable {
    /// The list of the nation: it points to the lists of provinces and may name services itself.
    case national
    /// The services of one province.
    case province
    /// Makers of electronic seals, who are no CAs.
    case sealMakers
}

/// An algorithm that certificates are signed with.
package enum SignatureKind: String, Sendable, Hashable, CaseIterable {
    case rsaSHA256 = "RSA-SHA256"
    case rsaSHA384 = "RSA-SHA384"
    case rsaSHA512 = "RSA-SHA512"
    case rsaSHA1 = "RSA-SHA1"
    case ecdsaSHA256 = "ECDSA-SHA256"
    case ecdsaSHA384 = "ECDSA-SHA384"
    case ecdsaSHA512 = "ECDSA-SHA512"
    case sm2SM3 = "SM2-SM3"
}
