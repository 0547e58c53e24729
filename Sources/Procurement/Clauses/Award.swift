// Clauses from the publication of candidates to the archive.

/// 中标候选人公示期不得少于3日.
func publicity(atLeast period: Period, _ citation: Citation) -> Clause {
    Clause(
        "period.publicity", citation,
        Words(
            zh: "公示期不少于\(period.words.zh)（依法必须招标的项目）",
            en: "a publicity of at least \(period.words.en) (compulsory tenders)")
    ) { matter throws(Refusal) in
        guard case .publishCandidates(let until, let publications) = matter.act.command else { return nil }
        // It runs from the publication, which may be ordered ahead.
        let today = CivilDay(of: publications.map(\.at).reduce(matter.act.at, max))
        guard matter.tender?.project.compulsory == true else {
            guard until <= matter.act.at else { return nil }
            return .init(
                Words(zh: "公示结束时间已过。", en: "The publicity would end before it begins."),
                earliest: matter.act.at)
        }
        let floor = try matter.calendar.lastDay(of: period, from: today)
        guard CivilDay(of: until) < floor else { return nil }
        return .init(
            Words(
                zh: "公示期不足\(period.words.zh)，最早可以在\(floor.text)结束。",
                en:
                    "The publicity is shorter than \(period.words.en); it may end on \(floor.text) at the earliest."
            ),
            found: "\(CivilDay(of: until).number - today.number)", demanded: period.words.en,
            earliest: floor.start)
    }
}

/// The winner is fixed after the publicity.
func publicityIsOver(_ citation: Citation) -> Clause {
    Clause("award.afterPublicity", citation, Words(zh: "公示期满后定标", en: "the award comes after the publicity"))
    {
        matter in
        guard let end = matter.lot?.publicityEnds, matter.act.at < end else { return nil }
        return .init(
            Words(
                zh: "公示期到\(end.text)为止，期满后方可定标。",
                en: "The publicity runs until \(end.text); the award comes after it."),
            earliest: end)
    }
}

/// 国有资金占控股或者主导地位的依法必须招标的项目，应当确定排名第一的中标候选人为中标人; the next only when the one
/// before has fallen out.
/// Procurement law demands the order of rank of every tender.
func winnerByRank(_ citation: Citation, always: Bool = false) -> Clause {
    Clause(
        "award.rank", citation,
        always
            ? Words(zh: "按候选人排序确定", en: "the first-ranked candidate that stands wins")
            : Words(zh: "国有资金主导的，排名第一的候选人中标", en: "with state funds the first-ranked candidate wins")
    ) { matter in
        guard case .award(let bid, _, _) = matter.act.command, let lot = matter.lot,
            let project = matter.tender?.project
        else { return nil }
        let left = (lot.report?.candidates ?? []).filter { !lot.struck.contains($0) }
        guard let first = left.first, left.contains(bid) else {
            return .init(
                Words(zh: "“\(bid.text)”不是有效的中标候选人。", en: "\"\(bid.text)\" is not a candidate that stands."),
                found: bid.text, demanded: left.map(\.text).joined(separator: ","))
        }
        guard always || (project.compulsory && project.stateFunded), bid != first else { return nil }
        return .init(
            always
                ? Words(
                    zh: "应当由排名在先的“\(first.text)”中标、成交。",
                    en: "The winner must be the candidate ranked first, \"\(first.text)\".")
                : Words(
                    zh: "国有资金占控股或者主导地位，应当由排名在先的“\(first.text)”中标。",
                    en:
                        "State funds dominate, so the winner must be the candidate ranked first, \"\(first.text)\"."
                ),
            found: bid.text, demanded: first.text)
    }
}

/// One award at a time: another winner is named when the first has fallen out.
func noWinnerStands(_ citation: Citation) -> Clause {
    Clause("award.noneStands", citation, Words(zh: "没有有效的中标人", en: "no winner stands")) { matter in
        guard let winner = matter.lot?.winner else { return nil }
        return .init(
            Words(
                zh: "已由“\(winner.text)”中标，其资格被依法取消后方可另行定标。",
                en: "\"\(winner.text)\" has the award; another may be named only after it has fallen out."))
    }
}

/// Who falls out is a candidate.
func strikesCandidate(_ citation: Citation) -> Clause {
    Clause("strike.candidate", citation, Words(zh: "尚有资格的中标候选人", en: "a candidate that stands")) { matter in
        guard case .strikeCandidate(let bid, _, _) = matter.act.command, let lot = matter.lot else {
            return nil
        }
        if lot.report?.candidates.contains(bid) == true, !lot.struck.contains(bid) { return nil }
        return .init(
            Words(zh: "“\(bid.text)”不是有效的中标候选人。", en: "\"\(bid.text)\" is not a candidate that stands."))
    }
}

/// With nobody left to award the lot is tendered anew.
func candidateIsLeft(_ citation: Citation) -> Clause {
    Clause(
        "strike.candidateLeft", citation,
        Words(zh: "没有候选人可以定标的重新招标", en: "with no candidate left the lot is tendered anew")
    ) { matter in
        guard let lot = matter.lot,
            (lot.report?.candidates ?? []).allSatisfy({ lot.struck.contains($0) })
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”没有可以定标的候选人，应当重新招标。",
                en: "Lot \"\(lot.id.text)\" has no candidate left; it must be tendered anew."))
    }
}

/// 按照招标文件和中标人的投标文件订立书面合同，不得再行订立背离合同实质性内容的其他协议.
func contractKeepsTheBid(_ citation: Citation) -> Clause {
    Clause(
        "contract.keepsTheBid", citation,
        Words(zh: "合同价与中标价一致，双方签署同一文本", en: "the price of the bid, and one text for both sides")
    ) { matter in
        guard case .signContract(let contract) = matter.act.command, let lot = matter.lot,
            let winner = lot.winner, let price = lot.price(of: winner)
        else { return nil }
        guard
            matter.act.actor.party == matter.tender?.agency
                || matter.act.actor.party == lot.bidder(of: winner)
        else {
            return .init(
                Words(zh: "合同由招标人和中标人签订。", en: "The contract is between the agency and the winner."))
        }
        guard contract.price == price else {
            return .init(
                Words(
                    zh: "合同价\(contract.price.yuan)元与中标价\(price.yuan)元不一致。",
                    en:
                        "The contract's price of \(contract.price.yuan) yuan is not the bid's price of \(price.yuan) yuan."
                ),
                found: contract.price.yuan, demanded: price.yuan)
        }
        guard let other = lot.contract.first(where: { $0.key != matter.act.actor.party })?.value,
            other.text != contract.text
        else { return nil }
        return .init(
            Words(zh: "与对方签署的合同文本不一致。", en: "The text is not the one that the other side has signed."),
            found: contract.text.hex, demanded: other.text.hex)
    }
}

/// The contract stands when both sides have signed.
func bothHaveSigned(_ citation: Citation) -> Clause {
    Clause("contract.both", citation, Words(zh: "双方均已签署", en: "both sides have signed")) { matter in
        guard let lot = matter.lot, lot.contract.count < 2 else { return nil }
        return .init(Words(zh: "等待另一方签署。", en: "The other side has not signed yet."))
    }
}

/// What must have been done before the file is closed.
func done(_ kind: Command.Kind, _ milestone: Milestone, _ citation: Citation) -> Clause {
    Clause(
        "archive.\(milestone.rawValue)", citation,
        Words(zh: "已经\(kind.words.zh)", en: "to \(kind.words.en) comes before the archive")
    ) { matter in
        guard let lot = matter.lot, lot.milestones[milestone] == nil else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”归档前应当先“\(kind.words.zh)”。",
                en: "Before lot \"\(lot.id.text)\" is archived, somebody must \(kind.words.en)."))
    }
}

/// A contract needs a winner: after a strike there is none until the next award.
func winnerStands(_ citation: Citation) -> Clause {
    Clause("contract.winner", citation, Words(zh: "有中标人", en: "a winner stands")) { matter in
        guard let lot = matter.lot, lot.winner == nil else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的中标人已失去资格，应当先重新定标。",
                en:
                    "The winner of lot \"\(lot.id.text)\" has fallen out; award it to the next candidate first."
            ))
    }
}

/// 异议 and their answers belong into the file; none is left open in it.
func casesAreSettled(_ citation: Citation) -> Clause {
    Clause(
        "archive.casesSettled", citation, Words(zh: "异议、投诉均已处理", en: "objections and complaints are settled")
    ) {
        matter in
        guard let lot = matter.lot, let tender = matter.tender else { return nil }
        let open = (tender.openCases(.objection) + tender.openCases(.complaint)).filter {
            $0.lots.contains(lot.id)
        }
        guard let first = open.first else { return nil }
        return .init(
            Words(zh: "“\(first.id.text)”尚未处理完毕。", en: "\"\(first.id.text)\" is not settled yet."),
            found: "\(open.count)")
    }
}

/// Bonds go back once.
func bondsNotReturnedYet(_ citation: Citation) -> Clause {
    Clause("bonds.once", citation, Words(zh: "投标保证金只退还一次", en: "the bid bonds are returned once")) { matter in
        guard let lot = matter.lot, lot.milestones[.bondsReturned] != nil else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的投标保证金已经退还。",
                en: "The bid bonds of lot \"\(lot.id.text)\" have been returned already."))
    }.forGood()
}

/// 逾期未确定的，视为确定排名第一的候选人: what is announced then is that winner, or who follows when it fell out.
func winnerAsPresumed(_ citation: Citation) -> Clause {
    Clause(
        "award.presumed", citation,
        Words(zh: "逾期未确定的，排名第一的候选人为中标、成交人", en: "after silence the first in rank has won")
    ) { matter in
        guard case .award(let bid, _, _) = matter.act.command, let lot = matter.lot else { return nil }
        let first = (lot.report?.candidates ?? []).first { !lot.struck.contains($0) }
        guard let due = lot.winner ?? first, due != bid else { return nil }
        return .init(
            Words(
                zh: "期限届满未确定，“\(due.text)”视同中标、成交，应当公告该结果。",
                en: "The time is over and \"\(due.text)\" has won by silence; announce that."),
            found: bid.text, demanded: due.text)
    }
}

/// Bonds go back once with the award, where the law wants the losers' back then, and once with the contract.
func bondsNotReturned(since milestone: Milestone, _ citation: Citation) -> Clause {
    Clause(
        "bonds.once", citation, Words(zh: "同一批保证金只退还一次", en: "the same bonds are returned once")
    ) { matter in
        guard let lot = matter.lot, let returned = lot.milestones[.bondsReturned],
            lot.milestones[milestone].map({ $0 <= returned }) ?? true
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”应退的保证金已经退还。",
                en: "The bonds of lot \"\(lot.id.text)\" that are due have been returned already."))
    }
}

/// The file is closed once the bonds went back that the contract set free.
func bondsAreReturned(since milestone: Milestone, _ citation: Citation) -> Clause {
    Clause(
        "archive.bondsReturned", citation,
        Words(zh: "保证金已经退还", en: "the bid bonds are returned before the archive")
    ) { matter in
        guard let lot = matter.lot, let start = lot.milestones[milestone],
            lot.milestones[.bondsReturned].map({ $0 < start }) ?? true
        else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”归档前应当先退还保证金。",
                en: "Before lot \"\(lot.id.text)\" is archived its bonds must be returned."))
    }
}
