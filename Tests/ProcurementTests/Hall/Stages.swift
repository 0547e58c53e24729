import Procurement

/// Scenes that have come a certain way by lawful commands alone. Each stage begins with the one before.
extension Scene {
    static func registered(
        lots: Int = 1, _ change: (inout Project) -> Void = { _ in }
    ) throws -> Scene {
        var scene = Scene()
        try scene.does(.registerProject(Papers.project(lots: lots, change)), by: People.agency)
        return scene
    }

    static func noticed(
        lots: Int = 1, project: (inout Project) -> Void = { _ in }, notice: (inout Notice) -> Void = { _ in }
    ) throws -> Scene {
        var scene = try registered(lots: lots, project)
        try scene.does(
            .publishNotice(Papers.notice(lots: lots, notice)), by: People.agency, at: Papers.published)
        scene.now = at(7, 2)
        return scene
    }

    /// Bids "B1", "B2", … of bidders 1, 2, … in every lot, the day before the deadline.
    static func bid(
        lots: Int = 1, bidders: Int = 3, project: (inout Project) -> Void = { _ in },
        notice: (inout Notice) -> Void = { _ in }
    ) throws -> Scene {
        var scene = try noticed(lots: lots, project: project, notice: notice)
        scene.now = at(7, 30)
        for lot in Papers.lots.prefix(lots) {
            for number in 1...bidders {
                try scene.does(
                    .submitBid(Papers.sealed("B\(number)")), by: People.bidder(number), on: [lot],
                    id: "B\(number)")
            }
        }
        return scene
    }

    static func closed(
        lots: Int = 1, bidders: Int = 3, project: (inout Project) -> Void = { _ in },
        notice: (inout Notice) -> Void = { _ in }
    ) throws -> Scene {
        var scene = try bid(lots: lots, bidders: bidders, project: project, notice: notice)
        try scene.tick(Papers.deadline)
        return scene
    }

    static func opening(
        lots: Int = 1, bidders: Int = 3, project: (inout Project) -> Void = { _ in },
        notice: (inout Notice) -> Void = { _ in }
    ) throws -> Scene {
        var scene = try closed(lots: lots, bidders: bidders, project: project, notice: notice)
        for lot in Papers.lots.prefix(lots) {
            try scene.does(.openBids, by: People.custodian(of: lot), on: [lot])
        }
        return scene
    }

    /// All bids are opened; bid "B1" is the cheapest, each next one 1 yuan dearer.
    static func opened(
        lots: Int = 1, bidders: Int = 3, project: (inout Project) -> Void = { _ in },
        notice: (inout Notice) -> Void = { _ in }
    ) throws -> Scene {
        var scene = try opening(lots: lots, bidders: bidders, project: project, notice: notice)
        for lot in Papers.lots.prefix(lots) {
            for number in 1...bidders { try scene.release("B\(number)", on: lot, Self.price(number)) }
        }
        return scene
    }

    static func price(_ number: Int) -> Fen { Fen(90_000_000 + Int64(number) * 100) }

    static func evaluation(
        lots: Int = 1, bidders: Int = 3, committee: [Member]? = People.committee(5, experts: 4),
        project: (inout Project) -> Void = { _ in }, notice: (inout Notice) -> Void = { _ in }
    ) throws -> Scene {
        var scene = try opened(lots: lots, bidders: bidders, project: project, notice: notice)
        for lot in Papers.lots.prefix(lots) {
            try scene.does(.closeOpening(record: digest("record")), by: People.agency, on: [lot])
            if let committee {
                try scene.does(
                    .formCommittee(committee, draw: digest("draw")), by: People.agency, on: [lot])
            }
        }
        scene.now = at(8, 1)
        return scene
    }

    /// The report ranks "B1", "B2", "B3" and waits for signatures.
    static func proposed(
        lots: Int = 1, bidders: Int = 3, project: (inout Project) -> Void = { _ in }
    ) throws -> Scene {
        var scene = try evaluation(lots: lots, bidders: bidders, project: project)
        for lot in Papers.lots.prefix(lots) {
            try scene.scoreAll(on: lot)
            try scene.propose(["B1", "B2", "B3"], on: lot)
        }
        return scene
    }

    static func reported(
        lots: Int = 1, bidders: Int = 3, project: (inout Project) -> Void = { _ in }
    ) throws -> Scene {
        var scene = try proposed(lots: lots, bidders: bidders, project: project)
        for lot in Papers.lots.prefix(lots) {
            try scene.signAll(on: lot)
            try scene.does(.deliverReport, by: People.member(1), on: [lot])
        }
        scene.now = at(8, 3)
        return scene
    }

    static let publicityEnds = at(8, 6, 18)

    static func publicity(
        lots: Int = 1, bidders: Int = 3, project: (inout Project) -> Void = { _ in }
    ) throws -> Scene {
        var scene = try reported(lots: lots, bidders: bidders, project: project)
        try scene.does(
            .publishCandidates(until: publicityEnds, publications: Papers.publications(at: scene.now)),
            by: People.agency)
        scene.now = at(8, 4)
        return scene
    }

    static func awarded(
        lots: Int = 1, bidders: Int = 3, project: (inout Project) -> Void = { _ in }
    ) throws -> Scene {
        var scene = try publicity(lots: lots, bidders: bidders, project: project)
        scene.now = at(8, 7)
        for lot in Papers.lots.prefix(lots) { try scene.award("B1", on: lot) }
        return scene
    }

    static func contracted(lots: Int = 1) throws -> Scene {
        var scene = try awarded(lots: lots)
        scene.now = at(8, 10)
        for lot in Papers.lots.prefix(lots) {
            for signer in [People.agency, People.bidder(1)] {
                try scene.does(
                    .signContract(Contract(text: digest("contract"), price: price(1))), by: signer, on: [lot])
            }
        }
        return scene
    }

    static func archived() throws -> Scene {
        var scene = try contracted()
        try scene.does(.returnBonds(record: digest("bonds")), by: People.agency)
        try scene.does(.reportToSupervisor(text: digest("report")), by: People.agency)
        try scene.does(.archive(record: digest("file")), by: People.agency)
        return scene
    }

    static func cancelled() throws -> Scene {
        var scene = try noticed()
        try scene.does(
            .cancel(reason: digest("reason"), publications: Papers.publications(at: scene.now)),
            by: People.agency)
        return scene
    }

    /// Two bidders only.
    static func failed() throws -> Scene { try closed(bidders: 2) }
}

/// What many tests do in a line.
extension Scene {
    mutating func release(
        _ bid: String, on lot: LotID = Papers.lots[0], _ price: Fen = Fen(90_000_000)
    ) throws {
        try does(
            .releaseKey(BidID(bid), contentKey: "key"), by: People.custodian(of: lot), on: [lot],
            facts: Facts(opening: Papers.opened(bid, price: price)))
    }

    /// Every member gives the bids 90, 80, 70 … points in the order of their ids.
    mutating func scoreAll(on lot: LotID = Papers.lots[0]) throws {
        let current = try self.lot(lot)
        let scores = current.validBids.enumerated().map {
            Score(bid: $1.id, hundredths: max(0, 9000 - 1000 * $0))
        }
        for member in current.committee {
            try does(.scoreBids(scores), by: Actor(member.party, []), on: [lot])
        }
    }

    mutating func propose(
        _ candidates: [String], on lot: LotID = Papers.lots[0], finding: Digest? = nil
    ) throws {
        try does(
            .proposeReport(
                Report(
                    text: digest("report"), candidates: candidates.map { BidID($0) },
                    competitionFinding: finding)), by: People.member(1), on: [lot])
    }

    mutating func signAll(on lot: LotID = Papers.lots[0]) throws {
        for member in try self.lot(lot).committee {
            try does(
                .signReport(report: digest("report"), dissent: nil), by: Actor(member.party, []), on: [lot])
        }
    }

    mutating func award(_ bid: String, on lot: LotID = Papers.lots[0]) throws {
        try does(
            .award(BidID(bid), notice: digest("award"), publications: Papers.publications(at: now)),
            by: People.agency, on: [lot])
    }

    mutating func strike(_ bid: String, on lot: LotID = Papers.lots[0]) throws {
        try does(.strikeCandidate(BidID(bid), .gaveUp, text: digest("strike")), by: People.agency, on: [lot])
    }
}
