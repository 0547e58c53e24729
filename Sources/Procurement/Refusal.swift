/// Why the law says no: the clause, its place in the law, what was found, what is demanded, and the
/// earliest instant at which the same would be allowed, where there is one.
package struct Refusal: Error, Hashable, Sendable {
    /// The stable id of the clause, `period.issueToDeadline` for example.
    package var clause: String
    package var citation: Citation
    /// One sentence for a person.
    package var words: Words
    package var found: String?
    package var demanded: String?
    /// The earliest lawful instant: of the act itself, or of the date that the act sets.
    package var earliest: Instant?

    package init(
        _ clause: String, _ citation: Citation, _ words: Words,
        found: String? = nil, demanded: String? = nil, earliest: Instant? = nil
    ) {
        self.clause = clause
        self.citation = citation
        self.words = words
        self.found = found
        self.demanded = demanded
        self.earliest = earliest
    }
}
