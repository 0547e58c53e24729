extension Event {
    /// The lot that it is about; nil when it is about the tender as a whole.
    package var lot: LotID? {
        switch self {
        case .suspended(let lot, _), .resumed(let lot, _), .bidSubmitted(_, let lot, _, _),
            .bidWithdrawn(_, let lot), .openingBegun(let lot), .bidOpened(_, let lot, _, _),
            .faultRuled(_, let lot, _, _), .openingClosed(let lot, _), .committeeFormed(let lot, _, _),
            .memberReplaced(let lot, _, _, _), .bidRejected(_, let lot, _, _),
            .bidderAsked(_, _, let lot, _), .committeeAnswered(_, let lot, _),
            .bidsScored(let lot, _, _), .reportProposed(let lot, _), .reportSigned(let lot, _, _),
            .reportDelivered(let lot, _), .candidatesPublished(let lot, _, _),
            .candidateStruck(_, let lot, _, _), .awarded(let lot, _, _, _),
            .contractSigned(let lot, _, _), .bondsReturned(let lot, _),
            .reportedToSupervisor(let lot, _), .archiveClosed(let lot, _),
            .cancellationAnnounced(let lot, _, _), .prequalificationPublished(let lot, _),
            .applied(let lot, _, _), .applicationJudged(let lot, _, _, _, _),
            .qualificationClosed(let lot, _), .invitationsSent(let lot, _),
            .invitationAnswered(let lot, _, _), .sourcePublished(let lot, _),
            .sourceArgued(let lot, _, _), .sourceApproved(let lot, _), .talkOpened(_, let lot),
            .talkClosed(_, let lot, _), .requirementsChanged(let lot, _, _),
            .responseRefiled(_, let lot, _), .solutionsShortlisted(let lot, _, _),
            .talksLeft(_, let lot), .lastPricesCalled(let lot, _), .priceAgreed(_, let lot, _, _),
            .reserveSealed(let lot, _), .stepChanged(let lot, _), .offerMade(_, let lot, _, _, _),
            .optedIn(let lot, _), .reserveOpened(let lot, _, _), .dealConfirmed(let lot, _, _),
            .resultPublished(let lot, _, _), .paymentRecorded(let lot, _), .relisted(let lot, _),
            .salePredisclosed(let lot, _, _), .poolFrozen(let lot, _), .membersDrawn(let lot, _),
            .memberRecused(let lot, _, _), .scoresChanged(let lot, _, _, _, _),
            .priceCorrected(_, let lot, _, _, _), .correctionAnswered(_, let lot, _),
            .lowPriceQuestioned(_, _, let lot, _, _), .lowPriceRuled(_, let lot, _, _),
            .terminationAnnounced(let lot, _, _, _), .liveTimesMoved(let lot, _),
            .lotMoved(let lot, _, _), .lotFailed(let lot, _, _, _):
            lot
        case .projectRegistered, .noticePublished, .documentsTaken, .documentsAmended, .deadlineMoved,
            .objectionRaised, .objectionAnswered, .complaintFiled, .complaintRuledOn, .complaintDecided,
            .dutyOverdue:
            nil
        }
    }
}
