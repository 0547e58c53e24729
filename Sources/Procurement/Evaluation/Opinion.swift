/// What a member says to the report of the committee.
package enum Opinion: Hashable, Sendable {
    case agrees
    /// Signs with another opinion, whose reason stands in the report.
    case dissents(reason: String)
    /// Refuses to sign and gives no opinion in writing: taken to agree (条例 53, 87号令 61).
    case silent
}

extension ScoringSheet {
    /// What is wrong with the report: every member is heard, a dissent has a reason, and more than half
    /// carry the result. Without any opinion there is no report, and nothing is wrong.
    var opinionFaults: [EvaluationFault] {
        guard !opinions.isEmpty else { return [] }
        let citation: Citation =
            regime == .governmentProcurement ? .tenderMeasures(61) : .biddingRegulation(53)
        var faults: [EvaluationFault] = []
        for member in Set(members).symmetricDifference(opinions.keys).sorted() {
            faults.append(
                EvaluationFault(
                    "report.signature", citation, zh: "“\(member.text)”没有在报告上表态，或者不是评委。",
                    en: "\"\(member.text)\" says nothing to the report, or is no member.", member: member))
        }
        for (member, opinion) in opinions.sorted(by: { $0.key < $1.key })
        where opinion == .dissents(reason: "") {
            faults.append(
                EvaluationFault(
                    "report.reason", citation, zh: "评委“\(member.text)”的不同意见应当说明理由。",
                    en: "Member \"\(member.text)\" dissents without a reason.", member: member))
        }
        if opinions.values.count(where: \.isDissent) * 2 >= opinions.count {
            faults.append(
                EvaluationFault(
                    "report.carried", citation, zh: "同意报告的评委没有超过半数。",
                    en: "Not more than half of the members carry the report."))
        }
        return faults
    }
}

extension Opinion {
    package var isDissent: Bool {
        switch self {
        case .dissents: true
        case .agrees, .silent: false
        }
    }
}
