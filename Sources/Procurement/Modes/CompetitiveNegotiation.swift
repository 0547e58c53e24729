// 竞争性谈判 — competitive negotiation.

/// Three; two whom a tender has left; in an emergency purchase even one.
private let enough = Suppliers(
    3, .on([.twoLeftInTender], 2), .inEmergency(1, from: CivilDay(2026, 10, 1)),
    doubt:
        "Two after a tender by 74号 27, from memory; two or even one in an emergency by 财库〔2026〕12号, read second-hand: domain §0.1, 2026-11-24."
)

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
    /// Goods, services, and works that need no tender: domain §1.6, row by row.
    package static let competitiveNegotiation = Procedure(
        .competitiveNegotiation, under: .governmentProcurement
    ) {
        // Grounds, and 1. the approval of the mode from the threshold on.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            budgeted(.procurementLaw(6))
            lotsAreWellFormed(atMost: 100)
            usedOn(
                [
                    .tenderFailed: [.goods, .services], .noFullSpecification: [.goods, .services],
                    .urgentNeed: [.goods, .services], .priceNotComputable: [.goods, .services],
                    .worksOutsideTender: [.works], .twoLeftInTender: [.goods, .services],
                ], .procurementLaw(30))
            modeApproved(
                alwaysOn: [.twoLeftInTender], notInEmergencyFrom: CivilDay(2026, 10, 1), .procurementLaw(27))
            previousRoundEnded(.nonTenderMeasures(37))
        }

        // 2. The group: odd, three or more, five from the threshold on, two thirds experts.
        groupOfExperts(
            in: [.registered, .noticed, .closed, .opening, .review, .negotiation, .lastClosed, .evaluation],
            atLeast: 3, aboveThreshold: 5, expertThirds: 2, .nonTenderMeasures(7),
            recusal: .procurementRegulation(9))

        // 3. Three suppliers by notice, from the library by lot, or recommended, at most half by the agency.
        invitations(
            atLeast: enough, agencyShareAtMostPercent: 50, namedOn: [.twoLeftInTender],
            .nonTenderMeasures(12))

        // 4. Documents out; three working days to the first response.
        On(.publishNotice, by: .agency, from: [.registered], to: .noticed) {
            announcedUnlessInvited(.nonTenderMeasures(12))
            timetableInOrder()
            issueToDeadline(atLeast: .workingDays(3), .nonTenderMeasures(29), always: true)
            method(oneOf: [.lowestLastPrice], .nonTenderMeasures(35))
            termsForEveryLot()
            ceilingWithinBudget(.procurementRegulation(30))
            noFloorPrice(.platform)
            bidBond(atMostBasisPoints: 200, .nonTenderMeasures(14))
            performanceBond(atMostBasisPoints: 1000, .procurementRegulation(48))
            windowsWithinBounds(decryptionMinutes: 5...1440, validityDays: 1...730)
        }

        // 5. Clarification three working days before, else the deadline moves.
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
            deadlineNeverEarlier()
            clarificationToDeadline(atLeast: .workingDays(3), .nonTenderMeasures(29))
        }

        // 4, 6. First responses, sealed; opened and reviewed; what does not respond falls, and is told.
        sealedResponses(
            found: .nonTenderMeasures(12), handedIn: .nonTenderMeasures(15),
            independent: .procurementRegulation(18))
        openingOfResponses(atLeast: enough, to: .review, .nonTenderMeasures(37))
        decryption(in: [.opening, .lastOpening], atLeast: enough, .nonTenderMeasures(37))
        questionsToBidders(
            in: [.review, .negotiation, .evaluation], asked: .nonTenderMeasures(16),
            answered: .nonTenderMeasures(16), lowPrice: .abnormallyLowNotice)
        On(.rejectBid, by: .committee, from: [.review, .evaluation]) {
            bidStands(.nonTenderMeasures(30))
            abnormallyLowOnlyUnproven(.abnormallyLowNotice)
            unconfirmedOnly(.nonTenderMeasures(16))
        }
        On(.rejectBid, by: .committee, from: [.negotiation]) {
            bidStands(.nonTenderMeasures(30))
            fails(.tooFewConforming, unless: conforming(atLeast: enough, .nonTenderMeasures(37)))
        }
        On(.closeQualification, by: .committee, from: [.review], to: .negotiation) {
            fails(.tooFewConforming, unless: conforming(atLeast: enough, .nonTenderMeasures(37)))
        }

        // 7–9. Rounds with one supplier at a time; changes confirmed by the delegate; those who leave.
        talks(
            atLeast: enough, oneAtATime: .nonTenderMeasures(31), changes: .nonTenderMeasures(32),
            leaving: .nonTenderMeasures(34), solutions: .nonTenderMeasures(33), ends: .nonTenderMeasures(37))

        // 10. The last price. 74号 33 gives a time for it and makes it part of the response, which may be replaced
        // before its deadline (15): so may the last price. It is opened when its time is over.
        lastPriceRound(
            atLeast: enough, roundsAtLeast: 1, called: .nonTenderMeasures(33),
            oneAtATime: .nonTenderMeasures(31), changes: .nonTenderMeasures(32),
            handedIn: .nonTenderMeasures(15), ends: .nonTenderMeasures(37))

        // Errors of arithmetic are put right when asked, low prices explained (domain §9.14).
        priceCorrections(in: [.evaluation], .nonTenderMeasures(16))
        lowPrices(in: [.evaluation], atLeastMinutes: 30, .abnormallyLowNotice)

        // 11. Ranked by last price, the lowest first; three candidates.
        On(.proposeReport, by: .committee, from: [.evaluation]) {
            ranked(atLeast: enough, .nonTenderMeasures(35))
            candidatesWithinBudget(.nonTenderMeasures(37))
            candidatesKeepTheCeiling(.nonTenderMeasures(35))
            endsOnly(below: enough, .nonTenderMeasures(37))
            correctionsAreAnswered(.nonTenderMeasures(16))
            lowPricesAreRuledOn(
                AbnormallyLowRule(ofMean: 5000, ofSecondLowest: 5000, ofCeiling: 4500), .abnormallyLowNotice)
        }
        On(.signReport, by: .committee, from: [.evaluation]) { signsTheReport(.nonTenderMeasures(17)) }
        On(.deliverReport, by: .committee, from: [.evaluation], to: .reported) {
            reportIsSigned(.nonTenderMeasures(17))
            fails(.tooFewConforming, unless: reportNamesCandidates(.nonTenderMeasures(37)))
        }

        // 12–13. The agency decides in five working days, silence names the lowest; published with the award.
        awardInRankOrder(
            publishedOn: 1, decided: .nonTenderMeasures(36), published: .nonTenderMeasures(18),
            walksAway: .procurementRegulation(49))
        contractToArchive(
            contract: .procurementLaw(46), challengesStop: .procurementRegulation(54),
            published: .procurementRegulation(50), filed: .procurementLaw(47), bonds: .nonTenderMeasures(20),
            kept: .procurementLaw(42))
        On(
            .returnBonds, by: .agency,
            from: [
                .noticed, .closed, .opening, .review, .negotiation, .lastPrices, .lastClosed, .lastOpening,
                .evaluation, .reported, .presumed,
            ]
        ) { withdrawnBondIsOwed(.nonTenderMeasures(34)) }

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
            overBudget: budgetKeepsTooFew(below: enough, .nonTenderMeasures(37)), .nonTenderMeasures(37))
        On(
            .cancel, by: .agency, from: undecided.union([.registered, .presumed, .awarded]), to: .cancelled,
            duringSuspension: true
        ) {
            noWinnerStands(.nonTenderMeasures(23))
            samePublications(atLeast: 1, .nonTenderMeasures(23))
        }
    } duties: {
        challengeDuties(
            answered: .workingDays(7), .procurementLaw(53), papersChecked: .workingDays(5),
            .challengeMeasures(21), decided: .workingDays(30), .procurementLaw(56), suspended: .days(30),
            .procurementLaw(57))
        Duty(
            id: "report.deliver", owes: .deliverReport, by: .committee, within: .workingDays(2),
            start: .milestone(.reportCarried), citation: .nonTenderMeasures(36))
        Duty(
            id: "award.decide", owes: .award, by: .agency, within: .workingDays(5),
            start: .milestone(.reported), citation: .nonTenderMeasures(36))
        Duty(
            id: "award.publish", owes: .award, by: .agency, within: .workingDays(2),
            start: .milestone(.presumed), citation: .nonTenderMeasures(18))
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
            start: .milestone(.awarded), citation: .nonTenderMeasures(20))
        Duty(
            id: "bonds.winner", owes: .returnBonds, by: .agency, within: .workingDays(5),
            start: .milestone(.contracted), citation: .nonTenderMeasures(20))
    }
}
