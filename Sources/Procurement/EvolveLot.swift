extension Lot {
    /// Applies what has happened to this lot.
    /// - Throws: `BrokenLog` when the event names a bid or a question that the lot does not have, or
    ///   belongs to the tender as a whole.
    mutating func evolve(_ event: Event, at: Instant) throws(BrokenLog) {
        switch event {
        case .suspended(_, let cause):
            suspensions.insert(cause.map(Suspension.objection) ?? .order)
            if suspendedAt == nil { suspendedAt = at }
            if cause == nil, orderedAt == nil { orderedAt = at }
        case .resumed(_, let cause):
            suspensions.remove(cause.map(Suspension.objection) ?? .order)
            if suspensions.isEmpty { (suspendedAt, resumedAt) = (nil, at) }
            if cause == nil { orderedAt = nil }
        case .bidSubmitted(let bid, _, let party, let sealed):
            guard bids[bid] == nil else {
                throw BrokenLog(reason: "lot \(self.id.text) has bid \(bid.text) twice")
            }
            bids[bid] = Bid(id: bid, bidder: party, sealed: sealed, submittedAt: at)
            live[party] = bid
        case .bidWithdrawn(let bid, _):
            live[try self.bid(bid).bidder] = nil
            try change(bid) { $0.withdrawnAt = at }
        case .openingBegun:
            milestones[.openingBegun] = at
        case .bidOpened(let bid, _, _, let finding):
            try change(bid) { $0.finding = finding }
        case .faultRuled(let bid, _, let fault, _):
            try change(bid) { $0.fault = fault }
            live[try self.bid(bid).bidder] = nil
        case .openingClosed:
            milestones[.openingClosed] = at
        case .committeeFormed(_, let members, _):
            committee = members
        case .memberReplaced(_, let party, let member, _):
            // The replaced member's work is void and redone (条例 48).
            committee = committee.map { $0.party == party ? member : $0 }
            scores[party] = nil
            signatures[party] = nil
            report = nil
            signatures = [:]
        case .bidRejected(let bid, _, let ground, _):
            try change(bid) { $0.rejection = ground }
            report = nil
            signatures = [:]
        case .bidderAsked(let id, let bid, _, _):
            questions[id] = Question(bid: bid, answeredAt: nil)
        case .committeeAnswered(let id, _, _):
            guard questions[id] != nil else {
                throw BrokenLog(reason: "lot \(self.id.text) has no question \(id.text)")
            }
            questions[id]?.answeredAt = at
        case .bidsScored(_, let party, let given):
            scores[party] = Dictionary(given.map { ($0.bid, $0.hundredths) }) { _, last in last }
            report = nil
            signatures = [:]
        case .reportProposed(_, let report):
            self.report = report
            signatures = [:]
            milestones[.reportCarried] = nil
            if milestones[.reportProposed] == nil { milestones[.reportProposed] = at }
        case .reportSigned(_, let party, let dissent):
            signatures[party] = .some(dissent)
            if signatures.count * 2 > committee.count, milestones[.reportCarried] == nil {
                milestones[.reportCarried] = at
            }
        case .reportDelivered:
            milestones[.reported] = at
        case .candidatesPublished(_, let until, _):
            milestones[.candidatesPublished] = at
            publicityEnds = until
        case .candidateStruck(let bid, _, _, _):
            struck.insert(try named(bid))
            if winner == bid {
                winner = nil
                milestones[.awarded] = nil
                contract = [:]
                confirmations = [:]
            }
        case .awarded(_, let bid, _, _):
            // The time for the contract runs from this notice, also when it is the next in rank's.
            winner = try self.bid(bid).id
            milestones[.awarded] = at
        case .contractSigned(_, let party, let contract):
            self.contract[party] = contract
        case .bondsReturned:
            returnBonds(at: at)
        case .reportedToSupervisor:
            milestones[.reportedToSupervisor] = at
        case .archiveClosed, .cancellationAnnounced:
            break
        case .lotMoved(_, let phase, let instant):
            try enter(phase, at: instant)
        case .lotFailed(_, let failure, let clause, let instant):
            self.failure = failure
            failureClause = clause
            try enter(.failed, at: instant)
        // Who takes part.
        case .prequalificationPublished(_, let notice):
            prequalification = notice
            milestones[.prequalificationNoticed] = at
        case .applied(_, let party, let application):
            applicants[party] = Applicant(application: application, appliedAt: at)
        case .applicationJudged(_, let party, let accepted, let paddle, _):
            guard applicants[party] != nil else {
                throw BrokenLog(reason: "lot \(id.text) has no applicant \(party.text)")
            }
            applicants[party]?.accepted = accepted
            applicants[party]?.paddle = paddle
        case .qualificationClosed:
            milestones[.qualified] = at
            // The committee that reviewed applications is done; another one evaluates bids.
            if phase == .qualifying {
                committee = []
                (pool, draw) = (nil, nil)
            }
        case .invitationsSent(_, let invitation):
            self.invitation = invitation
        case .invitationAnswered(_, let party, let accepted):
            invitationAnswers[party] = accepted
        case .sourcePublished(_, let publicity):
            source = publicity
            sourceUpheld = nil
            publicityEnds = publicity.until
            milestones[.sourcePublished] = at
        case .sourceArgued(_, let upheld, _):
            sourceUpheld = upheld
            milestones[.sourceArgued] = at
        case .sourceApproved:
            publicityEnds = nil
        case .salePredisclosed(_, let until, _):
            predisclosureEnds = until
            milestones[.predisclosed] = at
        // Negotiation and consultation.
        case .talkOpened(let bid, _):
            talkingTo = try self.bid(bid).id
            if milestones[.talksBegun] == nil { milestones[.talksBegun] = at }
        case .talkClosed(let bid, _, _):
            talkingTo = nil
            talks[bid, default: 0] += 1
        case .requirementsChanged:
            requirementChanges += 1
            milestones[.documentsChanged] = at
        case .responseRefiled(let bid, _, _):
            refiled[bid] = requirementChanges
        case .solutionsShortlisted(_, let bids, _):
            shortlist = bids
        case .talksLeft(let bid, _):
            // Its bond goes back, as that of who withdrew.
            try change(bid) {
                $0.left = true
                $0.withdrawnAt = at
            }
        case .lastPricesCalled(_, let deadline):
            responses = Dictionary(talkers.map { ($0.bidder, $0.id) }) { first, _ in first }
            live = [:]
            lastPriceDeadline = deadline
        case .priceAgreed(let bid, _, let price, _):
            agreedPrice = price
            report = Report(text: Self.noText, candidates: [bid], competitionFinding: nil)
            milestones[.reported] = at
        // Auction and listing.
        case .reserveSealed(_, let commitment):
            reserveCommitment = commitment
        case .stepChanged(_, let step):
            bidding?.step = step
        case .offerMade(let bid, _, let party, let paddle, let price):
            offers.append(Offer(id: bid, bidder: party, paddle: paddle, price: price, at: at))
            // Each bid begins the timed round anew.
            if phase == .timedBidding { roundEnds = nextRound(from: at) }
        case .optedIn(_, let party):
            optedIn.insert(party)
        case .reserveOpened(_, let price, _):
            reserve = price
        case .dealConfirmed(_, let party, let text):
            confirmations[party] = text
            winner = leadingOffer?.id
        case .resultPublished:
            milestones[.resultPublished] = at
        case .paymentRecorded(_, let payment):
            payments.append(payment)
            milestones[.paid] = at
        case .relisted(_, let relisting):
            bidding = relisting.live
            if let appraisal = relisting.appraisal {
                plan.appraisal = appraisal
                appraisedAgainAt = at
            }
            // Who came to an earlier disclosure applies anew.
            applicants = [:]
            roundEnds = nil
            milestones[.bondsReturned] = nil
            relistings.append(relisting)
        case .liveTimesMoved(_, let lost):
            moveBidding(by: lost, at: at)
        // Draw and evaluation.
        case .poolFrozen(_, let pool):
            self.pool = pool
            draw = nil
            milestones[.poolFrozen] = at
        case .membersDrawn(_, let draw):
            self.draw = draw
            milestones[.drawn] = at
        case .memberRecused(_, let party, _):
            recused.insert(party)
        case .scoresChanged(_, let party, let given, _, _):
            for score in given { scores[party, default: [:]][score.bid] = score.hundredths }
            report = nil
            signatures = [:]
        case .priceCorrected(let bid, _, let ground, let price, _):
            try change(bid) { $0.correction = PriceCorrection(ground: ground, price: price, confirmed: nil) }
            report = nil
            signatures = [:]
        case .correctionAnswered(let bid, _, let confirmed):
            try change(bid) { $0.correction?.confirmed = confirmed }
        case .lowPriceQuestioned(let question, let bid, _, let until, _):
            questions[question] = Question(bid: bid, answeredAt: nil)
            lowPrices[bid] = LowPriceCase(question: question, until: until, proven: nil)
        case .lowPriceRuled(let bid, _, let proven, _):
            lowPrices[bid]?.proven = proven
        case .terminationAnnounced:
            break
        case .projectRegistered, .noticePublished, .documentsTaken, .documentsAmended, .deadlineMoved,
            .objectionRaised, .objectionAnswered, .complaintFiled, .complaintRuledOn, .complaintDecided,
            .dutyOverdue:
            throw BrokenLog(reason: "an event of the whole tender was applied to lot \(id.text)")
        }
    }

    private mutating func enter(_ phase: Phase, at: Instant) throws(BrokenLog) {
        guard !self.phase.isFinal else {
            throw BrokenLog(
                reason: "lot \(id.text) is \(self.phase.rawValue) and cannot become \(phase.rawValue)")
        }
        self.phase = phase
        switch phase {
        case .registered, .opening, .evaluation, .reported, .publicity, .prequalification, .qualified,
            .sourcePublicity, .review, .negotiation, .lastPrices, .lastOpening, .optIn, .unsold:
            break
        case .presumed: milestones[.presumed] = at
        case .noticed: milestones[.noticed] = at
        case .closed: milestones[.closed] = at
        case .awarded: milestones[.awarded] = at
        case .contracted: milestones[.contracted] = at
        case .archived: milestones[.archived] = at
        case .failed: milestones[.failed] = at
        case .cancelled: milestones[.cancelled] = at
        case .qualifying: milestones[.applicationsClosed] = at
        case .lastClosed: milestones[.lastPricesClosed] = at
        case .freeBidding, .listing: milestones[.biddingOpened] = at
        case .timedBidding: roundEnds = nextRound(from: at)
        case .hammer: milestones[.hammered] = at
        }
        if phase == .presumed { winner = report?.candidates.first { !struck.contains($0) } }
    }

    /// Those who withdrew get theirs whenever bonds go back; once the lot is decided, so do the others.
    private mutating func returnBonds(at: Instant) {
        for (id, bid) in bids where bid.withdrawnAt != nil { bids[id]?.bondReturned = true }
        // Where prices are called in the open the winner's bond becomes part of the price: all others' go back.
        guard bidding == nil else {
            milestones[.bondsReturned] = at
            return
        }
        switch phase {
        case .awarded, .contracted, .archived, .failed, .cancelled: milestones[.bondsReturned] = at
        case .registered, .noticed, .closed, .opening, .evaluation, .reported, .publicity,
            .prequalification, .qualifying, .qualified, .sourcePublicity, .review, .negotiation,
            .lastPrices, .lastClosed, .lastOpening, .presumed, .freeBidding, .listing, .optIn,
            .timedBidding, .hammer, .unsold:
            break
        }
    }

    private func nextRound(from at: Instant) -> Instant? {
        bidding.map { at.adding(seconds: $0.roundSeconds) }
    }

    /// What was still to come comes as much later; a timed round begins anew.
    private mutating func moveBidding(by lost: Int64, at: Instant) {
        if phase == .lastPrices, let end = lastPriceDeadline {
            lastPriceDeadline = Instant(milliseconds: end.milliseconds.clampedAdding(lost))
        }
        guard var terms = bidding else { return }
        if terms.opens > at || phase == .noticed || phase == .closed {
            terms.opens = Instant(milliseconds: terms.opens.milliseconds.clampedAdding(lost))
        }
        if milestones[.hammered] == nil, phase != .timedBidding {
            terms.until = Instant(milliseconds: terms.until.milliseconds.clampedAdding(lost))
        }
        bidding = terms
        if phase == .timedBidding { roundEnds = nextRound(from: at) }
    }

    /// A lot of single source has no report of a committee; the record of the price stands for it.
    private static let noText = Digest(zeros: ())

    /// A bid that was handed in, or a price that was called.
    private func named(_ id: BidID) throws(BrokenLog) -> BidID {
        offers.contains { $0.id == id } ? id : try bid(id).id
    }

    private func bid(_ id: BidID) throws(BrokenLog) -> Bid {
        guard let bid = bids[id] else {
            throw BrokenLog(reason: "lot \(self.id.text) has no bid \(id.text)")
        }
        return bid
    }

    private mutating func change(_ id: BidID, _ body: (inout Bid) -> Void) throws(BrokenLog) {
        var bid = try bid(id)
        body(&bid)
        bids[id] = bid
    }
}
