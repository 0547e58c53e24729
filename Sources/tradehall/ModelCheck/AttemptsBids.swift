internal import Procurement

// Sealed bids and last prices, and their opening.

extension Seat {
    private var own: BidID? { lot.live[party] }
    /// Nobody has replaced or withdrawn a bid.
    private var isFirst: Bool { lot.bids.count == lot.live.count + lot.responses.count }

    var submissions: [Attempt] {
        let fault = Facts.EnvelopeFault(code: "BID_NOT_ENCRYPTED", words: Words(zh: "未加密", en: "not sealed"))
        let name = "bid-\(party.text)"
        let round = lot.responses.isEmpty ? name : "last-\(name)"
        let id = own == nil ? round : "\(round)-again"
        func submit(_ id: String, _ replaces: BidID?, _ facts: Facts = Facts()) -> Attempt {
            let sealed = SealedBid(envelope: Cast.digest(5), size: 1, replaces: replaces)
            return Attempt(command: .submitBid(sealed), id: id, facts: facts, follow: .never)
        }
        return [
            submit(id, own).leading(on: false), submit(id, nil), submit(id, Cast.noBid), submit(name, own),
            submit(id, own, Facts(envelopeFault: fault)),
        ].enumerated().map { index, attempt in
            var copy = attempt
            if index == 0, own == nil || isFirst { copy.follow = .always }
            return copy
        }
    }

    var withdrawals: [Attempt] {
        [Attempt.lead(.withdrawBid(own ?? Cast.noBid)).leading(on: isFirst)]
            + [.only(.withdrawBid(lot.live.values.max() ?? Cast.noBid))]
    }

    var keys: [Attempt] {
        let waiting = lot.liveBids.first { $0.finding == nil }?.id
        let bid = waiting ?? lot.liveBids.first?.id ?? Cast.noBid
        let words = Words(zh: "打不开", en: "does not open")
        let opened = OpenedBid(
            signed: Cast.digest(1), contents: Cast.digest(7), manifest: Cast.digest(2), price: Cast.price,
            files: 1)
        let findings: [OpeningFinding?] = [
            .opened(opened), .notABid(code: "BID_OF_ANOTHER", words: words),
            .undecipherable(code: "KEY_WRONG", words: words), nil,
        ]
        // One bid that does not open, in a play of three, is enough to leave too few.
        let failed = lot.bids.values.count { $0.finding != nil && $0.opened == nil || $0.fault != nil }
        return findings.enumerated().map { index, finding in
            Attempt.lead(.releaseKey(bid, contentKey: Cast.digest(6).hex), Facts(opening: finding))
                .leading(on: index == 0 || failed < 1)
        }
    }

    var rulings: [Attempt] {
        let failed = lot.liveBids.first(where: \.awaitsRuling)?.id ?? Cast.noBid
        return Fault.allCases.map { .lead(.ruleOnFault(failed, $0, text: text)) }
    }
}
