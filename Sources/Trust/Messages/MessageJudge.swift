internal import OpenSSL
internal import StrictJSON

/// Judges a CMS SignedData: every signature in it, each signer's path, and the time stamps over the signatures.
package enum MessageJudge {
    /// The longest message that is judged, in bytes.
    package static let limit = 64 << 20

    /// - Parameters:
    ///   - evidence: the message as `subject` in DER or streamed BER, its `content` when it is detached, anchors,
    ///     intermediates, lists. Certificates in the message help to build paths and are not trusted.
    /// - Throws: when the evidence has no single subject, or an anchor or list in it cannot be read.
    package static func judge(
        _ question: Question, _ evidence: Evidence, _ policy: ValidationPolicy
    ) throws(TrustFault) -> Judgement {
        guard let subject = evidence.only(.subject) else {
            throw TrustFault("The evidence must hold one message as its subject")
        }
        let read: Result<OpenSSL.SignedData, OpenSSLError>
        do throws(OpenSSLError) {
            read = .success(try OpenSSL.SignedData(subject, limit: limit))
        } catch {
            read = .failure(error)
        }
        var outcomes = CheckOutcome.run(
            [format], on: FormatFacts(read: read, isEncrypted: OpenSSL.SignedData.isEncrypted(subject)),
            policy)
        guard case .success(let message) = read, !message.signers.isEmpty else {
            return Judgement(question, evidence, policy, outcomes: outcomes, facts: [:], praise: praise([]))
        }
        let content = message.content ?? evidence.only(.content)
        outcomes += CheckOutcome.run(
            [contentGiven],
            on: ContentFacts(inside: message.content, beside: evidence.only(.content)), policy)

        let embedded = message.certificates.compactMap { try? Certificate(der: $0) }
        let lists = message.lists + message.signers.flatMap(\.revocationLists)
        let material = SignerPath.Material(evidence, embedded: embedded, lists: lists)
        var signers: [JSON] = []
        var names: [String] = []
        for signer in message.signers {
            let facts = SignerFacts(
                signer, content: content, type: message,
                candidates: embedded + material.intermediates + material.anchors)
            let judged = try judge(facts, material, question, evidence, policy)
            outcomes += judged.outcomes
            signers.append(judged.json)
            names.append(facts.certificate.map { $0.organisation ?? $0.commonName ?? $0.subject } ?? "?")
        }
        return Judgement(
            question, evidence, policy, outcomes: outcomes,
            facts: [
                "message": [
                    "dialect": .string(message.dialect == .gm ? "GM/T 0010" : "CMS"),
                    "contentType": .string(message.contentTypeName),
                    "detached": .bool(message.content == nil),
                    "contentSha256": content.map { .string(Digest.sha256($0).hex) } ?? .null,
                ],
                "signers": .array(signers),
            ], praise: praise(names))
    }

    /// One signature with its path and its time stamps.
    private static func judge(
        _ facts: SignerFacts, _ material: SignerPath.Material, _ question: Question, _ evidence: Evidence,
        _ policy: ValidationPolicy
    ) throws(TrustFault) -> (outcomes: [CheckOutcome], json: JSON) {
        var outcomes = CheckOutcome.run(SignerChecks.all, on: facts, policy)
        var chain: [[UInt8]] = []
        var stamps: [JSON] = []
        var best: Int64?
        if let certificate = facts.certificate {
            var proven: [Int64] = []
            for token in facts.signer.timeStamps {
                let stamp = try StampOnSignature(token, facts.signer.signature, evidence, question, policy)
                outcomes += CheckOutcome.run([StampOnSignature.check], on: stamp, policy)
                stamps.append(stamp.json)
                if let time = stamp.provenTime { proven.append(time) }
            }
            best = proven.min()
            let use: CertificateUse = question.use
            var path = try SignerPath(of: certificate, material, question, at: question.at, use: use, policy)
            if !path.passed, let best {
                // What was in force when the signature is proven to have existed counts (EN 319 102-1 §5.6).
                let then = try SignerPath(of: certificate, material, question, at: best, use: use, policy)
                if then.passed { path = then }
            }
            outcomes += path.outcomes
            chain = path.chain
        }
        guard case .object(var members) = facts.json else { return (outcomes, facts.json) }
        members["chain"] = .array(chain.map { .string("sha256:" + $0.hex) })
        members["timeStamps"] = .array(stamps)
        members["bestSignatureTime"] = best.map { .integer($0) } ?? .null
        members["holds"] = .bool(outcomes.allSatisfy { $0.state != .notOK })
        return (outcomes, .object(members))
    }

    private struct FormatFacts: Sendable {
        let read: Result<OpenSSL.SignedData, OpenSSLError>
        let isEncrypted: Bool
    }

    private static let format = Check<FormatFacts>("format.message", .format, source: "RFC 5652 §5.1") {
        facts in
        if facts.isEncrypted {
            return .wrong([
                Remark(
                    .notSigned, chinese: "这是加密的消息，其外没有可以核验的签名。",
                    english: "This is an encrypted message, and carries no signature that shows.",
                    remedy: .init(
                        chinese: "先用“tradehall cms decrypt”解密，再核验其中的消息。",
                        english: "Decrypt it with \"tradehall cms decrypt\" and verify what is inside."))
            ])
        }
        switch facts.read {
        case .failure(let error):
            return .wrong([
                Remark(
                    .messageMalformed, chinese: "文件不是规定格式的CMS签名消息：\(error.reasons.joined(separator: "；"))。",
                    english:
                        "The file is no CMS SignedData in its prescribed form: \(error.reasons.joined(separator: "; "))."
                )
            ])
        case .success(let message) where message.signers.isEmpty:
            return .wrong([
                Remark(.notSigned, chinese: "消息里没有签名。", english: "The message holds no signature.")
            ])
        case .success: return .fine
        }
    }

    private struct ContentFacts: Sendable {
        let inside: [UInt8]?
        let beside: [UInt8]?
    }

    private static let contentGiven = Check<ContentFacts>(
        "signature.contentGiven", .signature, source: "RFC 5652 §5.2"
    ) {
        facts in
        switch (facts.inside, facts.beside) {
        case (nil, nil):
            return .wrong([
                Remark(
                    .contentMissing, chinese: "消息不含原文，也没有另外给出。",
                    english: "The message does not carry its content, and it was not given.",
                    remedy: .init(chinese: "用--content给出原文。", english: "Give it with --content."))
            ])
        case (let inside?, let beside?) where inside != beside:
            return .wrong([
                Remark(
                    .contentChanged, chinese: "消息所含的原文与给出的文件不同。",
                    english: "The message carries other content than the file that was given.")
            ])
        case (nil, _?), (_?, nil), (_?, _?): return .fine
        }
    }

    private static func praise(_ names: [String]) -> Remark.Remedy {
        let all = names.joined(separator: ", ")
        return .init(
            chinese: "\(names.count)个签名全部有效：\(all)。",
            english: names.count == 1
                ? "The signature of \(all) is valid." : "All \(names.count) signatures are valid: \(all)."
        )
    }
}

/// A time stamp over a signature, and whether it proves when the signature existed.
private struct StampOnSignature: Sendable {
    let judgement: Judgement
    /// Milliseconds; nil when it proves nothing.
    let provenTime: Int64?

    init(
        _ token: [UInt8], _ signature: [UInt8], _ evidence: Evidence, _ question: Question,
        _ policy: ValidationPolicy
    ) throws(TrustFault) {
        var own = Evidence(evidence.items.filter { [.anchor, .intermediate, .crl, .ocsp].contains($0.role) })
        own.add(.subject, token)
        own.add(.content, signature)
        judgement = try TimeStampJudge.judge(
            Question(.timestamp, at: question.at, use: .timestamp), own, policy)
        if judgement.passed, case .object(let stamp)? = judgement.facts["timestamp"],
            case .integer(let time)? = stamp["time"]
        {
            provenTime = time
        } else {
            provenTime = nil
        }
    }

    var json: JSON {
        [
            "indication": .string(judgement.indication.rawValue), "code": .string(judgement.code.rawValue),
            "timestamp": judgement.facts["timestamp"] ?? .null,
        ]
    }

    /// A bad time stamp does not spoil the signature; it proves nothing about its time.
    static let check = Check<StampOnSignature>("timestamp.onSignature", .timestamp, source: "RFC 3161") {
        stamp in
        guard let remark = stamp.judgement.deciding else { return .fine }
        return .wrong([
            Remark(
                remark.code, object: remark.object, chinese: "签名上的时间戳不能证明签名时间：\(remark.chinese)",
                english: "The time stamp over the signature proves nothing: \(remark.english)")
        ])
    }
}
