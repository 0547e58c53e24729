internal import Platform
internal import Procurement
internal import StrictJSON

/// What a play says shall come of a step, so that the play is a test.
enum RehearsalExpectation: Hashable, Sendable {
    /// The act is allowed, whatever its events are.
    case allowed
    /// The act is refused by this clause; from this instant on it would pass, where one is told.
    case refused(clause: String, earliest: Instant?)
    /// The act, or the clock, brings exactly these events in this order. Each is a name, or a name with its
    /// phase, failure or duty behind a colon: `lotMoved:noticed`.
    case events([String])

    /// - Throws: `JSONError` for anything that is none of the three.
    init(_ json: JSON, ofTick isTick: Bool, in f: Fields) throws(JSONError) {
        if case .string("allowed") = json, !isTick {
            self = .allowed
            return
        }
        guard case .object = json else { throw Self.misread(isTick, f) }
        self = try Fields.read(json, at: "expect") { e throws(JSONError) in
            if let names = try e.optionalStrings("events") { return .events(names) }
            guard !isTick, let clause = try e.optionalString("refused") else { throw Self.misread(isTick, f) }
            guard let text = try e.optionalString("earliest") else {
                return .refused(clause: clause, earliest: nil)
            }
            guard let earliest = Instant(text: text) else {
                throw e.refusal(
                    of: "earliest", english: "must be a time like 2026-11-24T09:30:00+08:00",
                    chinese: "应当是形如2026-11-24T09:30:00+08:00的时间")
            }
            return .refused(clause: clause, earliest: earliest)
        }
    }

    private static func misread(_ isTick: Bool, _ f: Fields) -> JSONError {
        isTick
            ? f.refusal(
                of: "expect", english: "of a tick must be {\"events\": […]}",
                chinese: "（tick行）应当是{\"events\": […]}")
            : f.refusal(
                of: "expect",
                english:
                    "must be \"allowed\", {\"refused\": CLAUSE, \"earliest\"?: TIME} or {\"events\": […]}",
                chinese: "应当是\"allowed\"、{\"refused\": 条款, \"earliest\"?: 时间}或者{\"events\": […]}")
    }

    /// Whether a step came out as expected.
    func isMet(by answer: Rehearsal.Answer) -> Bool {
        switch (self, answer) {
        case (.allowed, .events): true
        case (.refused(let clause, let earliest), .refusal(let refusal)):
            refusal.clause == clause && (earliest.map { refusal.earliest == $0 } ?? true)
        case (.events(let names), .events(let events)):
            names.count == events.count && zip(names, events).allSatisfy { Self.fits($0, $1) }
        case (.allowed, .refusal), (.refused, .events), (.events, .refusal): false
        }
    }

    private static func fits(_ name: String, _ event: Event) -> Bool {
        let parts = name.split(separator: ":", maxSplits: 1)
        guard let first = parts.first, event.name == first else { return false }
        guard parts.count == 2 else { return true }
        if case .dutyOverdue(let duty, _) = event {
            return parts[1] == duty || duty.hasPrefix("\(parts[1])/")
        }
        return event.detail.map { parts[1] == $0 } ?? false
    }

    /// For a person: what should have come.
    var text: String {
        switch self {
        case .allowed: "allowed"
        case .refused(let clause, let earliest):
            "refused by \(clause)" + (earliest.map { ", earliest \($0.text)" } ?? "")
        case .events(let names): names.isEmpty ? "no event" : names.joined(separator: " ")
        }
    }
}

extension Rehearsal.Answer {
    /// For a person: what came.
    var text: String {
        switch self {
        case .events(let events): events.isEmpty ? "no event" : events.map(\.outline).joined(separator: " ")
        case .refusal(let refusal):
            "refused by \(refusal.clause)" + (refusal.earliest.map { ", earliest \($0.text)" } ?? "")
        }
    }
}

extension Event {
    /// What an expectation may say beside the name.
    var detail: String? {
        if case .lotMoved(_, let phase, _) = self { return phase.rawValue }
        if case .lotFailed(_, let failure, _, _) = self { return failure.rawValue }
        if case .dutyOverdue(let duty, _) = self { return duty }
        return nil
    }

    /// Name and detail, as an expectation writes them.
    var outline: String { detail.map { "\(name):\($0)" } ?? name }
}
