// 询价 — request for quotations.

/// Three; in an emergency purchase even one.
private let enough = Suppliers(
    3, .inEmergency(1, from: CivilDay(2026, 10, 1)),
    doubt: "Two or even one in an emergency by 财库〔2026〕12号, read second-hand: domain §0.1, 2026-11-24.")

/// From the call to the contract.
private let running: Set<Phase> = [
    .noticed, .closed, .opening, .review, .evaluation, .reported, .presumed, .awarded, .contracted,
]

/// Before the decision.
private let undecided: Set<Phase> = [.noticed, .closed, .opening, .review, .evaluation, .reported]

extension Procedure {
    /// Uniform goods of steady price: domain §1.8, row by row. One price, once: no row of this table takes a
    /// second one, none changes what is asked, and none corrects a quote.
    package static let requestForQuotation = Procedure(.requestForQuotation, under: .governmentProcurement) {
        // Only goods with uniform specifications, ample stock, steady prices.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            budgeted(.procurementLaw(6))
            lotsAreWellFormed(atMost: 100)
            usedOn([.uniformGoods: [.goods]], .procurementLaw(32))
            modeApproved(notInEmergencyFrom: CivilDay(2026, 10, 1), .procurementLaw(27))
            previousRoundEnded(.nonTenderMeasures(50))
        }

        // The group: odd, three or more, five from the threshold on, two thirds experts.
        groupOfExperts(
            in: [.registered, .noticed, .closed, .opening, .review, .evaluation], atLeast: 3,
            aboveThreshold: 5, expertThirds: 2, .nonTenderMeasures(7), recusal: .procurementRegulation(9))

        // Three suppliers by notice, from the library by lot, or recommended, at most half by the agency.
        invitations(atLeast: enough, agencyShareAtMostPercent: 50, .nonTenderMeasures(12))

        // Documents out; three working days to the quote.
        On(.publishNotice, by: .agency, from: [.registered], to: .noticed) {
            announcedUnlessInvited(.nonTenderMeasures(12))
            timetableInOrder()
            issueToDeadline(atLeast: .workingDays(3), .nonTenderMeasures(45), always: true)
            method(oneOf: [.lowestLastPrice], .nonTenderMeasures(48))
            termsForEveryLot()
            ceilingWithinBudget(.procurementRegulation(30))
            noFloorPrice(.platform)
            bidBond(atMostBasisPoints: 200, .nonTenderMeasures(14))
            performanceBond(atMostBasisPoints: 1000, .procurementRegulation(48))
            windowsWithinBounds(decryptionMinutes: 5...1440, validityDays: 1...730)
        }

        // Clarification three working days before, else the deadline moves. From the deadline on nothing changes.
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
            deadlineNeverEarlier()
            clarificationToDeadline(atLeast: .workingDays(3), .nonTenderMeasures(45))
        }

        // One sealed quote, replaced or withdrawn only before the deadline (domain §9.9).
        sealedResponses(
            found: .nonTenderMeasures(12), handedIn: .nonTenderMeasures(15),
            independent: .procurementRegulation(18))
        openingOfResponses(atLeast: enough, to: .review, .nonTenderMeasures(50))
        decryption(in: [.opening], atLeast: enough, .nonTenderMeasures(50))

        // Review: what does not respond falls; three must be left, and within the budget.
        questionsToBidders(
            in: [.review, .evaluation], asked: .nonTenderMeasures(16), answered: .nonTenderMeasures(16),
            lowPrice: .abnormallyLowNotice)
        On(.rejectBid, by: .committee, from: [.review, .evaluation]) {
            bidStands(.nonTenderMeasures(48))
            abnormallyLowOnlyUnproven(.abnormallyLowNotice)
            unconfirmedOnly(.nonTenderMeasures(47))
        }
        On(.closeQualification, by: .committee, from: [.review], to: .evaluation) {
            fails(.tooFewConforming, unless: conforming(atLeast: enough, .nonTenderMeasures(50)))
            fails(.overBudget, unless: withinBudget(atLeast: enough, .nonTenderMeasures(50)))
        }
        lowPrices(in: [.review, .evaluation], atLeastMinutes: 30, .abnormallyLowNotice)

        // Ranked by the quote, the lowest first; three candidates.
        On(.proposeReport, by: .committee, from: [.evaluation]) {
            ranked(atLeast: enough, .nonTenderMeasures(48))
            candidatesWithinBudget(.nonTenderMeasures(50))
            candidatesKeepTheCeiling(.nonTenderMeasures(48))
            endsOnly(below: enough, .nonTenderMeasures(50))
            lowPricesAreRuledOn(
                AbnormallyLowRule(ofMean: 5000, ofSecondLowest: 5000, ofCeiling: 4500), .abnormallyLowNotice)
        }
        On(.signReport, by: .committee, from: [.evaluation]) { signsTheReport(.nonTenderMeasures(17)) }
        On(.deliverReport, by: .committee, from: [.evaluation], to: .reported) {
            reportIsSigned(.nonTenderMeasures(17))
            fails(.tooFewConforming, unless: reportNamesCandidates(.nonTenderMeasures(50)))
        }

        // The agency decides in five working days, silence names the lowest; published with the award.
        awardInRankOrder(
            publishedOn: 1, decided: .nonTenderMeasures(49), published: .nonTenderMeasures(18),
            walksAway: .procurementRegulation(49))
        contractToArchive(
            contract: .procurementLaw(46), challengesStop: .procurementRegulation(54),
            published: .procurementRegulation(50), filed: .procurementLaw(47), bonds: .nonTenderMeasures(20),
            kept: .procurementLaw(42))

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
            overBudget: budgetKeepsTooFew(below: enough, .nonTenderMeasures(50)), .nonTenderMeasures(50))
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
            start: .milestone(.reportCarried), citation: .nonTenderMeasures(49))
        Duty(
            id: "award.decide", owes: .award, by: .agency, within: .workingDays(5),
            start: .milestone(.reported), citation: .nonTenderMeasures(49))
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
