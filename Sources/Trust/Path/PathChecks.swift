internal import DER
internal import OpenSSL

/// The checks of a path, in the order in which a report tells them.
enum PathChecks {
    static let all: [Check<PathFacts>] =
        [format, complete] + openSSL + [identifier, policies, signatures, keys] + ProfileChecks.all
        + [revoked, covered, given, budget]

    static func place(_ facts: PathFacts, _ depth: Int) -> (name: String, object: [UInt8]?) {
        guard depth >= 0, depth < facts.chain.count else { return ("?", nil) }
        return (facts.chain[depth].name, facts.chain[depth].certificate.fingerprint)
    }

    /// OpenSSL's own findings, a check for each kind of code.
    private static let openSSL: [Check<PathFacts>] = [
        fault("path.signature", .path, "RFC 5280 §6.1.3", [.signatureBad]),
        fault("path.chain", .path, "RFC 5280 §6.1", [.chainIncomplete]),
        fault("path.validity", .path, "RFC 5280 §6.1.3", [.certExpired, .certNotYetValid, .caOutOfDate]),
        fault("path.constraints", .path, "RFC 5280 §6.1.4", [.chainConstraints]),
        fault("path.criticalExtension", .path, "RFC 5280 §4.2", [.criticalExtension]),
        fault("path.policy", .policy, "RFC 5280 §6.1.5", [.policyNotAccepted]),
        fault("path.strength", .algorithm, "SP 800-57", [.algorithmWeak]),
        fault("revocation.status", .revocation, "RFC 5280 §6.3", [.certRevoked, .caRevoked]),
        fault("revocation.listSignature", .revocation, "RFC 5280 §6.3.3", [.crlSignatureBad]),
        fault(
            "revocation.list", .revocation, "RFC 5280 §6.3", [.crlMissing, .crlStale, .crlNotYetValid]),
        fault("path.other", .path, "RFC 5280 §6", [.pathRefused]),
    ]

    private static func fault(
        _ id: String, _ block: Block, _ source: String, _ codes: Set<VerdictCode>
    ) -> Check<PathFacts> {
        Check(id, block, source: source) { facts in
            let found = facts.faults.filter { codes.contains(facts.code(of: $0)) && facts.counts($0) }
            guard !found.isEmpty else { return .fine }
            return .wrong(
                found.map { fault in
                    let code = facts.code(of: fault)
                    let (name, object) = place(facts, fault.depth)
                    let words = FaultWords(code, name: name, detail: fault.words)
                    return Remark(
                        code, object: object,
                        particulars: [
                            "openssl": "\(fault.code)", "depth": "\(fault.depth)", "detail": fault.words,
                            "name": name,
                        ], chinese: words.chinese, english: words.english, remedy: words.remedy)
                })
        }
    }

    private static let format = Check<PathFacts>("format.evidence", .format, source: "X.690 §10") { facts in
        guard !facts.unreadable.isEmpty else { return .fine }
        return .wrong(
            facts.unreadable.map {
                Remark(
                    .formatBad, object: $0.digest,
                    particulars: ["role": $0.role.rawValue, "detail": $0.words],
                    chinese: "所给的一份材料（\($0.role.rawValue)）不能读取：\($0.words)。",
                    english: "A piece of what was given (\($0.role.rawValue)) cannot be read: \($0.words)")
            })
    }

    private static let complete = Check<PathFacts>("path.anchor", .path, source: "RFC 5280 §6.1") { facts in
        guard !facts.isComplete else { return .fine }
        let top = facts.chain.last
        let name = top?.certificate.issuerShortName ?? "?"
        return .wrong([
            Remark(
                .chainIncomplete, object: top?.certificate.fingerprint, particulars: ["issuer": name],
                chinese: "证书链没有到达任何信任锚：找不到“\(name)”。",
                english: "The path leads to no anchor: “\(name)” was not found among what was given.",
                remedy: .init(
                    chinese: "请附上缺少的中间证书，或确认该CA受信任。",
                    english: "Give the missing CA certificate, or make sure that this CA is trusted."))
        ])
    }

    /// An SM2 signature that fails and would hold under another identifier is told as that.
    private static let identifier = Check<PathFacts>(
        "signature.sm2Identifier", .signature, source: "GM/T 0009 §7, GB/T 35276"
    ) { facts in
        var found: [Remark] = []
        func remark(_ name: String, _ object: [UInt8], _ isList: Bool) -> Remark {
            Remark(
                .sm2IdentifierMismatch, object: object, particulars: ["name": name],
                chinese: "“\(name)”的\(isList ? "吊销列表" : "证书")的SM2签名只在其他标识（如空标识）下成立，而不是规定的1234567812345678。",
                english:
                    "The SM2 signature on the \(isList ? "revocation list" : "certificate") of “\(name)” holds only under another identifier (such as the empty one), not under 1234567812345678.",
                remedy: .init(
                    chinese: "请由该CA用规定的标识重新签发。",
                    english: "Ask that CA to sign it under the prescribed identifier."))
        }
        for fault in facts.faults where fault.code == 7 && fault.depth + 1 < facts.chain.count {
            let link = facts.chain[fault.depth]
            if case .otherIdentifier = link.certificate.judgeSignature(
                by: facts.chain[fault.depth + 1].certificate)
            {
                found.append(remark(link.name, link.certificate.fingerprint, false))
            }
        }
        for link in facts.chain where link.certificate.isSelfSigned && link.isAnchor {
            if case .otherIdentifier = link.certificate.judgeSignature(by: link.certificate) {
                found.append(remark(link.name, link.certificate.fingerprint, false))
            }
        }
        for list in facts.lists
        where facts.faults.contains(where: { $0.code == 8 && $0.list == list.list.fingerprint }) {
            for issuer in facts.chain {
                if case .otherIdentifier = list.list.judgeSignature(by: issuer.certificate) {
                    found.append(remark(list.list.issuer, list.list.fingerprint, true))
                    break
                }
            }
        }
        return found.isEmpty ? .fine : .wrong(found)
    }

    private static let policies = Check<PathFacts>("policy.graph", .policy, source: "RFC 9618 §5") { facts in
        guard let policies = facts.policies else { return .notRun("the path is not complete") }
        guard !policies.isAccepted else { return .fine }
        return .wrong([
            Remark(
                .policyNotAccepted,
                particulars: ["authoritySet": policies.authoritySet.joined(separator: " ")],
                chinese: "证书链不符合所要求的证书策略。",
                english: "The path is valid for none of the certificate policies that are demanded.",
                remedy: nil)
        ])
    }

    private static let signatures = Check<PathFacts>(
        "algorithm.signature", .algorithm, source: "docs/cert-verify.md"
    ) { facts in
        var found: [Remark] = []
        for link in facts.chain {
            // Nothing rests on the signature of an anchor.
            guard !link.isAnchor || link.isTarget, let read = link.read else { continue }
            if let trouble = AlgorithmRules.trouble(read) {
                found.append(weak(link.name, link.certificate.fingerprint, trouble))
            }
        }
        for list in facts.lists {
            guard let read = try? list.parsed.get() else { continue }
            if let trouble = AlgorithmRules.signatureTrouble(Array(read.outerAlgorithm.encoding)) {
                found.append(weak(list.list.issuer, list.list.fingerprint, trouble))
            }
        }
        return found.isEmpty ? .fine : .wrong(found)
    }

    private static let keys = Check<PathFacts>("algorithm.key", .algorithm, source: "docs/cert-verify.md") {
        facts in
        let found = facts.chain.compactMap { link in
            AlgorithmRules.keyTrouble(link.certificate.usableKeyAlgorithm).map {
                weak(link.name, link.certificate.fingerprint, $0)
            }
        }
        return found.isEmpty ? .fine : .wrong(found)
    }

    private static func weak(_ name: String, _ object: [UInt8], _ trouble: String) -> Remark {
        Remark(
            .algorithmWeak, object: object, particulars: ["detail": trouble, "name": name],
            chinese: "“\(name)”所用的算法或密钥不被接受（\(trouble)）。",
            english: "The algorithm or key of “\(name)” is not acceptable: \(trouble).")
    }

    private static let budget = Check<PathFacts>("path.budget", .path, source: "docs/cert-verify.md") {
        facts in
        guard facts.isBudgetSpent else { return .fine }
        return .wrong([
            Remark(
                .budgetSpent, chinese: "所给的中间证书超过\(PathMaterial.mostCertificates)份。",
                english: "More than \(PathMaterial.mostCertificates) intermediate certificates were given.")
        ])
    }
}

extension Certificate {
    /// The kind of its key by way of `publicKey()`, which knows SM2 keys by both of their names.
    var usableKeyAlgorithm: String { (try? publicKey())?.algorithm ?? "unknown" }
}
