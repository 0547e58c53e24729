import Foundation
import Ledger
import Locks
import OpenSSL
import Procurement
import Storage
import StrictJSON
import Trust

@testable import Platform

/// A store that fails on command, in the ways that the contract knows.
final class FaultyStore: Store {
    enum Fault: Sendable, CaseIterable {
        /// Nothing is on the disk, and the store knows it.
        case refused
        /// Nothing is on the disk, and nobody knows.
        case notWritten
        /// It is on the disk, and nobody knows.
        case writtenButNotTold
    }

    private struct Plan {
        var next = 0
        var faults: [Int: Fault]
        var stopped = false
    }

    let store: SQLiteStore
    private let plan: Mutex<Plan>

    init(_ store: SQLiteStore, faults: [Int: Fault] = [:]) {
        self.store = store
        plan = Mutex(Plan(faults: faults))
    }

    /// The next append fails so.
    func fail(_ fault: Fault) { plan.withLock { $0.faults[$0.next] = fault } }

    /// Stands for opening the store anew after an uncertain write.
    func reopen() { plan.withLock { $0.stopped = false } }

    func append(_ batch: EntryBatch, checkpoint: StoredCheckpoint) throws {
        let (fault, stopped) = plan.withLock { plan -> (Fault?, Bool) in
            guard !plan.stopped else { return (nil, true) }
            defer { plan.next += 1 }
            let fault = plan.faults[plan.next]
            plan.stopped = fault == .notWritten || fault == .writtenButNotTold
            return (fault, false)
        }
        if stopped { throw StorageError.stopped }
        switch fault {
        case nil: try store.append(batch, checkpoint: checkpoint)
        case .refused: throw StorageError.failed("as planned, refused")
        case .notWritten: throw StorageError.uncertain("as planned, not written")
        case .writtenButNotTold:
            try store.append(batch, checkpoint: checkpoint)
            throw StorageError.uncertain("as planned, written but not told")
        }
    }

    func addTimeStamp(_ token: [UInt8], toCheckpointOf size: Int64) throws {
        try store.addTimeStamp(token, toCheckpointOf: size)
    }
    func frontier() throws -> Frontier { try store.frontier() }
    func version(of stream: String) throws -> Int64 { try store.version(of: stream) }
    func entry(_ seq: Int64) throws -> StoredEntry? { try store.entry(seq) }
    func entries(from seq: Int64, limit: Int) throws -> [StoredEntry] {
        try store.entries(from: seq, limit: limit)
    }
    func entries(of stream: String, from version: Int64, limit: Int) throws -> [StoredEntry] {
        try store.entries(of: stream, from: version, limit: limit)
    }
    func entry(actor: String, command id: String) throws -> StoredEntry? {
        try store.entry(actor: actor, command: id)
    }
    func latestCheckpoint() throws -> StoredCheckpoint? { try store.latestCheckpoint() }
    func checkpoint(atLeast size: Int64) throws -> StoredCheckpoint? { try store.checkpoint(atLeast: size) }
    func hashes(of nodes: [TreeNode]) throws -> [[UInt8]] { try store.hashes(of: nodes) }
    func commitments(_ leaves: Range<Int64>) throws -> [[UInt8]] { try store.commitments(leaves) }
}

/// A hall on a store that fails on command, with a centre and a CA made on the spot.
final class SmallHall {
    static let now: Int64 = 1_790_000_000_000
    static let day: Int64 = 86_400_000
    static let code = "91110108551385082Q"

    let folder: String
    let store: FaultyStore
    let seals: Seals
    let centre: Identity
    private let anchors: TrustAnchors
    private(set) var hall: Hall
    let party = Party(
        uscc: PartyID("91440300708461136T"), name: "某公司", roles: [.agency], territory: "520000")

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hall-\(UUID().uuidString)").path
        for name in ["files", "work"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        (centre, anchors) = try Self.trust()
        let stamp = try PrivateKey.generateP256()
        seals = try Seals(
            origin: "small.example", logKey: .generateEd25519(), timeStampKey: stamp,
            certificate: CertificateAuthority.selfSigned(
                CertificateProfile(
                    subject: [("CN", "time stamps")], notBefore: Self.now - Self.day,
                    notAfter: Self.now + 1_000 * Self.day, keyUsage: .digitalSignature,
                    extendedKeyUsage: [CertificateProfile.timeStamping]), key: stamp))
        store = FaultyStore(try SQLiteStore(folder: folder))
        let centreParty = Party(
            uscc: PartyID(Self.code), name: "某中心", roles: [.centre], territory: "520000")
        try Loader.write(
            Founding(
                origin: "small.example", centre: centreParty, rehearsal: true, logKey: seals.key.text,
                timeStampCertificate: .sha256(seals.timeStampCertificate.fingerprint)),
            at: Instant(milliseconds: Self.now), seals: seals, to: store)
        hall = try Self.open(folder, store, seals, anchors)
    }

    deinit {
        hall.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Opens the hall anew on the same log, as a restart does.
    func reopen() throws {
        hall.close()
        store.reopen()
        hall = try Self.open(folder, store, seals, anchors)
    }

    private static func open(
        _ folder: String, _ store: FaultyStore, _ seals: Seals, _ anchors: TrustAnchors
    ) throws -> Hall {
        let loaded = try Loader(store: store).load()
        return Hall(
            clock: HallClock(
                rehearsal: .init(start: Instant(milliseconds: now)), notBefore: loaded.draft.lastAt),
            seals: seals, files: try FileStore(folder: "\(folder)/files"), store: store,
            law: Lawbook(calendar: Calendar()) { .sha256(OpenSSL.Digest.sha256(Array($0.utf8))) },
            verifier: try PathVerifier(anchors), loaded: loaded, workDirectory: "\(folder)/work",
            log: { _ in }
        )
    }

    private static func trust() throws -> (Identity, TrustAnchors) {
        let (rootKey, key) = (try PrivateKey.generateP256(), try PrivateKey.generateP256())
        let root = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", "根 TEST ONLY")], notBefore: now - 100 * day, notAfter: now + 900 * day,
                keyUsage: [.keyCertSign, .crlSign], isAuthority: true), key: rootKey)
        let authority = try CertificateAuthority(key: rootKey, certificate: root)
        let certificate = try authority.issue(
            CertificateProfile(
                subject: [("O", "某中心"), ("CN", "经办人")], notBefore: now - day, notAfter: now + 100 * day,
                keyUsage: [.digitalSignature],
                extensions: [CertificateExtension(oid: "1.2.156.10260.4.1.4", value: .text(code))]),
            for: key.publicKey)
        let list = try authority.revocationList(
            number: 1, thisUpdate: now - day, nextUpdate: now + 100 * day, revoked: [])
        return (
            Identity(key: key, certificate: certificate, chain: []),
            TrustAnchors([Province(territory: "520000", roots: [root], intermediates: [], lists: [list])])
        )
    }

    /// A signed command of the centre.
    func signed(_ name: String, tender: String? = nil, id: String, _ body: JSON) throws -> [UInt8] {
        let bytes = CommandEnvelope.bytes(
            id: id, command: name, tender: tender, issuedAt: hall.clock.now(), body: body)
        return try CMS.sign(
            bytes, key: centre.key, certificate: centre.certificate, extraCertificates: [],
            signingTime: hall.clock.now().milliseconds)
    }

    /// One that is always taken: the centre enters a party, again and again.
    func registration(_ id: String) throws -> [UInt8] { try signed("registerParty", id: id, party.json) }

    /// Whether what readers see is what the log says.
    func followsLog() throws -> Bool {
        let loaded = try Loader(store: store).load().published
        return hall.peek {
            $0.parties == loaded.parties && $0.tenders == loaded.tenders && $0.order == loaded.order
                && $0.shelves == loaded.shelves && $0.founding == loaded.founding
        }
    }
}
