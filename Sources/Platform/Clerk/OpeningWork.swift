internal import OpenSSL
internal import Procurement
internal import Sealing
internal import Trust

/// Opens one sealed bid with its content key and says what came out.
struct OpeningWork: Sendable {
    /// For plain bids while they are looked at.
    let directory: String
    let verifier: PathVerifier

    /// - Parameters:
    ///   - path: the sealed file.
    ///   - certificate: the lot's opening certificate.
    ///   - keep: gets a bid that opened, with its tar on the disk, which is the callee's.
    /// - Throws: when the disk or the machine fails; what is wrong with the bid is a finding.
    func open(
        _ path: String, _ bid: Bid, of tender: Tender, lot: LotID, certificate: Certificate,
        contentKey: String,
        keep: (BidOpening.Opened) throws -> Void
    ) throws -> OpeningFinding {
        guard let bytes = [UInt8](hex: contentKey), let key = ContentKey(bytes) else {
            return .undecipherable(
                code: "KEY_MALFORMED", words: Words(zh: "内容密钥不是32字节。", en: "The content key is not 32 bytes.")
            )
        }
        let outcome = try BidOpening.open(
            path, key: key, certificate: certificate, in: directory,
            expecting: .init(tender: tender.id.text, lot: lot.text, bidder: bid.bidder.text)
        ) { signature in try holder(of: signature, at: bid.submittedAt) }
        switch outcome {
        case .opened(let opened):
            guard let total = opened.contents.manifest.totalFen else {
                preconditionFailure("a manifest was read that has no total price")
            }
            let finding = OpeningFinding.opened(
                OpenedBid(
                    signed: .sha256(opened.signedDigest), contents: .sha256(opened.tarDigest),
                    manifest: .sha256(opened.contents.manifestDigest), price: Fen(total),
                    files: opened.contents.manifest.files.count))
            try keep(opened)
            return finding
        case .rejected(let refusal):
            let words = Words(zh: refusal.zh, en: refusal.en)
            return Self.undecipherable.contains(refusal.code)
                ? .undecipherable(code: refusal.code, words: words)
                : .notABid(code: refusal.code, words: words)
        }
    }

    /// The key does not fit the envelope, or its bytes are not those that were sealed.
    private static let undecipherable: Set<String> = ["BID_TAMPERED", "BID_KEY_NOT_RECOVERED"]

    /// The code of who signed the bid, judged at the time at which it was handed in: what expired or was
    /// revoked since does not undo it.
    private func holder(
        of signature: ContentSignature, at: Instant
    ) throws -> Result<String, SealingRefusal> {
        let verdict = try verifier.verify(
            signature.signer, intermediates: signature.otherCertificates, at: at.milliseconds, use: .sign,
            demandsHolder: true)
        guard verdict.passed, let holder = verdict.holder else {
            return .failure(SealingRefusal(verdict.code.rawValue, zh: verdict.chinese, en: verdict.english))
        }
        return .success(holder.uscc.text)
    }
}
