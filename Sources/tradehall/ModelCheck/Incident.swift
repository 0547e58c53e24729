internal import Procurement

/// What can come between a plain tender and its contract. Plays differ in which of them happen; to let all of
/// them meet in every order would be a play without end, so a check says how many may meet.
enum Incident: Hashable, CaseIterable {
    case amendment, changedBid, objection, order, failedOpening, question, rejection, strike

    /// Those that have happened.
    static func all(in tender: Tender?) -> Set<Incident> {
        guard let tender, let lot = tender.lots.first else { return [] }
        var found: Set<Incident> = []
        if !tender.amendments.isEmpty { found.insert(.amendment) }
        if lot.bids.count != lot.live.count { found.insert(.changedBid) }
        if !tender.cases.isEmpty { found.insert(.objection) }
        if lot.suspensions.contains(.order) { found.insert(.order) }
        if lot.bids.values.contains(where: { $0.finding != nil && $0.opened == nil || $0.fault != nil }) {
            found.insert(.failedOpening)
        }
        if !lot.questions.isEmpty { found.insert(.question) }
        if lot.bids.values.contains(where: { $0.rejection != nil }) { found.insert(.rejection) }
        if !lot.struck.isEmpty { found.insert(.strike) }
        return found
    }

    /// The incident that an act would be.
    static func of(_ command: Command, _ facts: Facts) -> Incident? {
        switch command {
        case .amendDocuments: .amendment
        case .submitBid(let sealed): sealed.replaces == nil ? nil : .changedBid
        case .withdrawBid: .changedBid
        case .raiseObjection, .fileComplaint: .objection
        case .suspend: .order
        case .releaseKey:
            switch facts.opening {
            case .opened?: nil
            case .notABid?, .undecipherable?, nil: .failedOpening
            }
        case .ruleOnFault: .failedOpening
        case .askBidder: .question
        case .rejectBid: .rejection
        case .strikeCandidate: .strike
        case .registerProject, .publishNotice, .takeDocuments, .answerObjection, .acceptComplaint,
            .decideComplaint, .resume, .openBids, .closeOpening, .formCommittee, .replaceMember,
            .answerCommittee, .scoreBids, .proposeReport, .signReport, .deliverReport, .publishCandidates,
            .award, .signContract, .returnBonds, .reportToSupervisor, .archive, .cancel,
            .publishPrequalification, .apply, .judgeApplication, .closeQualification, .invite,
            .answerInvitation, .publishSource, .argueSource, .approveSource, .openTalk, .closeTalk,
            .changeRequirements, .refileResponse, .shortlist, .leaveTalks, .callLastPrices, .agreePrice,
            .sealReserve, .changeStep, .placeBid, .optIn, .openReserve, .confirmDeal, .publishResult,
            .recordPayment, .relist, .prediscloseSale, .freezePool, .drawMembers, .recuseMember,
            .changeScores, .correctPrice, .confirmCorrection, .questionLowPrice, .ruleOnLowPrice, .terminate:
            nil
        }
    }
}
