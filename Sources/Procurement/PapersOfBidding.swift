// The bodies of commands of auction and listing.

/// How a lot is bid for in the open (竞价): its timetable, its start and its steps.
package struct LiveTerms: Hashable, Sendable {
    /// Free bidding or the listing begins.
    package var opens: Instant
    /// Free bidding or the listing ends.
    package var until: Instant
    /// A timed round, restarted by each bid.
    package var roundSeconds: Int
    /// Of a listing: how long who wants to go on may say so after its end.
    package var optInSeconds: Int
    /// 起始价; of a state asset the asked price (转让底价).
    package var startPrice: Fen
    /// 增价幅度
    package var step: Fen
    /// Whether there is a reserve (底价); that there is none must be said.
    package var hasReserve: Bool
    /// The fewest bidders with which it is held.
    package var minimumBidders: Int

    package init(
        opens: Instant, until: Instant, roundSeconds: Int, optInSeconds: Int, startPrice: Fen, step: Fen,
        hasReserve: Bool, minimumBidders: Int
    ) {
        self.opens = opens
        self.until = until
        self.roundSeconds = roundSeconds
        self.optInSeconds = optInSeconds
        self.startPrice = startPrice
        self.step = step
        self.hasReserve = hasReserve
        self.minimumBidders = minimumBidders
    }
}

/// A price called in the open, in the order of its arrival. It cannot be taken back.
package struct Offer: Hashable, Sendable {
    /// The command's id.
    package var id: BidID
    package var bidder: PartyID
    package var paddle: Int
    package var price: Fen
    package var at: Instant
}

/// A further disclosure after no buyer came (32号 18).
package struct Relisting: Hashable, Sendable {
    /// The application deadline and the times of bidding, all new.
    package var deadline: Instant
    package var live: LiveTerms
    /// The written consent of who approved the sale, where the price needs one.
    package var consent: Digest?
    /// A new appraisal, where the old one has run out.
    package var appraisal: Fen?
    package var publications: [Publication]

    package init(
        deadline: Instant, live: LiveTerms, consent: Digest?, appraisal: Fen?, publications: [Publication]
    ) {
        self.deadline = deadline
        self.live = live
        self.consent = consent
        self.appraisal = appraisal
        self.publications = publications
    }
}

/// What the buyer has paid, and whether the rest is secured.
package struct Payment: Hashable, Sendable {
    package var amount: Fen
    package var secured: Bool
    /// By when the rest is due.
    package var restBy: Instant?
    package var record: Digest

    package init(amount: Fen, secured: Bool, restBy: Instant?, record: Digest) {
        self.amount = amount
        self.secured = secured
        self.restBy = restBy
        self.record = record
    }
}
