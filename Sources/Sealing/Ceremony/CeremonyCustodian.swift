package import OpenSSL

/// What one custodian does in a ceremony, on its own machine, with the key of its certificate.
package struct CeremonyCustodian: Sendable {
    package let number: Int
    private let key: PrivateKey
    private let plan: CeremonyPlan

    /// Throws when the key is not the one of this custodian's certificate.
    package init(number: Int, key: PrivateKey, _ plan: CeremonyPlan) throws {
        guard plan.terms.numbers.contains(number) else {
            throw SealingRefusal.unknownCustodian(number, plan.terms)
        }
        guard key.matches(plan.certificate(of: number)) else { throw SealingRefusal.keyOfAnother(number) }
        (self.number, self.key, self.plan) = (number, key, plan)
    }

    /// Draws a polynomial, deals from it and forgets it: what is kept is the deal, which is shown only in its round.
    package func deal() throws -> (commitment: CeremonyMessage, deal: Deal) {
        let deal = try Deal.make(Polynomial(of: plan.terms), by: number, plan)
        return (.commitment(deal.hash(by: number, plan)), deal)
    }

    /// A complaint against each dealer whose share is bad; none when all are good.
    package func complaints(in ceremony: KeyCeremony) throws -> [CeremonyMessage] {
        try ceremony.qualified.filter { $0 != number }.compactMap { dealer in
            guard let envelope = ceremony.deals[dealer]?.deal.envelopes[number - 1],
                try share(of: dealer, in: ceremony) == nil
            else { return nil }
            return .complaint(
                try Complaint.make(against: dealer, by: number, envelope: envelope, key: key, plan))
        }
    }

    /// The custodian's own share, checked against the key, and the word that it has it.
    ///
    /// Throws a refusal that names the dealer whose share is bad and was not complained of in time.
    package func finish(_ ceremony: KeyCeremony) throws -> (
        share: CustodianShare, confirmation: CeremonyMessage
    ) {
        guard let openingKey = ceremony.key, let result = try ceremony.resultDigest() else {
            throw SealingRefusal.outOfTurn(number, ceremony.phase)
        }
        var dealt: [P256Scalar] = []
        for dealer in ceremony.qualified {
            guard let share = try share(of: dealer, in: ceremony) else {
                throw SealingRefusal.badShare(dealer, number)
            }
            dealt.append(share)
        }
        return (
            try CustodianShare(custodian: number, dealt: dealt, of: openingKey), .confirmation(result)
        )
    }

    private func share(of dealer: Int, in ceremony: KeyCeremony) throws -> P256Scalar? {
        guard let (deal, commitments) = ceremony.deals[dealer] else { return nil }
        let envelope = deal.envelopes[number - 1]
        let header = try Envelope.inspect(envelope, for: plan.certificate(of: number))
        var x = try EnvelopeKeys.sharedSecret(key, point: header.ephemeralPoint)
        defer { Secret.wipe(&x) }
        return try SealedShare.open(
            envelope, x: x, dealer: dealer, custodian: number, commitments, plan)
    }
}
