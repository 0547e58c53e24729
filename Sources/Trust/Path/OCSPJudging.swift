internal import DER
internal import OpenSSL

extension OCSPResponse {
    /// What it says of a certificate of the path; empty when it speaks of others.
    func answers(
        for link: PathLink, issuer: PathLink, _ question: Question, _ policy: ValidationPolicy, lists: [CRL]
    ) -> [OCSPAnswer] {
        guard let certificate = link.read, let above = issuer.read else { return [] }
        let matching = singles.filter { $0.names(certificate, issuer: above) }
        guard !matching.isEmpty else { return [] }
        let trouble = signerTrouble(issuer, question, lists) ?? nonceTrouble(question)
        return matching.map { single in
            let verdict: OCSPAnswer.Verdict
            if let trouble {
                verdict = .unusable(trouble.0, trouble.1)
            } else if single.extensions.contains(where: \.isCritical)
                || extensions.contains(where: \.isCritical)
            {
                verdict = .unusable(.criticalExtension, "it has a critical extension that is not understood")
            } else if let stale = single.ageTrouble(question.at, producedAt: producedAt, policy) {
                verdict = .unusable(.revocationStale, stale)
            } else {
                switch single.status {
                case .good: verdict = .good
                case .revoked(let at, let reason): verdict = .revoked(at: at, reason: reason)
                case .unknown: verdict = .unknown
                }
            }
            return OCSPAnswer(
                verdict: verdict, digest: digest, producedAt: producedAt, thisUpdate: single.thisUpdate,
                nextUpdate: single.nextUpdate)
        }
    }

    /// The signer rules of RFC 6960 §4.2.2.2: the issuer itself, or a certificate that the issuer issued directly for
    /// signing OCSP responses, in date and not revoked.
    private func signerTrouble(
        _ issuer: PathLink, _ question: Question, _ lists: [CRL]
    ) -> (VerdictCode, String)? {
        guard let scheme = SignatureScheme(algorithm: algorithm) else {
            return (.algorithmWeak, "it is signed by an algorithm that is not taken")
        }
        let candidates = [issuer.certificate] + certificates
        guard let signer = candidates.first(where: { isNamed($0) }) else {
            return (.ocspSignerNotAllowed, "the certificate of its responder is not there")
        }
        guard let key = try? signer.publicKey() else {
            return (.ocspSignatureBad, "the key of its responder cannot be used")
        }
        if AlgorithmRules.keyTrouble(key.algorithm) != nil {
            return (.algorithmWeak, "the key of its responder is too weak")
        }
        switch key.judge(signature, over: toBeSigned, scheme) {
        case .good: break
        case .bad: return (.ocspSignatureBad, "its signature does not hold")
        case .otherIdentifier:
            return (.sm2IdentifierMismatch, "its SM2 signature holds only under another identifier")
        }
        guard signer.fingerprint != issuer.certificate.fingerprint else { return nil }
        guard let read = try? ParsedCertificate(signer.der), signer.isSigned(by: issuer.certificate),
            read.issuer == issuer.read?.subject
        else { return (.ocspSignerNotAllowed, "its signer was not issued by the issuer of the certificate") }
        guard read.purposes?.contains("1.3.6.1.5.5.7.3.9") == true, !read.isAuthority,
            read.keyUsage.map({ $0 & 3 != 0 }) ?? true
        else { return (.ocspSignerNotAllowed, "its signer's certificate is not for signing OCSP responses") }
        guard signer.notBefore <= question.at, question.at < signer.notAfter.clampedAdding(1_000) else {
            return (.ocspSignerNotAllowed, "its signer's certificate is out of date")
        }
        guard AlgorithmRules.trouble(read) == nil, !hasUnknownCritical(read) else {
            return (.ocspSignerNotAllowed, "its signer's certificate is not acceptable")
        }
        if read.first(ExtensionID.ocspNoCheck) == nil,
            let found = revocation(of: signer, issuer, lists, question.at)
        {
            return found
        }
        return nil
    }

    private func hasUnknownCritical(_ certificate: ParsedCertificate) -> Bool {
        let known = [
            ExtensionID.keyUsage, ExtensionID.extendedKeyUsage, ExtensionID.basicConstraints,
            ExtensionID.subjectAltName, ExtensionID.certificatePolicies,
        ]
        return certificate.extensions.contains { $0.isCritical && !known.contains($0.oid) }
    }

    /// A signer that does not say that it need not be checked must be good by a list of its issuer.
    private func revocation(
        of signer: Certificate, _ issuer: PathLink, _ lists: [CRL], _ time: Int64
    ) -> (VerdictCode, String)? {
        guard let store = try? PathStore(roots: [issuer.certificate], lists: lists),
            let outcome = try? store.check(
                signer, intermediates: [], at: time, options: PathOptions(takesAnyRoot: true))
        else { return (.ocspSignerNotAllowed, "its signer's revocation cannot be checked") }
        if outcome.faults.contains(where: { $0.code == 23 && $0.depth == 0 }) {
            return (.ocspSignerNotAllowed, "its signer's certificate was revoked")
        }
        let counted = outcome.faults.filter { $0.depth == 0 }
        return counted.isEmpty
            ? nil
            : (
                .revocationMissing,
                "its signer's certificate has neither id-pkix-ocsp-nocheck nor a good revocation list"
            )
    }

    private func nonceTrouble(_ question: Question) -> (VerdictCode, String)? {
        guard let asked = question.nonce else { return nil }
        guard let found = extensions.first(where: { $0.oid == Self.nonceID }),
            let octets = try? found.value().octets(), octets.hex == asked.lowercased()
        else { return (.ocspNonceMismatch, "it does not carry the nonce of the request") }
        return nil
    }

    private func isNamed(_ certificate: Certificate) -> Bool {
        switch responder {
        case .name(let name): return Array(name.encoding) == certificate.subjectDER
        case .keyHash(let hash):
            guard let read = try? ParsedCertificate(certificate.der), let key = read.publicKeyBits else {
                return false
            }
            return Digest.sha1(key) == hash
        }
    }
}

extension OCSPResponse.Single {
    /// Whether its CertID is this certificate's: serial, and the hashes of the issuer's name and key.
    func names(_ certificate: ParsedCertificate, issuer: ParsedCertificate) -> Bool {
        guard Array(certificate.serial) == serial, let key = issuer.publicKeyBits else { return false }
        let name = Array(issuer.subject.encoding)
        switch hash {
        case .sha1: return Digest.sha1(name) == nameHash && Digest.sha1(key) == keyHash
        case .sha256: return Digest.sha256(name) == nameHash && Digest.sha256(key) == keyHash
        case .sm3: return Digest.hash(.sm3, name) == nameHash && Digest.hash(.sm3, key) == keyHash
        }
    }

    /// Five minutes of difference between clocks are let pass.
    private static let skew: Int64 = 300_000
    /// How long an answer that does not say is relied on.
    private static let usualAge: Int64 = 7 * 86_400_000

    func ageTrouble(_ time: Int64, producedAt: Int64, _ policy: ValidationPolicy) -> String? {
        if thisUpdate > time.clampedAdding(Self.skew) { return "it was issued after the time asked about" }
        if producedAt.clampedAdding(Self.skew) < thisUpdate {
            return "it was produced before the state that it tells"
        }
        if producedAt > time.clampedAdding(Self.skew) { return "it was produced after the time asked about" }
        if let nextUpdate {
            if nextUpdate < thisUpdate { return "its next update is before its own" }
            if nextUpdate.clampedAdding(Self.skew) < time {
                return "a newer one was due before the time asked about"
            }
        }
        let given = policy.number("revocation.maxAgeSeconds").map {
            $0.multipliedReportingOverflow(by: 1_000)
        }
        let most =
            given.map { $0.overflow ? Int64.max : $0.partialValue }
            ?? (nextUpdate == nil ? Self.usualAge : .max)
        if time.clampedAdding(-thisUpdate) > most { return "it is older than is allowed" }
        return nil
    }
}

extension ParsedCertificate {
    /// The octets of subjectPublicKey, without the count of unused bits.
    var publicKeyBits: [UInt8]? {
        guard var reader = try? publicKey.reader(), (try? reader.read(.sequence)) != nil,
            let bits = try? reader.read(.bitString).wholeBits()
        else { return nil }
        return Array(bits)
    }
}

extension Int64 {
    /// The sum, or the end of the range that it would pass.
    func clampedAdding(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
