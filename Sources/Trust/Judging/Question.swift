package import OpenSSL
package import StrictJSON

/// What is asked of a judgement. Everything that the answer depends on beside the evidence and the validation
/// policy is here, so that the same three give the same bytes years later.
package struct Question: Sendable, Hashable {
    /// What kind of object is judged.
    package enum Subject: String, Sendable, Hashable, CaseIterable {
        case certificate
        case cms
        case timestamp
        case seal
        case sealSignature
    }

    package var subject: Subject
    /// The instant for which it is judged, in milliseconds.
    package var at: Int64
    package var use: CertificateUse
    /// The territory whose hall asks (GB/T 2260); nil when only the object itself is asked about.
    package var to: String?
    /// What it is to be recognised for there; nil means what `use` says.
    package var purpose: TrustUse?
    /// The trade that it is wanted for, such as `works`; nil means any.
    package var trade: String?
    /// What certificate policies the path must be valid for.
    package var policies: PolicyDemand
    /// The hash of the content that somebody named instead of giving it: its algorithm and the bytes.
    package var contentDigest: ContentDigest?
    /// The nonce of the OCSP or time-stamp request, in hexadecimal; nil when the answer was not asked for by
    /// whoever brings it.
    package var nonce: String?
    /// Whether a certificate must name its holder by a unified social credit code.
    package var demandsHolder: Bool

    package struct ContentDigest: Sendable, Hashable {
        package let algorithm: String
        package let bytes: [UInt8]
        package init(algorithm: String, bytes: [UInt8]) {
            self.algorithm = algorithm
            self.bytes = bytes
        }
    }

    package init(
        _ subject: Subject, at: Int64, use: CertificateUse = .any, to: String? = nil, trade: String? = nil,
        policies: PolicyDemand = PolicyDemand(), contentDigest: ContentDigest? = nil, nonce: String? = nil,
        demandsHolder: Bool = false, purpose: TrustUse? = nil
    ) {
        self.subject = subject
        self.at = at
        self.use = use
        self.to = to
        self.purpose = purpose
        self.trade = trade
        self.policies = policies
        self.contentDigest = contentDigest
        self.nonce = nonce
        self.demandsHolder = demandsHolder
    }

    package var json: JSON {
        var members: [String: JSON] = [
            "subject": .string(subject.rawValue), "at": .integer(at), "use": .string(use.rawValue),
            "demandsHolder": .bool(demandsHolder),
            "policies": .array(policies.policies.map { .string($0) }),
            "requireExplicitPolicy": .bool(policies.requireExplicitPolicy),
            "inhibitPolicyMapping": .bool(policies.inhibitPolicyMapping),
            "inhibitAnyPolicy": .bool(policies.inhibitAnyPolicy),
        ]
        members["to"] = to.map { .string($0) }
        members["purpose"] = purpose.map { .string($0.rawValue) }
        members["trade"] = trade.map { .string($0) }
        members["nonce"] = nonce.map { .string($0) }
        members["contentDigest"] = contentDigest.map {
            ["algorithm": .string($0.algorithm), "hex": .string($0.bytes.hex)]
        }
        return .object(members)
    }

    /// Reads what `json` wrote.
    package init(_ json: JSON, at path: String) throws(JSONError) {
        self = try Fields.read(json, at: path) { fields throws(JSONError) in
            let subject = try Self.choice("subject", Subject.self, &fields)
            let use = try Self.choice("use", CertificateUse.self, &fields)
            let policies = PolicyDemand(
                policies: try fields.strings("policies"),
                requireExplicitPolicy: try fields.bool("requireExplicitPolicy"),
                inhibitPolicyMapping: try fields.bool("inhibitPolicyMapping"),
                inhibitAnyPolicy: try fields.bool("inhibitAnyPolicy"))
            let digest = try fields.optionalObject("contentDigest") { inner throws(JSONError) in
                let algorithm = try inner.string("algorithm")
                guard let bytes = [UInt8](hex: try inner.string("hex")) else {
                    throw inner.refusal(
                        of: "hex", english: "must be hexadecimal digits", chinese: "必须是十六进制数字")
                }
                return ContentDigest(algorithm: algorithm, bytes: bytes)
            }
            let purpose = try fields.optionalString("purpose")
            guard purpose == nil || purpose.flatMap({ TrustUse(rawValue: $0) }) != nil else {
                throw fields.refusal(
                    of: "purpose", english: "is none of the known words", chinese: "不是已知的取值")
            }
            return Question(
                subject, at: try fields.integer("at"), use: use, to: try fields.optionalString("to"),
                trade: try fields.optionalString("trade"), policies: policies, contentDigest: digest,
                nonce: try fields.optionalString("nonce"), demandsHolder: try fields.bool("demandsHolder"),
                purpose: purpose.flatMap { TrustUse(rawValue: $0) })
        }
    }

    private static func choice<Value: RawRepresentable<String>>(
        _ name: String, _ type: Value.Type, _ fields: inout Fields
    ) throws(JSONError) -> Value {
        guard let value = Value(rawValue: try fields.string(name)) else {
            throw fields.refusal(of: name, english: "is none of the known words", chinese: "不是已知的取值")
        }
        return value
    }
}
