package import OpenSSL

/// How a certificate must look for a policy of the list to apply to it.
package struct PolicyCriteria: Sendable, Hashable {
    package enum Match: String, Sendable, Hashable, CaseIterable {
        case all, any, none
    }

    package let match: Match
    /// Bits of key usage that are asked for, one criterion.
    package let keyUsage: KeyUsage?
    /// Extended key usages, each a criterion.
    package let extendedKeyUsage: [String]
    /// Attributes that the subject must have (O, CN …), each a criterion.
    package let subjectFields: [String]
}

/// A certificate policy of a service and what it is worth.
package struct ServicePolicy: Sendable, Hashable {
    package let oid: String
    /// 1 (weakest) to 4.
    package let assurance: Int
    package let uses: Set<TrustUse>
    package let criteria: PolicyCriteria?
}

/// An algorithm that a service's certificates may be signed with.
package struct AllowedAlgorithm: Sendable, Hashable {
    package let kind: SignatureKind
    /// Bits of the signing key, at least.
    package let minSize: Int
    /// Milliseconds, both inclusive; nil when open.
    package let from: Int64?
    package let to: Int64?

    func allows(_ asked: SignatureKind, bits: Int, at time: Int64) -> Bool {
        kind == asked && bits >= minSize && isOpen(at: time)
    }

    func isOpen(at time: Int64) -> Bool { (from ?? .min) <= time && time <= (to ?? .max) }
}

/// How a service tells of revocation, and what is demanded of that.
package struct RevocationDuties: Sendable, Hashable {
    package enum Method: String, Sendable, Hashable, CaseIterable {
        case crl, ocsp
    }

    package let methods: Set<Method>
    package let urls: [String]
    /// Milliseconds that a CRL or response may be old, by use.
    package let maxAge: [TrustUse: Int64]
    package let deltas: Bool
    /// Uses for which missing revocation data refuses rather than defers.
    package let hardFail: Set<TrustUse>
}

/// How the holder's code is read out of a certificate of this service.
package struct HolderMap: Sendable, Hashable {
    /// How the octets of the extension hold the text.
    package enum Decoder: String, Sendable, Hashable, CaseIterable {
        /// A DER string, or the bare characters: whichever it is.
        case either
        /// A DER UTF8String, PrintableString or IA5String, tagged or not.
        case string
        /// The characters without any ASN.1 type.
        case bare
    }

    package struct Place: Sendable, Hashable {
        package let oid: String
        package let decoder: Decoder

        package init(oid: String, decoder: Decoder = .either) {
            self.oid = oid
            self.decoder = decoder
        }
    }

    /// The most telling first.
    package let places: [Place]

    package init(_ places: [Place]) { self.places = places }
}

/// What a service is known by.
package struct ServiceIdentity: Sendable, Hashable {
    /// SHA-256 of the SubjectPublicKeyInfo.
    package let keySHA256: [UInt8]
    /// SM3 of the same.
    package let keySM3: [UInt8]
    /// The subject's distinguished name in DER.
    package let subject: [UInt8]
    /// The service's certificates, the one to build paths with first. A historical service may have none.
    package let certificates: [Certificate]
    /// The identifier that its SM2 signatures are made under.
    package let sm2ID: String

    /// The identifier of GB/T 35276, which every CA of the country uses.
    package static let usualSM2ID = "1234567812345678"
}

/// One service of a provider.
package struct TrustService: Sendable, Hashable {
    /// Unique over all lists, such as "CN-52-CA1".
    package let id: String
    package let type: ServiceType
    package let chinese: String
    package let english: String
    package let identity: ServiceIdentity
    /// Empty for a root that issues to CAs alone.
    package let uses: Set<TrustUse>
    package let subjectKinds: Set<SubjectKind>
    package let policies: [ServicePolicy]
    package let algorithms: [AllowedAlgorithm]
    package let revocation: RevocationDuties?
    package let holder: HolderMap?
    package let history: StatusHistory
}

/// An organisation that runs services.
package struct TrustProvider: Sendable, Hashable {
    package struct Licence: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            /// 电子认证服务许可 of the ministry (Electronic Signature Law, art. 18).
            case certification
            /// 电子认证服务使用密码许可 of the cryptography authority.
            case cipherUse
        }

        package let kind: Kind
        package let number: String
        package let from: Int64
        package let to: Int64?
    }

    package let uscc: USCC
    package let chinese: String
    package let english: String
    package let licences: [Licence]
    package let services: [TrustService]
}
