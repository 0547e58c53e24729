package import OpenSSL
package import StrictJSON

/// What a certificate is wanted for.
package enum CertificateUse: String, Sendable, Hashable {
    /// Signing acts: digitalSignature or nonRepudiation.
    case sign
    /// Receiving secrets: keyAgreement, or keyEncipherment for RSA.
    case encrypt
    /// Signing RFC 3161 tokens: timeStamping and nothing else.
    case timestamp
    /// The path alone, whatever the key may be used for.
    case any
}

/// A revocation list that a judgement looked at.
package struct ListUsed: Sendable, Hashable {
    /// SHA-256 of its DER.
    package let digest: [UInt8]
    package let issuer: String
    /// Milliseconds.
    package let thisUpdate: Int64
    package let nextUpdate: Int64?
}

/// One thing that was wrong.
package struct VerdictReason: Sendable, Hashable {
    package let code: VerdictCode
    /// The certificate at fault, by fingerprint.
    package let certificate: [UInt8]
    /// What the library said, for the technician.
    package let detail: String
}

/// The part of a verdict that holds over a span of time, and is shared by all verdicts within it.
package final class Finding: Sendable {
    package let use: CertificateUse
    package let indication: Indication
    package let code: VerdictCode
    /// Everything that was wrong; the deciding reason is `code`.
    package let reasons: [VerdictReason]
    package let certificate: Certificate
    /// Fingerprints, from the certificate to the root, as far as the path could be built.
    package let chain: [[UInt8]]
    /// The territory whose root the path ends in (GB/T 2260); nil when there is none.
    package let territory: String?
    /// The lists of the issuers on the path.
    package let lists: [ListUsed]
    /// Who the certificate belongs to; nil when it does not say in the way that is demanded.
    package let holder: Holder?
    /// `TrustAnchors.digest` of what it was judged against.
    package let anchors: [UInt8]
    /// One sentence each, naming the holder and the CA.
    package let chinese: String
    package let english: String

    init(
        use: CertificateUse, code: VerdictCode, reasons: [VerdictReason], certificate: Certificate,
        chain: [[UInt8]], territory: String?, lists: [ListUsed], holder: Holder?, anchors: [UInt8],
        words: VerdictWords
    ) {
        self.use = use
        indication = code.indication
        self.code = code
        self.reasons = reasons
        self.certificate = certificate
        self.chain = chain
        self.territory = territory
        self.lists = lists
        self.holder = holder
        self.anchors = anchors
        chinese = words.chinese
        english = words.english
    }
}

/// A judgement on a certificate at an instant: the same inputs give the same bytes.
package struct Verdict: Sendable {
    /// The instant it was judged for, in milliseconds.
    package let at: Int64
    package let finding: Finding

    package var indication: Indication { finding.indication }
    package var code: VerdictCode { finding.code }
    package var passed: Bool { finding.indication == .passed }
    package var holder: Holder? { finding.holder }
    package var territory: String? { finding.territory }
    package var chain: [[UInt8]] { finding.chain }
    package var lists: [ListUsed] { finding.lists }
    package var chinese: String { finding.chinese }
    package var english: String { finding.english }

    /// The verdict as it is stored with an act.
    package var json: JSON {
        let finding = self.finding
        return [
            "version": 1,
            "at": .integer(at),
            "use": .string(finding.use.rawValue),
            "indication": .string(finding.indication.rawValue),
            "subIndication": finding.code.subIndication.map { .string($0) } ?? .null,
            "code": .string(finding.code.rawValue),
            "subject": .string(finding.certificate.fingerprint.hex),
            "issuer": .string(finding.certificate.issuer),
            "serial": .string(finding.certificate.serial),
            "territory": finding.territory.map { .string($0) } ?? .null,
            "chain": .array(finding.chain.map { .string($0.hex) }),
            "lists": .array(
                finding.lists.map {
                    [
                        "digest": .string($0.digest.hex), "issuer": .string($0.issuer),
                        "thisUpdate": .integer($0.thisUpdate),
                        "nextUpdate": $0.nextUpdate.map { .integer($0) } ?? .null,
                    ]
                }),
            "anchors": .string(finding.anchors.hex),
            "holder": finding.holder.map { ["uscc": .string($0.uscc.text), "name": .string($0.name)] }
                ?? .null,
            "reasons": .array(
                finding.reasons.map {
                    [
                        "code": .string($0.code.rawValue), "certificate": .string($0.certificate.hex),
                        "detail": .string($0.detail),
                    ]
                }),
            "zh": .string(finding.chinese),
            "en": .string(finding.english),
        ]
    }

    /// The canonical bytes of `json`.
    package var canonicalBytes: [UInt8] { json.canonicalBytes() }
}
