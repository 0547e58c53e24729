internal import Procurement

/// One thing to ask of a situation.
struct Attempt {
    var command: Command
    var id: String
    var facts = Facts()
    /// What follows when it is allowed is played on. False for repetitions that would never end, such as a
    /// second objection: they are asked, and their answer is checked, but not followed.
    var leadsOn = true
}

extension Cast {
    /// Every command that the actor could send now: one that fits the situation as well as can be, and some
    /// that break a clause.
    static func attempts(
        by actor: Actor, in tender: Tender?, at: Instant, of procedure: (mode: Mode, regime: Regime)
    ) -> [Attempt] {
        let lot = tender?.lots.first
        return Command.Kind.allCases.flatMap { kind -> [Attempt] in
            guard let tender, let lot else { return blind(kind, at, procedure) }
            switch kind {
            case .registerProject, .publishNotice, .takeDocuments, .openBids, .deliverReport, .closeOpening,
                .returnBonds, .reportToSupervisor, .archive, .cancel:
                return blind(kind, at, procedure)
            case .amendDocuments: return amendments(tender, at)
            case .raiseObjection, .answerObjection, .fileComplaint, .acceptComplaint, .decideComplaint,
                .suspend, .resume:
                return cases(kind, tender, lot)
            case .submitBid, .withdrawBid, .releaseKey, .ruleOnFault: return bids(kind, actor, lot)
            case .formCommittee, .replaceMember, .rejectBid, .askBidder, .answerCommittee, .scoreBids,
                .proposeReport, .signReport:
                return evaluation(kind, lot)
            case .publishCandidates, .strikeCandidate, .award, .signContract: return ending(kind, lot, at)
            case .publishPrequalification, .apply, .judgeApplication, .closeQualification, .invite,
                .answerInvitation, .publishSource, .argueSource, .approveSource, .openTalk, .closeTalk,
                .changeRequirements, .refileResponse, .shortlist, .leaveTalks, .callLastPrices, .agreePrice,
                .sealReserve, .changeStep, .placeBid, .optIn, .openReserve, .confirmDeal, .publishResult,
                .recordPayment, .relist, .prediscloseSale, .freezePool, .drawMembers, .recuseMember,
                .changeScores, .correctPrice, .confirmCorrection, .questionLowPrice, .ruleOnLowPrice,
                .terminate:
                return []
            }
        }
    }

    /// Acts that look the same whatever has happened.
    private static func blind(
        _ kind: Command.Kind, _ at: Instant, _ procedure: (mode: Mode, regime: Regime)
    ) -> [Attempt] {
        let command: Command
        switch kind {
        case .registerProject: command = .registerProject(project(of: procedure))
        case .publishNotice: return notices(at)
        case .takeDocuments: command = .takeDocuments
        case .amendDocuments:
            command = .amendDocuments(Amendment(text: digest(4), affectsBids: false, newDeadline: nil))
        case .raiseObjection: command = .raiseObjection(.documents, text: digest(4))
        case .answerObjection: command = .answerObjection(Answer(to: none, upheld: false, text: digest(4)))
        case .fileComplaint: command = .fileComplaint(.documents, objection: nil, text: digest(4))
        case .acceptComplaint: command = .acceptComplaint(none, accepted: true, text: digest(4))
        case .decideComplaint: command = .decideComplaint(Answer(to: none, upheld: false, text: digest(4)))
        case .suspend: command = .suspend(text: digest(4))
        case .resume: command = .resume(text: digest(4))
        case .submitBid: command = .submitBid(SealedBid(envelope: digest(5), size: 1, replaces: nil))
        case .withdrawBid: command = .withdrawBid(noBid)
        case .openBids: command = .openBids
        case .releaseKey: command = .releaseKey(noBid, contentKey: digest(6).hex)
        case .ruleOnFault: command = .ruleOnFault(noBid, .bidder, text: digest(4))
        case .closeOpening: command = .closeOpening(record: digest(7))
        case .formCommittee: command = .formCommittee([], draw: digest(8))
        case .replaceMember:
            command = .replaceMember(
                experts[0].party, by: Member(party: experts[5].party, expert: true), reason: digest(4))
        case .rejectBid: command = .rejectBid(noBid, .unsigned, reason: digest(4))
        case .askBidder: command = .askBidder(noBid, text: digest(4))
        case .answerCommittee: command = .answerCommittee(none, text: digest(4))
        case .scoreBids: command = .scoreBids([])
        case .proposeReport:
            command = .proposeReport(Report(text: digest(9), candidates: [], competitionFinding: nil))
        case .signReport: command = .signReport(report: digest(9), dissent: nil)
        case .deliverReport: command = .deliverReport
        case .publishCandidates: command = .publishCandidates(until: at, publications: [])
        case .strikeCandidate: command = .strikeCandidate(noBid, .gaveUp, text: digest(4))
        case .award: command = .award(noBid, notice: digest(10), publications: publications(2, at: at))
        case .signContract: command = .signContract(Contract(text: digest(11), price: Fen(0)))
        case .returnBonds: command = .returnBonds(record: digest(12))
        case .reportToSupervisor: command = .reportToSupervisor(text: digest(13))
        case .archive: command = .archive(record: digest(14))
        case .cancel: command = .cancel(reason: digest(15), publications: publications(1, at: at))
        case .publishPrequalification, .apply, .judgeApplication, .closeQualification, .invite,
            .answerInvitation, .publishSource, .argueSource, .approveSource, .openTalk, .closeTalk,
            .changeRequirements, .refileResponse, .shortlist, .leaveTalks, .callLastPrices, .agreePrice,
            .sealReserve, .changeStep, .placeBid, .optIn, .openReserve, .confirmDeal, .publishResult,
            .recordPayment, .relist, .prediscloseSale, .freezePool, .drawMembers, .recuseMember,
            .changeScores, .correctPrice, .confirmCorrection, .questionLowPrice, .ruleOnLowPrice, .terminate:
            return []
        }
        return [Attempt(command: command, id: kind.rawValue)]
    }

    static let none = CaseID("no-such-case")
    static let noBid = BidID("no-such-bid")

    /// One lawful notice, and one for each demand that it could miss.
    private static func notices(_ at: Instant) -> [Attempt] {
        let today = CivilDay(of: at)
        let changes: [(inout Notice) -> Void] = [
            { _ in },
            { $0.publications = publications(1, at: at) },
            { $0.deadline = today.adding(days: 19).start.adding(minutes: 570) },
            { $0.documentsUntil = today.adding(days: 3).end },
            { $0.documentsUntil = $0.deadline.adding(minutes: 1) },
            { $0.terms = [] },
            { $0.terms[0].floorPrice = Fen(1) },
            { $0.terms[0].bidBond = Fen(20_000_001) },
            { $0.terms[0].bidBond = Fen(80_000_001) },
            { $0.terms[0].performanceBondBasisPoints = 1001 },
            { $0.decryptionMinutes = 1 },
        ]
        return changes.map {
            Attempt(command: .publishNotice(notice(at: at, change: $0)), id: "publishNotice")
        }
    }

    private static func amendments(_ tender: Tender, _ at: Instant) -> [Attempt] {
        let later = (tender.deadline ?? at).adding(minutes: 20 * 24 * 60)
        let earlier = (tender.deadline ?? at).adding(minutes: -60)
        return [(false, nil), (true, nil), (true, later), (false, earlier)].map { affects, deadline in
            Attempt(
                command: .amendDocuments(
                    Amendment(text: digest(4), affectsBids: affects, newDeadline: deadline)),
                id: "amendDocuments", leadsOn: tender.amendments.isEmpty)
        }
    }
}
