internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON

/// The tables of law as data, with the clauses that are law on a day. Member names are stable;
/// `docs/modes/README.md` describes them.
enum ModeJSON {
    static func table(of procedures: [Procedure], on day: CivilDay) -> JSON {
        [
            "day": .string(day.text), "procedures": .array(procedures.map { json($0, on: day) }),
            "words": [
                "phases": words(Phase.allCases, \.rawValue, \.words),
                "roles": words(Role.allCases, \.rawValue, \.words),
                "regimes": words(Regime.allCases, \.rawValue, \.words),
                "failures": words(Procurement.Failure.allCases, \.rawValue, \.words),
                "laws": words(Law.allCases, \.rawValue, \.title),
            ],
        ]
    }

    static func json(_ procedure: Procedure, on day: CivilDay) -> JSON {
        [
            "mode": .string(procedure.mode.rawValue), "regime": .string(procedure.regime.rawValue),
            "alsoUnder": .array(procedure.alsoUnder.map { .string($0.rawValue) }),
            "title": procedure.title.json,
            "phases": .array(
                Phase.allCases.filter(ModeGraph.phases(of: procedure).contains).map { .string($0.rawValue) }),
            "rules": .array(procedure.rows.map { json($0, on: day) }),
            "duties": .array(procedure.duties.map(json)),
            "digest": .string(OpenSSL.Digest.sha256(Array(procedure.statement(on: day).utf8)).hex),
        ]
    }

    private static func json(_ row: Row, on day: CivilDay) -> JSON {
        let (name, words, isTimer) =
            switch row.trigger {
            case .command(let kind): (kind.rawValue, kind.words, false)
            case .timer(let timer): (timer.rawValue, timer.words, true)
            }
        return [
            "command": .string(name), "timer": .bool(isTimer), "words": words.json,
            "by": .array(Role.allCases.filter(row.roles.contains).map { .string($0.rawValue) }),
            "from": .array(Phase.allCases.filter(row.from.contains).map { .string($0.rawValue) }),
            "to": row.to.map { .string($0.rawValue) } ?? .null,
            "duringSuspension": .bool(row.duringSuspension),
            "clauses": .array(row.clauses.filter { $0.isInForce(on: day) }.map(json)),
            "branches": .array(row.branches.filter { $0.unless.isInForce(on: day) }.map(json)),
        ]
    }

    private static func json(_ branch: Branch) -> JSON {
        let unless = json(branch.unless)
        return switch branch.way {
        case .stays: ["unless": unless, "way": "stays"]
        case .moves(let phase): ["unless": unless, "way": "moves", "to": .string(phase.rawValue)]
        case .fails(let failure):
            [
                "unless": unless, "way": "fails", "to": .string(Phase.failed.rawValue),
                "failure": .string(failure.rawValue),
            ]
        }
    }

    private static func json(_ clause: Clause) -> JSON {
        [
            "id": .string(clause.id), "law": .string(clause.citation.law.rawValue),
            "article": .integer(Int64(clause.citation.article)), "citation": clause.citation.words.json,
            "words": clause.words.json, "from": .string(clause.from.text),
            "until": clause.until.map { .string($0.text) } ?? .null,
            "uncertain": clause.uncertain.map { .string($0) } ?? .null,
        ]
    }

    /// A citation by itself, as refusals carry it.
    static func json(_ citation: Citation) -> JSON {
        [
            "law": .string(citation.law.rawValue), "article": .integer(Int64(citation.article)),
            "words": citation.words.json,
        ]
    }

    private static func json(_ duty: Duty) -> JSON {
        let (unit, count) =
            switch duty.within {
            case .days(let count): ("days", count)
            case .workingDays(let count): ("workingDays", count)
            }
        return [
            "id": .string(duty.id), "command": .string(duty.owes.rawValue), "by": .string(duty.by.rawValue),
            "within": [
                "count": .integer(Int64(count)), "unit": .string(unit), "words": duty.within.words.json,
            ],
            "start": .string(duty.start.text),
            "law": .string(duty.citation.law.rawValue), "article": .integer(Int64(duty.citation.article)),
            "citation": duty.citation.words.json, "uncertain": duty.uncertain.map { .string($0) } ?? .null,
        ]
    }

    private static func words<Value>(
        _ values: [Value], _ name: (Value) -> String, _ words: (Value) -> Words
    ) -> JSON {
        .object(Dictionary(uniqueKeysWithValues: values.map { (name($0), words($0).json) }))
    }
}

extension Procedure {
    /// Its name for people: the mode, and the bodies of law under which it serves.
    var title: Words {
        let regimes = [regime] + alsoUnder
        return Words(
            zh: "\(mode.words.zh)（\(regimes.map(\.words.zh).joined(separator: "、"))）",
            en: "\(mode.words.en) (\(regimes.map(\.words.en).joined(separator: ", ")))")
    }

    /// Its name for commands and files: `openTender/biddingLaw`.
    var name: String { "\(mode.rawValue)/\(regime.rawValue)" }
}
