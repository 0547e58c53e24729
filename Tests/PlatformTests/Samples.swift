import Procurement

@testable import Platform

/// One of each event and command, so that every form is read back.
enum Samples {
    static let digest = sample("a")
    static let other = sample("b")
    static let now = instant("2026-03-02T09:00:00+08:00")
    static let lot = LotID("L1")
    static let agency = PartyID("91520100MA0000001A")
    static let bidder = PartyID("91510100MA0000002B")

    static func sample(_ digit: Character) -> Digest {
        guard let digest = Digest(hex: String(repeating: digit, count: 64)) else { preconditionFailure() }
        return digest
    }

    static func instant(_ text: String) -> Instant {
        guard let instant = Instant(text: text) else { preconditionFailure("\(text) is no instant") }
        return instant
    }

    static let project = Project(
        name: "乌江大桥", mode: .openTender, regime: .biddingLaw, approval: "黔发改〔2026〕1号", compulsory: true,
        stateFunded: true, territory: "520000",
        lots: [LotPlan(id: lot, name: "主桥", estimate: Fen(5_000_000_000))], previous: TenderID("T-0"))
    static let publications = [Publication(medium: "平台", text: digest, at: now)]
    static let notice = Notice(
        publications: publications, documents: digest, documentsFrom: now,
        documentsUntil: instant("2026-03-09T17:00:00+08:00"), deadline: instant("2026-03-23T09:30:00+08:00"),
        bidValidityDays: 90, method: .scored, decryptionMinutes: 30,
        terms: [
            LotTerms(
                lot: lot, ceilingPrice: Fen(4_900_000_000), floorPrice: Fen(1), bidBond: Fen(50_000_000),
                performanceBondBasisPoints: 1000, custodian: agency, openingCertificate: other)
        ])
    static let sealed = SealedBid(envelope: digest, size: 12_345, replaces: BidID("bid-00000"))
    static let words = Words(zh: "不符", en: "does not fit")
    static let opened = OpenedBid(
        signed: digest, contents: other, manifest: other, price: Fen(4_800_000_000), files: 3)
    static let member = Member(party: agency, expert: true)
    static let answer = Answer(to: CaseID("case-0001"), upheld: true, text: digest)
    static let report = Report(text: digest, candidates: [BidID("bid-00001")], competitionFinding: other)
    static let contract = Contract(text: digest, price: Fen(4_800_000_000))

    static let events: [Event] =
        [
            .projectRegistered(project, agency: agency, table: digest),
            .noticePublished(notice, table: digest),
            .documentsTaken(by: bidder),
            .documentsAmended(Amendment(text: digest, affectsBids: true, newDeadline: now)),
            .deadlineMoved(to: now, because: CaseID("case-0001")), .deadlineMoved(to: now, because: nil),
            .objectionRaised(CaseID("case-0001"), .documents, lots: [lot], by: bidder, text: digest),
            .objectionAnswered(answer),
            .complaintFiled(
                CaseID("case-0002"), .result, lots: [lot], by: bidder, objection: CaseID("case-0001"),
                text: digest),
            .complaintRuledOn(CaseID("case-0002"), accepted: false, text: digest), .complaintDecided(answer),
            .suspended(lot, cause: CaseID("case-0001")), .suspended(lot, cause: nil),
            .resumed(lot, cause: nil),
            .bidSubmitted(BidID("bid-00001"), lot, by: bidder, sealed),
            .bidWithdrawn(BidID("bid-00001"), lot),
            .openingBegun(lot),
            .bidOpened(BidID("bid-00001"), lot, contentKey: digest.hex, .opened(opened)),
            .bidOpened(BidID("bid-00001"), lot, contentKey: digest.hex, .notABid(code: "X", words: words)),
            .bidOpened(
                BidID("bid-00001"), lot, contentKey: digest.hex, .undecipherable(code: "Y", words: words)),
            .faultRuled(BidID("bid-00001"), lot, .other, text: digest), .openingClosed(lot, record: digest),
            .committeeFormed(lot, [member], draw: digest),
            .memberReplaced(lot, agency, by: member, reason: digest),
            .bidRejected(BidID("bid-00001"), lot, .notResponsive, reason: digest),
            .bidderAsked(CaseID("ask-00001"), BidID("bid-00001"), lot, text: digest),
            .committeeAnswered(CaseID("ask-00001"), lot, text: digest),
            .bidsScored(lot, by: agency, [Score(bid: BidID("bid-00001"), hundredths: 9250)]),
            .reportProposed(lot, report), .reportSigned(lot, by: agency, dissent: other),
            .reportSigned(lot, by: agency, dissent: nil), .reportDelivered(lot, silent: [agency]),
            .candidatesPublished(lot, until: now, publications),
            .candidateStruck(BidID("bid-00001"), lot, .gaveUp, text: digest),
            .awarded(lot, BidID("bid-00001"), notice: digest, publications),
            .contractSigned(lot, by: agency, contract), .bondsReturned(lot, record: digest),
            .reportedToSupervisor(lot, text: digest), .archiveClosed(lot, record: digest),
            .cancellationAnnounced(lot, reason: digest, publications), .lotMoved(lot, .closed, at: now),
            .lotFailed(lot, .tooFewBidders, clause: "quorum.bidders", at: now),
            .dutyOverdue("contract.sign/L1", due: now),
        ] + laterEvents

    static let commands: [Command] =
        [
            .registerProject(project), .publishNotice(notice), .takeDocuments,
            .amendDocuments(Amendment(text: digest, affectsBids: false, newDeadline: nil)),
            .raiseObjection(.opening, text: digest), .answerObjection(answer),
            .fileComplaint(.documents, objection: nil, text: digest),
            .acceptComplaint(CaseID("case-0002"), accepted: true, text: digest), .decideComplaint(answer),
            .suspend(text: digest), .resume(text: digest), .submitBid(sealed),
            .withdrawBid(BidID("bid-00001")),
            .openBids, .releaseKey(BidID("bid-00001"), contentKey: digest.hex),
            .ruleOnFault(BidID("bid-00001"), .bidder, text: digest), .closeOpening(record: digest),
            .formCommittee([member], draw: digest), .replaceMember(agency, by: member, reason: digest),
            .rejectBid(BidID("bid-00001"), .unqualified, reason: digest),
            .askBidder(BidID("bid-00001"), text: digest), .answerCommittee(CaseID("ask-00001"), text: digest),
            .scoreBids([Score(bid: BidID("bid-00001"), hundredths: 1)]), .proposeReport(report),
            .signReport(report: digest, dissent: nil), .deliverReport,
            .publishCandidates(until: now, publications: publications),
            .strikeCandidate(BidID("bid-00001"), .cannotPerform, text: digest),
            .award(BidID("bid-00001"), notice: digest, publications: publications), .signContract(contract),
            .returnBonds(record: digest), .reportToSupervisor(text: digest), .archive(record: digest),
            .cancel(reason: digest, publications: publications),
        ] + laterCommands
}
