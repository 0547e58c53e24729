package import OpenSSL

/// Judges certificates against a fixed set of anchors. Made once, used by any number of threads.
///
/// It never fetches anything: everything that a verdict rests on is in the anchors or given with the question,
/// so that it can be replayed offline and years later. When anchors change, make another verifier.
package final class PathVerifier: Sendable {
    package let anchors: TrustAnchors
    private let store: PathStore
    private let dates: [Int64]
    private let cache = VerdictCache()
    private let holderOIDs: [String]

    /// - Parameter holderOIDs: where the holder's code may stand, in order.
    package init(_ anchors: TrustAnchors, holderOIDs: [String] = Holder.usualOIDs) throws(OpenSSLError) {
        self.anchors = anchors
        self.holderOIDs = holderOIDs
        store = try PathStore(roots: anchors.roots, lists: anchors.lists)
        var dates = (anchors.roots + anchors.intermediates).flatMap { [$0.notBefore, $0.notAfter] }
        for list in anchors.lists { dates += [list.thisUpdate, list.nextUpdate ?? .max] }
        self.dates = dates
    }

    /// Judges a certificate: its path by RFC 5280, with the dates as of `time` and every list of the path
    /// looked at; what its key may be used for; and, when demanded, whose it is.
    ///
    /// - Parameters:
    ///   - intermediates: certificates that came with it; they help to build the path and are not trusted.
    ///   - time: milliseconds.
    ///   - demandsHolder: fails a certificate that does not name an organisation by a right code. Without it the
    ///     holder is read when it can be.
    /// - Throws: when OpenSSL runs out of memory or a policy is no OID; never because the certificate is bad.
    package func verify(
        _ certificate: Certificate, intermediates: [Certificate] = [], at time: Int64, use: CertificateUse,
        demandsHolder: Bool = false, policies: PolicyDemand = PolicyDemand()
    ) throws(OpenSSLError) -> Verdict {
        let key = VerdictCache.Key(
            certificate: certificate.fingerprint, intermediates: intermediates.map(\.fingerprint), use: use,
            demandsHolder: demandsHolder, policies: policies)
        if let known = cache.finding(key, at: time) { return Verdict(at: time, finding: known) }
        let finding = try judge(certificate, intermediates, time, use, demandsHolder, policies)
        let own = ([certificate] + intermediates).flatMap { [$0.notBefore, $0.notAfter] }
        cache.store(finding, key, window: Self.window(around: time, dates + own))
        return Verdict(at: time, finding: finding)
    }

    /// Judges who signed a time stamp, as of the time that it states, and that it stamps this digest.
    package func verify(
        _ token: TimeStampToken, stamps digest: [UInt8], _ algorithm: DigestAlgorithm = .sha256
    ) throws(OpenSSLError) -> Verdict {
        let verdict = try verify(
            token.signer, intermediates: token.otherCertificates, at: token.time, use: .timestamp)
        guard !token.stamps(digest, algorithm) else { return verdict }
        let reason = VerdictReason(
            code: .imprintMismatch, certificate: token.signer.fingerprint,
            detail: "imprint \(token.imprint.hex)")
        return Verdict(
            at: token.time,
            finding: finding(
                token.signer, use: .timestamp, [reason] + verdict.finding.reasons, verdict.finding.chain, nil)
        )
    }

    private func judge(
        _ certificate: Certificate, _ intermediates: [Certificate], _ time: Int64, _ use: CertificateUse,
        _ demandsHolder: Bool, _ policies: PolicyDemand
    ) throws(OpenSSLError) -> Finding {
        let outcome = try store.check(
            certificate, intermediates: intermediates + anchors.intermediates, at: time, policies: policies)
        var reasons = outcome.faults.map { fault in
            let place = fault.depth < outcome.chain.count ? outcome.chain[fault.depth] : certificate
            return VerdictReason(
                code: VerdictCode(fault), certificate: place.fingerprint, detail: fault.words)
        }
        if !use.allows(certificate) {
            let detail = "key usage \(certificate.keyUsage.map { "\($0.rawValue)" } ?? "absent")"
            reasons.append(
                VerdictReason(code: .keyUsage, certificate: certificate.fingerprint, detail: detail))
        }
        var holder: Holder?
        do throws(HolderFault) {
            holder = try Holder(of: certificate, oids: holderOIDs)
        } catch {
            if demandsHolder {
                reasons.append(
                    VerdictReason(
                        code: VerdictCode(error), certificate: certificate.fingerprint, detail: "\(error)"))
            }
        }
        return finding(
            certificate, use: use, reasons, outcome.chain.map(\.fingerprint), holder, outcome.chain)
    }

    private func finding(
        _ certificate: Certificate, use: CertificateUse, _ reasons: [VerdictReason], _ chain: [[UInt8]],
        _ holder: Holder?, _ certificates: [Certificate] = []
    ) -> Finding {
        // A failure outweighs a doubt; among equals the order of the codes decides.
        let failures = reasons.filter { $0.code.indication == .failed }
        let deciding = (failures.isEmpty ? reasons : failures).min { $0.code.rank < $1.code.rank }
        let code = deciding?.code ?? .ok
        let culprit = certificates.first { $0.fingerprint == deciding?.certificate } ?? certificate
        let used = Self.used(anchors.lists, for: certificates.isEmpty ? [certificate] : certificates)
        let words = VerdictWords(
            code, certificate: certificate, culprit: culprit,
            list: Self.used(anchors.lists, for: [culprit]).max { $0.thisUpdate < $1.thisUpdate })
        return Finding(
            use: use, code: code, reasons: reasons, certificate: certificate, chain: chain,
            territory: chain.last.flatMap { anchors.territory(ofRoot: $0) }, lists: used, holder: holder,
            anchors: anchors.digest, words: words)
    }

    /// The lists by the issuers of these certificates.
    private static func used(_ lists: [CRL], for certificates: [Certificate]) -> [ListUsed] {
        let issuers = Set(certificates.map(\.issuerDER))
        return lists.filter { issuers.contains($0.issuerDER) }
            .map {
                ListUsed(
                    digest: $0.fingerprint, issuer: $0.issuer, thisUpdate: $0.thisUpdate,
                    nextUpdate: $0.nextUpdate)
            }
            .sorted { $0.digest.lexicographicallyPrecedes($1.digest) }
    }

    /// The span around an instant in which none of the dates is passed, so that nothing that depends on time
    /// changes in it. The end is not part of it.
    static func window(around time: Int64, _ dates: [Int64]) -> Range<Int64> {
        let begin = dates.filter { $0 <= time }.max() ?? .min
        let end = dates.filter { $0 > time }.min() ?? .max
        return begin..<end
    }
}

extension CertificateUse {
    /// Whether the certificate's key may be used so. A signing or encryption certificate must say what it is
    /// for: the Chinese profile (GB/T 20518) gives a holder two, and one is not taken for the other.
    func allows(_ certificate: Certificate) -> Bool {
        let usage = certificate.keyUsage
        switch self {
        case .sign: return usage.map { !$0.isDisjoint(with: [.digitalSignature, .nonRepudiation]) } ?? false
        case .encrypt:
            guard let usage else { return false }
            return usage.contains(.keyAgreement)
                || usage.contains(.keyEncipherment) && certificate.keyAlgorithm.hasPrefix("RSA")
        case .timestamp: return certificate.isForTimeStamping
        case .any: return true
        }
    }
}

extension VerdictCode {
    init(_ fault: HolderFault) {
        self =
            switch fault {
            case .missing: .usccMissing
            case .unreadable: .usccUnreadable
            case .badCheckDigit: .usccBadCheckDigit
            case .disagree: .usccDisagree
            case .nameMissing: .holderNameMissing
            }
    }
}
