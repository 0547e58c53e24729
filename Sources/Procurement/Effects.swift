extension Lawbook {
    /// The events that an allowed act is. Where a lot goes because of them is the table's affair.
    func effects(
        of act: Act, in tender: Tender, lots: [Lot], procedure: Procedure
    ) throws(Refusal) -> [Event] {
        let names = lots.map(\.id)
        guard let lot = names.first else { return [] }
        let party = act.actor.party
        switch act.command {
        case .registerProject:
            return []
        case .publishNotice(let notice):
            let table = digest(procedure.statement(on: CivilDay(of: act.at)))
            return [.noticePublished(notice, table: table)]
        case .takeDocuments:
            return [.documentsTaken(by: party)]
        case .amendDocuments(let amendment):
            let moved = amendment.newDeadline.flatMap { $0 == tender.deadline ? nil : $0 }
            return [.documentsAmended(amendment)]
                + (moved.map {
                    liveTimes(of: tender, withDeadline: $0, at: act.at) + [
                        .deadlineMoved(to: $0, because: nil)
                    ]
                }
                    ?? [])
        case .raiseObjection(let subject, let text):
            let id = CaseID(act.id)
            let raised = Event.objectionRaised(id, subject, lots: names, by: party, text: text)
            // An objection at the opening is answered on the spot and stops nothing (条例 44). In procurement a
            // 质疑 stops nothing but the contract (条例 54).
            let stops = subject != .opening && procedure.objectionsSuspend
            return [raised] + (stops ? names.map { .suspended($0, cause: id) } : [])
        case .answerObjection(let answer):
            return try [.objectionAnswered(answer)] + resuming(lots, cause: answer.to, tender, at: act.at)
        case .fileComplaint(let subject, let objection, let text):
            return [
                .complaintFiled(
                    CaseID(act.id), subject, lots: names, by: party, objection: objection, text: text)
            ]
        case .acceptComplaint(let id, let accepted, let text):
            return [.complaintRuledOn(id, accepted: accepted, text: text)]
        case .decideComplaint(let answer):
            return [.complaintDecided(answer)]
        case .suspend:
            return names.map { .suspended($0, cause: nil) }
        case .resume:
            return try resuming(lots, cause: nil, tender, at: act.at)
        case .submitBid(let sealed):
            return [.bidSubmitted(BidID(act.id), lot, by: party, sealed)]
        case .withdrawBid(let bid):
            return [.bidWithdrawn(bid, lot)]
        case .openBids:
            return names.map { .openingBegun($0) }
        case .releaseKey(let bid, let key):
            return act.facts.opening.map { [.bidOpened(bid, lot, contentKey: key, $0)] } ?? []
        case .ruleOnFault(let bid, let fault, let text):
            return [.faultRuled(bid, lot, fault, text: text)]
        case .closeOpening(let record):
            return [.openingClosed(lot, record: record)]
        case .formCommittee(let members, let draw):
            return [.committeeFormed(lot, members, draw: draw)]
        case .replaceMember(let old, let member, let reason):
            return [.memberReplaced(lot, old, by: member, reason: reason)]
        case .rejectBid(let bid, let ground, let reason):
            return [.bidRejected(bid, lot, ground, reason: reason)]
        case .askBidder(let bid, let text):
            return [.bidderAsked(CaseID(act.id), bid, lot, text: text)]
        case .answerCommittee(let question, let text):
            return [.committeeAnswered(question, lot, text: text)]
        case .scoreBids(let scores):
            return [.bidsScored(lot, by: party, scores)]
        case .proposeReport(let report):
            return [.reportProposed(lot, report)]
        case .signReport(_, let dissent):
            return [.reportSigned(lot, by: party, dissent: dissent)]
        case .deliverReport:
            let silent = lots.flatMap { lot in
                lot.committee.map(\.party).filter { lot.signatures[$0] == nil }
            }
            return [.reportDelivered(lot, silent: silent)]
        case .publishCandidates(let until, let publications):
            return names.map { .candidatesPublished($0, until: until, publications) }
        case .strikeCandidate(let bid, let ground, let text):
            return [.candidateStruck(bid, lot, ground, text: text)]
        case .award(let bid, let notice, let publications):
            return [.awarded(lot, bid, notice: notice, publications)]
        case .signContract(let contract):
            return [.contractSigned(lot, by: party, contract)]
        case .returnBonds(let record):
            return names.map { .bondsReturned($0, record: record) }
        case .reportToSupervisor(let text):
            return names.map { .reportedToSupervisor($0, text: text) }
        case .archive(let record):
            return names.map { .archiveClosed($0, record: record) }
        case .cancel(let reason, let publications):
            return names.map { .cancellationAnnounced($0, reason: reason, publications) }
        // Who takes part.
        case .publishPrequalification(let notice): return names.map { .prequalificationPublished($0, notice) }
        case .apply(let application): return names.map { .applied($0, by: party, application) }
        case .judgeApplication(let who, let accepted, let paddle, let reason):
            return [.applicationJudged(lot, who, accepted: accepted, paddle: paddle, reason: reason)]
        case .closeQualification(let record): return [.qualificationClosed(lot, record: record)]
        case .invite(let invitation): return names.map { .invitationsSent($0, invitation) }
        case .answerInvitation(let accepted):
            return names.map { .invitationAnswered($0, by: party, accepted: accepted) }
        case .publishSource(let publicity): return names.map { .sourcePublished($0, publicity) }
        case .argueSource(let upheld, let text):
            return names.map { .sourceArgued($0, upheld: upheld, text: text) }
        case .approveSource(let text): return names.map { .sourceApproved($0, text: text) }
        case .prediscloseSale(let until, let publications):
            return names.map { .salePredisclosed($0, until: until, publications) }
        // Negotiation and consultation.
        case .openTalk(let bid): return [.talkOpened(bid, lot)]
        case .closeTalk(let bid, let record): return [.talkClosed(bid, lot, record: record)]
        case .changeRequirements(let text, let substance):
            return [.requirementsChanged(lot, text: text, substance)]
        case .refileResponse(let bid, let text): return [.responseRefiled(bid, lot, text: text)]
        case .shortlist(let bids, let record): return [.solutionsShortlisted(lot, bids, record: record)]
        case .leaveTalks(let bid): return [.talksLeft(bid, lot)]
        case .callLastPrices(let deadline): return [.lastPricesCalled(lot, deadline: deadline)]
        case .agreePrice(let bid, let price, let record):
            return [.priceAgreed(bid, lot, price, record: record)]
        // Auction and listing.
        case .sealReserve(let commitment): return [.reserveSealed(lot, commitment: commitment)]
        case .changeStep(let step): return [.stepChanged(lot, step)]
        case .placeBid(let price):
            let paddle = lots[0].applicants[party]?.paddle ?? 0
            return [.offerMade(BidID(act.id), lot, by: party, paddle: paddle, price)]
        case .optIn: return [.optedIn(lot, by: party)]
        case .openReserve(let price, let salt): return [.reserveOpened(lot, price, salt: salt)]
        case .confirmDeal(let text): return [.dealConfirmed(lot, by: party, text: text)]
        case .publishResult(let text, let publications):
            return names.map { .resultPublished($0, text: text, publications) }
        case .recordPayment(let payment): return [.paymentRecorded(lot, payment)]
        case .relist(let relisting): return [.relisted(lot, relisting)]
        // Committee and evaluation.
        case .freezePool(let pool): return names.map { .poolFrozen($0, pool) }
        case .drawMembers:
            return act.facts.draw.map { draw in names.map { .membersDrawn($0, draw) } } ?? []
        case .recuseMember(let who, let text): return [.memberRecused(lot, who, text: text)]
        case .changeScores(let scores, let ground, let reason):
            return [.scoresChanged(lot, by: party, scores, ground, reason: reason)]
        case .correctPrice(let bid, let ground, let price, let reason):
            return [.priceCorrected(bid, lot, ground, price, reason: reason)]
        case .confirmCorrection(let bid, let confirmed):
            return [.correctionAnswered(bid, lot, confirmed: confirmed)]
        case .questionLowPrice(let bid, let minutes, let text):
            return [
                .lowPriceQuestioned(
                    CaseID(act.id), bid, lot, until: act.at.adding(minutes: minutes), text: text)
            ]
        case .ruleOnLowPrice(let bid, let proven, let text):
            return [.lowPriceRuled(bid, lot, proven: proven, text: text)]
        case .terminate(let ground, let reason, let publications):
            return names.map { .terminationAnnounced($0, ground, reason: reason, publications) }
        }
    }
}

extension Instant {
    /// The same time of day on another date.
    func onDate(_ day: CivilDay) -> Instant {
        Instant(milliseconds: day.start.milliseconds.clampedAdding(timeOfDay))
    }
}
