/// A mode under a regime: a value, a table of law, that a procurement lawyer can read aloud.
package struct Procedure: Sendable {
    package var mode: Mode
    package var regime: Regime
    /// Further regimes under which the same table holds word for word.
    package var alsoUnder: [Regime]
    package var rows: [Row]
    package var duties: [Duty]

    /// An objection stops the lot until it is answered (条例 22, 54); a 质疑 under procurement law does not.
    var objectionsSuspend: Bool { regime == .biddingLaw }

    package init(
        _ mode: Mode, under regime: Regime, alsoUnder: [Regime] = [], @Table<Row> rows: () -> [Row],
        @Table<Duty> duties: () -> [Duty]
    ) {
        self.mode = mode
        self.regime = regime
        self.alsoUnder = alsoUnder
        self.rows = rows()
        self.duties = duties()
    }

    /// The table that serves a mode under a regime, or nil where the law knows no such pair.
    package static func serving(_ mode: Mode, under regime: Regime) -> Procedure? {
        all.first { $0.serves(mode, under: regime) }
    }

    /// Whether this is the table of the mode under the regime.
    package func serves(_ mode: Mode, under regime: Regime) -> Bool {
        self.mode == mode && (self.regime == regime || alsoUnder.contains(regime))
    }

    package static let all: [Procedure] = [
        .openTenderUnderBiddingLaw,
        .openTenderUnderProcurementLaw,
        .openTenderOfLand,
        .openTenderOfStateAssets,
        .invitedTenderUnderBiddingLaw,
        .invitedTenderUnderProcurementLaw,
        .invitedTenderOfLand,
        .competitiveNegotiation,
        .competitiveConsultation,
        .requestForQuotation,
        .singleSource,
        .auctionUnderLand,
        .auctionUnderStateAssets,
        .listingUnderLand,
        .listingUnderStateAssets,
    ]

    /// Phases in which the clock alone may move a lot.
    var timedPhases: Set<Phase> {
        rows.reduce(into: []) { phases, row in
            if case .timer = row.trigger { phases.formUnion(row.from) }
        }
    }
}

/// One row of a table: what may happen, by whom, in which phases, under which clauses, and where it leads.
package struct Row: Sendable {
    package enum Trigger: Hashable, Sendable {
        case command(Command.Kind)
        case timer(Timer)
    }

    package var trigger: Trigger
    package var roles: Set<Role>
    /// Empty only for the row that begins a tender.
    package var from: Set<Phase>
    package var to: Phase?
    /// It goes on while the lot is suspended.
    package var duringSuspension: Bool
    package var clauses: [Clause]
    /// Looked at after the act took effect, in order: the first that is not met decides where the lot goes.
    package var branches: [Branch]
}

/// Where a lot goes when a clause is not met, instead of where the row leads.
package struct Branch: Sendable {
    package enum Way: Hashable, Sendable {
        case stays
        case fails(Failure)
        /// On to another phase.
        case moves(Phase)
    }

    package var unless: Clause
    package var way: Way
}

/// What happens by the clock alone.
package enum Timer: String, CaseIterable, Sendable {
    case bidDeadline
    case prequalificationDeadline
    case lastPriceDeadline
    /// The time for the agency to name the winner is over: silence names the first in rank (87号 68).
    case decisionDue
    case biddingOpens
    /// Free bidding, or the listing, ends.
    case biddingEnds
    case optInEnds
    case roundEnds

    package var words: Words {
        switch self {
        case .prequalificationDeadline: Words(zh: "资格预审申请截止时间到", en: "the time to apply ends")
        case .lastPriceDeadline: Words(zh: "最后报价截止时间到", en: "the time for last prices ends")
        case .decisionDue: Words(zh: "确定成交、中标的期限届满", en: "the time to name the winner ends")
        case .biddingOpens: Words(zh: "竞价、挂牌开始", en: "bidding opens")
        case .biddingEnds: Words(zh: "自由竞价、挂牌结束", en: "free bidding or the listing ends")
        case .optInEnds: Words(zh: "询问时间结束", en: "the time to ask for timed bidding ends")
        case .roundEnds: Words(zh: "限时竞价一轮无人报价", en: "a timed round passes without a bid")
        case .bidDeadline: Words(zh: "投标截止时间到", en: "the bid deadline passes")
        }
    }
}

/// A ceiling of the law: an act that is owed within a period of a milestone. Passing it warns the
/// supervisor; it does not void the late act (domain §9.3).
package struct Duty: Sendable {
    package enum Start: Hashable, Sendable {
        case milestone(Milestone)
        /// Every objection, from its raising.
        case objection(Subject)
        /// Every complaint, from its filing.
        case complaintFiled
        /// Every complaint that was accepted, from then.
        case complaintAccepted
        /// Every complaint that was not turned away, from its filing (政府采购法 56).
        case complaintReceived
        /// The supervisor's order to stand still, from when it was given.
        case order
        /// Every bid that was withdrawn before the deadline (条例 35).
        case withdrawal
        /// The end of a publicity of a single source to which somebody objected (74号 40).
        case sourcePublicityEnd
    }

    package var id: String
    package var owes: Command.Kind
    package var by: Role
    package var within: Period
    package var start: Start
    package var citation: Citation
    /// Set when the source is second-hand or the reading is ours: what is uncertain, and where it is from.
    package var uncertain: String?

    package init(
        id: String, owes: Command.Kind, by: Role, within: Period, start: Start, citation: Citation,
        uncertain: String? = nil
    ) {
        self.id = id
        self.owes = owes
        self.by = by
        self.within = within
        self.start = start
        self.citation = citation
        self.uncertain = uncertain ?? citation.doubt
    }
}

/// Gathers the rows, clauses and branches that are written one below the other.
@resultBuilder package enum Table<Element> {
    package static func buildExpression(_ element: Element) -> [Element] { [element] }
    package static func buildExpression(_ elements: [Element]) -> [Element] { elements }
    package static func buildBlock(_ parts: [Element]...) -> [Element] { parts.flatMap(\.self) }
    package static func buildArray(_ parts: [[Element]]) -> [Element] { parts.flatMap(\.self) }
}

/// What stands inside a row.
package enum RowItem: Sendable {
    case demands(Clause)
    case branch(Branch)
}

extension Table<RowItem> {
    package static func buildExpression(_ clause: Clause) -> [RowItem] { [.demands(clause)] }
    package static func buildExpression(_ branch: Branch) -> [RowItem] { [.branch(branch)] }
}

/// A row that a command triggers.
func On(
    _ kind: Command.Kind, by roles: Role..., from: Set<Phase>, to: Phase? = nil,
    duringSuspension: Bool = false, @Table<RowItem> _ items: () -> [RowItem] = { [] }
) -> Row {
    row(.command(kind), Set(roles), from, to, duringSuspension, items())
}

/// A row that the clock triggers.
func At(_ timer: Timer, from: Set<Phase>, to: Phase, @Table<RowItem> _ items: () -> [RowItem] = { [] })
    -> Row
{
    row(.timer(timer), [], from, to, false, items())
}

/// The lot fails unless the clause is met once the act took effect.
func fails(_ failure: Failure, unless clause: Clause) -> Branch {
    Branch(unless: clause, way: .fails(failure))
}

/// The lot stays where it is unless the clause is met once the act took effect.
func stays(unless clause: Clause) -> Branch { Branch(unless: clause, way: .stays) }

/// The lot goes to another phase than the row's unless the clause is met once the act took effect.
func moves(to phase: Phase, unless clause: Clause) -> Branch { Branch(unless: clause, way: .moves(phase)) }

private func row(
    _ trigger: Row.Trigger, _ roles: Set<Role>, _ from: Set<Phase>, _ to: Phase?, _ duringSuspension: Bool,
    _ items: [RowItem]
) -> Row {
    var row = Row(
        trigger: trigger, roles: roles, from: from, to: to, duringSuspension: duringSuspension, clauses: [],
        branches: [])
    for item in items {
        switch item {
        case .demands(let clause): row.clauses.append(clause)
        case .branch(let branch): row.branches.append(branch)
        }
    }
    return row
}
