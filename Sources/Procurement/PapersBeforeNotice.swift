// The bodies of commands that find out who takes part.

/// Notice of prequalification (资格预审公告) with its timetable.
package struct Prequalification: Hashable, Sendable {
    package var publications: [Publication]
    package var documents: Digest
    package var documentsFrom: Instant
    package var documentsUntil: Instant
    /// By when applications are handed in.
    package var deadline: Instant

    package init(
        publications: [Publication], documents: Digest, documentsFrom: Instant, documentsUntil: Instant,
        deadline: Instant
    ) {
        self.publications = publications
        self.documents = documents
        self.documentsFrom = documentsFrom
        self.documentsUntil = documentsUntil
        self.deadline = deadline
    }
}

/// What somebody hands in who wants to take part: to be qualified, to bid in an auction, to buy an asset.
package struct Application: Hashable, Sendable {
    package var text: Digest
    /// The bond paid with it, zero where none is asked.
    package var bond: Fen
    /// Whose account the bond came from.
    package var payer: PartyID?

    package init(text: Digest, bond: Fen, payer: PartyID?) {
        self.text = text
        self.bond = bond
        self.payer = payer
    }
}

/// An application and what became of it.
package struct Applicant: Hashable, Sendable {
    package var application: Application
    package var appliedAt: Instant
    /// Nil until it is judged.
    package var accepted: Bool?
    /// The number under which it bids, unknown to others (竞买号牌).
    package var paddle: Int?
}

/// How those who are invited were found (87号 14, 74号 12).
package enum InvitationRoute: String, CaseIterable, Sendable {
    /// 招标人自行选择
    case agencyChoice
    /// 资格预审
    case prequalification
    /// 供应商库随机抽取
    case library
    /// 书面推荐
    case recommendation

    package var words: Words {
        switch self {
        case .agencyChoice: Words(zh: "自行选择", en: "the agency's own choice")
        case .prequalification: Words(zh: "资格预审", en: "prequalification")
        case .library: Words(zh: "从供应商库随机抽取", en: "drawn from the supplier library")
        case .recommendation: Words(zh: "书面推荐", en: "written recommendation")
        }
    }
}

/// Invitations (投标邀请书), sent to all at the same time.
package struct Invitation: Hashable, Sendable {
    package var route: InvitationRoute
    /// Those from whom the invited were taken; empty where the route knows no pool.
    package var pool: [PartyID]
    package var invited: [PartyID]
    /// Of a recommendation: how many of the invited the agency itself named.
    package var byAgency: Int
    /// Staff of the agency who watched the draw.
    package var witnesses: [String]
    /// The record of draw or recommendation.
    package var record: Digest
    package var text: Digest

    package init(
        route: InvitationRoute, pool: [PartyID], invited: [PartyID], byAgency: Int, witnesses: [String],
        record: Digest, text: Digest
    ) {
        self.route = route
        self.pool = pool
        self.invited = invited
        self.byAgency = byAgency
        self.witnesses = witnesses
        self.record = record
        self.text = text
    }
}

/// The publication of a single source before it is used (单一来源公示, 条例 38).
package struct SourcePublicity: Hashable, Sendable {
    package var supplier: PartyID
    package var reasons: Digest
    /// The experts who gave an opinion, by name.
    package var experts: [String]
    package var until: Instant
    package var publications: [Publication]

    package init(
        supplier: PartyID, reasons: Digest, experts: [String], until: Instant, publications: [Publication]
    ) {
        self.supplier = supplier
        self.reasons = reasons
        self.experts = experts
        self.until = until
        self.publications = publications
    }
}
