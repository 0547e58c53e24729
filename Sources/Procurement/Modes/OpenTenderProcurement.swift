// 公开招标 — open tender, government procurement.

extension Procedure {
    /// Goods and services bought by government: domain §1.4B, row by row.
    package static let openTenderUnderProcurementLaw = Procedure(.openTender, under: .governmentProcurement) {

        // The purchase and its budget are approved; works go under the bidding law.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            approved(.procurementRegulation(30))
            buys([.goods, .services], .tenderMeasures(2))
            lotsAreWellFormed(atMost: 100)
            previousRoundEnded(.procurementLaw(37))
        }

        // Prequalification filing, and clarification of its documents.
        On(.publishPrequalification, by: .agency, from: [.registered], to: .prequalification) {
            samePublications(atLeast: 2, .procurementRegulation(21), always: true)
            prequalificationInOrder()
            noticeToApplications(atLeast: .workingDays(5), .procurementRegulation(21))
        }
        On(.amendDocuments, by: .agency, from: [.prequalification], duringSuspension: true) {
            applicationDeadlineNeverEarlier()
            amendmentToApplications(atLeastDays: 3, .tenderMeasures(27))
        }
        On(.apply, by: .bidder, from: [.prequalification]) {
            beforeApplicationDeadline(.procurementRegulation(21))
            bidderIsIndependent(.electronicTendering(23))
            appliesOnce()
        }
        At(.prequalificationDeadline, from: [.prequalification], to: .qualifying)
        On(.judgeApplication, by: .agency, from: [.qualifying]) {
            applicationWaits()
            noPaddle()
        }
        On(.closeQualification, by: .agency, from: [.qualifying], to: .qualified) {
            applicationsAreJudged(.tenderMeasures(44))
            fails(.tooFewQualified, unless: qualified(atLeast: 3, .tenderMeasures(43)))
        }

        // Notice, documents on offer, issue to deadline, budget and ceiling, bonds.
        On(.publishNotice, by: .agency, from: [.registered, .qualified], to: .noticed) {
            samePublications(atLeast: 2, .tenderMeasures(16), always: true)
            timetableInOrder()
            documentsOffered(atLeast: .workingDays(5), .tenderMeasures(18))
            issueToDeadline(atLeast: .days(20), .procurementLaw(35), always: true)
            termsForEveryLot()
            method(oneOf: [.weightedScoring, .lowestEvaluatedPrice], .procurementRegulation(34))
            priceWeighs([.goods: 30...100, .services: 10...100], .tenderMeasures(55))
            ruleIsLawful(.tenderMeasures(55))
            ceilingWithinBudget(.tenderMeasures(12))
            noFloorPrice(.tenderMeasures(12))
            bidBond(atMostBasisPoints: 200, .procurementRegulation(33))
            performanceBond(atMostBasisPoints: 1000, .procurementRegulation(48))
            windowsWithinBounds(decryptionMinutes: 5...1440, validityDays: 1...730)
        }
        On(.takeDocuments, by: .bidder, from: [.noticed], duringSuspension: true) {
            documentsAreOut(.tenderMeasures(18))
            takesPart(.procurementRegulation(21))
            beforeDeadline("documents.beforeDeadline", .platform)
        }

        // Clarification.
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
            deadlineNeverEarlier()
            amendmentToDeadline(atLeastDays: 15, .tenderMeasures(27))
        }

        // 质疑, 投诉 and orders (domain §5.7): they stop nothing but the contract.
        challengesAndComplaints(
            in: [
                .prequalification, .qualifying, .qualified, .noticed, .closed, .opening, .review,
                .evaluation, .reported, .presumed, .awarded, .contracted,
            ],
            challenge: .workingDays(7), noticeLasts: .workingDays(5), resultNoticeLasts: .workingDays(1),
            .procurementRegulation(53), standing: .challengeMeasures(11), complaint: .workingDays(15),
            afterAnswerWithin: .workingDays(7), .procurementLaw(55), scope: .procurementRegulation(55))

        // Bid, replace, withdraw.
        On(.submitBid, by: .bidder, from: [.noticed]) {
            beforeDeadline("bid.beforeDeadline", .electronicTendering(27))
            bidderIsIndependent(.electronicTendering(23))
            keyHolderDoesNotBid()
            takesPart(.procurementRegulation(21))
            sealed(.electronicTendering(26))
            bidNameIsFree()
            oneLiveBid(.electronicTendering(27))
        }
        On(.withdrawBid, by: .bidder, from: [.noticed], duringSuspension: true) {
            beforeDeadline("bid.withdrawBeforeDeadline", .electronicTendering(27))
            ownLiveBid(.electronicTendering(27))
        }

        // Opening: the same instant as the deadline; fewer than three are not opened.
        At(.bidDeadline, from: [.noticed], to: .closed) {
            fails(.tooFewBidders, unless: bidders(atLeast: 3, .tenderMeasures(41)))
        }
        On(.openBids, by: .custodian, from: [.closed], to: .opening)
        On(.releaseKey, by: .custodian, from: [.opening]) {
            biddersLeft(atLeast: 3, .tenderMeasures(43))
            bidAwaitsKey(.electronicTendering(30))
        }
        On(.ruleOnFault, by: .agency, from: [.opening]) {
            bidAwaitsRuling(.electronicTendering(31))
        }
        On(.closeOpening, by: .agency, from: [.opening], to: .review) {
            allDecrypted(unlessFewerThan: 3, .electronicTendering(30))
            fails(.tooFewBidders, unless: biddersLeft(atLeast: 3, .tenderMeasures(43)))
        }

        // Qualification review by the agency: fewer than three qualified are not evaluated.
        On(.rejectBid, by: .agency, from: [.review]) {
            bidStands(.tenderMeasures(44))
            rejects(on: [.unqualified], .tenderMeasures(44))
        }
        On(.closeQualification, by: .agency, from: [.review], to: .evaluation) {
            fails(.tooFewQualified, unless: qualified(atLeast: 3, .tenderMeasures(44)))
        }

        // Committee: drawn, odd, five or more, seven or more in great cases.
        drawOfExperts(
            in: [.closed, .opening, .review, .evaluation], pool: .tenderMeasures(48),
            recusal: .procurementRegulation(9))
        On(.formCommittee, by: .agency, from: [.closed, .opening, .review, .evaluation]) {
            noCommitteeYet(.tenderMeasures(47))
            committee(atLeast: 5, expertThirds: 2, .tenderMeasures(47))
            largerCommittee(atLeast: 7, fromBudget: Fen(1_000_000_000), .tenderMeasures(47))
            membersAreNotBidders(.procurementRegulation(9))
            expertsAreDrawn(.tenderMeasures(48))
            expertsFollowTheDraw(.tenderMeasures(48))
            expertsAreIndependent(.procurementRegulation(9))
        }
        On(.replaceMember, by: .agency, from: [.closed, .opening, .review, .evaluation]) {
            replacedIsMember(.tenderMeasures(49))
            committee(atLeast: 5, expertThirds: 2, .tenderMeasures(47))
            membersAreNotBidders(.procurementRegulation(9))
            expertsFollowTheDraw(.tenderMeasures(48))
            expertsAreIndependent(.procurementRegulation(9))
        }

        // Conformity by the committee, same brand among it; corrections; low prices.
        On(.rejectBid, by: .committee, from: [.evaluation]) {
            bidStands(.tenderMeasures(50))
            rejects(
                on: [
                    .unsigned, .noConsortiumAgreement, .twoBidsOrPrices, .belowCostOrAboveCeiling,
                    .notResponsive, .collusionOrFraud, .notABid, .abnormallyLow, .correctionNotConfirmed,
                    .sameBrand,
                ], .tenderMeasures(63))
            abnormallyLowOnlyUnproven(.abnormallyLowNotice)
            unconfirmedOnly(.tenderMeasures(59))
        }
        questionsToBidders(
            in: [.evaluation], asked: .tenderMeasures(51), answered: .tenderMeasures(51),
            lowPrice: .abnormallyLowNotice)
        priceCorrections(in: [.evaluation], .tenderMeasures(59))
        lowPrices(in: [.evaluation], atLeastMinutes: 30, .abnormallyLowNotice)

        // Scores; after the result was proposed they change on four grounds only.
        On(.scoreBids, by: .committee, from: [.evaluation]) {
            scoresAreComplete(.tenderMeasures(55))
            scoresAreFinal(.tenderMeasures(64))
        }
        On(.changeScores, by: .committee, from: [.evaluation]) {
            changesScores(
                on: [.sumError, .outOfRange, .objectiveDiffers, .abnormal], .tenderMeasures(64))
        }

        // Report: fewer than three conforming offers, no award.
        On(.proposeReport, by: .committee, from: [.evaluation]) {
            candidates(
                atMost: 3, .tenderMeasures(57),
                uncertain:
                    "The documents set the number; three is the platform's bound, ours, 2026-11-24.")
            candidatesKeepTheCeiling(.tenderMeasures(63))
            conformityDecides(atLeast: 3, .tenderMeasures(43))
            correctionsAreAnswered(.tenderMeasures(59))
            lowPricesAreRuledOn(.statutory, .abnormallyLowNotice)
        }
        On(.signReport, by: .committee, from: [.evaluation]) {
            signsTheReport(.tenderMeasures(61))
        }
        On(.deliverReport, by: .committee, from: [.evaluation], to: .reported) {
            reportIsSigned(.tenderMeasures(61))
            fails(.tooFewConforming, unless: conforming(atLeast: 3, .tenderMeasures(43)))
        }

        // The winner in rank order within five working days, or the first by silence; the result with it.
        awardInRankOrder(
            publishedOn: 2, decided: .tenderMeasures(68), published: .tenderMeasures(69),
            walksAway: .procurementRegulation(49))

        // Contract, publication, filing, bonds, archive.
        On(
            .returnBonds, by: .agency,
            from: [.noticed, .closed, .opening, .review, .evaluation, .reported, .presumed],
            duringSuspension: true
        ) {
            withdrawnBondIsOwed(.tenderMeasures(38))
        }
        contractToArchive(
            contract: .procurementLaw(46), challengesStop: .procurementRegulation(54),
            published: .procurementRegulation(50), filed: .procurementLaw(47),
            bonds: .procurementRegulation(33), kept: .procurementLaw(42))

        // 废标: unlawful acts, or every price above a budget that cannot be met; then a new round.
        terminations(
            in: [.noticed, .closed, .opening, .review, .evaluation, .reported, .presumed],
            on: [.unlawfulActs, .overBudget], .procurementLaw(36))

        // The task falls away: published, told, bonds back.
        On(
            .cancel, by: .agency,
            from: [
                .registered, .prequalification, .qualifying, .qualified, .noticed, .closed, .opening,
                .review, .evaluation, .reported, .presumed, .awarded,
            ],
            to: .cancelled, duringSuspension: true
        ) {
            noWinnerStands(.procurementRegulation(49))
            samePublications(atLeast: 1, .tenderMeasures(29), always: true)
        }
    } duties: {
        Duty(
            id: "challenge.answer.prequalification", owes: .answerObjection, by: .agency,
            within: .workingDays(7), start: .objection(.prequalification), citation: .procurementLaw(53))
        Duty(
            id: "challenge.answer.documents", owes: .answerObjection, by: .agency,
            within: .workingDays(7), start: .objection(.documents), citation: .procurementLaw(53))
        Duty(
            id: "challenge.answer.opening", owes: .answerObjection, by: .agency,
            within: .workingDays(7), start: .objection(.opening), citation: .procurementLaw(53))
        Duty(
            id: "challenge.answer.result", owes: .answerObjection, by: .agency, within: .workingDays(7),
            start: .objection(.result), citation: .procurementLaw(53))
        Duty(
            id: "complaint.accept", owes: .acceptComplaint, by: .regulator, within: .workingDays(5),
            start: .complaintFiled, citation: .challengeMeasures(21),
            uncertain: "财政部令94号, article from memory (domain §5.7), 2026-11-24.")
        Duty(
            id: "complaint.decide", owes: .decideComplaint, by: .regulator, within: .workingDays(30),
            start: .complaintReceived, citation: .procurementLaw(56))
        Duty(
            id: "order.lift", owes: .resume, by: .regulator, within: .days(30), start: .order,
            citation: .procurementLaw(57))
        Duty(
            id: "report.deliver", owes: .deliverReport, by: .committee, within: .workingDays(2),
            start: .milestone(.reportCarried), citation: .procurementRegulation(43))
        Duty(
            id: "award.decide", owes: .award, by: .agency, within: .workingDays(5),
            start: .milestone(.reported), citation: .tenderMeasures(68))
        Duty(
            id: "award.announce", owes: .award, by: .agency, within: .workingDays(2),
            start: .milestone(.presumed), citation: .tenderMeasures(69))
        Duty(
            id: "contract.sign", owes: .signContract, by: .agency, within: .days(30),
            start: .milestone(.awarded), citation: .procurementLaw(46))
        Duty(
            id: "contract.publish", owes: .publishResult, by: .agency, within: .workingDays(2),
            start: .milestone(.contracted), citation: .procurementRegulation(50))
        Duty(
            id: "contract.file", owes: .reportToSupervisor, by: .agency, within: .workingDays(7),
            start: .milestone(.contracted), citation: .procurementLaw(47))
        Duty(
            id: "bonds.withdrawn", owes: .returnBonds, by: .agency, within: .workingDays(5),
            start: .withdrawal, citation: .tenderMeasures(38))
        Duty(
            id: "bonds.losers", owes: .returnBonds, by: .agency, within: .workingDays(5),
            start: .milestone(.awarded), citation: .procurementRegulation(33))
        Duty(
            id: "bonds.winner", owes: .returnBonds, by: .agency, within: .workingDays(5),
            start: .milestone(.contracted), citation: .procurementRegulation(33))
        Duty(
            id: "bonds.cancelled", owes: .returnBonds, by: .agency, within: .workingDays(5),
            start: .milestone(.cancelled), citation: .tenderMeasures(29))
    }
}
