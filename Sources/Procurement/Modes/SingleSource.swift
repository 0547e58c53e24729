// 单一来源 — single source.

/// One response, from the one supplier.
private let one = Suppliers(1)

/// What must be published before its approval, from the threshold on.
private let published: Set<Ground> = [.onlySupplier]

/// From the documents to the contract.
private let running: Set<Phase> = [
    .noticed, .closed, .opening, .negotiation, .reported, .awarded, .contracted,
]

/// Before the decision.
private let undecided: Set<Phase> = [
    .sourcePublicity, .qualified, .noticed, .closed, .opening, .negotiation, .reported,
]

extension Procedure {
    /// Only one supplier, an unforeseeable emergency, an add-on: domain §1.9, row by row. That only one bidder
    /// came to a tender is no ground.
    package static let singleSource = Procedure(.singleSource, under: .governmentProcurement) {
        // Grounds (1) to (3); an add-on within a tenth of its contract, three tenths in an emergency purchase.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            budgeted(.procurementLaw(6))
            lotsAreWellFormed(atMost: 100)
            usedOn(
                [
                    .onlySupplier: [.goods, .services, .works],
                    .unforeseeableEmergency: [.goods, .services, .works],
                    .addOn: [.goods, .services, .works],
                ], .procurementLaw(31))
            addOnShare(
                atMostBasisPoints: 1000, ordinarilyUntil: CivilDay(2026, 10, 1), .procurementLaw(31))
            emergencyAddOnShare(atMostBasisPoints: 3000, .emergencyNotice)
            previousRoundEnded(.nonTenderMeasures(43))
        }

        // Ground (1): publicity of five working days with supplier, reasons and named experts.
        On(.publishSource, by: .agency, from: [.registered], to: .sourcePublicity) {
            samePublications(atLeast: 1, .procurementRegulation(38), always: true)
            sourcePublicity(atLeast: .workingDays(5), .procurementRegulation(38))
            expertsAreNamed(atLeast: 1, .procurementRegulation(38))
        }

        // Anyone may object, once, within the publicity; then a supplementary argument, and each objector is told.
        On(.raiseObjection, by: .bidder, from: [.sourcePublicity], duringSuspension: true) {
            objectsToSource(.nonTenderMeasures(39))
            sourceObjectionInTime(.nonTenderMeasures(39))
            caseNameIsFree()
        }
        On(.argueSource, by: .agency, from: [.sourcePublicity]) {
            sourcePublicityIsOver(.nonTenderMeasures(40))
            sourceIsDisputed(.nonTenderMeasures(40))
            fails(.groundFell, unless: sourceHolds(.nonTenderMeasures(40)))
        }
        On(.answerObjection, by: .agency, from: [.sourcePublicity]) {
            caseIsOpen(.objection, accepted: nil)
            sourceWasArgued(.nonTenderMeasures(40))
        }

        // Approved by finance from the threshold on.
        On(.approveSource, by: .regulator, from: [.registered, .sourcePublicity], to: .qualified) {
            sourceWasPublished(published, .procurementRegulation(38))
            sourcePublicityIsOver(.nonTenderMeasures(38))
            sourceObjectionsAreSettled(.nonTenderMeasures(40))
        }

        // The supplier is invited and gets the documents; one sealed response.
        On(.invite, by: .agency, from: [.registered, .qualified]) {
            invitesOnce()
            invitesTheSource(.procurementLaw(31))
        }
        On(.publishNotice, by: .agency, from: [.registered, .qualified], to: .noticed) {
            sourceIsApproved(
                published: published, notInEmergencyFrom: CivilDay(2026, 10, 1), .procurementLaw(27))
            sourceIsInvited(.nonTenderMeasures(41))
            timetableInOrder()
            method(oneOf: [.agreedPrice], .nonTenderMeasures(41))
            termsForEveryLot()
            ceilingWithinBudget(.procurementRegulation(30))
            noFloorPrice(.platform)
            bidBond(atMostBasisPoints: 200, .nonTenderMeasures(14))
            performanceBond(atMostBasisPoints: 1000, .procurementRegulation(48))
            windowsWithinBounds(decryptionMinutes: 5...1440, validityDays: 1...730)
        }
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) { deadlineNeverEarlier() }
        sealedResponses(
            found: .procurementLaw(31), handedIn: .nonTenderMeasures(15),
            independent: .procurementRegulation(18))
        At(.bidDeadline, from: [.noticed], to: .closed) {
            fails(.tooFewBidders, unless: responses(atLeast: one, .nonTenderMeasures(43)))
        }
        On(.openBids, by: .custodian, from: [.closed], to: .opening)
        On(.releaseKey, by: .custodian, from: [.opening]) { bidAwaitsKey(.nonTenderMeasures(43)) }
        On(.ruleOnFault, by: .agency, from: [.opening]) { bidAwaitsRuling(.nonTenderMeasures(43)) }
        On(.closeOpening, by: .agency, from: [.opening], to: .negotiation) {
            everythingOpened(unlessFewerThan: one, .nonTenderMeasures(43))
            fails(.tooFewConforming, unless: conforming(atLeast: one, .nonTenderMeasures(43)))
        }

        // Experienced professionals agree on a price, with a record, within the budget.
        On(
            .formCommittee, by: .agency,
            from: [.registered, .qualified, .noticed, .closed, .opening, .negotiation]
        ) {
            noCommitteeYet(.nonTenderMeasures(41))
            professionals(atLeast: 1, .nonTenderMeasures(41))
            membersAreNotBidders(.procurementRegulation(9))
        }
        On(
            .replaceMember, by: .agency,
            from: [.registered, .qualified, .noticed, .closed, .opening, .negotiation]
        ) {
            replacedIsMember(.nonTenderMeasures(41))
            professionals(atLeast: 1, .nonTenderMeasures(41))
            membersAreNotBidders(.procurementRegulation(9))
        }
        On(.openTalk, by: .committee, from: [.negotiation]) {
            noTalkIsOpen(.nonTenderMeasures(41))
            talksWithParticipant(.nonTenderMeasures(41))
        }
        On(.closeTalk, by: .committee, from: [.negotiation]) { talkIsOpen() }
        On(.agreePrice, by: .committee, from: [.negotiation], to: .reported) {
            priceWasTalkedOver(.nonTenderMeasures(42))
            agreedWithinBudget(.nonTenderMeasures(43))
        }

        // The result is fixed and published; contract, bonds, archive.
        On(.award, by: .agency, from: [.reported, .awarded], to: .awarded) {
            noWinnerStands(.procurementRegulation(49))
            winnerByRank(.procurementRegulation(43), always: true)
            samePublications(atLeast: 1, .nonTenderMeasures(18), always: true)
        }
        On(.strikeCandidate, by: .agency, from: [.reported, .awarded]) {
            strikesCandidate(.procurementRegulation(49))
            fails(.noCandidateLeft, unless: candidateIsLeft(.procurementRegulation(49)))
        }
        contractToArchive(
            contract: .procurementLaw(46), challengesStop: .procurementRegulation(54),
            published: .procurementRegulation(50), filed: .procurementLaw(47), bonds: .nonTenderMeasures(20),
            kept: .procurementLaw(42), othersFollowTheWinner: false)

        // 质疑 and 投诉 of documents, steps and result; the use of a single source is no matter of theirs.
        On(.raiseObjection, by: .bidder, from: running, duringSuspension: true) {
            challengerTakesPart(.challengeMeasures(11))
            challenge(
                within: .workingDays(7), noticeLasts: .workingDays(3), resultNoticeLasts: .workingDays(1),
                .procurementLaw(52),
                uncertain:
                    "There is no notice of documents here; the three working days of the other modes by 财库〔2015〕135号, from memory, are taken, 2026-11-24."
            )
            caseNameIsFree()
        }
        On(.answerObjection, by: .agency, from: running, duringSuspension: true) {
            caseIsOpen(.objection, accepted: nil)
        }
        On(.fileComplaint, by: .bidder, from: running, duringSuspension: true) {
            complainsOfNoSource(.nonTenderMeasures(40))
            priorObjection(.procurementRegulation(55))
            complaint(within: .workingDays(15), afterAnswerWithin: .workingDays(7), .procurementLaw(55))
            caseNameIsFree()
        }
        supervision(in: running.union([.sourcePublicity, .qualified]))

        // Failure: the ground falls away, unlawful acts, the price is above the budget. The task is cancelled.
        endings(
            in: undecided, on: [.modeNoLongerFits, .unlawfulActs, .overBudget],
            overBudget: budgetWasTalkedOver(.nonTenderMeasures(43)), .nonTenderMeasures(43))
        On(
            .cancel, by: .agency, from: undecided.union([.registered, .awarded]), to: .cancelled,
            duringSuspension: true
        ) {
            noWinnerStands(.nonTenderMeasures(23))
            samePublications(atLeast: 1, .nonTenderMeasures(23), always: true)
        }
    } duties: {
        challengeDuties(
            answered: .workingDays(7), .procurementLaw(53), papersChecked: .workingDays(5),
            .challengeMeasures(21), decided: .workingDays(30), .procurementLaw(56), suspended: .days(30),
            .procurementLaw(57))
        Duty(
            id: "source.argue", owes: .argueSource, by: .agency, within: .workingDays(5),
            start: .sourcePublicityEnd, citation: .nonTenderMeasures(40))
        Duty(
            id: "award.decide", owes: .award, by: .agency, within: .workingDays(5),
            start: .milestone(.reported), citation: .procurementRegulation(43),
            uncertain:
                "条例 43 speaks of a report; that the record of the talks stands for it is our reading, 2026-11-24."
        )
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
            id: "bonds.winner", owes: .returnBonds, by: .agency, within: .workingDays(5),
            start: .milestone(.contracted), citation: .nonTenderMeasures(20))
    }
}
