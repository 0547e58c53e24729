import Procurement

// Domain §1.4A rows 3, 5, 6, 10, 15 and §5.7: documents, clarifications, objections, complaints.

extension Demand {
    static let open: @Sendable () throws -> Scene = { try Scene.noticed() }

    private static func amend(_ day: Instant, affects: Bool = true, to deadline: Instant? = nil) -> Ask {
        Ask(
            .amendDocuments(Amendment(text: digest("a"), affectsBids: affects, newDeadline: deadline)),
            by: People.agency, at: day)
    }

    static let documents: [Demand] = [
        Demand(
            "documents before they are on offer", "documents.out", .electronicTendering(20),
            earliest: at(7, 2, 9),
            in: {
                try Scene.noticed(notice: { ($0.documentsFrom, $0.documentsUntil) = (at(7, 2), at(7, 8)) })
            },
            refused: Ask(.takeDocuments, by: People.bidder(1), at: at(7, 2).plus(-1)),
            allowed: Ask(.takeDocuments, by: People.bidder(1), at: at(7, 2))),
        Demand(
            "documents after the deadline", "documents.beforeDeadline", .platform, in: open,
            refused: Ask(.takeDocuments, by: People.bidder(1), at: Papers.deadline),
            allowed: Ask(.takeDocuments, by: People.bidder(1), at: Papers.deadline.plus(-1))),
        Demand(
            "an earlier deadline", "deadline.neverEarlier", .platform, earliest: Papers.deadline, in: open,
            refused: amend(at(7, 2), to: Papers.deadline.plus(-1)),
            allowed: amend(at(7, 2), to: Papers.deadline)),
        Demand(
            "an amendment fourteen days before the deadline", "period.amendmentToDeadline",
            .biddingRegulation(21), earliest: at(8, 1, 0), in: open, refused: amend(at(7, 17, 0)),
            allowed: amend(at(7, 16, 23, 59, 59_999))),
        Demand(
            "an amendment that moves the deadline, but not by enough", "period.amendmentToDeadline",
            .biddingRegulation(21), earliest: at(8, 13, 0), in: open,
            refused: amend(at(7, 29), to: at(8, 12, 23, 59)), allowed: amend(at(7, 29), to: at(8, 13, 0))),
        Demand(
            "a late amendment that may affect bids", "period.amendmentToDeadline", .biddingRegulation(21),
            earliest: at(8, 13, 0), in: open, refused: amend(at(7, 29)),
            allowed: amend(at(7, 29), affects: false)),
        // Counted back from the deadline: fifteen days after 18 September is a holiday, and rolls nothing.
        Demand(
            "an amendment fourteen days before a deadline in the holiday", "period.amendmentToDeadline",
            .biddingRegulation(21), earliest: at(10, 4, 0),
            in: { try Scene.noticed(notice: { $0.deadline = at(10, 3) }) }, refused: amend(at(9, 19)),
            allowed: amend(at(9, 18))),
    ]

    static func object(
        _ subject: Subject, by actor: Actor = People.bidder(1), at instant: Instant? = nil, id: String = "O"
    ) -> Ask {
        Ask(.raiseObjection(subject, text: digest("o")), by: actor, at: instant, id: id)
    }

    static func answer(_ id: String, by actor: Actor = People.agency, at instant: Instant? = nil) -> Ask {
        Ask(
            .answerObjection(Answer(to: CaseID(id), upheld: false, text: digest("answer"))), by: actor,
            at: instant)
    }

    /// Bidder 1 has objected to the documents, as case "O".
    private static let objected: @Sendable () throws -> Scene = {
        var scene = try Scene.noticed()
        try scene.does(object(.documents))
        return scene
    }

    static let objections: [Demand] = [
        Demand(
            "an objection to the result before there is one", "objection.subject", .biddingRegulation(60),
            in: open, refused: object(.result), allowed: object(.documents)),
        Demand(
            "an objection to the documents at the opening", "objection.subject", .biddingRegulation(60),
            in: { try Scene.opening() }, refused: object(.documents), allowed: object(.opening)),
        Demand(
            "an objection to the opening in the publicity", "objection.subject", .biddingRegulation(60),
            in: { try Scene.publicity() }, refused: object(.opening), allowed: object(.result)),
        Demand(
            "an objection nine days before the deadline", "period.objectionToDeadline",
            .biddingRegulation(22), in: open, refused: object(.documents, at: at(7, 22, 0)),
            allowed: object(.documents, at: at(7, 21, 23, 59, 59_999))),
        // A deadline within a holiday takes nothing from the time to object.
        Demand(
            "an objection nine days before a deadline in the holiday", "period.objectionToDeadline",
            .biddingRegulation(22), in: { try Scene.noticed(notice: { $0.deadline = at(10, 4) }) },
            refused: object(.documents, at: at(9, 25)), allowed: object(.documents, at: at(9, 24))),
        Demand(
            "an objection to the opening by one who did not bid", "objection.objectorBid",
            .biddingRegulation(44), in: { try Scene.opening() },
            refused: object(.opening, by: People.bidder(9)),
            allowed: object(.opening, by: People.bidder(3))),
        Demand(
            "an objection when the publicity is over", "objection.withinPublicity", .biddingRegulation(54),
            in: { try Scene.publicity() }, refused: object(.result, at: Scene.publicityEnds),
            allowed: object(.result, at: Scene.publicityEnds.plus(-1))),
        Demand(
            "an objection under the name of another's", "case.nameFree", .platform, in: objected,
            refused: object(.documents, by: People.bidder(2)),
            allowed: object(.documents, by: People.bidder(2), id: "O2")),
        Demand(
            "an answer to what is answered", "case.open.objection", .platform,
            in: {
                var scene = try objected()
                try scene.does(answer("O"))
                return scene
            }, refused: answer("O"), allowed: answer("O"), in: objected),
        Demand(
            "an answer of the agency to a complaint", "case.open.objection", .platform, in: complained,
            refused: answer("K"), allowed: answer("O"), in: objected),
    ]

    static func complain(
        _ objection: String?, _ subject: Subject = .documents, by actor: Actor = People.bidder(1),
        on lots: [LotID] = [], at instant: Instant? = nil, id: String = "K"
    ) -> Ask {
        Ask(
            .fileComplaint(subject, objection: objection.map { CaseID($0) }, text: digest("k")), by: actor,
            on: lots, at: instant, id: id)
    }

    static func accept(_ id: String, _ accepted: Bool = true) -> Ask {
        Ask(
            .acceptComplaint(CaseID(id), accepted: accepted, text: digest("accept")), by: People.regulator)
    }

    static func rule(_ id: String) -> Ask {
        Ask(
            .decideComplaint(Answer(to: CaseID(id), upheld: true, text: digest("decision"))),
            by: People.regulator)
    }

    /// The objection "O" was answered on 3 July.
    static let answered: @Sendable () throws -> Scene = {
        var scene = try objected()
        try scene.does(answer("O", at: at(7, 3)))
        return scene
    }

    /// The complaint "K" has been filed.
    static let complained: @Sendable () throws -> Scene = {
        var scene = try answered()
        try scene.does(complain("O"))
        return scene
    }

    static let complaints: [Demand] = [
        Demand(
            "a complaint without an objection before it", "complaint.priorObjection",
            .biddingRegulation(60), in: answered, refused: complain(nil), allowed: complain("O")),
        Demand(
            "a complaint on another's objection", "complaint.priorObjection", .biddingRegulation(60),
            in: answered, refused: complain("O", by: People.bidder(2)), allowed: complain("O")),
        Demand(
            "a complaint on another subject", "complaint.priorObjection", .biddingRegulation(60),
            in: answered, refused: complain("O", .result), allowed: complain("O")),
        Demand(
            "a complaint about a lot that was not objected to", "complaint.priorObjection",
            .biddingRegulation(60),
            in: {
                var scene = try Scene.noticed(lots: 2)
                var ask = object(.documents)
                ask.lots = [Papers.lots[0]]
                try scene.does(ask)
                return scene
            },
            refused: complain("O", on: [Papers.lots[1]]), allowed: complain("O", on: [Papers.lots[0]])),
        Demand(
            "a complaint eleven days after the answer", "complaint.within", .biddingRegulation(60),
            in: answered, refused: complain("O", at: at(7, 14, 0)),
            allowed: complain("O", at: at(7, 13, 23, 59, 59_999))),
        // The tenth day, 4 October, is a holiday: the time runs to the first day after it.
        Demand(
            "a complaint after a last day that the holiday moved", "complaint.within",
            .biddingRegulation(60),
            in: {
                var scene = try Scene.noticed(notice: { $0.deadline = at(10, 30) })
                try scene.does(object(.documents, at: at(9, 23)))
                try scene.does(answer("O", at: at(9, 24)))
                return scene
            }, refused: complain("O", at: at(10, 9, 0)),
            allowed: complain("O", at: at(10, 8, 23, 59, 59_999))),
        Demand(
            "a complaint under the name of a case", "case.nameFree", .platform, in: answered,
            refused: complain("O", id: "O"), allowed: complain("O")),
        Demand(
            "a complaint taken up twice", "case.open.complaint", .platform,
            in: {
                var scene = try complained()
                try scene.does(accept("K"))
                return scene
            }, refused: accept("K"), allowed: accept("K"), in: complained),
        Demand(
            "a complaint decided that was not taken up", "case.open.complaint.accepted", .platform,
            in: complained, refused: rule("K"), allowed: rule("K"),
            in: {
                var scene = try complained()
                try scene.does(accept("K"))
                return scene
            }),
        Demand(
            "a complaint decided that was turned away", "case.open.complaint.accepted", .platform,
            in: {
                var scene = try complained()
                try scene.does(accept("K", false))
                return scene
            }, refused: rule("K"), allowed: accept("K", false), in: complained),
        Demand(
            "an order lifted that was never given", "order.stands", .platform, in: objected,
            refused: Ask(.resume(text: digest("r")), by: People.regulator),
            allowed: Ask(.resume(text: digest("r")), by: People.regulator),
            in: {
                var scene = try Scene.noticed()
                try scene.does(.suspend(text: digest("s")), by: People.regulator)
                return scene
            }),
    ]
}

extension Scene {
    @discardableResult
    mutating func does(_ ask: Ask) throws -> [Event] {
        try does(ask.command, by: ask.actor, on: ask.lots, at: ask.at, id: ask.id, facts: ask.facts)
    }
}
