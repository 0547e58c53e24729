internal import Platform
internal import Procurement

/// The phases of a table and the ways between them as a Mermaid flowchart, which forges draw inside Markdown.
/// Ways to the end that are open nearly everywhere (cancelling, terminating) would bury the rest; they are
/// given in words below it.
enum ModeDiagram {
    static func mermaid(_ procedure: Procedure) -> String {
        let phases = ModeGraph.phases(of: procedure)
        var lines = ["```mermaid", "flowchart TD", "  begin(( ))"]
        for phase in Phase.allCases where phases.contains(phase) {
            let label = "\(phase.words.zh)<br/>\(phase.words.en)"
            lines.append("  \(node(phase))\(phase.isFinal ? "([\"\(label)\"])" : "[\"\(label)\"]")")
        }
        for way in ways(of: procedure) where !isEverywhere(way.row) {
            let label = way.labels.map(text).joined(separator: "<br/>")
            lines.append("  \(way.from) \(way.isBranch ? "-.->" : "-->")|\"\(label)\"| \(way.to)")
        }
        return (lines + ["```"]).joined(separator: "\n")
    }

    /// The ways that the diagram leaves out, in words.
    static func everywhere(_ procedure: Procedure) -> [Words] {
        procedure.rows.filter(isEverywhere).map { row in
            let from = Phase.allCases.filter(row.from.contains)
            let targets = row.targets
            return Words(
                zh:
                    "\(ModeGraph.name(row, .zh))：自\(from.map(\.words.zh).joined(separator: "、"))至\(targets.map(\.words.zh).first ?? "")",
                en:
                    "\(ModeGraph.name(row, .en)): from \(from.map(\.words.en).joined(separator: ", ")) to \(targets.map(\.words.en).first ?? "")"
            )
        }
    }

    private struct Way {
        var from: String
        var to: String
        var isBranch: Bool
        var labels: [Words]
        var row: Row
    }

    private static func isEverywhere(_ row: Row) -> Bool {
        row.trigger == .command(.cancel) || row.trigger == .command(.terminate)
    }

    /// One way for each pair of phases, with every act that leads along it.
    private static func ways(of procedure: Procedure) -> [Way] {
        var ways: [Way] = []
        func add(_ from: String, _ to: Phase, _ isBranch: Bool, _ label: Words, _ row: Row) {
            guard from != node(to) else { return }
            if let known = ways.firstIndex(where: {
                $0.from == from && $0.to == node(to) && $0.isBranch == isBranch
            }) {
                if !ways[known].labels.contains(label) { ways[known].labels.append(label) }
            } else {
                ways.append(Way(from: from, to: node(to), isBranch: isBranch, labels: [label], row: row))
            }
        }
        for row in procedure.rows where !isEverywhere(row) {
            let name = Words(zh: ModeGraph.name(row, .zh), en: ModeGraph.name(row, .en))
            let origins = row.from.isEmpty ? ["begin"] : Phase.allCases.filter(row.from.contains).map(node)
            for origin in origins {
                if let to = row.to { add(origin, to, false, name, row) }
                for branch in row.branches {
                    switch branch.way {
                    case .stays: break
                    case .fails(let failure): add(origin, .failed, true, failure.words, row)
                    case .moves(let phase):
                        let words = branch.unless.words
                        add(
                            origin, phase, true, Words(zh: "不满足：\(words.zh)", en: "not met: \(words.en)"), row
                        )
                    }
                }
            }
        }
        return ways
    }

    private static func text(_ words: Words) -> String {
        "\(words.zh) · \(words.en)".replacing("\"", with: "#quot;")
    }

    /// `end` and the like are words of the diagram's language.
    private static func node(_ phase: Phase) -> String { "p_\(phase.rawValue)" }
}
