package import Procurement

/// What readers see. It follows the log at each commit, and for a tender only when something happened
/// that the law lets somebody see: bids before the deadline change nothing here.
package struct Published: Sendable {
    package var founding: Founding?
    package var parties: [PartyID: Party] = [:]
    package var tenders: [TenderID: Tender] = [:]
    /// In the order of registration.
    package var order: [TenderID] = []
    /// Opening certificates in use, and where: none is used twice.
    package var openingCertificates: [Digest: TenderID] = [:]
    /// Who may read which file.
    package var shelves: [Digest: Shelf] = [:]

    package init() {}

    mutating func publish(_ tender: Tender) {
        if tenders.updateValue(tender, forKey: tender.id) == nil { order.append(tender.id) }
        for terms in tender.notice?.terms ?? [] {
            if let certificate = terms.openingCertificate { openingCertificates[certificate] = tender.id }
        }
    }

    /// What an entry changes beside the tenders themselves: the registry, and who may read which file.
    mutating func follow(_ body: EntryBody, tender: TenderID?) {
        switch body {
        case .founded(let founding):
            self.founding = founding
            parties[founding.centre.uscc] = founding.centre
        case .registered(_, let party):
            parties[party.uscc] = party
        case .act(let record, let events):
            guard let tender else { return }
            for event in events { shelve(event, of: tender, author: record.by) }
        case .clock, .interruption:
            return
        }
    }

    /// Puts the files that an event names where their readers find them. The same text may be handed in for
    /// several acts, on several tenders: who may read it for one of them may read it.
    private mutating func shelve(_ event: Event, of tender: TenderID, author: PartyID) {
        var isForAll = true
        if case .openingClosed = event, tenders[tender]?.project.mode.readsOutPrices == false {
            isForAll = false
        }
        for (digest, isOpen) in event.files {
            let isPublic = isOpen && isForAll
            switch shelves[digest] {
            case .everyone?: continue
            case nil where isPublic, .readers? where isPublic: shelves[digest] = .everyone
            case nil: shelves[digest] = .readers(event.readers(author, tender))
            case .readers(let known)?:
                shelves[digest] = .readers(known.union(event.readers(author, tender)))
            }
        }
    }
}

/// Who may read a file.
package enum Shelf: Hashable, Sendable {
    case everyone
    case readers(Set<Reader>)
}

/// Somebody for whom a file is that is not for everyone.
package enum Reader: Hashable, Sendable {
    /// The agency, the regulator and the committee of a tender.
    case staff(TenderID)
    /// Who handed it in with an act.
    case author(PartyID)
    /// Who raised the objection or complaint that it answers.
    case raiser(CaseID, TenderID)
    /// The bidder whom it asks.
    case bidder(BidID, TenderID)
    /// Those who are invited.
    case invited(TenderID)
    /// Those whose bids stand.
    case bidders(TenderID)
}
