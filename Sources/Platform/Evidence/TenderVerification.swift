internal import Foundation
internal import Ledger
internal import OpenSSL
package import Procurement
internal import Sealing
internal import StrictJSON
internal import Trust

/// Verifies an exported tender offline: every byte under the log's signature, every entry under the
/// checkpoint, every act under its author's signature, every decision under the law, and, where the sealed
/// bids are there, every opening again.
package struct TenderVerification {
    /// What was found to hold.
    package struct Findings: Sendable {
        package var tender: TenderID?
        package var logKey: String = ""
        package var checkpointSize: Int64 = 0
        package var stampedAt: Instant?
        package var members = 0
        package var bytes: Int64 = 0
        package var entries = 0
        package var signatures = 0
        package var decisions = 0
        package var bidsOpened = 0
        package var files = 0
        package var phases: [(LotID, Phase)] = []
        package var rehearsal = false
    }

    private let path: String
    private let workDirectory: String
    private let pinned: String?
    private let progress: (Int64) -> Void
    private var findings = Findings()
    private var lines: [ManifestLine] = []
    private var replay = Replay()
    /// The manifest's own line, once it has been read; after it only the seal may come.
    private var sealed: ManifestLine?
    private var isSealed = false

    /// - Parameters:
    ///   - logKey: the log's public key had from elsewhere, in the text form of a note verifier. Without it
    ///     the file is checked against the key inside, which proves that it is whole, not whose it is.
    ///   - workDirectory: for bids while they are opened again; nothing is left behind.
    ///   - progress: told the bytes done, now and then.
    /// - Throws: `EvidenceFault` that names the member and the byte; or what reading the file throws.
    package static func verify(
        _ path: String, logKey: String?, workDirectory: String, progress: @escaping (Int64) -> Void = { _ in }
    ) throws -> Findings {
        var verification = TenderVerification(
            path: path, workDirectory: workDirectory, pinned: logKey, progress: progress)
        return try verification.run()
    }

    private init(
        path: String, workDirectory: String, pinned: String?, progress: @escaping (Int64) -> Void
    ) {
        self.path = path
        self.workDirectory = workDirectory
        self.pinned = pinned
        self.progress = progress
    }

    private static let tar = "tar"
    private static let longestMember = 8 << 20
    private static let mostMembers = 2_000_000

    private mutating func run() throws -> Findings {
        // What is wrong with a header is told of the tar: nothing in it can be believed, not even the name.
        var place = (path: Self.tar, offset: 0)
        do {
            let reader = try TarReader(
                path: path, limits: TarLimits(files: Self.mostMembers), requireCanonical: true)
            while let member = try reader.next() {
                place = (member.path, member.offset)
                try check(member, reader)
                findings.members += 1
                findings.bytes = Int64(member.offset + member.size)
                progress(findings.bytes)
                // The next header begins where this member's last block ends.
                place = (Self.tar, (member.offset + member.size + 511) / 512 * 512)
            }
            place = (ExportFormat.seal, Int(findings.bytes))
            try finish()
            return findings
        } catch {
            // What a change breaks often lies behind it: the manifest knows which bytes were changed.
            if let changed = try? ChangedMember.find(in: path, pinned: pinned) { throw changed }
            let words = Self.words(of: error)
            throw EvidenceFault(place: place.path, offset: place.offset, zh: words.zh, en: words.en)
        }
    }

    private mutating func check(_ member: TarMember, _ reader: TarReader) throws {
        guard sealed == nil || (member.path == ExportFormat.seal && !isSealed) else {
            throw Fault(zh: "清单之后不应当再有成员", en: "nothing but the seal belongs after the manifest")
        }
        guard !member.path.hasPrefix(ExportFormat.files) else { return try file(member, reader) }
        guard member.size <= Self.longestMember else {
            throw Fault(zh: "超出长度上限", en: "it is longer than such a member can be")
        }
        var bytes: [UInt8] = []
        try reader.contents { piece in unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) } }
        switch member.path {
        case ExportFormat.manifest: return try manifest(bytes)
        case ExportFormat.seal: return try seal(bytes)
        case ExportFormat.readme: break
        case ExportFormat.logKey: try logKey(bytes)
        case ExportFormat.checkpoint: findings.checkpointSize = try replay.read(checkpoint: bytes)
        case ExportFormat.checkpointTimeStamp: replay.timeStamp = bytes
        case ExportFormat.timeStampCertificate:
            findings.stampedAt = try replay.read(timeStampCertificate: bytes)
        case _ where member.path.hasPrefix(ExportFormat.trust): try replay.trust(member.path, bytes)
        case _ where member.path.hasPrefix(ExportFormat.calendar): try replay.holidays(member.path, bytes)
        case _ where member.path.hasPrefix(ExportFormat.entries): try entry(member.path, bytes)
        default: throw Fault(zh: "不应当有这个成员", en: "no such member belongs into an exported tender")
        }
        lines.append(
            ManifestLine(digest: OpenSSL.Digest.sha256(bytes).hex, size: bytes.count, path: member.path))
    }

    private mutating func logKey(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasSuffix("\n") else { throw Fault(zh: "缺少结尾换行", en: "it does not end in a line break") }
        findings.logKey = String(text.dropLast())
        if let pinned, pinned != findings.logKey {
            throw Fault(zh: "不是所指定的日志密钥", en: "it is not the log key that was given")
        }
        replay.logKey = try LogKey(text: findings.logKey, OpenSSL.Digest.sha256)
    }

    private mutating func entry(_ path: String, _ bytes: [UInt8]) throws {
        let step = try replay.take(path, bytes)
        findings.entries += step.entries
        findings.signatures += step.signatures
        findings.decisions += step.decisions
    }

    /// A file of the tender: its name is its digest. A sealed bid that was opened is opened again.
    private mutating func file(_ member: TarMember, _ reader: TarReader) throws {
        try replay.settle()
        let name = String(member.path.dropFirst(ExportFormat.files.count))
        let hash = try RunningDigest()
        let bid = replay.openedBid(withEnvelope: name)
        if let bid {
            let copy = "\(workDirectory)/verify-\(try Random.bytes(8).hex)"
            let manager = FileManager.default
            guard manager.createFile(atPath: copy, contents: nil, attributes: [.posixPermissions: 0o600])
            else {
                throw Problem(
                    .unavailable, "FILE_UNWRITABLE", zh: "无法写入“\(workDirectory)”。",
                    en: "\"\(workDirectory)\" cannot be written; free some space or set TMPDIR.")
            }
            defer { try? manager.removeItem(atPath: copy) }
            let sink = try FileHandle(forWritingTo: URL(fileURLWithPath: copy))
            try reader.contents { piece in
                hash.update(piece)
                try unsafe piece.withUnsafeBytes { unsafe try sink.write(contentsOf: Data($0)) }
            }
            try sink.close()
            try replay.reopen(bid, at: copy, workDirectory: workDirectory)
            findings.bidsOpened += 1
        } else if member.size <= 64 * 1024 {
            var bytes: [UInt8] = []
            try reader.contents { piece in
                hash.update(piece)
                unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
            }
            replay.certificates[name] = bytes
        } else {
            try reader.contents { hash.update($0) }
        }
        let digest = try hash.value().hex
        guard digest == name else {
            throw Fault(zh: "内容与名称中的摘要不符", en: "its bytes do not have the digest that it is named after")
        }
        lines.append(ManifestLine(digest: digest, size: member.size, path: member.path))
        findings.files += 1
    }

    private mutating func manifest(_ bytes: [UInt8]) throws {
        guard Array(lines.map { "\($0.text)\n" }.joined().utf8) == bytes else {
            throw Fault(zh: "清单与文件中的成员不符", en: "it is not the list of the members of this file")
        }
        sealed = ManifestLine(
            digest: OpenSSL.Digest.sha256(bytes).hex, size: bytes.count, path: ExportFormat.manifest)
    }

    private mutating func seal(_ bytes: [UInt8]) throws {
        guard let key = replay.logKey, let sealed else {
            throw Fault(zh: "缺少日志密钥或者清单", en: "the log's key or the manifest is missing")
        }
        let note = try SignedNote(bytes)
        try note.verify(key, ed25519Check)
        try replay.settle()
        guard let tender = replay.tender?.id.text, note.text == ExportFormat.seal(of: tender, sealed),
            note.bytes == bytes
        else { throw Fault(zh: "签名的清单与本文件不符", en: "the signed manifest is not that of this file") }
        isSealed = true
    }

    private mutating func finish() throws {
        guard isSealed else {
            throw Fault(zh: "文件不完整，缺少签名的清单", en: "the file ends before its signed manifest")
        }
        guard let tender = replay.tender else { throw Fault(zh: "没有项目记录", en: "there is no tender in it") }
        findings.tender = tender.id
        findings.phases = tender.lots.map { ($0.id, $0.phase) }
        findings.rehearsal = replay.founding?.rehearsal ?? false
    }

    /// What is wrong with a member, without its place.
    struct Fault: Error {
        var words: Words
        init(zh: String, en: String) { words = Words(zh: zh, en: en) }
    }

    private static func words(of error: any Error) -> Words {
        switch error {
        case let fault as Fault: return fault.words
        case let refusal as SealingRefusal: return Words(zh: refusal.zh, en: refusal.en)
        case let problem as Problem: return problem.words
        case let refusal as Refusal: return refusal.words
        case let error as JSONError: return Words(zh: error.chinese, en: error.english)
        case let broken as BrokenLog: return Words(zh: "日志前后不符：\(broken.reason)", en: broken.reason)
        default: return Words(zh: "不符：\(error)", en: "\(error)")
        }
    }
}
