/// Whether somebody may do something with a lot now, as far as that can be said before it is done.
package struct Action: Hashable, Sendable {
    package enum Answer: Hashable, Sendable {
        /// Nothing that is known without the particulars stands against it. A command may still be refused
        /// for what it says: a date too early, a bid that is not there, a bond too high.
        case allowed
        /// It will be possible: from an instant where the clock alone brings it, else once somebody has done
        /// what the reason demands.
        case notYet(from: Instant?, why: Refusal)
        /// It is somebody else's to do, or its time is over for good.
        case never(why: Refusal)
    }

    package var command: Command.Kind
    package var lot: LotID
    package var answer: Answer
}

extension Command {
    /// What clauses are asked about when the particulars of an act are not known: the act itself where it has
    /// none, else an act of another kind, about which clauses on particulars say nothing.
    static func asked(_ kind: Kind) -> Command {
        switch kind {
        case .takeDocuments: .takeDocuments
        case .deliverReport: .deliverReport
        case .optIn: .optIn
        case .openBids, .registerProject, .publishNotice, .amendDocuments, .raiseObjection, .answerObjection,
            .fileComplaint, .acceptComplaint, .decideComplaint, .suspend, .resume, .submitBid, .withdrawBid,
            .releaseKey, .ruleOnFault, .closeOpening, .formCommittee, .replaceMember, .rejectBid, .askBidder,
            .answerCommittee, .scoreBids, .proposeReport, .signReport, .publishCandidates, .strikeCandidate,
            .award, .signContract, .returnBonds, .reportToSupervisor, .archive, .cancel,
            .publishPrequalification, .apply, .judgeApplication, .closeQualification, .invite,
            .answerInvitation, .publishSource, .argueSource, .approveSource, .openTalk, .closeTalk,
            .changeRequirements, .refileResponse, .shortlist, .leaveTalks, .callLastPrices, .agreePrice,
            .sealReserve, .changeStep, .placeBid, .openReserve, .confirmDeal, .publishResult, .recordPayment,
            .relist, .prediscloseSale, .freezePool, .drawMembers, .recuseMember, .changeScores, .correctPrice,
            .confirmCorrection, .questionLowPrice, .ruleOnLowPrice, .terminate:
            .openBids
        }
    }
}
