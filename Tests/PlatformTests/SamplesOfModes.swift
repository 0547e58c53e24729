import Procurement

@testable import Platform

/// Events and commands that came with the other modes.
extension Samples {
    private static let bid = BidID("bid-00001")
    static let prequalification = Prequalification(
        publications: publications, documents: digest, documentsFrom: now,
        documentsUntil: instant("2026-03-09T17:00:00+08:00"), deadline: instant("2026-03-16T17:00:00+08:00"))
    static let application = Application(text: digest, bond: Fen(20_000_000), payer: bidder)
    static let invitation = Invitation(
        route: .recommendation, pool: [bidder, agency], invited: [bidder], byAgency: 1,
        witnesses: ["甲", "乙"], record: digest, text: other)
    static let publicity = SourcePublicity(
        supplier: bidder, reasons: digest, experts: ["丙"], until: now, publications: publications)
    static let live = LiveTerms(
        opens: now, until: instant("2026-03-02T10:00:00+08:00"), roundSeconds: 300, optInSeconds: 300,
        startPrice: Fen(10_000_000_000), step: Fen(50_000_000), hasReserve: true, minimumBidders: 3)
    /// Of an auction, which nobody opts into.
    static let auction = LiveTerms(
        opens: now, until: instant("2026-03-02T10:00:00+08:00"), roundSeconds: 300, optInSeconds: 0,
        startPrice: Fen(10_000_000_000), step: Fen(50_000_000), hasReserve: false, minimumBidders: 3)
    static let relisting = Relisting(
        deadline: now, live: live, consent: digest, appraisal: Fen(1), publications: publications)
    static let payment = Payment(amount: Fen(3), secured: true, restBy: now, record: digest)
    static let pool = Pool(
        experts: [PoolEntry(party: bidder, unit: agency)], count: 5, substitutes: 2, nonce: digest,
        seedAfter: now)
    static let draw = Draw(nonce: "0123456789abcdef", checkpoint: 42, root: digest, order: [bidder])
    static let scores = [Score(bid: bid, hundredths: 9250)]

    static let laterEvents: [Event] = [
        .prequalificationPublished(lot, prequalification), .applied(lot, by: bidder, application),
        .applied(lot, by: bidder, Application(text: digest, bond: Fen(0), payer: nil)),
        .applicationJudged(lot, bidder, accepted: true, paddle: 7, reason: digest),
        .applicationJudged(lot, bidder, accepted: false, paddle: nil, reason: digest),
        .qualificationClosed(lot, record: digest), .invitationsSent(lot, invitation),
        .invitationAnswered(lot, by: bidder, accepted: false), .sourcePublished(lot, publicity),
        .sourceArgued(lot, upheld: true, text: digest), .sourceApproved(lot, text: digest),
        .talkOpened(bid, lot), .talkClosed(bid, lot, record: digest),
        .requirementsChanged(lot, text: digest, .services), .responseRefiled(bid, lot, text: digest),
        .solutionsShortlisted(lot, [bid], record: digest), .talksLeft(bid, lot),
        .lastPricesCalled(lot, deadline: now), .priceAgreed(bid, lot, Fen(9), record: digest),
        .reserveSealed(lot, commitment: digest), .stepChanged(lot, Fen(5)),
        .offerMade(bid, lot, by: bidder, paddle: 7, Fen(10_050_000_000)), .optedIn(lot, by: bidder),
        .reserveOpened(lot, Fen(10_000_000_000), salt: "0123456789abcdef"),
        .dealConfirmed(lot, by: bidder, text: digest), .resultPublished(lot, text: digest, publications),
        .paymentRecorded(lot, payment), .relisted(lot, relisting),
        .relisted(
            lot,
            Relisting(
                deadline: now, live: auction, consent: nil, appraisal: nil, publications: publications)),
        .salePredisclosed(lot, until: now, publications), .poolFrozen(lot, pool), .membersDrawn(lot, draw),
        .memberRecused(lot, bidder, text: digest),
        .scoresChanged(lot, by: agency, scores, .sumError, reason: digest),
        .priceCorrected(bid, lot, .wordsBeatFigures, Fen(8), reason: digest),
        .correctionAnswered(bid, lot, confirmed: true),
        .lowPriceQuestioned(CaseID("ask-00002"), bid, lot, until: now, text: digest),
        .lowPriceRuled(bid, lot, proven: false, text: digest),
        .terminationAnnounced(lot, .unlawfulActs, reason: digest, publications),
        .liveTimesMoved(lot, by: 61_000),
    ]

    static let laterCommands: [Command] = [
        .publishPrequalification(prequalification), .apply(application),
        .judgeApplication(bidder, accepted: true, paddle: 7, reason: digest),
        .closeQualification(record: digest), .invite(invitation), .answerInvitation(accepted: true),
        .publishSource(publicity), .argueSource(upheld: false, text: digest), .approveSource(text: digest),
        .openTalk(bid), .closeTalk(bid, record: digest),
        .changeRequirements(text: digest, substance: .contractTerms), .refileResponse(bid, text: digest),
        .shortlist([bid], record: digest), .leaveTalks(bid), .callLastPrices(deadline: now),
        .agreePrice(bid, price: Fen(9), record: digest), .sealReserve(commitment: digest),
        .changeStep(Fen(5)), .placeBid(price: Fen(10_050_000_000)), .optIn,
        .openReserve(price: Fen(1), salt: "0123456789abcdef"), .confirmDeal(text: digest),
        .publishResult(text: digest, publications: publications), .recordPayment(payment),
        .relist(relisting), .prediscloseSale(until: now, publications: publications), .freezePool(pool),
        .drawMembers(nonce: "0123456789abcdef"), .recuseMember(bidder, text: digest),
        .changeScores(scores, .outOfRange, reason: digest),
        .correctPrice(bid, .decimalSlip, price: Fen(8), reason: digest),
        .confirmCorrection(bid, confirmed: false), .questionLowPrice(bid, minutes: 30, text: digest),
        .ruleOnLowPrice(bid, proven: true, text: digest),
        .terminate(.overBudget, reason: digest, publications: publications),
    ]
}
