import Procurement
import Testing

/// Sales in the open, each as far as a test needs it: one lot, three bidders who were let in.
enum Sales {
    static let lot = Papers.lots[0]
    static let noticed = at(3, 2, 10)
    static let deadline = at(3, 20, 17)
    static let start = Fen(10_000_000_000)
    static let step = Fen(100_000_000)
    static let bond = Fen(2_000_000_000)
    static let round = 300

    static func live(_ mode: Mode, _ change: (inout LiveTerms) -> Void = { _ in }) -> LiveTerms {
        var terms = LiveTerms(
            opens: at(3, 23), until: mode == .auction ? at(3, 23, 10) : at(4, 7, 15), roundSeconds: round,
            optInSeconds: mode == .listing ? 300 : 0, startPrice: start, step: step, hasReserve: false,
            minimumBidders: mode == .auction ? 3 : 1)
        change(&terms)
        return terms
    }

    /// A sale of one or more lots up to the last application, at the deadline.
    static func applied(
        _ mode: Mode, lots count: Int = 1, deadline: Instant = deadline,
        _ change: (Int, inout LiveTerms) -> Void = { _, _ in }
    ) throws -> Scene {
        var scene = Scene()
        let project = Papers.project(lots: count) { project in
            project.mode = mode
            project.regime = .land
            project.compulsory = false
            project.particulars = Particulars(category: .landUse)
        }
        try scene.does(.registerProject(project), by: People.agency, at: at(3, 2))
        let notice = Papers.notice(lots: count, at: noticed) { notice in
            notice.deadline = deadline
            notice.documentsUntil = at(3, 12)
            notice.method = .highestPrice
            notice.terms = Papers.lots.prefix(count).enumerated().map { number, lot in
                LotTerms(
                    lot: lot, ceilingPrice: nil, floorPrice: nil, bidBond: bond,
                    performanceBondBasisPoints: 0, custodian: nil, openingCertificate: nil,
                    live: live(mode) { change(number, &$0) })
            }
        }
        try scene.does(.publishNotice(notice), by: People.agency, at: noticed)
        for number in 1...3 {
            let bidder = People.bidder(number)
            try scene.does(
                .apply(Application(text: digest("application"), bond: bond, payer: bidder.party)), by: bidder,
                at: at(3, 10 + number))
            for lot in Papers.lots.prefix(count) {
                try scene.does(
                    .judgeApplication(bidder.party, accepted: true, paddle: number, reason: digest("fit")),
                    by: People.agency, on: [lot])
            }
        }
        return scene
    }

    /// Bids may be called: free bidding, or the listing, has begun.
    static func open(_ mode: Mode) throws -> Scene {
        var scene = try applied(mode)
        try scene.tick(at(3, 23))
        return scene
    }

    static func price(_ steps: Int64) -> Fen { Fen(start.amount + steps * step.amount) }

    /// What everybody may try at a random moment.
    static func attempt(_ chance: inout Chance, in scene: Scene) -> (Command, Actor) {
        let leading = try? scene.lot().leadingOffer?.price.amount
        let bidder = People.bidder(chance.number(1...4))
        switch chance.number(0...9) {
        case 0: return (.changeStep(Fen(Int64(chance.number(0...3)) * step.amount / 2)), People.agency)
        case 1: return (.optIn, bidder)
        case 2: return (.suspend(text: digest("fault")), People.centre)
        case 3, 4: return (.resume(text: digest("mended")), People.regulator)
        case 5: return (.confirmDeal(text: digest("deal")), chance.one(of: [People.agency], or: bidder))
        case 6, 7, 8, 9:
            let more = Int64(chance.number(0...4)) * step.amount / 2
            return (.placeBid(price: Fen((leading ?? start.amount) + more)), bidder)
        case let other: preconditionFailure("\(other) is not below ten")
        }
    }
}
