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
        let lists: [CRL]
        /// Whether the asker gave revocation information. If not, what the message brought can only speak against it.
        let isRevocationGiven: Bool

        init(_ evidence: Evidence, embedded: [Certificate] = [], lists more: [[UInt8]] = [])
            throws(TrustFault)
        {
            anchors = try evidence.all(.anchor).map { der throws(TrustFault) in
                try Self.read("an anchor") { () throws(OpenSSLError) in try Certificate(der: der) }
            }
            intermediates =
                try evidence.all(.intermediate).map { der throws(TrustFault) in
                    try Self.read("an intermediate certificate") { () throws(OpenSSLError) in
                        try Certificate(der: der)
                    }
                } + embedded
            let given = try evidence.all(.crl).map { der throws(TrustFault) in
                try Self.read("a revocation list") { () throws(OpenSSLError) in try CRL(der: der) }
            }
            // What the message brought is unsigned as a whole: a list that cannot be read is as good as none.
            lists = given + more.compactMap { try? CRL(der: $0) }
            isRevocationGiven = !evidence.all(.crl).isEmpty || !evidence.all(.ocsp).isEmpty
        }

        private static func read<Value>(
            _ what: String, _ body: () throws(OpenSSLError) -> Value
        ) throws(TrustFault) -> Value {
            do throws(OpenSSLError) { return try body() } catch {
                throw TrustFault("The evidence holds \(what) that cannot be used: \(error)")
            }
        }
    }

    /// - Parameters:
    ///   - time: milliseconds.
    ///   - prefix: put before the names of the checks, such as `timestamp.`.
    init(
        of certificate: Certificate, _ material: Material, _ question: Question, at time: Int64,
        use: CertificateUse, _ policy: ValidationPolicy, prefix: String = ""
    ) throws(TrustFault) {
        let verdict: Verdict
        do throws(OpenSSLError) {
            let anchors = TrustAnchors(
                roots: material.anchors, intermediates: material.intermediates, lists: material.lists)
            verdict = try PathVerifier(anchors).verify(
                certificate, at: time, use: use, demandsHolder: question.demandsHolder,
                policies: question.policies)
        } catch {
            throw TrustFault("The path of \(certificate.subject) cannot be judged: \(error)")
        }
        let all = [certificate] + material.intermediates + material.anchors
        let reasons = verdict.finding.reasons.filter { reason in
            material.isRevocationGiven
                || ![VerdictCode.crlMissing, .crlStale, .crlNotYetValid].contains(reason.code)
        }
        let remarks = reasons.map { reason in
            let culprit = all.first { $0.fingerprint == reason.certificate } ?? certificate
            let list = material.lists.filter { $0.issuerDER == culprit.issuerDER }
                .max { $0.thisUpdate < $1.thisUpdate }
            let words = VerdictWords(
                reason.code, certificate: certificate, culprit: culprit,
                list: list.map {
                    ListUsed(
                        digest: $0.fingerprint, issuer: $0.issuer, thisUpdate: $0.thisUpdate,
                        nextUpdate: $0.nextUpdate)
                })
            return Remark(
                reason.code, object: reason.certificate, particulars: ["detail": reason.detail],
                chinese: words.chinese, english: words.english)
        }
        let path = Check<[Remark]>("\(prefix)path.valid", .path, source: "RFC 5280 §6") {
            $0.isEmpty ? .fine : .wrong($0)
        }
        let given = Check<Bool>("\(prefix)revocation.given", .revocation, source: "RFC 5280 §6.3") {
            isGiven in
            isGiven
                ? .fine
                : .wrong([
                    Remark(
                        .crlMissing, object: certificate.fingerprint, chinese: "没有给出吊销信息，未核查证书是否被吊销。",
                        english: "No revocation information was given, so revocation was not checked.",
                        remedy: .init(
                            chinese: "用--crls或者--ocsp给出。", english: "Give it with --crls or --ocsp."))
                ])
        }
        outcomes =
            CheckOutcome.run([path], on: remarks, policy)
            + CheckOutcome.run([given], on: material.isRevocationGiven, policy)
        chain = verdict.chain
    }
}
