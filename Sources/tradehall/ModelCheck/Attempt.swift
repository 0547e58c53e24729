internal import Procurement

/// One thing to ask of a situation.
struct Attempt {
    /// What follows when it is allowed.
    enum Follow {
        /// One of several ways to do the same: the first that is allowed is played on, the others are not asked.
        case first
        /// It is played on.
        case always
        /// It is asked and its answer is checked, but a play with it would repeat another or never end.
        case never
    }

    var command: Command
    var id: String
    var facts = Facts()
    var follow = Follow.always

    static func lead(_ command: Command, _ facts: Facts = Facts(), id: String? = nil) -> Attempt {
        Attempt(command: command, id: id ?? command.kind.rawValue, facts: facts)
    }

    static func either(_ command: Command, _ facts: Facts = Facts(), id: String? = nil) -> Attempt {
        Attempt(command: command, id: id ?? command.kind.rawValue, facts: facts, follow: .first)
    }

    static func only(_ command: Command, _ facts: Facts = Facts(), id: String? = nil) -> Attempt {
        Attempt(command: command, id: id ?? command.kind.rawValue, facts: facts, follow: .never)
    }

    func leading(on condition: Bool) -> Attempt {
        var copy = self
        if !condition { copy.follow = .never }
        return copy
    }
}

/// A player before a tender, about to ask.
struct Seat {
    var actor: Actor
    var tender: Tender
    var lot: Lot
    var at: Instant

    var party: PartyID { actor.party }
    var text: Digest { Cast.digest(4) }
    var twoMedia: [Publication] { Cast.publications(2, at: at) }
    var oneMedium: [Publication] { Cast.publications(1, at: at) }

    func day(_ days: Int) -> Instant { CivilDay(of: at).adding(days: days).start.adding(minutes: 570) }
    func later(_ milliseconds: Int64) -> Instant { Instant(milliseconds: at.milliseconds + milliseconds) }

    /// Every variant of an act that the player could send now: one that fits the situation as well as can be,
    /// and some that break a clause.
    func attempts(_ kind: Command.Kind) -> [Attempt] {
        switch kind {
        case .registerProject: [.only(.registerProject(tender.project))]
        case .publishNotice: Cast.notices(at: at).map { .either(.publishNotice($0)) }
        case .takeDocuments: [.lead(.takeDocuments)]
        case .amendDocuments: amendments
        case .raiseObjection: objections
        case .answerObjection: answers { .answerObjection($0) }
        case .fileComplaint: complaints
        case .acceptComplaint: acceptances
        case .decideComplaint: decisions
        case .suspend: [Attempt.lead(.suspend(text: text)).leading(on: isCalm)]
        case .resume: [.lead(.resume(text: text))]
        case .submitBid: submissions
        case .withdrawBid: withdrawals
        case .openBids: [.lead(.openBids)]
        case .releaseKey: keys
        case .ruleOnFault: rulings
        case .closeOpening: [.lead(.closeOpening(record: Cast.digest(7)))]
        case .formCommittee: committees
        case .replaceMember: replacements
        case .rejectBid: rejections
        case .askBidder: questions
        case .answerCommittee: [.lead(.answerCommittee(openQuestion, text: text))]
        case .scoreBids: scores
        case .proposeReport: reports
        case .signReport: [9, 1].map { .lead(.signReport(report: Cast.digest($0), dissent: nil)) }
        case .deliverReport: [.lead(.deliverReport)]
        case .publishCandidates: publicities
        case .strikeCandidate: strikes
        case .award: awards
        case .signContract: contracts
        case .returnBonds: [.lead(.returnBonds(record: Cast.digest(12)))]
        case .reportToSupervisor: [.lead(.reportToSupervisor(text: Cast.digest(13)))]
        case .archive: [.lead(.archive(record: Cast.digest(14)))]
        case .cancel: [twoMedia, []].map { .lead(.cancel(reason: Cast.digest(15), publications: $0)) }
        case .publishPrequalification: prequalifications
        case .apply: applications
        case .judgeApplication: judgements
        case .closeQualification: [.lead(.closeQualification(record: text))]
        case .invite: invitations
        case .answerInvitation: [true, false].map { .lead(.answerInvitation(accepted: $0)) }
        case .publishSource: sources
        case .argueSource: [true, false].map { .lead(.argueSource(upheld: $0, text: text)) }
        case .approveSource: [.lead(.approveSource(text: text))]
        case .openTalk: [.lead(.openTalk(nextTalk)), .only(.openTalk(Cast.noBid))]
        case .closeTalk: talkEnds
        case .changeRequirements: changes
        case .refileResponse:
            [.lead(.refileResponse(ownTalk, text: text)), .only(.refileResponse(Cast.noBid, text: text))]
        case .shortlist: shortlists
        case .leaveTalks: [.lead(.leaveTalks(ownTalk)), .only(.leaveTalks(Cast.noBid))]
        case .callLastPrices: [later(86_400_000), at].map { .either(.callLastPrices(deadline: $0)) }
        case .agreePrice: agreements
        case .sealReserve: Cast.reserves.map { .lead(.sealReserve(commitment: $0.1)) }
        case .changeStep: [2000, 0].map { .lead(.changeStep(Fen($0))) }
        case .placeBid: offers
        case .optIn: [.lead(.optIn)]
        case .openReserve: reserves
        case .confirmDeal:
            [11, 12].map { Attempt.lead(.confirmDeal(text: Cast.digest($0))).leading(on: $0 == 11) }
        case .publishResult: results
        case .recordPayment: payments
        case .relist: relistings
        case .prediscloseSale: predisclosures
        case .freezePool: pools
        case .drawMembers: draws
        case .recuseMember: recusals
        case .changeScores: scoreChanges
        case .correctPrice: corrections
        case .confirmCorrection: confirmations
        case .questionLowPrice: lowPriceQuestions
        case .ruleOnLowPrice: lowPriceRulings
        case .terminate: terminations
        }
    }

    /// What a lawful act would be with one thing spoilt.
    func spoilt(_ command: Command) -> [Command] {
        guard case .publishNotice(let notice) = command else { return [] }
        return Cast.spoilt(notice, at: at).map { .publishNotice($0) }
    }
}
