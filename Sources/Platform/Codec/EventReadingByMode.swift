internal import Procurement
internal import StrictJSON

extension Event {
    /// Events that came with the other modes, version 1 as the first ones.
    static let laterReaders: [String: Parse] = [
        "prequalificationPublished": { f throws(JSONError) in
            .prequalificationPublished(try f.lot("lot"), try f.object("notice", Prequalification.init))
        },
        "applied": { f throws(JSONError) in
            .applied(try f.lot("lot"), by: try f.party("by"), try f.object("application", Application.init))
        },
        "applicationJudged": { f throws(JSONError) in
            .applicationJudged(
                try f.lot("lot"), try f.party("applicant"), accepted: try f.bool("accepted"),
                paddle: try f.optionalCount("paddle"), reason: try f.digest("reason"))
        },
        "qualificationClosed": { f throws(JSONError) in
            .qualificationClosed(try f.lot("lot"), record: try f.digest("record"))
        },
        "invitationsSent": { f throws(JSONError) in
            .invitationsSent(try f.lot("lot"), try f.object("invitation", Invitation.init))
        },
        "invitationAnswered": { f throws(JSONError) in
            .invitationAnswered(try f.lot("lot"), by: try f.party("by"), accepted: try f.bool("accepted"))
        },
        "sourcePublished": { f throws(JSONError) in
            .sourcePublished(try f.lot("lot"), try f.object("publicity", SourcePublicity.init))
        },
        "sourceArgued": { f throws(JSONError) in
            .sourceArgued(try f.lot("lot"), upheld: try f.bool("upheld"), text: try f.digest("text"))
        },
        "sourceApproved": { f throws(JSONError) in
            .sourceApproved(try f.lot("lot"), text: try f.digest("text"))
        },
        "talkOpened": { f throws(JSONError) in
            .talkOpened(try f.bid("bid"), try f.lot("lot"))
        },
        "talkClosed": { f throws(JSONError) in
            .talkClosed(try f.bid("bid"), try f.lot("lot"), record: try f.digest("record"))
        },
        "requirementsChanged": { f throws(JSONError) in
            .requirementsChanged(
                try f.lot("lot"), text: try f.digest("text"), try f.choice("substance", RequirementKind.self))
        },
        "responseRefiled": { f throws(JSONError) in
            .responseRefiled(try f.bid("bid"), try f.lot("lot"), text: try f.digest("text"))
        },
        "solutionsShortlisted": { f throws(JSONError) in
            .solutionsShortlisted(
                try f.lot("lot"), try f.names("bids", atMost: 1000).map { BidID($0) },
                record: try f.digest("record"))
        },
        "talksLeft": { f throws(JSONError) in
            .talksLeft(try f.bid("bid"), try f.lot("lot"))
        },
        "lastPricesCalled": { f throws(JSONError) in
            .lastPricesCalled(try f.lot("lot"), deadline: try f.instant("deadline"))
        },
        "priceAgreed": { f throws(JSONError) in
            .priceAgreed(
                try f.bid("bid"), try f.lot("lot"), try f.fen("price"), record: try f.digest("record"))
        },
        "reserveSealed": { f throws(JSONError) in
            .reserveSealed(try f.lot("lot"), commitment: try f.digest("commitment"))
        },
        "stepChanged": { f throws(JSONError) in
            .stepChanged(try f.lot("lot"), try f.fen("step"))
        },
        "offerMade": { f throws(JSONError) in
            .offerMade(
                try f.bid("bid"), try f.lot("lot"), by: try f.party("by"), paddle: try f.count("paddle"),
                try f.fen("price"))
        },
        "optedIn": { f throws(JSONError) in
            .optedIn(try f.lot("lot"), by: try f.party("by"))
        },
        "reserveOpened": { f throws(JSONError) in
            .reserveOpened(try f.lot("lot"), try f.fen("price"), salt: try f.name("salt"))
        },
        "dealConfirmed": { f throws(JSONError) in
            .dealConfirmed(try f.lot("lot"), by: try f.party("by"), text: try f.digest("text"))
        },
        "resultPublished": { f throws(JSONError) in
            .resultPublished(
                try f.lot("lot"), text: try f.digest("text"), try f.each("publications", Publication.init))
        },
        "paymentRecorded": { f throws(JSONError) in
            .paymentRecorded(try f.lot("lot"), try f.object("payment", Payment.init))
        },
        "relisted": { f throws(JSONError) in
            .relisted(try f.lot("lot"), try f.object("relisting", Relisting.init))
        },
        "salePredisclosed": { f throws(JSONError) in
            .salePredisclosed(
                try f.lot("lot"), until: try f.instant("until"),
                try f.each("publications", Publication.init))
        },
        "poolFrozen": { f throws(JSONError) in
            .poolFrozen(try f.lot("lot"), try f.object("pool", Pool.init))
        },
        "membersDrawn": { f throws(JSONError) in
            .membersDrawn(try f.lot("lot"), try f.object("draw", Draw.init))
        },
        "memberRecused": { f throws(JSONError) in
            .memberRecused(try f.lot("lot"), try f.party("member"), text: try f.digest("text"))
        },
        "scoresChanged": { f throws(JSONError) in
            .scoresChanged(
                try f.lot("lot"), by: try f.party("by"), try f.each("scores", Score.init),
                try f.choice("ground", ChangeGround.self), reason: try f.digest("reason"))
        },
        "priceCorrected": { f throws(JSONError) in
            .priceCorrected(
                try f.bid("bid"), try f.lot("lot"), try f.choice("ground", Correction.Ground.self),
                try f.fen("price"), reason: try f.digest("reason"))
        },
        "correctionAnswered": { f throws(JSONError) in
            .correctionAnswered(try f.bid("bid"), try f.lot("lot"), confirmed: try f.bool("confirmed"))
        },
        "lowPriceQuestioned": { f throws(JSONError) in
            .lowPriceQuestioned(
                try f.caseID("question"), try f.bid("bid"), try f.lot("lot"), until: try f.instant("until"),
                text: try f.digest("text"))
        },
        "lowPriceRuled": { f throws(JSONError) in
            .lowPriceRuled(
                try f.bid("bid"), try f.lot("lot"), proven: try f.bool("proven"), text: try f.digest("text"))
        },
        "terminationAnnounced": { f throws(JSONError) in
            .terminationAnnounced(
                try f.lot("lot"), try f.choice("ground", TerminationGround.self),
                reason: try f.digest("reason"), try f.each("publications", Publication.init))
        },
        "liveTimesMoved": { f throws(JSONError) in
            .liveTimesMoved(try f.lot("lot"), by: try f.integer("by"))
        },
    ]
}
