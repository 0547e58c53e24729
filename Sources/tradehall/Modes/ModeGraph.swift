internal import Platform
internal import Procurement

/// The phases of a table and the rows that lead between them, for Graphviz.
enum ModeGraph {
    static func dot(_ procedure: Procedure, _ language: Language) -> String {
        var lines = [
            "digraph \(procedure.mode.rawValue)_\(procedure.regime.rawValue) {",
            "  rankdir=TB; node [shape=box, style=rounded];",
        ]
        lines.append("  start [shape=point];")
        for phase in Phase.allCases where phases(of: procedure).contains(phase) {
            let shape = phase.isFinal ? ", peripheries=2" : ""
            lines.append("  \(phase.rawValue) [label=\"\(phase.words[language])\"\(shape)];")
        }
        for row in procedure.rows {
            let label = name(row, language)
            let origins =
                row.from.isEmpty ? ["start"] : Phase.allCases.filter(row.from.contains).map(\.rawValue)
            for origin in origins {
                if let to = row.to, to.rawValue != origin {
                    lines.append("  \(origin) -> \(to.rawValue) [label=\"\(label)\"];")
                }
                for branch in row.branches {
                    guard let (target, why) = target(branch, language) else { continue }
                    lines.append("  \(origin) -> \(target) [label=\"\(label)\\n\(why)\", style=dashed];")
                }
            }
        }
        return (lines + ["}"]).joined(separator: "\n")
    }

    static func phases(of procedure: Procedure) -> Set<Phase> {
        var found: Set<Phase> = []
        for row in procedure.rows {
            found.formUnion(row.from)
            if let to = row.to { found.insert(to) }
            for branch in row.branches {
                switch branch.way {
                case .stays: break
                case .fails: found.insert(.failed)
                case .moves(let phase): found.insert(phase)
                }
            }
        }
        return found
    }

    static func name(_ row: Row, _ language: Language) -> String {
        switch row.trigger {
        case .command(let kind): kind.words[language]
        case .timer(let timer): timer.words[language]
        }
    }

    /// Where a branch leads, and why; nil when it leads nowhere.
    static func target(_ branch: Branch, _ language: Language) -> (phase: String, why: String)? {
        switch branch.way {
        case .stays: nil
        case .fails(let failure): (Phase.failed.rawValue, failure.words[language])
        case .moves(let phase):
            (
                phase.rawValue,
                Words(
                    zh: "不满足：\(branch.unless.words.zh)", en: "not met: \(branch.unless.words.en)")[language]
            )
        }
    }
}
