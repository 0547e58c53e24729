/// What a clause looks at: the tender and one lot as they stand, and the act. Before a project is
/// registered there is neither tender nor lot.
package struct Matter: Sendable {
    package var tender: Tender?
    package var lot: Lot?
    package var act: Act
    package var calendar: Calendar
}

/// One demand of the law: a stable id, its citation, the dates between which it is law, its words, and a
/// pure check.
package struct Clause: Sendable {
    package var id: String
    package var citation: Citation
    /// What it demands.
    package var words: Words
    /// The first day on which it is law.
    package var from: CivilDay
    /// The last day on which it is law; nil while it stands.
    package var until: CivilDay?
    /// Set when the source is second-hand or the reading is ours: what is uncertain, and where it is from.
    package var uncertain: String?
    /// It states the limits of the phase itself, so it gives the reason when the phase is not there.
    package var boundsPhase = false
    /// Once it is not met, nothing that may happen to the lot can meet it any more.
    package var isForGood = false
    /// Nil when the demand is met.
    package var check: @Sendable (Matter) throws(Refusal) -> Finding?

    /// What was found instead of what is demanded.
    package struct Finding: Sendable {
        package var words: Words
        package var found: String?
        package var demanded: String?
        package var earliest: Instant?

        package init(
            _ words: Words, found: String? = nil, demanded: String? = nil, earliest: Instant? = nil
        ) {
            self.words = words
            self.found = found
            self.demanded = demanded
            self.earliest = earliest
        }
    }

    package init(
        _ id: String, _ citation: Citation, _ words: Words,
        from: CivilDay? = nil, until: CivilDay? = nil, uncertain: String? = nil,
        check: @escaping @Sendable (Matter) throws(Refusal) -> Finding?
    ) {
        self.id = id
        self.citation = citation
        self.words = words
        self.from = from ?? citation.law.inForceFrom
        self.until = until
        self.uncertain = uncertain ?? citation.doubt
        self.check = check
    }

    /// The same clause, as one that states the limits of its phase.
    func boundingPhase() -> Clause {
        var copy = self
        copy.boundsPhase = true
        return copy
    }

    /// The same clause, as one that is not met for good when it is not met.
    func forGood() -> Clause {
        var copy = self
        copy.isForGood = true
        return copy
    }

    package func isInForce(on day: CivilDay) -> Bool {
        from <= day && (until.map { day <= $0 } ?? true)
    }

    /// The refusal that the clause answers with, or nil when its demand is met.
    func refusal(of matter: Matter) throws(Refusal) -> Refusal? {
        guard let finding = try check(matter) else { return nil }
        return Refusal(
            id, citation, finding.words, found: finding.found, demanded: finding.demanded,
            earliest: finding.earliest)
    }
}

extension Law {
    /// The day from which the law, as cited here, is in force: the article numbers are those of this text.
    package var inForceFrom: CivilDay {
        switch self {
        case .biddingLaw: CivilDay(2000, 1, 1)
        case .biddingRegulation: CivilDay(2012, 2, 1)
        case .electronicTendering: CivilDay(2013, 5, 1)
        case .evaluationRules: CivilDay(2001, 7, 5)
        case .conductOpinions: CivilDay(2022, 9, 1)
        case .governmentProcurementLaw: CivilDay(2003, 1, 1)
        case .procurementRegulation: CivilDay(2015, 3, 1)
        case .tenderMeasures: CivilDay(2017, 10, 1)
        case .nonTenderMeasures: CivilDay(2014, 2, 1)
        case .consultationMeasures: CivilDay(2014, 12, 31)
        case .consultationSupplement: CivilDay(2015, 6, 30)
        case .challengeMeasures: CivilDay(2018, 3, 1)
        case .abnormallyLowNotice: CivilDay(2026, 2, 1)
        case .emergencyNotice: CivilDay(2026, 10, 1)
        case .landMeasures: CivilDay(2007, 11, 1)
        case .landSupplyNotice: CivilDay(2010, 3, 8)
        case .stateAssetMeasures: CivilDay(2016, 6, 24)
        case .auctionLaw: CivilDay(1997, 1, 1)
        case .platform: CivilDay(2000, 1, 1)
        }
    }
}

extension Citation {
    /// What is uncertain about every rule of a text that we have not read ourselves, with the source; nil where
    /// the text, or this number of it, was checked (domain §0.1, 2026-11-24).
    package var doubt: String? {
        switch law {
        case .nonTenderMeasures:
            [29, 38, 39, 40, 45].contains(article)
                ? nil : "财政部令74号: known law, article from memory (domain §0.1, 2026-11-24)."
        case .consultationMeasures:
            [10, 24].contains(article)
                ? nil : "财库〔2014〕214号: known law, article from memory (domain §0.1, 2026-11-24)."
        case .consultationSupplement: "财库〔2015〕124号: known law, from memory (domain §0.1, 2026-11-24)."
        case .challengeMeasures: "财政部令94号: known law, article from memory (domain §0.1, 2026-11-24)."
        case .emergencyNotice: "财库〔2026〕12号 was read second-hand (domain §0.1, 2026-11-24)."
        case .biddingLaw, .biddingRegulation, .electronicTendering, .evaluationRules, .conductOpinions,
            .governmentProcurementLaw, .procurementRegulation, .tenderMeasures, .abnormallyLowNotice,
            .landMeasures, .landSupplyNotice, .stateAssetMeasures, .auctionLaw, .platform:
            nil
        }
    }
}
