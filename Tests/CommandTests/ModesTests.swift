import Foundation
import OpenSSL
import Platform
import Procurement
import StrictJSON
import Testing

@testable import tradehall

@Suite("modes")
struct ModesTests {
    @Test("the table as data is complete, the same each time, and its digest is that of its statement")
    func data() throws {
        let first = tradehall("modes", "--json", "--day", "2026-03-02")
        #expect(first.exit == .done)
        #expect(first.out == tradehall("modes", "--json", "--day", "2026-03-02").out)
        let table = try #require(try first.json().first)
        guard case .array(let procedures)? = table["procedures"] else {
            Issue.record("no procedures")
            return
        }
        #expect(procedures.count == Procedure.all.count)
        for (json, procedure) in zip(procedures, Procedure.all) {
            #expect(json["mode"] == .string(procedure.mode.rawValue))
            #expect(json["regime"] == .string(procedure.regime.rawValue))
            #expect(json["title"]?["zh"] != nil && json["title"]?["en"] != nil)
            guard case .array(let phases)? = json["phases"], case .array(let rules)? = json["rules"] else {
                Issue.record("no phases or rules of \(procedure.name)")
                continue
            }
            #expect(rules.count == procedure.rows.count && !phases.isEmpty)
            for rule in rules { try check(rule, phases) }
        }
        let statement = tradehall("modes", "openTender/biddingLaw", "--statement", "--day", "2026-03-02").out
        #expect(procedures[0]["digest"] == .string(Digest.sha256(Array(statement.utf8)).hex))
    }

    private func check(_ rule: JSON, _ phases: [JSON]) throws {
        guard case .array(let from)? = rule["from"], case .array(let clauses)? = rule["clauses"],
            case .array(let branches)? = rule["branches"], case .array(let by)? = rule["by"]
        else {
            Issue.record("a rule lacks a list: \(rule.text)")
            return
        }
        for phase in from + [rule["to"]].compactMap(\.self) where phase != .null {
            #expect(phases.contains(phase), "\(phase.text) of \(rule.text)")
        }
        #expect(rule["to"] != nil && rule["command"] != nil)
        // The clock alone acts for nobody.
        #expect((rule["timer"] == true) == by.isEmpty)
        for clause in clauses + branches.compactMap({ $0["unless"] }) {
            for member in ["id", "law", "article", "uncertain", "citation", "words", "from", "until"] {
                #expect(clause[member] != nil, "\(member) of \(clause.text)")
            }
        }
    }

    @Test(
        "a mode is named alone, with its regime, or in Chinese; one that is not served is told with the nearest"
    )
    func named() throws {
        let whole = tradehall("modes", "openTender/biddingLaw", "--json").out
        #expect(whole == tradehall("modes", "公开招标/招标投标", "--json").out)
        #expect(tradehall("modes", "openTender", "--json").out.contains("\"regime\":\"biddingLaw\""))
        let wrong = tradehall("modes", "openTender/bidingLaw")
        #expect(wrong.exit == .usage && wrong.error.contains("did you mean \"openTender/biddingLaw\"?"))
    }

    @Test("the twenty days of article 24 stand in the table in both languages")
    func text() {
        let zh = tradehall("modes", "公开招标", "--lang", "zh").out
        #expect(zh.contains("不少于20日（依法必须招标的项目） [《招标投标法》第24条]"))
        #expect(tradehall("modes", "openTender").out.contains("art. 24"))
    }

    @Test("the graph draws every phase of the table and only such")
    func graph() {
        let dot = tradehall("modes", "openTender/biddingLaw", "--dot").out
        #expect(dot.hasPrefix("digraph openTender_biddingLaw {") && dot.hasSuffix("}\n"))
        for phase in ModeGraph.phases(of: .openTenderUnderBiddingLaw) {
            #expect(dot.contains("  \(phase.rawValue) [label="), "\(phase.rawValue)")
        }
        #expect(dot.contains("noticed -> closed") && dot.contains("publicity -> awarded"))
        #expect(
            dot.contains("noticed -> failed [label=\"the bid deadline passes\\nfewer than three bidders\""))
    }
}

@Suite("modes check")
struct ModelCheckTests {
    private let quiet = Console(
        language: .en, json: false, streams: .init(out: { _ in }, error: { _ in }, errorIsTerminal: false))

    private func play(_ table: Procedure) -> ModelCheck.Outcome {
        ModelCheck(table, incidents: 0, quiet).run()
    }

    @Test("no table of the house has anything wrong as it stands", arguments: Procedure.all)
    func sound(_ procedure: Procedure) { #expect(StaticCheck.faults(of: procedure) == []) }

    @Test("without any incident a play reaches the archive, and only the rows of incidents are left")
    func played() {
        let play = play(.openTenderUnderBiddingLaw)
        #expect(play.phases[.archived] != nil && play.phases[.cancelled] != nil)
        #expect(
            play.questions > 10_000 && play.allowed > 500 && play.questions == play.allowed + play.refused)
        // Every fault is a row or a phase that only an incident takes; anything else would be a fault of the table.
        for fault in play.faults.keys {
            #expect(
                fault.hasPrefix("no play takes the row") || fault.hasPrefix("no play reaches"), "\(fault)")
        }
    }

    @Test("a play that is cut short says so")
    func cut() {
        let play = ModelCheck(.openTenderUnderBiddingLaw, incidents: 1, mostStates: 20, quiet).run()
        #expect(play.faults.keys.contains("more than 20 states; the play is not exhaustive"))
    }

    @Test("a table that lost the row to publicity has a phase nobody reaches and a dead end, and it is told")
    func broken() {
        var table = Procedure.openTenderUnderBiddingLaw
        table.rows.removeAll { $0.trigger == .command(.publishCandidates) }
        let faults = StaticCheck.faults(of: table)
        #expect(faults.contains("phase publicity cannot be reached"))
        #expect(faults.contains("duty candidates.publish is owed by no row"))
        table.rows.removeAll { $0.trigger == .command(.cancel) }
        #expect(StaticCheck.faults(of: table).contains("phase reported is a dead end"))
    }

    @Test("a table in which bids are taken after the deadline is caught by the play")
    func late() throws {
        var table = Procedure.openTenderUnderBiddingLaw
        let index = try #require(table.rows.firstIndex { $0.trigger == .command(.submitBid) })
        table.rows[index].from.insert(.closed)
        table.rows[index].clauses.removeAll { $0.id == "bid.beforeDeadline" }
        #expect(play(table).faults.keys.contains { $0.hasPrefix("a bid after its deadline by submitBid") })
    }

    @Test("a table that opens two bids is caught by the play")
    func quorum() {
        var table = Procedure.openTenderUnderBiddingLaw
        for index in table.rows.indices {
            table.rows[index].clauses.removeAll { $0.id.hasPrefix("quorum.") }
            table.rows[index].branches.removeAll { $0.unless.id.hasPrefix("quorum.") }
        }
        #expect(
            play(table).faults.keys.contains { $0.hasPrefix("opening with 2, which must be 3, by openBids") })
    }

    @Test("a table that awards during the publicity is caught by the play")
    func hasty() {
        var table = Procedure.openTenderUnderBiddingLaw
        for index in table.rows.indices {
            table.rows[index].clauses.removeAll { $0.id == "award.afterPublicity" }
        }
        #expect(play(table).faults.keys.contains { $0.hasPrefix("allowed during publicity: award") })
    }

    @Test("clauses without an article, and two rows for one command in one phase, are told")
    func clauses() throws {
        var table = Procedure.openTenderUnderBiddingLaw
        let row = try #require(table.rows.first { $0.trigger == .command(.submitBid) })
        table.rows.append(row)
        table.rows[0].clauses[0].citation = Citation(.biddingLaw, 0)
        let faults = StaticCheck.faults(of: table)
        #expect(faults.contains { $0.hasPrefix("two rows for one trigger in one phase: on submitBid") })
        #expect(faults.contains("clause \(table.rows[0].clauses[0].id) cites no article"))
    }
}

@Suite("modes mutate")
struct MutationTests {
    @Test("no demand of the open tender can be taken out without a scenario missing it")
    func none() throws {
        let outcome = try Mutation(.openTenderUnderBiddingLaw, scenarios: scenario("law")).run()
        #expect(outcome.faults == [] && outcome.survivors == [] && outcome.mutants > 80)
    }

    @Test("a demand that no scenario tests survives and is told by name")
    func survivors() throws {
        let desk = try Desk()
        let folder = "openTender-biddingLaw"
        try FileManager.default.createDirectory(atPath: desk.file(folder), withIntermediateDirectories: true)
        let success = try String(contentsOfFile: scenario("law/\(folder)/success.jsonl"), encoding: .utf8)
        try desk.write("\(folder)/success.jsonl", success)
        let outcome = try Mutation(.openTenderUnderBiddingLaw, scenarios: desk.file("")).run()
        #expect(outcome.faults == [] && outcome.killed > 0)
        #expect(outcome.survivors.contains("submitBid [noticed]: bid.sealed"))
        let shown = tradehall("modes", "mutate", "openTender", "--scenarios", desk.file(""))
        #expect(shown.exit == .failed && shown.out.contains("survived: submitBid [noticed]: bid.sealed"))
    }

    @Test("a scenario that does not come out as it expects is a fault, not a dead mutant")
    func wrong() throws {
        let desk = try Desk()
        let folder = "openTender-biddingLaw"
        try FileManager.default.createDirectory(atPath: desk.file(folder), withIntermediateDirectories: true)
        let success = try String(contentsOfFile: scenario("law/\(folder)/success.jsonl"), encoding: .utf8)
        try desk.write(
            "\(folder)/success.jsonl",
            success.replacingOccurrences(of: "lotMoved:closed", with: "lotMoved:opening"))
        let outcome = try Mutation(.openTenderUnderBiddingLaw, scenarios: desk.file("")).run()
        #expect(outcome.mutants == 0 && outcome.faults.count == 1)
        #expect(
            outcome.faults[0].contains(
                "success.jsonl, line 9: expected lotMoved:opening, but it was lotMoved:closed"))
    }
}
