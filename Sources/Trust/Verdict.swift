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

    var json: JSON {
        [
            "digest": .string(digest.hex), "issuer": .string(issuer), "thisUpdate": .integer(thisUpdate),
            "nextUpdate": nextUpdate.map { .integer($0) } ?? .null,
        ]
    }
}

/// One thing that was wrong.
package struct VerdictReason: Sendable, Hashable {
    package let code: VerdictCode
    /// The certificate at fault, by fingerprint.
    package let certificate: [UInt8]
    /// What the library said, for the technician.
    package let detail: String

    var json: JSON {
        [
            "code": .string(code.rawValue), "certificate": .string(certificate.hex),
            "detail": .string(detail),
        ]
    }
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
    /// All of it as JSON, and the canonical bytes of that. Many acts rest on one finding, so that a store may
    /// keep it once, by its `digest`.
    package let json: JSON
    package let canonicalBytes: [UInt8]
    /// SHA-256 of `canonicalBytes`.
    package let digest: [UInt8]

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
        json = [
            "use": .string(use.rawValue),
            "indication": .string(code.indication.rawValue),
            "subIndication": code.subIndication.map { .string($0) } ?? .null,
            "code": .string(code.rawValue),
            "subject": .string(certificate.fingerprint.hex),
            "issuer": .string(certificate.issuer),
            "serial": .string(certificate.serial),
            "territory": territory.map { .string($0) } ?? .null,
            "chain": .array(chain.map { .string($0.hex) }),
            "lists": .array(lists.map(\.json)),
            "anchors": .string(anchors.hex),
            "holder": holder.map { ["uscc": .string($0.uscc.text), "name": .string($0.name)] } ?? .null,
            "reasons": .array(reasons.map(\.json)),
            "zh": .string(words.chinese),
            "en": .string(words.english),
        ]
        canonicalBytes = json.canonicalBytes()
        digest = Digest.sha256(canonicalBytes)
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

    /// The verdict as it is stored with an act: the instant, and the finding that holds at it.
    package var json: JSON { ["at": .integer(at), "finding": finding.json, "version": 1] }

    /// The canonical bytes of `json`, put together from what the finding has ready.
    package var canonicalBytes: [UInt8] {
        var bytes = Array("{\"at\":\(at),\"finding\":".utf8)
        bytes += finding.canonicalBytes
        bytes += Array(",\"version\":1}".utf8)
        return bytes
    }
}
