// 拍卖 — auction.

extension Procedure {
    /// State assets of enterprises, sold by auction once disclosed: domain §1.10 with Order 32 art. 22 and the
    /// Auction Law.
    package static let auctionUnderStateAssets = Procedure(.auction, under: .stateAssets) {

        // Decision, audit, appraisal.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            planApproved(
                .stateAssetMeasures(9), uncertain: "The number of the article is from memory, 2026-11-24.")
            sells(
                [.equity, .assets], under: .stateAssets, .stateAssetMeasures(3),
                uncertain: "The number of the article is from memory, 2026-11-24.")
            lotsAreWellFormed(atMost: 100)
            appraised(
                .stateAssetMeasures(12),
                uncertain: "Order 32 from memory, its article not checked, 2026-11-24.")
            previousRoundEnded(.auctionLaw(39))
        }

        // A sale that passes control is disclosed ahead (32 13).
        On(.prediscloseSale, by: .agency, from: [.registered]) {
            samePublications(atLeast: 1, .stateAssetMeasures(13))
            predisclosed(atLeast: .workingDays(20), .stateAssetMeasures(13))
        }

        // 2. Notice: formal disclosure, seven days before the auction, two days of showing.
        On(.publishNotice, by: .agency, from: [.registered], to: .noticed) {
            predisclosureIsOver(.stateAssetMeasures(13))
            samePublications(atLeast: 1, .stateAssetMeasures(13))
            timetableInOrder()
            liveTermsForEveryLot()
            highestPriceWins(.stateAssetMeasures(22))
            disclosed(.equity, atLeast: .workingDays(20), .stateAssetMeasures(13))
            assetsDisclosed(
                below: Fen(1_000_000_000), atLeast: .workingDays(10), fromThere: .workingDays(20),
                .stateAssetMeasures(51),
                uncertain:
                    "The number of the article is from memory; 10 working days from 1 to 10 million yuan, 20 above, second-hand (360ask.cn 7808_2), 2026-11-24; exactly 10 million takes the longer, domain §9.13; below 1 million is taken as below 10 million."
            )
            noticeToBidding(atLeast: .days(7), .auctionLaw(45))
            shown(
                atLeast: .days(2), .auctionLaw(48),
                uncertain:
                    "The documents' time on offer stands for the showing of the goods: our reading, 2026-11-24."
            )
            auctionInOrder()
            roundLasts(seconds: 60...3600)
            fewestBidders(
                atLeast: 2, .stateAssetMeasures(22),
                uncertain:
                    "Two or more buyers compete; with one there is a sale by listing: our reading of art. 22, 2026-11-24."
            )
            askedPriceFirst(.stateAssetMeasures(17))
            askedPriceAgain(consentBelowBasisPoints: 9000, .stateAssetMeasures(18))
        }
        On(.takeDocuments, by: .bidder, from: [.noticed], duringSuspension: true) {
            documentsAreOut(.auctionLaw(48))
            beforeDeadline("documents.beforeDeadline", .platform)
        }
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
            disclosureIsFrozen(.stateAssetMeasures(20))
        }

        // 3–4. Applications, bond, paddle.
        On(.apply, by: .bidder, from: [.noticed]) {
            beforeDeadline("apply.beforeDeadline", .stateAssetMeasures(13))
            applicantIsIndependent(
                .auctionLaw(22),
                uncertain:
                    "The Auction Law binds auction houses (art. 22) and sellers (art. 30); applied to the hall by our reading, 2026-11-24."
            )
            appliesOnce()
            bondIsPaid(.platform)
            payerIsApplicant(
                .platform, uncertain: "Found in the practice of land sales, not in Order 32; 2026-11-24.")
        }
        On(.judgeApplication, by: .agency, from: [.noticed, .closed]) {
            applicationWaits()
            paddleIsFree(.platform)
        }

        // 1, 5. The reserve is sealed before the auction begins; fewer than two come: not held.
        On(.sealReserve, by: .agency, from: [.noticed, .closed]) {
            reserveIsAnnounced(.auctionLaw(50))
        }
        At(.bidDeadline, from: [.noticed], to: .closed)
        At(.biddingOpens, from: [.closed], to: .freeBidding) {
            fails(
                .notHeld,
                unless: comeEnough(
                    unlessStated: 2, .stateAssetMeasures(22),
                    uncertain: "Two or more buyers compete: our reading of art. 22, 2026-11-24."))
            fails(.noReserve, unless: reserveIsSealed(.auctionLaw(50)))
        }

        // 6. Bids: each tops the one before, and none can be taken back.
        On(.placeBid, by: .bidder, from: [.freeBidding, .timedBidding]) {
            bidIsInTime()
            bidderIsAdmitted(.stateAssetMeasures(22))
            bidTopsTheLeader(.auctionLaw(36))
            offerNameIsFree()
        }
        On(.changeStep, by: .agency, .centre, from: [.freeBidding, .timedBidding]) {
            stepIsSound(.platform)
        }
        At(.biddingEnds, from: [.freeBidding], to: .timedBidding)

        // 7–8. A whole round without a bid: the hammer falls; below the reserve there is no sale.
        At(.roundEnds, from: [.timedBidding], to: .hammer) {
            fails(.noBid, unless: somebodyBid(.auctionLaw(51)))
        }
        On(.openReserve, by: .agency, from: [.hammer]) {
            reserveMatches(.auctionLaw(50))
            fails(.belowReserve, unless: reserveIsMet(.auctionLaw(50)))
        }

        // 9. Confirmation; in default the lot is auctioned anew in a linked round.
        On(.confirmDeal, by: .agency, .bidder, from: [.hammer], to: .awarded) {
            reserveIsOpen(.auctionLaw(50))
            confirmsAsParty(.auctionLaw(51))
            confirmsSameText(.auctionLaw(51))
            stays(unless: bothHaveConfirmed(.auctionLaw(51)))
        }
        On(.strikeCandidate, by: .agency, from: [.hammer, .awarded]) {
            strikesTheWinner(.auctionLaw(39))
            fails(.dealFell, unless: winnerHasNotFallen(.auctionLaw(39)))
        }

        // Contract, payment, result, archive.
        On(.signContract, by: .agency, .bidder, from: [.awarded], to: .contracted) {
            contractKeepsTheBid(.stateAssetMeasures(22))
            stays(unless: bothHaveSigned(.stateAssetMeasures(22)))
        }
        On(.recordPayment, by: .agency, from: [.contracted]) {
            paidAtOnce(
                orFirstBasisPoints: 3000, restWithinMonths: 12, .stateAssetMeasures(28),
                uncertain: "Order 32 art. 28, from memory and unsure, 2026-11-24.")
            paymentWithinPrice()
        }
        On(.publishResult, by: .agency, from: [.contracted]) {
            samePublications(atLeast: 1, .platform)
        }
        On(.returnBonds, by: .agency, from: [.awarded, .contracted, .failed, .cancelled]) {
            bondsNotReturnedYet(.platform)
        }
        On(.archive, by: .agency, from: [.contracted], to: .archived) {
            resultStood(
                atLeast: .workingDays(5), .stateAssetMeasures(30),
                uncertain: "The number of the article is from memory, 2026-11-24.")
            done(.returnBonds, .bondsReturned, .platform)
            priceIsPaid(.stateAssetMeasures(28))
        }

        // Fault policy, and calling off: as in an auction of land.
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
        On(
            .cancel, by: .agency, from: [.registered, .noticed, .closed], to: .cancelled,
            duringSuspension: true
        ) {
            samePublications(atLeast: 1, .platform)
        }
        On(
            .cancel, by: .agency, from: [.freeBidding, .timedBidding, .hammer], to: .cancelled,
            duringSuspension: true
        ) {
            standsStill(
                .platform,
                uncertain: "From the rules of 惠州市 2025 on faults in online sales, second-hand, 2026-11-24.")
            samePublications(atLeast: 1, .platform)
        }
    } duties: {
        Duty(
            id: "payment.price", owes: .recordPayment, by: .agency, within: .workingDays(5),
            start: .milestone(.contracted), citation: .stateAssetMeasures(28),
            uncertain: "Order 32 art. 28, from memory and unsure, 2026-11-24.")
    }
}
