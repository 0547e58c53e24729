internal import OpenSSL

/// A custodian's public proof that a dealer sent it a bad share: the point that it shares with the envelope's
/// sender, proven to be right, opens that one envelope to everybody and nothing else.
package struct Complaint: Sendable {
    package let dealer: Int
    /// The complainer's secret times the ephemeral point of the envelope, 65 bytes.
    package let sharedPoint: [UInt8]
    package let proof: EqualityProof

    /// Throws when the shared point is none; the proof was read already.
    package init(dealer: Int, sharedPoint: [UInt8], proof: EqualityProof) {
        (self.dealer, self.sharedPoint, self.proof) = (dealer, sharedPoint, proof)
    }

    /// Complains of the envelope that `dealer` sent.
    static func make(
        against dealer: Int, by custodian: Int, envelope: [UInt8], key: PrivateKey, _ plan: CeremonyPlan
    ) throws -> Complaint {
        let certificate = plan.certificate(of: custodian)
        let header = try Envelope.inspect(envelope, for: certificate)
        guard let base = P256Point(header.ephemeralPoint), let own = certificate.p256Point else {
            throw SealingRefusal.pointOffCurve
        }
        let secret = try P256Scalar.secret(of: key)
        let shared = try base.times(secret).encoded()
        let proof = try EqualityProof.make(
            secret, base: base, publicPoint: own, product: shared,
            transcript(against: dealer, by: custodian, envelope, plan))
        return Complaint(dealer: dealer, sharedPoint: shared, proof: proof)
    }

    /// Whether the complaint is right: its proof holds and the share that it shows is bad. A refusal names the
    /// complainer when it is not.
    func uphold(
        by custodian: Int, envelope: [UInt8], _ commitments: Commitments, _ plan: CeremonyPlan
    ) throws {
        let certificate = plan.certificate(of: custodian)
        let header = try Envelope.inspect(envelope, for: certificate)
        guard let base = P256Point(header.ephemeralPoint), let own = certificate.p256Point,
            let publicPoint = P256Point(own), let product = P256Point(sharedPoint)
        else { throw SealingRefusal.complaintUnproven(custodian, dealer) }
        let c = try EqualityProof.challenge(
            Self.transcript(against: dealer, by: custodian, envelope, plan), base: header.ephemeralPoint,
            publicPoint: own, product: sharedPoint, proof.encodedA, proof.encodedB)
        guard try proof.holds(challenge: c, base: base, publicPoint: publicPoint, product: product) else {
            throw SealingRefusal.complaintUnproven(custodian, dealer)
        }
        let share = try SealedShare.open(
            envelope, x: product.x(), dealer: dealer, custodian: custodian, commitments, plan)
        guard share == nil else { throw SealingRefusal.complaintFalse(custodian, dealer) }
    }

    private static func transcript(
        against dealer: Int, by custodian: Int, _ envelope: [UInt8], _ plan: CeremonyPlan
    ) -> ProofTranscript {
        var transcript = ProofTranscript("tradehall/ceremony/complaint/v1")
        transcript.append(plan.id)
        transcript.append(number: dealer)
        transcript.append(number: custodian)
        transcript.append(Digest.sha256(envelope))
        return transcript
    }
}
