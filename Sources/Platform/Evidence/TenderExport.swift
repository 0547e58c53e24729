internal import Foundation
internal import Ledger
internal import OpenSSL
package import Procurement
internal import Sealing
internal import Storage
internal import StrictJSON
internal import Locks
internal import Trust

/// Writes a tender as one file that anybody verifies offline.
struct TenderExport {
    let hall: Hall
    let tender: Tender
    let withBids: Bool
    private let writer: TarWriter
    private var lines: [ManifestLine] = []

    /// - Returns: nothing; the tar lies at `path` when it returns.
    static func write(_ tender: Tender, of hall: Hall, withBids: Bool, to path: String) throws {
        var export = TenderExport(
            hall: hall, tender: tender, withBids: withBids, writer: try TarWriter(path: path))
        try export.run()
    }

    private mutating func run() throws {
        let checkpoint = try hall.checkpoint()
        try add(ExportFormat.readme, Array(ExportFormat.readmeText.utf8))
        try add(ExportFormat.logKey, Array("\(hall.seals.key.text)\n".utf8))
        try add(ExportFormat.checkpoint, checkpoint.note)
        if let token = checkpoint.timeStamp { try add(ExportFormat.checkpointTimeStamp, token) }
        try add(ExportFormat.timeStampCertificate, hall.seals.timeStampCertificate.pem())
        for (name, bytes) in hall.verifier.anchors.exported { try add("\(ExportFormat.trust)\(name)", bytes) }
        for notice in hall.law.calendar.additions {
            try add("\(ExportFormat.calendar)\(notice.year).json", notice.json.canonicalBytes())
        }
        var files: [Procurement.Digest] = []
        for stored in try entries() { files += try add(stored, under: checkpoint) }
        var written: Set<Procurement.Digest> = []
        for digest in files where written.insert(digest).inserted {
            let path = "\(ExportFormat.files)\(digest.hex)"
            let hash = try RunningDigest()
            var size = 0
            try writer.add(path: path, file: hall.files.path(of: ContentDigest(digest.hex))) { piece in
                hash.update(piece)
                size += piece.byteCount
            }
            lines.append(ManifestLine(digest: try hash.value().hex, size: size, path: path))
        }
        let manifest = Array(lines.map { "\($0.text)\n" }.joined().utf8)
        try writer.add(path: ExportFormat.manifest, bytes: manifest)
        let seal = ManifestLine(
            digest: OpenSSL.Digest.sha256(manifest).hex, size: manifest.count, path: ExportFormat.manifest)
        let text = ExportFormat.seal(of: tender.id.text, seal)
        try writer.add(path: ExportFormat.seal, bytes: hall.seals.sign(text: text))
        try writer.finish()
    }

    private mutating func add(_ path: String, _ bytes: [UInt8]) throws {
        try writer.add(path: path, bytes: bytes)
        lines.append(ManifestLine(digest: OpenSSL.Digest.sha256(bytes).hex, size: bytes.count, path: path))
    }

    /// The founding, the tender's history, and the registrations of everybody in it, in the log's order.
    private func entries() throws -> [StoredEntry] {
        var entries = try all(Draft.hallStream) + all(Draft.stream(of: tender.id))
        let parties = Set(entries.compactMap { ActRecord(in: $0.bytes)?.by })
        for party in parties.sorted() { entries += try all("party/\(party.text)") }
        // Whoever entered a party into the registry has a history too: the centre's is the founding.
        return entries.sorted { $0.seq < $1.seq }
    }

    private func all(_ stream: String) throws -> [StoredEntry] {
        var (entries, version): ([StoredEntry], Int64) = ([], 1)
        while true {
            let page = try hall.store.entries(of: stream, from: version, limit: 1000)
            entries += page
            guard page.count == 1000 else { return entries }
            version += 1000
        }
    }

    /// - Returns: the files that the entry's events name, as far as they belong into this export.
    private mutating func add(
        _ stored: StoredEntry, under checkpoint: StoredCheckpoint
    ) throws -> [Procurement.Digest] {
        let receipt = try Receipt(
            entry: stored.bytes, salt: stored.salt, seq: stored.seq,
            proof: try hall.store.inclusionProof(of: stored.seq, in: checkpoint.size),
            checkpoint: checkpoint.note, timeStamp: nil)
        try add(ExportFormat.entry(stored.seq), receipt.bytes)
        if let command = stored.command {
            try add(ExportFormat.command(stored.seq), command.signed)
            if let verdict = command.verdict { try add(ExportFormat.verdict(stored.seq), verdict) }
        }
        let entry = try stored.entry()
        switch try EntryBody(kind: entry.kind, entry.body) {
        case .act(_, let events):
            return events.flatMap { event -> [Procurement.Digest] in
                // The sealed bid and its key are in the export; what they open to need not be there twice.
                if case .bidOpened = event { return [] }
                let open = event.files.filter { $0.isPublic || withBids }.map(\.0)
                guard withBids, case .bidSubmitted(_, _, _, let sealed) = event else { return open }
                return open + [sealed.envelope]
            }
        case .clock, .interruption, .registered, .founded: return []
        }
    }
}

extension TrustAnchors {
    /// Every root, intermediate and list in DER under a name of its own, in the order that `TrustAnchors` needs.
    var exported: [(String, [UInt8])] {
        provinces.flatMap { province in
            let groups = [
                ("root", province.roots.map(\.der)), ("ca", province.intermediates.map(\.der)),
                ("crl", province.lists.map(\.der)),
            ]
            return groups.flatMap { kind, items in
                items.enumerated().map { ("\(province.territory)/\(kind)-\($0.offset + 1).der", $0.element) }
            }
        }
    }
}

extension Hall {
    /// Writes a tender into one file in the work folder, for who may have it, and gives its path. Whoever
    /// asked removes the file.
    package func export(_ id: TenderID, for viewer: Viewer?) throws(Problem) -> String {
        let (tender, kind) = try writer.reading { published throws(Problem) in
            let tender = try published.tender(id)
            return (tender, published.mayExport(tender, viewer))
        }
        guard tender.isOver, kind != .nothing else {
            throw Problem(
                .refused, "TENDER_RUNNING", zh: "项目尚未结束，结束后方可导出。",
                en: "The tender is not over; it can be exported when every lot has ended.")
        }
        // Each takes disk and time, and anybody may ask for a finished tender.
        let isFree = exports.withLock { running in
            guard running < Self.mostExports else { return false }
            running += 1
            return true
        }
        guard isFree else {
            throw Problem(
                .unavailable, "HALL_BUSY", zh: "正在导出的项目过多，请稍后重试。",
                en: "Too many tenders are being exported; try again in a moment.")
        }
        defer { exports.withLock { $0 -= 1 } }
        do {
            let path = "\(facts.workDirectory)/export-\(try Random.bytes(8).hex).tar"
            try TenderExport.write(tender, of: self, withBids: kind == .withBids, to: path)
            return path
        } catch {
            throw Problem(storage: error)
        }
    }
}
