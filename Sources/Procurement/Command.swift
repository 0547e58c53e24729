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

    /// What is asked, without the particulars: the key of a table's row.
    package enum Kind: String, CaseIterable, Sendable {
        case registerProject, publishNotice, takeDocuments, amendDocuments, raiseObjection, answerObjection
        case fileComplaint, acceptComplaint, decideComplaint, suspend, resume
        case submitBid, withdrawBid, openBids, releaseKey, ruleOnFault, closeOpening
        case formCommittee, replaceMember, rejectBid, askBidder, answerCommittee
        case scoreBids, proposeReport, signReport, deliverReport
        case publishCandidates, strikeCandidate, award, signContract, returnBonds
        case reportToSupervisor, archive, cancel
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

    package init(
        envelopeFault: EnvelopeFault? = nil, opening: OpeningFinding? = nil,
        previousRound: PreviousRound = .unknown
    ) {
        self.envelopeFault = envelopeFault
        self.opening = opening
        self.previousRound = previousRound
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
