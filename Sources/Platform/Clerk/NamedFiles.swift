internal import Procurement

extension Command {
    /// The files that must be on the platform before the command is taken.
    var files: [Digest] {
        switch self {
        case .registerProject, .takeDocuments, .withdrawBid, .openBids, .releaseKey, .scoreBids,
            .deliverReport, .answerInvitation, .openTalk, .leaveTalks, .callLastPrices, .sealReserve,
            .changeStep, .placeBid, .optIn, .openReserve, .freezePool, .drawMembers, .confirmCorrection:
            []
        case .publishNotice(let notice):
            [notice.documents] + notice.publications.map(\.text)
                + notice.terms.compactMap(\.openingCertificate)
        case .amendDocuments(let amendment): [amendment.text]
        case .raiseObjection(_, let text), .fileComplaint(_, _, let text), .acceptComplaint(_, _, let text),
            .suspend(let text), .resume(let text), .ruleOnFault(_, _, let text), .askBidder(_, let text),
            .answerCommittee(_, let text), .strikeCandidate(_, _, let text), .reportToSupervisor(let text),
            .argueSource(_, let text), .approveSource(let text), .changeRequirements(let text, _),
            .refileResponse(_, let text), .confirmDeal(let text), .recuseMember(_, let text),
            .questionLowPrice(_, _, let text), .ruleOnLowPrice(_, _, let text):
            [text]
        case .answerObjection(let answer), .decideComplaint(let answer): [answer.text]
        case .submitBid(let sealed): [sealed.envelope]
        case .closeOpening(let record), .returnBonds(let record), .archive(let record),
            .closeQualification(let record), .closeTalk(_, let record), .shortlist(_, let record),
            .agreePrice(_, _, let record):
            [record]
        case .formCommittee(_, let draw): [draw]
        case .replaceMember(_, _, let reason), .rejectBid(_, _, let reason),
            .judgeApplication(_, _, _, let reason), .changeScores(_, _, let reason),
            .correctPrice(_, _, _, let reason):
            [reason]
        case .proposeReport(let report): [report.text] + (report.competitionFinding.map { [$0] } ?? [])
        case .signReport(let report, let dissent): [report] + (dissent.map { [$0] } ?? [])
        case .publishCandidates(_, let publications), .prediscloseSale(_, let publications):
            publications.map(\.text)
        case .award(_, let notice, let publications): [notice] + publications.map(\.text)
        case .signContract(let contract): [contract.text]
        case .cancel(let reason, let publications), .terminate(_, let reason, let publications):
            [reason] + publications.map(\.text)
        case .publishPrequalification(let notice): [notice.documents] + notice.publications.map(\.text)
        case .apply(let application): [application.text]
        case .invite(let invitation): [invitation.record, invitation.text]
        case .publishSource(let publicity): [publicity.reasons] + publicity.publications.map(\.text)
        case .publishResult(let text, let publications): [text] + publications.map(\.text)
        case .recordPayment(let payment): [payment.record]
        case .relist(let relisting):
            relisting.publications.map(\.text) + (relisting.consent.map { [$0] } ?? [])
        }
    }
}
