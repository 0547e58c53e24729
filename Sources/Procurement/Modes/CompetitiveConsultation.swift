// 竞争性磋商 — competitive consultation.

private let doubt =
    "财库〔2014〕214号 21 and 财库〔2015〕124号 from memory; two or even one in an emergency by 财库〔2026〕12号, read second-hand; which count is needed when is our reading of them: domain §0.1, §9.8, 2026-11-24."

/// At the deadline three; two for services bought by government; in an emergency purchase even one.
private let atDeadline = Suppliers(
    3, .on([.governmentServices], 2), .inEmergency(1, from: CivilDay(2026, 10, 1)), doubt: doubt)

/// From the review to the last price two suffice for research as well.
private let atLastPrice = Suppliers(
    3, .on([.governmentServices, .research], 2), .inEmergency(1, from: CivilDay(2026, 10, 1)), doubt: doubt)

/// From the call to the contract.
private let running: Set<Phase> = [
    .noticed, .closed, .opening, .review, .negotiation, .lastPrices, .lastClosed, .lastOpening, .evaluation,
    .reported, .presumed, .awarded, .contracted,
]

/// Before the decision.
private let undecided: Set<Phase> = [
    .noticed, .closed, .opening, .review, .negotiation, .lastPrices, .lastClosed, .lastOpening, .evaluation,
    .reported,
]

extension Procedure {
    /// Services bought by government, and what cannot be specified or priced beforehand: domain §1.7, row by row.
    package static let competitiveConsultation = Procedure(
        .competitiveConsultation, under: .governmentProcurement
    ) {
        // Grounds, and the approval of the mode from the threshold on.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            budgeted(.procurementLaw(6))
            lotsAreWellFormed(atMost: 100)
            usedOn(
                [
                    .governmentServices: [.services], .complexOrSpecial: [.goods, .services],
                    .consultationPriceNotComputable: [.goods, .services], .research: [.goods, .services],
                    .worksOutsideCompulsoryTender: [.works],
                ], .consultationMeasures(3))
            modeApproved(notInEmergencyFrom: CivilDay(2026, 10, 1), .consultationMeasures(4))
            previousRoundEnded(.consultationMeasures(34))
        }

        // The group: odd, three or more, two thirds experts.
        groupOfExperts(
            in: [.registered, .noticed, .closed, .opening, .review, .negotiation, .lastClosed, .evaluation],
            atLeast: 3, aboveThreshold: 3, expertThirds: 2, .consultationMeasures(14),
            recusal: .procurementRegulation(9))

        // Three suppliers by notice, from the library by lot, or recommended, at most half by the agency.
        invitations(atLeast: atDeadline, agencyShareAtMostPercent: 50, .consultationMeasures(6))

        // Documents on offer for five working days; ten days to the first response.
        On(.publishNotice, by: .agency, from: [.registered], to: .noticed) {
            announcedUnlessInvited(.consultationMeasures(7))
            timetableInOrder()
            documentsOffered(atLeast: .workingDays(5), .consultationMeasures(10))
            issueToDeadline(atLeast: .days(10), .consultationMeasures(10), always: true)
            method(oneOf: [.consultationScoring], .consultationMeasures(23))
            priceWeighs(
                [.goods: 30...60, .services: 10...30], unscoredOn: [.consultationPriceNotComputable],
                .consultationMeasures(24))
            termsForEveryLot()
            ceilingWithinBudget(.procurementRegulation(30))
            noFloorPrice(.platform)
            bidBond(atMostBasisPoints: 200, .consultationMeasures(12))
            performanceBond(atMostBasisPoints: 1000, .procurementRegulation(48))
            windowsWithinBounds(decryptionMinutes: 5...1440, validityDays: 1...730)
        }

        // Clarification five days before, else the deadline moves.
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
            deadlineNeverEarlier()
            clarificationToDeadline(atLeast: .days(5), .consultationMeasures(10))
        }

        // First responses, sealed; opened and reviewed; what does not respond falls, and is told.
        sealedResponses(
            found: .consultationMeasures(6), handedIn: .consultationMeasures(13),
            independent: .procurementRegulation(18))
        openingOfResponses(atLeast: atDeadline, to: .review, .consultationMeasures(34))
        decryption(in: [.opening], atLeast: atDeadline, .consultationMeasures(34))
        decryption(in: [.lastOpening], atLeast: atLastPrice, .consultationMeasures(34))
        questionsToBidders(
            in: [.review, .negotiation, .evaluation], asked: .consultationMeasures(18),
            answered: .consultationMeasures(18), lowPrice: .abnormallyLowNotice)
        On(.rejectBid, by: .committee, from: [.review, .evaluation]) {
            bidStands(.consultationMeasures(16))
            abnormallyLowOnlyUnproven(.abnormallyLowNotice)
            unconfirmedOnly(.consultationMeasures(18))
        }
        On(.rejectBid, by: .committee, from: [.negotiation]) {
            bidStands(.consultationMeasures(16))
            fails(.tooFewConforming, unless: conforming(atLeast: atLastPrice, .consultationMeasures(34)))
        }
        On(.closeQualification, by: .committee, from: [.review], to: .negotiation) {
            fails(.tooFewConforming, unless: conforming(atLeast: atLastPrice, .consultationMeasures(34)))
        }

        // Rounds with one supplier at a time; changes confirmed by the delegate; those who leave.
        talks(
            atLeast: atLastPrice, oneAtATime: .consultationMeasures(19), changes: .consultationMeasures(20),
            leaving: .consultationMeasures(22), solutions: .consultationMeasures(21),
            ends: .consultationMeasures(34))

        // The last price: three suppliers, two for research and for services bought by government. Like the first
        // response, of which it is a part (21), it may be replaced until its time ends (13).
        lastPriceRound(
            atLeast: atLastPrice, roundsAtLeast: 1, called: .consultationMeasures(21),
            oneAtATime: .consultationMeasures(19), changes: .consultationMeasures(20),
            handedIn: .consultationMeasures(13), ends: .consultationMeasures(34))

        // Errors of arithmetic are put right when asked, low prices explained (domain §9.14).
        priceCorrections(in: [.evaluation], .consultationMeasures(18))
        lowPrices(in: [.evaluation], atLeastMinutes: 30, .abnormallyLowNotice)

        // Evaluation after the last prices: each member scores by itself; five grounds to change a score.
        On(.scoreBids, by: .committee, from: [.evaluation]) {
            scoresAreComplete(.consultationMeasures(23))
            scoresAreFinal(.consultationMeasures(32))
        }
        On(.changeScores, by: .committee, from: [.evaluation]) {
            changesScores(
                on: [.sumError, .outOfRange, .objectiveDiffers, .abnormal, .qualificationError],
                .consultationMeasures(32))
        }

        // Ranked by score, then last price; three candidates, two in the exceptions.
        On(.proposeReport, by: .committee, from: [.evaluation]) {
            everyMemberHasScored(.consultationMeasures(23))
            ranked(atLeast: atLastPrice, .consultationMeasures(25))
            candidatesWithinBudget(.consultationMeasures(34))
            candidatesKeepTheCeiling(.consultationMeasures(25))
            endsOnly(below: atLastPrice, .consultationMeasures(34))
            correctionsAreAnswered(.consultationMeasures(18))
            lowPricesAreRuledOn(
                AbnormallyLowRule(ofMean: 5000, ofSecondLowest: 5000, ofCeiling: 4500), .abnormallyLowNotice)
        }
        On(.signReport, by: .committee, from: [.evaluation]) { signsTheReport(.consultationMeasures(27)) }
        On(.deliverReport, by: .committee, from: [.evaluation], to: .reported) {
            reportIsSigned(.consultationMeasures(27))
            fails(.tooFewConforming, unless: reportNamesCandidates(.consultationMeasures(34)))
        }

        // The agency decides in five working days, silence names the first; published with the award.
        awardInRankOrder(
            publishedOn: 1, decided: .consultationMeasures(28), published: .consultationMeasures(29),
            walksAway: .consultationMeasures(33))
        contractToArchive(
            contract: .procurementLaw(46), challengesStop: .procurementRegulation(54),
            published: .procurementRegulation(50), filed: .procurementLaw(47),
            bonds: .consultationMeasures(31), kept: .procurementLaw(42))
        On(
            .returnBonds, by: .agency,
            from: [
                .noticed, .closed, .opening, .review, .negotiation, .lastPrices, .lastClosed, .lastOpening,
                .evaluation, .reported, .presumed,
            ]
        ) { withdrawnBondIsOwed(.consultationMeasures(22)) }

        // 质疑, 投诉, and the supervisor's orders.
        challengesAndComplaints(
            in: running, challenge: .workingDays(7), noticeLasts: .workingDays(3),
            resultNoticeLasts: .workingDays(1), .procurementLaw(52), standing: .challengeMeasures(11),
            complaint: .workingDays(15), afterAnswerWithin: .workingDays(7), .procurementLaw(55),
            scope: .procurementRegulation(55),
            uncertain:
                "That notices of this mode last three working days is from 财库〔2015〕135号, from memory, 2026-11-24."
        )

        // Failure: the mode no longer fits, unlawful acts, too few within the budget. The task is cancelled.
        endings(
            in: undecided, on: [.modeNoLongerFits, .unlawfulActs, .overBudget],
            overBudget: budgetKeepsTooFew(below: atLastPrice, .consultationMeasures(34)),
            .consultationMeasures(34))
        On(
            .cancel, by: .agency, from: undecided.union([.registered, .presumed, .awarded]), to: .cancelled,
            duringSuspension: true
        ) {
            noWinnerStands(.consultationMeasures(35))
            samePublications(atLeast: 1, .consultationMeasures(35))
        }
    } duties: {
        challengeDuties(
            answered: .workingDays(7), .procurementLaw(53), papersChecked: .workingDays(5),
            .challengeMeasures(21), decided: .workingDays(30), .procurementLaw(56), suspended: .days(30),
            .procurementLaw(57))
        Duty(
            id: "report.deliver", owes: .deliverReport, by: .committee, within: .workingDays(2),
            start: .milestone(.reportCarried), citation: .consultationMeasures(28))
        Duty(
            id: "award.decide", owes: .award, by: .agency, within: .workingDays(5),
            start: .milestone(.reported), citation: .consultationMeasures(28))
        Duty(
            id: "award.publish", owes: .award, by: .agency, within: .workingDays(2),
            start: .milestone(.presumed), citation: .consultationMeasures(29))
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
            id: "bonds.losers", owes: .returnBonds, by: .agency, within: .workingDays(5),
            start: .milestone(.awarded), citation: .consultationMeasures(31))
        Duty(
            id: "bonds.winner", owes: .returnBonds, by: .agency, within: .workingDays(5),
            start: .milestone(.contracted), citation: .consultationMeasures(31))
    }
}
