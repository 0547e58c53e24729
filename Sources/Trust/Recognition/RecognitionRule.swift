/// One sentence of mutual recognition: what `to` accepts of `from`.
package struct RecognitionRule: Sendable, Hashable {
    package enum Effect: String, Sendable, Hashable, CaseIterable {
        /// Grants, when all that it demands is there.
        case allow
        /// Refuses what it covers, whatever allows it.
        case deny
        /// Refuses like `deny`, in an emergency: it lapses after 30 days unless the nation confirms it.
        case suspend
    }

    package enum Reciprocity: String, Sendable, Hashable, CaseIterable {
        case none
        /// Holds only while `from` accepts at least the same uses of `to`.
        case required
    }

    package enum Status: String, Sendable, Hashable, CaseIterable {
        case active, suspended
    }

    /// A policy of the one that is recognised, and what it counts as where it is used.
    package struct Mapping: Sendable, Hashable {
        package let from: String
        package let to: String
    }

    package let id: String
    package let effect: Effect
    /// A territory, or `*` for every one.
    package let from: String
    package let to: String
    /// Codes of the providers that it is about; nil for all.
    package let providers: Set<String>?
    /// Ids of the services that it is about; nil for all.
    package let services: Set<String>?
    package let uses: Set<TrustUse>
    package let minAssurance: Int?
    /// The policies that are accepted, in the terms of `to`; nil for any.
    package let policies: Set<String>?
    package let policyMap: [Mapping]
    /// Nil for all.
    package let subjectKinds: Set<SubjectKind>?
    package let tradeKinds: Set<TradeKind>?
    package let reciprocity: Reciprocity
    /// Milliseconds.
    package let recordedAt: Int64
    package let effectiveFrom: Int64
    /// The last instant; nil when open.
    package let effectiveTo: Int64?
    package let status: Status
    /// The agreement or notice that it rests on.
    package let basis: String
    /// Of several rules that allow, the one with the highest decides.
    package let priority: Int

    /// How long an emergency suspension holds by itself, in milliseconds.
    package static let emergency: Int64 = 30 * 86_400_000

    /// Whether it speaks of this pair, wildcards counted.
    func concerns(from asked: String, to place: String) -> Bool {
        (from == "*" || from == asked) && (to == "*" || to == place)
    }

    /// Whether it is in force by its own dates; a suspension needs its confirmations beside that.
    func isInForce(at time: Int64, confirmedAt: Int64?) -> Bool {
        guard status == .active, effectiveFrom <= time, time <= (effectiveTo ?? .max) else { return false }
        switch effect {
        case .allow, .deny: return true
        case .suspend:
            return time - effectiveFrom < Self.emergency || (confirmedAt.map { $0 <= time } ?? false)
        }
    }

    /// Whether it speaks of this service.
    func covers(_ service: TrustService, of provider: TrustProvider) -> Bool {
        (providers?.contains(provider.uscc.text) ?? true) && (services?.contains(service.id) ?? true)
    }

    /// Whether it speaks of a trade; nil means that every trade is asked about, so all must be covered.
    func allows(_ trade: TradeKind?) -> Bool {
        guard let tradeKinds else { return true }
        guard let trade else { return tradeKinds.count == TradeKind.allCases.count }
        return tradeKinds.contains(trade)
    }

    /// Whether a refusal touches a trade; one that touches any trade touches a question about all.
    func touches(_ trade: TradeKind?) -> Bool {
        guard let tradeKinds, let trade else { return true }
        return tradeKinds.contains(trade)
    }

    /// Whether it is about the whole territory: no provider, service, trade or kind of holder singled out.
    var isWhole: Bool { providers == nil && services == nil && tradeKinds == nil && subjectKinds == nil }

    /// Whether a certificate policy is accepted, by its own name or by what it is mapped to.
    func accepts(policy oid: String) -> Bool {
        guard let policies else { return true }
        return policies.contains(oid)
            || policyMap.contains { $0.from == oid && policies.contains($0.to) }
    }
}
