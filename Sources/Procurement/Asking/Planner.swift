/// Plays one lot along the shortest lawful way and writes down what it waited for.
struct Planner {
    let law: Lawbook
    let procedure: Procedure
    let start: Timetable.Start
    var regime: Regime
    var tender: Tender?
    var now: Instant
    var steps: [Timetable.Step] = []
    /// What keeps each date that was set from being earlier.
    private var reasons: [Instant: Timetable.Floor] = [:]
    /// What the play has waited for since its last step.
    private var wait: Timetable.Floor?
    private var count = 0

    static let lot = LotID("1")
    static let id = TenderID("timetable")
    /// What the law leaves open is as short as a minute.
    static let moment = 60

    init(law: Lawbook, procedure: Procedure, start: Timetable.Start, from day: CivilDay) {
        self.law = law
        self.procedure = procedure
        self.start = start
        regime = procedure.regime
        now = day.start.adding(minutes: 9 * 60)
    }

    /// An act as far as its dates; they are filled in by trial.
    struct Move {
        var kind: Command.Kind
        var by: Actor
        var facts = Facts()
        /// The dates that the act sets, each not before the one before it: to begin with the shortest.
        var dates: [Instant] = []
        /// From what the dates are counted; the command with its dates.
        var command: @Sendable ([Instant]) -> Command
    }

    var lot: Lot? { tender?.lot(Self.lot) }

    mutating func run() throws(Refusal) {
        guard procedure.starts.contains(start) else {
            throw Refusal(
                "timetable.noStart", .platform,
                Words(
                    zh: "\(procedure.mode.words.zh)（\(procedure.regime.words.zh)）没有“\(start.words.zh)”这一做法。",
                    en:
                        "In the mode \(procedure.mode.words.en) (\(procedure.regime.words.en)) nothing begins \(start.words.en)."
                ))
        }
        try take(registrations)
        steps = []
        // Each turn is an act or a stroke of the clock; a table that leads nowhere ends the play.
        for _ in 0..<400 {
            guard let lot, lot.phase != .contracted else { return }
            let moves = moves(in: lot)
            if moves.isEmpty { try strike(lot) } else { try take(moves) }
        }
        throw stuck
    }

    private var stuck: Refusal {
        Refusal(
            "timetable.stuck", .platform,
            Words(
                zh: "推演停在“\(lot?.phase.words.zh ?? "")”，找不到通向合同的下一步。",
                en: "The play stops while the lot is \(lot?.phase.words.en ?? "unknown"); no act leads on."))
    }

    /// The first of several ways that the law allows now; else waits for the first that it will allow.
    private mutating func take(_ moves: [Move]) throws(Refusal) {
        var first: Refusal?
        var later: Timetable.Floor?
        for move in moves {
            var trial = self
            do throws(Refusal) {
                guard let floor = try trial.take(move) else {
                    self = trial
                    return
                }
                if later.map({ floor.earliest < $0.earliest }) ?? true { later = floor }
            } catch {
                // No other way leads around a year whose holidays nobody knows.
                if error.clause == "calendar.yearMissing" { throw error }
                first = first ?? error
            }
        }
        guard let later else { throw first ?? stuck }
        now = later.earliest
        wait = reasons[later.earliest] ?? later
        if let tender { apply(law.tick(tender, at: now)) }
    }

    /// Takes an act with dates as early as the law allows.
    /// - Returns: what it has to wait for; nil when it was taken.
    private mutating func take(_ move: Move) throws(Refusal) -> Timetable.Floor? {
        count += 1
        var (dates, floors): ([Instant], [Int: Timetable.Floor]) = (move.dates, [:])
        for _ in 0..<40 {
            guard let refusal = refusal(of: move, dates, at: now) else {
                try happen(move, dates, floors)
                return nil
            }
            guard let earliest = refusal.earliest.map(officeHour) else { throw refusal }
            if let place = mended(move, dates, refusal, to: earliest) {
                dates = place.dates
                floors[place.index] = floor(refusal, earliest)
            } else if earliest > now {
                var floor = floor(refusal, earliest)
                let before = Instant(milliseconds: (refusal.earliest ?? earliest).milliseconds - 1)
                floor.refusedEarlier = self.refusal(of: move, dates, at: before)?.clause
                return floor
            } else {
                throw refusal
            }
        }
        throw stuck
    }

    /// A date is a whole day to the law; work begins at nine.
    private func officeHour(_ instant: Instant) -> Instant {
        instant.timeOfDay == 0 ? instant.adding(minutes: 9 * 60) : instant
    }

    private func act(_ move: Move, _ dates: [Instant], at instant: Instant) -> Act {
        Act(
            tender: Self.id, lots: tender == nil ? [] : [Self.lot], command: move.command(dates),
            actor: move.by, at: instant, id: "a\(count)", facts: move.facts)
    }

    private func refusal(of move: Move, _ dates: [Instant], at instant: Instant) -> Refusal? {
        do throws(Refusal) {
            _ = try law.decide(tender, act(move, dates, at: instant))
            return nil
        } catch {
            return error
        }
    }

    /// The date that has to be later for a refusal to go away: the last that is enough, since each carries
    /// those after it along.
    private func mended(
        _ move: Move, _ dates: [Instant], _ refusal: Refusal, to earliest: Instant
    ) -> (index: Int, dates: [Instant])? {
        for index in dates.indices.reversed() where dates[index] < earliest {
            var trial = dates
            trial[index] = earliest
            for later in trial.indices where later > index {
                let gap = move.dates[later].milliseconds - move.dates[later - 1].milliseconds
                let least = Instant(milliseconds: trial[later - 1].milliseconds + gap)
                if trial[later] < least { trial[later] = least }
            }
            if self.refusal(of: move, trial, at: now)?.clause != refusal.clause { return (index, trial) }
        }
        return nil
    }

    private func floor(_ refusal: Refusal, _ earliest: Instant) -> Timetable.Floor {
        Timetable.Floor(
            clause: refusal.clause, citation: refusal.citation,
            words: procedure.clause(refusal.clause)?.words ?? refusal.words, earliest: earliest)
    }

    private mutating func happen(
        _ move: Move, _ dates: [Instant], _ floors: [Int: Timetable.Floor]
    ) throws(Refusal) {
        var set: [Timetable.Floor] = []
        for (index, floor) in floors.sorted(by: { $0.key < $1.key }) where floor.earliest == dates[index] {
            var floor = floor
            var earlier = dates
            for place in 0...index { earlier[place] = min(dates[place], dayBefore(dates[index])) }
            earlier[index] = dayBefore(dates[index])
            floor.refusedEarlier = refusal(of: move, earlier, at: now)?.clause
            reasons[dates[index]] = reasons[dates[index]] ?? floor
            set.append(floor)
        }
        let before = lot?.phase
        apply(try law.decide(tender, act(move, dates, at: now)))
        guard lot?.phase != before || !set.isEmpty || wait != nil else { return }
        let role = procedure.rows.first {
            $0.trigger == .command(move.kind) && (before.map($0.from.contains) ?? true)
        }?.roles.first { role in
            tender.flatMap { tender in lot.map { tender.isPlayed(role, by: move.by, in: $0) } } ?? false
        }
        note(.command(move.kind), by: role, set)
    }

    private func dayBefore(_ instant: Instant) -> Instant {
        Instant(milliseconds: instant.milliseconds - CivilDay.length)
    }

    /// Lets the clock go on to its next stroke for the lot.
    private mutating func strike(_ lot: Lot) throws(Refusal) {
        guard let tender else { throw stuck }
        for instant in law.timers(of: tender) where instant >= now {
            let events = law.tick(tender, at: instant)
            guard let timer = timer(in: lot, at: instant), events.contains(where: \.movesLot) else {
                continue
            }
            now = instant
            apply(events)
            guard self.lot?.phase != .failed else { throw stuck }
            wait = reasons[instant]
            return note(.timer(timer), by: nil, [])
        }
        throw stuck
    }

    private func timer(in lot: Lot, at instant: Instant) -> Timer? {
        for row in procedure.rows where row.from.contains(lot.phase) {
            if case .timer(let timer) = row.trigger, tender?.instant(of: timer, for: lot) == instant {
                return timer
            }
        }
        return nil
    }

    private mutating func apply(_ events: [Event]) {
        if let tender {
            self.tender = law.after(tender, events, at: now)
            return
        }
        guard let first = events.first, let begun = try? Tender(Self.id, beginning: first, at: now) else {
            preconditionFailure("a registration begins no tender")
        }
        tender = law.after(begun, Array(events.dropFirst()), at: now)
    }

    private mutating func note(
        _ trigger: Row.Trigger, by role: Role?, _ floors: [Timetable.Floor]
    ) {
        let days = steps.last.map { CivilDay(of: now).number - CivilDay(of: $0.at).number } ?? 0
        steps.append(
            Timetable.Step(
                trigger: trigger, by: role, at: now, phase: lot?.phase ?? .registered, days: days,
                wait: days > 0 ? wait : nil, floors: floors))
        wait = nil
    }
}

extension Event {
    fileprivate var movesLot: Bool {
        if case .lotMoved = self { return true }
        if case .lotFailed = self { return true }
        return false
    }
}
