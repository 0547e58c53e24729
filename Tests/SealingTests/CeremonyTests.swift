import OpenSSL
import StrictJSON
import Testing

@testable import Sealing

/// Custodians around one table, who may each misbehave.
struct Table {
    let plan: CeremonyPlan
    let keys: [PrivateKey]
    let custodians: [CeremonyCustodian]

    init(_ threshold: Int, of count: Int, lot: String = "L-1") throws {
        keys = try (0..<count).map { _ in try PrivateKey.generateP256() }
        let certificates = try keys.enumerated().map { index, key in
            try CertificateAuthority.selfSigned(
                CertificateProfile(
                    subject: [("O", "TEST"), ("CN", "custodian \(index + 1)")], notBefore: 1_700_000_000_000,
                    notAfter: 2_000_000_000_000, keyUsage: .keyAgreement), key: key)
        }
        let plan = try CeremonyPlan(
            tender: "T-1", lot: lot, terms: Terms(threshold: threshold, custodians: count),
            certificates: certificates)
        self.plan = plan
        custodians = try keys.enumerated().map { try CeremonyCustodian(number: $0 + 1, key: $1, plan) }
    }

    /// Sends a message as it travels: as canonical bytes that are read again.
    static func send(_ message: CeremonyMessage, from sender: Int, to ceremony: inout KeyCeremony) throws {
        let bytes = message.json(of: ceremony.plan.id).canonicalBytes()
        try ceremony.receive(
            CeremonyMessage(
                JSON.parse(bytes, limits: .init(bytes: CeremonyMessage.limit)), of: ceremony.plan.id),
            from: sender)
    }

    /// Plays the ceremony to its end.
    /// - Parameter tamper: may change what a dealer deals, before it commits to it.
    func play(
        tamper: (Int, Deal) throws -> Deal? = { $1 }, complaints more: [(Int, CeremonyMessage)] = []
    ) throws -> (ceremony: KeyCeremony, shares: [CustodianShare]) {
        var ceremony = KeyCeremony(plan)
        var deals: [Int: Deal] = [:]
        for custodian in custodians {
            deals[custodian.number] = try tamper(custodian.number, custodian.deal().deal)
        }
        for (number, deal) in deals {
            try Self.send(.commitment(deal.hash(by: number, plan)), from: number, to: &ceremony)
        }
        try ceremony.endRound()
        guard ceremony.phase == .dealing else { return (ceremony, []) }
        for (number, deal) in deals { try Self.send(.deal(deal), from: number, to: &ceremony) }
        try ceremony.endRound()
        for custodian in custodians {
            for complaint in try custodian.complaints(in: ceremony) {
                try Self.send(complaint, from: custodian.number, to: &ceremony)
            }
        }
        for (sender, complaint) in more { try Self.send(complaint, from: sender, to: &ceremony) }
        try ceremony.endRound()
        guard ceremony.phase == .confirming else { return (ceremony, []) }
        let shares = try custodians.map { custodian in
            let (share, confirmation) = try custodian.finish(ceremony)
            try Self.send(confirmation, from: custodian.number, to: &ceremony)
            return share
        }
        try ceremony.endRound()
        return (ceremony, shares)
    }

    /// A deal whose share for one custodian is off by one, in an envelope that is in order.
    func badDeal(by dealer: Int, to victim: Int) throws -> Deal {
        let polynomial = try Polynomial(of: plan.terms)
        let good = try Deal.make(polynomial, by: dealer, plan)
        let off = try polynomial.share(for: victim).adding(P256Scalar.small(1))
        var envelopes = good.envelopes
        envelopes[victim - 1] = try Envelope.seal(
            SealedShare.prefix(plan, dealer, victim) + off.bytes(), for: plan.certificate(of: victim))
        return Deal(
            commitments: good.commitments, possession: good.possession, answer: good.answer,
            envelopes: envelopes)
    }
}

@Suite("Making an opening key that nobody holds")
struct CeremonyTests {
    @Test(
        "honest custodians end with one key, shares that fit it, and nothing on record",
        arguments: [(2, 3), (3, 5), (2, 2)])
    func honest(threshold: Int, count: Int) throws {
        let (ceremony, shares) = try Table(threshold, of: count).play()
        #expect(ceremony.phase == .standing)
        #expect(ceremony.record.isEmpty)
        let key = try #require(ceremony.key)
        #expect(ceremony.qualified.count == count && shares.count == count)
        let secrets = Dictionary(uniqueKeysWithValues: shares.map { ($0.custodian, $0) })
        let points = try secrets.mapValues { try P256Point.base(times: $0.secret) }
        let some = Array(points.keys.sorted().suffix(threshold))
        #expect(try Lagrange.combined(points, some).encoded() == key.publicPoint)
    }

    @Test("a dealer that sends a bad share is put out by a proof that everyone can check, and the rest go on")
    func badShare() throws {
        let table = try Table(3, of: 5)
        let (ceremony, shares) = try table.play { try $0 == 4 ? table.badDeal(by: 4, to: 2) : $1 }
        #expect(ceremony.phase == .standing)
        #expect(ceremony.qualified == [1, 2, 3, 5])
        #expect(ceremony.record.map(\.code) == ["DEAL_BAD_SHARE"])
        #expect(ceremony.record.map(\.custodian) == [4])
        #expect(shares.count == 5)
    }

    @Test("a false complaint is the complainer's fault, and the dealer stays in")
    func falseComplaint() throws {
        let table = try Table(2, of: 3)
        var ceremony = KeyCeremony(table.plan)
        let deals = try table.custodians.map { try $0.deal() }
        for (index, made) in deals.enumerated() { try ceremony.receive(made.commitment, from: index + 1) }
        try ceremony.endRound()
        for (index, made) in deals.enumerated() { try ceremony.receive(.deal(made.deal), from: index + 1) }
        try ceremony.endRound()
        let complaint = try Complaint.make(
            against: 1, by: 3, envelope: deals[0].deal.envelopes[2], key: table.keys[2], table.plan)
        try ceremony.receive(.complaint(complaint), from: 3)
        // A shared point that is not its own, with another's proof.
        let forged = Complaint(dealer: 2, sharedPoint: complaint.sharedPoint, proof: complaint.proof)
        try ceremony.receive(.complaint(forged), from: 3)
        #expect(ceremony.record.map(\.code) == ["COMPLAINT_FALSE", "COMPLAINT_UNPROVEN"])
        #expect(ceremony.record.map(\.custodian) == [3, 3])
        try ceremony.endRound()
        #expect(ceremony.qualified == [1, 2, 3])
    }

    @Test(
        "whoever chooses its commitments after seeing the others' is put out: they are not what was committed to"
    )
    func changedCommitments() throws {
        let table = try Table(2, of: 3)
        var ceremony = KeyCeremony(table.plan)
        let deals = try table.custodians.map { try $0.deal() }
        for (index, made) in deals.enumerated() { try ceremony.receive(made.commitment, from: index + 1) }
        try ceremony.endRound()
        for index in 0...1 { try ceremony.receive(.deal(deals[index].deal), from: index + 1) }
        try ceremony.receive(.deal(try table.custodians[2].deal().deal), from: 3)
        #expect(ceremony.record.map(\.code) == ["DEAL_NOT_AS_COMMITTED"])
        #expect(ceremony.record.map(\.custodian) == [3])
        try ceremony.endRound()
        #expect(ceremony.qualified == [1, 2])
    }

    @Test("a rogue key, made of the others' commitments, fails for want of possession")
    func rogueKey() throws {
        let table = try Table(2, of: 3)
        var first: Deal?
        let (ceremony, _) = try table.play { number, deal in
            if number == 1 { first = deal }
            guard number == 3, let first else { return deal }
            // Its own minus the first one's: nobody knows the constant term.
            let mine = try #require(P256Point(deal.commitments[0]))
            let other = try #require(P256Point(first.commitments[0]))
            return Deal(
                commitments: [try mine.subtracting(other).encoded()] + deal.commitments.dropFirst(),
                possession: deal.possession, answer: deal.answer, envelopes: deal.envelopes)
        }
        #expect(ceremony.record.map(\.code) == ["DEAL_NO_POSSESSION"])
        #expect(ceremony.record.map(\.custodian) == [3])
        #expect(ceremony.qualified == [1, 2] && ceremony.phase == .standing)
    }

    @Test("another's proof of possession or envelopes are worth nothing under one's own number")
    func copies() throws {
        let table = try Table(2, of: 3)
        var first: Deal?
        let (ceremony, _) = try table.play { number, deal in
            if number == 1 { first = deal }
            return number == 2 ? first : deal
        }
        #expect(ceremony.record.map(\.code) == ["DEAL_NO_POSSESSION"])
        #expect(ceremony.record.map(\.custodian) == [2])
        // The commitments its own, the envelopes copied: each reader finds them of another dealer.
        let (other, _) = try table.play { number, deal in
            if number == 1 { first = deal }
            guard number == 2, let first else { return deal }
            return Deal(
                commitments: deal.commitments, possession: deal.possession, answer: deal.answer,
                envelopes: first.envelopes)
        }
        #expect(other.record.first?.code == "DEAL_BAD_SHARE" && other.record.first?.custodian == 2)
        #expect(other.qualified == [1, 3])
    }

    @Test("who is silent is on record; with fewer than t dealers there is no key")
    func silence() throws {
        let table = try Table(2, of: 3)
        let (ceremony, _) = try table.play { $0 == 2 ? nil : $1 }
        #expect(ceremony.record.map(\.code) == ["CUSTODIAN_SILENT"])
        #expect(ceremony.phase == .standing && ceremony.qualified == [1, 3])
        let (failed, _) = try table.play { $0 == 1 ? $1 : nil }
        #expect(failed.phase == .failed && failed.key == nil)
    }

    @Test("out of turn, twice, of a stranger, of another ceremony: refused and named")
    func turns() throws {
        let (table, other) = (try Table(2, of: 3), try Table(2, of: 3, lot: "L-2"))
        var ceremony = KeyCeremony(table.plan)
        let made = try table.custodians[0].deal()
        try ceremony.receive(made.commitment, from: 1)
        #expect(try refusal { try ceremony.receive(made.commitment, from: 1) } == "CEREMONY_SAID_BEFORE")
        #expect(try refusal { try ceremony.receive(.deal(made.deal), from: 1) } == "CEREMONY_OUT_OF_TURN")
        #expect(try refusal { try ceremony.receive(made.commitment, from: 4) } == "CUSTODIAN_UNKNOWN")
        #expect(throws: JSONError.self) {
            _ = try CeremonyMessage(made.commitment.json(of: other.plan.id), of: table.plan.id)
        }
    }

    @Test("the same messages replayed give the same key, record and result")
    func replay() throws {
        let table = try Table(2, of: 3)
        let deals = try table.custodians.map { try $0.deal() }
        func run() throws -> KeyCeremony {
            var ceremony = KeyCeremony(table.plan)
            for (index, made) in deals.enumerated() { try ceremony.receive(made.commitment, from: index + 1) }
            try ceremony.endRound()
            for (index, made) in deals.dropLast().enumerated() {
                try ceremony.receive(.deal(made.deal), from: index + 1)
            }
            try ceremony.endRound()
            try ceremony.endRound()
            return ceremony
        }
        let (one, two) = (try run(), try run())
        #expect(try one.resultDigest() == two.resultDigest())
        #expect(one.record == two.record && one.key?.publicPoint == two.key?.publicPoint)
    }
}
