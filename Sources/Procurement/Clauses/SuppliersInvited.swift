// Clauses on how suppliers are found without a notice, and on who may then respond (74号 12, 214号 6).

/// So many suppliers are invited, each once.
func invites(atLeast suppliers: Suppliers, _ citation: Citation) -> Clause {
    let words = suppliers.words
    return Clause(
        "invite.enough", citation,
        Words(zh: "邀请的供应商不少于\(words.zh)", en: "at least \(words.en) suppliers are invited"),
        uncertain: suppliers.doubt
    ) { matter in
        guard case .invite(let invitation) = matter.act.command else { return nil }
        let (found, needed) = (Set(invitation.invited).count, suppliers.needed(by: matter))
        guard found < needed || found != invitation.invited.count else { return nil }
        return .init(
            Words(
                zh: "邀请了\(found)家供应商，不得少于\(needed)家，也不得重复。",
                en: "\(found) suppliers are invited; at least \(needed) are, each once."),
            found: "\(found)", demanded: "\(needed)")
    }
}

/// Without a notice suppliers come from the library by lot, or are recommended in writing; some grounds name
/// them by themselves.
func invitedBy(
    _ routes: Set<InvitationRoute>, namedOn grounds: Set<Ground> = [], _ citation: Citation
) -> Clause {
    let named = InvitationRoute.allCases.filter(routes.contains)
    let given = Ground.allCases.filter(grounds.contains)
    return Clause(
        "invite.route", citation,
        Words(
            zh:
                "供应商\(named.map(\.words.zh).joined(separator: "或者"))产生\(given.map { "（\($0.words.zh)的，即为该供应商）" }.joined())",
            en:
                "suppliers are found by: \(named.map(\.words.en).joined(separator: ", or "))\(given.map { " (or are those of the ground: \($0.words.en))" }.joined())"
        )
    ) { matter in
        guard case .invite(let invitation) = matter.act.command else { return nil }
        let free = matter.tender?.project.particulars?.ground.map(grounds.contains) == true
        guard !routes.contains(invitation.route), !(free && invitation.route == .agencyChoice) else {
            return nil
        }
        return .init(
            Words(
                zh: "本方式不能以“\(invitation.route.words.zh)”产生供应商。",
                en: "In this mode suppliers are not found by \"\(invitation.route.words.en)\"."),
            found: invitation.route.rawValue, demanded: named.map(\.rawValue).joined(separator: ","))
    }
}

/// Who is drawn stands in the library's list from which the draw was made.
func drawnFromLibrary(_ citation: Citation) -> Clause {
    Clause(
        "invite.fromLibrary", citation,
        Words(zh: "抽取的供应商均在供应商库名单内", en: "who is drawn stands in the library's list")
    ) { matter in
        guard case .invite(let invitation) = matter.act.command, invitation.route == .library else {
            return nil
        }
        let pool = Set(invitation.pool)
        guard let stranger = invitation.invited.first(where: { !pool.contains($0) }) else { return nil }
        return .init(
            Words(
                zh: "“\(stranger.text)”不在供应商库名单内。", en: "\"\(stranger.text)\" is not in the library's list."),
            found: stranger.text)
    }
}

/// 采购人推荐供应商的比例不得高于推荐供应商总数的50%.
func recommendedByAgency(atMostPercent share: Int, _ citation: Citation) -> Clause {
    Clause(
        "invite.agencyShare", citation,
        Words(
            zh: "采购人推荐的供应商不超过总数的\(share)%",
            en: "the agency recommends at most \(share)% of the suppliers, experts the others")
    ) { matter in
        guard case .invite(let invitation) = matter.act.command, invitation.route == .recommendation else {
            return nil
        }
        let all = invitation.invited.count
        let sound =
            (0...all).contains(invitation.byAgency) && invitation.byAgency * 100 <= all * share
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "\(all)家供应商中采购人推荐了\(invitation.byAgency)家，不得超过\(share)%。",
                en:
                    "The agency recommended \(invitation.byAgency) of \(all) suppliers; \(share)% is the most."
            ),
            found: "\(invitation.byAgency)/\(all)", demanded: "<= \(share)%")
    }
}

/// Invitations go out once, to all at the same time.
func invitesOnce() -> Clause {
    Clause("invite.once", .platform, Words(zh: "只邀请一次，同时发出", en: "invitations go out once, to all together"))
    {
        matter in
        guard let lot = matter.lot, lot.invitation != nil else { return nil }
        return .init(
            Words(
                zh: "标段“\(lot.id.text)”的邀请已经发出。",
                en: "The invitations of lot \"\(lot.id.text)\" are out already."
            ))
    }
}

/// Where suppliers were invited only they take documents and respond; after a notice anybody does.
func responderIsInvited(_ id: String, _ citation: Citation) -> Clause {
    Clause(
        id, citation, Words(zh: "采用邀请的，仅限被邀请的供应商", en: "after invitations only the invited take part")
    ) { matter in
        guard let invitation = matter.lot?.invitation,
            !invitation.invited.contains(matter.act.actor.party)
        else { return nil }
        return .init(
            Words(zh: "您不在被邀请的供应商之列。", en: "You are not among the suppliers that were invited."))
    }
}

/// 公告在指定媒体发布; who was invited gets the documents with the invitation, and nothing is published.
func announcedUnlessInvited(_ citation: Citation) -> Clause {
    let announced = samePublications(atLeast: 1, citation, always: true)
    return Clause(
        "notice.announced", citation,
        Words(
            zh: "不采用邀请的，同一公告文本在指定媒体同时发布",
            en: "without invitations the same notice is published on designated media together")
    ) { matter throws(Refusal) in
        matter.lot?.invitation == nil ? try announced.check(matter) : nil
    }
}

/// A member of the group does not respond, nor does who sits on it later.
func responderIsNoMember(_ citation: Citation) -> Clause {
    Clause("bid.notMember", citation, Words(zh: "评审小组成员不得参加竞争", en: "no member of the group responds")) {
        matter in
        guard let lot = matter.lot, lot.isMember(matter.act.actor.party) else { return nil }
        return .init(
            Words(zh: "您是本标段评审小组成员，不得提交响应文件。", en: "You sit on the group of this lot and may not respond."))
    }
}
