package import Procurement
package import StrictJSON

extension Event {
    /// The event as stored, version 1.
    package var json: JSON { form.adding("event", .string(name)) }

    /// Its name in the log; it never changes.
    package var name: String {
        switch self {
        case .projectRegistered: "projectRegistered"
        case .noticePublished: "noticePublished"
        case .documentsTaken: "documentsTaken"
        case .documentsAmended: "documentsAmended"
        case .deadlineMoved: "deadlineMoved"
        case .objectionRaised: "objectionRaised"
        case .objectionAnswered: "objectionAnswered"
        case .complaintFiled: "complaintFiled"
        case .complaintRuledOn: "complaintRuledOn"
        case .complaintDecided: "complaintDecided"
        case .suspended: "suspended"
        case .resumed: "resumed"
        case .bidSubmitted: "bidSubmitted"
        case .bidWithdrawn: "bidWithdrawn"
        case .openingBegun: "openingBegun"
        case .bidOpened: "bidOpened"
        case .faultRuled: "faultRuled"
        case .openingClosed: "openingClosed"
        case .committeeFormed: "committeeFormed"
        case .memberReplaced: "memberReplaced"
        case .bidRejected: "bidRejected"
        case .bidderAsked: "bidderAsked"
        case .committeeAnswered: "committeeAnswered"
        case .bidsScored: "bidsScored"
        case .reportProposed: "reportProposed"
        case .reportSigned: "reportSigned"
        case .reportDelivered: "reportDelivered"
        case .candidatesPublished: "candidatesPublished"
        case .candidateStruck: "candidateStruck"
        case .awarded: "awarded"
        case .contractSigned: "contractSigned"
        case .bondsReturned: "bondsReturned"
        case .reportedToSupervisor: "reportedToSupervisor"
        case .archiveClosed: "archiveClosed"
        case .cancellationAnnounced: "cancellationAnnounced"
        case .lotMoved: "lotMoved"
        case .lotFailed: "lotFailed"
        case .dutyOverdue: "dutyOverdue"
        case .prequalificationPublished: "prequalificationPublished"
        case .applied: "applied"
        case .applicationJudged: "applicationJudged"
        case .qualificationClosed: "qualificationClosed"
        case .invitationsSent: "invitationsSent"
        case .invitationAnswered: "invitationAnswered"
        case .sourcePublished: "sourcePublished"
        case .sourceArgued: "sourceArgued"
        case .sourceApproved: "sourceApproved"
        case .talkOpened: "talkOpened"
        case .talkClosed: "talkClosed"
        case .requirementsChanged: "requirementsChanged"
        case .responseRefiled: "responseRefiled"
        case .solutionsShortlisted: "solutionsShortlisted"
        case .talksLeft: "talksLeft"
        case .lastPricesCalled: "lastPricesCalled"
        case .priceAgreed: "priceAgreed"
        case .reserveSealed: "reserveSealed"
        case .stepChanged: "stepChanged"
        case .offerMade: "offerMade"
        case .optedIn: "optedIn"
        case .reserveOpened: "reserveOpened"
        case .dealConfirmed: "dealConfirmed"
        case .resultPublished: "resultPublished"
        case .paymentRecorded: "paymentRecorded"
        case .relisted: "relisted"
        case .salePredisclosed: "salePredisclosed"
        case .poolFrozen: "poolFrozen"
        case .membersDrawn: "membersDrawn"
        case .memberRecused: "memberRecused"
        case .scoresChanged: "scoresChanged"
        case .priceCorrected: "priceCorrected"
        case .correctionAnswered: "correctionAnswered"
        case .lowPriceQuestioned: "lowPriceQuestioned"
        case .lowPriceRuled: "lowPriceRuled"
        case .terminationAnnounced: "terminationAnnounced"
        case .liveTimesMoved: "liveTimesMoved"
        }
    }

    private var form: JSON {
        switch self {
        case .projectRegistered(let project, let agency, let table):
            ["project": project.json, "agency": JSON(agency), "table": JSON(table)]
        case .noticePublished(let notice, let table): ["notice": notice.json, "table": JSON(table)]
        case .documentsTaken(let party): ["by": JSON(party)]
        case .documentsAmended(let amendment): ["amendment": amendment.json]
        case .deadlineMoved(let to, let because):
            .members(["to": JSON(to), "because": because.map { JSON($0) }])
        case .objectionRaised(let id, let subject, let lots, let party, let text):
            [
                "case": JSON(id), "subject": .string(subject.rawValue), "lots": .array(lots.map { JSON($0) }),
                "by": JSON(party), "text": JSON(text),
            ]
        case .objectionAnswered(let answer), .complaintDecided(let answer): ["answer": answer.json]
        case .complaintFiled(let id, let subject, let lots, let party, let objection, let text):
            .members([
                "case": JSON(id), "subject": .string(subject.rawValue), "lots": .array(lots.map { JSON($0) }),
                "by": JSON(party), "objection": objection.map { JSON($0) }, "text": JSON(text),
            ])
        case .complaintRuledOn(let id, let accepted, let text):
            ["case": JSON(id), "accepted": .bool(accepted), "text": JSON(text)]
        case .suspended(let lot, let cause), .resumed(let lot, let cause):
            .members(["lot": JSON(lot), "cause": cause.map { JSON($0) }])
        case .bidSubmitted(let bid, let lot, let party, let sealed):
            ["bid": JSON(bid), "lot": JSON(lot), "by": JSON(party), "sealed": sealed.json]
        case .bidWithdrawn(let bid, let lot): ["bid": JSON(bid), "lot": JSON(lot)]
        case .openingBegun(let lot): ["lot": JSON(lot)]
        case .bidOpened(let bid, let lot, let key, let finding):
            ["bid": JSON(bid), "lot": JSON(lot), "contentKey": .string(key), "finding": finding.json]
        case .faultRuled(let bid, let lot, let fault, let text):
            ["bid": JSON(bid), "lot": JSON(lot), "fault": .string(fault.rawValue), "text": JSON(text)]
        case .committeeFormed(let lot, let members, let draw):
            ["lot": JSON(lot), "members": .array(members.map(\.json)), "draw": JSON(draw)]
        case .memberReplaced(let lot, let old, let member, let reason):
            ["lot": JSON(lot), "member": JSON(old), "by": member.json, "reason": JSON(reason)]
        case .bidRejected(let bid, let lot, let ground, let reason):
            ["bid": JSON(bid), "lot": JSON(lot), "ground": .string(ground.rawValue), "reason": JSON(reason)]
        case .bidderAsked(let id, let bid, let lot, let text):
            ["question": JSON(id), "bid": JSON(bid), "lot": JSON(lot), "text": JSON(text)]
        case .committeeAnswered(let id, let lot, let text):
            ["question": JSON(id), "lot": JSON(lot), "text": JSON(text)]
        case .bidsScored(let lot, let party, let scores):
            ["lot": JSON(lot), "by": JSON(party), "scores": .array(scores.map(\.json))]
        case .reportProposed(let lot, let report): ["lot": JSON(lot), "report": report.json]
        case .reportSigned(let lot, let party, let dissent):
            .members(["lot": JSON(lot), "by": JSON(party), "dissent": dissent.map { JSON($0) }])
        case .reportDelivered(let lot, let silent):
            ["lot": JSON(lot), "silent": .array(silent.map { JSON($0) })]
        case .candidatesPublished(let lot, let until, let publications):
            ["lot": JSON(lot), "until": JSON(until), "publications": .array(publications.map(\.json))]
        case .candidateStruck(let bid, let lot, let ground, let text):
            ["bid": JSON(bid), "lot": JSON(lot), "ground": .string(ground.rawValue), "text": JSON(text)]
        case .awarded(let lot, let bid, let notice, let publications):
            [
                "lot": JSON(lot), "bid": JSON(bid), "notice": JSON(notice),
                "publications": .array(publications.map(\.json)),
            ]
        case .contractSigned(let lot, let party, let contract):
            ["lot": JSON(lot), "by": JSON(party), "contract": contract.json]
        case .openingClosed(let lot, let record), .bondsReturned(let lot, let record),
            .archiveClosed(let lot, let record):
            ["lot": JSON(lot), "record": JSON(record)]
        case .reportedToSupervisor(let lot, let text): ["lot": JSON(lot), "text": JSON(text)]
        case .cancellationAnnounced(let lot, let reason, let publications):
            ["lot": JSON(lot), "reason": JSON(reason), "publications": .array(publications.map(\.json))]
        case .lotMoved(let lot, let phase, let at):
            ["lot": JSON(lot), "phase": .string(phase.rawValue), "at": JSON(at)]
        case .lotFailed(let lot, let failure, let clause, let at):
            [
                "lot": JSON(lot), "failure": .string(failure.rawValue), "clause": .string(clause),
                "at": JSON(at),
            ]
        case .dutyOverdue(let duty, let due): ["duty": .string(duty), "due": JSON(due)]
        case .prequalificationPublished(let lot, let notice):
            ["lot": JSON(lot), "notice": notice.json]
        case .applied(let lot, let party, let application):
            ["lot": JSON(lot), "by": JSON(party), "application": application.json]
        case .applicationJudged(let lot, let who, let accepted, let paddle, let reason):
            .members([
                "lot": JSON(lot), "applicant": JSON(who), "accepted": .bool(accepted),
                "paddle": paddle.map { JSON($0) }, "reason": JSON(reason),
            ])
        case .qualificationClosed(let lot, let record):
            ["lot": JSON(lot), "record": JSON(record)]
        case .invitationsSent(let lot, let invitation):
            ["lot": JSON(lot), "invitation": invitation.json]
        case .invitationAnswered(let lot, let party, let accepted):
            ["lot": JSON(lot), "by": JSON(party), "accepted": .bool(accepted)]
        case .sourcePublished(let lot, let publicity):
            ["lot": JSON(lot), "publicity": publicity.json]
        case .sourceArgued(let lot, let upheld, let text):
            ["lot": JSON(lot), "upheld": .bool(upheld), "text": JSON(text)]
        case .sourceApproved(let lot, let text):
            ["lot": JSON(lot), "text": JSON(text)]
        case .talkOpened(let bid, let lot):
            ["bid": JSON(bid), "lot": JSON(lot)]
        case .talkClosed(let bid, let lot, let record):
            ["bid": JSON(bid), "lot": JSON(lot), "record": JSON(record)]
        case .requirementsChanged(let lot, let text, let substance):
            ["lot": JSON(lot), "text": JSON(text), "substance": .string(substance.rawValue)]
        case .responseRefiled(let bid, let lot, let text):
            ["bid": JSON(bid), "lot": JSON(lot), "text": JSON(text)]
        case .solutionsShortlisted(let lot, let bids, let record):
            ["lot": JSON(lot), "bids": .array(bids.map { JSON($0) }), "record": JSON(record)]
        case .talksLeft(let bid, let lot):
            ["bid": JSON(bid), "lot": JSON(lot)]
        case .lastPricesCalled(let lot, let deadline):
            ["lot": JSON(lot), "deadline": JSON(deadline)]
        case .priceAgreed(let bid, let lot, let price, let record):
            ["bid": JSON(bid), "lot": JSON(lot), "price": JSON(price), "record": JSON(record)]
        case .reserveSealed(let lot, let commitment):
            ["lot": JSON(lot), "commitment": JSON(commitment)]
        case .stepChanged(let lot, let step):
            ["lot": JSON(lot), "step": JSON(step)]
        case .offerMade(let bid, let lot, let party, let paddle, let price):
            [
                "bid": JSON(bid), "lot": JSON(lot), "by": JSON(party), "paddle": JSON(paddle),
                "price": JSON(price),
            ]
        case .optedIn(let lot, let party):
            ["lot": JSON(lot), "by": JSON(party)]
        case .reserveOpened(let lot, let price, let salt):
            ["lot": JSON(lot), "price": JSON(price), "salt": .string(salt)]
        case .dealConfirmed(let lot, let party, let text):
            ["lot": JSON(lot), "by": JSON(party), "text": JSON(text)]
        case .resultPublished(let lot, let text, let publications):
            ["lot": JSON(lot), "text": JSON(text), "publications": .array(publications.map(\.json))]
        case .paymentRecorded(let lot, let payment):
            ["lot": JSON(lot), "payment": payment.json]
        case .relisted(let lot, let relisting):
            ["lot": JSON(lot), "relisting": relisting.json]
        case .salePredisclosed(let lot, let until, let publications):
            ["lot": JSON(lot), "until": JSON(until), "publications": .array(publications.map(\.json))]
        case .poolFrozen(let lot, let pool):
            ["lot": JSON(lot), "pool": pool.json]
        case .membersDrawn(let lot, let draw):
            ["lot": JSON(lot), "draw": draw.json]
        case .memberRecused(let lot, let who, let text):
            ["lot": JSON(lot), "member": JSON(who), "text": JSON(text)]
        case .scoresChanged(let lot, let party, let scores, let ground, let reason):
            [
                "lot": JSON(lot), "by": JSON(party), "scores": .array(scores.map(\.json)),
                "ground": .string(ground.rawValue), "reason": JSON(reason),
            ]
        case .priceCorrected(let bid, let lot, let ground, let price, let reason):
            [
                "bid": JSON(bid), "lot": JSON(lot), "ground": .string(ground.rawValue),
                "price": JSON(price), "reason": JSON(reason),
            ]
        case .correctionAnswered(let bid, let lot, let confirmed):
            ["bid": JSON(bid), "lot": JSON(lot), "confirmed": .bool(confirmed)]
        case .lowPriceQuestioned(let question, let bid, let lot, let until, let text):
            [
                "question": JSON(question), "bid": JSON(bid), "lot": JSON(lot), "until": JSON(until),
                "text": JSON(text),
            ]
        case .lowPriceRuled(let bid, let lot, let proven, let text):
            ["bid": JSON(bid), "lot": JSON(lot), "proven": .bool(proven), "text": JSON(text)]
        case .terminationAnnounced(let lot, let ground, let reason, let publications):
            [
                "lot": JSON(lot), "ground": .string(ground.rawValue), "reason": JSON(reason),
                "publications": .array(publications.map(\.json)),
            ]
        case .liveTimesMoved(let lot, let lost):
            ["lot": JSON(lot), "by": .integer(lost)]
        }
    }
}
