// 公开招标 — open tender of land use rights and mineral rights.

extension Procedure {
    /// Domain §1.4C: one table for land and for mineral rights.
    package static let openTenderOfLand = Procedure(.openTender, under: .land, alsoUnder: [.mineral]) {

        // The plan is approved; reserve and bond are decided collectively.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            planApproved(.landMeasures(7))
            sells([.landUse], under: .land, .landMeasures(2))
            sells([.mineralRight], under: .mineral, .landMeasures(2))
            lotsAreWellFormed(atMost: 100)
            previousRoundEnded(.landMeasures(13))
        }

        // Notice, twenty days before.
        On(.publishNotice, by: .agency, from: [.registered], to: .noticed) {
            samePublications(atLeast: 1, .landMeasures(8), always: true)
            noticeOfLandTender(days: 20)
        }
        rowsOfLandTender(
            from: [.registered, .noticed], participants: [],
            calledOff: [.demands(samePublications(atLeast: 1, .landMeasures(8)))])
    } duties: {
        dutiesOfLandTender()
    }

    /// §9.6: as the open tender, with invitees instead of the notice, and a quorum of three.
    package static let invitedTenderOfLand = Procedure(
        .invitedTender, under: .land, alsoUnder: [.mineral]
    ) {
        On(.registerProject, by: .agency, from: [], to: .registered) {
            planApproved(.landMeasures(7))
            sells([.landUse], under: .land, .landMeasures(2))
            sells([.mineralRight], under: .mineral, .landMeasures(2))
            lotsAreWellFormed(atMost: 100)
            previousRoundEnded(.landMeasures(13))
        }

        // Invitations to certain bidders, three or more, at once.
        On(.invite, by: .agency, from: [.registered], to: .qualified) {
            foundBy([.agencyChoice], .landMeasures(2))
            invitees(atLeast: 3, .landMeasures(13))
        }
        On(.answerInvitation, by: .bidder, from: [.qualified, .noticed], duringSuspension: true) {
            answersInvitation()
        }

        // The documents go to the invited, twenty days before.
        On(.publishNotice, by: .agency, from: [.qualified], to: .noticed) {
            noticeOfLandTender(days: 20)
        }
        rowsOfLandTender(
            from: [.registered, .qualified, .noticed],
            participants: [.demands(takesPart(.landMeasures(2)))], calledOff: [])
    } duties: {
        dutiesOfLandTender()
    }
}

/// What notice or documents must say.
@Table<RowItem> private func noticeOfLandTender(days: Int) -> [RowItem] {
    timetableInOrder()
    noticeToOpening(
        atLeast: .days(days), .landMeasures(8),
        uncertain:
            "Twenty days before the tender begins; taken to its deadline, at which the bids are opened: our reading, 2026-11-24."
    )
    termsForEveryLot()
    method(oneOf: [.scored, .highestPrice], .landMeasures(14))
    ruleIsLawful(.landMeasures(14))
    noFloorPrice(.landMeasures(10))
    landBond(
        atLeastBasisPoints: 2000, .notice(.landSupplyNotice),
        uncertain: "20% of the lowest transfer price by 国土资发〔2010〕34号, from memory, 2026-11-24.")
    windowsWithinBounds(decryptionMinutes: 5...1440, validityDays: 1...730)
}

/// Everything after the notice, the same for both but for who takes part and how it is called off.
@Table<Row> private func rowsOfLandTender(
    from early: Set<Phase>, participants: [RowItem], calledOff: [RowItem]
) -> [Row] {
    On(.takeDocuments, by: .bidder, from: [.noticed], duringSuspension: true) {
        documentsAreOut(.landMeasures(8))
        participants
        beforeDeadline("documents.beforeDeadline", .platform)
    }
    On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
        deadlineNeverEarlier()
    }

    // The reserve is fixed collectively and secret until the opening.
    On(.sealReserve, by: .agency, from: early) { reserveIsSealedOnce(.landMeasures(10)) }

    // Sealed bids.
    On(.submitBid, by: .bidder, from: [.noticed]) {
        beforeDeadline("bid.beforeDeadline", .landMeasures(13))
        bidderIsIndependent(.electronicTendering(23))
        keyHolderDoesNotBid()
        participants
        sealed(.electronicTendering(26))
        bidNameIsFree()
        oneLiveBid(.landMeasures(13))
    }
    On(.withdrawBid, by: .bidder, from: [.noticed], duringSuspension: true) {
        beforeDeadline("bid.withdrawBeforeDeadline", .landMeasures(13))
        ownLiveBid(.landMeasures(13))
    }

    // Fewer than three bidders end the tender.
    At(.bidDeadline, from: [.noticed], to: .closed) {
        fails(.tooFewBidders, unless: bidders(atLeast: 3, .landMeasures(13)))
    }
    On(.openBids, by: .custodian, from: [.closed], to: .opening)
    On(.releaseKey, by: .custodian, from: [.opening]) {
        biddersLeft(atLeast: 3, .landMeasures(13))
        bidAwaitsKey(.electronicTendering(30))
    }
    On(.ruleOnFault, by: .agency, from: [.opening]) {
        bidAwaitsRuling(.electronicTendering(31))
    }
    On(.closeOpening, by: .agency, from: [.opening], to: .evaluation) {
        allDecrypted(unlessFewerThan: 3, .electronicTendering(30))
        fails(.tooFewBidders, unless: biddersLeft(atLeast: 3, .landMeasures(13)))
    }
    On(.openReserve, by: .agency, from: [.evaluation]) {
        reserveMatches(.landMeasures(10))
        fails(.belowReserve, unless: someBidReachesReserve(.landMeasures(10)))
    }

    // The panel: delegates and experts; none where the highest price alone decides.
    On(.formCommittee, by: .agency, from: [.closed, .opening, .evaluation]) {
        noCommitteeYet(.landMeasures(14))
        panel(atLeast: 5, .landMeasures(14))
        membersAreNotBidders(.landMeasures(14))
    }
    On(.replaceMember, by: .agency, from: [.closed, .opening, .evaluation]) {
        replacedIsMember(.landMeasures(14))
        panel(atLeast: 5, .landMeasures(14))
        membersAreNotBidders(.landMeasures(14))
    }
    On(.rejectBid, by: .agency, .committee, from: [.evaluation]) {
        bidStands(.landMeasures(14))
        panelRejects(.landMeasures(14))
        fails(.allRejected, unless: someBidStands(.landMeasures(14)))
    }
    On(.askBidder, by: .committee, from: [.evaluation]) {
        bidStands(.landMeasures(14))
        caseNameIsFree()
    }
    On(.answerCommittee, by: .bidder, from: [.evaluation]) {
        answerIsAsked(.landMeasures(14))
    }
    On(.scoreBids, by: .committee, from: [.evaluation]) {
        scoresAreComplete(.landMeasures(14))
    }
    On(.proposeReport, by: .committee, from: [.evaluation]) {
        candidates(
            atMost: 3, .landMeasures(14),
            uncertain: "Order 39 sets no number; three is the platform's bound, ours, 2026-11-24.")
        conformityDecides(atLeast: 1, .landMeasures(14))
        winnersReachReserve(.landMeasures(10))
    }
    On(.signReport, by: .committee, from: [.evaluation]) {
        signsTheReport(.landMeasures(14))
    }
    On(.deliverReport, by: .committee, from: [.evaluation], to: .reported) {
        reportIsSigned(.landMeasures(14))
    }

    // Best overall by the panel's report, or the highest price at once.
    On(.award, by: .agency, from: [.reported], to: .awarded) {
        winnerByRank(.landMeasures(14), always: true)
    }
    On(.award, by: .agency, from: [.evaluation], to: .awarded) {
        highestPriceWithoutPanel(.landMeasures(14))
        winnersReachReserve(.landMeasures(10))
    }
    // Void (39 25) or in default: the lot is offered anew.
    On(.strikeCandidate, by: .agency, from: [.awarded]) {
        strikesWinner(.landMeasures(25))
        fails(.dealFell, unless: winnerStands(.landMeasures(25)))
    }

    // Result, bonds, contract, payment, archive.
    On(.publishResult, by: .agency, from: [.awarded, .contracted]) {
        samePublications(atLeast: 1, .landMeasures(22), always: true)
    }
    On(.signContract, by: .agency, .bidder, from: [.awarded], to: .contracted) {
        contractKeepsTheBid(.landMeasures(20))
        stays(unless: bothHaveSigned(.landMeasures(20)))
    }
    On(.returnBonds, by: .agency, from: [.awarded, .contracted, .failed, .cancelled]) {
        bondsNotReturnedYet(.landMeasures(21))
    }
    On(.recordPayment, by: .agency, from: [.contracted]) {
        firstPayment(
            atLeastBasisPoints: 5000, .notice(.landSupplyNotice),
            uncertain: "Half within a month by 国土资发〔2010〕34号, from memory, 2026-11-24.")
        paymentWithinPrice()
    }
    On(.archive, by: .agency, from: [.contracted], to: .archived) {
        done(.publishResult, .resultPublished, .landMeasures(22))
        done(.returnBonds, .bondsReturned, .landMeasures(21))
        done(.recordPayment, .paid, .notice(.landSupplyNotice))
    }

    // Orders of the supervisor; called off before the winner is named.
    On(
        .suspend, by: .regulator, from: [.noticed, .closed, .opening, .evaluation, .reported, .awarded],
        duringSuspension: true)
    On(
        .resume, by: .regulator, from: [.noticed, .closed, .opening, .evaluation, .reported, .awarded],
        duringSuspension: true
    ) {
        orderStands()
    }
    On(
        .cancel, by: .agency, from: early.union([.closed, .opening, .evaluation, .reported]),
        to: .cancelled, duringSuspension: true
    ) {
        calledOff
    }
}

/// Result within ten working days, losers' bonds within five, contract within ten, half the price within a month.
@Table<Duty> private func dutiesOfLandTender() -> [Duty] {
    Duty(
        id: "result.publish", owes: .publishResult, by: .agency, within: .workingDays(10),
        start: .milestone(.awarded), citation: .landMeasures(22))
    Duty(
        id: "bonds.return", owes: .returnBonds, by: .agency, within: .workingDays(5),
        start: .milestone(.awarded), citation: .landMeasures(21))
    Duty(
        id: "contract.sign", owes: .signContract, by: .agency, within: .workingDays(10),
        start: .milestone(.awarded), citation: .notice(.landSupplyNotice),
        uncertain: "Ten working days by 国土资发〔2010〕34号, from memory, 2026-11-24.")
    Duty(
        id: "payment.half", owes: .recordPayment, by: .agency, within: .days(30),
        start: .milestone(.contracted), citation: .notice(.landSupplyNotice),
        uncertain: "A month by 国土资发〔2010〕34号, from memory; taken as 30 days, 2026-11-24.")
}
