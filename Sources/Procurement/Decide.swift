/// What the law is applied with: how days are counted, and how the text of a table is digested.
package struct Lawbook: Sendable {
    package var calendar: Calendar
    /// SHA-256 of a text in UTF-8, lent by whoever may compute.
    package var digest: @Sendable (String) -> Digest
    /// The tables that it knows, one for each pair of mode and regime.
    package var procedures: [Procedure]

    package init(
        calendar: Calendar, procedures: [Procedure] = Procedure.all,
        digest: @escaping @Sendable (String) -> Digest
    ) {
        self.calendar = calendar
        self.procedures = procedures
        self.digest = digest
    }

    /// The table that serves a tender, or nil where this book has none for its mode under its regime.
    func procedure(for project: Project) -> Procedure? {
        procedures.first { $0.serves(project.mode, under: project.regime) }
    }

    /// What follows from an act under the law: the events, or the refusal. Timers that are due come
    /// first, so that a late scheduler can delay nothing and allow nothing.
    ///
    /// - Parameter tender: nil before the project is registered.
    /// - Throws: `Refusal` with the clause that is not met; nothing has changed then.
    package func decide(_ tender: Tender?, _ act: Act) throws(Refusal) -> [Event] {
        guard let tender else { return try begin(act) }
        let due = tick(tender, at: act.at)
        guard !due.isEmpty else { return try judge(tender, act) }
        return try due + judge(after(tender, due, at: act.at), act)
    }

    /// `decide` for whoever asks many questions of one instant: of a tender in which nothing is due at the time of
    /// the act, as `tick` tells.
    package func decide(settled tender: Tender, _ act: Act) throws(Refusal) -> [Event] {
        try judge(tender, act)
    }

    /// The tender once `events` have happened. They come from this law, so they fit.
    func after(_ tender: Tender, _ events: [Event], at: Instant) -> Tender {
        var next = tender
        for event in events {
            do throws(BrokenLog) {
                try next.evolve(event, at: at)
            } catch {
                preconditionFailure("the law decided an event that cannot happen: \(error.reason)")
            }
        }
        return next
    }

    /// The tender once the events of an act have happened.
    /// - Throws: `Refusal` when they cannot: the table lacks a clause, and the act names what is not there.
    private func outcome(of events: [Event], in tender: Tender, at: Instant) throws(Refusal) -> Tender {
        var next = tender
        for event in events {
            do throws(BrokenLog) {
                try next.evolve(event, at: at)
            } catch {
                throw Refusal(
                    "table.incomplete", .platform,
                    Words(
                        zh: "规则表未禁止一项不可能的操作：\(error.reason)",
                        en: "The table lets an act through that cannot happen: \(error.reason)."))
            }
        }
        return next
    }

    private func begin(_ act: Act) throws(Refusal) -> [Event] {
        guard case .registerProject(let project) = act.command else {
            throw Refusal(
                "tender.unknown", .platform,
                Words(
                    zh: "没有编号为“\(act.tender.text)”的项目，请先办理入场登记。",
                    en: "There is no tender \"\(act.tender.text)\"; register the project first."))
        }
        guard let procedure = procedure(for: project) else {
            throw Refusal(
                "mode.unserved", .platform,
                Words(
                    zh: "\(project.regime.words.zh)不适用\(project.mode.words.zh)，或平台尚未开通。",
                    en:
                        "The platform has no \(project.mode.words.en) under the regime \"\(project.regime.words.en)\"."
                ))
        }
        let row = try procedure.rows(for: act.command.kind)[0]
        guard row.roles.contains(where: { act.actor.roles.contains($0) }) else {
            throw notYours(row, act.command.kind)
        }
        let matter = Matter(tender: nil, lot: nil, act: act, calendar: calendar)
        try demand(row.clauses, of: matter, on: CivilDay(of: act.at))
        let table = digest(procedure.statement(on: CivilDay(of: act.at)))
        return [.projectRegistered(project, agency: act.actor.party, table: table)]
    }

    private func judge(_ tender: Tender, _ act: Act) throws(Refusal) -> [Event] {
        guard let procedure = procedure(for: tender.project) else {
            preconditionFailure("tender \(tender.id.text) was registered under a table that does not exist")
        }
        let rows = try procedure.rows(for: act.command.kind)
        guard rows.contains(where: { !$0.from.isEmpty }) else {
            throw Refusal(
                "tender.exists", .platform,
                Words(
                    zh: "编号“\(tender.id.text)”已经登记，请换一个编号。",
                    en: "A tender \"\(tender.id.text)\" is registered already; choose another id."))
        }
        let lots = try targets(of: act, in: tender)
        let day = tender.bindingDay(at: act.at)
        var taken: [(row: Row, lot: LotID)] = []
        for lot in lots {
            let row = rows.first { $0.from.contains(lot.phase) } ?? rows[0]
            taken.append((row, lot.id))
            guard row.roles.contains(where: { tender.isPlayed($0, by: act.actor, in: lot) }) else {
                throw notYours(row, act.command.kind)
            }
            let matter = Matter(tender: tender, lot: lot, act: act, calendar: calendar)
            guard row.from.contains(lot.phase) else {
                throw try wrongPhase(rows, act.command.kind, procedure, matter, on: day)
            }
            if lot.isSuspended, !row.duringSuspension { throw suspended(lot, under: procedure.regime) }
            try demand(row.clauses, of: matter, on: day)
        }
        var events = try effects(of: act, in: tender, lots: lots, procedure: procedure)
        if taken.contains(where: { $0.row.to != nil || !$0.row.branches.isEmpty }) {
            let next = try outcome(of: events, in: tender, at: act.at)
            for (row, lot) in taken {
                events += try moves(of: row, lot: lot, in: next, act: act, at: act.at, on: day)
            }
        }
        return events
    }

    /// Where a row leads a lot once its act took effect.
    func moves(
        of row: Row, lot id: LotID, in next: Tender, act: Act, at: Instant, on day: CivilDay
    ) throws(Refusal) -> [Event] {
        guard let lot = next.lot(id) else { return [] }
        let matter = Matter(tender: next, lot: lot, act: act, calendar: calendar)
        for branch in row.branches where branch.unless.isInForce(on: day) {
            guard let refusal = try branch.unless.refusal(of: matter) else { continue }
            switch branch.way {
            case .stays: return []
            case .fails(let failure): return [.lotFailed(id, failure, clause: refusal.clause, at: at)]
            case .moves(let phase): return [.lotMoved(id, phase, at: at)]
            }
        }
        guard let phase = row.to, phase != lot.phase else { return [] }
        return [.lotMoved(id, phase, at: at)]
    }

    private func demand(_ clauses: [Clause], of matter: Matter, on day: CivilDay) throws(Refusal) {
        for clause in clauses where clause.isInForce(on: day) {
            if let refusal = try clause.refusal(of: matter) { throw refusal }
        }
    }
}

extension Procedure {
    /// The rows that a command triggers, at least one: no two of them in the same phase.
    func rows(for kind: Command.Kind) throws(Refusal) -> [Row] {
        let found = rows.indices.filter { rows[$0].trigger == .command(kind) }.map { rows[$0] }
        guard !found.isEmpty else {
            throw Refusal(
                "mode.noSuchAct", .platform,
                Words(
                    zh: "\(mode.words.zh)没有“\(kind.words.zh)”这一环节。",
                    en: "There is no act \"\(kind.words.en)\" in the mode \(mode.words.en)."))
        }
        return found
    }
}
