internal import Foundation
internal import Ledger
internal import OpenSSL
internal import Platform
internal import Procurement
internal import Storage
internal import StrictJSON

extension Bench {
    /// How long a log takes to open: verification and replay, up to the first answer.
    func measureStart() throws {
        report.section(
            zh: "打开\(entries)条的日志（负载\(BenchReport.load)）",
            en: "Opening a log of \(entries) entries (load \(BenchReport.load))")
        let hall = try BenchHall(below: folder, tenders: tenders)
        defer { hall.clear() }
        hall.service.stop()
        let (zh, en) = try ("写入\(lengthen(hall))条", "wrote \(entries) entries")
        report.note(zh: zh, en: en)
        try time(
            "start.first", hall, zh: "首次打开：核验全部新条目并重放", en: "first: every new entry verified, then replayed")
        try time("start.again", hall, zh: "再次打开：重放", en: "again: replayed")
    }

    private func time(_ name: String, _ hall: BenchHall, zh: String, en: String) throws {
        let began = ContinuousClock.now
        let service = try ServiceProcess(
            ["--data", hall.data, "--rehearsal"], log: "\(hall.folder)/again.log", within: 600)
        _ = try Hall(service.address).get("/checkpoint")
        let took = (ContinuousClock.now - began).inSeconds
        let peak = Load.Usage("\(service.pid)").peakMebibytes
        service.stop()
        report.figure(
            name, took, "s", zh: zh, en: en,
            beside: Words(
                zh: "每条\(BenchReport.number(took * 1e6 / Double(entries))) µs，内存\(Int(peak)) MiB",
                en: "\(BenchReport.number(took * 1e6 / Double(entries))) µs an entry, \(Int(peak)) MiB"))
    }

    /// Writes bids into the hall's own log as its writer would, without the clients.
    private func lengthen(_ hall: BenchHall) throws -> Int {
        let store = try SQLiteStore(folder: hall.data)
        let log = try PrivateKey(pem: try Files.read("\(hall.data)/keys/log.pem"))
        let key = try LogKey(
            name: "bench.tradehall.example", publicKey: log.ed25519PublicBytes(), OpenSSL.Digest.sha256)
        let signer = LogSigner(key: key) { try log.sign($0) }
        guard let last = try store.entry(try store.size() - 1)?.entry() else { throw Bench.wrong }
        var versions = try hall.tenders.map { try store.version(of: Draft.stream(of: TenderID($0))) }
        var written = 0
        while written < entries {
            let batch = try (0..<min(50, entries - written)).map { number in
                let place = (written + number) % hall.tenders.count
                versions[place] += 1
                return try Self.bid(
                    written + number, stream: Draft.stream(of: TenderID(hall.tenders[place])),
                    version: versions[place], at: last.at)
            }
            let made = EntryBatch(after: try store.frontier(), batch)
            let note = try made.checkpoint(origin: "bench.tradehall.example").signed(by: [signer]).bytes
            try store.append(
                made, checkpoint: StoredCheckpoint(size: made.size, note: note, timeStamp: note))
            written += batch.count
        }
        return written
    }

    /// An entry as a bid leaves one, with a signed command of the usual size.
    private static func bid(_ number: Int, stream: String, version: Int64, at: Int64) throws -> NewEntry {
        let signed = try Random.bytes(1900)
        let id = "\(number)-bench-bid"
        let digest = { (text: String) in Procurement.Digest(hex: OpenSSL.Digest.sha256(Array(text.utf8)).hex)
        }
        guard let envelope = digest(id), let certificate = digest("certificate") else { throw wrong }
        let party = PartyID("91520000\(String(format: "%08d", number % 500))00")
        let body = EntryBody.act(
            ActRecord(id: id, by: party, roles: [.bidder], certificate: certificate, content: envelope),
            [
                .bidSubmitted(
                    BidID(id), LotID(BenchHall.lot), by: party,
                    SealedBid(envelope: envelope, size: 4096, replaces: nil))
            ])
        return try NewEntry(
            Entry(
                stream: stream, version: version, at: at, kind: body.kind,
                command: OpenSSL.Digest.sha256(signed), body: body.json),
            salt: Random.bytes(32),
            command: CommandRecord(
                actor: party.text, id: id, signed: signed, verdict: [UInt8](repeating: 0x20, count: 900)))
    }
}
