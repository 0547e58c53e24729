internal import Foundation
internal import Platform
internal import Procurement
internal import StrictJSON

extension Verb {
    /// Writes the pages of `docs/modes`, or tells which are stale.
    static let modesDocs = Verb(
        "modes", "docs", group: .law, zh: "生成各交易方式的说明页（docs/modes）", en: "write the pages of docs/modes",
        options: [.outFolder.needed, .check],
        notes: Words(
            zh: "每个规则表一页：阶段图、时间表示例、逐条规则；另有目录README.md。coverage.md由人撰写，不在其内。",
            en:
                "A page for each table: diagram, example timetables, rules clause by clause; and README.md, their index. coverage.md is written by hand and left alone."
        )
    ) { call in
        let folder = try call.needed(.outFolder)
        var stale: [String] = []
        if !call.has(.check) {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw Files.unwritable(folder)
            }
        }
        for (name, text) in ModePages.all {
            let path = "\(folder)/\(name)"
            let bytes = Array(text.utf8)
            guard (try? Files.read(path)) != bytes else { continue }
            stale.append(name)
            if !call.has(.check) { try Files.write(bytes, to: path) }
        }
        let extra = ModePages.unknown(in: folder)
        call.console.answer(
            [
                "pages": .integer(Int64(ModePages.all.count)), "changed": .array(stale.map { .string($0) }),
                "unknown": .array(extra.map { .string($0) }),
            ],
            zh: "\(ModePages.all.count)页，\(stale.count)页有变：\(stale.joined(separator: "、"))",
            en: "\(ModePages.all.count) pages, \(stale.count) changed: \(stale.joined(separator: ", "))")
        return call.has(.check) && !(stale.isEmpty && extra.isEmpty) ? .failed : .done
    }
}

extension Option {
    static let check = Option("check", zh: "不写入，有过时的页即失败", en: "write nothing, and fail when a page is stale")
}

/// The pages of `docs/modes` that are generated.
enum ModePages {
    static let all: [(name: String, text: String)] =
        [("README.md", index)]
        + Procedure.all.map { procedure in
            let page = ModePage(procedure: procedure, law: .ofThisHouse)
            return (page.file, page.text)
        }

    /// Pages of tables that are no more.
    static func unknown(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let known = Set(all.map(\.name) + ["coverage.md"])
        return names.filter { $0.hasSuffix(".md") && !known.contains($0) }.sorted()
    }

    private static var index: String {
        let rows = Procedure.all.map { procedure in
            let page = ModePage(procedure: procedure, law: .ofThisHouse)
            let clauses = procedure.clausesOnce
            return [
                "[\(procedure.title.zh) · \(procedure.title.en)](\(page.file))", "`\(procedure.name)`",
                "\(procedure.rows.count)", "\(clauses.count)", "\(clauses.count { $0.uncertain != nil })",
                "\(procedure.duties.count)",
            ]
        }
        return """
            # 交易方式 · The modes

            <!-- Written by `tradehall modes docs`; change the tables, not this page. -->

            每页是一个规则表：阶段图、按法律推演的最短时间表、每条规则的依据和原文要点。哪一条法律由哪个条文落实，见[coverage.md](coverage.md)。

            Each page is a table of law: its phases, the shortest lawful timetables that it allows, and every rule with \
            its place in the law. Which row of the law is held by which clause: [coverage.md](coverage.md).

            \(Markdown.table(["方式 · Mode", "命令中的名称 · Name", "规则 · Rules", "条文 · Clauses", "存疑 · Uncertain", "义务 · Duties"], rows))

            ## The tables as data

            `tradehall modes [MODE[/REGIME]] --json [--day DATE]` prints one object: `day`, `words` (phases, roles, \
            regimes, failures and laws by name, each `{zh, en}`), and `procedures`. `MODE` and `REGIME` may be Chinese.

            | of | members |
            | --- | --- |
            | procedure | `mode`, `regime`, `alsoUnder` (further regimes that the same table serves), `title` `{zh, en}`, `phases` (names), `rules`, `duties`, `digest` (SHA-256 of the table's statement on that day, as in a tender's log) |
            | rule | `command` (of a rule that the clock triggers: the timer's name, and `timer` is true), `words`, `by` (roles; none for a timer), `from` (phases; none for what begins a tender), `to` (a phase, or null when the lot stays), `duringSuspension`, `clauses`, `branches` |
            | clause | `id`, `law`, `article` (0 for a rule of the platform, or a notice as a whole), `citation` and `words` `{zh, en}`, `from`, `until` (null while it stands), `uncertain` (null, or what is uncertain and where it is from) |
            | branch | `unless` (a clause), `way`: `stays`, `moves` or `fails`, `to` for the last two, `failure` for the last |
            | duty | `id`, `command` that is owed, `by`, `within` `{count, unit, words}` with `unit` `days` or `workingDays`, `start`, `law`, `article`, `citation`, `uncertain` |

            Clauses and branches are those in force on the day. `--dot` gives the phases for Graphviz, `--statement` the \
            text of which the digest is taken.

            """
    }
}
