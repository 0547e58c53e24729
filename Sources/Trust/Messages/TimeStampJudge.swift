internal import OpenSSL
internal import StrictJSON

/// Judges a time-stamp token, or the response that holds one (RFC 3161).
package enum TimeStampJudge {
    /// - Parameters:
    ///   - evidence: the token or response as `subject` in DER, and what it is said to stamp as `content` unless the
    ///     question names its digest.
    /// - Throws: when the evidence has no single subject, or an anchor or list in it cannot be read.
    package static func judge(
        _ question: Question, _ evidence: Evidence, _ policy: ValidationPolicy
    ) throws(TrustFault) -> Judgement {
        guard let subject = evidence.only(.subject) else {
            throw TrustFault("The evidence must hold one time stamp as its subject")
        }
        let opened: Opened
        do throws(OpenSSLError) {
            opened = try Opened(subject)
        } catch {
            let outcomes = CheckOutcome.run([readable], on: error, policy)
            return Judgement(
                question, evidence, policy, outcomes: outcomes, facts: [:],
                praise: .init(chinese: "", english: ""))
        }
        let embedded = opened.message.certificates.compactMap { try? Certificate(der: $0) }
        let material = SignerPath.Material(evidence, embedded: embedded, lists: opened.message.lists)
        let signer = SignerFacts(
            opened.signer, content: opened.message.content, type: opened.message,
            candidates: embedded + material.intermediates + material.anchors, demandsCertificateName: true)
        let facts = StampFacts(
            info: opened.info, certificate: signer.certificate, question: question,
            content: evidence.only(.content))
        var outcomes =
            CheckOutcome.run(SignerChecks.all, on: signer, policy)
            + CheckOutcome.run(StampChecks.all, on: facts, policy)
        var chain: [[UInt8]] = []
        if let certificate = signer.certificate {
            let path = try SignerPath(
                of: certificate, material, question, at: question.at, use: .timestamp, policy)
            outcomes += path.outcomes
            chain = path.chain
        }
        let name = signer.certificate.map { $0.organisation ?? $0.commonName ?? $0.subject } ?? "?"
        let time = Instant.words(opened.info.time)
        return Judgement(
            question, evidence, policy, outcomes: outcomes,
            facts: [
                "timestamp": opened.info.json, "signers": [signer.json],
                "chain": .array(chain.map { .string("sha256:" + $0.hex) }),
            ],
            praise: .init(
                chinese: "时间戳有效：“\(name)”证明该数据在 \(time) 已经存在。",
                english: "The time stamp is valid: \(name) attests that the data existed at \(time)."))
    }

    /// A token taken apart.
    private struct Opened {
        let message: OpenSSL.SignedData
        let signer: SignerInfo
        let info: TimeStampInfo

        init(_ bytes: [UInt8]) throws(OpenSSLError) {
            let token = TimeStampToken.isResponse(bytes) ? try TimeStampToken.token(inResponse: bytes) : bytes
            let message = try OpenSSL.SignedData(token, limit: TimeStampToken.limit)
            let operation = "read a time-stamp token"
            guard message.contentTypeName == "1.2.840.113549.1.9.16.1.4", let content = message.content else {
                throw OpenSSLError(
                    operation: operation,
                    reasons: ["it is a signed message of another kind, and no time stamp"])
            }
            guard message.signers.count == 1, let signer = message.signers.first else {
                throw OpenSSLError(operation: operation, reasons: ["it must have exactly one signer"])
            }
            self.message = message
            self.signer = signer
            info = try TimeStampInfo(der: content)
        }
    }

    private static let readable = Check<OpenSSLError>("format.timestamp", .format, source: "RFC 3161 §2.4.2")
    {
        error in
        let reasons = error.reasons
        return .wrong([
            Remark(
                .messageMalformed, chinese: "文件不是时间戳，或者没有签发时间戳：\(reasons.joined(separator: "；"))。",
                english: "The file is no time stamp that was granted: \(reasons.joined(separator: "; ")).")
        ])
    }
}

/// What a token says, beside what is known otherwise.
struct StampFacts: Sendable {
    let info: TimeStampInfo
    let certificate: Certificate?
    let question: Question
    let content: [UInt8]?
}

enum StampChecks {
    static let all: [Check<StampFacts>] = [
        check("timestamp.imprintAlgorithm", "RFC 3161 §2.4.1") { facts in
            guard facts.info.imprintAlgorithm == nil else { return nil }
            return Remark(
                .algorithmWeak, particulars: ["algorithm": facts.info.imprintName],
                chinese: "时间戳的摘要算法不是SHA-256、SHA-384、SHA-512或者SM3。",
                english: "The imprint is by another digest than SHA-256, SHA-384, SHA-512 and SM3.")
        },
        check("timestamp.imprint", "RFC 3161 §2.4.2") { facts in
            guard let isSame = isSame(facts), !isSame else { return nil }
            return Remark(
                .imprintMismatch, particulars: ["imprint": facts.info.imprint.hex],
                chinese: "时间戳是对别的数据作出的。", english: "The time stamp is over something else.")
        },
        check("timestamp.content", "RFC 3161 §2.4.2") { facts in
            guard isSame(facts) == nil else { return nil }
            return Remark(
                .contentMissing, chinese: "没有给出所针对的数据，未核对时间戳的摘要。",
                english: "The data was not given, so the imprint was compared with nothing.",
                remedy: .init(
                    chinese: "用--content或者--digest给出。", english: "Give it with --content or --digest."))
        },
        check("timestamp.extensions", "RFC 3161 §2.4.2") { facts in
            guard facts.info.hasCriticalExtension else { return nil }
            return Remark(
                .criticalExtension, chinese: "时间戳含有不能识别的关键扩展。",
                english: "The time stamp has a critical extension that is not understood.")
        },
        check("timestamp.purpose", "RFC 3161 §2.3") { facts in
            guard let certificate = facts.certificate, !certificate.isForTimeStamping else { return nil }
            return Remark(
                .keyUsage, object: certificate.fingerprint,
                chinese: "“\(certificate.subject)”的证书不是专用于时间戳的（扩展密钥用途须为关键且仅有timeStamping）。",
                english:
                    "The certificate of \(certificate.subject) is not for time-stamping alone: its extended key usage must be critical and nothing else."
            )
        },
        check("timestamp.authorityName", "RFC 3161 §2.4.2") { facts in
            guard let named = facts.info.authorityName, let certificate = facts.certificate,
                named != certificate.subjectDER
            else { return nil }
            return Remark(
                .signatureConstraints, object: certificate.fingerprint, chinese: "时间戳所称的机构不是其签名人。",
                english: "The time stamp names another authority than its signer.")
        },
        check("timestamp.nonce", "RFC 3161 §2.4.2") { facts in
            guard let nonce = facts.question.nonce, nonce != facts.info.nonce else { return nil }
            return Remark(
                .timeStampNonce, chinese: "时间戳的随机数与请求中的不同。",
                english: "The time stamp does not carry the nonce of the request.")
        },
        check("timestamp.order", "EN 319 102-1 §5.4") { facts in
            let latest = facts.question.at.addingReportingOverflow(facts.info.accuracy ?? 0)
            guard !latest.overflow, facts.info.time > latest.partialValue else { return nil }
            return Remark(
                .timeStampOrder,
                chinese: "时间戳的时间 \(Instant.words(facts.info.time)) 晚于核验的时间。",
                english:
                    "The time stamp is of \(Instant.words(facts.info.time)), later than the time asked about."
            )
        },
        check("timestamp.validity", "RFC 3161 §4.3") { facts in
            guard let certificate = facts.certificate,
                !(certificate.notBefore <= facts.info.time && facts.info.time <= certificate.notAfter)
            else { return nil }
            return Remark(
                facts.info.time < certificate.notBefore ? .certNotYetValid : .certExpired,
                object: certificate.fingerprint, chinese: "时间戳的时间不在其机构证书的有效期内。",
                english: "The time stamp is of a time at which its authority's certificate was not valid.")
        },
    ]

    /// Whether the imprint is that of the content or digest; nil when neither was given.
    private static func isSame(_ facts: StampFacts) -> Bool? {
        let content = facts.content.map { content in
            facts.info.imprintAlgorithm.map { Digest.hash($0, content) } == facts.info.imprint
        }
        let digest = facts.question.contentDigest.map { given in
            facts.info.imprint == given.bytes
                && (given.algorithm.isEmpty || facts.info.imprintAlgorithm?.rawValue == given.algorithm)
        }
        switch (content, digest) {
        case (let first?, let second?): return first && second
        case (let one?, nil), (nil, let one?): return one
        case (nil, nil): return nil
        }
    }

    private static func check(
        _ id: String, _ source: String, _ judge: @escaping @Sendable (StampFacts) -> Remark?
    ) -> Check<StampFacts> {
        Check(id, .timestamp, source: source) { facts in judge(facts).map { .wrong([$0]) } ?? .fine }
    }
}

extension TimeStampInfo {
    var json: JSON {
        [
            "time": .integer(time), "accuracyMs": accuracy.map { .integer($0) } ?? .null,
            "ordering": .bool(ordering), "serial": .string(serial), "policy": .string(policy),
            "nonce": nonce.map { .string($0) } ?? .null,
            "imprint": [
                "algorithm": .string(imprintAlgorithm?.rawValue ?? imprintName), "hex": .string(imprint.hex),
            ],
        ]
    }
}
