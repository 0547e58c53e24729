extension Procedure {
    /// The table as text, one line a rule, with the clauses that are law on `day`: what its digest is
    /// taken of. The order of lines is that of the table.
    package func statement(on day: CivilDay) -> String {
        let regimes = ([regime] + alsoUnder).map(\.rawValue).joined(separator: ", ")
        var lines = ["\(mode.rawValue) under \(regimes)"]
        for row in rows {
            lines.append(row.line)
            for clause in row.clauses where clause.isInForce(on: day) {
                lines.append("  demands \(clause.line)")
            }
            for branch in row.branches where branch.unless.isInForce(on: day) {
                lines.append("  unless \(branch.unless.line) -> \(branch.way.text)")
            }
        }
        for duty in duties { lines.append(duty.line) }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Row {
    package var line: String {
        let phases = Phase.allCases.filter(from.contains).map(\.rawValue).joined(separator: ",")
        let actors = Role.allCases.filter(roles.contains).map(\.rawValue).joined(separator: ",")
        let trigger =
            switch trigger {
            case .command(let kind): "on \(kind.rawValue) by \(actors)"
            case .timer(let timer): "at \(timer.rawValue)"
            }
        return
            "\(trigger) from [\(phases)] to \(to?.rawValue ?? "-")\(duringSuspension ? " even suspended" : "")"
    }
}

extension Clause {
    var line: String {
        let dates = "\(from.text)..\(until?.text ?? "")"
        return "\(id) | \(citation.law.rawValue) \(citation.article) | \(dates) | \(words.en)"
            + (uncertain.map { " | uncertain: \($0)" } ?? "")
    }
}

extension Branch.Way {
    package var text: String {
        switch self {
        case .stays: "stays"
        case .fails(let failure): "fails: \(failure.rawValue)"
        case .moves(let phase): "to \(phase.rawValue)"
        }
    }
}

extension Duty {
    package var line: String {
        "duty \(id): \(by.rawValue) owes \(owes.rawValue) within \(within.words.en) of \(start.text)"
            + " | \(citation.law.rawValue) \(citation.article)"
            + (uncertain.map { " | uncertain: \($0)" } ?? "")
    }
}

extension Duty.Start {
    package var text: String {
        switch self {
        case .milestone(let milestone): milestone.rawValue
        case .objection(let subject): "objection to \(subject.rawValue)"
        case .complaintFiled: "complaint filed"
        case .complaintAccepted: "complaint accepted"
        case .complaintReceived: "complaint received"
        case .order: "order of suspension"
        case .withdrawal: "withdrawal of a bid"
        case .sourcePublicityEnd: "end of a publicity that was objected to"
        }
    }
}
