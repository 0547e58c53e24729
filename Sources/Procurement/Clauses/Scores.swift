// Clauses on scores after the result was computed (87号 64, 214号 32).

/// 评标结果汇总完成后，除规定情形外，任何人不得修改评标结果: a member scores before the first report, and later only where
/// a new member has not scored yet.
func scoresAreFinal(_ citation: Citation) -> Clause {
    Clause(
        "scores.final", citation,
        Words(
            zh: "评审结果汇总完成后，不得重新评分，只能依法定情形修改",
            en: "once a result is proposed scores change only on a ground of the law")
    ) { matter in
        guard case .scoreBids = matter.act.command, let lot = matter.lot,
            lot.milestones[.reportProposed] != nil, lot.scores[matter.act.actor.party] != nil
        else { return nil }
        return .init(
            Words(
                zh: "评审结果已经汇总，不得重新评分，请按法定情形修改。",
                en: "The result was proposed already; change single scores on a ground of the law."))
    }
}

/// Only on the grounds that the procedure knows, only once a result was proposed, and only what this member
/// gave to bids that stand.
func changesScores(on grounds: Set<ChangeGround>, _ citation: Citation) -> Clause {
    let names = ChangeGround.allCases.filter(grounds.contains)
    return Clause(
        "scores.change", citation,
        Words(
            zh: "评审结果汇总后，只有法定的\(names.count)种情形可以修改评分",
            en: "once a result is proposed scores change only on \(names.count) grounds")
    ) { matter in
        guard case .changeScores(let scores, let ground, _) = matter.act.command, let lot = matter.lot
        else { return nil }
        guard grounds.contains(ground) else {
            return .init(
                Words(
                    zh: "“\(ground.rawValue)”不是可以修改评分的情形。", en: "\"\(ground.rawValue)\" is no ground here."),
                found: ground.rawValue, demanded: names.map(\.rawValue).joined(separator: ","))
        }
        guard lot.milestones[.reportProposed] != nil else {
            return .init(
                Words(zh: "评审结果尚未汇总，直接评分即可。", en: "No result was proposed yet; score anew instead."))
        }
        let given = lot.scores[matter.act.actor.party] ?? [:]
        let valid = Set(lot.validBids.map(\.id))
        let sound =
            !scores.isEmpty && Set(scores.map(\.bid)).count == scores.count
            && scores.allSatisfy { score in
                guard let old = given[score.bid] else { return false }
                return valid.contains(score.bid) && (0...10_000).contains(score.hundredths)
                    && old != score.hundredths
            }
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "只能修改本人对有效投标给出的评分，改为0至100分中的另一分值。",
                en:
                    "A member changes its own scores for valid bids, each to another value from 0 to 100 points."
            ))
    }
}
