internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON

/// A play of commands against the law: the tenders as they stand, and the clock of the last step.
struct Rehearsal: Sendable {
    /// What came of an act, or of the clock.
    enum Answer: Sendable {
        case events([Event])
        case refusal(Refusal)
    }

    /// What a step brought: the events of the clock first, tender by tender, then the answer to the act.
    struct Outcome: Sendable {
        var clock: [(tender: TenderID, events: [Event])] = []
        /// Nil when only the clock moved.
        var answer: Answer?
    }

    private var law: Lawbook
    private(set) var tenders: [TenderID: Tender] = [:]
    private var clock: Instant?

    init(under law: Lawbook = .ofThisHouse) { self.law = law }

    /// The same play, to go on under another law.
    func under(_ law: Lawbook) -> Rehearsal {
        var copy = self
        copy.law = law
        return copy
    }

    /// Plays one step.
    /// - Throws: when it runs back in time, or an event does not follow.
    mutating func play(_ step: RehearsalStep) throws(Failure) -> Outcome {
        if let clock, step.at < clock {
            throw Failure(
                "CLOCK_RUNS_FORWARD", zh: "时间\(step.at.text)早于前一行的\(clock.text)。",
                en: "The time \(step.at.text) is before \(clock.text) of the line above.")
        }
        clock = step.at
        var outcome = Outcome()
        for id in tenders.keys.sorted() {
            guard let tender = tenders[id] else { continue }
            let events = law.tick(tender, at: step.at)
            guard !events.isEmpty else { continue }
            try apply(events, to: id, at: step.at)
            outcome.clock.append((id, events))
        }
        guard let act = step.act else { return outcome }
        do throws(Refusal) {
            let events = try law.decide(tenders[step.tender], act)
            outcome.answer = .events(events)
        } catch {
            outcome.answer = .refusal(error)
        }
        if case .events(let events)? = outcome.answer { try apply(events, to: step.tender, at: step.at) }
        return outcome
    }

    private mutating func apply(_ events: [Event], to id: TenderID, at: Instant) throws(Failure) {
        do throws(BrokenLog) {
            for event in events {
                if tenders[id] != nil {
                    try tenders[id]?.evolve(event, at: at)
                } else {
                    tenders[id] = try Tender(id, beginning: event, at: at)
                }
            }
        } catch {
            throw Failure(
                "BROKEN_LOG", zh: "事件无法衔接：\(error.reason)", en: "An event does not follow: \(error.reason).")
        }
    }
}

extension Rehearsal.Outcome {
    /// What the step's expectation looks at: the answer to its act, or what the clock brought its tender.
    func looked(at step: RehearsalStep) -> Rehearsal.Answer {
        answer ?? .events(clock.first { $0.tender == step.tender }?.events ?? [])
    }

    /// Nil when the step expects nothing, or what came; else both in words.
    func unmet(of step: RehearsalStep) -> (expected: String, came: String)? {
        guard let expected = step.expectation else { return nil }
        let came = looked(at: step)
        return expected.isMet(by: came) ? nil : (expected.text, came.text)
    }

    /// A line for what the clock brought each tender, then one for the act.
    func lines(of step: RehearsalStep) -> [JSON] {
        var lines = clock.map { id, events in
            Self.line(step.at, id, nil, "clock", .array(events.map(\.json)))
        }
        switch answer {
        case nil: break
        case .events(let events)?:
            lines.append(
                Self.line(step.at, step.tender, step.act?.id, "events", .array(events.map(\.json))))
        case .refusal(let refusal)?:
            lines.append(Self.line(step.at, step.tender, step.act?.id, "refusal", Self.json(refusal)))
        }
        return lines
    }

    static func line(_ at: Instant, _ tender: TenderID, _ id: String?, _ name: String, _ value: JSON) -> JSON
    {
        var members = [name: value, "at": .string(at.text), "tender": .string(tender.text)]
        if let id { members["id"] = .string(id) }
        return .object(members)
    }

    private static func json(_ refusal: Refusal) -> JSON {
        var members: [String: JSON] = [
            "clause": .string(refusal.clause), "citation": ModeJSON.json(refusal.citation),
            "words": refusal.words.json,
        ]
        if let found = refusal.found { members["found"] = .string(found) }
        if let demanded = refusal.demanded { members["demanded"] = .string(demanded) }
        if let earliest = refusal.earliest { members["earliest"] = .string(earliest.text) }
        return .object(members)
    }
}

extension Lawbook {
    /// The law with the holiday notices that this program ships, and digests from OpenSSL.
    static let ofThisHouse = Lawbook(calendar: Calendar()) { sha256($0) }

    /// SHA-256 of a text in UTF-8.
    static func sha256(_ text: String) -> Procurement.Digest {
        guard let digest = Procurement.Digest(hex: OpenSSL.Digest.sha256(Array(text.utf8)).hex) else {
            preconditionFailure("a SHA-256 digest is not 64 hexadecimal digits")
        }
        return digest
    }
}
