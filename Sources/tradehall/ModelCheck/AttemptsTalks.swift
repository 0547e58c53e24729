internal import Procurement

// Negotiation, consultation and the talk with a single source.

extension Seat {
    /// The response that was talked about least.
    var nextTalk: BidID {
        lot.talkers.min { (lot.talks[$0.id] ?? 0, $0.id) < (lot.talks[$1.id] ?? 0, $1.id) }?.id ?? Cast.noBid
    }

    /// The player's own response; the first where the player has none.
    var ownTalk: BidID { lot.responses[party] ?? lot.talkers.first { $0.bidder == party }?.id ?? nextTalk }

    var talkEnds: [Attempt] {
        [
            .lead(.closeTalk(lot.talkingTo ?? nextTalk, record: text)),
            .only(.closeTalk(Cast.noBid, record: text)),
        ]
    }

    var changes: [Attempt] {
        RequirementKind.allCases.prefix(1).map {
            Attempt.lead(.changeRequirements(text: text, substance: $0))
                .leading(on: lot.requirementChanges == 0)
        }
    }

    var shortlists: [Attempt] {
        let all = lot.talkers.map(\.id)
        return [all, Array(all.prefix(2)), []].map { bids in
            Attempt.either(.shortlist(bids, record: text)).leading(on: lot.shortlist.isEmpty)
        }
    }

    var agreements: [Attempt] {
        let bid = lot.talkers.first ?? lot.liveBids.first
        let price = bid?.price ?? Cast.price
        return [price, Fen(lot.plan.estimate.amount + 1), Fen(0)].map { price in
            .either(.agreePrice(bid?.id ?? Cast.noBid, price: price, record: text))
        } + [.only(.agreePrice(Cast.noBid, price: price, record: text))]
    }
}
