import Foundation
import Procurement
import StrictJSON
import Testing

@testable import tradehall

@Suite("docs/modes")
struct ModePagesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/modes").path

    private func read(_ name: String) throws -> String {
        String(decoding: try Files.read("\(Self.folder)/\(name)"), as: UTF8.self)
    }

    @Test("each page is what the tables say today: make docs writes them anew")
    func fresh() throws {
        for (name, text) in ModePages.all {
            let same = (try? read(name)) == text
            #expect(same, "docs/modes/\(name) is stale; run make docs")
        }
        #expect(ModePages.unknown(in: Self.folder) == [])
    }

    @Test("a stale page, a missing one and one of no table are told; writing mends the first two")
    func check() throws {
        let desk = try Desk()
        let out = ["modes", "docs", "--out", desk.path, "--lang", "en"]
        #expect(tradehall(out + ["--check"]).exit == .failed)
        #expect(tradehall(out).exit == .done)
        #expect(tradehall(out + ["--check"]).exit == .done)
        try desk.write("openTender-biddingLaw.md", "# stale")
        #expect(tradehall(out + ["--check"]).out.contains("1 changed: openTender-biddingLaw.md"))
        #expect(tradehall(out).exit == .done)
        try desk.write("barter-land.md", "# no table")
        #expect(tradehall(out + ["--check"]).exit == .failed)
    }

    @Test("each page draws its phases, lists every clause and duty, and flags what is uncertain")
    func complete() throws {
        for procedure in Procedure.all {
            let text = try read("\(procedure.mode.rawValue)-\(procedure.regime.rawValue).md")
            for phase in ModeGraph.phases(of: procedure) {
                #expect(text.contains("  p_\(phase.rawValue)"), "\(procedure.name) \(phase)")
            }
            for clause in procedure.clausesOnce {
                #expect(text.contains("| `\(clause.id)` |"), "\(procedure.name) \(clause.id)")
                if clause.uncertain != nil { #expect(text.contains("⚠")) }
            }
            for duty in procedure.duties { #expect(text.contains("| `\(duty.id)` |"), "\(duty.id)") }
        }
    }

    @Test("what coverage.md says holds a row of the law exists in the tables that the row is about")
    func coverage() throws {
        var tables: [Procedure] = []
        var (named, rows) = (0, 0)
        for line in try read("coverage.md").split(separator: "\n") {
            if line.hasPrefix("Tables:") {
                let names = Self.quoted(line)
                tables = Procedure.all.filter { names.contains($0.name) }
                #expect(tables.count == names.count && !names.isEmpty, "\(line)")
            }
            guard line.hasPrefix("| "), !line.hasPrefix("| Row"), !line.hasPrefix("| ---") else { continue }
            rows += 1
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            try #require(cells.count == 5, "\(line)")
            let ids = Self.quoted(cells[3])
            #expect(!ids.isEmpty || cells[3].contains("Not held"), "\(line) holds nothing and says no why")
            for id in ids {
                named += 1
                let known = tables.contains { Self.holds($0, id) }
                #expect(known, "\(id) in: \(line)")
            }
        }
        #expect(rows > 100 && named > 250, "\(rows) rows, \(named) ids")
    }

    /// An id of a clause or duty; an act, a timer or a phase as `on:`, `at:` or `in:` with its name.
    private static func holds(_ table: Procedure, _ id: String) -> Bool {
        let parts = id.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            return table.clause(id) != nil || table.duties.contains { $0.id == id }
        }
        switch parts[0] {
        case "on":
            guard let kind = Command.Kind(rawValue: parts[1]) else { return false }
            return table.rows.contains { $0.trigger == .command(kind) }
        case "at":
            guard let timer = Procurement.Timer(rawValue: parts[1]) else { return false }
            return table.rows.contains { $0.trigger == .timer(timer) }
        case "in": return ModeGraph.phases(of: table).contains { $0.rawValue == parts[1] }
        default: return false
        }
    }

    private static func quoted(_ text: some StringProtocol) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}

@Suite("timetable")
struct TimetableVerbTests {
    @Test("the open tender as data: dates, citations, and two sums that make the whole")
    func data() throws {
        let shown = tradehall("timetable", "openTender/biddingLaw", "--from", "2026-03-02", "--json")
        guard case .array(let timetables)? = try shown.json().first?["timetables"] else {
            Issue.record("no timetables")
            return
        }
        #expect(timetables.count == 1)
        let json = try #require(timetables.first)
        #expect(json["statutoryDays"] == 23 && json["ownDays"] == 0 && json["totalDays"] == 23)
        guard case .array(let steps)? = json["steps"] else {
            Issue.record("no steps")
            return
        }
        let deadline = try #require(steps.first { $0["command"] == "bidDeadline" })
        #expect(deadline["at"] == "2026-03-22T09:00:00.000+08:00" && deadline["days"] == 20)
        #expect(deadline["wait"]?["law"] == "biddingLaw" && deadline["wait"]?["article"] == 24)
        #expect(steps.last?["phase"] == "contracted")
    }

    @Test(
        "in words it names the article; a mode alone gives all its tables; a strange start and a far year are refused"
    )
    func words() {
        let zh = tradehall("timetable", "公开招标/招标投标", "--from", "2026-03-02", "--lang", "zh").out
        #expect(zh.contains("《招标投标法》第24条") && zh.contains("共23日：法定23日，平台自身0日。"))
        let several = tradehall("timetable", "openTender", "--from", "2026-03-02").out
        for name in ["bidding law", "government procurement", "land use rights", "state assets"] {
            #expect(several.contains("open tender (\(name)): from the notice"))
        }
        let start = tradehall("timetable", "listing/land", "--from", "2026-03-02", "--start", "publicity")
        #expect(start.exit == .usage)
        #expect(
            tradehall("timetable", "listing/mineral", "--from", "2026-03-02", "--json").out.contains(
                "\"mineral\""))
        let far = tradehall("timetable", "listing/land", "--from", "2031-03-02")
        #expect(far.exit == .failed && far.error.contains("2031"))
    }
}
