internal import OpenSSL

extension PathFacts {
    func code(of fault: PathFault) -> VerdictCode {
        // Not a fault of the chain, but of a list that nobody on it may sign.
        if fault.code == 35 { return .crlSignatureBad }
        return VerdictCode(fault)
    }

    /// Whether what OpenSSL found counts: nothing is asked of a list for the anchor, nor for a certificate that a
    /// good OCSP answer speaks for, except that neither may be revoked.
    func counts(_ fault: PathFault) -> Bool {
        guard fault.list != nil || [3, 33, 44, 54].contains(fault.code), fault.code != 23 else { return true }
        return !isAnchor(fault.depth) && !isSpokenFor(fault.depth)
    }

    private func isAnchor(_ depth: Int) -> Bool { depth < chain.count && chain[depth].isAnchor }

    /// Whether a revocation list was taken for the certificate at this depth, and nothing found wrong with it.
    func isListed(_ depth: Int) -> Bool {
        lists.contains { $0.depths.contains(depth) }
            && !faults.contains {
                $0.depth == depth && ($0.list != nil || [3, 8, 11, 12, 33, 44, 54].contains($0.code))
            }
    }
}

extension PathChecks {
    static let revoked = Check<PathFacts>("revocation.ocsp", .revocation, source: "RFC 6960 §2.2, §4.2.2") {
        facts in
        var found: [Remark] = []
        for link in facts.chain where link.depth < facts.answers.count {
            for answer in facts.answers[link.depth] {
                guard let remark = remark(on: answer, link, facts) else { continue }
                found.append(remark)
            }
        }
        return found.isEmpty ? .fine : .wrong(found)
    }

    private static func remark(on answer: OCSPAnswer, _ link: PathLink, _ facts: PathFacts) -> Remark? {
        let isCovered = facts.isSpokenFor(link.depth) || facts.isListed(link.depth)
        switch answer.verdict {
        case .good: return nil
        case .revoked(let at, let reason):
            let why = reason.flatMap { reasons[$0] } ?? ("未说明", "unspecified")
            return Remark(
                link.isTarget ? .certRevoked : .caRevoked, object: link.certificate.fingerprint,
                particulars: ["at": "\(at)", "reason": why.1, "ocsp": answer.digest.hex],
                chinese: "OCSP响应说明“\(link.name)”已于\(Instant.words(at))被吊销（原因：\(why.0)）。",
                english:
                    "OCSP says that “\(link.name)” was revoked at \(Instant.words(at)) (reason: \(why.1)).",
                remedy: reason == 6
                    ? .init(
                        chinese: "证书被暂停；请向该CA申请恢复。",
                        english: "It is on hold; ask that CA to release it.")
                    : nil)
        case .unknown:
            return Remark(
                .revocationUnknown, object: link.certificate.fingerprint,
                particulars: ["ocsp": answer.digest.hex],
                chinese: "OCSP响应者不知道“\(link.name)”。",
                english: "The OCSP responder does not know “\(link.name)”.",
                remedy: .init(
                    chinese: "请向该CA查询，或提供吊销列表。",
                    english: "Ask that CA, or give its revocation list."))
        case .unusable(let code, let words):
            guard !isCovered else { return nil }
            return Remark(
                code, object: link.certificate.fingerprint,
                particulars: ["ocsp": answer.digest.hex, "detail": words],
                chinese: "关于“\(link.name)”的OCSP响应不可用（\(words)）。",
                english: "The OCSP response about “\(link.name)” cannot be used: \(words).",
                remedy: .init(chinese: "请提供新的响应或吊销列表。", english: "Give a new response or a revocation list."))
        }
    }

    /// CRLReason (RFC 5280 §5.3.1).
    private static let reasons: [Int64: (String, String)] = [
        0: ("未说明", "unspecified"), 1: ("密钥泄露", "keyCompromise"), 2: ("CA密钥泄露", "cACompromise"),
        3: ("隶属变更", "affiliationChanged"), 4: ("被取代", "superseded"),
        5: ("停止使用", "cessationOfOperation"), 6: ("暂停", "certificateHold"),
        8: ("从列表移除", "removeFromCRL"), 9: ("权限收回", "privilegeWithdrawn"), 10: ("AA密钥泄露", "aACompromise"),
    ]

    /// As soon as any revocation information is given, every certificate but the anchor needs a good one.
    static let covered = Check<PathFacts>("revocation.covered", .revocation, source: "RFC 5280 §6.1.3") {
        facts in
        guard facts.revocationIsGiven else { return .notRun("no revocation information was given") }
        let missing = facts.chain.filter {
            !$0.isAnchor && !facts.isListed($0.depth) && !facts.isSpokenFor($0.depth)
        }
        guard !missing.isEmpty else { return .fine }
        return .wrong(
            missing.map {
                Remark(
                    .revocationMissing, object: $0.certificate.fingerprint, particulars: ["name": $0.name],
                    chinese: "缺少关于“\($0.name)”的有效吊销信息。",
                    english: "There is no good revocation information about “\($0.name)”.",
                    remedy: .init(
                        chinese: "请提供“\($0.certificate.issuerShortName)”的吊销列表或OCSP响应。",
                        english:
                            "Give the revocation list of “\($0.certificate.issuerShortName)”, or an OCSP response."
                    ))
            })
    }

    static let given = Check<PathFacts>("revocation.given", .revocation, source: "RFC 5280 §6.1.3") { facts in
        guard !facts.revocationIsGiven, facts.chain.contains(where: { !$0.isAnchor }) else { return .fine }
        return .wrong([
            Remark(
                .revocationMissing, chinese: "没有给出吊销列表或OCSP响应，未检查吊销状态。",
                english:
                    "Neither revocation lists nor OCSP responses were given, so revocation was not checked.",
                remedy: .init(
                    chinese: "用--crls或--ocsp给出。", english: "Give them with --crls or --ocsp."))
        ])
    }
}
