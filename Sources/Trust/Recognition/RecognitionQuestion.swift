/// What is asked: may this be used there, for that, at this time?
package struct RecognitionQuestion: Sendable, Hashable {
    /// Which service is meant.
    package enum Which: Sendable, Hashable {
        /// The best of its territory's that can stand behind the use.
        case best
        case id(String)
        /// By the SHA-256 of its SubjectPublicKeyInfo: the issuer of a certificate.
        case key([UInt8])
    }

    /// How the control time is known.
    package enum Proof: String, Sendable, Hashable, CaseIterable {
        /// The act is being done at the control time, over something fresh: it cannot be older.
        case fresh
        /// A time stamp or receipt proves that it was there by the control time.
        case stamped
        /// Somebody says so.
        case claimed
    }

    /// The algorithm that the certificate is signed with, and the bits of the signing key.
    package struct Algorithm: Sendable, Hashable {
        package let kind: SignatureKind
        package let bits: Int

        package init(_ kind: SignatureKind, bits: Int) {
            self.kind = kind
            self.bits = bits
        }
    }

    /// Territories by GB/T 2260.
    package var from: String
    package var to: String
    package var use: TrustUse
    /// Nil asks about every trade at once.
    package var trade: TradeKind?
    package var subjectKind: SubjectKind
    package var service: Which
    /// What kind of service is asked about, when it is not named; nil takes what stands behind the use: a
    /// time-stamp authority for time stamps, a CA for everything else.
    package var serviceType: ServiceType?
    /// Milliseconds: the control time.
    package var time: Int64
    /// Milliseconds: what was recorded later does not count. Never before `time`.
    package var known: Int64
    package var proof: Proof
    /// The thing cannot be older than this, such as its certificate's first day; nil when unknown.
    package var notBefore: Int64?
    /// The policies that the path is valid for; nil asks about what the service issues.
    package var policies: [String]?
    /// What the criteria of policies look at; nil asks about what the service issues.
    package var traits: CertificateTraits?
    /// Nil asks whether any algorithm of the service is allowed.
    package var algorithm: Algorithm?

    package init(
        from: String, to: String, use: TrustUse, trade: TradeKind? = nil,
        subjectKind: SubjectKind = .legalPerson, service: Which = .best, serviceType: ServiceType? = nil,
        at time: Int64, known: Int64? = nil, proof: Proof = .fresh, notBefore: Int64? = nil,
        policies: [String]? = nil, traits: CertificateTraits? = nil, algorithm: Algorithm? = nil
    ) {
        self.from = from
        self.to = to
        self.use = use
        self.trade = trade
        self.subjectKind = subjectKind
        self.service = service
        self.serviceType = serviceType
        self.time = time
        self.known = max(known ?? time, time)
        self.proof = proof
        self.notBefore = notBefore
        self.policies = policies
        self.traits = traits
        self.algorithm = algorithm
    }
}
