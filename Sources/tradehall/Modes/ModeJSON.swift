internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON

/// The tables of law as data. Member names are stable.
enum ModeJSON {
    static func table(of procedures: [Procedure], on day: CivilDay) -> JSON {
        ["day": .string(day.text), "modes": .array(procedures.map { json($0, on: day) })]
    }

    static func json(_ procedure: Procedure, on day: CivilDay) -> JSON {
        [
            "mode": .string(procedure.mode.rawValue), "regime": .string(procedure.regime.rawValue),
            "words": procedure.mode.words.json,
            "rows": .array(procedure.rows.map { json($0, on: day) }),
            "duties": .array(procedure.duties.map(json)),
            "digest": .string(OpenSSL.Digest.sha256(Array(procedure.statement(on: day).utf8)).hex),
        ]
    }

    private static func json(_ row: Row, on day: CivilDay) -> JSON {
        var members: [String: JSON] = [
            "by": .array(Role.allCases.filter(row.roles.contains).map { .string($0.rawValue) }),
            "from": .array(Phase.allCases.filter(row.from.contains).map { .string($0.rawValue) }),
            "duringSuspension": .bool(row.duringSuspension),
            "demands": .array(row.clauses.filter { $0.isInForce(on: day) }.map(json)),
            "branches": .array(
                row.branches.filter { $0.unless.isInForce(on: day) }.map { branch in
                    ["unless": json(branch.unless), "way": .string(branch.way.text)]
                }),
        ]
        if let to = row.to { members["to"] = .string(to.rawValue) }
        switch row.trigger {
        case .command(let kind):
            members["on"] = .string(kind.rawValue)
            members["words"] = kind.words.json
        case .timer(let timer):
            members["at"] = .string(timer.rawValue)
            members["words"] = timer.words.json
        }
        return .object(members)
    }

    static func json(_ clause: Clause) -> JSON {
        var members: [String: JSON] = [
            "id": .string(clause.id), "citation": json(clause.citation), "words": clause.words.json,
            "from": .string(clause.from.text),
        ]
        if let until = clause.until { members["until"] = .string(until.text) }
        if let uncertain = clause.uncertain { members["uncertain"] = .string(uncertain) }
        return .object(members)
    }

    static func json(_ citation: Citation) -> JSON {
        [
            "law": .string(citation.law.rawValue), "article": .integer(Int64(citation.article)),
            "words": citation.words.json,
        ]
    }

    private static func json(_ duty: Duty) -> JSON {
        [
            "id": .string(duty.id), "owes": .string(duty.owes.rawValue), "by": .string(duty.by.rawValue),
            "within": .string(duty.within.words.en), "start": .string(duty.start.text),
            "citation": json(duty.citation),
        ]
    }
}
