internal import OpenSSL
internal import Procurement
internal import Sealing
internal import Storage
internal import Trust

/// Opens one sealed bid with its content key and says what came out.
struct OpeningWork: Sendable {
    let files: FileStore
    let directory: String
    let verifier: PathVerifier

    /// - Throws: when the disk or the machine fails; what is wrong with the bid is a finding.
    func open(_ bid: Bid, of tender: Tender, lot: LotID, contentKey: String) throws -> OpeningFinding {
        guard let terms = tender.terms(of: lot), let bytes = [UInt8](hex: contentKey), let key = ContentKey(bytes) else {
            return .undecipherable(
                code: "KEY_MALFORMED", words: Words(zh: "内容密钥不是32字节。", en: "The content key is not 32 bytes."))
        }
        let certificate = try Certificate(der: try files.read(terms.openingCertificate.hex, limit: 64 * 1024))
        let outcome = try BidOpening.open(
            path: files.path(bid.sealed.envelope.hex), certificate: certificate, contentKey: key,
            workDirectory: directory,
            expecting: BidOpening.Expectation(
                tender: tender.id.text, lot: lot.text, bidder: bid.bidder.text)
        ) { signer, others in
            try holder(of: signer, others, at: bid.submittedAt)
        }
        switch outcome {
        case .opened(let opened):
            try keep(opened)
            return .opened(
                OpenedBid(
                    signed: .sha256(opened.signedDigest), manifest: .sha256(opened.manifestDigest),
                    price: Fen(opened.manifest.total), files: opened.manifest.files.count))
        case .rejected(let refusal):
            return .notABid(code: refusal.code, words: Words(zh: refusal.zh, en: refusal.en))
        case .undecipherable(let refusal):
            return .undecipherable(code: refusal.code, words: Words(zh: refusal.zh, en: refusal.en))
        }
    }

    /// The code of who signed the bid, judged at the time at which it was handed in: what expired or was
    /// revoked since does not undo it.
    private func holder(
        of signer: Certificate, _ others: [Certificate], at: Instant
    ) throws -> String {
        let verdict = try verifier.verify(
            signer, intermediates: others, at: at.milliseconds, use: .sign, demandsHolder: true)
        guard verdict.passed, let holder = verdict.holder else {
            throw SealingRefusal(verdict.code.rawValue, zh: verdict.chinese, en: verdict.english)
        }
        return holder.uscc.text
    }
}
