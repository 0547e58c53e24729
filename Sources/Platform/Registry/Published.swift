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
        for terms in tender.notice?.terms ?? [] { openingCertificates[terms.openingCertificate] = tender.id }
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
        case .clock:
            return
        }
    }

    /// Puts the files that an event names where their readers find them. The same text may be handed in for
    /// several acts, on several tenders: who may read it for one of them may read it.
    private mutating func shelve(_ event: Event, of tender: TenderID, author: PartyID) {
        for (digest, isPublic) in event.files {
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
}

extension Event {
    /// The readers of the event's files, where those are not for everyone.
    fileprivate func readers(_ author: PartyID, _ tender: TenderID) -> Set<Reader> {
        let always: Set<Reader> = [.staff(tender), .author(author)]
        return switch self {
        case .objectionAnswered(let answer), .complaintDecided(let answer):
            always.union([.raiser(answer.to, tender)])
        case .complaintRuledOn(let id, _, _): always.union([.raiser(id, tender)])
        case .bidderAsked(_, let bid, _, _): always.union([.bidder(bid, tender)])
        // The custodian released the key and did not hand the bid in.
        case .bidOpened: [.staff(tender)]
        case .projectRegistered, .noticePublished, .documentsTaken, .documentsAmended, .deadlineMoved,
            .objectionRaised, .complaintFiled, .suspended, .resumed, .bidSubmitted, .bidWithdrawn,
            .openingBegun, .faultRuled, .openingClosed, .committeeFormed, .memberReplaced, .bidRejected,
            .committeeAnswered, .bidsScored, .reportProposed, .reportSigned, .reportDelivered,
            .candidatesPublished, .candidateStruck, .awarded, .contractSigned, .bondsReturned,
            .reportedToSupervisor, .archiveClosed, .cancellationAnnounced, .lotMoved, .lotFailed,
            .dutyOverdue:
            always
        }
    }
}

extension Event {
    /// It happened in the open, or something that readers may see follows from it. What is false here is
    /// secret until the opening.
    var isVisible: Bool {
        switch self {
        case .bidSubmitted, .bidWithdrawn, .documentsTaken: false
        case .projectRegistered, .noticePublished, .documentsAmended, .deadlineMoved, .objectionRaised,
            .objectionAnswered, .complaintFiled, .complaintRuledOn, .complaintDecided, .suspended, .resumed,
            .openingBegun, .bidOpened, .faultRuled, .openingClosed, .committeeFormed, .memberReplaced,
            .bidRejected, .bidderAsked, .committeeAnswered, .bidsScored, .reportProposed, .reportSigned,
            .reportDelivered, .candidatesPublished, .candidateStruck, .awarded, .contractSigned,
            .bondsReturned, .reportedToSupervisor, .archiveClosed, .cancellationAnnounced, .lotMoved,
            .lotFailed, .dutyOverdue:
            true
        }
    }

    /// The files that the event names, and whether everybody may read each.
    var files: [(Digest, isPublic: Bool)] {
        switch self {
        case .noticePublished(let notice, _):
            [(notice.documents, true)] + notice.publications.map { ($0.text, true) }
                + notice.terms.map { ($0.openingCertificate, true) }
        case .documentsAmended(let amendment): [(amendment.text, true)]
        case .candidatesPublished(_, _, let publications), .awarded(_, _, _, let publications):
            publications.map { ($0.text, true) }
        case .cancellationAnnounced(_, let reason, let publications):
            [(reason, true)] + publications.map { ($0.text, true) }
        case .openingClosed(_, let record): [(record, true)]
        case .objectionAnswered(let answer), .complaintDecided(let answer): [(answer.text, false)]
        case .objectionRaised(_, _, _, _, let text), .complaintFiled(_, _, _, _, _, let text),
            .complaintRuledOn(_, _, let text), .faultRuled(_, _, _, let text),
            .bidderAsked(_, _, _, let text), .committeeAnswered(_, _, let text),
            .candidateStruck(_, _, _, let text), .reportedToSupervisor(_, let text):
            [(text, false)]
        case .bidOpened(_, _, _, .opened(let bid)): [(bid.contents, false)]
        case .committeeFormed(_, _, let draw): [(draw, false)]
        case .memberReplaced(_, _, _, let reason), .bidRejected(_, _, _, let reason): [(reason, false)]
        case .reportProposed(_, let report):
            [(report.text, false)] + (report.competitionFinding.map { [($0, false)] } ?? [])
        case .reportSigned(_, _, let dissent): dissent.map { [($0, false)] } ?? []
        case .contractSigned(_, _, let contract): [(contract.text, false)]
        case .bondsReturned(_, let record), .archiveClosed(_, let record): [(record, false)]
        case .projectRegistered, .documentsTaken, .deadlineMoved, .suspended, .resumed, .bidSubmitted,
            .bidWithdrawn, .openingBegun, .bidOpened, .bidsScored, .reportDelivered, .lotMoved, .lotFailed,
            .dutyOverdue:
            []
        }
    }
}
