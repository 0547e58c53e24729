internal import Procurement

// The draw, the committee, its work and its report.

extension Seat {
    private var valid: [BidID] { lot.validBids.map(\.id) }

    /// The smallest committee of some table comes first.
    private static let sizes = [3, 5, 7]

    /// What may be done at any time is played before or after the bids are opened: in between nothing differs.
    private var isQuiet: Bool { lot.phase != .opening && lot.phase != .lastOpening }

    var pools: [Attempt] {
        func pool(_ count: Int, of experts: Int, after seed: Instant) -> Command {
            .freezePool(
                Pool(
                    experts: Cast.experts.prefix(experts).enumerated().map {
                        PoolEntry(party: $1.party, unit: PartyID("unit-\($0)"))
                    }, count: count, substitutes: 1, nonce: Cast.digest(7), seedAfter: seed))
        }
        let size = Cast.committeeSize(tender)
        return [
            Attempt.either(pool(size, of: size + 1, after: later(3_600_000))).leading(on: isQuiet),
            .only(pool(size, of: 2, after: later(3_600_000))), .only(pool(size, of: 8, after: at)),
        ]
    }

    var draws: [Attempt] {
        let order = (lot.pool?.experts ?? []).map(\.party)
        let draw = Draw(nonce: "nonce", checkpoint: 10, root: Cast.digest(8), order: order)
        return [
            Attempt.either(.drawMembers(nonce: "nonce"), Facts(draw: lot.pool == nil ? nil : draw))
                .leading(on: isQuiet),
            .only(.drawMembers(nonce: "nonce")),
        ]
    }

    private var drawn: [PartyID] {
        lot.draw.map { $0.order.filter { !lot.recused.contains($0) } } ?? Cast.experts.map(\.party)
    }

    var recusals: [Attempt] {
        [
            Attempt.lead(.recuseMember(drawn.first ?? party, text: text)).leading(on: lot.recused.isEmpty),
            .only(.recuseMember(PartyID("nobody"), text: text)),
        ]
    }

    var committees: [Attempt] {
        func form(_ members: [Member]) -> Command { .formCommittee(members, draw: Cast.digest(8)) }
        let experts = drawn.map { Member(party: $0, expert: true) }
        let bidder = Member(party: Cast.bidders[0].party, expert: false)
        let delegate = Member(party: Cast.experts[7].party, expert: false)
        let size = Cast.committeeSize(tender)
        let lawful = [
            Array(experts.prefix(size - 1)) + [delegate], Array(experts.prefix(size)),
            Array(experts.prefix(size + 2)),
        ].map { Attempt.either(form($0)).leading(on: isQuiet) }
        let others = [
            Array(experts.prefix(size - 1)), Array(experts.prefix(1)),
            Array(experts.prefix(size - 1)) + [bidder], Array(experts.suffix(size)), [],
        ]
        return lawful + others.map { .only(form($0)) }
    }

    var replacements: [Attempt] {
        let next = drawn.first { !lot.isMember($0) } ?? PartyID("expert-8")
        let new = Member(party: next, expert: true)
        let old = lot.committee.first?.party ?? Cast.experts[0].party
        let bidder = Member(party: Cast.bidders[0].party, expert: true)
        return [(old, new), (Cast.bidders[0].party, new), (old, bidder)].map {
            .only(.replaceMember($0, by: $1, reason: text))
        }
    }

    var rejections: [Attempt] {
        let refused = lot.validBids.first { $0.correction?.confirmed == false }?.id
        let unproven = lot.lowPrices.filter { $0.value.proven == false && valid.contains($0.key) }.keys.min()
        let first = valid.first ?? Cast.noBid
        return [
            .lead(.rejectBid(first, .unqualified, reason: text)),
            Attempt.lead(.rejectBid(refused ?? first, .correctionNotConfirmed, reason: text))
                .leading(on: refused != nil),
            Attempt.lead(.rejectBid(unproven ?? first, .abnormallyLow, reason: text))
                .leading(on: unproven != nil),
            .only(.rejectBid(Cast.noBid, .unqualified, reason: text)),
        ]
    }

    var openQuestion: CaseID {
        let own = lot.questions.filter { $0.value.answeredAt == nil }
            .first { lot.bids[$0.value.bid]?.bidder == party }?.key
        return own ?? lot.questions.first { $0.value.answeredAt == nil }?.key ?? Cast.noCase
    }

    var questions: [Attempt] {
        [
            Attempt.lead(.askBidder(valid.first ?? Cast.noBid, text: text), id: "question")
                .leading(on: lot.questions.isEmpty),
            .only(.askBidder(Cast.noBid, text: text), id: "question"),
        ]
    }

    var corrections: [Attempt] {
        let price = lot.validBids.first?.price ?? Cast.price
        let isFirst = lot.bids.values.allSatisfy { $0.correction == nil }
        return Correction.Ground.allCases.prefix(2).map { ground in
            Attempt.either(
                .correctPrice(
                    valid.first ?? Cast.noBid, ground, price: Fen(price.amount + 1), reason: text)
            ).leading(on: isFirst)
        } + [.only(.correctPrice(valid.first ?? Cast.noBid, .decimalSlip, price: Fen(0), reason: text))]
    }

    var confirmations: [Attempt] {
        let waiting = lot.liveBids.first { $0.correction != nil && $0.correction?.confirmed == nil }?.id
        return [true, false].map { .lead(.confirmCorrection(waiting ?? Cast.noBid, confirmed: $0)) }
    }

    var lowPriceQuestions: [Attempt] {
        [60, 1].map { minutes in
            Attempt.either(
                .questionLowPrice(valid.first ?? Cast.noBid, minutes: minutes, text: text), id: "low-price"
            ).leading(on: lot.lowPrices.isEmpty)
        }
    }

    var lowPriceRulings: [Attempt] {
        let waiting = lot.lowPrices.filter { $0.value.proven == nil }.keys.min() ?? valid.first ?? Cast.noBid
        return [true, false].map { .lead(.ruleOnLowPrice(waiting, proven: $0, text: text)) }
    }

    var scores: [Attempt] {
        let full = valid.enumerated().map { Score(bid: $1, hundredths: 9000 - 100 * $0) }
        let high = valid.map { Score(bid: $0, hundredths: 10_001) }
        return [.lead(.scoreBids(full)), .only(.scoreBids([])), .only(.scoreBids(high))]
    }

    /// Once in a play a member changes a score without changing the order.
    var scoreChanges: [Attempt] {
        guard let first = valid.first, let old = lot.scores[party]?[first] else {
            return [.only(.changeScores([], .sumError, reason: text))]
        }
        let score = Score(bid: first, hundredths: old + 1)
        return ChangeGround.allCases.map { ground in
            .either(.changeScores([score], ground, reason: text))
        } + [.only(.changeScores([], .sumError, reason: text))]
    }

    var reports: [Attempt] {
        func propose(_ candidates: [BidID], argued: Bool = true) -> Command {
            .proposeReport(
                Report(
                    text: Cast.digest(9), candidates: candidates, competitionFinding: argued ? text : nil))
        }
        let ids = Array(valid.prefix(3))
        let isFirst = lot.report == nil
        return [
            Attempt.either(propose(ids)).leading(on: isFirst),
            Attempt.either(propose(Array(ids.prefix(1)))).leading(on: isFirst && ids.count > 1),
            Attempt.lead(propose([])).leading(on: isFirst), .only(propose(ids, argued: false)),
            .only(propose(ids.reversed())), .only(propose([Cast.noBid])),
        ]
    }
}

extension Cast {
    /// Small, to keep a play short: five in a tender, three in a group.
    static func committeeSize(_ tender: Tender) -> Int {
        switch tender.project.mode {
        case .openTender, .invitedTender, .auction, .listing: 5
        case .competitiveNegotiation, .competitiveConsultation, .requestForQuotation, .singleSource:
            tender.project.particulars?.aboveThreshold == true ? 5 : 3
        }
    }
}
