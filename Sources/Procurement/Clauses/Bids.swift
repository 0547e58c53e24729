// Clauses on bids and their opening.

/// 投标人应当在截止时间前完成传输; 投标截止时间后送达的，应当拒收.
func beforeDeadline(_ id: String, _ citation: Citation) -> Clause {
    Clause(id, citation, Words(zh: "在投标截止时间之前", en: "before the deadline")) { matter in
        guard let deadline = matter.tender?.deadline, matter.act.at >= deadline else { return nil }
        let late = matter.act.at.milliseconds - deadline.milliseconds
        return .init(
            Words(
                zh: "投标截止时间是\(deadline.text)，本次操作晚了\(late)毫秒，平台应当拒收。",
                en: "The deadline was \(deadline.text); this came \(late) ms after it and is refused."),
            found: matter.act.at.text, demanded: "< \(deadline.text)")
    }.boundingPhase()
}

/// 未按规定加密的投标文件应当拒收并提示.
func sealed(_ citation: Citation) -> Clause {
    Clause(
        "bid.sealed", citation,
        Words(zh: "投标文件按规定加密", en: "the bid is sealed to the lot's opening certificate")
    ) { matter in
        guard case .submitBid = matter.act.command, let fault = matter.act.facts.envelopeFault else {
            return nil
        }
        return .init(fault.words, found: fault.code)
    }
}

/// 平台运营机构 may not bid on its platform, and nobody bids in a tender of its own.
func bidderIsIndependent(_ citation: Citation) -> Clause {
    Clause(
        "bid.independent", citation,
        Words(zh: "平台运营机构和招标人不得投标", en: "neither the operator nor the agency bids")
    ) { matter in
        let actor = matter.act.actor
        guard actor.roles.contains(.centre) || actor.party == matter.tender?.agency else { return nil }
        return .init(
            Words(
                zh: "平台运营机构和招标人不得在本项目投标。",
                en: "The operator of the platform and the agency of the tender may not bid in it."))
    }.forGood()
}

/// Who holds a lot's opening key could read the others' bids and then its own would be no surprise.
func keyHolderDoesNotBid() -> Clause {
    Clause(
        "bid.notKeyHolder", .platform,
        Words(zh: "开标密钥保管人不得在该标段投标", en: "the custodian of a lot's opening key does not bid in it")
    ) { matter in
        guard matter.terms?.custodian == matter.act.actor.party else { return nil }
        return .init(
            Words(
                zh: "您是本标段的开标密钥保管人，不得投标。",
                en: "You hold the opening key of this lot and may not bid in it."))
    }.forGood()
}

/// Each bidder has one bid that counts: a further one says which it replaces (招标投标法 29).
func oneLiveBid(_ citation: Citation) -> Clause {
    Clause(
        "bid.oneLive", citation,
        Words(zh: "一个投标人一份有效投标，新投标写明所替代的投标", en: "one live bid a bidder; a new one names the one it replaces")
    ) { matter in
        guard case .submitBid(let sealed) = matter.act.command, let lot = matter.lot else { return nil }
        let live = lot.live[matter.act.actor.party]
        guard sealed.replaces != live else { return nil }
        return .init(
            live == nil
                ? Words(
                    zh: "没有可以替代的投标，请去掉“replaces”。",
                    en: "There is no bid of yours to replace; leave out \"replaces\".")
                : Words(
                    zh: "您在本标段已有投标，请在“replaces”中写明它的编号。",
                    en: "You have a bid in this lot already; name it in \"replaces\", or withdraw it first."),
            found: sealed.replaces?.text, demanded: live?.text)
    }
}

/// The name of a bid is free; a random one always is.
func bidNameIsFree() -> Clause {
    Clause("bid.nameFree", .platform, Words(zh: "投标编号未被使用", en: "the bid's id is not in use")) { matter in
        guard matter.lot?.bids[BidID(matter.act.id)] != nil else { return nil }
        return .init(Words(zh: "该编号已被使用，请换一个随机编号。", en: "This id is in use; choose another random one."))
    }
}

/// A bid is withdrawn by who made it.
func ownLiveBid(_ citation: Citation) -> Clause {
    Clause("bid.own", citation, Words(zh: "投标人自己的有效投标", en: "a live bid of the bidder's own")) { matter in
        guard case .withdrawBid(let bid) = matter.act.command, let lot = matter.lot,
            lot.live[matter.act.actor.party] != bid
        else { return nil }
        return .init(
            Words(
                zh: "您在本标段没有编号为“\(bid.text)”的有效投标。", en: "You have no live bid \"\(bid.text)\" in this lot."))
    }
}

/// 投标人少于3个的，不得开标; 招标人应当重新招标.
func bidders(atLeast count: Int, _ citation: Citation, uncertain: String? = nil) -> Clause {
    Clause(
        "quorum.bidders", citation,
        Words(
            zh: "投标人不少于\(count)个，否则不得开标、重新招标",
            en: "at least \(count) bidders, or the bids are not opened and the lot is tendered anew"),
        uncertain: uncertain
    ) { matter in
        guard let lot = matter.lot, lot.live.count < count else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的投标人少于\(count)个，不得开标，应当重新招标。",
                en:
                    "Lot \"\(lot.id.text)\" has fewer than \(count) bidders; its bids may not be opened and it must be tendered anew."
            ),
            found: "\(lot.live.count)", demanded: "\(count)")
    }
}

/// What was withdrawn through no fault of its bidder counts as never handed in; what a bidder revoked by
/// its own fault still counts, and the committee judges competition.
func biddersLeft(atLeast count: Int, _ citation: Citation) -> Clause {
    Clause(
        "quorum.biddersLeft", citation,
        Words(
            zh: "因投标人之外的原因撤回后仍不少于\(count)个投标人",
            en: "at least \(count) bidders are left after withdrawals that were not their fault"),
        uncertain:
            "The law is silent on the count after a failed decryption; our reading, domain §2.2 (c), 2026-11-24."
    ) { matter in
        guard let lot = matter.lot, lot.counted < count else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”因解密失败视为撤回后，投标人少于\(count)个，停止开标并重新招标。",
                en:
                    "After withdrawals lot \"\(lot.id.text)\" has fewer than \(count) bidders; the opening stops and the lot is tendered anew."
            ),
            found: "\(lot.counted)", demanded: "\(count)")
    }
}

extension Lot {
    /// The bidders that count at the opening: all but those withdrawn through no fault of theirs.
    /// At the opening of last prices only those count who were called for one.
    var counted: Int {
        live.count
            + bids.values.count {
                $0.fault == .bidder && (responses.isEmpty || responses[$0.bidder] != nil)
            }
    }
}

/// A key is released once, for a bid that counts.
func bidAwaitsKey(_ citation: Citation) -> Clause {
    Clause("bid.awaitsKey", citation, Words(zh: "待解密的有效投标", en: "a live bid that is not yet opened")) {
        matter in
        guard case .releaseKey(let id, _) = matter.act.command, let lot = matter.lot else { return nil }
        if let bid = lot.bids[id], lot.live[bid.bidder] == id, bid.finding == nil {
            guard matter.act.facts.opening == nil else { return nil }
            return .init(
                Words(
                    zh: "平台尚未用该密钥开启投标“\(id.text)”，请重新提交。",
                    en: "The platform has not tried this key on bid \"\(id.text)\"; release it again."))
        }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”没有待解密的投标“\(id.text)”。",
                en: "Lot \"\(lot.id.text)\" has no live bid \"\(id.text)\" that waits for its key."))
    }
}

/// A ruling is given on what failed to decrypt, or on what nobody decrypted within the window.
func bidAwaitsRuling(_ citation: Citation) -> Clause {
    Clause(
        "bid.awaitsRuling", citation,
        Words(zh: "解密失败或者解密时限已过的投标", en: "a bid that failed to decrypt, or whose window is over")
    ) { matter in
        guard case .ruleOnFault(let id, _, _) = matter.act.command, let lot = matter.lot else { return nil }
        guard let bid = lot.bids[id], lot.live[bid.bidder] == id, bid.awaitsRuling else {
            return .init(
                Words(
                    zh: "投标“\(id.text)”没有待认定的解密失败。",
                    en: "Bid \"\(id.text)\" has no failed decryption to rule on."))
        }
        guard bid.finding == nil, let begun = lot.milestones[.openingBegun],
            let minutes = matter.tender?.notice?.decryptionMinutes
        else { return nil }
        let end = begun.adding(minutes: minutes)
        guard matter.act.at < end else { return nil }
        return .init(
            Words(
                zh: "解密时限到\(end.text)为止，此前不得认定未解密的投标。",
                en:
                    "The decryption window runs until \(end.text); nothing is ruled before on a bid that still may open."
            ),
            earliest: end)
    }
}

/// 开标时全部解密完成后公布 (电子办法 30): nothing is read out while a bid still waits. With too few
/// bidders left the opening stops, and what is still sealed stays so.
func allDecrypted(unlessFewerThan count: Int, _ citation: Citation) -> Clause {
    Clause(
        "opening.allDecrypted", citation,
        Words(zh: "全部投标已解密或者已认定", en: "every bid is decrypted or ruled on")
    ) { matter in
        guard let lot = matter.lot, lot.counted >= count else { return nil }
        let waiting = lot.liveBids.filter(\.awaitsRuling).count
        guard waiting > 0 else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”还有\(waiting)份投标没有解密也没有认定。",
                en: "\(waiting) bids of lot \"\(lot.id.text)\" are neither decrypted nor ruled on."),
            found: "\(waiting)", demanded: "0")
    }
}

/// 对开标有异议的，应当在开标现场提出，招标人应当当场作出答复.
func openingObjectionsAnswered(_ citation: Citation) -> Clause {
    Clause(
        "opening.objectionsAnswered", citation,
        Words(zh: "开标异议当场答复", en: "objections to the opening are answered on the spot")
    ) { matter in
        guard let lot = matter.lot, let tender = matter.tender,
            let open = tender.openCases(.objection).first(where: {
                $0.subject == .opening && $0.lots.contains(lot.id)
            })
        else { return nil }
        return .init(
            Words(
                zh: "对开标的异议“\(open.id.text)”尚未答复，应当当场答复并记录。",
                en: "The objection \"\(open.id.text)\" to the opening is unanswered; answer it on the spot."))
    }
}
