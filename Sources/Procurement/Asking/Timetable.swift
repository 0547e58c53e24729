/// The shortest lawful way from the first publication of a tender to its contract, found by playing the law:
/// every person acts at once, and every date is the first that the law allows.
package struct Timetable: Hashable, Sendable {
    /// With what a tender first comes before the public.
    package enum Start: String, CaseIterable, Sendable {
        /// The notice or the invitation itself.
        case notice
        /// 资格预审公告
        case prequalification
        /// 国有产权预披露
        case predisclosure
        /// 单一来源公示
        case sourcePublicity

        package var words: Words {
            switch self {
            case .notice: Words(zh: "自公告、邀请起", en: "from the notice or the invitation")
            case .prequalification: Words(zh: "自资格预审公告起", en: "from the notice of prequalification")
            case .predisclosure: Words(zh: "自预披露起", en: "from the disclosure ahead of the sale")
            case .sourcePublicity: Words(zh: "自单一来源公示起", en: "from the publicity of the single source")
            }
        }
    }

    /// A clause that keeps a date from being earlier.
    package struct Floor: Hashable, Sendable {
        package var clause: String
        package var citation: Citation
        package var words: Words
        /// The date or the instant that it leaves as the first.
        package var earliest: Instant
        /// The clause with which the law refuses the same one day earlier, or one millisecond where an act
        /// itself has to wait.
        package var refusedEarlier: String?
    }

    package struct Step: Hashable, Sendable {
        package var trigger: Row.Trigger
        /// Who acts; nil when the clock does.
        package var by: Role?
        package var at: Instant
        /// Where the lot stands after it.
        package var phase: Phase
        /// Calendar days since the step before.
        package var days: Int
        /// What those days wait for; nil when nothing does.
        package var wait: Floor?
        /// The dates that the act sets, each as early as its clause allows.
        package var floors: [Floor]

        /// The days are the law's and not the platform's own.
        package var isStatutory: Bool { wait.map { $0.citation.law != .platform } ?? false }
    }

    package var mode: Mode
    package var regime: Regime
    package var start: Start
    /// What is bought or sold in this play.
    package var category: Category?
    package var ground: Ground?
    package var steps: [Step]

    /// Days that a law demands.
    package var statutoryDays: Int { steps.reduce(0) { $0 + ($1.isStatutory ? $1.days : 0) } }
    /// Days that only the platform's own rules take, or the hours of its work.
    package var ownDays: Int { steps.reduce(0) { $0 + ($1.isStatutory ? 0 : $1.days) } }
    package var totalDays: Int { steps.reduce(0) { $0 + $1.days } }
}

extension Lawbook {
    /// The shortest lawful timetable of a procedure that begins on a day.
    ///
    /// It is a play of one lot in which everybody acts at once: three suppliers, or the one of a single
    /// source; a compulsory tender; the first category and ground that the procedure takes. The day begins at
    /// nine o'clock, and so does every date that the law states as a day.
    /// - Parameter regime: one under which the procedure serves; nil for its own.
    /// - Throws: `Refusal` of the law where no way leads on, among them `calendar.yearMissing` when the
    ///   timetable touches a year without a holiday notice, and `timetable.noStart` when the procedure does not
    ///   know that beginning.
    package func timetable(
        of procedure: Procedure, under regime: Regime? = nil, from day: CivilDay,
        start: Timetable.Start = .notice
    ) throws(Refusal) -> Timetable {
        var planner = Planner(law: self, procedure: procedure, start: start, from: day)
        planner.regime = regime ?? procedure.regime
        try planner.run()
        // Also where no period happened to ask: dates of a year whose holidays nobody knows are worth nothing.
        for step in planner.steps { _ = try calendar.isHoliday(CivilDay(of: step.at)) }
        let particulars = planner.tender?.project.particulars
        return Timetable(
            mode: procedure.mode, regime: planner.regime, start: start, category: particulars?.category,
            ground: particulars?.ground, steps: planner.steps)
    }
}

extension Procedure {
    /// The beginnings that the procedure knows.
    package var starts: [Timetable.Start] {
        func begins(with kind: Command.Kind) -> Bool {
            rows.contains { $0.trigger == .command(kind) && $0.from.contains(.registered) }
        }
        var starts: [Timetable.Start] = [.notice]
        if begins(with: .publishPrequalification) { starts.append(.prequalification) }
        if begins(with: .prediscloseSale) { starts.append(.predisclosure) }
        if begins(with: .publishSource) { starts.append(.sourcePublicity) }
        return starts
    }
}
