internal import Dispatch
internal import Locks
internal import OpenSSL

/// A partial opening whose proof was found good.
package struct ProvenPartial: Sendable {
    package let partial: PartialOpening
    fileprivate init(_ partial: PartialOpening) { self.partial = partial }
}

/// What was found of one partial.
package enum PartialFinding: Sendable {
    case proven(ProvenPartial)
    /// Names the custodian and the envelope.
    case refused(SealingRefusal)

    package var refusal: SealingRefusal? {
        switch self {
        case .proven: nil
        case .refused(let refusal): refusal
        }
    }
}

/// The opening of one lot: checks the custodians' parts and combines them.
package struct Opening: Sendable {
    package let key: OpeningKey
    package let subject: OpeningSubject

    package init(key: OpeningKey, subject: OpeningSubject) {
        self.key = key
        self.subject = subject
    }

    /// Proofs that are checked in one equation.
    static let batch = 32

    /// Checks any number of partials on all cores: whole batches by one random linear combination, and those of a
    /// batch that fails one by one, so that the culprit is told and the others stand.
    ///
    /// A batch that holds a wrong proof passes with a chance of 2^-128 (Bellare, Garay and Rabin 1998).
    ///
    /// - Parameter partials: each with the envelope that it is said to be for.
    /// - Returns: one finding a partial, in order.
    /// - Throws: `OpenSSLError` when the machine fails, and never for what a partial is.
    package func check(
        _ partials: [(partial: PartialOpening, envelope: SealedPoint)]
    ) throws -> [PartialFinding] {
        let parts = stride(from: 0, to: partials.count, by: Self.batch).map {
            Array(partials[$0..<min($0 + Self.batch, partials.count)])
        }
        return try Parallel.map(parts) { try checkBatch($0) }.flatMap { $0 }
    }

    /// The same for one.
    package func check(_ partial: PartialOpening, of envelope: SealedPoint) throws -> ProvenPartial {
        if let refusal = misplaced(partial, envelope) { throw refusal }
        let share = key.shares[partial.custodian - 1]
        guard
            try partial.proof.holds(
                challenge: challenge(partial, envelope), base: envelope.point, publicPoint: share,
                product: partial.point)
        else { throw SealingRefusal.partialWrong(partial.custodian, partial.envelope) }
        return ProvenPartial(partial)
    }

    private func checkBatch(
        _ partials: [(partial: PartialOpening, envelope: SealedPoint)]
    ) throws -> [PartialFinding] {
        if partials.count > 1, partials.allSatisfy({ misplaced($0.partial, $0.envelope) == nil }),
            try hold(partials)
        {
            return partials.map { .proven(ProvenPartial($0.partial)) }
        }
        return try partials.map { partial, envelope in
            do {
                return .proven(try check(partial, of: envelope))
            } catch let refusal as SealingRefusal {
                return .refused(refusal)
            }
        }
    }

    /// Whether the sum of all equations, each times a weight that nobody could foresee, is zero:
    /// Σ a(z·G − A − c·Y) + b(z·R − B − c·D).
    private func hold(_ partials: [(partial: PartialOpening, envelope: SealedPoint)]) throws -> Bool {
        let zero = try P256Scalar.small(0)
        var base = zero
        var ofShares = [P256Scalar](repeating: zero, count: key.shares.count)
        var terms: [(scalar: P256Scalar, point: P256Point)] = []
        terms.reserveCapacity(partials.count * 4 + ofShares.count)
        for (partial, envelope) in partials {
            let c = try challenge(partial, envelope)
            let (a, b) = (try Self.weight(), try Self.weight())
            let proof = partial.proof
            base = try base.adding(a.multiplied(by: proof.z))
            let place = partial.custodian - 1
            ofShares[place] = try ofShares[place].subtracting(a.multiplied(by: c))
            terms.append((try zero.subtracting(a), proof.a))
            terms.append((try zero.subtracting(b), proof.b))
            terms.append((try b.multiplied(by: proof.z), envelope.point))
            terms.append((try zero.subtracting(b.multiplied(by: c)), partial.point))
        }
        for (scalar, point) in zip(ofShares, key.shares) { terms.append((scalar, point)) }
        return try P256Point.sum(terms, base: base).isInfinity
    }

    private static func weight() throws(OpenSSLError) -> P256Scalar {
        try P256Scalar.weight(Random.bytes(16))
    }

    private func challenge(
        _ partial: PartialOpening, _ envelope: SealedPoint
    ) throws(OpenSSLError) -> P256Scalar {
        try EqualityProof.challenge(
            subject.transcript(custodian: partial.custodian, envelope: envelope.digest, key),
            base: envelope.encoded, publicPoint: key.sharePoints[partial.custodian - 1],
            product: partial.encodedPoint, partial.proof.encodedA, partial.proof.encodedB)
    }

    private func misplaced(_ partial: PartialOpening, _ envelope: SealedPoint) -> SealingRefusal? {
        guard key.terms.numbers.contains(partial.custodian) else {
            return .unknownCustodian(partial.custodian, key.terms)
        }
        return partial.envelope == envelope.digest
            ? nil : .partialOfAnother(partial.custodian, partial.envelope)
    }
}

/// Work spread over all cores by threads that block, in order.
package enum Parallel {
    /// Throws the first error in the order of the elements.
    package static func map<Element: Sendable, Output: Sendable>(
        _ elements: [Element], _ work: @Sendable (Element) throws -> Output
    ) throws -> [Output] {
        let results = Mutex<[Int: Result<Output, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: elements.count) { index in
            let result = Result { try work(elements[index]) }
            results.withLock { $0[index] = result }
        }
        let found = results.withLock { $0 }
        return try elements.indices.compactMap { try found[$0]?.get() }
    }
}
