// Rows that several procedures share word for word. Numbers and citations stand in the procedures.

/// 质疑、投诉 and the supervisor's orders under procurement law, in every phase of `phases`.
@Table<Row> func challengesAndComplaints(
    in phases: Set<Phase>, challenge within: Period, noticeLasts: Period, resultNoticeLasts: Period,
    _ challengeLaw: Citation, standing: Citation, complaint complaintWithin: Period,
    afterAnswerWithin answer: Period, _ complaintLaw: Citation, scope: Citation, uncertain: String? = nil
) -> [Row] {
    On(.raiseObjection, by: .bidder, from: phases, duringSuspension: true) {
        challengerTakesPart(standing)
        challenge(
            within: within, noticeLasts: noticeLasts, resultNoticeLasts: resultNoticeLasts, challengeLaw,
            uncertain: uncertain)
        caseNameIsFree()
    }
    On(.answerObjection, by: .agency, from: phases, duringSuspension: true) {
        caseIsOpen(.objection, accepted: nil)
    }
    On(.fileComplaint, by: .bidder, from: phases, duringSuspension: true) {
        priorObjection(scope)
        complaint(within: complaintWithin, afterAnswerWithin: answer, complaintLaw)
        caseNameIsFree()
    }
    supervision(in: phases)
}

/// What the supervisor does with a complaint, and its orders.
@Table<Row> func supervision(in phases: Set<Phase>) -> [Row] {
    On(.acceptComplaint, by: .regulator, from: phases, duringSuspension: true) {
        caseIsOpen(.complaint, accepted: false)
    }
    On(.decideComplaint, by: .regulator, from: phases, duringSuspension: true) {
        caseIsOpen(.complaint, accepted: true)
    }
    On(.suspend, by: .regulator, from: phases, duringSuspension: true)
    On(.resume, by: .regulator, from: phases, duringSuspension: true) { orderStands() }
}

/// The draw of experts. `pool` says what the pool must be, `recusal` why an expert steps back.
@Table<Row> func drawOfExperts(in phases: Set<Phase>, pool: Citation, recusal: Citation) -> [Row] {
    On(.freezePool, by: .centre, from: phases) { poolIsSound(pool) }
    On(.drawMembers, by: .centre, from: phases) { drawIsDue(pool) }
    On(.recuseMember, by: .centre, .agency, from: phases) { recusedWasDrawn(recusal) }
}

/// Questions to a bidder, and its answers, among them those to a question about a low price.
@Table<Row> func questionsToBidders(
    in phases: Set<Phase>, asked: Citation, answered: Citation, lowPrice: Citation
) -> [Row] {
    On(.askBidder, by: .committee, from: phases) {
        bidStands(asked)
        caseNameIsFree()
    }
    On(.answerCommittee, by: .bidder, from: phases) {
        answerIsAsked(answered)
        lowPriceAnswerInTime(lowPrice)
    }
}

/// Abnormally low prices: asked, answered within the time, ruled on. A report then demands
/// `lowPricesAreRuledOn`, a rejection `abnormallyLowOnlyUnproven`.
@Table<Row> func lowPrices(
    in phases: Set<Phase>, atLeastMinutes minutes: Int, _ citation: Citation
) -> [Row] {
    On(.questionLowPrice, by: .committee, from: phases) {
        bidStands(citation)
        lowPriceTime(atLeastMinutes: minutes, citation)
        caseNameIsFree()
    }
    On(.ruleOnLowPrice, by: .committee, from: phases) { lowPriceIsAnswered(citation) }
}

/// The arithmetic of prices is put right and the bidder confirms. A report then demands
/// `correctionsAreAnswered`, a rejection `unconfirmedOnly`.
@Table<Row> func priceCorrections(in phases: Set<Phase>, _ citation: Citation) -> [Row] {
    On(.correctPrice, by: .committee, from: phases) {
        bidStands(citation)
        correctsInOrder(citation)
    }
    On(.confirmCorrection, by: .bidder, from: phases) { correctionIsAsked(citation) }
}

/// The winner under procurement law: named in rank order, or by silence; a winner that falls out gives way to the next.
@Table<Row> func awardInRankOrder(
    publishedOn media: Int, decided: Citation, published: Citation, walksAway: Citation
) -> [Row] {
    At(.decisionDue, from: [.reported], to: .presumed)
    On(.award, by: .agency, from: [.reported, .awarded], to: .awarded) {
        noWinnerStands(walksAway)
        winnerByRank(decided, always: true)
        samePublications(atLeast: media, published, always: true)
    }
    On(.award, by: .agency, from: [.presumed], to: .awarded) {
        winnerAsPresumed(decided)
        samePublications(atLeast: media, published, always: true)
    }
    On(.strikeCandidate, by: .agency, from: [.reported, .presumed, .awarded]) {
        strikesCandidate(walksAway)
        fails(.noCandidateLeft, unless: candidateIsLeft(walksAway))
    }
}

/// Contract, its publication and filing, the bonds, the archive, under procurement law.
@Table<Row> func contractToArchive(
    contract: Citation, challengesStop: Citation, published: Citation, filed: Citation, bonds: Citation,
    kept: Citation, media: Int = 1, othersFollowTheWinner others: Bool = true
) -> [Row] {
    On(.signContract, by: .agency, .bidder, from: [.awarded], to: .contracted) {
        // Without another candidate the lot has failed once its winner fell out.
        (others ? [winnerStands(contract)] : []).map(RowItem.demands)
        contractKeepsTheBid(contract)
        noChallengeIsOpen(challengesStop)
        stays(unless: bothHaveSigned(contract))
    }
    // The contract, not the result, which went out with the award.
    On(.publishResult, by: .agency, from: [.contracted]) {
        samePublications(atLeast: media, published, always: true)
    }
    On(.reportToSupervisor, by: .agency, from: [.contracted])
    // The losers' with the award, the winner's with the contract.
    On(.returnBonds, by: .agency, from: [.awarded]) { bondsNotReturned(since: .awarded, bonds) }
    On(.returnBonds, by: .agency, from: [.contracted, .failed, .cancelled]) {
        bondsNotReturned(since: .contracted, bonds)
    }
    On(.archive, by: .agency, from: [.contracted], to: .archived) {
        bondsAreReturned(since: .contracted, bonds)
        done(.publishResult, .resultPublished, published)
        done(.reportToSupervisor, .reportedToSupervisor, filed)
        casesAreSettled(kept)
    }
}

/// 废标、终止: it ends without an award although the task stays, on one of the grounds, published with the reason.
@Table<Row> func terminations(in phases: Set<Phase>, on grounds: Set<TerminationGround>, _ citation: Citation)
    -> [Row]
{
    On(.terminate, by: .agency, from: phases, duringSuspension: true) {
        terminates(on: grounds, citation)
        overBudgetIsSo(citation)
        samePublications(atLeast: 1, citation, always: true)
        TerminationGround.allCases.filter(grounds.contains).map { ground in
            RowItem.branch(fails(ground.failure, unless: notEnded(by: ground, citation)))
        }
    }
}
