import Procurement

// Domain §1.4A rows 11 to 13: the committee, its work and its report.

extension Demand {
    private static func form(_ members: [Member]) -> Ask {
        Ask(.formCommittee(members, draw: digest("draw")), by: People.agency)
    }
    private static func form(_ size: Int, experts: Int) -> Ask {
        form(People.committee(size, experts: experts))
    }
    private static func replace(_ old: Int, by member: Member) -> Ask {
        Ask(
            .replaceMember(People.member(old).party, by: member, reason: digest("illness")),
            by: People.agency)
    }
    private static let expert = Member(party: People.member(8).party, expert: true)
    private static let delegate = Member(party: People.member(8).party, expert: false)
    private static let bidder = Member(party: People.bidder(1).party, expert: true)
    private static let without: @Sendable () throws -> Scene = { try Scene.evaluation(committee: nil) }
    private static let sitting: @Sendable () throws -> Scene = { try Scene.evaluation() }

    static let committee: [Demand] = [
        Demand(
            "a second committee", "committee.once", .biddingRegulation(46), in: sitting,
            refused: form(5, experts: 4), allowed: form(5, experts: 4), in: without),
        Demand(
            "a committee of four", "committee.composition", .biddingLaw(37), in: without,
            refused: form(4, experts: 4), allowed: form(5, experts: 4)),
        Demand(
            "a committee of three experts", "committee.composition", .biddingLaw(37), in: without,
            refused: form(3, experts: 3), allowed: form(5, experts: 5)),
        Demand(
            "a committee of six", "committee.composition", .biddingLaw(37), in: without,
            refused: form(6, experts: 6), allowed: form(7, experts: 5)),
        Demand(
            "three experts of five, less than two thirds", "committee.composition", .biddingLaw(37),
            in: without, refused: form(5, experts: 3), allowed: form(5, experts: 4)),
        Demand(
            "five experts of nine, less than two thirds", "committee.composition", .biddingLaw(37),
            in: without, refused: form(9, experts: 5), allowed: form(9, experts: 6)),
        Demand(
            "one member twice", "committee.composition", .biddingLaw(37), in: without,
            refused: form(People.committee(4, experts: 4) + People.committee(1, experts: 1)),
            allowed: form(5, experts: 4)),
        Demand(
            "a bidder on the committee", "committee.notBidders", .biddingLaw(37), in: without,
            refused: form(People.committee(4, experts: 4) + [bidder]),
            allowed: form(People.committee(4, experts: 4) + [expert])),
        Demand(
            "one replaced who is no member", "committee.replaced", .biddingRegulation(48), in: sitting,
            refused: replace(9, by: expert), allowed: replace(1, by: expert)),
        Demand(
            "an expert replaced by a delegate too many", "committee.composition", .biddingLaw(37),
            in: sitting, refused: replace(1, by: delegate), allowed: replace(5, by: delegate)),
        Demand(
            "a member replaced by another member", "committee.composition", .biddingLaw(37), in: sitting,
            refused: replace(1, by: Member(party: People.member(2).party, expert: true)),
            allowed: replace(1, by: expert)),
        Demand(
            "a member replaced by a bidder", "committee.notBidders", .biddingLaw(37), in: sitting,
            refused: replace(1, by: bidder), allowed: replace(1, by: expert)),
    ]

    private static let member = People.member(1)
    static func reject(_ bid: String) -> Ask {
        Ask(.rejectBid(BidID(bid), .unqualified, reason: digest("reason")), by: member)
    }
    private static func ask(_ bid: String, id: String = "Q") -> Ask {
        Ask(.askBidder(BidID(bid), text: digest("question")), by: member, id: id)
    }
    private static func explain(_ id: String, by actor: Actor) -> Ask {
        Ask(.answerCommittee(CaseID(id), text: digest("answer")), by: actor)
    }
    private static func score(_ points: (String, Int)...) -> Ask {
        Ask(.scoreBids(points.map { Score(bid: BidID($0.0), hundredths: $0.1) }), by: member)
    }
    private static let full = score(("B1", 0), ("B2", 10_000), ("B3", 5000))
    /// The committee has rejected bid "B1" and asked bidder 2 the question "Q".
    private static let working: @Sendable () throws -> Scene = {
        var scene = try sitting()
        try scene.does(reject("B1"))
        try scene.does(ask("B2"))
        return scene
    }

    static let evaluation: [Demand] = [
        Demand(
            "a bid rejected twice", "evaluation.bidStands", .biddingRegulation(51), in: working,
            refused: reject("B1"), allowed: reject("B2")),
        Demand(
            "a question about a rejected bid", "evaluation.bidStands", .biddingLaw(39), in: working,
            refused: ask("B1", id: "Q1"), allowed: ask("B2", id: "Q1")),
        Demand(
            "a question under the name of another", "case.nameFree", .platform, in: working,
            refused: ask("B3"), allowed: ask("B3", id: "Q1")),
        Demand(
            "a clarification that nobody asked for", "evaluation.answerIsAsked", .biddingRegulation(52),
            in: working, refused: explain("Q0", by: People.bidder(2)),
            allowed: explain("Q", by: People.bidder(2))),
        Demand(
            "a clarification by another bidder", "evaluation.answerIsAsked", .biddingRegulation(52),
            in: working, refused: explain("Q", by: People.bidder(3)),
            allowed: explain("Q", by: People.bidder(2))),
        Demand(
            "a second clarification", "evaluation.answerIsAsked", .biddingRegulation(52),
            in: {
                var scene = try working()
                try scene.does(explain("Q", by: People.bidder(2)))
                return scene
            }, refused: explain("Q", by: People.bidder(2)), allowed: explain("Q", by: People.bidder(2)),
            in: working),
        Demand(
            "scores for some of the bids", "evaluation.scores", .biddingLaw(40), in: sitting,
            refused: score(("B1", 0), ("B2", 0)), allowed: full),
        Demand(
            "a bid scored twice", "evaluation.scores", .biddingLaw(40), in: sitting,
            refused: score(("B1", 0), ("B2", 0), ("B2", 0)), allowed: full),
        Demand(
            "a score above one hundred points", "evaluation.scores", .biddingLaw(40), in: sitting,
            refused: score(("B1", 0), ("B2", 10_001), ("B3", 0)), allowed: full),
        Demand(
            "a score below nothing", "evaluation.scores", .biddingLaw(40), in: sitting,
            refused: score(("B1", -1), ("B2", 0), ("B3", 0)), allowed: full),
        Demand(
            "a score for a rejected bid", "evaluation.scores", .biddingLaw(40), in: working, refused: full,
            allowed: score(("B2", 0), ("B3", 0))),
        Demand(
            "scores where the documents declare none", "evaluation.scores", .biddingLaw(40),
            in: { try Scene.evaluation(notice: { $0.method = .lowestReviewedPrice }) }, refused: full,
            allowed: full,
            in: sitting),
    ]

    private static func propose(_ candidates: String..., finding: Digest? = nil) -> Ask {
        Ask(
            .proposeReport(
                Report(
                    text: digest("report"), candidates: candidates.map { BidID($0) },
                    competitionFinding: finding)), by: member)
    }
    /// All members have scored "B1" best, then "B2", "B3", "B4".
    private static let scored: @Sendable () throws -> Scene = {
        var scene = try Scene.evaluation(bidders: 4)
        try scene.scoreAll()
        return scene
    }
    /// Of four bids two are rejected.
    private static let two: @Sendable () throws -> Scene = {
        var scene = try scored()
        try scene.does(reject("B3"))
        try scene.does(reject("B4"))
        return scene
    }
    /// "B2" asks one fen more than the ceiling, "B1" just the ceiling.
    private static let dear: @Sendable () throws -> Scene = {
        var scene = try Scene.opening()
        for (bid, price) in [("B1", Papers.ceiling), ("B2", Fen(Papers.ceiling.amount + 1)), ("B3", Fen(1))] {
            try scene.release(bid, price)
        }
        try scene.does(closeOpening)
        try scene.does(form(5, experts: 4))
        try scene.scoreAll()
        return scene
    }
    private static func sign(_ text: String) -> Ask {
        Ask(.signReport(report: digest(text), dissent: nil), by: member)
    }
    private static let deliver = Ask(.deliverReport, by: member)
    /// So many members have signed the report.
    private static func signed(by count: Int) -> @Sendable () throws -> Scene {
        {
            var scene = try Scene.proposed()
            for number in 1...count {
                try scene.does(
                    .signReport(report: digest("report"), dissent: nil), by: People.member(number))
            }
            return scene
        }
    }

    static let report: [Demand] = [
        Demand(
            "four candidates", "report.candidates", .biddingRegulation(53), in: scored,
            refused: propose("B1", "B2", "B3", "B4"), allowed: propose("B1", "B2", "B3")),
        Demand(
            "a candidate named twice", "report.candidates", .biddingRegulation(53), in: scored,
            refused: propose("B1", "B1"), allowed: propose("B1")),
        Demand(
            "candidates in another order than their points", "report.candidates", .biddingRegulation(53),
            in: scored, refused: propose("B2", "B1"), allowed: propose("B1", "B2")),
        Demand(
            "a better bid passed over", "report.candidates", .biddingRegulation(53), in: scored,
            refused: propose("B1", "B3"), allowed: propose("B1")),
        Demand(
            "a rejected bid as a candidate", "report.candidates", .biddingRegulation(53), in: two,
            refused: propose("B1", "B2", "B3", finding: digest("finding")),
            allowed: propose("B1", "B2", finding: digest("finding"))),
        Demand(
            "a report before all have scored", "report.candidates", .biddingRegulation(53), in: sitting,
            refused: propose("B1", "B2", "B3"), allowed: propose("B1", "B2", "B3"), in: scored),
        Demand(
            "a dearer bid before a cheaper one where the price decides", "report.candidates",
            .biddingRegulation(53),
            in: { try Scene.evaluation(notice: { $0.method = .lowestReviewedPrice }) },
            refused: propose("B2", "B1"), allowed: propose("B1", "B2")),
        Demand(
            "a candidate one fen above the ceiling", "report.withinCeiling", .biddingRegulation(51),
            in: dear, refused: propose("B1", "B2"), allowed: propose("B1")),
        Demand(
            "three valid bids and no candidate", "report.mayRejectAll", .evaluationRules(27),
            in: {
                var scene = try scored()
                try scene.does(reject("B4"))
                return scene
            }, refused: propose(finding: digest("finding")), allowed: propose(finding: digest("finding")),
            in: two),
        Demand(
            "two valid bids without a finding on competition", "report.competition", .evaluationRules(27),
            in: two, refused: propose("B1", "B2"),
            allowed: propose("B1", "B2", finding: digest("finding"))),
        Demand(
            "a signature under another report", "report.same", .biddingRegulation(53),
            in: { try Scene.proposed() }, refused: sign("other"), allowed: sign("report")),
        Demand(
            "a report that two of five have signed", "report.signed", .biddingRegulation(53),
            in: signed(by: 2), refused: deliver, allowed: deliver, in: signed(by: 3)),
        Demand(
            "a delivery without a report", "report.signed", .biddingRegulation(53), in: sitting,
            refused: deliver, allowed: deliver, in: signed(by: 5)),
    ]
}
