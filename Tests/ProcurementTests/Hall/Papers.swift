import Procurement

/// Well-made papers, each to be spoilt by the test that needs it so.
enum Papers {
    static let lots = [LotID("L1"), LotID("L2"), LotID("L3")]
    static let published = at(7, 1)
    /// Thirty days after the documents are out.
    static let deadline = at(7, 31, 9, 30)

    /// One million yuan.
    static let estimate = Fen(100_000_000)
    static let ceiling = Fen(95_000_000)

    static func project(lots count: Int = 1, _ change: (inout Project) -> Void = { _ in }) -> Project {
        var project = Project(
            name: "Ring road", mode: .openTender, regime: .biddingLaw, approval: "2026-17",
            compulsory: true, stateFunded: true, territory: "520000",
            lots: lots.prefix(count).map { LotPlan(id: $0, name: "Lot \($0.text)", estimate: estimate) },
            previous: nil)
        change(&project)
        return project
    }

    static func publications(_ media: Int = 2, _ text: String = "text", at instant: Instant) -> [Publication]
    {
        (0..<media).map { Publication(medium: "medium-\($0)", text: digest(text), at: instant) }
    }

    static func terms(of lot: LotID) -> LotTerms {
        LotTerms(
            lot: lot, ceilingPrice: ceiling, floorPrice: nil, bidBond: Fen(2_000_000),
            performanceBondBasisPoints: 1000, custodian: People.custodian(of: lot).party,
            openingCertificate: digest("certificate of \(lot.text)"))
    }

    static func notice(
        lots count: Int = 1, at instant: Instant = published, _ change: (inout Notice) -> Void = { _ in }
    ) -> Notice {
        var notice = Notice(
            publications: publications(at: instant), documents: digest("documents"), documentsFrom: instant,
            documentsUntil: at(7, 6), deadline: deadline, bidValidityDays: 90, method: .scored,
            decryptionMinutes: 30, terms: lots.prefix(count).map { terms(of: $0) })
        change(&notice)
        return notice
    }

    static func sealed(_ name: String, replaces: BidID? = nil) -> SealedBid {
        SealedBid(envelope: digest(name), size: 1024, replaces: replaces)
    }

    static func opened(_ name: String, price: Fen = Fen(90_000_000)) -> OpeningFinding {
        .opened(
            OpenedBid(
                signed: digest("signed \(name)"), contents: digest("contents \(name)"),
                manifest: digest("manifest \(name)"), price: price, files: 2))
    }

    static let undecipherable = OpeningFinding.undecipherable(
        code: "BID_NOT_DECRYPTED", words: Words(zh: "无法解密", en: "It does not decrypt."))
    static let notABid = OpeningFinding.notABid(
        code: "BID_SIGNER", words: Words(zh: "签名人不是投标人", en: "The signer is not the bidder."))
    static let unsealed = Facts.EnvelopeFault(
        code: "BID_NOT_ENCRYPTED", words: Words(zh: "投标文件未加密。", en: "The bid is not encrypted."))
}
