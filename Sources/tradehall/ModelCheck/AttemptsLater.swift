internal import Procurement

// What can be asked once there is a tender.

extension Cast {
    static func cases(_ kind: Command.Kind, _ tender: Tender, _ lot: Lot) -> [Attempt] {
        let objection = tender.cases.values.first { $0.kind == .objection }
        let complaint = tender.cases.values.first { $0.kind == .complaint }
        let calm = tender.cases.isEmpty && !lot.suspensions.contains(.order)
        switch kind {
        case .raiseObjection:
            return Subject.allCases.map {
                Attempt(command: .raiseObjection($0, text: digest(4)), id: "objection", leadsOn: calm)
            }
        case .answerObjection:
            return [true, false].map {
                let answer = Answer(to: objection?.id ?? none, upheld: $0, text: digest(4))
                return Attempt(command: .answerObjection(answer), id: kind.rawValue)
            }
        case .fileComplaint:
            let subject = objection?.subject ?? .documents
            return [objection?.id, nil].map {
                Attempt(
                    command: .fileComplaint(subject, objection: $0, text: digest(4)), id: "complaint",
                    leadsOn: complaint == nil)
            }
        case .acceptComplaint:
            return [true, false].map {
                Attempt(
                    command: .acceptComplaint(complaint?.id ?? none, accepted: $0, text: digest(4)),
                    id: kind.rawValue)
            }
        case .decideComplaint:
            return [true, false].map {
                let answer = Answer(to: complaint?.id ?? none, upheld: $0, text: digest(4))
                return Attempt(command: .decideComplaint(answer), id: kind.rawValue)
            }
        case .suspend: return [Attempt(command: .suspend(text: digest(4)), id: kind.rawValue, leadsOn: calm)]
        case .resume: return [Attempt(command: .resume(text: digest(4)), id: kind.rawValue)]
        case .registerProject, .publishNotice, .takeDocuments, .amendDocuments, .submitBid, .withdrawBid,
            .openBids, .releaseKey, .ruleOnFault, .closeOpening, .formCommittee, .replaceMember, .rejectBid,
            .askBidder, .answerCommittee, .scoreBids, .proposeReport, .signReport, .deliverReport,
            .publishCandidates, .strikeCandidate, .award, .signContract, .returnBonds, .reportToSupervisor,
            .archive, .cancel, .publishPrequalification, .apply, .judgeApplication, .closeQualification,
            .invite, .answerInvitation, .publishSource, .argueSource, .approveSource, .openTalk, .closeTalk,
            .changeRequirements, .refileResponse, .shortlist, .leaveTalks, .callLastPrices, .agreePrice,
            .sealReserve, .changeStep, .placeBid, .optIn, .openReserve, .confirmDeal, .publishResult,
            .recordPayment, .relist, .prediscloseSale, .freezePool, .drawMembers, .recuseMember,
            .changeScores, .correctPrice, .confirmCorrection, .questionLowPrice, .ruleOnLowPrice, .terminate:
            return []
        }
    }

    static func bids(_ kind: Command.Kind, _ actor: Actor, _ lot: Lot) -> [Attempt] {
        let own = lot.live[actor.party]
        let first = lot.bids.count == lot.live.count
        let name = "bid-\(actor.party.text)"
        if kind == .submitBid {
            let fault = Facts.EnvelopeFault(
                code: "BID_NOT_ENCRYPTED", words: Words(zh: "未加密", en: "not sealed"))
            let id = own == nil ? name : "\(name)-again"
            return [
                (id, own, Facts(), own == nil || first), (id, nil, Facts(), false),
                (id, noBid, Facts(), false), (name, own, Facts(), false),
                (id, own, Facts(envelopeFault: fault), false),
            ].map { id, replaces, facts, leadsOn in
                let sealed = SealedBid(envelope: digest(5), size: 1, replaces: replaces)
                return Attempt(command: .submitBid(sealed), id: id, facts: facts, leadsOn: leadsOn)
            }
        }
        if kind == .withdrawBid {
            return [Attempt(command: .withdrawBid(own ?? noBid), id: kind.rawValue, leadsOn: first)]
        }
        if kind == .releaseKey {
            let waiting = lot.liveBids.first { $0.finding == nil }?.id ?? lot.liveBids.first?.id ?? noBid
            let words = Words(zh: "打不开", en: "does not open")
            let opened = OpenedBid(
                signed: digest(1), contents: digest(7), manifest: digest(2), price: Fen(900_000_000), files: 1
            )
            let findings: [OpeningFinding] = [
                .opened(opened), .notABid(code: "BID_OF_ANOTHER", words: words),
                .undecipherable(code: "KEY_WRONG", words: words),
            ]
            return findings.map {
                Attempt(
                    command: .releaseKey(waiting, contentKey: digest(6).hex), id: kind.rawValue,
                    facts: Facts(opening: $0))
            }
        }
        let failed = lot.liveBids.first(where: \.awaitsRuling)?.id ?? noBid
        return Fault.allCases.map {
            Attempt(command: .ruleOnFault(failed, $0, text: digest(4)), id: kind.rawValue)
        }
    }

    static func evaluation(_ kind: Command.Kind, _ lot: Lot) -> [Attempt] {
        let valid = lot.validBids.map(\.id)
        let ids = Array(valid.prefix(3))
        switch kind {
        case .formCommittee:
            let five = experts.prefix(5).map { Member(party: $0.party, expert: true) }
            let bidder = Member(party: bidders[0].party, expert: false)
            return [five, Array(five.prefix(4)), Array(five.prefix(4)) + [bidder]].map {
                Attempt(command: .formCommittee($0, draw: digest(8)), id: kind.rawValue)
            }
        case .replaceMember:
            let new = Member(party: experts[5].party, expert: true)
            return [experts[0].party, bidders[0].party].map {
                Attempt(
                    command: .replaceMember($0, by: new, reason: digest(4)), id: kind.rawValue, leadsOn: false
                )
            }
        case .rejectBid:
            return [valid.first ?? noBid, noBid].map {
                Attempt(command: .rejectBid($0, .unqualified, reason: digest(4)), id: kind.rawValue)
            }
        case .askBidder:
            return [
                Attempt(
                    command: .askBidder(valid.first ?? noBid, text: digest(4)), id: "question",
                    leadsOn: lot.questions.isEmpty)
            ]
        case .answerCommittee:
            let open = lot.questions.first { $0.value.answeredAt == nil }?.key ?? none
            return [Attempt(command: .answerCommittee(open, text: digest(4)), id: kind.rawValue)]
        case .scoreBids:
            let scores = valid.enumerated().map { Score(bid: $1, hundredths: 9000 - 100 * $0) }
            return [scores, []].map { Attempt(command: .scoreBids($0), id: kind.rawValue) }
        case .proposeReport:
            let reports = [
                Report(text: digest(9), candidates: ids, competitionFinding: digest(4)),
                Report(text: digest(9), candidates: [], competitionFinding: digest(4)),
                Report(text: digest(9), candidates: ids, competitionFinding: nil),
                Report(text: digest(9), candidates: ids.reversed(), competitionFinding: digest(4)),
            ]
            return reports.enumerated().map { index, report in
                Attempt(
                    command: .proposeReport(report), id: kind.rawValue,
                    leadsOn: lot.report == nil && index < 2)
            }
        case .signReport:
            return [9, 1].map {
                Attempt(command: .signReport(report: digest($0), dissent: nil), id: kind.rawValue)
            }
        case .registerProject, .publishNotice, .takeDocuments, .amendDocuments, .raiseObjection,
            .answerObjection, .fileComplaint, .acceptComplaint, .decideComplaint, .suspend, .resume,
            .submitBid, .withdrawBid, .openBids, .releaseKey, .ruleOnFault, .closeOpening, .deliverReport,
            .publishCandidates, .strikeCandidate, .award, .signContract, .returnBonds, .reportToSupervisor,
            .archive, .cancel, .publishPrequalification, .apply, .judgeApplication, .closeQualification,
            .invite, .answerInvitation, .publishSource, .argueSource, .approveSource, .openTalk, .closeTalk,
            .changeRequirements, .refileResponse, .shortlist, .leaveTalks, .callLastPrices, .agreePrice,
            .sealReserve, .changeStep, .placeBid, .optIn, .openReserve, .confirmDeal, .publishResult,
            .recordPayment, .relist, .prediscloseSale, .freezePool, .drawMembers, .recuseMember,
            .changeScores, .correctPrice, .confirmCorrection, .questionLowPrice, .ruleOnLowPrice, .terminate:
            return []
        }
    }

    static func ending(_ kind: Command.Kind, _ lot: Lot, _ at: Instant) -> [Attempt] {
        let left = (lot.report?.candidates ?? []).filter { !lot.struck.contains($0) }
        switch kind {
        case .publishCandidates:
            let today = CivilDay(of: at)
            return [(7, 2), (7, 1), (1, 2)].map { days, media in
                Attempt(
                    command: .publishCandidates(
                        until: today.adding(days: days).end, publications: publications(media, at: at)),
                    id: kind.rawValue)
            }
        case .strikeCandidate:
            return [left.first ?? noBid, noBid].map {
                Attempt(command: .strikeCandidate($0, .gaveUp, text: digest(4)), id: kind.rawValue)
            }
        case .award:
            return [left.first ?? noBid, left.last ?? noBid].map {
                Attempt(
                    command: .award($0, notice: digest(10), publications: publications(2, at: at)),
                    id: kind.rawValue)
            }
        case .signContract:
            let price = lot.winner.flatMap { lot.bids[$0]?.opened?.price } ?? Fen(0)
            return [(price, 11), (Fen(price.amount + 1), 11), (price, 12)].map { price, text in
                Attempt(
                    command: .signContract(Contract(text: digest(text), price: price)), id: kind.rawValue,
                    leadsOn: text == 11)
            }
        case .registerProject, .publishNotice, .takeDocuments, .amendDocuments, .raiseObjection,
            .answerObjection, .fileComplaint, .acceptComplaint, .decideComplaint, .suspend, .resume,
            .submitBid, .withdrawBid, .openBids, .releaseKey, .ruleOnFault, .closeOpening, .formCommittee,
            .replaceMember, .rejectBid, .askBidder, .answerCommittee, .scoreBids, .proposeReport, .signReport,
            .deliverReport, .returnBonds, .reportToSupervisor, .archive, .cancel, .publishPrequalification,
            .apply, .judgeApplication, .closeQualification, .invite, .answerInvitation, .publishSource,
            .argueSource, .approveSource, .openTalk, .closeTalk, .changeRequirements, .refileResponse,
            .shortlist, .leaveTalks, .callLastPrices, .agreePrice, .sealReserve, .changeStep, .placeBid,
            .optIn, .openReserve, .confirmDeal, .publishResult, .recordPayment, .relist, .prediscloseSale,
            .freezePool, .drawMembers, .recuseMember, .changeScores, .correctPrice, .confirmCorrection,
            .questionLowPrice, .ruleOnLowPrice, .terminate:
            return []
        }
    }
}
