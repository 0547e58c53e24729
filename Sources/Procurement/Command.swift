/// Everything that somebody may ask of a tender, in the imperative. One enum serves all modes: a mode is
/// a table that allows some of them, in some phases, under some clauses.
package enum Command: Hashable, Sendable {
    case registerProject(Project)
    case publishNotice(Notice)
    case takeDocuments
    case amendDocuments(Amendment)
    case raiseObjection(Subject, text: Digest)
    case answerObjection(Answer)
    case fileComplaint(Subject, objection: CaseID?, text: Digest)
    case acceptComplaint(CaseID, accepted: Bool, text: Digest)
    case decideComplaint(Answer)
    case suspend(text: Digest)
    case resume(text: Digest)
    case submitBid(SealedBid)
    case withdrawBid(BidID)
    case openBids
    case releaseKey(BidID, contentKey: String)
    case ruleOnFault(BidID, Fault, text: Digest)
    case closeOpening(record: Digest)
    case formCommittee([Member], draw: Digest)
    case replaceMember(PartyID, by: Member, reason: Digest)
    case rejectBid(BidID, RejectionGround, reason: Digest)
    case askBidder(BidID, text: Digest)
    case answerCommittee(CaseID, text: Digest)
    case scoreBids([Score])
    case proposeReport(Report)
    case signReport(report: Digest, dissent: Digest?)
    case deliverReport
    case publishCandidates(until: Instant, publications: [Publication])
    case strikeCandidate(BidID, StrikeGround, text: Digest)
    case award(BidID, notice: Digest, publications: [Publication])
    case signContract(Contract)
    case returnBonds(record: Digest)
    case reportToSupervisor(text: Digest)
    case archive(record: Digest)
    case cancel(reason: Digest, publications: [Publication])
    case publishPrequalification(Prequalification)
    case apply(Application)
    case judgeApplication(PartyID, accepted: Bool, paddle: Int?, reason: Digest)
    case closeQualification(record: Digest)
    case invite(Invitation)
    case answerInvitation(accepted: Bool)
    case publishSource(SourcePublicity)
    case argueSource(upheld: Bool, text: Digest)
    case approveSource(text: Digest)
    case openTalk(BidID)
    case closeTalk(BidID, record: Digest)
    case changeRequirements(text: Digest, substance: RequirementKind)
    case refileResponse(BidID, text: Digest)
    case shortlist([BidID], record: Digest)
    case leaveTalks(BidID)
    case callLastPrices(deadline: Instant)
    case agreePrice(BidID, price: Fen, record: Digest)
    case sealReserve(commitment: Digest)
    case changeStep(Fen)
    case placeBid(price: Fen)
    case optIn
    case openReserve(price: Fen, salt: String)
    case confirmDeal(text: Digest)
    case publishResult(text: Digest, publications: [Publication])
    case recordPayment(Payment)
    case relist(Relisting)
    case prediscloseSale(until: Instant, publications: [Publication])
    case freezePool(Pool)
    case drawMembers(nonce: String)
    case recuseMember(PartyID, text: Digest)
    case changeScores([Score], ChangeGround, reason: Digest)
    case correctPrice(BidID, Correction.Ground, price: Fen, reason: Digest)
    case confirmCorrection(BidID, confirmed: Bool)
    case questionLowPrice(BidID, minutes: Int, text: Digest)
    case ruleOnLowPrice(BidID, proven: Bool, text: Digest)
    case terminate(TerminationGround, reason: Digest, publications: [Publication])

    /// What is asked, without the particulars: the key of a table's row.
    package enum Kind: String, CaseIterable, Sendable {
        case registerProject, publishNotice, takeDocuments, amendDocuments, raiseObjection, answerObjection
        case fileComplaint, acceptComplaint, decideComplaint, suspend, resume
        case submitBid, withdrawBid, openBids, releaseKey, ruleOnFault, closeOpening
        case formCommittee, replaceMember, rejectBid, askBidder, answerCommittee
        case scoreBids, proposeReport, signReport, deliverReport
        case publishCandidates, strikeCandidate, award, signContract, returnBonds
        case reportToSupervisor, archive, cancel
        case publishPrequalification, apply, judgeApplication, closeQualification, invite
        case answerInvitation, publishSource, argueSource, approveSource, openTalk, closeTalk
        case changeRequirements, refileResponse, shortlist, leaveTalks, callLastPrices, agreePrice
        case sealReserve, changeStep, placeBid, optIn, openReserve, confirmDeal, publishResult
        case recordPayment, relist, prediscloseSale, freezePool, drawMembers, recuseMember
        case changeScores, correctPrice, confirmCorrection, questionLowPrice, ruleOnLowPrice
        case terminate
    }

    package var kind: Kind {
        switch self {
        case .registerProject: .registerProject
        case .publishNotice: .publishNotice
        case .takeDocuments: .takeDocuments
        case .amendDocuments: .amendDocuments
        case .raiseObjection: .raiseObjection
        case .answerObjection: .answerObjection
        case .fileComplaint: .fileComplaint
        case .acceptComplaint: .acceptComplaint
        case .decideComplaint: .decideComplaint
        case .suspend: .suspend
        case .resume: .resume
        case .submitBid: .submitBid
        case .withdrawBid: .withdrawBid
        case .openBids: .openBids
        case .releaseKey: .releaseKey
        case .ruleOnFault: .ruleOnFault
        case .closeOpening: .closeOpening
        case .formCommittee: .formCommittee
        case .replaceMember: .replaceMember
        case .rejectBid: .rejectBid
        case .askBidder: .askBidder
        case .answerCommittee: .answerCommittee
        case .scoreBids: .scoreBids
        case .proposeReport: .proposeReport
        case .signReport: .signReport
        case .deliverReport: .deliverReport
        case .publishCandidates: .publishCandidates
        case .strikeCandidate: .strikeCandidate
        case .award: .award
        case .signContract: .signContract
        case .returnBonds: .returnBonds
        case .reportToSupervisor: .reportToSupervisor
        case .archive: .archive
        case .cancel: .cancel
        case .publishPrequalification: .publishPrequalification
        case .apply: .apply
        case .judgeApplication: .judgeApplication
        case .closeQualification: .closeQualification
        case .invite: .invite
        case .answerInvitation: .answerInvitation
        case .publishSource: .publishSource
        case .argueSource: .argueSource
        case .approveSource: .approveSource
        case .openTalk: .openTalk
        case .closeTalk: .closeTalk
        case .changeRequirements: .changeRequirements
        case .refileResponse: .refileResponse
        case .shortlist: .shortlist
        case .leaveTalks: .leaveTalks
        case .callLastPrices: .callLastPrices
        case .agreePrice: .agreePrice
        case .sealReserve: .sealReserve
        case .changeStep: .changeStep
        case .placeBid: .placeBid
        case .optIn: .optIn
        case .openReserve: .openReserve
        case .confirmDeal: .confirmDeal
        case .publishResult: .publishResult
        case .recordPayment: .recordPayment
        case .relist: .relist
        case .prediscloseSale: .prediscloseSale
        case .freezePool: .freezePool
        case .drawMembers: .drawMembers
        case .recuseMember: .recuseMember
        case .changeScores: .changeScores
        case .correctPrice: .correctPrice
        case .confirmCorrection: .confirmCorrection
        case .questionLowPrice: .questionLowPrice
        case .ruleOnLowPrice: .ruleOnLowPrice
        case .terminate: .terminate
        }
    }
}

/// A command as it reaches the law: who, on which lots, when, and what the clerk found out about the
/// files that it names.
package struct Act: Sendable {
    package var tender: TenderID
    /// Empty means all lots.
    package var lots: [LotID]
    package var command: Command
    package var actor: Actor
    /// The platform's clock when the command is committed.
    package var at: Instant
    /// The command's own id, unique for its author; names the bid or case that it creates.
    package var id: String
    package var facts: Facts

    package init(
        tender: TenderID, lots: [LotID], command: Command, actor: Actor, at: Instant, id: String,
        facts: Facts = Facts()
    ) {
        self.tender = tender
        self.lots = lots
        self.command = command
        self.actor = actor
        self.at = at
        self.id = id
        self.facts = facts
    }
}

/// What the clerk found out before the law is asked.
package struct Facts: Hashable, Sendable {
    /// Nil when the uploaded file is a sealed envelope for this lot; otherwise why it is not.
    package var envelopeFault: EnvelopeFault?
    package var opening: OpeningFinding?
    /// Of a registration that names the round before it: what became of that round.
    package var previousRound: PreviousRound
    /// Of a draw: its outcome, computed from the pool and a checkpoint of the log; nil when the seed is not there yet.
    package var draw: Draw?
    /// Of a reserve that is opened: the commitment that its price and salt make.
    package var reserve: Digest?

    package init(
        envelopeFault: EnvelopeFault? = nil, opening: OpeningFinding? = nil,
        previousRound: PreviousRound = .unknown, draw: Draw? = nil, reserve: Digest? = nil
    ) {
        self.envelopeFault = envelopeFault
        self.opening = opening
        self.previousRound = previousRound
        self.draw = draw
        self.reserve = reserve
    }

    package enum PreviousRound: String, Hashable, Sendable {
        /// No such tender, or one of another agency.
        case unknown
        case running
        /// Every lot has ended, and at least one of them failed or was cancelled.
        case ended
    }

    package struct EnvelopeFault: Hashable, Sendable {
        /// A stable code, `BID_NOT_ENCRYPTED` for example.
        package var code: String
        package var words: Words

        package init(code: String, words: Words) {
            self.code = code
            self.words = words
        }
    }
}
