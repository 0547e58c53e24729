internal import Procurement

/// One thing to ask of a situation.
struct Attempt {
    /// What follows when it is allowed.
    enum Follow: Hashable {
        /// One of several ways to do the same: the first of its group that is allowed is played on, the others are
        /// not asked.
        case first(of: Int)
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

    static func either(
        _ command: Command, _ facts: Facts = Facts(), id: String? = nil, of group: Int = 0
    ) -> Attempt {
        Attempt(command: command, id: id ?? command.kind.rawValue, facts: facts, follow: .first(of: group))
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
        let all = variants(of: kind)
        let waits = Self.anytime.contains(kind) ? isMidway : hasOpenCase && !Self.disputes.contains(kind)
        return waits ? all.map { $0.leading(on: false) } : all
    }

    /// A case is settled before the play goes on: what it stands against is asked while it is open.
    private var hasOpenCase: Bool { tender.cases.values.contains { $0.isOpen } }

    private static let disputes: Set<Command.Kind> = [
        .answerObjection, .fileComplaint, .acceptComplaint, .decideComplaint, .argueSource, .approveSource,
    ]

    /// What may come at any time is played before or after a row of like acts, each bidder's bid or each member's
    /// score: in between it is asked, and nothing else would follow.
    private static let anytime: Set<Command.Kind> = [
        .raiseObjection, .suspend, .amendDocuments, .askBidder, .rejectBid, .correctPrice, .questionLowPrice,
        .changeScores, .changeRequirements, .returnBonds, .fileComplaint,
    ]

    private var isMidway: Bool {
        let members = lot.committee.count
        let opened = lot.liveBids.count { $0.finding != nil }
        switch lot.phase {
        case .noticed, .lastPrices: return lot.bidding == nil && (1..<3).contains(lot.live.count)
        case .opening, .lastOpening: return opened > 0 && opened < lot.live.count
        case .evaluation:
            return lot.scores.count > 0 && lot.scores.count < members
                || lot.signatures.count > 0 && lot.signatures.count < members
        case .registered, .closed, .reported, .publicity, .awarded, .contracted, .archived, .failed,
            .cancelled,
            .prequalification, .qualifying, .qualified, .sourcePublicity, .review, .negotiation, .lastClosed,
            .presumed, .freeBidding, .listing, .optIn, .timedBidding, .hammer, .unsold:
            return false
        }
    }

    private func variants(of kind: Command.Kind) -> [Attempt] {
        switch kind {
        case .registerProject: [.only(.registerProject(tender.project))]
        case .publishNotice:
            // A sale may be by the highest price alone, or not: each is played.
            Cast.notices(at: at).map { .either(.publishNotice($0), of: $0.method == .highestPrice ? 1 : 0) }
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
        // A draw that has begun is finished before the bids are opened: in between nothing differs.
        case .openBids: [Attempt.lead(.openBids).leading(on: lot.pool == nil || !lot.committee.isEmpty)]
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
