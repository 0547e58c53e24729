import Procurement

extension Papers {
    /// A well-made command of each kind that the open tender under the bidding law does not know.
    static func ofOtherModes(_ kind: Command.Kind, at now: Instant) -> Command {
        let text = digest("text")
        let bid = BidID("B1")
        let party = PartyID("BIDDER-1")
        let live = LiveTerms(
            opens: now, until: now.adding(minutes: 60), roundSeconds: 300, optInSeconds: 300,
            startPrice: Fen(100), step: Fen(10), hasReserve: true, minimumBidders: 3)
        return switch kind {
        case .publishPrequalification:
            .publishPrequalification(
                Prequalification(
                    publications: publications(2, at: now), documents: text, documentsFrom: now,
                    documentsUntil: now.adding(minutes: 8000), deadline: now.adding(minutes: 20_000)))
        case .apply: .apply(Application(text: text, bond: Fen(0), payer: nil))
        case .judgeApplication: .judgeApplication(party, accepted: true, paddle: 1, reason: text)
        case .closeQualification: .closeQualification(record: text)
        case .invite:
            .invite(
                Invitation(
                    route: .agencyChoice, pool: [], invited: [party], byAgency: 0, witnesses: [],
                    record: text, text: text))
        case .answerInvitation: .answerInvitation(accepted: true)
        case .publishSource:
            .publishSource(
                SourcePublicity(
                    supplier: party, reasons: text, experts: ["甲"], until: now.adding(minutes: 20_000),
                    publications: publications(1, at: now)))
        case .argueSource: .argueSource(upheld: false, text: text)
        case .approveSource: .approveSource(text: text)
        case .openTalk: .openTalk(bid)
        case .closeTalk: .closeTalk(bid, record: text)
        case .changeRequirements: .changeRequirements(text: text, substance: .technical)
        case .refileResponse: .refileResponse(bid, text: text)
        case .shortlist: .shortlist([bid], record: text)
        case .leaveTalks: .leaveTalks(bid)
        case .callLastPrices: .callLastPrices(deadline: now.adding(minutes: 60))
        case .agreePrice: .agreePrice(bid, price: Fen(1), record: text)
        case .sealReserve: .sealReserve(commitment: text)
        case .changeStep: .changeStep(Fen(1))
        case .placeBid: .placeBid(price: Fen(1))
        case .optIn: .optIn
        case .openReserve: .openReserve(price: Fen(1), salt: "salt")
        case .confirmDeal: .confirmDeal(text: text)
        case .publishResult: .publishResult(text: text, publications: publications(1, at: now))
        case .recordPayment:
            .recordPayment(Payment(amount: Fen(1), secured: false, restBy: nil, record: text))
        case .relist:
            .relist(
                Relisting(
                    deadline: now, live: live, consent: nil, appraisal: nil,
                    publications: publications(1, at: now)))
        case .prediscloseSale: .prediscloseSale(until: now, publications: publications(1, at: now))
        case .freezePool:
            .freezePool(Pool(experts: [], count: 5, substitutes: 2, nonce: text, seedAfter: now))
        case .drawMembers: .drawMembers(nonce: "nonce")
        case .recuseMember: .recuseMember(party, text: text)
        case .changeScores: .changeScores([], .sumError, reason: text)
        case .correctPrice: .correctPrice(bid, .wordsBeatFigures, price: Fen(1), reason: text)
        case .confirmCorrection: .confirmCorrection(bid, confirmed: true)
        case .questionLowPrice: .questionLowPrice(bid, minutes: 30, text: text)
        case .ruleOnLowPrice: .ruleOnLowPrice(bid, proven: true, text: text)
        case .terminate:
            .terminate(.unlawfulActs, reason: text, publications: publications(1, at: now))
        default: preconditionFailure("\(kind) is an act of the open tender")
        }
    }
}
