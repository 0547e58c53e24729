internal import Foundation
internal import Ledger
internal import OpenSSL
internal import Procurement
internal import Sealing
internal import StrictJSON

extension Option {
    static let share = Option("share", "FILE", zh: "加密的份额文件", en: "the encrypted file of the share")
    static let sharePassword = Option(
        "share-password-file", "FILE", zh: "份额口令所在文件", en: "a file whose first line is the share's password")
    static let checkpointFile = Option(
        "checkpoint", "FILE", zh: "冻结投标的检查点（签名记录）", en: "the checkpoint (signed note) that froze the bids")
    static let openingFile = Option("opening", "FILE", zh: "开标证书", en: "the opening certificate")
    static let keyFile = Option(
        "opening-key", "FILE", zh: "开标公钥文件（opening-key.json）", en: "the public opening key (opening-key.json)"
    )
    static let partialFile = Option("partial", "FILE", zh: "一名保管人的部分结果", en: "one custodian's partials")
    static let plainFile = Option("out", "FILE", zh: "明文写入此文件", en: "write the content to this file")
}

extension Verb {
    /// A custodian's part in opening envelopes, offline.
    static let custodianPartial = Verb(
        "custodian", "partial", group: .custodian, zh: "离线：用本人份额计算信封的部分结果和证明",
        en: "offline: this custodian's partials of envelopes, with their proofs",
        options: [
            .share.needed, .sharePassword.needed, .openingFile.needed, .checkpointFile.needed,
            .logKeyFile.needed, .envelope.needed.repeated, .out,
        ],
        notes: Words(
            zh: "检查点须由日志签名。本命令只供离线核对；在平台上开标时另须证明截止时间已过。",
            en:
                "The checkpoint must be signed by the log. This is for work offline; an opening in the hall also proves that the deadline has passed."
        )
    ) { call in
        let file = try call.shareFile()
        let note = try call.checkpointNote()
        let subject = OpeningSubject(
            tender: file.tender, lot: file.lot, checkpoint: try note.digest())
        let certificate = try Certificate(pemOrDER: Files.read(try call.needed(.openingFile)))
        let partials = try call.all(.envelope).map { path in
            let header = try SealedBidHeader.inspect(path: path, for: certificate)
            let place = try SealedPoint(
                digest: FileDigest.sha256(path), ephemeralPoint: header.ephemeralPoint)
            return try file.share.partial(of: place, for: subject, under: file.key)
        }
        let set = PartialSet(subject: subject, key: file.key, partials: partials)
        try call.deliver(try set.bytes())
        return .done
    }

    /// Any t custodians' parts open an envelope.
    static let custodianCombine = Verb(
        "custodian", "combine", group: .custodian, zh: "离线：核验部分结果，合成内容密钥，解开信封",
        en: "offline: check partials, combine them and open an envelope",
        options: [
            .keyFile.needed, .openingFile.needed, .envelope.needed, .partialFile.needed.repeated,
            .plainFile.needed,
        ],
        notes: Words(
            zh: "不成立的部分结果不采用，并指明保管人；其余达到门限即可开启。",
            en:
                "A partial that is not proven is not used and its custodian is named; the others open when they reach the threshold."
        )
    ) { call in
        let certificate = try Certificate(pemOrDER: Files.read(try call.needed(.openingFile)))
        let path = try call.needed(.envelope)
        let header = try SealedBidHeader.inspect(path: path, for: certificate)
        let digest = try FileDigest.sha256(path)
        let place = try SealedPoint(digest: digest, ephemeralPoint: header.ephemeralPoint)
        let file = try OpeningKeyFile(Files.read(try call.needed(.keyFile), limit: 1 << 16))
        guard file.key.publicPoint == certificate.p256Point else {
            throw Failure(
                "KEY_OF_ANOTHER", zh: "开标公钥不是这张开标证书的。",
                en: "The public opening key is not that of the opening certificate.")
        }
        var proven: [ProvenPartial] = []
        for path in call.all(.partialFile) {
            do {
                let set = try PartialSet(Files.read(path, limit: PartialSet.limits.bytes))
                guard set.subject.tender == file.tender, set.subject.lot == file.lot else {
                    call.console.note(zh: "“\(path)”属于另一标段。", en: "\(path) is for another lot.")
                    continue
                }
                let opening = Opening(key: file.key, subject: set.subject)
                for partial in set.partials where partial.envelope == digest {
                    do { proven.append(try opening.check(partial, of: place)) } catch let refusal
                        as SealingRefusal
                    { call.console.note(zh: refusal.zh, en: refusal.en) }
                }
            } catch let error as JSONError {
                call.console.note(zh: "“\(path)”：\(error.chinese)", en: "\(path): \(error.english)")
            }
        }
        let opening = Opening(
            key: file.key,
            subject: OpeningSubject(tender: file.tender, lot: file.lot, checkpoint: []))
        let key = try opening.contentKey(of: header, digest: digest, from: proven)
        let output = try call.needed(.plainFile)
        let content = try Envelope.open(path, to: output, key: key, certificate: certificate)
        let used = proven.map { String($0.partial.custodian) }.joined(separator: ", ")
        call.console.answer(
            [
                "contentKey": .string(key.reveal().hex), "sha256": .string(content.hex),
                "out": .string(output),
            ],
            zh: "已开启：\(output)，SHA-256 \(content.hex)（保管人\(used)）",
            en: "Opened to \(output), SHA-256 \(content.hex) (custodians \(used))")
        return .done
    }
}

extension Call {
    /// Reads and decrypts `--share`.
    fileprivate func shareFile() throws -> ShareFile {
        var password = try Files.password(try needed(.sharePassword))
        defer { Secret.wipe(&password) }
        return try ShareFile(Files.read(try needed(.share), limit: 1 << 16), password: password)
    }

    /// Reads `--checkpoint` and checks that the log of `--log-key-file` signed it.
    fileprivate func checkpointNote() throws -> SignedCheckpoint {
        let text = String(decoding: try Files.read(try needed(.logKeyFile), limit: 4096), as: UTF8.self)
        let log = try LogKey(text: text.trimmingCharacters(in: .whitespacesAndNewlines)) {
            OpenSSL.Digest.sha256($0)
        }
        return SignedCheckpoint(
            checkpoint: try Checkpoint.verified(Files.read(try needed(.checkpointFile)), key: log) {
                key, message, signature in
                (try? PublicKey(ed25519: key))?.verify(signature, of: message) ?? false
            })
    }
}

private struct SignedCheckpoint {
    let checkpoint: Checkpoint
    func digest() throws -> [UInt8] { OpenSSL.Digest.sha256(Array(checkpoint.text.utf8)) }
}
