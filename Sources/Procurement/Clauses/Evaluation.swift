// Clauses on the committee, its work and its report.

/// 评标委员会成员人数为5人以上单数，其中技术、经济等方面的专家不得少于成员总数的三分之二.
func committee(atLeast size: Int, expertThirds thirds: Int, _ citation: Citation) -> Clause {
    Clause(
        "committee.composition", citation,
        Words(
            zh: "评标委员会\(size)人以上单数，专家不少于三分之二",
            en: "an odd committee of \(size) or more, experts at least two thirds")
    ) { matter in
        guard let members = matter.membersAfter else { return nil }
        let distinct = Set(members.map(\.party)).count == members.count
        let experts = members.count(where: \.expert)
        let sound =
            distinct && members.count >= size && members.count % 2 == 1
            && experts * 3 >= members.count * thirds
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "评标委员会\(members.count)人、专家\(experts)人，应当为\(size)人以上单数，专家不少于三分之二，成员不得重复。",
                en:
                    "The committee has \(members.count) members, \(experts) of them experts; it must have an odd number of \(size) or more different members, at least two thirds experts."
            ),
            found: "\(members.count)/\(experts)", demanded: "odd >= \(size), experts >= 2/3")
    }
}

/// 与投标人有利害关系的人不得进入相关项目的评标委员会; a bidder judges nobody.
func membersAreNotBidders(_ citation: Citation) -> Clause {
    Clause(
        "committee.notBidders", citation, Words(zh: "评标委员会成员不是投标人", en: "no member is a bidder of the lot")
    ) { matter in
        guard let members = matter.membersAfter, let lot = matter.lot else { return nil }
        let bidders = Set(lot.bids.values.map(\.bidder))
        guard members.contains(where: { bidders.contains($0.party) }) else { return nil }
        return .init(
            Words(
                zh: "评标委员会中有本标段的投标人，应当回避。", en: "A bidder of this lot is on the committee and must step back."
            ))
    }
}

/// The member that leaves is one.
func replacedIsMember(_ citation: Citation) -> Clause {
    Clause("committee.replaced", citation, Words(zh: "被更换的人是成员", en: "who is replaced is a member")) {
        matter in
        guard case .replaceMember(let old, _, _) = matter.act.command, let lot = matter.lot,
            !lot.isMember(old)
        else { return nil }
        return .init(
            Words(zh: "被更换的人不是评标委员会成员。", en: "Who is to be replaced is not a member of the committee."))
    }
}

extension Matter {
    /// The committee as the act would leave it, if it is about that.
    fileprivate var membersAfter: [Member]? {
        switch act.command {
        case .formCommittee(let members, _): return members
        case .replaceMember(let old, let member, _):
            return lot.map { $0.committee.map { $0.party == old ? member : $0 } }
        case .registerProject, .publishNotice, .takeDocuments, .amendDocuments, .raiseObjection,
            .answerObjection, .fileComplaint, .acceptComplaint, .decideComplaint, .suspend, .resume,
            .submitBid, .withdrawBid, .openBids, .releaseKey, .ruleOnFault, .closeOpening, .rejectBid,
            .askBidder, .answerCommittee, .scoreBids, .proposeReport, .signReport, .deliverReport,
            .publishCandidates, .strikeCandidate, .award, .signContract, .returnBonds,
            .reportToSupervisor, .archive, .cancel:
            return nil
        }
    }
}

/// What the committee rejects or asks about is a bid that still stands.
func bidStands(_ citation: Citation) -> Clause {
    Clause("evaluation.bidStands", citation, Words(zh: "尚未被否决的投标", en: "a bid that is not rejected")) {
        matter in
        guard let lot = matter.lot else { return nil }
        let id: BidID
        switch matter.act.command {
        case .rejectBid(let bid, _, _), .askBidder(let bid, _): id = bid
        case .registerProject, .publishNotice, .takeDocuments, .amendDocuments, .raiseObjection,
            .answerObjection, .fileComplaint, .acceptComplaint, .decideComplaint, .suspend, .resume,
            .submitBid, .withdrawBid, .openBids, .releaseKey, .ruleOnFault, .closeOpening,
            .formCommittee, .replaceMember, .answerCommittee, .scoreBids, .proposeReport, .signReport,
            .deliverReport, .publishCandidates, .strikeCandidate, .award, .signContract, .returnBonds,
            .reportToSupervisor, .archive, .cancel:
            return nil
        }
        if lot.liveBids.contains(where: { $0.id == id && $0.rejection == nil }) { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”没有尚未被否决的投标“\(id.text)”。",
                en: "Lot \"\(lot.id.text)\" has no bid \"\(id.text)\" that still stands."))
    }
}

/// 评标委员会不得接受投标人主动提出的澄清、说明.
func answerIsAsked(_ citation: Citation) -> Clause {
    Clause(
        "evaluation.answerIsAsked", citation,
        Words(zh: "只接受评标委员会书面要求的澄清", en: "only what the committee asked for in writing is taken")
    ) { matter in
        guard case .answerCommittee(let id, _) = matter.act.command, let lot = matter.lot else { return nil }
        if let question = lot.questions[id], question.answeredAt == nil,
            lot.bids[question.bid]?.bidder == matter.act.actor.party
        {
            return nil
        }
        return .init(
            Words(
                zh: "评标委员会没有向您提出过“\(id.text)”的澄清要求，不接受主动提出的澄清。",
                en:
                    "The committee has no open question \"\(id.text)\" to you; clarifications that were not asked for are not taken."
            ))
    }
}

/// Each member scores every valid bid once, on a scale to one hundred points.
func scoresAreComplete(_ citation: Citation) -> Clause {
    Clause(
        "evaluation.scores", citation, Words(zh: "对每份有效投标评0至100分", en: "0 to 100 points for every valid bid")
    ) { matter in
        guard case .scoreBids(let scores) = matter.act.command, let lot = matter.lot,
            let method = matter.tender?.notice?.method
        else { return nil }
        guard method == .scored else {
            return .init(
                Words(zh: "招标文件规定的评标方法不打分。", en: "The documents declare a method without scores."),
                found: method.rawValue)
        }
        let valid = lot.validBids.map(\.id)
        let sound =
            scores.count == valid.count && Set(scores.map(\.bid)) == Set(valid)
            && scores.allSatisfy { (0...10_000).contains($0.hundredths) }
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "应当对\(valid.count)份有效投标各评一次0至100分。",
                en: "Score each of the \(valid.count) valid bids once, from 0 to 100 points."),
            found: "\(scores.count)", demanded: "\(valid.count)")
    }
}

/// 中标候选人应当不超过3个，并标明排序; they are valid bids, and stand in the order of the declared method.
func candidates(atMost limit: Int, _ citation: Citation) -> Clause {
    Clause(
        "report.candidates", citation,
        Words(zh: "有效投标中排序的中标候选人不超过\(limit)个", en: "at most \(limit) ranked candidates from the valid bids")
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot,
            let method = matter.tender?.notice?.method
        else { return nil }
        let named = report.candidates
        guard named.count <= limit, Set(named).count == named.count else {
            return .init(
                Words(
                    zh: "中标候选人不得超过\(limit)个，也不得重复。",
                    en: "There are at most \(limit) candidates, each named once."),
                found: "\(named.count)", demanded: "<= \(limit)")
        }
        guard method != .scored || named.isEmpty || lot.committee.allSatisfy({ lot.scores[$0.party] != nil })
        else {
            return .init(
                Words(zh: "还有评标委员会成员没有评分。", en: "A member of the committee has not scored yet."))
        }
        let standings = lot.standings(by: method)
        let byBid = Dictionary(standings.map { ($0.bid, $0) }) { first, _ in first }
        let ranked = named.compactMap { byBid[$0] }
        let others = standings.filter { !named.contains($0.bid) }
        let inOrder =
            ranked.count == named.count
            && zip(ranked, ranked.dropFirst()).allSatisfy { !$1.isBetter(than: $0) }
            && ranked.allSatisfy { one in others.allSatisfy { !$0.isBetter(than: one) } }
        guard !inOrder else { return nil }
        return .init(
            Words(
                zh: "候选人应当是有效投标，并按\(method.words.zh)由优到劣排列。",
                en:
                    "The candidates must be valid bids in the order that the method \"\(method.words.en)\" gives."
            ),
            found: named.map(\.text).joined(separator: ","),
            demanded: standings.prefix(limit).map(\.bid.text).joined(separator: ","))
    }
}

/// 高于最高投标限价的，应当否决: a bid above the disclosed ceiling is no candidate.
func candidatesKeepTheCeiling(_ citation: Citation) -> Clause {
    Clause(
        "report.withinCeiling", citation,
        Words(zh: "候选人的报价不高于最高投标限价", en: "no candidate's price is above the ceiling")
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot,
            let ceiling = matter.terms?.ceilingPrice,
            let above = report.candidates.compactMap({ lot.bids[$0] }).first(where: {
                $0.opened.map { $0.price > ceiling } ?? false
            }), let price = above.opened?.price
        else { return nil }
        return .init(
            Words(
                zh: "投标“\(above.id.text)”报价\(price.yuan)元，高于最高投标限价\(ceiling.yuan)元，应当否决。",
                en:
                    "Bid \"\(above.id.text)\" of \(price.yuan) yuan is above the ceiling of \(ceiling.yuan) yuan and must be rejected."
            ),
            found: price.yuan, demanded: "<= \(ceiling.yuan)")
    }
}

/// 有效投标不足三个使得投标明显缺乏竞争的，可以否决全部投标: with more valid bids each is rejected on a
/// ground of its own, or there is a candidate.
func allRejectedOnly(below count: Int, _ citation: Citation) -> Clause {
    Clause(
        "report.mayRejectAll", citation,
        Words(
            zh: "有效投标不少于\(count)个的，应当推荐中标候选人",
            en: "with \(count) or more valid bids there is a candidate")
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot,
            report.candidates.isEmpty
        else { return nil }
        let valid = lot.validBids.count
        guard valid >= count else { return nil }
        return .init(
            Words(
                zh: "还有\(valid)份有效投标，不得否决全部投标，应当推荐中标候选人。",
                en: "\(valid) valid bids are left, so not all can be rejected; name the candidates."),
            found: "\(valid)", demanded: "< \(count)")
    }
}

/// 有效投标不足三个时, the committee argues in writing whether there is competition; it may reject all.
func competitionIsArgued(below count: Int, _ citation: Citation) -> Clause {
    Clause(
        "report.competition", citation,
        Words(
            zh: "有效投标不足\(count)个的，应当书面论证是否明显缺乏竞争",
            en: "with fewer than \(count) valid bids a written finding on competition"),
        uncertain:
            "发改法规规〔2022〕1117号 (十三), valid 2022-09-01 to 2027-08-31; cited by the evaluation rules' article 27."
    ) { matter in
        guard case .proposeReport(let report) = matter.act.command, let lot = matter.lot else { return nil }
        let valid = lot.validBids.count
        guard valid < count, valid > 0, report.competitionFinding == nil else { return nil }
        return .init(
            Words(
                zh: "有效投标只有\(valid)个，报告应当附书面的竞争性论证。",
                en:
                    "Only \(valid) valid bids are left; the report needs a written finding on competition."
            ),
            found: "\(valid)", demanded: "\(count)")
    }
}

/// What is signed is the report that stands.
func signsTheReport(_ citation: Citation) -> Clause {
    Clause(
        "report.same", citation,
        Words(zh: "签署的是现行的评标报告", en: "the report that is signed is the one that stands")
    ) {
        matter in
        guard case .signReport(let digest, _) = matter.act.command, let lot = matter.lot,
            lot.report?.text != digest
        else { return nil }
        return .init(
            Words(zh: "没有这份评标报告，或者它已被替换。", en: "There is no such report, or another has taken its place."),
            found: digest.hex, demanded: lot.report?.text.hex)
    }
}

/// 评标报告应当由评标委员会全体成员签字; who neither signs nor writes a dissent is taken to agree, which
/// carries a report only when most have signed.
func reportIsSigned(_ citation: Citation) -> Clause {
    Clause(
        "report.signed", citation,
        Words(zh: "评标报告由成员签字，拒不签字又不书面说明的视为同意", en: "the report is signed; silence counts as agreement")
    ) { matter in
        guard let lot = matter.lot else { return nil }
        guard lot.report != nil else {
            return .init(Words(zh: "还没有评标报告。", en: "There is no report yet."))
        }
        guard lot.signatures.count * 2 <= lot.committee.count else { return nil }
        return .init(
            Words(
                zh: "评标委员会\(lot.committee.count)人中只有\(lot.signatures.count)人签署。",
                en: "Only \(lot.signatures.count) of \(lot.committee.count) members have signed the report."),
            found: "\(lot.signatures.count)", demanded: "> \(lot.committee.count / 2)")
    }
}

/// 所有投标被否决的，应当重新招标.
func reportHasCandidate(_ citation: Citation) -> Clause {
    Clause(
        "report.hasCandidate", citation,
        Words(zh: "所有投标被否决的重新招标", en: "with all bids rejected the lot is tendered anew")
    ) { matter in
        guard let lot = matter.lot, lot.report?.candidates.isEmpty ?? true else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的所有投标被否决，应当重新招标。",
                en: "All bids of lot \"\(lot.id.text)\" are rejected; it must be tendered anew."))
    }
}

/// A committee stands once; its members are then replaced one by one, for a reason.
func noCommitteeYet() -> Clause {
    Clause(
        "committee.once", .biddingRegulation(46), Words(zh: "评标委员会只组建一次", en: "a committee is formed once")
    ) {
        matter in
        guard let lot = matter.lot, !lot.committee.isEmpty else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的评标委员会已经组建，只能依法更换成员。",
                en:
                    "Lot \"\(lot.id.text)\" has a committee; its members may only be replaced for a lawful cause."
            ))
    }
}
