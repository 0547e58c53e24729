import Foundation
import Ledger
import OpenSSL
import StrictJSON
import Testing

@testable import Sealing

/// A log with one checkpoint, and a lot with bids that stock-shaped envelopes hold.
struct Lot {
    let shop: Workshop
    let certificate: Certificate
    let key: OpeningKey
    let shares: [CustodianShare]
    let log: LogSigner
    let note: [UInt8]
    let subject: OpeningSubject

    init(_ key: OpeningKey, _ shares: [CustodianShare], name: String = "L-1") throws {
        (self.key, self.shares) = (key, shares)
        shop = try Workshop()
        // Nobody holds the private key: the certificate is made by an authority, for the public point.
        let root = try PrivateKey.generateP256()
        let profile = CertificateProfile(
            subject: [("CN", "root")], notBefore: 1_700_000_000_000, notAfter: 2_000_000_000_000,
            keyUsage: .keyCertSign, isAuthority: true)
        let authority = try CertificateAuthority(
            key: root, certificate: CertificateAuthority.selfSigned(profile, key: root))
        let point = try #require(EnvelopeKeys.publicKey(point: key.publicPoint))
        certificate = try authority.issue(
            CertificateProfile(
                subject: [("CN", "opening \(name)")], notBefore: 1_700_000_000_000,
                notAfter: 2_000_000_000_000, keyUsage: .keyAgreement), for: point)
        let ed25519 = try PrivateKey.generateEd25519()
        log = LogSigner(
            key: try LogKey(name: "hall.test/log", publicKey: ed25519.ed25519PublicBytes()) {
                Digest.sha256($0)
            }
        ) { try ed25519.sign($0) }
        let checkpoint = try Checkpoint(
            origin: "hall.test/log", size: 7, root: [UInt8](repeating: 3, count: 32))
        note = try checkpoint.signed(by: [log]).bytes
        subject = OpeningSubject(
            tender: "T-1", lot: name, checkpoint: Digest.sha256(Array(checkpoint.text.utf8)))
    }

    var opening: Opening { Opening(key: key, subject: subject) }

    /// Seals a bid and gives its digest.
    func seal(_ content: String, _ name: String) throws -> [UInt8] {
        try shop.write(Array(content.utf8), "plain")
        try Envelope.seal(shop.path("plain"), to: shop.path(name), for: certificate)
        return try FileDigest.sha256(shop.path(name))
    }

    func header(_ name: String) throws -> SealedBidHeader {
        try SealedBidHeader.inspect(path: shop.path(name), for: certificate)
    }

    func place(_ name: String) throws -> SealedPoint {
        try SealedPoint(
            digest: FileDigest.sha256(shop.path(name)), ephemeralPoint: header(name).ephemeralPoint)
    }

    /// Opens every named file with what the custodians post; whoever posts `wrong` adds one to its partial.
    func open(_ names: [String], custodians: [Int], wrong: Int? = nil, ceremony: [SealingRefusal] = []) throws
        -> OpeningTranscript
    {
        var (envelopes, refused): ([OpeningTranscript.Envelope], [PartialOpening]) = ([], [])
        for name in names {
            let (place, header) = (try place(name), try header(name))
            let posted = try custodians.map { number in
                let good = try shares[number - 1].partial(of: place, for: subject, under: key)
                guard number == wrong else { return good }
                let off = try good.point.adding(P256Point.base(times: P256Scalar.small(1)))
                return try PartialOpening(
                    custodian: number, envelope: good.envelope, point: off.encoded(), a: good.proof.encodedA,
                    b: good.proof.encodedB, z: good.proof.encodedZ)
            }
            var proven: [ProvenPartial] = []
            for (finding, partial) in zip(try opening.check(posted.map { ($0, place) }), posted) {
                switch finding {
                case .proven(let good): proven.append(good)
                case .refused: refused.append(partial)
                }
            }
            let content = try opening.contentKey(of: header, digest: place.digest, from: proven)
            let digest = try Envelope.open(
                shop.path(name), to: shop.path("\(name).plain"), key: content, certificate: certificate)
            envelopes.append(
                OpeningTranscript.Envelope(
                    sha256: place.digest, header: header, partials: proven.map(\.partial),
                    outcome: .opened(contentKey: content.reveal(), plaintext: digest)))
        }
        return OpeningTranscript(
            subject: subject, key: key, certificate: certificate.der, checkpoint: note, envelopes: envelopes,
            refused: refused, ceremony: ceremony)
    }

    func faults(_ transcript: OpeningTranscript, _ names: [String]) throws -> [SealingRefusal] {
        let paths = Dictionary(
            uniqueKeysWithValues: try names.map { (try FileDigest.sha256(shop.path($0)), shop.path($0)) })
        return try transcript.faults(log: log.key, sealed: { paths[$0] }, work: shop.folder.path)
    }
}

@Suite("Opening a lot")
struct OpeningScenarioTests {
    @Test(
        "five custodians, three open: a bad dealer, an absentee and a wrong partial stop nothing and are on record"
    )
    func fiveCustodians() throws {
        let table = try Table(3, of: 5)
        let (ceremony, shares) = try table.play { try $0 == 4 ? table.badDeal(by: 4, to: 2) : $1 }
        let lot = try Lot(#require(ceremony.key), shares)
        let names = ["a.cms", "b.cms"]
        for name in names { _ = try lot.seal("the bid \(name)", name) }
        // Custodian 1 is absent, custodian 5 lies.
        let made = try lot.open(names, custodians: [2, 3, 4, 5], wrong: 5, ceremony: ceremony.record)
        #expect(try lot.shop.read("a.cms.plain") == Array("the bid a.cms".utf8))
        let transcript = try OpeningTranscript(made.bytes())
        #expect(try transcript.bytes() == made.bytes())
        #expect(try lot.faults(transcript, names).isEmpty)
        #expect(transcript.refused.map(\.custodian) == [5, 5])
        #expect(transcript.ceremony.map(\.custodian) == [4])
        #expect(transcript.ceremony.map(\.code) == ["DEAL_BAD_SHARE"])
        #expect(transcript.envelopes.allSatisfy { $0.partials.map(\.custodian) == [2, 3, 4] })
        // For the Python verifier, which is run over this very record.
        if let folder = ProcessInfo.processInfo.environment["TRADEHALL_TRANSCRIPT_OUT"] {
            try Data(made.bytes()).write(to: URL(fileURLWithPath: "\(folder)/transcript.json"))
            try Data(lot.log.key.text.utf8).write(to: URL(fileURLWithPath: "\(folder)/log.key"))
            for name in names {
                try Data(lot.shop.read(name)).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            }
        }
    }

    @Test("a record that was changed does not replay, and what is wrong is named")
    func changedRecords() throws {
        let ceremony = try Ceremony(2, of: 3)
        let lot = try Lot(ceremony.key, ceremony.shares)
        _ = try lot.seal("bid", "a.cms")
        _ = try lot.seal("other", "b.cms")
        let good = try lot.open(["a.cms", "b.cms"], custodians: [1, 2])
        #expect(try lot.faults(good, ["a.cms", "b.cms"]).isEmpty)
        let text = String(decoding: try good.bytes(), as: UTF8.self)
        let first = good.envelopes[0]
        guard case .opened(let key, let plaintext) = first.outcome else { return }
        for (part, code) in [
            (key.hex, "CONTENT_KEY_DIFFERS"), (plaintext.hex, "CONTENT_DIFFERS"),
            (first.partials[1].proof.encodedZ.hex, "PARTIAL_WRONG"),
            (first.header.tag.hex, "ENVELOPE_DIFFERS"),
            (first.header.wrappedKey.hex, "ENVELOPE_DIFFERS"),
        ] {
            let other = (part.last == "0" ? "1" : "0")
            let changed = text.replacingOccurrences(of: part, with: part.dropLast() + other)
            let faults = try lot.faults(OpeningTranscript(Array(changed.utf8)), ["a.cms", "b.cms"])
            #expect(faults.map(\.code) == [code])
        }
        let elsewhere = text.replacingOccurrences(of: "\"lot\":\"L-1\"", with: "\"lot\":\"L-2\"")
        #expect(
            try lot.faults(OpeningTranscript(Array(elsewhere.utf8)), []).map(\.code)
                == [String](repeating: "PARTIAL_WRONG", count: 4))
        let note = text.replacingOccurrences(of: "hall.test/log\\n7\\n", with: "hall.test/log\\n8\\n")
        #expect(try lot.faults(OpeningTranscript(Array(note.utf8)), []).first?.code == "TRANSCRIPT_WRONG")
    }

    @Test("an envelope whose wrapped key is spoilt is its sealer's fault: the partials are proven")
    func spoiltEnvelope() throws {
        let ceremony = try Ceremony(2, of: 3)
        let lot = try Lot(ceremony.key, ceremony.shares)
        _ = try lot.seal("bid", "a.cms")
        var bytes = try lot.shop.read("a.cms")
        let wrapped = try lot.header("a.cms").wrappedKey
        let at = try #require(bytes.firstRange(of: wrapped)).lowerBound
        bytes[at] ^= 1
        try lot.shop.write(bytes, "a.cms")
        let code = try refusal { _ = try lot.open(["a.cms"], custodians: [1, 3]) }
        #expect(code == "BID_KEY_NOT_RECOVERED")
    }

    @Test("a bidder that copies another's envelope, or its ephemeral point, into another lot learns nothing")
    func copies() throws {
        let (one, other) = (try Ceremony(2, of: 3), try Ceremony(2, of: 3))
        let (early, late) = (
            try Lot(one.key, one.shares, name: "early"), try Lot(other.key, other.shares, name: "late")
        )
        _ = try late.seal("the victim's price", "victim.cms")
        let victim = try late.header("victim.cms")
        // The whole envelope: the early lot's door refuses it, as it is sealed to another certificate.
        try early.shop.write(late.shop.read("victim.cms"), "copy.cms")
        #expect(try refusal { _ = try early.header("copy.cms") } == "BID_RECIPIENT_OTHER")
        // The ephemeral point, in an envelope of the thief's own: it opens early, and the shared point that the early
        // lot's custodians publish for it says nothing about the late lot's.
        let digest = [UInt8](repeating: 9, count: 32)
        let place = try SealedPoint(digest: digest, ephemeralPoint: victim.ephemeralPoint)
        let proven = try [1, 2].map {
            try early.opening.check(
                early.shares[$0 - 1].partial(of: place, for: early.subject, under: early.key), of: place)
        }
        let x = try early.opening.sharedSecret(digest: digest, from: proven)
        #expect(
            try refusal { _ = try Envelope.contentKey(fromSharedSecret: x, victim) }
                == "BID_KEY_NOT_RECOVERED")
        // Nor do the partials pass in the late lot, whose own custodians have not acted.
        #expect(
            try refusal { _ = try late.opening.check(proven[0].partial, of: place) } == "PARTIAL_WRONG")
    }

    @Test("t − 1 shares and everything that the server has do not open a bid")
    func conspiracy() throws {
        let ceremony = try Ceremony(3, of: 5)
        let lot = try Lot(ceremony.key, ceremony.shares)
        _ = try lot.seal("the victim's price", "victim.cms")
        let (header, base) = (try lot.header("victim.cms"), try lot.place("victim.cms").point)
        let known = [1, 2]
        var guesses: [P256Point] = []
        let parts = try Dictionary(
            uniqueKeysWithValues: known.map { ($0, try base.times(lot.shares[$0 - 1].secret)) })
        guesses.append(try Lagrange.combined(parts, known))
        // The missing third in the place of everything public that is of the right shape.
        let shapes = try lot.key.sharePoints + lot.key.commitments.encoded() + [header.ephemeralPoint]
        for third in 3...5 {
            for shape in shapes {
                var all = parts
                all[third] = P256Point(shape)
                guesses.append(try Lagrange.combined(all, known + [third]))
            }
        }
        for guess in guesses {
            let code = try refusal { _ = try Envelope.contentKey(fromSharedSecret: guess.x(), header) }
            #expect(code == "BID_KEY_NOT_RECOVERED")
        }
    }
}

@Suite("A custodian's machine and the clock")
struct OpeningGuardTests {
    private let hash: HashFunction = { Digest.sha256($0) }
    private let deadline: Int64 = 1_800_000_000_000

    private func log() throws -> LogSigner {
        let key = try PrivateKey.generateEd25519()
        return LogSigner(
            key: try LogKey(name: "hall.test/log", publicKey: key.ed25519PublicBytes(), hash)
        ) { try key.sign($0) }
    }

    /// A log of one entry, which tells the deadline, and of another of the same size that tells another.
    private func evidence(_ log: LogSigner, version: Int64 = 1) throws -> OpeningGuard.Evidence {
        let entry = try Entry(
            stream: "tender/T-1", version: version, at: 1_700_000_000_000, kind: "tender.act@1",
            command: nil, body: ["deadline": .integer(deadline)])
        let salt = [UInt8](repeating: 1, count: 32)
        let root = TreeHash.leaf(Commitment.of(entry.bytes, salt: salt, hash), hash)
        let note = try Checkpoint(origin: "hall.test/log", size: 1, root: root).signed(by: [log]).bytes
        let receipt = try Receipt(
            entry: entry.bytes, salt: salt, seq: 0, proof: [], checkpoint: note, timeStamp: nil)
        return OpeningGuard.Evidence(note: note, timeStamp: [1], consistency: [], entries: [receipt])
    }

    private func admit(
        _ evidence: OpeningGuard.Evidence, _ log: LogSigner, held: Checkpoint? = nil, stamped: Int64,
        now: Int64
    ) throws -> OpeningSubject {
        try OpeningGuard(log: log.key, held: held).admit(
            tender: "T-1", lot: "L-1", evidence, deadline: { _ in deadline }, stamp: { _, _ in stamped },
            now: now
        ).subject
    }

    @Test("it acts after the deadline, and not at it, not on the stamp alone and not on its own clock alone")
    func times() throws {
        let log = try log()
        let evidence = try evidence(log)
        _ = try admit(evidence, log, stamped: deadline + 1, now: deadline + 1)
        for (stamped, now) in [(deadline, deadline + 1), (deadline + 1, deadline), (0, deadline + 1)] {
            #expect(
                try refusal { _ = try admit(evidence, log, stamped: stamped, now: now) }
                    == "OPENING_TOO_EARLY")
        }
    }

    @Test("another log's signature, a rewritten history and an entry from elsewhere are refused")
    func proofs() throws {
        let (log, other) = (try log(), try log())
        let good = try evidence(log)
        #expect(throws: LedgerError.self) {
            _ = try admit(good, other, stamped: deadline + 1, now: deadline + 1)
        }
        let held = try Checkpoint(origin: "hall.test/log", size: 1, root: [UInt8](repeating: 5, count: 32))
        #expect(throws: LedgerError.self) {
            _ = try admit(good, log, held: held, stamped: deadline + 1, now: deadline + 1)
        }
        let elsewhere = OpeningGuard.Evidence(
            note: good.note, timeStamp: [1], consistency: [], entries: try evidence(log, version: 2).entries)
        #expect(
            try refusal { _ = try admit(elsewhere, log, stamped: deadline + 1, now: deadline + 1) }
                == "OPENING_ENTRY_ELSEWHERE")
        let none = OpeningGuard.Evidence(note: good.note, timeStamp: [1], consistency: [], entries: [])
        #expect(
            try refusal { _ = try admit(none, log, stamped: deadline + 1, now: deadline + 1) }
                == "OPENING_NO_DEADLINE")
    }
}
