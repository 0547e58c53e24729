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
            .changedBid: lot.bids.count != lot.live.count + lot.responses.count,
            .objection: !tender.cases.isEmpty,
            .order: lot.suspensions.contains(.order),
            .failedOpening: bids.contains { $0.finding != nil && $0.opened == nil || $0.fault != nil },
            .question: lot.questions.count > lot.lowPrices.count,
            .rejection: bids.contains { $0.rejection != nil },
            .strike: !lot.struck.isEmpty,
            .turnedAway: lot.applicants.values.contains { $0.accepted == false },
            .declined: lot.invitationAnswers.values.contains(false),
            .changedRequirements: lot.requirementChanges > 0,
            .leftTalks: bids.contains(where: \.left),
            .recusal: !lot.recused.isEmpty,
            .changedScores: Set(lot.scores.values).count > 1,
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
        return kinds[command.kind]
    }

    private static let kinds: [Command.Kind: Incident] = [
        .amendDocuments: .amendment, .withdrawBid: .changedBid, .raiseObjection: .objection,
        .fileComplaint: .objection, .suspend: .order, .ruleOnFault: .failedOpening, .askBidder: .question,
        .rejectBid: .rejection, .strikeCandidate: .strike, .changeRequirements: .changedRequirements,
        .leaveTalks: .leftTalks, .recuseMember: .recusal, .changeScores: .changedScores,
        .correctPrice: .correction, .questionLowPrice: .lowPrice, .changeStep: .changedStep,
        .relist: .relisting, .publishPrequalification: .prequalification,
    ]

    /// Incidents that are a way of the other's: a rejection that answers it is no second one.
    static let answered: [Incident: Set<Incident>] = [
        .rejection: [.correction, .lowPrice, .failedOpening]
    ]
}
