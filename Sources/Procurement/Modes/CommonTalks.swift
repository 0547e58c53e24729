// Rows that competitive negotiation, competitive consultation and inquiry share. Numbers and citations stand
// in the procedures.

/// How suppliers are found: drawn from the library or recommended in writing; a notice is the third way.
@Table<Row> func invitations(
    atLeast suppliers: Suppliers, agencyShareAtMostPercent share: Int, namedOn grounds: Set<Ground> = [],
    _ citation: Citation
) -> [Row] {
    On(.invite, by: .agency, from: [.registered]) {
        invitesOnce()
        invites(atLeast: suppliers, citation)
        invitedBy([.library, .recommendation], namedOn: grounds, citation)
        drawnFromLibrary(citation)
        recommendedByAgency(atMostPercent: share, citation)
    }
}

/// The group: drawn, formed, its members replaced.
@Table<Row> func groupOfExperts(
    in phases: Set<Phase>, atLeast size: Int, aboveThreshold large: Int, expertThirds: Int,
    _ citation: Citation, recusal: Citation
) -> [Row] {
    drawOfExperts(in: phases, pool: citation, recusal: recusal)
    On(.formCommittee, by: .agency, from: phases) {
        noCommitteeYet(citation)
        group(atLeast: size, aboveThreshold: large, expertThirds: expertThirds, citation)
        membersAreNotBidders(recusal)
        expertsAreDrawn(citation)
        expertsFollowTheDraw(citation)
        expertsAreIndependent(recusal)
    }
    On(.replaceMember, by: .agency, from: phases) {
        replacedIsMember(citation)
        group(atLeast: size, aboveThreshold: large, expertThirds: expertThirds, citation)
        membersAreNotBidders(recusal)
        expertsFollowTheDraw(citation)
        expertsAreIndependent(recusal)
    }
}

/// Documents to whom they are for, and sealed responses until the deadline.
@Table<Row> func sealedResponses(found: Citation, handedIn: Citation, independent: Citation) -> [Row] {
    On(.takeDocuments, by: .bidder, from: [.noticed], duringSuspension: true) {
        documentsAreOut(.platform)
        beforeDeadline("documents.beforeDeadline", .platform)
        responderIsInvited("documents.invited", found)
    }
    On(.submitBid, by: .bidder, from: [.noticed]) {
        beforeDeadline("bid.beforeDeadline", handedIn)
        responderIsInvited("bid.invited", found)
        bidderIsIndependent(independent)
        responderIsNoMember(independent)
        keyHolderDoesNotBid()
        sealed(handedIn)
        bidNameIsFree()
        oneLiveBid(handedIn)
    }
    On(.withdrawBid, by: .bidder, from: [.noticed], duringSuspension: true) {
        beforeDeadline("bid.withdrawBeforeDeadline", handedIn)
        ownLiveBid(handedIn)
    }
}

/// First responses are opened; with too few they are not.
@Table<Row> func openingOfResponses(
    atLeast suppliers: Suppliers, to next: Phase, _ citation: Citation
) -> [Row] {
    At(.bidDeadline, from: [.noticed], to: .closed) {
        fails(.tooFewBidders, unless: responses(atLeast: suppliers, citation))
    }
    On(.openBids, by: .custodian, from: [.closed], to: .opening) {
        responses(atLeast: suppliers, citation)
    }
    On(.closeOpening, by: .agency, from: [.opening], to: next) {
        everythingOpened(unlessFewerThan: suppliers, citation)
        fails(.tooFewBidders, unless: responsesLeft(atLeast: suppliers, citation))
    }
}

/// Envelopes are decrypted, and failures ruled on.
@Table<Row> func decryption(in phases: Set<Phase>, atLeast suppliers: Suppliers, _ citation: Citation)
    -> [Row]
{
    On(.releaseKey, by: .custodian, from: phases) {
        responsesLeft(atLeast: suppliers, citation)
        bidAwaitsKey(citation)
    }
    On(.ruleOnFault, by: .agency, from: phases) { bidAwaitsRuling(citation) }
}

/// Rounds with one supplier at a time, changes of what is asked, those who leave, solutions voted in.
@Table<Row> func talks(
    atLeast suppliers: Suppliers, oneAtATime: Citation, changes: Citation, leaving: Citation,
    solutions: Citation, ends: Citation
) -> [Row] {
    On(.openTalk, by: .committee, from: [.negotiation]) {
        noTalkIsOpen(oneAtATime)
        talksWithParticipant(oneAtATime)
        equalRounds(oneAtATime)
    }
    On(.closeTalk, by: .committee, from: [.negotiation]) { talkIsOpen() }
    On(.changeRequirements, by: .committee, from: [.negotiation]) {
        delegateConfirms(changes)
        noTalkIsOpen(oneAtATime)
    }
    On(.refileResponse, by: .bidder, from: [.negotiation]) { refilesOwn(changes) }
    On(.leaveTalks, by: .bidder, from: [.review, .negotiation]) {
        leavesItself(leaving)
        fails(.tooFewConforming, unless: conforming(atLeast: suppliers, ends))
    }
    On(.leaveTalks, by: .bidder, from: [.lastPrices]) { leavesItself(leaving) }
    On(.shortlist, by: .committee, from: [.negotiation]) {
        noTalkIsOpen(oneAtATime)
        votesOnce()
        votesIn(atLeast: suppliers, solutions)
    }
}

/// The last price: called for, sealed, replaced like a first response until its time ends, and opened.
@Table<Row> func lastPriceRound(
    atLeast suppliers: Suppliers, roundsAtLeast rounds: Int, called: Citation, oneAtATime: Citation,
    changes: Citation, handedIn: Citation, ends: Citation
) -> [Row] {
    On(.callLastPrices, by: .committee, from: [.negotiation], to: .lastPrices) {
        noTalkIsOpen(oneAtATime)
        roundsAreEqual(atLeast: rounds, oneAtATime)
        changesAreAnswered(changes)
        lastPriceTimeIsAhead(called)
    }
    On(.submitBid, by: .bidder, from: [.lastPrices]) {
        beforeLastPriceDeadline("lastPrices.beforeDeadline", called)
        lastPriceIsAsked(called)
        sealed(handedIn)
        bidNameIsFree()
        oneLiveBid(handedIn)
    }
    On(.withdrawBid, by: .bidder, from: [.lastPrices]) {
        beforeLastPriceDeadline("lastPrices.withdrawBeforeDeadline", called)
        ownLiveBid(handedIn)
    }
    At(.lastPriceDeadline, from: [.lastPrices], to: .lastClosed) {
        fails(.tooFewLastPrices, unless: lastPrices(atLeast: suppliers, called))
    }
    On(.openBids, by: .custodian, from: [.lastClosed], to: .lastOpening) {
        lastPrices(atLeast: suppliers, called)
    }
    On(.closeOpening, by: .agency, from: [.lastOpening], to: .evaluation) {
        everythingOpened(unlessFewerThan: suppliers, called)
        fails(.tooFewLastPrices, unless: responsesLeft(atLeast: suppliers, called))
        fails(.overBudget, unless: withinBudget(atLeast: suppliers, ends))
    }
}

/// What is owed to those who challenge and complain under procurement law.
@Table<Duty> func challengeDuties(
    answered: Period, _ answer: Citation, papersChecked: Period, _ papers: Citation, decided: Period,
    _ decision: Citation, suspended: Period, _ suspension: Citation
) -> [Duty] {
    for subject in [Subject.documents, .opening, .result] {
        Duty(
            id: "challenge.answer.\(subject.rawValue)", owes: .answerObjection, by: .agency,
            within: answered, start: .objection(subject), citation: answer)
    }
    Duty(
        id: "complaint.papers", owes: .acceptComplaint, by: .regulator, within: papersChecked,
        start: .complaintFiled, citation: papers)
    Duty(
        id: "complaint.decide", owes: .decideComplaint, by: .regulator, within: decided,
        start: .complaintReceived, citation: decision)
    Duty(
        id: "order.lift", owes: .resume, by: .regulator, within: suspended, start: .order,
        citation: suspension)
}

/// 终止: it ends without an award although the task stays, on one of the grounds, published with the reason.
@Table<Row> func endings(
    in phases: Set<Phase>, on grounds: Set<TerminationGround>, overBudget: Clause, _ citation: Citation
) -> [Row] {
    On(.terminate, by: .agency, from: phases, duringSuspension: true) {
        overBudget
        samePublications(atLeast: 1, citation, always: true)
        TerminationGround.allCases.filter(grounds.contains).map { ground in
            RowItem.branch(fails(ground.failure, unless: notEnded(by: ground, citation)))
        }
    }
}
