internal import Foundation
internal import Ledger
internal import Locks
internal import OpenSSL
package import Procurement
internal import Sealing
package import Storage
package import StrictJSON
internal import Synchronization

// What may be read of the hall: notices, openings and results, the log and its proofs.

extension Hall {
    /// Tenders in the order of registration, `limit` of them after the one named: canonical JSON.
    package func list(after: String?, limit: Int) -> [UInt8] {
        let name = Self.listName(after, limit)
        if let page = kept(name) { return page }
        let generation = writer.generation.load(ordering: .acquiring)
        let bytes = peek { published in
            var start = 0
            if let after, let index = published.order.firstIndex(of: TenderID(after)) { start = index + 1 }
            let page = published.order.dropFirst(start).prefix(limit)
            return JSON.members([
                "tenders": .array(
                    page.compactMap { id in published.tenders[id].map { published.summary(of: $0) } }),
                "next": page.count == limit ? page.last.map { .string($0.text) } : nil,
            ])
        }.canonicalBytes()
        pages.keep(.plain(bytes), name, generation)
        return bytes
    }

    /// The public view of a tender: canonical JSON.
    package func view(_ id: TenderID) throws(Problem) -> [UInt8] {
        let name = Self.viewName(id)
        if let page = kept(name) { return page }
        let generation = writer.generation.load(ordering: .acquiring)
        let isRehearsal = clock.isRehearsal
        // Stands in the text where the time goes; nothing else in it can be the same.
        let mark: String
        do { mark = try Random.bytes(16).hex } catch { throw Problem(storage: error) }
        let text = try writer.reading { published throws(Problem) in
            try published.view(of: published.tender(id)).adding("now", .string(mark)).adding(
                "rehearsal", .bool(isRehearsal))
        }.text
        guard let place = text.range(of: mark) else {
            preconditionFailure("a text lost what was put into it")
        }
        let page = PageCache.Page.dated(
            before: Array(text[..<place.lowerBound].utf8), after: Array(text[place.upperBound...].utf8))
        pages.keep(page, name, generation)
        return page.bytes(at: clock.now())
    }

    /// The same views when they are in memory; nil when they must be made. Does not block.
    package func keptView(_ id: TenderID) -> [UInt8]? { kept(Self.viewName(id)) }
    package func keptList(after: String?, limit: Int) -> [UInt8]? { kept(Self.listName(after, limit)) }

    private func kept(_ name: String) -> [UInt8]? {
        pages.page(name, writer.generation.load(ordering: .acquiring))?.bytes(at: clock.now())
    }

    private static func viewName(_ id: TenderID) -> String { "tender/\(id.text)" }
    private static func listName(_ after: String?, _ limit: Int) -> String { "list/\(limit)/\(after ?? "")" }

    /// The opening certificate of a lot, in PEM.
    package func openingCertificate(_ id: TenderID, _ lot: LotID) throws(Problem) -> [UInt8] {
        let digest = try writer.reading { published throws(Problem) in
            let tender = try published.tender(id)
            guard let terms = tender.terms(of: lot) else { throw Self.noLot }
            guard let digest = terms.openingCertificate else {
                throw Problem(
                    .notFound, "NOTHING_SEALED", zh: "该标段公开竞价，没有开标证书。",
                    en: "This lot is bid for in the open; it has no opening certificate.")
            }
            return digest
        }
        do {
            return try facts.certificate(digest).pem()
        } catch {
            throw Problem(storage: error)
        }
    }

    /// What a custodian needs to recover the content key of each bid: no more than the envelope's own header.
    /// - Throws: `Problem` before the deadline, and for everybody but the lot's custodian.
    package func sealedBids(_ id: TenderID, _ lot: LotID, for party: PartyID) throws(Problem) -> JSON {
        let (terms, bids) = try writer.reading { published throws(Problem) -> (LotTerms, [Bid]) in
            let tender = try published.tender(id)
            guard let terms = tender.terms(of: lot), let state = tender.lot(lot) else { throw Self.noLot }
            guard terms.custodian == party else {
                throw Problem(
                    .forbidden, "NOT_CUSTODIAN", zh: "只有该标段的开标密钥保管人可以取得。",
                    en: "Only the custodian of the lot's opening key may have this.")
            }
            switch state.phase {
            case .registered, .noticed, .prequalification, .qualifying, .qualified, .sourcePublicity,
                .lastPrices, .freeBidding, .listing, .optIn, .timedBidding, .unsold:
                throw Problem(
                    .refused, "BEFORE_DEADLINE", zh: "投标截止时间前任何人不得解密。",
                    en: "Nobody may decrypt before the deadline.", citation: .electronicTendering(27),
                    earliest: state.phase == .lastPrices ? state.lastPriceDeadline : tender.deadline)
            case .closed, .opening, .lastClosed, .lastOpening:
                return (terms, state.liveBids.filter { $0.finding == nil })
            case .evaluation, .reported, .publicity, .awarded, .contracted, .archived, .failed, .cancelled,
                .review, .negotiation, .presumed, .hammer:
                return (terms, [])
            }
        }
        var rows: [JSON] = []
        for bid in bids {
            guard let opening = terms.openingCertificate else { continue }
            let header = try facts.header(of: bid.sealed.envelope, for: opening)
            rows.append(
                .members([
                    "bid": JSON(bid.id), "envelope": JSON(bid.sealed.envelope),
                    "size": .integer(bid.sealed.size),
                    "ephemeralPoint": .string(header.ephemeralPoint.hex),
                    "ukm": header.keyingMaterial.map { .string($0.hex) },
                    "wrappedKey": .string(header.wrappedKey.hex),
                ]))
        }
        return ["bids": .array(rows)]
    }

    /// The receipt of an entry of a tender, for who may see it: its author, the tender's staff once the
    /// opening is over, and everybody for acts in the open.
    package func receipt(of id: TenderID, version: Int64, viewer: Viewer?) throws(Problem) -> [UInt8] {
        let (tender, staff) = try writer.reading { published throws(Problem) in
            let tender = try published.tender(id)
            return (tender, viewer?.isStaff(of: tender) ?? false)
        }
        let stream = Draft.stream(of: id)
        guard version >= 1, let stored = try page(stream, from: version, limit: 1).first else {
            throw Self.noEntry
        }
        if let viewer, ActRecord(in: stored.bytes)?.by == viewer.party.uscc { return try receipt(of: stored) }
        if peek({ $0.isPastOpening(tender) }) {
            guard staff || stored.isInTheOpen else { throw Self.noEntry }
            return try receipt(of: stored)
        }
        // Before the opening the number of an entry tells how many lie before it, so it is shown only while
        // all of those are in the open themselves.
        var next: Int64 = 1
        while next <= version {
            let entries = try page(stream, from: next, limit: 64)
            for entry in entries where entry.version <= version {
                guard entry.isInTheOpen else { throw Self.noEntry }
            }
            next += 64
        }
        return try receipt(of: stored)
    }

    private func page(_ stream: String, from version: Int64, limit: Int) throws(Problem) -> [StoredEntry] {
        do { return try store.entries(of: stream, from: version, limit: limit) } catch {
            throw Problem(storage: error)
        }
    }

    /// The receipt of a party's own command.
    package func receipt(ofCommand command: String, by party: PartyID) throws(Problem) -> [UInt8] {
        let stored: StoredEntry?
        do {
            stored = try store.entry(actor: party.text, command: command)
        } catch {
            throw Problem(storage: error)
        }
        guard let stored else { throw Self.noEntry }
        return try receipt(of: stored)
    }

    /// The newest checkpoint with its time stamp.
    package func checkpoint() throws(Problem) -> StoredCheckpoint {
        if let newest = keptCheckpoint { return newest }
        do {
            guard let latest = try store.latestCheckpoint() else {
                throw StorageError.absent("The log is empty.")
            }
            // The writer may have told of a newer one meanwhile.
            writer.newest.withLock { if $0 == nil { $0 = latest } }
            return latest
        } catch {
            throw Problem(storage: error)
        }
    }

    /// The same when it is in memory. Does not block.
    package var keptCheckpoint: StoredCheckpoint? { writer.newest.withLock { $0 } }

    package func timeStampCertificatePEM() throws(Problem) -> [UInt8] {
        do { return try seals.timeStampCertificate.pem() } catch { throw Problem(storage: error) }
    }

    /// The proof that leaf `seq` is in the tree of `size` leaves, or in the newest.
    package func inclusion(of seq: Int64, in size: Int64?) throws(Problem) -> JSON {
        let newest = try checkpoint().size
        let size = size ?? newest
        guard seq >= 0, seq < size, size <= newest else { throw Self.beyondLog(newest) }
        do {
            let proof = try store.inclusionProof(of: seq, in: size)
            return [
                "seq": .integer(seq), "size": .integer(size), "proof": .array(proof.map { .string($0.hex) }),
            ]
        } catch {
            throw Problem(storage: error)
        }
    }

    /// The proof that the tree of `from` leaves is the beginning of the one of `to`.
    package func consistency(from: Int64, to: Int64) throws(Problem) -> JSON {
        let newest = try checkpoint().size
        guard from >= 1, from <= to, to <= newest else { throw Self.beyondLog(newest) }
        do {
            let proof = try store.consistencyProof(from: from, to: to)
            return [
                "from": .integer(from), "to": .integer(to), "proof": .array(proof.map { .string($0.hex) }),
            ]
        } catch {
            throw Problem(storage: error)
        }
    }

    /// A tile of the log (C2SP tlog-tiles).
    package func tile(_ path: String) throws(Problem) -> [UInt8] {
        do {
            if let tile = try? Tile(path: path), let content = try store.content(of: tile) { return content }
        } catch {
            throw Problem(storage: error)
        }
        throw Problem(.notFound, "NO_SUCH_TILE", zh: "日志还没有这一块。", en: "The log has no such tile yet.")
    }

    /// What a code of a problem means: the clause behind it, where it is one.
    package func explain(_ code: String) throws(Problem) -> JSON {
        for procedure in Procedure.all {
            guard let clause = procedure.clause(code) else { continue }
            return .members([
                "code": .string(clause.id), "words": clause.words.json,
                "citation": clause.citation.words.json,
                "inForceFrom": .string(clause.from.text), "until": clause.until.map { .string($0.text) },
                "uncertain": clause.uncertain.map { .string($0) },
            ])
        }
        throw Problem(
            .notFound, "NO_SUCH_CODE", zh: "条文表中没有“\(code)”。",
            en: "No clause of the tables has the code \"\(code)\".")
    }

    static let noLot = Problem(
        .notFound, "NO_SUCH_LOT", zh: "项目尚未公告，或者没有这个标段。",
        en: "The tender is not noticed yet, or has no such lot.")
    static let noEntry = Problem(
        .notFound, "NO_SUCH_ENTRY", zh: "没有这条记录，或者现在还不能公开。",
        en: "There is no such entry, or it may not be shown yet.")

    private static func beyondLog(_ size: Int64) -> Problem {
        Problem(
            .notFound, "BEYOND_LOG", zh: "日志目前有\(size)条，所问超出范围。",
            en: "The log has \(size) entries; what was asked lies beyond.", found: "\(size)")
    }
}

extension Published {
    /// - Throws: `Problem` when there is no such tender.
    func tender(_ id: TenderID) throws(Problem) -> Tender {
        guard let tender = tenders[id] else {
            throw Problem(.notFound, "NO_SUCH_TENDER", zh: "没有这个项目。", en: "There is no such tender.")
        }
        return tender
    }
}

extension StoredEntry {
    /// Every event in it happened in the open, and it names nobody whose name is secret.
    var isInTheOpen: Bool {
        guard let entry = try? entry(), let body = try? EntryBody(kind: entry.kind, entry.body) else {
            return false
        }
        switch body {
        case .act(_, let events), .clock(let events), .interruption(_, let events):
            return events.allSatisfy(\.isPublic)
        case .founded: return true
        case .registered: return false
        }
    }
}

extension Event {
    /// The law publishes it when it happens.
    var isPublic: Bool {
        switch self {
        case .projectRegistered, .noticePublished, .documentsAmended, .deadlineMoved, .objectionAnswered,
            .suspended, .resumed, .openingClosed, .candidatesPublished, .candidateStruck, .awarded,
            .contractSigned, .cancellationAnnounced, .lotMoved, .lotFailed, .prequalificationPublished,
            .sourcePublished, .sourceArgued, .sourceApproved, .reserveSealed, .stepChanged,
            .reserveOpened, .resultPublished, .relisted, .salePredisclosed, .terminationAnnounced,
            .liveTimesMoved:
            true
        case .documentsTaken, .objectionRaised, .complaintFiled, .complaintRuledOn, .complaintDecided,
            .bidSubmitted, .bidWithdrawn, .openingBegun, .bidOpened, .faultRuled, .committeeFormed,
            .memberReplaced, .bidRejected, .bidderAsked, .committeeAnswered, .bidsScored,
            .reportProposed, .reportSigned, .reportDelivered, .bondsReturned, .reportedToSupervisor,
            .archiveClosed, .applied, .applicationJudged, .qualificationClosed, .invitationsSent,
            .invitationAnswered, .talkOpened, .talkClosed, .requirementsChanged, .responseRefiled,
            .solutionsShortlisted, .talksLeft, .lastPricesCalled, .priceAgreed, .offerMade, .optedIn,
            .paymentRecorded, .poolFrozen, .membersDrawn, .memberRecused, .scoresChanged,
            .priceCorrected, .correctionAnswered, .lowPriceQuestioned, .lowPriceRuled, .dutyOverdue,
            // The winner's confirmation names it before the seller's makes the deal; the award is public.
            .dealConfirmed:
            false
        }
    }
}
