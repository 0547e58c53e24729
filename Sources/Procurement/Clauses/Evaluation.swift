// Clauses on the committee and its work.

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
        let bidders = Set(lot.bids.values.map(\.bidder)).union(lot.applicants.keys)
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
    var membersAfter: [Member]? {
        if case .formCommittee(let members, _) = act.command { return members }
        if case .replaceMember(let old, let member, _) = act.command {
            return lot.map { $0.committee.map { $0.party == old ? member : $0 } }
        }
        return nil
    }
}

/// What the committee rejects or asks about is a bid that still stands.
func bidStands(_ citation: Citation) -> Clause {
    Clause("evaluation.bidStands", citation, Words(zh: "尚未被否决的投标", en: "a bid that is not rejected")) {
        matter in
        guard let lot = matter.lot, let id = matter.act.command.bidJudged else { return nil }
        if lot.liveBids.contains(where: { $0.id == id && $0.rejection == nil && !$0.left }) { return nil }
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
        guard method.isScored else {
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

/// A committee stands once; its members are then replaced one by one, for a reason.
func noCommitteeYet(_ citation: Citation = .biddingRegulation(46)) -> Clause {
    Clause(
        "committee.once", citation, Words(zh: "评标委员会只组建一次", en: "a committee is formed once")
    ) {
        matter in
        guard let lot = matter.lot, !lot.committee.isEmpty else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的评标委员会已经组建，只能依法更换成员。",
                en:
                    "Lot \"\(lot.id.text)\" has a committee; its members may only be replaced for a lawful cause."
            ))
    }.forGood()
}

extension Command {
    /// The bid that a committee's act is about.
    var bidJudged: BidID? {
        if case .rejectBid(let bid, _, _) = self { return bid }
        if case .askBidder(let bid, _) = self { return bid }
        if case .openTalk(let bid) = self { return bid }
        if case .refileResponse(let bid, _) = self { return bid }
        if case .leaveTalks(let bid) = self { return bid }
        if case .agreePrice(let bid, _, _) = self { return bid }
        if case .correctPrice(let bid, _, _, _) = self { return bid }
        if case .questionLowPrice(let bid, _, _) = self { return bid }
        return nil
    }
}
