package import Procurement

extension Published {
    /// Whether a viewer may read a file of the hall. What no act has named yet belongs to nobody's readers.
    package func mayRead(_ file: Digest, _ viewer: Viewer?) -> Bool {
        guard let shelf = shelves[file] else { return false }
        switch shelf {
        case .everyone: return true
        case .readers(let readers):
            guard let viewer else { return false }
            return readers.contains { isOne(viewer, $0) }
        }
    }

    private func isOne(_ viewer: Viewer, _ reader: Reader) -> Bool {
        let party = viewer.party.uscc
        return switch reader {
        case .staff(let tender): tenders[tender].map { viewer.isStaff(of: $0) } ?? false
        case .author(let author): party == author
        case .raiser(let id, let tender): tenders[tender]?.cases[id]?.by == party
        case .bidder(let bid, let tender):
            tenders[tender]?.lots.contains { $0.bids[bid]?.bidder == party } ?? false
        case .invited(let tender):
            tenders[tender]?.lots.contains { $0.invitation?.invited.contains(party) ?? false } ?? false
        case .bidders(let tender):
            tenders[tender]?.lots.contains { $0.live[party] != nil || $0.responses[party] != nil } ?? false
        }
    }

    /// Whether a viewer may take a finished tender as one file, and with it the sealed bids.
    package func mayExport(_ tender: Tender, _ viewer: Viewer?) -> Export {
        if let viewer, viewer.party.uscc == tender.agency || viewer.party.roles.contains(.regulator) {
            return .withBids
        }
        return tender.isOver ? .withoutBids : .nothing
    }

    package enum Export: Sendable {
        case nothing
        /// The record with its proofs; bids appear as digests.
        case withoutBids
        case withBids
    }

    /// Whether the tender is past the time in which the number of acts on it tells of bids.
    package func isPastOpening(_ tender: Tender) -> Bool {
        tender.lots.allSatisfy { lot in
            switch lot.phase {
            case .registered, .noticed, .closed, .opening, .prequalification, .qualifying, .qualified,
                .sourcePublicity, .freeBidding, .listing, .optIn, .timedBidding, .unsold:
                false
            // While last prices are out, their number is as secret as that of bids before.
            case .lastPrices, .lastClosed, .lastOpening: false
            case .evaluation, .reported, .publicity, .awarded, .contracted, .archived, .failed, .cancelled,
                .review, .negotiation, .presumed, .hammer:
                true
            }
        }
    }
}
