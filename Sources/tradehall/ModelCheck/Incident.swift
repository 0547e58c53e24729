internal import Procurement

/// What can come between a plain tender and its contract. Plays differ in which of them happen; to let all of
/// them meet in every order would be a play without end, so a check says how many may meet.
enum Incident: Hashable, CaseIterable {
    case amendment, changedBid, objection, order, failedOpening, question, rejection, strike
    case turnedAway, declined, changedRequirements, leftTalks, recusal, changedScores, correction, lowPrice
    case changedStep, relisting, prequalification

    /// Those that have happened.
    static func all(in tender: Tender?) -> Set<Incident> {
        guard let tender, let lot = tender.lots.first else { return [] }
        let bids = lot.bids.values
        let happened: [Incident: Bool] = [
            .amendment: !tender.amendments.isEmpty,
            .changedBid: bids.contains {
                $0.fault == nil && lot.live[$0.bidder] != $0.id && lot.responses[$0.bidder] != $0.id
            },
            .objection: !tender.cases.isEmpty,
            .order: lot.suspensions.contains(.order),
            .failedOpening: bids.contains { $0.finding != nil && $0.opened == nil || $0.fault != nil },
            .question: lot.questions.count > lot.lowPrices.count,
            .rejection: bids.contains { $0.rejection.map { !consequences.contains($0) } ?? false },
            .strike: !lot.struck.isEmpty,
            .turnedAway: lot.applicants.values.contains { $0.accepted == false },
            .declined: lot.invitationAnswers.values.contains(false),
            .changedRequirements: lot.requirementChanges > 0,
            .leftTalks: bids.contains(where: \.left),
            .recusal: !lot.recused.isEmpty,
            .changedScores: lot.scores.values.contains { $0.values.contains { $0 % 100 == 1 } },
            .correction: bids.contains { $0.correction != nil },
            .lowPrice: !lot.lowPrices.isEmpty,
            .changedStep: lot.bidding.map { $0.step != tender.terms(of: lot.id)?.live?.step } ?? false
                && lot.relistings.isEmpty,
            .relisting: !lot.relistings.isEmpty,
            .prequalification: lot.prequalification != nil,
        ]
        return Set(happened.filter(\.value).keys)
    }

    /// The incident that an act would be.
    static func of(_ command: Command, _ facts: Facts) -> Incident? {
        if case .submitBid(let sealed) = command { return sealed.replaces == nil ? nil : .changedBid }
        if case .releaseKey = command {
            if case .opened? = facts.opening { return nil }
            return .failedOpening
        }
        if case .judgeApplication(_, let accepted, _, _) = command { return accepted ? nil : .turnedAway }
        if case .answerInvitation(let accepted) = command { return accepted ? nil : .declined }
        if case .rejectBid(_, let ground, _) = command, consequences.contains(ground) { return nil }
        return kinds[command.kind]
    }

    /// A rejection that an unanswered correction or an unproven price brings with it is no incident of its own.
    private static let consequences: Set<RejectionGround> = [.abnormallyLow, .correctionNotConfirmed]

    private static let kinds: [Command.Kind: Incident] = [
        .amendDocuments: .amendment, .withdrawBid: .changedBid, .raiseObjection: .objection,
        .fileComplaint: .objection, .suspend: .order, .ruleOnFault: .failedOpening, .askBidder: .question,
        .rejectBid: .rejection, .strikeCandidate: .strike, .changeRequirements: .changedRequirements,
        .leaveTalks: .leftTalks, .recuseMember: .recusal, .changeScores: .changedScores,
        .correctPrice: .correction, .questionLowPrice: .lowPrice, .changeStep: .changedStep,
        .relist: .relisting, .publishPrequalification: .prequalification,
    ]
}
