// 挂牌 — listing.

extension Procedure {
    /// State assets of enterprises: disclosure, then a price by the number of buyers who came: domain §1.11B.
    package static let listingUnderStateAssets = Procedure(.listing, under: .stateAssets) {

        // Decision, audit, appraisal.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            planApproved(
                .stateAssetMeasures(9), uncertain: "The number of the article is from memory, 2026-11-24.")
            sells(
                [.equity, .assets, .capitalIncrease], under: .stateAssets, .stateAssetMeasures(3),
                uncertain: "The number of the article is from memory, 2026-11-24.")
            lotsAreWellFormed(atMost: 100)
            appraised(
                .stateAssetMeasures(12),
                uncertain: "Order 32 from memory, its article not checked, 2026-11-24.")
            previousRoundEnded(.platform)
        }

        // A sale that passes control is disclosed ahead (32 13).
        On(.prediscloseSale, by: .agency, from: [.registered]) {
            samePublications(atLeast: 1, .stateAssetMeasures(13))
            predisclosed(atLeast: .workingDays(20), .stateAssetMeasures(13))
        }

        // Formal disclosure; the first asked price is not below the appraised value.
        On(.publishNotice, by: .agency, from: [.registered], to: .noticed) {
            predisclosureIsOver(.stateAssetMeasures(13))
            samePublications(atLeast: 1, .stateAssetMeasures(13))
            timetableInOrder()
            liveTermsForEveryLot()
            highestPriceWins(.stateAssetMeasures(22))
            disclosed(.equity, atLeast: .workingDays(20), .stateAssetMeasures(13))
            disclosed(
                .capitalIncrease, atLeast: .workingDays(40), .stateAssetMeasures(39),
                uncertain: "Order 32 art. 39, from memory, 2026-11-24.")
            assetsDisclosed(
                below: Fen(1_000_000_000), atLeast: .workingDays(10), fromThere: .workingDays(20),
                .stateAssetMeasures(51),
                uncertain:
                    "The number of the article is from memory; 10 working days from 1 to 10 million yuan, 20 above, second-hand (360ask.cn 7808_2), 2026-11-24; exactly 10 million takes the longer, domain §9.13; below 1 million is taken as below 10 million."
            )
            auctionInOrder()
            roundLasts(seconds: 60...3600)
            oneBidderSuffices(.stateAssetMeasures(22))
            noReserveBesideAskedPrice(.stateAssetMeasures(22))
            askedPriceFirst(.stateAssetMeasures(17))
            askedPriceAgain(consentBelowBasisPoints: 9000, .stateAssetMeasures(18))
        }
        On(.takeDocuments, by: .bidder, from: [.noticed], duringSuspension: true) {
            documentsAreOut(.stateAssetMeasures(13))
            beforeDeadline("documents.beforeDeadline", .platform)
        }

        // Frozen: what causes outside the seller force upon it is supplemented, and extends the disclosure.
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
            disclosureIsFrozen(.stateAssetMeasures(20))
        }

        // Registration of interested buyers, and their bonds.
        On(.apply, by: .bidder, from: [.noticed]) {
            beforeDeadline("apply.beforeDeadline", .stateAssetMeasures(13))
            applicantIsIndependent(
                .platform,
                uncertain:
                    "Order 32 has no such ban; that of the Auction Law (arts. 22, 30) is followed, 2026-11-24."
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

        // After the period: nobody, one buyer at the asked price at least, or two and more who compete (32 22).
        At(.bidDeadline, from: [.noticed], to: .closed) {
            moves(to: .unsold, unless: somebodyApplied(.stateAssetMeasures(18)))
        }
        At(.biddingOpens, from: [.closed], to: .freeBidding) {
            moves(to: .unsold, unless: buyers(atLeast: 1, .stateAssetMeasures(18)))
            moves(to: .listing, unless: buyers(atLeast: 2, .stateAssetMeasures(22)))
        }
        On(.placeBid, by: .bidder, from: [.listing, .freeBidding, .timedBidding]) {
            bidIsInTime()
            bidderIsAdmitted(.stateAssetMeasures(22))
            bidTopsTheLeader(.stateAssetMeasures(22))
            offerNameIsFree()
        }
        On(.changeStep, by: .agency, .centre, from: [.freeBidding, .timedBidding]) {
            stepIsSound(.platform)
        }
        At(.biddingEnds, from: [.listing], to: .hammer) {
            moves(to: .unsold, unless: somebodyBid(.stateAssetMeasures(22)))
        }
        At(.biddingEnds, from: [.freeBidding], to: .timedBidding)
        At(.roundEnds, from: [.timedBidding], to: .hammer) {
            moves(to: .unsold, unless: somebodyBid(.stateAssetMeasures(22)))
        }

        // No buyer: a further disclosure, lower or relaxed, with consent below 90 %, a new appraisal after a year.
        On(.relist, by: .agency, from: [.unsold], to: .noticed) {
            samePublications(atLeast: 1, .stateAssetMeasures(18))
            relistingIsSound()
            auctionInOrder()
            roundLasts(seconds: 60...3600)
            oneBidderSuffices(.stateAssetMeasures(22))
            noReserveBesideAskedPrice(.stateAssetMeasures(22))
            disclosed(.equity, atLeast: .workingDays(20), .stateAssetMeasures(18))
            disclosed(
                .capitalIncrease, atLeast: .workingDays(40), .stateAssetMeasures(39),
                uncertain: "Order 32 art. 39, from memory, 2026-11-24.")
            assetsDisclosed(
                below: Fen(1_000_000_000), atLeast: .workingDays(10), fromThere: .workingDays(20),
                .stateAssetMeasures(51),
                uncertain:
                    "The number of the article is from memory; 10 working days from 1 to 10 million yuan, 20 above, second-hand (360ask.cn 7808_2), 2026-11-24; exactly 10 million takes the longer, domain §9.13."
            )
            appraisalIsFresh(months: 12, .stateAssetMeasures(19))
            askedPriceFirst(.stateAssetMeasures(17))
            askedPriceAgain(consentBelowBasisPoints: 9000, .stateAssetMeasures(18))
        }

        // The deal; in default the lot is sold anew in a linked round.
        On(.confirmDeal, by: .agency, .bidder, from: [.hammer], to: .awarded) {
            confirmsAsParty(.stateAssetMeasures(22))
            confirmsSameText(.stateAssetMeasures(22))
            stays(unless: bothHaveConfirmed(.stateAssetMeasures(22)))
        }
        On(.strikeCandidate, by: .agency, from: [.hammer, .awarded]) {
            strikesTheWinner(.stateAssetMeasures(22))
            fails(.dealFell, unless: winnerHasNotFallen(.stateAssetMeasures(22)))
        }

        // Contract, payment, certificate, result, archive.
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
        On(.returnBonds, by: .agency, from: [.unsold, .awarded, .contracted, .failed, .cancelled]) {
            bondsNotReturnedYet(.platform)
        }
        On(.archive, by: .agency, from: [.contracted], to: .archived) {
            resultStood(
                atLeast: .workingDays(5), .stateAssetMeasures(30),
                uncertain: "The number of the article is from memory, 2026-11-24.")
            done(.returnBonds, .bondsReturned, .platform)
            priceIsPaid(.stateAssetMeasures(28))
        }

        // Suspension, and calling off.
        // The centre may stop for a fault; only the supervisor lets go on, so that nobody lifts an order of its own.
        On(
            .suspend, by: .regulator, .centre,
            from: [.noticed, .closed, .listing, .freeBidding, .timedBidding, .hammer, .unsold, .awarded],
            duringSuspension: true)
        On(
            .resume, by: .regulator,
            from: [.noticed, .closed, .listing, .freeBidding, .timedBidding, .hammer, .unsold, .awarded],
            duringSuspension: true
        ) {
            orderStands()
        }
        On(
            .cancel, by: .agency, from: [.registered, .noticed, .closed, .unsold], to: .cancelled,
            duringSuspension: true
        ) {
            samePublications(atLeast: 1, .platform)
        }
        On(
            .cancel, by: .agency, from: [.listing, .freeBidding, .timedBidding, .hammer], to: .cancelled,
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
