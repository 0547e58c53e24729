internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON

/// A play of commands against the law: the tenders as they stand, and the clock of the last line.
struct Rehearsal {
    private let law = Lawbook.ofThisHouse
    private var tenders: [TenderID: Tender] = [:]
    private var clock: Instant?

    init() {}

    /// Plays one line.
    /// - Returns: a line for each event that the clock brought, then one for the act: its events, or its refusal.
    /// - Throws: when the line cannot be read, or runs back in time.
    mutating func play(_ line: [UInt8]) throws(Failure) -> [JSON] {
        let step: RehearsalStep
        do throws(JSONError) {
            let json = try JSON.parse(line, limits: CommandEnvelope.limits)
            step = try Fields.read(json, RehearsalStep.init)
        } catch {
            throw Failure(error)
        }
        if let clock, step.at < clock {
            throw Failure(
                "CLOCK_RUNS_FORWARD", zh: "时间\(step.at.text)早于前一行的\(clock.text)。",
                en: "The time \(step.at.text) is before \(clock.text) of the line above.")
        }
        clock = step.at
        var answers: [JSON] = []
        for id in tenders.keys.sorted() {
            guard let tender = tenders[id] else { continue }
            let events = law.tick(tender, at: step.at)
            guard !events.isEmpty else { continue }
            try apply(events, to: id, at: step.at)
            answers.append(Self.answer(step.at, id, nil, ["clock": .array(events.map(\.json))]))
        }
        guard let act = step.act else { return answers }
        let events: [Event]
        do throws(Refusal) {
            events = try law.decide(tenders[step.tender], act)
        } catch {
            answers.append(Self.answer(step.at, step.tender, act.id, ["refusal": Self.json(error)]))
            return answers
        }
        try apply(events, to: step.tender, at: step.at)
        answers.append(Self.answer(step.at, step.tender, act.id, ["events": .array(events.map(\.json))]))
        return answers
    }

    private mutating func apply(_ events: [Event], to id: TenderID, at: Instant) throws(Failure) {
        do throws(BrokenLog) {
            for event in events {
                if var tender = tenders[id] {
                    try tender.evolve(event, at: at)
                    tenders[id] = tender
                } else {
                    tenders[id] = try Tender(id, beginning: event, at: at)
                }
            }
        } catch {
            throw Failure(
                "BROKEN_LOG", zh: "事件无法衔接：\(error.reason)", en: "An event does not follow: \(error.reason).")
        }
    }

    private static func answer(_ at: Instant, _ tender: TenderID, _ id: String?, _ more: [String: JSON])
        -> JSON
    {
        var members = more
        members["at"] = .string(at.text)
        members["tender"] = .string(tender.text)
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
    static let ofThisHouse = Lawbook(calendar: Calendar()) { text in
        guard let digest = Procurement.Digest(hex: OpenSSL.Digest.sha256(Array(text.utf8)).hex) else {
            preconditionFailure("a SHA-256 digest is not 64 hexadecimal digits")
        }
        return digest
    }
}
