internal import Platform
internal import Procurement
internal import StrictJSON

/// A timetable as data. Member names are stable.
enum TimetableJSON {
    static func json(_ timetable: Timetable) -> JSON {
        [
            "mode": .string(timetable.mode.rawValue), "regime": .string(timetable.regime.rawValue),
            "start": .string(timetable.start.rawValue),
            "category": timetable.category.map { .string($0.rawValue) } ?? .null,
            "ground": timetable.ground.map { .string($0.rawValue) } ?? .null,
            "steps": .array(timetable.steps.map(json)),
            "statutoryDays": .integer(Int64(timetable.statutoryDays)),
            "ownDays": .integer(Int64(timetable.ownDays)),
            "totalDays": .integer(Int64(timetable.totalDays)),
        ]
    }

    private static func json(_ step: Timetable.Step) -> JSON {
        let (name, words, isTimer) =
            switch step.trigger {
            case .command(let kind): (kind.rawValue, kind.words, false)
            case .timer(let timer): (timer.rawValue, timer.words, true)
            }
        return [
            "command": .string(name), "timer": .bool(isTimer), "words": words.json,
            "by": step.by.map { .string($0.rawValue) } ?? .null, "at": .string(step.at.text),
            "phase": .string(step.phase.rawValue), "days": .integer(Int64(step.days)),
            "statutory": .bool(step.isStatutory), "wait": step.wait.map(json) ?? .null,
            "floors": .array(step.floors.map(json)),
        ]
    }

    private static func json(_ floor: Timetable.Floor) -> JSON {
        [
            "id": .string(floor.clause), "law": .string(floor.citation.law.rawValue),
            "article": .integer(Int64(floor.citation.article)), "citation": floor.citation.words.json,
            "words": floor.words.json, "earliest": .string(floor.earliest.text),
        ]
    }
}

/// A timetable as one reads it: a line a step, then the two sums.
enum TimetableText {
    static func text(_ timetable: Timetable, _ language: Language) -> String {
        let title = Words(
            zh: "\(timetable.mode.words.zh)（\(timetable.regime.words.zh)）：\(timetable.start.words.zh)",
            en: "\(timetable.mode.words.en) (\(timetable.regime.words.en)): \(timetable.start.words.en)")
        let lines = timetable.steps.map { line($0, language) }
        return ([title[language], ""] + lines + ["", sums(of: timetable)[language]]).joined(separator: "\n")
    }

    static func sums(of timetable: Timetable) -> Words {
        Words(
            zh: "共\(timetable.totalDays)日：法定\(timetable.statutoryDays)日，平台自身\(timetable.ownDays)日。",
            en:
                "\(timetable.totalDays) days in all: \(timetable.statutoryDays) of the law, \(timetable.ownDays) of the platform's own."
        )
    }

    static func name(of step: Timetable.Step) -> Words {
        switch step.trigger {
        case .command(let kind): kind.words
        case .timer(let timer): timer.words
        }
    }

    private static func line(_ step: Timetable.Step, _ language: Language) -> String {
        let time = step.at.text.dropFirst(11).prefix(5)
        var text = "\(CivilDay(of: step.at).text) \(time)  "
        text += step.days > 0 ? "+\(step.days)" : "  "
        text += String(repeating: " ", count: max(1, 4 - (step.days > 0 ? "\(step.days)".count + 1 : 2)))
        text += "\(name(of: step)[language]) → \(step.phase.words[language])"
        if let wait = step.wait { text += " [\(wait.words[language]); \(wait.citation.words[language])]" }
        for floor in step.floors where floor.clause != step.wait?.clause {
            text +=
                "\n                        \(CivilDay(of: floor.earliest).text): \(floor.words[language]) [\(floor.citation.words[language])]"
        }
        return text
    }
}
