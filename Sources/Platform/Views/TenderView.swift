package import Procurement
package import StrictJSON

/// Who looks: nobody known, or a party of the registry.
package struct Viewer: Sendable {
    package var party: Party
    package init(_ party: Party) { self.party = party }

    /// Whether the viewer may see what concerns the tender's own people: its agency, the regulator, and,
    /// once there is one, the committee.
    func isStaff(of tender: Tender) -> Bool {
        party.uscc == tender.agency || party.roles.contains(.regulator)
            || tender.lots.contains { $0.phase != .noticed && $0.isMember(party.uscc) }
    }
}

extension Published {
    /// What everybody may see of a tender. Before its opening is closed that is nothing of its bids: not
    /// who, not how many (招标投标法 22, 电子招标投标办法 21).
    package func view(of tender: Tender) -> JSON {
        .members([
            "id": .string(tender.id.text), "agency": named(tender.agency), "project": tender.project.json,
            "table": JSON(tender.table), "registeredAt": JSON(tender.registeredAt),
            "notice": tender.notice.map(\.json), "noticedAt": tender.noticedAt.map { JSON($0) },
            "deadline": tender.deadline.map { JSON($0) },
            "amendments": .array(tender.amendments.map(\.json)),
            "cases": .array(
                tender.cases.values.sorted { ($0.raisedAt, $0.id) < ($1.raisedAt, $1.id) }.map(\.publicView)),
            "lots": .array(tender.lots.map { view(of: $0, in: tender) }),
        ])
    }

    /// One line in a list of tenders.
    package func summary(of tender: Tender) -> JSON {
        .members([
            "id": .string(tender.id.text), "name": .string(tender.project.name),
            "agency": named(tender.agency),
            "mode": .string(tender.project.mode.rawValue), "deadline": tender.deadline.map { JSON($0) },
            "lots": .array(
                tender.lots.map { ["id": JSON($0.id), "phase": .string($0.phase.rawValue)] }),
        ])
    }

    private func view(of lot: Lot, in tender: Tender) -> JSON {
        let terms = tender.terms(of: lot.id)
        let opened =
            lot.milestones[.openingClosed] != nil
            && (tender.project.mode.readsOutPrices || lot.milestones[.awarded] != nil)
        let published = lot.milestones[.candidatesPublished] != nil
        let awarded = lot.milestones[.awarded] != nil
        return .members([
            "id": JSON(lot.id), "name": .string(lot.plan.name), "phase": .string(lot.phase.rawValue),
            "phaseWords": lot.phase.words.json, "suspended": .bool(lot.isSuspended),
            "openingCertificate": terms?.openingCertificate.map { JSON($0) },
            "failure": lot.failure.map {
                .members([
                    "code": .string($0.rawValue), "words": $0.words.json,
                    "clause": lot.failureClause.map { .string($0) },
                ])
            },
            "opening": opened ? .array(openingRecord(of: lot)) : nil,
            "candidates": published
                ? .array((lot.report?.candidates ?? []).compactMap { candidate($0, in: lot) }) : nil,
            "publicityEnds": lot.publicityEnds.map { JSON($0) },
            "winner": awarded ? lot.winner.flatMap { candidate($0, in: lot) } : nil,
            "committee": awarded ? .array(lot.committee.map { named($0.party) }) : nil,
            "contracted": lot.milestones[.contracted].map { JSON($0) },
            "bidding": lot.bidding.map { bidding($0, of: lot, in: tender) },
        ])
    }

    /// How bidding in the open stands: prices and paddles, never names.
    private func bidding(_ terms: LiveTerms, of lot: Lot, in tender: Tender) -> JSON {
        let leading = lot.leadingOffer
        return .members([
            "terms": terms.json,
            "leading": leading.map {
                ["price": JSON($0.price), "paddle": JSON($0.paddle), "at": JSON($0.at)]
            },
            "offers": JSON(lot.offers.count),
            "ends": tender.biddingEnds(of: lot).map { JSON($0) },
            "reserveSealed": lot.reserveCommitment.map { JSON($0) },
            "reserve": lot.reserve.map { JSON($0) },
        ])
    }

    /// Names, prices and outcomes of every bid that was there at the deadline (电子招标投标办法 30, 32).
    private func openingRecord(of lot: Lot) -> [JSON] {
        let bids = lot.bids.values.filter { lot.live[$0.bidder] == $0.id || $0.fault != nil }
        return bids.sorted { ($0.submittedAt, $0.id) < ($1.submittedAt, $1.id) }.map { bid in
            var outcome: JSON = ["outcome": "notOpened"]
            switch bid.finding {
            case .opened(let opened)?: outcome = ["outcome": "opened", "price": JSON(opened.price)]
            case .notABid(let code, let words)?:
                outcome = ["outcome": "notABid", "code": .string(code), "words": words.json]
            case .undecipherable(let code, let words)?:
                outcome = ["outcome": "undecipherable", "code": .string(code), "words": words.json]
            case nil: break
            }
            if let fault = bid.fault { outcome = outcome.adding("fault", fault.words.json) }
            return outcome.adding("bid", JSON(bid.id)).adding("bidder", named(bid.bidder))
                .adding("submittedAt", JSON(bid.submittedAt))
        }
    }

    private func candidate(_ id: BidID, in lot: Lot) -> JSON? {
        guard let bidder = lot.bidder(of: id), let price = lot.price(of: id) else { return nil }
        return [
            "bid": JSON(id), "bidder": named(bidder), "price": JSON(price),
            "struck": .bool(lot.struck.contains(id)),
        ]
    }

    private func named(_ party: PartyID) -> JSON {
        .members(["uscc": JSON(party), "name": parties[party].map { .string($0.name) }])
    }
}

extension Mode {
    /// Names and prices are read out to everybody at the opening. Where suppliers are negotiated with, no price
    /// of one reaches another before the award (政府采购法 38, 74号 31).
    package var readsOutPrices: Bool {
        switch self {
        case .openTender, .invitedTender: true
        case .competitiveNegotiation, .competitiveConsultation, .requestForQuotation, .singleSource, .auction,
            .listing:
            false
        }
    }
}

extension Case {
    /// Without the name of who raised it: the matter is public, the person is not.
    fileprivate var publicView: JSON {
        .members([
            "id": JSON(id), "kind": .string(kind.rawValue), "subject": .string(subject.rawValue),
            "lots": .array(lots.map { JSON($0) }), "raisedAt": JSON(raisedAt),
            "answeredAt": answeredAt.map { JSON($0) }, "upheld": upheld.map { .bool($0) },
        ])
    }
}
