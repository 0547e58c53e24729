internal import Foundation
internal import Ledger
internal import OpenSSL
internal import Procurement
internal import Sealing
internal import StrictJSON

extension Option {
    static let logKeyFile = Option(
        "log-key-file", "FILE", zh: "日志公钥所在文件（name+hash+key）",
        en: "a file with the log's public key, name+hash+key")
    static let envelope = Option("envelope", "FILE", zh: "密封的投标文件", en: "a sealed bid")
}

extension Verb {
    /// Replays the record of an opening.
    static let custodianVerify = Verb(
        "custodian", "verify", group: .check, zh: "核验开标记录：检查点、每个部分结果的证明、内容密钥、摘要",
        en: "replay the record of an opening: checkpoint, every partial's proof, content keys, digests",
        operands: "TRANSCRIPT.json", options: [.logKeyFile.needed, .envelope.repeated],
        notes: Words(
            zh: "给出密封文件时一并核对其摘要、信封和内容。格式见docs/formats/opening-transcript.md。",
            en:
                "With the sealed files their digests, headers and contents are checked too. The format: docs/formats/opening-transcript.md."
        )
    ) { call in
        let transcript = try OpeningTranscript(
            Files.read(call.operands[0], limit: OpeningTranscript.limits.bytes))
        let text = String(decoding: try Files.read(try call.needed(.logKeyFile), limit: 4096), as: UTF8.self)
        let log = try LogKey(text: text.trimmingCharacters(in: .whitespacesAndNewlines)) {
            OpenSSL.Digest.sha256($0)
        }
        var sealed: [[UInt8]: String] = [:]
        for path in call.all(.envelope) { sealed[try FileDigest.sha256(path)] = path }
        let work = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tradehall-opening-\(try Hall.freshID().prefix(8))")
        try FileManager.default.createDirectory(
            at: work, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: work) }
        let paths = sealed
        var faults = try transcript.faults(log: log, sealed: { paths[$0] }, work: work.path)
        let known = Set(transcript.envelopes.map(\.sha256))
        for (digest, path) in sealed.sorted(by: { $0.value < $1.value }) where !known.contains(digest) {
            faults.append(
                SealingRefusal(
                    "ENVELOPE_NOT_FROZEN", zh: "“\(path)”不在开标记录的投标之中。",
                    en: "\"\(path)\" is not among the bids of the record."))
        }
        let count = transcript.envelopes.count
        call.console.answer(
            [
                "right": .bool(faults.isEmpty), "envelopes": .integer(Int64(count)),
                "faults": .array(
                    faults.map { ["code": .string($0.code), "zh": .string($0.zh), "en": .string($0.en)] }),
            ],
            zh: faults.isEmpty
                ? "\(count)份投标的开标记录全部成立；不予采用的部分结果\(transcript.refused.count)个。"
                : faults.map { "错误  \($0.zh)" }.joined(separator: "\n"),
            en: faults.isEmpty
                ? "The record of \(count) envelopes holds; \(transcript.refused.count) partials were refused rightly."
                : faults.map { "WRONG  \($0.en)" }.joined(separator: "\n"))
        return faults.isEmpty ? .done : .failed
    }
}
