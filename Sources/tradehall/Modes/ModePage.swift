internal import OpenSSL
internal import Platform
internal import Procurement

/// The page of a procedure in `docs/modes`: everything that its table says, whatever the day.
struct ModePage {
    let procedure: Procedure
    /// Example timetables, by beginning; a beginning without a way tells why.
    let law: Lawbook

    /// The day from which the example timetables run: a plain Monday.
    static let day = CivilDay(2026, 3, 2)

    var file: String { "\(procedure.mode.rawValue)-\(procedure.regime.rawValue).md" }

    var text: String {
        ([head, "## 阶段图 · Phases", ModeDiagram.mermaid(procedure)] + everywhere + [phases]
            + ["## 时间表示例 · Example timetables"] + timetables + ["## 规则 · Rules"]
            + procedure.rows.map(rule) + ["## 期限义务 · Duties in time", duties])
            .joined(separator: "\n\n") + "\n"
    }

    private var head: String {
        let title = procedure.title
        let clauses = procedure.clausesOnce
        let uncertain = clauses.count { $0.uncertain != nil }
        return """
            # \(title.zh) · \(title.en)

            <!-- Written by `tradehall modes docs`; change the table, not this page. -->

            \(procedure.rows.count)行规则，\(clauses.count)个条文（\(uncertain)个存疑），\(procedure.duties.count)项期限义务。\
            同样内容的数据：`tradehall modes \(procedure.name) --json`；状态图：`--dot`。

            \(procedure.rows.count) rules, \(clauses.count) clauses (\(uncertain) of them uncertain), \
            \(procedure.duties.count) duties. The same as data: `tradehall modes \(procedure.name) --json`; as a \
            graph: `--dot`. A clause holds for tenders noticed within its dates.
            """
    }

    private var everywhere: [String] {
        let ways = ModeDiagram.everywhere(procedure)
        guard !ways.isEmpty else { return [] }
        return [
            "图中未画 · Not drawn:\n\n"
                + ways.map { "- \($0.zh)。 \($0.en)." }.joined(separator: "\n")
        ]
    }

    private var phases: String {
        let found = ModeGraph.phases(of: procedure)
        return Markdown.table(
            ["阶段 · Phase", "中文", "English"],
            Phase.allCases.filter(found.contains).map { ["`\($0.rawValue)`", $0.words.zh, $0.words.en] })
    }

    private var timetables: [String] {
        procedure.starts.map { start in
            do throws(Refusal) {
                return example(try law.timetable(of: procedure, from: Self.day, start: start))
            } catch {
                return "\(start.words.zh) · \(start.words.en): \(error.words.zh) \(error.words.en)"
            }
        }
    }

    private func example(_ timetable: Timetable) -> String {
        var rows: [[String]] = []
        for step in timetable.steps {
            let name = TimetableText.name(of: step)
            let wait = step.wait.map {
                "\($0.words.zh) · \($0.words.en) (\($0.citation.words.zh), `\($0.clause)`)"
            }
            rows.append([
                CivilDay(of: step.at).text, step.days > 0 ? "\(step.days)" : "",
                "\(name.zh) · \(name.en)", "\(step.phase.words.zh) · \(step.phase.words.en)", wait ?? "",
            ])
            for floor in step.floors {
                rows.append([
                    "", "",
                    "↳ \(CivilDay(of: floor.earliest).text)起 · from \(CivilDay(of: floor.earliest).text)", "",
                    "\(floor.words.zh) · \(floor.words.en) (\(floor.citation.words.zh), `\(floor.clause)`)",
                ])
            }
        }
        let sums = TimetableText.sums(of: timetable)
        let assumed = [timetable.category?.words, timetable.ground?.words].compactMap(\.self)
        let given =
            assumed.isEmpty
            ? Words(zh: "", en: "")
            : Words(
                zh: "（\(assumed.map(\.zh).joined(separator: "；"))）",
                en: " (\(assumed.map(\.en).joined(separator: "; ")))")
        let head = ["日期 · Date", "日 · Days", "环节 · Act", "其后 · Then", "所等 · Waits for"]
        return [
            "### \(timetable.start.words.zh) · \(timetable.start.words.en)",
            "\(sums.zh)\(given.zh) \(sums.en)\(given.en)", Markdown.table(head, rows),
        ].joined(separator: "\n\n")
    }

    private func rule(_ row: Row) -> String {
        let name = Words(zh: ModeGraph.name(row, .zh), en: ModeGraph.name(row, .en))
        let trigger =
            switch row.trigger {
            case .command(let kind): kind.rawValue
            case .timer(let timer): timer.rawValue
            }
        let roles = Role.allCases.filter(row.roles.contains)
        let from = Phase.allCases.filter(row.from.contains)
        var facts = ["`\(trigger)`"]
        if !roles.isEmpty {
            facts.append(
                "\(roles.map(\.words.zh).joined(separator: "、")) · \(roles.map(\.words.en).joined(separator: ", "))"
            )
        }
        facts.append(
            "[\(from.map { "`\($0.rawValue)`" }.joined(separator: " "))]"
                + (row.to.map { " → `\($0.rawValue)`" } ?? ""))
        if row.duringSuspension { facts.append("暂停期间亦可 · even while suspended") }
        let lines =
            row.clauses.map { line("要求 · demands", $0) }
            + row.branches.map { line(way($0.way), $0.unless) }
        let head = "### \(name.zh) · \(name.en)\n\n\(facts.joined(separator: " — "))"
        guard !lines.isEmpty else { return head }
        return head + "\n\n" + Markdown.table(Self.columns, lines)
    }

    private static let columns = ["", "编号 · Id", "依据 · Law", "内容 · Words", "施行 · In force", "存疑 · Uncertain"]

    private func line(_ what: String, _ clause: Clause) -> [String] {
        [
            what, "`\(clause.id)`", "\(clause.citation.words.zh) · \(clause.citation.words.en)",
            "\(clause.words.zh) · \(clause.words.en)", "\(clause.from.text) – \(clause.until?.text ?? "")",
            clause.uncertain.map { "⚠ \($0)" } ?? "",
        ]
    }

    private func way(_ way: Branch.Way) -> String {
        switch way {
        case .stays: "否则停留 · else it stays"
        case .fails(let failure): "否则失败 · else it fails: \(failure.words.zh) · \(failure.words.en)"
        case .moves(let phase): "否则转入 · else it moves: `\(phase.rawValue)`"
        }
    }

    private var duties: String {
        Markdown.table(
            ["编号 · Id", "谁 · Who", "办理 · Act", "期限 · Within", "自 · From", "依据 · Law", "存疑 · Uncertain"],
            procedure.duties.map { duty in
                [
                    "`\(duty.id)`", "\(duty.by.words.zh) · \(duty.by.words.en)",
                    "\(duty.owes.words.zh) · \(duty.owes.words.en)",
                    "\(duty.within.words.zh) · \(duty.within.words.en)", duty.start.text,
                    "\(duty.citation.words.zh) · \(duty.citation.words.en)",
                    duty.uncertain.map { "⚠ \($0)" } ?? "",
                ]
            })
    }
}

extension Procedure {
    /// The clauses of the table, each id once, in the order in which they come.
    var clausesOnce: [Clause] {
        var seen: Set<String> = []
        return rows.flatMap { $0.clauses + $0.branches.map(\.unless) }.filter { seen.insert($0.id).inserted }
    }
}

/// The few forms of Markdown that the pages use.
enum Markdown {
    static func table(_ head: [String], _ rows: [[String]]) -> String {
        ([head, head.map { _ in "---" }] + rows).map { cells in
            "| \(cells.map(cell).joined(separator: " | ")) |"
        }.joined(separator: "\n")
    }

    /// One line without what would end the cell or begin a tag.
    private static func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("\n", with: " ")
    }
}
