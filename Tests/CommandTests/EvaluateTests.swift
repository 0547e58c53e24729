import Foundation
import Platform
import StrictJSON
import Testing

@testable import tradehall

@Suite("Evaluate: a scoring file computed again")
struct EvaluateTests {
    /// The worked example of the page on the format.
    let example: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "docs/formats/scoring-file.md"), encoding: .utf8)
        let parts = page.components(separatedBy: "```json\n")
        try #require(parts.count == 2)
        example = try #require(parts[1].components(separatedBy: "```").first)
    }

    private func evaluate(_ text: String, _ options: String...) throws -> Shown {
        let desk = try Desk()
        return tradehall(["evaluate", try desk.write("scoring.json", text)] + options)
    }

    private func changed(_ old: String, _ new: String) throws -> String {
        try #require(example.contains(old))
        return example.replacingOccurrences(of: old, with: new)
    }

    @Test("the page's example holds, and is shown as a table in both languages")
    func holds() throws {
        let shown = try evaluate(example)
        #expect(shown.exit == .done && shown.error.isEmpty, "\(shown.error)")
        let lines = shown.out.split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.hasPrefix("   1  B ") && $0.hasSuffix("28.42  44.67  18.00  91.09") })
        #expect(lines.contains("Benchmark: 900000.00"))
        #expect(lines.contains("C: the opening sheet governs: 1210000.00 → 1200000.00"))
        #expect(lines.contains("Dissent delegate: C的技术方案应当更高"))
        #expect(lines.last == "The declared result is what it comes to.")
        let zh = try evaluate(example, "--lang", "zh")
        #expect(zh.exit == .done && zh.out.contains("评标基准价") && zh.out.contains("所载结果与重新计算一致。"))
    }

    @Test(
        "the first figure that differs is named, with what it comes to",
        arguments: [
            (
                #""total":9109"#, #""total":9110"#,
                "total of bid \"B\" is declared as 91.10, but comes to 91.09"
            ),
            (#""rank":2"#, #""rank":3"#, "rank of bid \"C\" is declared as 3, but comes to 2"),
            (#""benchmark":90000000"#, #""benchmark":95000000"#, "benchmark is declared as 950000.00"),
            (#""pricePoints":2250"#, #""pricePoints":2251"#, "pricePoints of bid \"C\" is declared as 22.51"),
            (#""points":4467"#, #""points":4466"#, "factorPoints.T of bid \"B\" is declared as 44.66"),
            (
                #""A","price":100000000,"evaluationPrice":90000000"#,
                #""A","price":90000000,"evaluationPrice":90000000"#,
                "price of bid \"A\" is declared as 900000.00, but comes to 1000000.00"
            ),
        ])
    func differs(_ old: String, _ new: String, _ sentence: String) throws {
        let shown = try evaluate(try changed(old, new))
        #expect(shown.exit == .failed && shown.error.contains(sentence), "\(shown.error)")
        #expect(shown.out.contains("The declared result is not what it comes to."))
    }

    @Test("a changed input is found in the result: the ceiling, a score, a claim")
    func input() throws {
        for (old, new) in [
            (#""ceiling":130000000"#, #""ceiling":119999999"#),
            (#""points":4400"#, #""points":4300"#), (#""points":4800"#, #""points":4900"#),
            (#","claims":["smallEnterprise"]"#, ""), (#""halfUp""#, #""down""#),
        ] {
            let text =
                old.hasPrefix(#""points""#)
                ? try changed(
                    old.replacingOccurrences(of: "points", with: "factor\":\"T\",\"points"),
                    new.replacingOccurrences(of: "points", with: "factor\":\"T\",\"points"))
                : try changed(old, new)
            let shown = try evaluate(text, "--json")
            #expect(shown.exit == .failed, "\(old)")
            #expect(try shown.json().first?["agrees"] == .bool(false), "\(old)")
        }
    }

    @Test("a rule that the law forbids fails with its article, although the figures agree")
    func fault() throws {
        let shown = try evaluate(try changed(#""ofCeiling":4500"#, #""ofCeiling":4400"#), "--json")
        #expect(shown.exit == .failed)
        let error = try JSON.parse(Array(shown.error.utf8))["error"]
        #expect(error?["code"] == .string("rule.abnormallyLow"))
        let answer = try shown.json().first
        #expect(answer?["agrees"] == .bool(true))
        guard case .array(let faults)? = answer?["faults"] else {
            Issue.record("no faults")
            return
        }
        #expect(faults.count == 1 && faults[0]["id"] == .string("rule.abnormallyLow"))
    }

    @Test("a file without a result is computed, and the printed result makes it whole")
    func without() throws {
        guard case .object(var members) = try JSON.parse(Array(example.utf8)) else { return }
        let declared = members.removeValue(forKey: "result")
        let shown = try evaluate(JSON.object(members).text, "--json")
        #expect(shown.exit == .done)
        let answer = try shown.json().first
        #expect(answer?["result"] == declared && answer?["agrees"] == nil)
        members["result"] = answer?["result"]
        #expect(try evaluate(JSON.object(members).text).exit == .done)
        let words = try evaluate(JSON.object(members.filter { $0.key != "result" }).text)
        #expect(words.out.contains("declares no result"))
    }

    @Test(
        "what is no scoring file is refused by field",
        arguments: [
            (#""version":1"#, #""version":2"#, "version must be 1"),
            (#""title""#, #""titel""#, "missing field \"title\""),
            (#""quoted":95000000"#, #""quoted":-1"#, "bids[1].quoted must be an amount in fen"),
            (#""id":"B""#, #""id":"A""#, "bids must not list one thing twice"),
            (#""ceiling":"#, #""Ceiling":"#, "unknown field \"Ceiling\""),
            (#""gpScored""#, #""best""#, "rule.method must be one of gpScored"),
            (#""kind":"lowest""#, #""kind":"median""#, "rule.benchmark.kind must be lowest or mean"),
            (#""opinion":"dissents""#, #""opinion":"maybe""#, "opinion must be agrees"),
            (#""factor":"T","points":4000"#, #""factor":"C","points":4000"#, "must not list one thing twice"),
            (#""delegate"]"#, #""expert1"]"#, "members must not list one thing twice"),
        ])
    func refused(_ old: String, _ new: String, _ sentence: String) throws {
        let shown = try evaluate(try changed(old, new))
        #expect(shown.exit == .failed && shown.error.contains(sentence), "\(shown.error)")
        #expect(shown.out.isEmpty)
    }
}

extension EvaluateTests {
    @Test("more bids than any lot has are refused before anything is computed")
    func bounds() throws {
        func file(_ bids: Int, members: Int) -> String {
            let all = (0..<bids).map { #"{"id":"b\#($0)","quoted":100}"# }.joined(separator: ",")
            let names = (0..<members).map { #""m\#($0)""# }.joined(separator: ",")
            return #"""
                {"version":1,"title":"t","regime":"biddingLaw","rule":{"method":"worksReviewedLowest",
                "subject":"works","rounding":{"places":2,"kind":"halfUp"}},"members":[\#(names)],"bids":[\#(all)]}
                """#
        }
        #expect(try evaluate(file(1000, members: 0)).exit == .done)
        #expect(try evaluate(file(1001, members: 0)).error.contains("bids must be at most 1000"))
        #expect(try evaluate(file(1000, members: 99)).exit == .done)
        #expect(try evaluate(file(1, members: 100)).error.contains("members must list at most 99 names"))
    }
}

@Suite("Scoring files are read as they are written")
struct ScoringFormTests {
    @Test("a file with every field comes back the same")
    func roundTrip() throws {
        let text = #"""
            {"version":1,"title":"全部字段","regime":"biddingLaw","ceiling":5000,"budget":6000,"members":["m1","m2"],
            "rule":{"method":"worksScored","subject":"works","factors":[{"id":"T","words":"技术","kind":"technical",
            "most":6000,"objective":true}],"pricePoints":4000,"priceStanding":"consented","benchmark":{"kind":"mean",
            "basisPoints":9700,"droppingHighest":1,"droppingLowest":1,"droppingFrom":5,"lossAbove":100,"lossBelow":50},
            "discounts":{"combination":"largest","policies":[{"policy":"domesticProduct","basisPoints":2000}]},
            "abnormallyLow":{"ofMean":6500,"ofSecondLowest":5000,"ofCeiling":4500},"rounding":{"places":1,"kind":"down"}},
            "bids":[{"id":"A","quoted":4000,"facts":{"body":4001,"inWords":4002,"lines":[{"unitPrice":10,
            "quantity":1500,"total":15,"decimalSlip":true}]},"confirmsCorrection":false,"claims":["domesticProduct"],
            "adjustments":[{"words":"工期","amount":-5}],"brand":"X","status":"left","lowPrice":"unproven",
            "arrival":"2026-11-24T09:30:00.250+08:00"}],
            "scores":[{"member":"m1","bid":"A","points":[{"factor":"T","points":-1}]}],
            "changes":[{"bid":"A","ground":"outOfRange","reason":"r","foundBy":["m1","m2"],
            "change":{"kind":"score","member":"m1","factor":"T","from":-1,"to":0}},
            {"bid":"A","ground":"sumError","reason":"r","foundBy":[],
            "change":{"kind":"sum","member":"m1","from":1,"to":2}},
            {"bid":"A","ground":"qualificationError","reason":"r","foundBy":[],
            "change":{"kind":"admission","from":"valid","to":"rejected"}}],
            "brandChoices":[{"brand":"X","bid":"A"}],
            "opinions":[{"member":"m1","opinion":"silent"},{"member":"m2","opinion":"dissents","reason":"异议"}],
            "result":{"benchmark":4,"rows":[{"bid":"A","price":1,"evaluationPrice":-2,"pricePoints":3,
            "factorPoints":[{"factor":"T","points":4}],"total":7,"rank":1,"excluded":"left",
            "abnormallyLow":["ofMean","ofCeiling"]}]}}
            """#
        let json = try JSON.parse(Array(text.utf8))
        let file = try ScoringFile(Array(text.utf8))
        #expect(file.json == json)
        #expect(try ScoringFile(Array(file.json.text.utf8)) == file)
    }
}
