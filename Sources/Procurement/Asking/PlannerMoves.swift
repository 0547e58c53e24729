// What a play does in each phase to come to the contract, in the order in which it is tried.

extension Planner {
    /// The next act of a lot, in its variants; empty when it is the clock's turn.
    func moves(in lot: Lot) -> [Move] {
        switch lot.phase {
        case .registered: beginnings(lot)
        case .prequalification: applications(lot)
        case .qualifying: reviews(lot)
        case .qualified, .sourcePublicity: calls(lot)
        case .noticed: has(.submitBid, lot) ? bids(lot) : applications(lot) + admissions(lot) + offers(lot)
        case .closed: has(.openBids, lot) ? [openBids()] : admissions(lot)
        case .lastClosed: [openBids()]
        case .opening, .lastOpening: openings(lot)
        case .review: group(lot, ifFor: .closeQualification) ?? qualificationEnds(lot)
        case .negotiation: group(lot, ifFor: .openTalk, .agreePrice) ?? talks(lot)
        case .lastPrices: lastPrices(lot)
        case .evaluation: group(lot, ifFor: .proposeReport) ?? evaluation(lot)
        case .reported: has(.publishCandidates, lot) ? [publishCandidates()] : awards(lot)
        case .publicity, .presumed: awards(lot)
        case .listing, .freeBidding, .timedBidding: applications(lot) + admissions(lot) + offers(lot)
        case .hammer: confirmations(lot)
        case .awarded: contracts(lot)
        case .optIn, .unsold, .contracted, .archived, .failed, .cancelled: []
        }
    }

    /// Whether the table knows an act in the phase in which the lot is.
    func has(_ kind: Command.Kind, _ lot: Lot) -> Bool { row(kind, lot.phase) != nil }

    private func row(_ kind: Command.Kind, _ phase: Phase) -> Row? {
        procedure.rows.first { $0.trigger == .command(kind) && $0.from.contains(phase) }
    }

    // MARK: Who acts

    static let agency = Actor(PartyID("agency"), [.agency])
    static let centre = Actor(PartyID("centre"), [.centre])
    static let regulator = Actor(PartyID("regulator"), [.regulator])
    static let custodian = Actor(PartyID("custodian"), [.custodian])

    static func bidder(_ number: Int) -> Actor { Actor(PartyID("bidder-\(number)"), [.bidder]) }

    /// A single source is one; everything else has three.
    var bidders: [Actor] {
        procedure.mode == .singleSource ? [Self.bidder(1)] : (1...3).map(Self.bidder)
    }

    func member(_ lot: Lot) -> Actor { Actor(lot.committee.first?.party ?? Self.agency.party, []) }

    /// Who of the table's roles acts: the committee where it may, else the agency.
    private func who(_ kind: Command.Kind, _ lot: Lot) -> Actor {
        let roles = row(kind, lot.phase)?.roles ?? []
        if roles.contains(.committee), !lot.committee.isEmpty { return member(lot) }
        if roles.contains(.agency) { return Self.agency }
        return roles.contains(.regulator) ? Self.regulator : Self.centre
    }

    func text(_ words: String) -> Digest { law.digest(words) }

    // MARK: Before the bids

    private func beginnings(_ lot: Lot) -> [Move] {
        switch start {
        case .prequalification where lot.prequalification == nil: return [prequalification()]
        case .predisclosure where lot.predisclosureEnds == nil: return [predisclosure()]
        case .sourcePublicity where lot.source == nil: return [sourcePublicity()]
        case .notice, .prequalification, .predisclosure, .sourcePublicity: break
        }
        return calls(lot)
    }

    /// The notice; where it cannot come first, what it waits for: invitations, the approval of a single source.
    private func calls(_ lot: Lot) -> [Move] {
        var moves = has(.publishNotice, lot) ? notices(lot) : []
        if has(.invite, lot), lot.invitation == nil { moves += invitations(lot) }
        if has(.approveSource, lot) {
            let words = text("approval")
            moves.append(
                Move(kind: .approveSource, by: who(.approveSource, lot)) { _ in .approveSource(text: words) })
        }
        return moves
    }

    private func applications(_ lot: Lot) -> [Move] {
        guard has(.apply, lot), let next = bidders.first(where: { lot.applicants[$0.party] == nil }) else {
            return []
        }
        let bond = tender?.terms(of: lot.id)?.bidBond ?? Fen(0)
        let application = Application(text: text("application"), bond: bond, payer: next.party)
        return [Move(kind: .apply, by: next) { _ in .apply(application) }]
    }

    private func admissions(_ lot: Lot) -> [Move] {
        guard has(.judgeApplication, lot),
            let next = lot.applicants.filter({ $0.value.accepted == nil }).keys.min()
        else { return [] }
        let (who, reason) = (who(.judgeApplication, lot), text("admission"))
        let number = lot.admitted.count + 1
        return [nil, number].map { paddle in
            Move(kind: .judgeApplication, by: who) { _ in
                .judgeApplication(next, accepted: true, paddle: paddle, reason: reason)
            }
        }
    }

    private func reviews(_ lot: Lot) -> [Move] {
        if lot.applicants.contains(where: { $0.value.accepted == nil }) {
            let admissions = admissions(lot)
            // Where a committee judges, it is formed first.
            return admissions + (lot.committee.isEmpty ? committees(lot) : [])
        }
        let (who, record) = (who(.closeQualification, lot), text("record"))
        return [Move(kind: .closeQualification, by: who) { _ in .closeQualification(record: record) }]
    }

    // MARK: Bids and their opening

    private func bids(_ lot: Lot) -> [Move] {
        guard let next = bidders.first(where: { lot.live[$0.party] == nil }) else { return [] }
        let bid = SealedBid(envelope: text("bid of \(next.party.text)"), size: 1000, replaces: nil)
        return [Move(kind: .submitBid, by: next) { _ in .submitBid(bid) }]
    }

    private func lastPrices(_ lot: Lot) -> [Move] {
        guard let next = bidders.first(where: { lot.responses[$0.party] != nil && lot.live[$0.party] == nil })
        else { return [] }
        let bid = SealedBid(envelope: text("last price of \(next.party.text)"), size: 1000, replaces: nil)
        return [Move(kind: .submitBid, by: next) { _ in .submitBid(bid) }]
    }

    private func openBids() -> Move { Move(kind: .openBids, by: Self.custodian) { _ in .openBids } }

    private func openings(_ lot: Lot) -> [Move] {
        guard let sealed = lot.liveBids.first(where: { $0.finding == nil }) else {
            let record = text("record of the opening")
            return [Move(kind: .closeOpening, by: Self.agency) { _ in .closeOpening(record: record) }]
        }
        let contents = text("contents of \(sealed.id.text)")
        let place = bidders.firstIndex { $0.party == sealed.bidder } ?? 0
        // Each a little dearer than the one before: none suspiciously cheap, none below an asked price.
        let least = tender?.terms(of: lot.id)?.floorPrice == nil ? 90 : 100
        let price = Fen(Self.budget.amount / 100 * Int64(least + place))
        let facts = Facts(
            opening: .opened(
                OpenedBid(signed: contents, contents: contents, manifest: contents, price: price, files: 1)))
        return [
            Move(kind: .releaseKey, by: Self.custodian, facts: facts) { _ in
                .releaseKey(sealed.id, contentKey: "")
            }
        ]
    }

    private func qualificationEnds(_ lot: Lot) -> [Move] {
        let (who, record) = (who(.closeQualification, lot), text("record of the review"))
        var moves: [Move] = []
        // Where the price alone decides nobody has to review anything.
        if has(.award, lot) { moves += awards(lot) }
        moves.append(Move(kind: .closeQualification, by: who) { _ in .closeQualification(record: record) })
        return moves
    }

    // MARK: Talks

    private func talks(_ lot: Lot) -> [Move] {
        let (member, record) = (member(lot), text("record of the talk"))
        if let open = lot.talkingTo {
            return [Move(kind: .closeTalk, by: member) { _ in .closeTalk(open, record: record) }]
        }
        if has(.openTalk, lot), let next = lot.talkers.first(where: { lot.talks[$0.id] == nil }) {
            return [Move(kind: .openTalk, by: member) { _ in .openTalk(next.id) }]
        }
        if has(.agreePrice, lot), let bid = lot.validBids.first, let price = bid.price {
            let who = who(.agreePrice, lot)
            return [
                Move(kind: .agreePrice, by: who) { _ in .agreePrice(bid.id, price: price, record: record) }
            ]
        }
        return [
            Move(kind: .callLastPrices, by: member, dates: [now.adding(seconds: Self.moment)]) { dates in
                .callLastPrices(deadline: dates[0])
            }
        ]
    }

    // MARK: Committee and report

    /// The acts that form a committee, when the lot has none and one of `acts` is its own to do.
    private func group(_ lot: Lot, ifFor acts: Command.Kind...) -> [Move]? {
        guard lot.committee.isEmpty, has(.formCommittee, lot),
            acts.contains(where: { row($0, lot.phase)?.roles.contains(.committee) == true })
        else { return nil }
        // Where the price alone decides there may be no panel.
        return (has(.award, lot) ? awards(lot) : []) + committees(lot)
    }

    private func committees(_ lot: Lot) -> [Move] {
        let experts = (1...9).map { PartyID("expert-\($0)") }
        let words = text("draw")
        if has(.freezePool, lot), lot.pool == nil {
            let entries = experts.map { PoolEntry(party: $0, unit: PartyID("unit of \($0.text)")) }
            return [
                Move(kind: .freezePool, by: Self.centre, dates: [now.adding(seconds: Self.moment)]) { dates in
                    .freezePool(
                        Pool(
                            experts: entries, count: experts.count, substitutes: 0, nonce: words,
                            seedAfter: dates[0]))
                }
            ]
        }
        if lot.pool != nil, lot.draw == nil {
            let draw = Draw(nonce: "", checkpoint: 1, root: words, order: experts)
            return [
                Move(kind: .drawMembers, by: Self.centre, facts: Facts(draw: draw)) { _ in
                    .drawMembers(nonce: "")
                }
            ]
        }
        return [3, 5, 7].map { size in
            let drawn = size - size / 3
            let members = (0..<size).map {
                Member(party: $0 < drawn ? experts[$0] : PartyID("delegate-\($0)"), expert: $0 < drawn)
            }
            return Move(kind: .formCommittee, by: Self.agency) { _ in .formCommittee(members, draw: words) }
        }
    }

    private func evaluation(_ lot: Lot) -> [Move] {
        guard has(.proposeReport, lot) else { return awards(lot) }
        let report = text("report")
        if let proposed = lot.report {
            guard let next = lot.committee.first(where: { lot.signatures[$0.party] == nil }) else {
                return [Move(kind: .deliverReport, by: member(lot)) { _ in .deliverReport }]
            }
            return [
                Move(kind: .signReport, by: Actor(next.party, [])) { _ in
                    .signReport(report: proposed.text, dissent: nil)
                }
            ]
        }
        guard let method = tender?.notice?.method else { return [] }
        if method.isScored, let next = lot.committee.first(where: { lot.scores[$0.party] == nil }) {
            let scores = lot.validBids.enumerated().map { Score(bid: $1.id, hundredths: 9000 - 100 * $0) }
            return [Move(kind: .scoreBids, by: Actor(next.party, [])) { _ in .scoreBids(scores) }]
        }
        let best = lot.standings(by: method).map(\.bid)
        return [3, 1].map { count in
            Move(kind: .proposeReport, by: member(lot)) { _ in
                .proposeReport(
                    Report(text: report, candidates: Array(best.prefix(count)), competitionFinding: report))
            }
        }
    }

    // MARK: Award and contract

    private func publishCandidates() -> Move {
        let publications = publications
        return Move(kind: .publishCandidates, by: Self.agency, dates: [now.adding(seconds: Self.moment)]) {
            dates in .publishCandidates(until: dates[0], publications: publications)
        }
    }

    private func awards(_ lot: Lot) -> [Move] {
        let (publications, notice) = (publications, text("award"))
        let method = tender?.notice?.method ?? .highestPrice
        let best = lot.report?.candidates.first ?? lot.standings(by: method).first?.bid
        guard let best else { return [] }
        return [
            Move(kind: .award, by: Self.agency) { _ in
                .award(best, notice: notice, publications: publications)
            }
        ]
    }

    private func offers(_ lot: Lot) -> [Move] {
        guard has(.placeBid, lot), lot.offers.isEmpty, let first = lot.admitted.first,
            let price = lot.bidding?.startPrice
        else { return [] }
        return [Move(kind: .placeBid, by: Actor(first, [.bidder])) { _ in .placeBid(price: price) }]
    }

    private func confirmations(_ lot: Lot) -> [Move] {
        guard let leading = lot.leadingOffer else { return [] }
        let words = text("deal")
        return [Self.agency, Actor(leading.bidder, [.bidder])].filter { lot.confirmations[$0.party] == nil }
            .prefix(1).map { Move(kind: .confirmDeal, by: $0) { _ in .confirmDeal(text: words) } }
    }

    private func contracts(_ lot: Lot) -> [Move] {
        guard let winner = lot.winner, let bidder = lot.bidder(of: winner), let price = lot.price(of: winner)
        else { return [] }
        let contract = Contract(text: text("contract"), price: price)
        return [Self.agency, Actor(bidder, [.bidder])].filter { lot.contract[$0.party] == nil }
            .prefix(1).map { Move(kind: .signContract, by: $0) { _ in .signContract(contract) } }
    }
}
