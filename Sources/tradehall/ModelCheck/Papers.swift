internal import Procurement

// The papers that players hand in.

extension Cast {
    /// One of sixteen digests that stand for texts.
    static func digest(_ number: Int) -> Digest { digests[number % digests.count] }

    private static let digests = "0123456789abcdef".map { digit in
        guard let digest = Digest(hex: String(repeating: digit, count: 64)) else {
            preconditionFailure("64 hexadecimal digits are a digest")
        }
        return digest
    }

    static let noCase = CaseID("no-such-case")
    static let noBid = BidID("no-such-bid")

    static func publications(_ count: Int, at: Instant) -> [Publication] {
        (0..<count).map { Publication(medium: "medium-\($0)", text: digest(1), at: at) }
    }

    static let price = Fen(800_000_000)
    /// The start price of what is sold, which is its appraised value and the low reserve.
    static let asked = Fen(100_000)

    /// A reserve that the start price meets, and one that nobody meets: the price, and what stands for its commitment.
    static let reserves = [(asked, digest(5)), (Fen(asked.amount * 1000), digest(6))]

    /// The projects that a table is played with: one for each ground or kind that it treats in its own way.
    static func projects(of procedure: Procedure) -> [Project] {
        ([procedure.regime] + procedure.alsoUnder).flatMap { projects(of: procedure.mode, under: $0) }
    }

    private static func projects(of mode: Mode, under regime: Regime) -> [Project] {
        particulars(of: mode, under: regime).map { particulars in
            Project(
                name: "project", mode: mode, regime: regime, approval: "approval-1", compulsory: true,
                stateFunded: true, territory: "520000",
                lots: [LotPlan(id: lot, name: "lot", estimate: Fen(900_000_000), appraisal: asked)],
                previous: nil, particulars: particulars)
        }
    }

    private static func particulars(of mode: Mode, under regime: Regime) -> [Particulars?] {
        func bought(_ category: Category, _ ground: Ground? = nil, above: Bool = true) -> Particulars {
            Particulars(
                category: category, ground: ground, aboveThreshold: above, methodApproval: "approval-2",
                originalContract: ground == .addOn ? Fen(10_000_000_000) : nil)
        }
        switch (regime, mode) {
        case (.biddingLaw, .invitedTender): return [bought(.works, .fewCandidates)]
        case (.biddingLaw, _): return [nil]
        case (.governmentProcurement, .openTender): return [bought(.services)]
        case (.governmentProcurement, .invitedTender): return [bought(.services, .limitedSuppliers)]
        case (.governmentProcurement, .competitiveNegotiation):
            return [bought(.services, .urgentNeed, above: false), bought(.services, .twoLeftInTender)]
        case (.governmentProcurement, .competitiveConsultation):
            return [
                bought(.services, .governmentServices, above: false), bought(.goods, .research, above: false),
            ]
        case (.governmentProcurement, .requestForQuotation):
            return [bought(.goods, .uniformGoods, above: false)]
        case (.governmentProcurement, .singleSource):
            return [
                bought(.services, .onlySupplier), bought(.services, .unforeseeableEmergency),
                bought(.services, .addOn),
            ]
        case (.governmentProcurement, _): return [bought(.services)]
        case (.land, _): return [Particulars(category: .landUse, methodApproval: "approval-2")]
        case (.mineral, _): return [Particulars(category: .mineralRight, methodApproval: "approval-2")]
        case (.stateAssets, _):
            return [
                Particulars(category: .equity, methodApproval: "approval-2", changesControl: true),
                Particulars(category: .assets, methodApproval: "approval-2"),
            ]
        }
    }

    /// Notices that keep every period of some table: sealed bids, an auction after the deadline, a listing that
    /// outlives it; by every method.
    static func notices(at: Instant) -> [Notice] {
        let today = CivilDay(of: at)
        func day(_ days: Int, _ minutes: Int = 570) -> Instant {
            today.adding(days: days).start.adding(minutes: minutes)
        }
        func live(_ opens: Instant, _ until: Instant, reserve: Bool = true) -> LiveTerms {
            LiveTerms(
                opens: opens, until: until, roundSeconds: 300, optInSeconds: 300, startPrice: asked,
                step: Fen(1000), hasReserve: reserve, minimumBidders: 0)
        }
        let shapes: [LiveTerms?] = [
            nil, live(day(40, 600), day(40, 660)), live(day(25), day(60)), live(day(1), day(60)),
            live(day(40, 600), day(40, 660), reserve: false), live(day(25), day(60), reserve: false),
            live(day(0, 570), day(40), reserve: false),
        ]
        // A sale by sealed bids takes a larger bond, or names what is asked.
        let sealed: [(bond: Fen, floor: Fen?)] = [
            (Fen(100_000), nil), (Fen(200_000_000), nil), (Fen(100_000), asked),
        ]
        let methods =
            EvaluationMethod.allCases.filter(\.isScored) + EvaluationMethod.allCases.filter { !$0.isScored }
        return methods.flatMap { method in
            (shapes.dropFirst().map { ($0, Fen(100_000), nil) } + sealed.map { (nil, $0.bond, $0.floor) }).map
            {
                (live: LiveTerms?, bond: Fen, floor: Fen?) in
                let isSealed = live == nil
                let terms = LotTerms(
                    lot: lot, ceilingPrice: nil, floorPrice: floor, bidBond: bond,
                    performanceBondBasisPoints: 500, custodian: isSealed ? custodian.party : nil,
                    openingCertificate: isSealed ? digest(2) : nil, live: live)
                return Notice(
                    publications: publications(2, at: at), documents: digest(3), documentsFrom: at,
                    documentsUntil: today.adding(days: 15).end, deadline: day(40), bidValidityDays: 90,
                    method: method, decryptionMinutes: 30, terms: [terms],
                    priceWeight: method.isScored ? PriceWeight(percent: 30) : nil)
            }
        }
    }

    /// Each a lawful notice with one thing spoilt.
    static func spoilt(_ notice: Notice, at: Instant) -> [Notice] {
        let today = CivilDay(of: at)
        var changes: [(inout Notice) -> Void] = [
            { $0.publications = [] },
            { $0.publications = publications(1, at: at) },
            { $0.publications[1].text = digest(4) },
            { $0.deadline = today.adding(days: 9).start.adding(minutes: 570) },
            { $0.deadline = today.adding(days: 1).start.adding(minutes: 570) },
            { $0.documentsUntil = today.adding(days: 1).end },
            { $0.documentsUntil = $0.deadline.adding(minutes: 1) },
            { $0.terms = [] },
            { $0.terms[0].floorPrice = Fen(1) },
            { $0.terms[0].ceilingPrice = Fen(900_000_001) },
            { $0.terms[0].bidBond = Fen(0) },
            { $0.terms[0].bidBond = Fen(18_000_001) },
            { $0.terms[0].bidBond = Fen(80_000_001) },
            { $0.terms[0].performanceBondBasisPoints = 1001 },
            { $0.decryptionMinutes = 1 },
            { $0.bidValidityDays = 0 },
            { $0.priceWeight = PriceWeight(percent: 9) },
            { $0.priceWeight = PriceWeight(percent: 61) },
            { $0.terms[0].custodian = $0.terms[0].custodian == nil ? custodian.party : nil },
        ]
        if notice.terms[0].live != nil {
            let lives: [(inout LiveTerms) -> Void] = [
                { $0.opens = Instant(milliseconds: $0.until.milliseconds + 1) },
                { $0.until = $0.opens.adding(minutes: 1) },
                { $0.opens = today.adding(days: 1).start },
                { $0.roundSeconds = 1 },
                { $0.optInSeconds = 1 },
                { $0.minimumBidders = 1 },
                { $0.startPrice = Fen(0) },
                { $0.startPrice = Fen(asked.amount - 1) },
                { $0.startPrice = Fen(100_000_000_000) },
            ]
            changes += lives.map { change in
                { notice in
                    if var live = notice.terms[0].live {
                        change(&live)
                        notice.terms[0].live = live
                    }
                }
            }
        }
        return changes.map { change in
            var copy = notice
            change(&copy)
            return copy
        }
    }
}
