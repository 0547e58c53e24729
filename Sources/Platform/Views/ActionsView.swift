package import Procurement
package import StrictJSON

// What a signed-in party may do on a tender now.

extension Hall {
    /// Each act of the tender's table and each lot: allowed, not yet (from when, where the clock tells), or
    /// never, with the reason in both languages and its place in the law. What is judged says
    /// `Lawbook.actions`.
    /// - Throws: `Problem` when there is no such tender, or the party has left the registry.
    package func actions(on id: TenderID, for party: PartyID) throws(Problem) -> JSON {
        let now = clock.now()
        let (tender, actor) = try writer.reading { published throws(Problem) -> (Tender, Actor) in
            guard let known = published.parties[party] else {
                throw Problem(
                    .forbidden, "NOT_REGISTERED", zh: "该主体没有在平台登记。",
                    en: "This party is not in the registry of the hall.")
            }
            return (try published.tender(id), known.actor)
        }
        return [
            "tender": .string(tender.id.text), "party": JSON(party), "now": JSON(now),
            "actions": .array(law.actions(of: tender, for: actor, at: now).map(\.json)),
        ]
    }
}

extension Action {
    /// `answer` is `allowed`, `notYet` or `never`; `from` stands where the clock alone brings it.
    package var json: JSON {
        let (name, from, why): (String, Instant?, Refusal?) =
            switch answer {
            case .allowed: ("allowed", nil, nil)
            case .notYet(let from, let why): ("notYet", from, why)
            case .never(let why): ("never", nil, why)
            }
        return .members([
            "command": .string(command.rawValue), "words": command.words.json, "lot": JSON(lot),
            "answer": .string(name), "from": from.map { JSON($0) },
            "why": why.map { why in
                .members([
                    "code": .string(why.clause), "words": why.words.json,
                    "citation": why.citation.law == .platform
                        ? nil
                        : [
                            "law": .string(why.citation.law.rawValue),
                            "article": JSON(why.citation.article), "words": why.citation.words.json,
                        ],
                ])
            },
        ])
    }
}
