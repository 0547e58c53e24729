// 公开招标 — open tender.

extension Procedure {
    /// Works, and goods and services that belong to them: domain §1.4A, row by row.
    package static let openTenderUnderBiddingLaw = Procedure(.openTender, under: .biddingLaw) {

        // 1. The project is approved and registered.
        On(.registerProject, by: .agency, from: [], to: .registered) {
            approved(.biddingLaw(9))
            lotsAreWellFormed(atMost: 100)
            previousRoundEnded(.biddingLaw(28))
        }

        // 3'. Prequalification: documents, applications, review; fewer than three are tendered anew.
        On(.publishPrequalification, by: .agency, from: [.registered], to: .prequalification) {
            samePublications(atLeast: 2, .biddingLaw(16))
            prequalificationInOrder()
            prequalificationOffered(atLeast: .days(5), .biddingRegulation(16))
            offerToApplications(atLeast: .days(5), .biddingRegulation(17))
        }
        On(.amendDocuments, by: .agency, from: [.prequalification], duringSuspension: true) {
            applicationDeadlineNeverEarlier()
            amendmentToApplications(atLeastDays: 3, .biddingRegulation(21))
        }
        On(.apply, by: .bidder, from: [.prequalification]) {
            beforeApplicationDeadline(.biddingRegulation(17))
            bidderIsIndependent(.electronicTendering(23))
            appliesOnce()
        }
        At(.prequalificationDeadline, from: [.prequalification], to: .qualifying)
        On(.judgeApplication, by: .agency, .committee, from: [.qualifying]) {
            reviewCommitteeJudges(.biddingRegulation(18))
            applicationWaits()
            noPaddle()
        }
        On(.closeQualification, by: .agency, from: [.qualifying], to: .qualified) {
            applicationsAreJudged(.biddingRegulation(19))
            fails(.tooFewQualified, unless: qualified(atLeast: 3, .biddingRegulation(19)))
        }

        // 2–4. Notice, documents on offer, time to prepare bids.
        On(.publishNotice, by: .agency, from: [.registered, .qualified], to: .noticed) {
            samePublications(atLeast: 2, .biddingLaw(16))
            timetableInOrder()
            documentsOffered(atLeast: .days(5), .biddingRegulation(16))
            issueToDeadline(atLeast: .days(20), .biddingLaw(24))
            termsForEveryLot()
            ruleIsLawful(.biddingLaw(41))
            noFloorPrice(.biddingRegulation(27))
            bidBond(atMostBasisPoints: 200, .biddingRegulation(26))
            bidBond(
                atMost: Fen(80_000_000), .biddingRegulation(26),
                uncertain:
                    "Cap for works from 七部委令30号, from memory, 2026-11-24; to be checked against its text.")
            performanceBond(atMostBasisPoints: 1000, .biddingRegulation(58))
            windowsWithinBounds(decryptionMinutes: 5...1440, validityDays: 1...730)
        }
        On(.takeDocuments, by: .bidder, from: [.noticed], duringSuspension: true) {
            documentsAreOut(.electronicTendering(20))
            takesPart(.biddingRegulation(19))
            beforeDeadline("documents.beforeDeadline", .platform)
        }

        // 5. Clarification and modification.
        On(.amendDocuments, by: .agency, from: [.noticed], duringSuspension: true) {
            deadlineNeverEarlier()
            amendmentToDeadline(atLeastDays: 15, .biddingRegulation(21))
        }

        // 6, 10, 15. Objections, and what stands still until they are answered.
        On(
            .raiseObjection, by: .bidder, from: [.prequalification, .noticed, .opening, .publicity],
            duringSuspension: true
        ) {
            subjectFitsPhase(.biddingRegulation(60))
            objectionToApplications(atLeastDays: 2, .biddingRegulation(22))
            objectionToDeadline(atLeastDays: 10, .biddingRegulation(22))
            objectorBid(.biddingRegulation(44))
            withinPublicity(.biddingRegulation(54))
            caseNameIsFree()
        }
        On(
            .answerObjection, by: .agency, from: [.prequalification, .noticed, .opening, .publicity],
            duringSuspension: true
        ) {
            caseIsOpen(.objection, accepted: nil)
        }

        // Complaints, and the supervisor's orders.
        On(
            .fileComplaint, by: .bidder,
            from: [
                .prequalification, .qualifying, .qualified, .noticed, .closed, .opening, .evaluation,
                .reported, .publicity, .awarded, .contracted,
            ],
            duringSuspension: true
        ) {
            priorObjection(.biddingRegulation(60))
            complaint(within: .days(10), .biddingRegulation(60))
            caseNameIsFree()
        }
        On(
            .acceptComplaint, by: .regulator,
            from: [
                .prequalification, .qualifying, .qualified, .noticed, .closed, .opening, .evaluation,
                .reported, .publicity, .awarded, .contracted,
            ],
            duringSuspension: true
        ) {
            caseIsOpen(.complaint, accepted: false)
        }
        On(
            .decideComplaint, by: .regulator,
            from: [
                .prequalification, .qualifying, .qualified, .noticed, .closed, .opening, .evaluation,
                .reported, .publicity, .awarded, .contracted,
            ],
            duringSuspension: true
        ) {
            caseIsOpen(.complaint, accepted: true)
        }
        On(
            .suspend, by: .regulator,
            from: [
                .prequalification, .qualifying, .qualified, .noticed, .closed, .opening, .evaluation,
                .reported, .publicity, .awarded,
            ],
            duringSuspension: true)
        On(
            .resume, by: .regulator,
            from: [
                .prequalification, .qualifying, .qualified, .noticed, .closed, .opening, .evaluation,
                .reported, .publicity, .awarded,
            ],
            duringSuspension: true
        ) {
            orderStands()
        }

        // 7. Bid, replace, withdraw: any time before the deadline.
        On(.submitBid, by: .bidder, from: [.noticed]) {
            beforeDeadline("bid.beforeDeadline", .electronicTendering(27))
            bidderIsIndependent(.electronicTendering(23))
            keyHolderDoesNotBid()
            takesPart(.biddingRegulation(19))
            sealed(.electronicTendering(26))
            bidNameIsFree()
            oneLiveBid(.biddingLaw(29))
        }
        On(.withdrawBid, by: .bidder, from: [.noticed], duringSuspension: true) {
            beforeDeadline("bid.withdrawBeforeDeadline", .biddingLaw(29))
            ownLiveBid(.biddingLaw(29))
        }

        // 8–9. The deadline is the opening instant; fewer than three are not opened.
        At(.bidDeadline, from: [.noticed], to: .closed) {
            fails(.tooFewBidders, unless: bidders(atLeast: 3, .biddingLaw(28)))
        }

        // 10. Opening.
        On(.openBids, by: .custodian, from: [.closed], to: .opening) {
            bidders(atLeast: 3, .biddingLaw(28))
        }
        On(.releaseKey, by: .custodian, from: [.opening]) {
            biddersLeft(atLeast: 3, .biddingRegulation(44))
            bidAwaitsKey(.electronicTendering(30))
        }
        On(.ruleOnFault, by: .agency, from: [.opening]) {
            bidAwaitsRuling(.electronicTendering(31))
        }
        On(.closeOpening, by: .agency, from: [.opening], to: .evaluation) {
            allDecrypted(unlessFewerThan: 3, .electronicTendering(30))
            openingObjectionsAnswered(.biddingRegulation(44))
            fails(.tooFewBidders, unless: biddersLeft(atLeast: 3, .biddingRegulation(44)))
        }

        // 11–13. The draw, evaluation and report.
        drawOfExperts(
            in: [.qualifying, .closed, .opening, .evaluation], pool: .biddingRegulation(46),
            recusal: .biddingRegulation(46))
        On(.formCommittee, by: .agency, from: [.qualifying, .closed, .opening, .evaluation]) {
            noCommitteeYet()
            committee(atLeast: 5, expertThirds: 2, .biddingLaw(37))
            membersAreNotBidders(.biddingLaw(37))
            expertsFollowTheDraw(.biddingRegulation(46))
            expertsAreIndependent(.biddingRegulation(46))
        }
        On(.replaceMember, by: .agency, from: [.qualifying, .closed, .opening, .evaluation]) {
            replacedIsMember(.biddingRegulation(48))
            committee(atLeast: 5, expertThirds: 2, .biddingLaw(37))
            membersAreNotBidders(.biddingLaw(37))
            expertsFollowTheDraw(.biddingRegulation(46))
            expertsAreIndependent(.biddingRegulation(46))
        }
        On(.rejectBid, by: .committee, from: [.evaluation]) {
            bidStands(.biddingRegulation(51))
        }
        On(.askBidder, by: .committee, from: [.evaluation]) {
            bidStands(.biddingLaw(39))
            caseNameIsFree()
        }
        On(.answerCommittee, by: .bidder, from: [.evaluation]) {
            answerIsAsked(.biddingRegulation(52))
        }
        On(.scoreBids, by: .committee, from: [.evaluation]) {
            scoresAreComplete(.biddingLaw(40))
        }
        On(.proposeReport, by: .committee, from: [.evaluation]) {
            candidates(atMost: 3, .biddingRegulation(53))
            candidatesKeepTheCeiling(.biddingRegulation(51))
            allRejectedOnly(below: 3, .evaluationRules(27))
            competitionIsArgued(below: 3, .evaluationRules(27))
        }
        On(.signReport, by: .committee, from: [.evaluation]) {
            signsTheReport(.biddingRegulation(53))
        }
        On(.deliverReport, by: .committee, from: [.evaluation], to: .reported) {
            reportIsSigned(.biddingRegulation(53))
            fails(.allRejected, unless: reportHasCandidate(.biddingLaw(42)))
        }

        // 14–17. Publicity, winner, award notice.
        On(.publishCandidates, by: .agency, from: [.reported], to: .publicity) {
            samePublications(atLeast: 2, .biddingRegulation(54))
            publicity(atLeast: .days(3), .biddingRegulation(54))
        }
        On(.strikeCandidate, by: .agency, from: [.publicity, .awarded]) {
            strikesCandidate(.biddingRegulation(55))
            fails(.noCandidateLeft, unless: candidateIsLeft(.biddingRegulation(55)))
        }
        On(.award, by: .agency, from: [.publicity, .awarded], to: .awarded) {
            publicityIsOver(.biddingRegulation(54))
            noWinnerStands(.biddingRegulation(55))
            winnerByRank(.biddingRegulation(55))
            samePublications(atLeast: 2, .electronicTendering(35))
        }

        // 18–21. Contract, bonds, report to the supervisor, archive.
        On(.signContract, by: .agency, .bidder, from: [.awarded], to: .contracted) {
            winnerStands(.biddingLaw(46))
            contractKeepsTheBid(.biddingLaw(46))
            stays(unless: bothHaveSigned(.biddingLaw(46)))
        }
        On(
            .returnBonds, by: .agency,
            from: [.noticed, .closed, .opening, .evaluation, .reported, .publicity, .awarded],
            duringSuspension: true
        ) {
            withdrawnBondIsOwed(.biddingRegulation(35))
        }
        // Also when a lot failed or was cancelled (条例 31): then nothing else happens in it any more.
        On(.returnBonds, by: .agency, from: [.contracted, .failed, .cancelled]) {
            bondsNotReturned(since: .contracted, .biddingRegulation(57))
        }
        On(.reportToSupervisor, by: .agency, from: [.awarded, .contracted])
        On(.archive, by: .agency, from: [.contracted], to: .archived) {
            bondsAreReturned(since: .contracted, .biddingRegulation(57))
            done(.reportToSupervisor, .reportedToSupervisor, .biddingLaw(47))
            casesAreSettled(.electronicTendering(39))
        }

        // 终止招标; after an award only when the winner has fallen out and the lot is tendered anew.
        On(
            .cancel, by: .agency,
            from: [
                .registered, .prequalification, .qualifying, .qualified, .noticed, .closed, .opening,
                .evaluation, .reported, .publicity, .awarded,
            ],
            to: .cancelled, duringSuspension: true
        ) {
            noWinnerStands(.biddingRegulation(55))
            samePublications(atLeast: 1, .biddingRegulation(31))
        }
    } duties: {
        Duty(
            id: "objection.answer.prequalification", owes: .answerObjection, by: .agency,
            within: .days(3), start: .objection(.prequalification), citation: .biddingRegulation(22))
        Duty(
            id: "objection.answer.documents", owes: .answerObjection, by: .agency, within: .days(3),
            start: .objection(.documents), citation: .biddingRegulation(22))
        Duty(
            id: "objection.answer.result", owes: .answerObjection, by: .agency, within: .days(3),
            start: .objection(.result), citation: .biddingRegulation(54))
        Duty(
            id: "candidates.publish", owes: .publishCandidates, by: .agency, within: .days(3),
            start: .milestone(.reported), citation: .biddingRegulation(54))
        Duty(
            id: "contract.sign", owes: .signContract, by: .agency, within: .days(30),
            start: .milestone(.awarded), citation: .biddingLaw(46))
        Duty(
            id: "bonds.withdrawn", owes: .returnBonds, by: .agency, within: .days(5), start: .withdrawal,
            citation: .biddingRegulation(35))
        Duty(
            id: "bonds.return", owes: .returnBonds, by: .agency, within: .days(5),
            start: .milestone(.contracted), citation: .biddingRegulation(57))
        Duty(
            id: "supervisor.report", owes: .reportToSupervisor, by: .agency, within: .days(15),
            start: .milestone(.awarded), citation: .biddingLaw(47))
        Duty(
            id: "complaint.accept", owes: .acceptComplaint, by: .regulator, within: .workingDays(3),
            start: .complaintFiled, citation: .biddingRegulation(61))
        Duty(
            id: "complaint.decide", owes: .decideComplaint, by: .regulator, within: .workingDays(30),
            start: .complaintAccepted, citation: .biddingRegulation(61))
    }
}
