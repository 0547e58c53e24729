internal import Platform
internal import Procurement
internal import StrictJSON

extension Verb {
    /// Computes an evaluation again from its scoring file.
    static let evaluate = Verb(
        "evaluate", group: .check, zh: "按评审文件重新计算评审结果，并与所载结果逐项核对",
        en: "compute an evaluation again from its scoring file, and compare", operands: "FILE",
        notes: Words(
            zh: """
                FILE是评审文件（第1版）：规则、报价、各评委评分，以及可选的结果result；-为标准输入。任何人重新计算都得到同一结果。
                结果不符、违反规则或者评分有误时退出码为1，并指出第一处。没有result时只计算；--json输出的result可以写入文件。
                """,
            en: """
                FILE is a scoring file (version 1): the rule, the prices, each member's points and, where declared, the result; - is standard input. Whoever computes it comes to the same.
                Exit 1 names the first figure that differs, or the first fault of rule, scores or report. Without a result it only computes; the result that --json prints can be put into the file.
                """)
    ) { call in
        let bytes = try Files.read(call.operands[0], limit: ScoringFile.limits.bytes)
        let file = try ScoringFile(bytes)
        let ranking = file.sheet.evaluate()
        let difference = file.declared.flatMap(ranking.result.firstDifference)
        let report = ScoringReport(file: file, ranking: ranking, difference: difference)
        call.console.answer(
            report.json, zh: report.text(in: .zh), en: report.text(in: .en))
        if let difference { throw Failure(difference) }
        if let fault = ranking.faults.first { throw Failure(fault) }
        return .done
    }
}

extension Failure {
    fileprivate init(_ difference: EvaluationResult.Difference) {
        let (theirs, ours) = (difference.declared ?? "-", difference.computed ?? "-")
        let place = difference.bid.map {
            Words(zh: "投标“\($0.text)”的", en: " of bid \"\($0.text)\"")
        }
        self.init(
            "RESULT_DIFFERS",
            zh: "所载结果与重新计算不符：\(place?.zh ?? "")\(difference.figure)所载为\(theirs)，计算为\(ours)。",
            en:
                "The declared result differs: \(difference.figure)\(place?.en ?? "") is declared as \(theirs), but comes to \(ours).",
            found: theirs, demanded: ours)
    }

    fileprivate init(_ fault: EvaluationFault) {
        self.init(fault.id, zh: fault.words.zh, en: fault.words.en, citation: fault.citation.words)
    }
}

/// What a second computation found, as data and as a page.
private struct ScoringReport {
    let file: ScoringFile
    let ranking: Ranking
    let difference: EvaluationResult.Difference?

    var json: JSON {
        .members([
            "title": .string(file.title), "method": .string(file.sheet.rule.method.rawValue),
            "result": ranking.result.json,
            "corrections": .array(
                file.sheet.bids.map(\.id).sorted().flatMap { bid in
                    (ranking.corrections[bid] ?? []).map { $0.json(bid) }
                }),
            "faults": .array(ranking.faults.map(\.json)),
            "agrees": file.declared.map { _ in .bool(difference == nil) },
        ])
    }

    func text(in language: Language) -> String {
        var lines = [
            "\(file.title) — \(file.sheet.rule.method.words[language])"
        ]
        if let base = ranking.result.benchmark {
            lines.append("\(Words(zh: "评标基准价", en: "Benchmark")[language]): \(base.yuan)")
        }
        lines += table(in: language)
        for bid in file.sheet.bids.map(\.id).sorted() {
            for correction in ranking.corrections[bid] ?? [] {
                let line = correction.line.map { " #\($0 + 1)" } ?? ""
                lines.append(
                    "\(bid.text)\(line): \(correction.ground.words[language]): \(correction.before.yuan) → \(correction.after.yuan)"
                )
            }
        }
        for (member, opinion) in file.sheet.opinions.sorted(by: { $0.key < $1.key }) {
            guard case .dissents(let reason) = opinion else { continue }
            lines.append("\(Words(zh: "不同意见", en: "Dissent")[language]) \(member.text): \(reason)")
        }
        for fault in ranking.faults {
            lines.append("! \(fault.words[language]) [\(fault.citation.words[language])]")
        }
        lines.append(verdict[language])
        return lines.joined(separator: "\n")
    }

    private var verdict: Words {
        guard file.declared != nil else {
            return Words(zh: "文件没有载明结果，只作计算。", en: "The file declares no result; this is what it comes to.")
        }
        return difference == nil
            ? Words(zh: "所载结果与重新计算一致。", en: "The declared result is what it comes to.")
            : Words(zh: "所载结果与重新计算不符。", en: "The declared result is not what it comes to.")
    }

    /// Rows in columns of equal width, numbers to the right.
    private func table(in language: Language) -> [String] {
        let factors = file.sheet.rule.factors.map(\.id)
        let scored = file.sheet.rule.method.scores
        var head = [
            Words(zh: "名次", en: "rank"), Words(zh: "投标", en: "bid"), Words(zh: "报价", en: "price"),
            Words(zh: "评审价", en: "evaluated"),
        ].map { $0[language] }
        if scored {
            head += [Words(zh: "价格分", en: "price pts")[language]] + factors.map(\.text)
            head.append(Words(zh: "总分", en: "total")[language])
        }
        var grid = [head + [""]]
        for row in ranking.result.rows {
            var cells = [
                row.rank.map { "\($0)" } ?? "-", row.bid.text, row.price.yuan,
                row.evaluationPrice?.yuan ?? "-",
            ]
            if scored {
                cells.append(row.pricePoints?.text ?? "-")
                cells += factors.map { row.factorPoints[$0]?.text ?? "-" }
                cells.append(row.total?.text ?? "-")
            }
            let low = AbnormallyLowGround.allCases.filter(row.abnormallyLow.contains).map {
                $0.words[language]
            }
            grid.append(
                cells + [([row.exclusion?.words[language]].compactMap(\.self) + low).joined(separator: "; ")])
        }
        let widths = head.indices.map { column in grid.map { Console.cells($0[column]) }.max() ?? 0 }
        return grid.map { cells in
            let padded = widths.indices.map { column in
                let blank = String(repeating: " ", count: widths[column] - Console.cells(cells[column]))
                return column == 1 ? cells[column] + blank : blank + cells[column]
            }
            let line = (padded + [cells[widths.count]]).joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}

extension Correction {
    fileprivate func json(_ bid: BidID) -> JSON {
        .members([
            "bid": .string(bid.text), "ground": .string(ground.rawValue),
            "line": line.map { .integer(Int64($0)) }, "before": .integer(before.amount),
            "after": .integer(after.amount),
        ])
    }
}

extension EvaluationFault {
    fileprivate var json: JSON {
        .members([
            "id": .string(id), "words": words.json, "citation": citation.words.json,
            "bid": bid.map { .string($0.text) }, "member": member.map { .string($0.text) },
            "factor": factor.map { .string($0.text) },
        ])
    }
}
