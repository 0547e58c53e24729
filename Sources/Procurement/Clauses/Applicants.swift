// Clauses on those who apply to bid or to buy, and on letting them in.

/// 平台运营机构、出让人 do not bid at their own sale, nor through another's account.
func applicantIsIndependent(_ citation: Citation, uncertain: String? = nil) -> Clause {
    Clause(
        "apply.independent", citation,
        Words(zh: "平台运营机构和出让人不得竞买", en: "neither the operator nor the seller bids"), uncertain: uncertain
    ) { matter in
        let actor = matter.act.actor
        guard actor.roles.contains(.centre) || actor.party == matter.tender?.agency else { return nil }
        return .init(
            Words(
                zh: "平台运营机构和出让人、转让方不得参加本项目的竞买。",
                en: "The operator of the platform and the seller may not bid in this sale."))
    }
}

/// Who was let in, or waits for an answer, does not apply twice; who was turned away may mend the application.
func appliesOnce() -> Clause {
    Clause("apply.once", .platform, Words(zh: "同一标段只申请一次", en: "one application a lot")) { matter in
        guard let applicant = matter.lot?.applicants[matter.act.actor.party], applicant.accepted != false
        else { return nil }
        return .init(
            Words(
                zh: "您已申请参加本标段，正在审查或者已获准。",
                en:
                    "You have applied for this lot already; the application waits for its answer or was accepted."
            ))
    }
}

/// 竞买保证金 is paid in full with the application.
func bondIsPaid(_ citation: Citation) -> Clause {
    Clause("apply.bond", citation, Words(zh: "已足额交纳竞买保证金", en: "the bond is paid in full")) { matter in
        guard case .apply(let application) = matter.act.command, let terms = matter.terms,
            application.bond < terms.bidBond
        else { return nil }
        return .init(
            Words(
                zh: "已交保证金\(application.bond.yuan)元，应交\(terms.bidBond.yuan)元。",
                en: "A bond of \(application.bond.yuan) yuan was paid; \(terms.bidBond.yuan) yuan is asked."),
            found: application.bond.yuan, demanded: terms.bidBond.yuan)
    }
}

/// The bond comes from the applicant's own account: one payer for two applicants is a sign of collusion.
func payerIsApplicant(_ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "apply.payer", citation, Words(zh: "保证金由申请人本人账户交纳", en: "the applicant itself pays the bond"),
        uncertain: uncertain
    ) { matter in
        guard case .apply(let application) = matter.act.command, application.bond.amount > 0,
            application.payer != matter.act.actor.party
        else { return nil }
        return .init(
            Words(
                zh: "保证金不是由申请人本人的账户交纳的。",
                en: "The bond was not paid from the applicant's own account."),
            found: application.payer?.text, demanded: matter.act.actor.party.text)
    }
}

/// An answer is given to an application that waits for one.
func applicationWaits() -> Clause {
    Clause("apply.waits", .platform, Words(zh: "待审查的申请", en: "an application that waits for its answer")) {
        matter in
        guard case .judgeApplication(let party, _, _, _) = matter.act.command, let lot = matter.lot else {
            return nil
        }
        guard let applicant = lot.applicants[party] else {
            return .init(
                Words(zh: "“\(party.text)”没有申请参加本标段。", en: "\"\(party.text)\" has not applied for this lot."))
        }
        guard applicant.accepted != nil else { return nil }
        return .init(
            Words(
                zh: "“\(party.text)”的申请已经审查。", en: "The application of \"\(party.text)\" was judged already.")
        )
    }
}

/// Who is let in bids under a number of its own, so that nobody knows who calls a price.
func paddleIsFree(_ citation: Citation) -> Clause {
    Clause(
        "apply.paddle", citation,
        Words(zh: "准予参加的发给不重复的竞买号牌", en: "who is let in gets a paddle number that nobody else has")
    ) { matter in
        guard case .judgeApplication(let party, let accepted, let paddle, _) = matter.act.command,
            let lot = matter.lot
        else { return nil }
        let taken = lot.applicants.contains { $0.key != party && $0.value.paddle == paddle }
        let sound = accepted ? (paddle ?? 0) > 0 && !taken : paddle == nil
        guard !sound else { return nil }
        return .init(
            accepted
                ? Words(
                    zh: "竞买号牌应当是大于零且未发出的号码。",
                    en: "The paddle number must be above zero and not given to another.")
                : Words(zh: "未获准的申请人不发竞买号牌。", en: "Who is turned away gets no paddle number."),
            found: paddle.map { "\($0)" })
    }
}

/// Fewer than the notice asks for: the auction is not held.
func comeEnough(unlessStated count: Int, _ citation: Citation, uncertain: String) -> Clause {
    Clause(
        "quorum.admitted", citation,
        Words(
            zh: "获准参加的竞买人不少于公告规定的人数，公告未规定的不少于\(count)人",
            en: "as many bidders are let in as the notice asks for, \(count) unless it says otherwise"),
        uncertain: uncertain
    ) { matter in
        guard let lot = matter.lot, let stated = lot.bidding?.minimumBidders else { return nil }
        let demanded = stated > 0 ? stated : count
        guard lot.admitted.count < demanded else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”获准参加的竞买人不足\(demanded)人，拍卖不举行。",
                en: "Lot \"\(lot.id.text)\" has fewer than \(demanded) bidders; the auction is not held."),
            found: "\(lot.admitted.count)", demanded: "\(demanded)")
    }
}
