// 挂牌 — listing.

extension Procedure {
    /// Land use rights and mineral rights: domain §1.11A, row by row.
    package static let listingUnderLand = Procedure(.listing, under: .land, alsoUnder: [.mineral]) {

        // The plan is approved; start price, reserve and bond are decided collectively (39 7, 10).
        On(.registerProject, by: .agency, from: [], to: .registered) {
            planApproved(.landMeasures(7))
            sells([.landUse], under: .land, .landMeasures(2))
            sells([.mineralRight], under: .mineral, .landMeasures(2))
            lotsAreWellFormed(atMost: 100)
            previousRoundEnded(.platform)
        }

        // 1–4. Notice, length of the listing, end of applications; parcel, start price, step and rules are posted.
        On(.publishNotice, by: .agency, from: [.registered], to: .noticed) {
            samePublications(atLeast: 1, .landMeasures(8))
            timetableInOrder()
            liveTermsForEveryLot()
            highestPriceWins(.landMeasures(19))
            noticeToBidding(atLeast: .days(20), .landMeasures(8))
            listingLasts(atLeast: .days(10), .landMeasures(18))
            applicationsCloseBefore(
                end: 2, .landMeasures(11),
                uncertain:
                    "Two days as a difference of dates; the notice may close them earlier: domain §9.12, 2026-11-24."
            )
            oneBidderSuffices(.landMeasures(19))
            optInLasts(seconds: 60...3600)
            roundLasts(seconds: 60...3600)
            bidBond(
                atLeastBasisPoints: 2000, ofStart: .notice(.landSupplyNotice),
                uncertain:
                    "20% of the lowest transfer price by 国土资发〔2010〕34号, from memory, seen in practice (紫金县 2020), 2026-11-24; taken of the start price, which is not lower."
            )
        }
        On(.takeDocuments, by: .bidder, from: [.noticed, .listing], duringSuspension: true) {
            documentsAreOut(.landMeasures(8))
            beforeDeadline("documents.beforeDeadline", .platform)
        }
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
            deadlineNeverEarlier()
        }

        // 3. Applications are taken before and during the listing, until they close.
        On(.apply, by: .bidder, from: [.noticed, .listing]) {
            beforeDeadline("apply.beforeDeadline", .landMeasures(11))
            applicantIsIndependent(
                .platform,
                uncertain:
                    "Order 39 has no such ban; that of the Auction Law (arts. 22, 30) is followed, 2026-11-24."
            )
            appliesOnce()
            bondIsPaid(.landMeasures(8))
            payerIsApplicant(
                .platform,
                uncertain: "Found in practice (紫金县 2020 notice), not in Order 39; 2026-11-24.")
        }
        On(.judgeApplication, by: .agency, from: [.noticed, .listing]) {
            applicationWaits()
            paddleIsFree(.landMeasures(17))
        }

        // The reserve is entered under supervision before the end, and stays secret until the event ends.
        On(.sealReserve, by: .agency, from: [.noticed, .listing]) {
            reserveIsAnnounced(.landMeasures(10))
            reserveInTime(
                minutesBeforeEnd: 30, .platform,
                uncertain: "Thirty minutes in the rules of 汕头市 (arts. 19-24), second-hand, 2026-11-24.")
        }

        // 5–6. Price sheets; the posted price follows them at once, and the step may be changed.
        At(.biddingOpens, from: [.noticed], to: .listing)
        On(.placeBid, by: .bidder, from: [.listing]) {
            bidderIsAdmitted(.landMeasures(17))
            sheetFitsThePost(
                .landMeasures(17),
                uncertain:
                    "A sheet may name the posted price itself, since equal sheets go by their order (39 19): our reading, 2026-11-24."
            )
            offerNameIsFree()
        }
        On(.changeStep, by: .agency, .centre, from: [.listing, .timedBidding]) {
            stepIsSound(.landMeasures(18))
        }

        // 7. At the end it is asked who goes on; one is enough for timed bidding.
        At(.biddingEnds, from: [.listing], to: .optIn) {
            fails(.noBid, unless: somebodyBid(.landMeasures(19)))
            fails(.noReserve, unless: reserveIsSealed(.landMeasures(10)))
        }
        On(.optIn, by: .bidder, from: [.optIn]) {
            hasBidOnce(
                .landMeasures(19),
                uncertain: "That one must have bid once is from the rules of 汕头市, second-hand, 2026-11-24.")
            asksOnce()
        }
        At(.optInEnds, from: [.optIn], to: .timedBidding) {
            moves(to: .hammer, unless: somebodyGoesOn(.landMeasures(19)))
        }
        On(.placeBid, by: .bidder, from: [.timedBidding]) {
            bidIsInTime()
            hasBidOnce(
                .landMeasures(19),
                uncertain:
                    "Once somebody goes on, all who filed a sheet may bid, so that the leader can answer: our reading, 2026-11-24."
            )
            bidTopsTheLeader(.landMeasures(19))
            offerNameIsFree()
        }
        At(.roundEnds, from: [.timedBidding], to: .hammer)

        // 8. Also with one bidder: the highest sheet, the earlier of equal ones, never below the reserve.
        On(.openReserve, by: .agency, from: [.hammer]) {
            reserveMatches(.landMeasures(10))
            fails(.belowReserve, unless: reserveIsMet(.landMeasures(19)))
        }

        // 9. Confirmation, default, result, bonds, contract, payment, as in an auction.
        On(.confirmDeal, by: .agency, .bidder, from: [.hammer], to: .awarded) {
            reserveIsOpen(.landMeasures(19))
            confirmsAsParty(.landMeasures(20))
            confirmsSameText(.landMeasures(20))
            stays(unless: bothHaveConfirmed(.landMeasures(20)))
        }
        On(.strikeCandidate, by: .agency, from: [.hammer, .awarded]) {
            strikesTheWinner(.landMeasures(25))
            fails(.dealFell, unless: winnerHasNotFallen(.landMeasures(25)))
        }
        On(.publishResult, by: .agency, from: [.awarded, .contracted]) {
            samePublications(atLeast: 1, .landMeasures(22))
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

        // Fault policy: as in an auction.
        // The centre may stop for a fault; only the supervisor lets go on, so that nobody lifts an order of its own.
        On(
            .suspend, by: .regulator, .centre,
            from: [.noticed, .listing, .optIn, .timedBidding, .hammer, .awarded], duringSuspension: true)
        On(
            .resume, by: .regulator,
            from: [.noticed, .listing, .optIn, .timedBidding, .hammer, .awarded], duringSuspension: true
        ) {
            orderStands()
        }

        // Called off before the listing begins; afterwards only what was stopped.
        On(.cancel, by: .agency, from: [.registered, .noticed], to: .cancelled, duringSuspension: true) {
            samePublications(atLeast: 1, .landMeasures(8))
        }
        On(
            .cancel, by: .agency, from: [.listing, .optIn, .timedBidding, .hammer], to: .cancelled,
            duringSuspension: true
        ) {
            standsStill(
                .platform,
                uncertain: "From the rules of 惠州市 2025 on faults in online sales, second-hand, 2026-11-24.")
            samePublications(atLeast: 1, .landMeasures(8))
        }
    } duties: {
        Duty(
            id: "result.publish", owes: .publishResult, by: .agency, within: .workingDays(10),
            start: .milestone(.hammered), citation: .landMeasures(22))
        Duty(
            id: "bonds.return", owes: .returnBonds, by: .agency, within: .workingDays(5),
            start: .milestone(.hammered), citation: .landMeasures(21))
        Duty(
            id: "contract.sign", owes: .signContract, by: .agency, within: .workingDays(10),
            start: .milestone(.awarded), citation: .notice(.landSupplyNotice),
            uncertain: "Ten working days by 国土资发〔2010〕34号, from memory, 2026-11-24.")
        Duty(
            id: "payment.half", owes: .recordPayment, by: .agency, within: .days(30),
            start: .milestone(.contracted), citation: .notice(.landSupplyNotice),
            uncertain:
                "Half of the price within a month of the contract by 国土资发〔2010〕34号, from memory; a month is taken as 30 days, 2026-11-24."
        )
    }
}
