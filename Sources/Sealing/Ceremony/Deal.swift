internal import OpenSSL

/// What a custodian deals: its commitments, the proof that it knows the constant term behind them, and a share
/// for every custodian, itself included, encrypted to that one's certificate.
package struct Deal: Sendable, Equatable {
    /// 65 bytes each, as many as the threshold.
    package let commitments: [[UInt8]]
    /// Schnorr's proof: a point, 65 bytes, and a number, 32.
    package let possession: [UInt8]
    package let answer: [UInt8]
    /// AuthEnvelopedData in DER, for number 1 first.
    package let envelopes: [[UInt8]]

    package init(commitments: [[UInt8]], possession: [UInt8], answer: [UInt8], envelopes: [[UInt8]]) {
        (self.commitments, self.possession) = (commitments, possession)
        (self.answer, self.envelopes) = (answer, envelopes)
    }

    /// Deals from a polynomial.
    package static func make(_ polynomial: Polynomial, by dealer: Int, _ plan: CeremonyPlan) throws -> Deal {
        let commitments = try polynomial.commitments().encoded()
        let transcript = Self.possessionTranscript(commitments, dealer, plan)
        let nonce = try transcript.nonce(for: polynomial.constant)
        let point = try P256Point.base(times: nonce).encoded()
        let c = try Self.challenge(transcript, point)
        var envelopes: [[UInt8]] = []
        for number in plan.terms.numbers {
            var content =
                SealedShare.prefix(plan, dealer, number) + (try polynomial.share(for: number).bytes())
            defer { Secret.wipe(&content) }
            envelopes.append(try Envelope.seal(content, for: plan.certificate(of: number)))
        }
        return Deal(
            commitments: commitments, possession: point,
            answer: try c.multiplied(by: polynomial.constant).adding(nonce).bytes(), envelopes: envelopes)
    }

    /// The hash that is published before anybody shows its commitments, so that nobody can choose its own after
    /// seeing the others'.
    package func hash(by dealer: Int, _ plan: CeremonyPlan) -> [UInt8] {
        var transcript = ProofTranscript("tradehall/ceremony/commitment/v1")
        transcript.append(plan.id)
        transcript.append(number: dealer)
        for commitment in commitments { transcript.append(commitment) }
        return transcript.digest()
    }

    /// What everybody can see of a deal, without any key. Refusals name the dealer.
    func check(by dealer: Int, hash published: [UInt8], _ plan: CeremonyPlan) throws -> Commitments {
        guard hash(by: dealer, plan) == published else { throw SealingRefusal.otherCommitments(dealer) }
        let points = try Commitments(commitments, of: plan.terms, dealer: dealer)
        guard let point = P256Point(possession), let answer = P256Scalar(answer) else {
            throw SealingRefusal.notInPossession(dealer)
        }
        let c = try Self.challenge(Self.possessionTranscript(commitments, dealer, plan), possession)
        let right = try points.points[0].times(c).adding(point)
        guard try P256Point.base(times: answer).equals(right) else {
            throw SealingRefusal.notInPossession(dealer)
        }
        guard envelopes.count == plan.terms.custodians else { throw SealingRefusal.sharesMissing(dealer) }
        for number in plan.terms.numbers {
            do {
                _ = try Envelope.inspect(envelopes[number - 1], for: plan.certificate(of: number))
            } catch let refusal as SealingRefusal {
                throw SealingRefusal.shareEnvelope(dealer, number, refusal)
            }
        }
        return points
    }

    private static func possessionTranscript(
        _ commitments: [[UInt8]], _ dealer: Int, _ plan: CeremonyPlan
    ) -> ProofTranscript {
        var transcript = ProofTranscript("tradehall/ceremony/possession/v1")
        transcript.append(plan.id)
        transcript.append(number: dealer)
        for commitment in commitments { transcript.append(commitment) }
        return transcript
    }

    private static func challenge(
        _ transcript: ProofTranscript, _ point: [UInt8]
    ) throws(OpenSSLError) -> P256Scalar {
        var whole = transcript
        whole.append(point)
        return try whole.challenge()
    }
}

/// The share in an envelope: the ceremony, dealer and custodian it is for, then 32 bytes.
enum SealedShare {
    static func prefix(_ plan: CeremonyPlan, _ dealer: Int, _ custodian: Int) -> [UInt8] {
        plan.id + [UInt8(dealer), UInt8(custodian)]
    }

    /// The share, when the shared point of its envelope opens it and it fits the dealer's commitments; otherwise nil,
    /// and the dealer is at fault.
    static func open(
        _ envelope: [UInt8], x: [UInt8], dealer: Int, custodian: Int, _ commitments: Commitments,
        _ plan: CeremonyPlan
    ) throws -> P256Scalar? {
        let certificate = plan.certificate(of: custodian)
        var content: [UInt8]
        do {
            let header = try Envelope.inspect(envelope, for: certificate)
            content = try Envelope.open(
                envelope, key: Envelope.contentKey(fromSharedSecret: x, header), certificate: certificate)
        } catch is SealingRefusal { return nil }
        defer { Secret.wipe(&content) }
        let prefix = prefix(plan, dealer, custodian)
        guard content.count == prefix.count + P256.scalarSize, content.starts(with: prefix),
            let share = P256Scalar(Array(content.dropFirst(prefix.count))),
            try commitments.accept(share, for: custodian)
        else { return nil }
        return share
    }
}
