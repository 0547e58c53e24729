extension Lawbook {
    /// Everything that the table of a tender knows, asked for one actor now: command by command in the order
    /// of the table, lot by lot.
    ///
    /// What is judged is what can be known without the particulars of an act: whether the actor plays a role
    /// in the tender that the table names, the lot's phase and what may follow it, suspensions, and those
    /// clauses that look at the state and the clock alone (phase, time, quorum, standing). Timers that are due
    /// by `now` are taken as struck. An act that is `allowed` may still be refused for what it says; one that
    /// is not allowed is refused whatever it says.
    ///
    /// A reason says what is demanded and never what was found, so it tells nothing of bids before they are
    /// opened.
    package func actions(of tender: Tender, for actor: Actor, at now: Instant) -> [Action] {
        guard let procedure = procedure(for: tender.project) else { return [] }
        let state = after(tender, tick(tender, at: now), at: now)
        var kinds: [Command.Kind] = []
        for row in procedure.rows where !row.from.isEmpty {
            if case .command(let kind) = row.trigger, !kinds.contains(kind) { kinds.append(kind) }
        }
        return kinds.flatMap { kind in
            state.lots.map { lot in
                Action(
                    command: kind, lot: lot.id,
                    answer: answer(
                        kind, lot, Asking(tender: state, procedure: procedure, actor: actor, now: now)))
            }
        }
    }

    private struct Asking {
        var tender: Tender
        var procedure: Procedure
        var actor: Actor
        var now: Instant
    }

    private func answer(_ kind: Command.Kind, _ lot: Lot, _ asking: Asking) -> Action.Answer {
        let rows = asking.procedure.rows.filter { $0.trigger == .command(kind) && !$0.from.isEmpty }
        guard let row = row(of: rows, for: lot, asking.procedure) else {
            preconditionFailure("a table has no row for its own command \(kind.rawValue)")
        }
        guard row.roles.contains(where: { asking.tender.isPlayed($0, by: asking.actor, in: lot) }) else {
            return .never(why: notYours(row, kind))
        }
        let day = asking.tender.bindingDay(at: asking.now)
        let matter = matter(kind, lot, asking)
        guard row.from.contains(lot.phase) else {
            return answerOfPhase(rows, kind, matter, lot, asking, on: day)
        }
        if lot.isSuspended, !row.duringSuspension {
            return .notYet(from: nil, why: suspended(lot, under: asking.procedure.regime))
        }
        return answer(of: row.clauses.filter { $0.isInForce(on: day) }, matter, at: asking.now)
    }

    /// The row that serves the lot's phase, or else one that the lot can still come to.
    private func row(of rows: [Row], for lot: Lot, _ procedure: Procedure) -> Row? {
        if let row = rows.first(where: { $0.from.contains(lot.phase) }) { return row }
        let ahead = procedure.phases(after: lot.phase)
        return rows.first { !$0.from.isDisjoint(with: ahead) } ?? rows.first
    }

    private func matter(_ kind: Command.Kind, _ lot: Lot, _ asking: Asking) -> Matter {
        let act = Act(
            tender: asking.tender.id, lots: [lot.id], command: .asked(kind), actor: asking.actor,
            at: asking.now, id: "")
        return Matter(tender: asking.tender, lot: lot, act: act, calendar: calendar)
    }

    private func answerOfPhase(
        _ rows: [Row], _ kind: Command.Kind, _ matter: Matter, _ lot: Lot, _ asking: Asking, on day: CivilDay
    ) -> Action.Answer {
        let ahead = asking.procedure.phases(after: lot.phase)
        guard rows.allSatisfy({ $0.from.isDisjoint(with: ahead) }) else {
            let why = outOfPhase(rows, kind, asking.procedure, asking.tender, lot).withoutFindings
            return .notYet(from: why.earliest, why: why)
        }
        let why: Refusal
        do throws(Refusal) {
            why = try wrongPhase(rows, kind, asking.procedure, matter, on: day)
        } catch {
            why = error
        }
        let bound = rows.flatMap(\.clauses).first { $0.id == why.clause }
        return .never(why: bound.map(Refusal.init(demanding:)) ?? why.withoutFindings)
    }

    /// Of several demands that are not met, one that never will be decides; then one that waits for somebody;
    /// then the one that waits longest.
    private func answer(of clauses: [Clause], _ matter: Matter, at now: Instant) -> Action.Answer {
        var waiting: (from: Instant?, why: Refusal)?
        for clause in clauses {
            let refusal: Refusal?
            do throws(Refusal) { refusal = try clause.refusal(of: matter) } catch { refusal = error }
            guard let refusal else { continue }
            let demand = Refusal(demanding: clause)
            if clause.isForGood { return .never(why: demand) }
            let from = refusal.earliest.flatMap { $0 > now ? $0 : nil }
            guard let longest = waiting else {
                waiting = (from, demand)
                continue
            }
            if let until = longest.from, from.map({ $0 > until }) ?? true { waiting = (from, demand) }
        }
        guard let waiting else { return .allowed }
        var why = waiting.why
        why.earliest = waiting.from
        return .notYet(from: waiting.from, why: why)
    }
}

extension Refusal {
    /// What a clause demands, without what was found.
    init(demanding clause: Clause) { self.init(clause.id, clause.citation, clause.words) }

    /// The phase of a lot is public; counts and prices are not.
    fileprivate var withoutFindings: Refusal {
        var copy = self
        copy.found = nil
        copy.demanded = nil
        return copy
    }
}

extension Procedure {
    /// Every phase that a lot may still come to, by a command or by the clock, in one step or several.
    package func phases(after phase: Phase) -> Set<Phase> {
        var (found, next): (Set<Phase>, [Phase]) = ([], [phase])
        while let origin = next.popLast() {
            for target in rows.filter({ $0.from.contains(origin) }).flatMap(\.targets)
            where found.insert(target).inserted {
                next.append(target)
            }
        }
        return found
    }
}

extension Row {
    /// Where it may lead.
    package var targets: [Phase] {
        (to.map { [$0] } ?? [])
            + branches.compactMap { branch in
                switch branch.way {
                case .stays: nil
                case .fails: .failed
                case .moves(let phase): phase
                }
            }
    }
}
