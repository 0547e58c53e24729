// 拍卖 — auction.

extension Procedure {
    /// Land use rights and mineral rights: domain §1.10, row by row.
    package static let auctionUnderLand = Procedure(.auction, under: .land, alsoUnder: [.mineral]) {

        // 1. The plan is approved; start price, reserve and bond are decided collectively.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            planApproved(.landMeasures(7))
            sells([.landUse], under: .land, .landMeasures(2))
            sells([.mineralRight], under: .mineral, .landMeasures(2))
            lotsAreWellFormed(atMost: 100)
            previousRoundEnded(.auctionLaw(39))
        }

        // 2. Notice.
        On(.publishNotice, by: .agency, from: [.registered], to: .noticed) {
            samePublications(atLeast: 1, .landMeasures(8))
            timetableInOrder()
            liveTermsForEveryLot()
            highestPriceWins(.landMeasures(15))
            noticeToBidding(atLeast: .days(20), .landMeasures(8))
            auctionInOrder()
            roundLasts(seconds: 60...3600)
            fewestBidders(
                atLeast: 2, .platform,
                uncertain:
                    "Order 39 sets three for tenders only; auctions are held with three or with two in practice (domain §1.10), 2026-11-24."
            )
            bidBond(
                atLeastBasisPoints: 2000, ofStart: .notice(.landSupplyNotice),
                uncertain:
                    "20% of the lowest transfer price by 国土资发〔2010〕34号, from memory, seen in practice (紫金县 2020), 2026-11-24; taken of the start price, which is not lower."
            )
        }
        On(.takeDocuments, by: .bidder, from: [.noticed], duringSuspension: true) {
            documentsAreOut(.landMeasures(8))
            beforeDeadline("documents.beforeDeadline", .platform)
        }
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
            deadlineNeverEarlier()
        }

        // 3. Application with bond; the payer is the applicant.
        On(.apply, by: .bidder, from: [.noticed]) {
            beforeDeadline("apply.beforeDeadline", .landMeasures(8))
            applicantIsIndependent(
                .auctionLaw(22),
                uncertain:
                    "The Auction Law binds auction houses (art. 22) and sellers (art. 30); applied to the hall and the land bureau by our reading, 2026-11-24."
            )
            appliesOnce()
            bondIsPaid(.landMeasures(8))
            payerIsApplicant(
                .platform,
                uncertain: "Found in practice (紫金县 2020 notice), not in Order 39; 2026-11-24.")
        }

        // 4. Eligibility is confirmed, the paddle is anonymous.
        On(.judgeApplication, by: .agency, from: [.noticed, .closed]) {
            applicationWaits()
            paddleIsFree(.landMeasures(15))
        }

        // 1, 5. The reserve stays secret until the event ends; it is sealed before the bidding begins.
        On(.sealReserve, by: .agency, from: [.noticed, .closed]) {
            reserveIsAnnounced(.landMeasures(10))
        }
        At(.bidDeadline, from: [.noticed], to: .closed)

        // 5. The auction begins; with fewer bidders than the notice asks for it is not held.
        At(.biddingOpens, from: [.closed], to: .freeBidding) {
            fails(
                .notHeld,
                unless: comeEnough(
                    unlessStated: 3, .platform,
                    uncertain:
                        "Three for land unless the notice says otherwise: our reading, domain §9.11, from ministry operating rules, unsure, 2026-11-24."
                ))
            fails(.noReserve, unless: reserveIsSealed(.landMeasures(10)))
        }

        // 6. Bids: each tops the one before, and none can be taken back.
        On(.placeBid, by: .bidder, from: [.freeBidding, .timedBidding]) {
            bidIsInTime()
            bidderIsAdmitted(.landMeasures(15))
            bidTopsTheLeader(.landMeasures(15))
            offerNameIsFree()
        }
        On(.changeStep, by: .agency, .centre, from: [.freeBidding, .timedBidding]) {
            stepIsSound(.landMeasures(16))
        }

        // Online form: free bidding, then timed rounds, each begun anew by a bid.
        At(.biddingEnds, from: [.freeBidding], to: .timedBidding)

        // 7. A whole round without a bid: the hammer falls.
        At(.roundEnds, from: [.timedBidding], to: .hammer) {
            fails(.noBid, unless: somebodyBid(.landMeasures(15)))
        }

        // 8. The reserve is opened; below it there is no sale.
        On(.openReserve, by: .agency, from: [.hammer]) {
            reserveMatches(.landMeasures(10))
            fails(.belowReserve, unless: reserveIsMet(.landMeasures(16)))
        }

        // 9. Confirmation of the deal.
        On(.confirmDeal, by: .agency, .bidder, from: [.hammer], to: .awarded) {
            reserveIsOpen(.landMeasures(16))
            confirmsAsParty(.landMeasures(20))
            confirmsSameText(.landMeasures(20))
            stays(unless: bothHaveConfirmed(.landMeasures(20)))
        }

        // Void (39 25) or in default: the bond is lost, the lot is auctioned anew in a linked round.
        On(.strikeCandidate, by: .agency, from: [.hammer, .awarded]) {
            strikesTheWinner(.landMeasures(25))
            fails(.dealFell, unless: winnerHasNotFallen(.auctionLaw(39)))
        }

        // 10–12. Result, bonds, contract, payment, archive.
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

        // Fault policy: an attack, an outage, an order, a title dispute stops the bidding; it goes on in full rounds.
        // The centre may stop for a fault; only the supervisor lets go on, so that nobody lifts an order of its own.
        On(
            .suspend, by: .regulator, .centre,
            from: [.noticed, .closed, .freeBidding, .timedBidding, .hammer, .awarded],
            duringSuspension: true)
        On(
            .resume, by: .regulator,
            from: [.noticed, .closed, .freeBidding, .timedBidding, .hammer, .awarded],
            duringSuspension: true
        ) {
            orderStands()
        }

        // Called off before the bidding begins; afterwards only what was stopped.
        On(
            .cancel, by: .agency, from: [.registered, .noticed, .closed], to: .cancelled,
            duringSuspension: true
        ) {
            samePublications(atLeast: 1, .landMeasures(8))
        }
        On(
            .cancel, by: .agency, from: [.freeBidding, .timedBidding, .hammer], to: .cancelled,
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
