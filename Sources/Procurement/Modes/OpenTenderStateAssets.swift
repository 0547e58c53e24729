// 公开招标 — open tender of state assets.

extension Procedure {
    /// State assets of enterprises, sold by sealed bids once disclosed: domain §1.1, §1.11B and §9.13.
    package static let openTenderOfStateAssets = Procedure(.openTender, under: .stateAssets) {

        // Decision, audit, appraisal.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            planApproved(.notice(.stateAssetMeasures))
            sells([.equity, .assets], under: .stateAssets, .notice(.stateAssetMeasures))
            lotsAreWellFormed(atMost: 100)
            appraised(
                .notice(.stateAssetMeasures),
                uncertain: "Order 32 from memory, its article not checked, 2026-11-24.")
            previousRoundEnded(.stateAssetMeasures(18))
        }

        // A sale that passes control is disclosed ahead for twenty working days.
        On(.prediscloseSale, by: .agency, from: [.registered]) {
            samePublications(atLeast: 1, .stateAssetMeasures(13))
            predisclosed(atLeast: .workingDays(20), .stateAssetMeasures(13))
        }

        // Formal disclosure for twenty working days; the asked price is the appraised value at least, later
        // ninety percent of it, or less with consent; the highest price wins.
        On(.publishNotice, by: .agency, from: [.registered], to: .noticed) {
            predisclosureIsOver(.stateAssetMeasures(13))
            samePublications(atLeast: 1, .stateAssetMeasures(13))
            timetableInOrder()
            termsForEveryLot()
            method(oneOf: [.highestPrice], .stateAssetMeasures(22))
            ruleIsLawful(.stateAssetMeasures(22))
            askedPriceIsStated(.stateAssetMeasures(17))
            disclosed(.equity, atLeast: .workingDays(20), .stateAssetMeasures(13))
            assetsDisclosed(
                below: Fen(1_000_000_000), atLeast: .workingDays(10), fromThere: .workingDays(20),
                .notice(.stateAssetMeasures),
                uncertain:
                    "10 working days from 1 to 10 million yuan, 20 above, second-hand (360ask.cn 7808_2), 2026-11-24; exactly 10 million takes the longer, domain §9.13; below 1 million is taken as below 10 million."
            )
            askedPriceFirst(.stateAssetMeasures(17))
            askedPriceAgain(consentBelowBasisPoints: 9000, .stateAssetMeasures(18))
            windowsWithinBounds(decryptionMinutes: 5...1440, validityDays: 1...730)
        }
        On(.takeDocuments, by: .bidder, from: [.noticed], duringSuspension: true) {
            documentsAreOut(.stateAssetMeasures(13))
            beforeDeadline("documents.beforeDeadline", .platform)
        }

        // What was disclosed is frozen; what must be supplemented extends it.
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
            disclosureIsFrozen(.stateAssetMeasures(20))
        }

        // Sealed bids.
        On(.submitBid, by: .bidder, from: [.noticed]) {
            beforeDeadline("bid.beforeDeadline", .stateAssetMeasures(22))
            bidderIsIndependent(.electronicTendering(23))
            keyHolderDoesNotBid()
            sealed(.electronicTendering(26))
            bidNameIsFree()
            oneLiveBid(.stateAssetMeasures(22))
        }
        On(.withdrawBid, by: .bidder, from: [.noticed], duringSuspension: true) {
            beforeDeadline("bid.withdrawBeforeDeadline", .stateAssetMeasures(22))
            ownLiveBid(.stateAssetMeasures(22))
        }

        // Three bidders, or it is disclosed again or sold by listing.
        At(.bidDeadline, from: [.noticed], to: .closed) {
            fails(
                .tooFewBidders,
                unless: bidders(
                    atLeast: 3, .stateAssetMeasures(22),
                    uncertain: "Three for a sale by tender: our reading, domain §9.13, 2026-11-24."))
        }
        On(.openBids, by: .custodian, from: [.closed], to: .opening)
        On(.releaseKey, by: .custodian, from: [.opening]) {
            biddersLeft(atLeast: 3, .stateAssetMeasures(22))
            bidAwaitsKey(.electronicTendering(30))
        }
        On(.ruleOnFault, by: .agency, from: [.opening]) {
            bidAwaitsRuling(.electronicTendering(31))
        }
        On(.closeOpening, by: .agency, from: [.opening], to: .evaluation) {
            allDecrypted(unlessFewerThan: 3, .electronicTendering(30))
            fails(.tooFewBidders, unless: biddersLeft(atLeast: 3, .stateAssetMeasures(22)))
            fails(.belowReserve, unless: someBidReachesAskedPrice(.stateAssetMeasures(22)))
        }

        // What does not answer the demands falls out; of the rest the highest wins.
        On(.rejectBid, by: .agency, from: [.evaluation]) {
            bidStands(.stateAssetMeasures(22))
            fails(.allRejected, unless: someBidReachesAskedPrice(.stateAssetMeasures(22)))
        }
        On(.award, by: .agency, from: [.evaluation], to: .awarded) {
            highestPriceWithoutPanel(.stateAssetMeasures(22))
        }
        On(.strikeCandidate, by: .agency, from: [.awarded]) {
            strikesWinner(.stateAssetMeasures(22))
            fails(.dealFell, unless: winnerStands(.stateAssetMeasures(22)))
        }

        // Contract, payment, result, bonds, archive.
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
            samePublications(atLeast: 1, .notice(.stateAssetMeasures))
        }
        On(.returnBonds, by: .agency, from: [.awarded, .contracted, .failed, .cancelled]) {
            bondsNotReturnedYet(.platform)
        }
        On(.archive, by: .agency, from: [.contracted], to: .archived) {
            resultStood(atLeast: .workingDays(5), .notice(.stateAssetMeasures))
            done(.returnBonds, .bondsReturned, .platform)
            priceIsPaid(.stateAssetMeasures(28))
        }

        // Orders of the supervisor; called off before the winner is named.
        On(
            .suspend, by: .regulator, from: [.noticed, .closed, .opening, .evaluation, .awarded],
            duringSuspension: true)
        On(
            .resume, by: .regulator, from: [.noticed, .closed, .opening, .evaluation, .awarded],
            duringSuspension: true
        ) {
            orderStands()
        }
        On(
            .cancel, by: .agency, from: [.registered, .noticed, .closed, .opening, .evaluation],
            to: .cancelled, duringSuspension: true
        ) {
            samePublications(atLeast: 1, .platform)
        }
    } duties: {
        Duty(
            id: "payment.price", owes: .recordPayment, by: .agency, within: .workingDays(5),
            start: .milestone(.contracted), citation: .stateAssetMeasures(28),
            uncertain: "Order 32 art. 28, from memory and unsure, 2026-11-24.")
    }
}
