// The bodies of commands of committee and evaluation that go beyond the score sheet.

/// The pool from which a committee is drawn, frozen before the draw (专家抽取).
package struct Pool: Hashable, Sendable {
    package var experts: [PoolEntry]
    /// How many are drawn, and how many stand by in the same draw.
    package var count: Int
    package var substitutes: Int
    /// SHA-256 of the operator's nonce, revealed at the draw.
    package var nonce: Digest
    /// The seed comes from the first checkpoint of the log at or after this instant.
    package var seedAfter: Instant

    package init(experts: [PoolEntry], count: Int, substitutes: Int, nonce: Digest, seedAfter: Instant) {
        self.experts = experts
        self.count = count
        self.substitutes = substitutes
        self.nonce = nonce
        self.seedAfter = seedAfter
    }
}

/// An expert in a pool, with the unit that employs it.
package struct PoolEntry: Hashable, Sendable {
    package var party: PartyID
    package var unit: PartyID

    package init(party: PartyID, unit: PartyID) {
        self.party = party
        self.unit = unit
    }
}

/// The outcome of a draw: what anyone computes again from the pool, the nonce and the checkpoint.
package struct Draw: Hashable, Sendable {
    package var nonce: String
    /// The size of the checkpoint's tree, and its root.
    package var checkpoint: Int64
    package var root: Digest
    /// Those drawn, in order; the substitutes follow them.
    package var order: [PartyID]

    package init(nonce: String, checkpoint: Int64, root: Digest, order: [PartyID]) {
        self.nonce = nonce
        self.checkpoint = checkpoint
        self.root = root
        self.order = order
    }
}

/// A correction of the price of a bid by the committee.
package struct PriceCorrection: Hashable, Sendable {
    package var ground: Correction.Ground
    package var price: Fen
    /// Nil until the bidder has answered.
    package var confirmed: Bool?
}

/// Why a procurement ends without an award although its task stays (终止, 74号 37; 废标, 政府采购法 36).
package enum TerminationGround: String, CaseIterable, Sendable {
    case modeNoLongerFits, unlawfulActs, overBudget

    package var failure: Failure {
        switch self {
        case .modeNoLongerFits: .groundFell
        case .unlawfulActs: .unlawfulActs
        case .overBudget: .overBudget
        }
    }

    package var words: Words { failure.words }
}

/// The question to a bidder whose price is suspiciously low, and the ruling on its answer.
package struct LowPriceCase: Hashable, Sendable {
    package var question: CaseID
    /// The bidder may explain until then.
    package var until: Instant
    package var proven: Bool?
}

/// What a change of requirements touches (74号 32): nothing else may change in a negotiation.
package enum RequirementKind: String, CaseIterable, Sendable {
    case technical, services, contractTerms

    package var words: Words {
        switch self {
        case .technical: Words(zh: "技术要求", en: "technical requirements")
        case .services: Words(zh: "服务要求", en: "service requirements")
        case .contractTerms: Words(zh: "合同草案条款", en: "terms of the draft contract")
        }
    }
}
