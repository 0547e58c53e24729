internal import OpenSSL
internal import StrictJSON

/// The path of whoever signed a message or a token, judged with the evidence of the question.
struct SignerPath {
    let outcomes: [CheckOutcome]
    /// Fingerprints, from the signer to the anchor.
    let chain: [[UInt8]]
    var passed: Bool { outcomes.allSatisfy { $0.state != .notOK } }

    /// The material that paths are built from: what the asker gave, and what the message brought, which is believed
    /// no further than a path to an anchor carries it.
    struct Material {
        let anchors: [Certificate]
        let intermediates: [Certificate]
        /// Whether the asker gave revocation information. If not, what the message brought can only speak against it.
        let isRevocationGiven: Bool

        /// What the message brought.
        let embedded: [Certificate]
        let embeddedLists: [[UInt8]]
        let evidence: Evidence

        init(_ evidence: Evidence, embedded: [Certificate] = [], lists: [[UInt8]] = []) {
            anchors = evidence.all(.anchor).compactMap { try? Certificate(der: $0) }
            intermediates = evidence.all(.intermediate).compactMap { try? Certificate(der: $0) } + embedded
            isRevocationGiven = !evidence.all(.crl).isEmpty || !evidence.all(.ocsp).isEmpty
            self.embedded = embedded
            // One that cannot be read is as good as none: it is not part of what was signed.
            embeddedLists = lists.filter { (try? CRL(der: $0)) != nil }
            var own = Evidence(
                evidence.items.filter { ![.subject, .content].contains($0.role) })
            if isRevocationGiven { for list in embeddedLists { own.add(.crl, list) } }
            self.evidence = own
        }
    }

    /// - Parameters:
    ///   - time: milliseconds.
    init(
        of certificate: Certificate, _ material: Material, _ question: Question, at time: Int64,
        use: CertificateUse, _ policy: ValidationPolicy
    ) throws(TrustFault) {
        var asked = question
        asked.at = time
        asked.use = use
        // That of a time-stamp request is no OCSP request's.
        if question.subject == .timestamp { asked.nonce = nil }
        if use == .timestamp { asked.purpose = .timestamp }
        do throws(OpenSSLError) {
            var judged = try RecognisedPath(
                certificate, more: material.embedded, asked, material.evidence, policy)
            // Lists that only the message brought demand nothing of the other certificates, and still tell of
            // a revocation.
            if !material.isRevocationGiven, !material.embeddedLists.isEmpty {
                var more = material.evidence
                for list in material.embeddedLists { more.add(.crl, list) }
                let told = try RecognisedPath(certificate, more: material.embedded, asked, more, policy)
                let codes = told.outcomes.filter { $0.state == .notOK }.flatMap(\.remarks).map(\.code)
                if codes.contains(.certRevoked) || codes.contains(.caRevoked) { judged = told }
            }
            outcomes = judged.outcomes
            chain = judged.chain.map(\.fingerprint)
        } catch {
            throw TrustFault("The path of \(certificate.subject) cannot be judged: \(error)")
        }
    }
}
