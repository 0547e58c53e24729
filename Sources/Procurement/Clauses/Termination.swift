// Clauses on ending without an award: 废标, 终止.

/// It ends only on a ground that its law names.
func terminates(on grounds: Set<TerminationGround>, _ citation: Citation) -> Clause {
    let named = TerminationGround.allCases.filter(grounds.contains)
    return Clause(
        "terminate.ground", citation,
        Words(
            zh: "终止、废标须有法定情形：\(named.map(\.words.zh).joined(separator: "；"))",
            en: "it ends on a ground of the law: \(named.map(\.words.en).joined(separator: "; "))")
    ) { matter in
        guard case .terminate(let ground, _, _) = matter.act.command, !grounds.contains(ground) else {
            return nil
        }
        return .init(
            Words(
                zh: "“\(ground.words.zh)”不是本方式终止、废标的法定情形。",
                en: "\"\(ground.words.en)\" is no ground on which this mode ends."),
            found: ground.rawValue, demanded: named.map(\.rawValue).joined(separator: ","))
    }
}

/// Tells a row of termination where the lot goes.
func notEnded(by ground: TerminationGround, _ citation: Citation) -> Clause {
    Clause(
        "terminate.\(ground.rawValue)", citation,
        Words(zh: "没有出现“\(ground.words.zh)”", en: "not ended because of: \(ground.words.en)")
    ) { matter in
        guard case .terminate(let named, _, _) = matter.act.command, named == ground else { return nil }
        return .init(ground.words, found: ground.rawValue)
    }
}
