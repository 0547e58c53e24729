internal import Platform
internal import Procurement
internal import StrictJSON

/// One line of a play: an act, or an instant that the clock shall reach.
struct RehearsalStep: Sendable {
    var at: Instant
    var tender: TenderID
    /// Nil when only the clock moves.
    var act: Act?
    /// What shall come of it; nil when the line does not say.
    var expectation: RehearsalExpectation?

    init(_ f: inout Fields) throws(JSONError) {
        at = try Self.instant(&f)
        tender = TenderID(try f.string("tender"))
        let name = try f.string("command")
        if let json = f.optionalValue("expect") {
            expectation = try RehearsalExpectation(json, ofTick: name == "tick", in: f)
        }
        guard name != "tick" else { return }
        guard let kind = Command.Kind(rawValue: name) else {
            let nearest = Suggestion.nearest(to: name, among: Command.Kind.allCases.map(\.rawValue))
            throw f.refusal(
                of: "command",
                english: "is no command of the hall\(nearest.map { "; did you mean \($0)?" } ?? "")",
                chinese: "不是本平台的指令\(nearest.map { "，是不是\($0)" } ?? "")")
        }
        let body = f.optionalValue("body") ?? [:]
        let lots = try f.optionalStrings("lots") ?? []
        let actor = try f.object("actor", Self.actor)
        var facts = try f.optionalObject("facts", Self.facts) ?? Facts()
        let command = try Command(kind, body: body)
        if case .openReserve(let price, let salt) = command, facts.reserve == nil {
            facts.reserve = Lawbook.sha256(reserveText(price: price, salt: salt))
        }
        act = Act(
            tender: tender, lots: lots.map { LotID($0) }, command: command, actor: actor, at: at,
            id: try f.string("id"), facts: facts)
    }

    private static func instant(_ f: inout Fields) throws(JSONError) -> Instant {
        guard let instant = Instant(text: try f.string("at")) else {
            throw f.refusal(
                of: "at", english: "must be a time like 2026-11-24T09:30:00+08:00",
                chinese: "应当是形如2026-11-24T09:30:00+08:00的时间")
        }
        return instant
    }

    private static func actor(_ f: inout Fields) throws(JSONError) -> Actor {
        let party = PartyID(try f.string("party"))
        var roles: Set<Role> = []
        for name in try f.strings("roles") {
            guard let role = Role(rawValue: name) else {
                let all = Role.allCases.map(\.rawValue)
                throw f.refusal(
                    of: "roles", english: "must be of \(all.joined(separator: ", "))",
                    chinese: "应当是\(all.joined(separator: "、"))")
            }
            roles.insert(role)
        }
        return Actor(party, roles)
    }

    /// What the clerk would find out from files: a play tells it.
    private static func facts(_ f: inout Fields) throws(JSONError) -> Facts {
        var facts = Facts()
        facts.envelopeFault = try f.optionalObject("envelopeFault") { f throws(JSONError) in
            Facts.EnvelopeFault(code: try f.string("code"), words: try words(&f))
        }
        facts.opening = try f.optionalObject("opening", OpeningFinding.init)
        if let name = try f.optionalString("previousRound") {
            guard let round = Facts.PreviousRound(rawValue: name) else {
                throw f.refusal(
                    of: "previousRound", english: "must be unknown, running or ended",
                    chinese: "应当是unknown、running或者ended")
            }
            facts.previousRound = round
        }
        facts.draw = try f.optionalObject("draw", Draw.init)
        if let hex = try f.optionalString("reserve") {
            guard let digest = Digest(hex: hex) else {
                throw f.refusal(
                    of: "reserve", english: "must be a SHA-256 digest in 64 lower-case hexadecimal digits",
                    chinese: "应当是64位小写十六进制的SHA-256摘要")
            }
            facts.reserve = digest
        }
        return facts
    }

    private static func words(_ f: inout Fields) throws(JSONError) -> Words {
        Words(zh: try f.string("zh"), en: try f.string("en"))
    }
}
