internal import Foundation
internal import OpenSSL
internal import Procurement
internal import Sealing
internal import Storage
internal import Locks
internal import Trust

/// Finds out about the files that a command names, before the law is asked. What it finds are facts that
/// anyone with the same files can find again.
final class FactFinder: Sendable {
    private struct Cache {
        /// What an envelope turned out to be, for one opening certificate.
        var envelopes: [String: Envelope] = [:]
        /// Files that a party has sent: once there, a file stays.
        var held: Set<Held> = []
        var certificates: [Procurement.Digest: Certificate] = [:]
    }

    private struct Envelope {
        let size: Int64
        let fault: Facts.EnvelopeFault?
    }

    private struct Held: Hashable {
        let file: Procurement.Digest
        let party: PartyID
    }

    private let files: FileStore
    let workDirectory: String
    private let cache = Mutex(Cache())
    private static let remembered = 50_000

    init(files: FileStore, workDirectory: String) {
        self.files = files
        self.workDirectory = workDirectory
    }

    /// - Throws: `Problem` when a file that the command names is not on the platform, or is not what the
    ///   command says it is.
    func gather(_ vetted: Vetted, from hall: Hall) throws(Problem) -> Facts {
        guard case .tender(let id, let lots, let command) = vetted.envelope.request else { return Facts() }
        let viewer = hall.peek { $0.parties[vetted.record.by] }.map(Viewer.init)
        for digest in command.files where !isThere(digest, for: vetted.record.by, viewer, hall) {
            throw Problem(
                .refused, "FILE_MISSING", zh: "指令引用的文件\(digest.hex)不在平台上，请先上传完整后再发送。",
                en:
                    "The command names the file \(digest.hex), which is not on the platform; upload it whole first.",
                found: digest.hex)
        }
        let tender = hall.peek { $0.tenders[id] }
        switch command {
        case .registerProject(let project):
            return Facts(previousRound: hall.round(project.previous, of: vetted.record.by))
        case .publishNotice(let notice):
            for terms in notice.terms {
                guard let digest = terms.openingCertificate else { continue }
                try check(digest, terms, notice, of: id, hall)
            }
            return Facts()
        case .submitBid(let sealed):
            return Facts(envelopeFault: try envelopeFault(sealed, tender, lots))
        case .releaseKey(let bid, let key):
            return Facts(opening: try opening(bid, key, tender, vetted, hall))
        case .drawMembers(let nonce):
            return Facts(draw: try draw(nonce, tender, lots, hall))
        case .openReserve(let price, let salt):
            return Facts(reserve: Reserve.commitment(price, salt: salt))
        case .takeDocuments, .amendDocuments, .raiseObjection, .answerObjection, .fileComplaint,
            .acceptComplaint, .decideComplaint, .suspend, .resume, .withdrawBid, .openBids, .ruleOnFault,
            .closeOpening, .formCommittee, .replaceMember, .rejectBid, .askBidder, .answerCommittee,
            .scoreBids, .proposeReport, .signReport, .deliverReport, .publishCandidates,
            .strikeCandidate, .award, .signContract, .returnBonds, .reportToSupervisor, .archive,
            .cancel, .publishPrequalification, .apply, .judgeApplication, .closeQualification, .invite,
            .answerInvitation, .publishSource, .argueSource, .approveSource, .openTalk, .closeTalk,
            .changeRequirements, .refileResponse, .shortlist, .leaveTalks, .callLastPrices, .agreePrice,
            .sealReserve, .changeStep, .placeBid, .optIn, .confirmDeal, .publishResult, .recordPayment,
            .relist, .prediscloseSale, .freezePool, .recuseMember, .changeScores, .correctPrice,
            .confirmCorrection, .questionLowPrice, .ruleOnLowPrice, .terminate:
            return Facts()
        }
    }

    /// Who names a file has sent it, or may read it: otherwise naming one would tell whether others have it.
    private func isThere(_ digest: Procurement.Digest, for party: PartyID, _ viewer: Viewer?, _ hall: Hall)
        -> Bool
    {
        let held = Held(file: digest, party: party)
        if cache.withLock({ $0.held.contains(held) }) { return true }
        if let name = try? ContentDigest(digest.hex), files.holds(name, owner: party.text) {
            cache.withLock { cache in
                if cache.held.count >= Self.remembered { cache.held = [] }
                cache.held.insert(held)
            }
            return true
        }
        return hall.peek { $0.mayRead(digest, viewer) }
    }

    /// The certificate in a file of the platform.
    func certificate(_ digest: Procurement.Digest) throws(Problem) -> Certificate {
        if let known = cache.withLock({ $0.certificates[digest] }) { return known }
        do {
            let certificate = try Certificate(
                der: try files.read(ContentDigest(digest.hex), limit: 64 * 1024))
            cache.withLock { cache in
                if cache.certificates.count >= Self.remembered { cache.certificates = [:] }
                cache.certificates[digest] = certificate
            }
            return certificate
        } catch {
            throw Problem(
                .refused, "CERTIFICATE_UNREADABLE", zh: "文件\(digest.hex)不是DER格式的证书。",
                en: "The file \(digest.hex) is no certificate in DER.")
        }
    }

    /// The key part of an envelope on the platform.
    func header(
        of envelope: Procurement.Digest, for opening: Procurement.Digest
    ) throws(Problem) -> SealedBidHeader {
        do {
            return try SealedBidHeader.inspect(
                path: files.path(of: ContentDigest(envelope.hex)),
                for: try certificate(opening))
        } catch let refusal as SealingRefusal {
            throw Problem(.refused, refusal.code, zh: refusal.zh, en: refusal.en)
        } catch {
            throw Problem(storage: error)
        }
    }

    /// An opening certificate is for P-256 key agreement, lives past the opening, and serves this tender alone.
    /// It carries a key and vouches for nobody, so the day on which it begins does not matter.
    private func check(
        _ digest: Procurement.Digest, _ terms: LotTerms, _ notice: Notice, of id: TenderID, _ hall: Hall
    ) throws(Problem) {
        let certificate = try certificate(digest)
        let lot = terms.lot.text
        guard certificate.keyAlgorithm == "EC P-256", certificate.keyUsage?.contains(.keyAgreement) == true
        else {
            throw Problem(
                .refused, "OPENING_CERTIFICATE_UNFIT",
                zh: "标段“\(lot)”的开标证书应当是P-256密钥、用途为密钥协商。",
                en: "The opening certificate of lot \"\(lot)\" must have a P-256 key for key agreement.",
                found: certificate.keyAlgorithm)
        }
        guard certificate.notAfter > notice.deadline.adding(minutes: notice.decryptionMinutes).milliseconds
        else {
            throw Problem(
                .refused, "OPENING_CERTIFICATE_DATES", zh: "标段“\(lot)”的开标证书在开标结束前已经到期。",
                en: "The opening certificate of lot \"\(lot)\" ends before the opening is over.")
        }
        if let other = hall.peek({ $0.openingCertificates[digest] }), other != id {
            throw Problem(
                .refused, "OPENING_CERTIFICATE_REUSED", zh: "标段“\(lot)”的开标证书已用于其他项目。",
                en:
                    "The opening certificate of lot \"\(lot)\" serves another tender already; each lot has its own key."
            )
        }
    }

    /// Why an uploaded file is no sealed bid for the lot, or nil when it is one.
    private func envelopeFault(
        _ sealed: SealedBid, _ tender: Tender?, _ lots: [LotID]
    ) throws(Problem) -> Facts.EnvelopeFault? {
        let lot = lots.count == 1 ? lots.first : tender?.lots.count == 1 ? tender?.lots.first?.id : nil
        // The law says what is wrong with a command for no lot or several.
        guard let lot, let opening = tender?.terms(of: lot)?.openingCertificate else { return nil }
        let envelope = try inspect(sealed.envelope, for: opening)
        guard envelope.size == sealed.size else {
            throw Problem(
                .refused, "BID_SIZE_DIFFERS", zh: "投标文件的实际大小与指令所写不符。",
                en: "The sealed file has another size than the command says.", found: "\(envelope.size)",
                demanded: "\(sealed.size)")
        }
        return envelope.fault
    }

    /// What a file is, for the opening certificate of a lot. Its name is its digest, so it is found out once.
    private func inspect(
        _ file: Procurement.Digest, for opening: Procurement.Digest
    ) throws(Problem) -> Envelope {
        let key = "\(file.hex)/\(opening.hex)"
        if let known = cache.withLock({ $0.envelopes[key] }) { return known }
        let envelope: Envelope
        do {
            let name = try ContentDigest(file.hex)
            let size = try files.open(name).size
            envelope = Envelope(
                size: size, fault: try fault(of: files.path(of: name), certificate(opening)))
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(storage: error)
        }
        cache.withLock { cache in
            if cache.envelopes.count >= Self.remembered { cache.envelopes = [:] }
            cache.envelopes[key] = envelope
        }
        return envelope
    }

    private func fault(of path: String, _ certificate: Certificate) throws -> Facts.EnvelopeFault? {
        do {
            _ = try SealedBidHeader.inspect(path: path, for: certificate)
            return nil
        } catch let refusal as SealingRefusal {
            return Facts.EnvelopeFault(code: refusal.code, words: Words(zh: refusal.zh, en: refusal.en))
        }
    }

    /// Opens a bid with the key that its custodian released. Done only when the law will look at it: the
    /// lot is being opened, by its custodian, and the bid waits.
    private func opening(
        _ id: BidID, _ key: String, _ tender: Tender?, _ vetted: Vetted, _ hall: Hall
    ) throws(Problem) -> OpeningFinding? {
        guard let tender, let lot = tender.lots.first(where: { $0.bids[id] != nil }),
            lot.phase == .opening || lot.phase == .lastOpening,
            tender.terms(of: lot.id)?.custodian == vetted.record.by, let bid = lot.bids[id],
            bid.finding == nil
        else { return nil }
        do {
            guard let opening = tender.terms(of: lot.id)?.openingCertificate else { return nil }
            let certificate = try self.certificate(opening)
            return try OpeningWork(directory: workDirectory, verifier: hall.verifier).open(
                files.path(of: ContentDigest(bid.sealed.envelope.hex)), bid, of: tender, lot: lot.id,
                certificate: certificate,
                contentKey: key
            ) { opened in
                // The committee reads what was signed, under its own digest.
                try files.adopt(opened.tar, as: ContentDigest(bytes: opened.tarDigest), owner: "hall")
            }
        } catch {
            throw Problem(storage: error)
        }
    }
}

extension Hall {
    /// What became of the round that a registration names as the one before it.
    func round(_ previous: TenderID?, of agency: PartyID) -> Facts.PreviousRound {
        guard let previous, let tender = peek({ $0.tenders[previous] }), tender.agency == agency else {
            return .unknown
        }
        let failed = tender.lots.contains { $0.phase == .failed || $0.phase == .cancelled }
        return tender.isOver && failed ? .ended : .running
    }
}
