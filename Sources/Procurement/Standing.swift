extension Tender {
    /// Whether the registry's roles and the tender's own papers make `actor` play `role` in `lot`.
    func isPlayed(_ role: Role, by actor: Actor, in lot: Lot) -> Bool {
        switch role {
        case .agency: actor.party == agency && actor.roles.contains(.agency)
        // The committee's list makes a member: the agency's delegate has no role of its own in the registry.
        case .committee: lot.isMember(actor.party)
        case .custodian: actor.party == terms(of: lot.id)?.custodian
        case .bidder, .centre, .regulator: actor.roles.contains(role)
        }
    }
}

extension Lawbook {
    /// The lots that an act is about: those it names, those of the case that it names, or all that go on.
    func targets(of act: Act, in tender: Tender) throws(Refusal) -> [Lot] {
        var names = act.lots
        if let id = act.command.caseNamed {
            guard let one = tender.cases[id] else { throw Self.unknownCase(id) }
            // A lot that ended meanwhile holds up no answer that the others wait for.
            let going = tender.going(one.lots)
            names = going.isEmpty ? one.lots : going
        }
        var lots: [Lot] = []
        for name in names {
            guard let lot = tender.lot(name), !lots.contains(where: { $0.id == name }) else {
                throw Refusal(
                    "lots.unknown", .platform,
                    Words(
                        zh: "项目没有标段“\(name.text)”，或者重复列出了它。",
                        en: "The tender has no lot \"\(name.text)\", or it is named twice."))
            }
            lots.append(lot)
        }
        if names.isEmpty {
            let open = tender.lots.filter { !$0.phase.isFinal }
            lots = open.isEmpty ? tender.lots : open
        }
        if act.command.concernsOneLot, lots.count != 1 {
            throw Refusal(
                "lots.one", .platform,
                Words(
                    zh: "该操作一次只能针对一个标段，请指明标段编号。",
                    en: "This act concerns one lot; name it."))
        }
        return lots
    }

    static func unknownCase(_ id: CaseID) -> Refusal {
        Refusal(
            "case.unknown", .platform,
            Words(
                zh: "没有编号为“\(id.text)”的异议或者投诉。",
                en: "There is no objection or complaint \"\(id.text)\"."))
    }

    func notYours(_ row: Row, _ kind: Command.Kind) -> Refusal {
        let roles = Role.allCases.filter(row.roles.contains)
        return Refusal(
            "role.\(kind.rawValue)", .platform,
            Words(
                zh: "“\(kind.words.zh)”只能由\(roles.map(\.words.zh).joined(separator: "或者"))办理。",
                en:
                    "Only \(roles.map(\.words.en).joined(separator: " or ")) of this tender may \(kind.words.en)."
            ))
    }

    func suspended(_ lot: Lot, under regime: Regime) -> Refusal {
        let byOrder = lot.suspensions.contains(.order)
        let order: Citation =
            switch regime {
            case .biddingLaw: .biddingRegulation(62)
            case .governmentProcurement: .procurementLaw(57)
            case .land, .mineral, .stateAssets: .platform
            }
        return Refusal(
            "lot.suspended", byOrder ? order : .biddingRegulation(22),
            byOrder
                ? Words(
                    zh: "标段“\(lot.id.text)”已被责令暂停或者因故障中止，恢复后方可继续。",
                    en:
                        "Lot \"\(lot.id.text)\" is suspended by order; it goes on when the order is lifted."
                )
                : Words(
                    zh: "标段“\(lot.id.text)”有异议尚未答复，答复前应当暂停招标投标活动。",
                    en:
                        "Lot \"\(lot.id.text)\" has an unanswered objection and is suspended until it is answered."
                ))
    }

    /// Why none of an act's rows applies in the lot's phase: the clause that bounds the phase, the reason for which
    /// the lot ended, or the phase itself, with the instant at which a timer will open the way.
    func wrongPhase(
        _ rows: [Row], _ kind: Command.Kind, _ procedure: Procedure, _ matter: Matter, on day: CivilDay
    ) throws(Refusal) -> Refusal {
        guard let lot = matter.lot, let tender = matter.tender else {
            preconditionFailure("a phase was asked of no lot")
        }
        // Of several phases in which the act is allowed the latest that has begun bounds it.
        for clause in rows.reversed().flatMap(\.clauses) where clause.boundsPhase && clause.isInForce(on: day)
        {
            if let refusal = try clause.refusal(of: matter) { return refusal }
        }
        if let failure = lot.failure, let clause = procedure.clause(lot.failureClause) {
            return Refusal(
                clause.id, clause.citation,
                Words(
                    zh: "标段“\(lot.id.text)”因\(failure.words.zh)已经失败，应当依法重新招标，不能再办理“\(kind.words.zh)”。",
                    en:
                        "Lot \"\(lot.id.text)\" has failed (\(failure.words.en)) and must be tendered anew; nobody may \(kind.words.en) in it any more."
                ), found: lot.phase.rawValue)
        }
        return outOfPhase(rows, kind, procedure, tender, lot)
    }

    /// The phase itself as the reason, with the instant at which a timer will open the way.
    func outOfPhase(
        _ rows: [Row], _ kind: Command.Kind, _ procedure: Procedure, _ tender: Tender, _ lot: Lot
    ) -> Refusal {
        let from = rows.reduce(into: Set<Phase>()) { $0.formUnion($1.from) }
        var earliest: Instant?
        for candidate in procedure.rows {
            guard case .timer(let timer) = candidate.trigger, candidate.from.contains(lot.phase),
                let to = candidate.to, from.contains(to)
            else { continue }
            earliest = tender.instant(of: timer, for: lot)
        }
        let phases = Phase.allCases.filter(from.contains)
        return Refusal(
            "phase.\(kind.rawValue)", .platform,
            Words(
                zh:
                    "标段“\(lot.id.text)”现在是“\(lot.phase.words.zh)”，“\(kind.words.zh)”只能在“\(phases.map(\.words.zh).joined(separator: "、"))”时办理。",
                en:
                    "Lot \"\(lot.id.text)\" is \(lot.phase.words.en); one may \(kind.words.en) only while it is \(phases.map(\.words.en).joined(separator: ", "))."
            ),
            found: lot.phase.rawValue, demanded: phases.map(\.rawValue).joined(separator: ","),
            earliest: earliest)
    }
}

extension Procedure {
    /// The clause of this id anywhere in the table.
    package func clause(_ id: String?) -> Clause? {
        for row in rows {
            if let found = row.clauses.first(where: { $0.id == id }) { return found }
            if let found = row.branches.first(where: { $0.unless.id == id }) { return found.unless }
        }
        return nil
    }
}

extension Command {
    /// The objection or complaint that the command answers; its lots are the command's lots.
    var caseNamed: CaseID? {
        if case .answerObjection(let answer) = self { return answer.to }
        if case .decideComplaint(let answer) = self { return answer.to }
        if case .acceptComplaint(let id, _, _) = self { return id }
        return nil
    }

    /// It names a bid, a report or a contract, or says a price, which belong to one lot.
    var concernsOneLot: Bool { Self.ofOneLot.contains(kind) }

    private static let ofOneLot: Set<Kind> = [
        .submitBid, .withdrawBid, .releaseKey, .ruleOnFault, .closeOpening, .formCommittee, .replaceMember,
        .rejectBid, .askBidder, .answerCommittee, .scoreBids, .proposeReport, .signReport, .deliverReport,
        .strikeCandidate, .award, .signContract, .judgeApplication, .closeQualification, .openTalk,
        .closeTalk, .changeRequirements, .refileResponse, .shortlist, .leaveTalks, .callLastPrices,
        .agreePrice, .sealReserve, .changeStep, .placeBid, .optIn, .openReserve, .confirmDeal,
        .recordPayment, .relist, .recuseMember, .changeScores, .correctPrice, .confirmCorrection,
        .questionLowPrice, .ruleOnLowPrice,
    ]
}
