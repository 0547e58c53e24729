internal import Procurement

extension Event {
    /// The readers of the event's files, where those are not for everyone.
    func readers(_ author: PartyID, _ tender: TenderID) -> Set<Reader> {
        let always: Set<Reader> = [.staff(tender), .author(author)]
        return switch self {
        case .objectionAnswered(let answer), .complaintDecided(let answer):
            always.union([.raiser(answer.to, tender)])
        case .complaintRuledOn(let id, _, _): always.union([.raiser(id, tender)])
        case .bidderAsked(_, let bid, _, _), .priceCorrected(let bid, _, _, _, _),
            .lowPriceQuestioned(_, let bid, _, _, _), .lowPriceRuled(let bid, _, _, _):
            always.union([.bidder(bid, tender)])
        case .invitationsSent: always.union([.invited(tender)])
        case .applicationJudged(_, let applicant, _, _, _): always.union([.author(applicant)])
        case .requirementsChanged, .lastPricesCalled: always.union([.bidders(tender)])
        // The custodian released the key and did not hand the bid in.
        case .bidOpened: [.staff(tender)]
        case .projectRegistered, .noticePublished, .documentsTaken, .documentsAmended, .deadlineMoved,
            .objectionRaised, .complaintFiled, .suspended, .resumed, .bidSubmitted, .bidWithdrawn,
            .openingBegun, .faultRuled, .openingClosed, .committeeFormed, .memberReplaced, .bidRejected,
            .committeeAnswered, .bidsScored, .reportProposed, .reportSigned, .reportDelivered,
            .candidatesPublished, .candidateStruck, .awarded, .contractSigned, .bondsReturned,
            .reportedToSupervisor, .archiveClosed, .cancellationAnnounced, .prequalificationPublished,
            .applied, .qualificationClosed, .invitationAnswered, .sourcePublished, .sourceArgued,
            .sourceApproved, .talkOpened, .talkClosed, .responseRefiled, .solutionsShortlisted,
            .talksLeft, .priceAgreed, .reserveSealed, .stepChanged, .offerMade, .optedIn, .reserveOpened,
            .dealConfirmed, .resultPublished, .paymentRecorded, .relisted, .salePredisclosed,
            .poolFrozen, .membersDrawn, .memberRecused, .scoresChanged, .correctionAnswered,
            .terminationAnnounced, .liveTimesMoved, .lotMoved, .lotFailed, .dutyOverdue:
            always
        }
    }

    /// It happened in the open, or something that readers may see follows from it. What is false here is
    /// secret until the opening.
    var isVisible: Bool {
        switch self {
        case .bidSubmitted, .bidWithdrawn, .documentsTaken, .applied, .applicationJudged,
            .invitationsSent, .invitationAnswered, .optedIn, .membersDrawn, .memberRecused:
            false
        case .projectRegistered, .noticePublished, .documentsAmended, .deadlineMoved, .objectionRaised,
            .objectionAnswered, .complaintFiled, .complaintRuledOn, .complaintDecided, .suspended,
            .resumed, .openingBegun, .bidOpened, .faultRuled, .openingClosed, .committeeFormed,
            .memberReplaced, .bidRejected, .bidderAsked, .committeeAnswered, .bidsScored,
            .reportProposed, .reportSigned, .reportDelivered, .candidatesPublished, .candidateStruck,
            .awarded, .contractSigned, .bondsReturned, .reportedToSupervisor, .archiveClosed,
            .cancellationAnnounced, .prequalificationPublished, .qualificationClosed, .sourcePublished,
            .sourceArgued, .sourceApproved, .talkOpened, .talkClosed, .requirementsChanged,
            .responseRefiled, .solutionsShortlisted, .talksLeft, .lastPricesCalled, .priceAgreed,
            .reserveSealed, .stepChanged, .offerMade, .reserveOpened, .dealConfirmed, .resultPublished,
            .paymentRecorded, .relisted, .salePredisclosed, .scoresChanged, .priceCorrected,
            .correctionAnswered, .lowPriceQuestioned, .lowPriceRuled, .terminationAnnounced,
            .liveTimesMoved, .lotMoved, .lotFailed, .dutyOverdue,
            // Nobody is shown the pool, but the draw is made from what readers see.
            .poolFrozen:
            true
        }
    }

    /// The files that the event names, and whether everybody may read each.
    var files: [(Digest, isPublic: Bool)] {
        switch self {
        case .noticePublished(let notice, _):
            [(notice.documents, true)] + notice.publications.map { ($0.text, true) }
                + notice.terms.compactMap { terms in terms.openingCertificate.map { ($0, true) } }
        case .documentsAmended(let amendment): [(amendment.text, true)]
        case .candidatesPublished(_, _, let publications), .awarded(_, _, _, let publications),
            .salePredisclosed(_, _, let publications):
            publications.map { ($0.text, true) }
        case .cancellationAnnounced(_, let reason, let publications),
            .terminationAnnounced(_, _, let reason, let publications),
            .resultPublished(_, let reason, let publications):
            [(reason, true)] + publications.map { ($0.text, true) }
        case .prequalificationPublished(_, let notice):
            [(notice.documents, true)] + notice.publications.map { ($0.text, true) }
        case .sourcePublished(_, let publicity):
            [(publicity.reasons, true)] + publicity.publications.map { ($0.text, true) }
        case .relisted(_, let relisting):
            relisting.publications.map { ($0.text, true) } + (relisting.consent.map { [($0, false)] } ?? [])
        case .openingClosed(_, let record): [(record, true)]
        case .sourceArgued(_, _, let text): [(text, true)]
        case .objectionAnswered(let answer), .complaintDecided(let answer): [(answer.text, false)]
        case .objectionRaised(_, _, _, _, let text), .complaintFiled(_, _, _, _, _, let text),
            .complaintRuledOn(_, _, let text), .faultRuled(_, _, _, let text),
            .bidderAsked(_, _, _, let text), .committeeAnswered(_, _, let text),
            .candidateStruck(_, _, _, let text), .reportedToSupervisor(_, let text),
            .sourceApproved(_, let text), .requirementsChanged(_, let text, _),
            .responseRefiled(_, _, let text), .dealConfirmed(_, _, let text),
            .memberRecused(_, _, let text), .lowPriceQuestioned(_, _, _, _, let text),
            .lowPriceRuled(_, _, _, let text):
            [(text, false)]
        case .bidOpened(_, _, _, .opened(let bid)): [(bid.contents, false)]
        case .committeeFormed(_, _, let draw): [(draw, false)]
        case .memberReplaced(_, _, _, let reason), .bidRejected(_, _, _, let reason),
            .applicationJudged(_, _, _, _, let reason), .scoresChanged(_, _, _, _, let reason),
            .priceCorrected(_, _, _, _, let reason):
            [(reason, false)]
        case .reportProposed(_, let report):
            [(report.text, false)] + (report.competitionFinding.map { [($0, false)] } ?? [])
        case .reportSigned(_, _, let dissent): dissent.map { [($0, false)] } ?? []
        case .contractSigned(_, _, let contract): [(contract.text, false)]
        case .applied(_, _, let application): [(application.text, false)]
        case .invitationsSent(_, let invitation): [(invitation.record, false), (invitation.text, false)]
        case .paymentRecorded(_, let payment): [(payment.record, false)]
        case .bondsReturned(_, let record), .archiveClosed(_, let record),
            .qualificationClosed(_, let record), .talkClosed(_, _, let record),
            .solutionsShortlisted(_, _, let record), .priceAgreed(_, _, _, let record):
            [(record, false)]
        case .projectRegistered, .documentsTaken, .deadlineMoved, .suspended, .resumed, .bidSubmitted,
            .bidWithdrawn, .openingBegun, .bidOpened, .bidsScored, .reportDelivered, .lotMoved,
            .lotFailed, .dutyOverdue, .invitationAnswered, .talkOpened, .talksLeft, .lastPricesCalled,
            .reserveSealed, .stepChanged, .offerMade, .optedIn, .reserveOpened, .poolFrozen,
            .membersDrawn, .correctionAnswered, .liveTimesMoved:
            []
        }
    }
}
