internal import OpenSSL

/// The making of a lot's opening key by its custodians (Pedersen 1991, with the hash commitments and proofs of
/// possession that keep a dealer from choosing its part after seeing the others'), as a pure state: messages in,
/// refusals out. Whoever replays the same messages and round ends arrives at the same key and the same record.
///
/// Who sent a message is proven before it comes here, by the signature on the command that carries it.
package struct KeyCeremony: Sendable {
    package enum Phase: String, Sendable {
        /// Each publishes the hash of its commitments.
        case committing
        /// Each shows its commitments and sends the shares.
        case dealing
        /// Whoever got a bad share shows it.
        case complaining
        /// Each has checked its sum and says so.
        case confirming
        /// The key may be named in a notice.
        case standing
        /// Too few are left: begin again, with another attempt.
        case failed
    }

    package let plan: CeremonyPlan
    package private(set) var phase = Phase.committing
    /// What was found against custodians, in the order in which it was found. Each names one.
    package private(set) var record: [SealingRefusal] = []
    /// Set once the complaints are over.
    package private(set) var key: OpeningKey?
    /// The dealers whose polynomials count, and why others do not.
    package private(set) var disqualified: Set<Int> = []
    package private(set) var confirmed: Set<Int> = []

    private var hashes: [Int: [UInt8]] = [:]
    private(set) var deals: [Int: (deal: Deal, commitments: Commitments)] = [:]
    private var shown: Set<Int> = []

    package init(_ plan: CeremonyPlan) { self.plan = plan }

    package var qualified: [Int] {
        plan.terms.numbers.filter { deals[$0] != nil && !disqualified.contains($0) }
    }

    /// Takes one message. A refusal names the sender and leaves the state as it was, unless it shows a dealer's
    /// fault, which is kept in `record` and not thrown.
    package mutating func receive(_ message: CeremonyMessage, from sender: Int) throws {
        guard plan.terms.numbers.contains(sender) else {
            throw SealingRefusal.unknownCustodian(sender, plan.terms)
        }
        switch message {
        case .commitment(let hash): try take(hash, sender)
        case .deal(let deal): try take(deal, sender)
        case .complaint(let complaint): try take(complaint, sender)
        case .confirmation(let digest): try confirm(digest, sender)
        }
    }

    /// Ends the round: because its time is over, or because everybody has spoken. Who did not is recorded.
    package mutating func endRound() throws {
        switch phase {
        case .committing:
            for number in plan.terms.numbers where hashes[number] == nil {
                fault(.silent(number, "commitment"))
            }
            phase = hashes.count >= plan.terms.threshold ? .dealing : .failed
        case .dealing:
            for number in hashes.keys.sorted() where !shown.contains(number) {
                fault(.silent(number, "deal"))
            }
            phase = qualified.count >= plan.terms.threshold ? .complaining : .failed
        case .complaining:
            // With t dealers at least one is honest as long as fewer than t conspire.
            guard qualified.count >= plan.terms.threshold else { return phase = .failed }
            key = try OpeningKey(
                terms: plan.terms, dealers: qualified.compactMap { deals[$0]?.commitments })
            phase = .confirming
        case .confirming:
            for number in plan.terms.numbers where !confirmed.contains(number) {
                record.append(.silent(number, "confirmation"))
            }
            phase = confirmed.count >= plan.terms.threshold ? .standing : .failed
        case .standing, .failed: break
        }
    }

    /// What every confirmation names: the ceremony, the dealers that count, and the sum of their commitments.
    package func resultDigest() throws -> [UInt8]? {
        guard let key else { return nil }
        var transcript = ProofTranscript("tradehall/ceremony/result/v1")
        transcript.append(plan.id)
        transcript.append(qualified.map { UInt8($0) })
        for commitment in try key.commitments.encoded() { transcript.append(commitment) }
        return transcript.digest()
    }

    // MARK: Rounds

    private mutating func take(_ hash: [UInt8], _ sender: Int) throws(SealingRefusal) {
        guard phase == .committing else { throw .outOfTurn(sender, phase) }
        guard hash.count == 32 else { throw .malformedMessage(sender) }
        guard hashes[sender] == nil else { throw .saidBefore(sender) }
        hashes[sender] = hash
    }

    private mutating func take(_ deal: Deal, _ sender: Int) throws {
        guard phase == .dealing, let hash = hashes[sender] else {
            throw SealingRefusal.outOfTurn(sender, phase)
        }
        guard shown.insert(sender).inserted else { throw SealingRefusal.saidBefore(sender) }
        do {
            deals[sender] = (deal, try deal.check(by: sender, hash: hash, plan))
        } catch let refusal as SealingRefusal {
            fault(refusal)
        }
    }

    private mutating func take(_ complaint: Complaint, _ sender: Int) throws {
        guard phase == .complaining else { throw SealingRefusal.outOfTurn(sender, phase) }
        guard let (deal, commitments) = deals[complaint.dealer], complaint.dealer != sender else {
            throw SealingRefusal.complaintUnproven(sender, complaint.dealer)
        }
        do {
            try complaint.uphold(by: sender, envelope: deal.envelopes[sender - 1], commitments, plan)
        } catch let refusal as SealingRefusal {
            // Its own polynomial stays in the sum: otherwise a dealer could take it back after seeing the others'.
            record.append(refusal)
            return
        }
        if !disqualified.contains(complaint.dealer) { fault(.badShare(complaint.dealer, sender)) }
    }

    private mutating func confirm(_ digest: [UInt8], _ sender: Int) throws {
        guard phase == .confirming, let result = try resultDigest() else {
            throw SealingRefusal.outOfTurn(sender, phase)
        }
        guard digest == result else { throw SealingRefusal.otherResult(sender) }
        guard confirmed.insert(sender).inserted else { throw SealingRefusal.saidBefore(sender) }
    }

    private mutating func fault(_ refusal: SealingRefusal) {
        record.append(refusal)
        if let custodian = refusal.custodian { disqualified.insert(custodian) }
    }
}
