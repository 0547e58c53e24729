package import OpenSSL
package import StrictJSON

/// The path of one signer or certificate, judged: outcomes to put among those of the object that it signed, and the
/// facts that a report tells.
package struct PathJudging: Sendable {
    package let outcomes: [CheckOutcome]
    package let facts: [String: JSON]
    /// From the certificate to the anchor, as far as it could be built.
    package let chain: [Certificate]
    package let policies: PolicyOutcome?
    /// Whether the chain ends in one of the anchors.
    package let isComplete: Bool

    /// Judges a certificate's path at the instant and with the policies of the question.
    ///
    /// - Parameters:
    ///   - evidence: anchors, intermediates, lists and OCSP responses, each in DER.
    ///   - more: certificates that came inside the object; they help to build the path and are not trusted.
    /// - Throws: when OpenSSL runs out of memory or a policy is no OID; never because the path is bad.
    package init(
        _ certificate: Certificate, more: [Certificate] = [], _ question: Question, _ evidence: Evidence,
        _ policy: ValidationPolicy
    ) throws(OpenSSLError) {
        let found = try PathFacts(certificate, question, PathMaterial(evidence, more: more), policy)
        outcomes = CheckOutcome.run(PathChecks.all, on: found, policy)
        chain = found.chain.map(\.certificate)
        policies = found.policies
        isComplete = found.isComplete
        facts = found.json
    }
}

extension Judgement {
    /// Judges the certificate that is the subject of the evidence.
    ///
    /// - Throws: when OpenSSL runs out of memory or a policy is no OID; never because the certificate is bad.
    package static func certificate(
        _ question: Question, _ evidence: Evidence, _ policy: ValidationPolicy
    ) throws(OpenSSLError) -> Judgement {
        let praise = Remark.Remedy(
            chinese: "证书有效，证书链到达信任锚。", english: "The certificate is valid; its path leads to an anchor.")
        let certificate: Certificate
        do throws(OpenSSLError) {
            guard let bytes = evidence.only(.subject) else {
                throw OpenSSLError(operation: "find the one certificate that is asked about", reasons: [])
            }
            certificate = try Certificate(der: bytes)
        } catch {
            let remark = Remark(
                .formatBad, particulars: ["detail": "\(error)"], chinese: "这不是证书，或者已经损坏、不完整。",
                english: "This is no certificate, or a damaged or incomplete one.",
                remedy: .init(
                    chinese: "请给出PEM或者DER的证书文件（不是私钥文件）。",
                    english: "Give the certificate's own file, PEM or DER; not that of its key."))
            let outcome = CheckOutcome(
                id: "format.certificate", block: .format, source: "X.690 §10", state: .notOK,
                remarks: [remark], reason: nil)
            return Judgement(question, evidence, policy, outcomes: [outcome], facts: [:], praise: praise)
        }
        let path = try RecognisedPath(certificate, question, evidence, policy)
        return Judgement(
            question, evidence, policy, outcomes: path.outcomes, facts: path.facts, praise: praise)
    }
}

extension PathFacts {
    var json: [String: JSON] {
        var members: [String: JSON] = [
            "chain": .array(
                chain.map {
                    [
                        "sha256": .string($0.certificate.fingerprint.hex),
                        "subject": .string($0.certificate.subject),
                        "issuer": .string($0.certificate.issuer), "serial": .string($0.certificate.serial),
                        "notBefore": .integer($0.certificate.notBefore),
                        "notAfter": .integer($0.certificate.notAfter),
                        "key": .string($0.certificate.usableKeyAlgorithm), "anchor": .bool($0.isAnchor),
                    ]
                }),
            "revocation": .array(revocation),
        ]
        members["policySet"] = policies.map {
            [
                "authority": .array($0.authoritySet.map { .string($0) }),
                "user": .array($0.userSet.map { .string($0) }),
                "explicitPolicyRequired": .bool($0.isExplicitRequired), "accepted": .bool($0.isAccepted),
            ]
        }
        return members
    }

    private var revocation: [JSON] {
        var found: [JSON] = []
        for link in chain where !link.isAnchor {
            let subject = JSON.string(link.certificate.fingerprint.hex)
            for list in lists where list.depths.contains(link.depth) {
                let isRevoked = faults.contains { $0.code == 23 && $0.depth == link.depth }
                let isUsable = isListed(link.depth) || isRevoked
                found.append([
                    "cert": subject, "source": "crl", "digest": .string(list.list.fingerprint.hex),
                    "thisUpdate": .integer(list.list.thisUpdate),
                    "nextUpdate": list.list.nextUpdate.map { .integer($0) } ?? .null,
                    "age": .integer(question.at.clampedAdding(-list.list.thisUpdate) / 1_000),
                    "status": .string(isRevoked ? "revoked" : isUsable ? "good" : "unusable"),
                ])
            }
            for answer in link.depth < answers.count ? answers[link.depth] : [] {
                found.append([
                    "cert": subject, "source": "ocsp", "digest": .string(answer.digest.hex),
                    "thisUpdate": .integer(answer.thisUpdate), "producedAt": .integer(answer.producedAt),
                    "nextUpdate": answer.nextUpdate.map { .integer($0) } ?? .null,
                    "age": .integer(question.at.clampedAdding(-answer.thisUpdate) / 1_000),
                    "status": .string(answer.status),
                ])
            }
        }
        return found
    }
}

extension OCSPAnswer {
    fileprivate var status: String {
        switch verdict {
        case .good: "good"
        case .revoked: "revoked"
        case .unknown: "unknown"
        case .unusable: "unusable"
        }
    }
}
