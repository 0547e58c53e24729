internal import Foundation
internal import Ledger
internal import OpenSSL
internal import Procurement
internal import StrictJSON

extension Option {
    static let logKey = Option(
        "log-key", "FILE|VKEY", zh: "日志公钥：文件，或者name+hash+key文本（GET /log/key）",
        en: "the log's public key: a file, or its text name+hash+key (GET /log/key)")
    static let timeStampCertificate = Option(
        "tsa-cert", "FILE", zh: "时间戳机构证书，PEM（GET /log/tsa）",
        en: "the certificates of the time-stamp authority, PEM (GET /log/tsa)")
    static let signedCommand = Option(
        "command", "FILE", zh: "签名后的指令，核对回执确实对应它", en: "the signed command that it should be the receipt for")
}

extension Verb {
    /// Checks a receipt offline.
    static let receiptVerify = Verb(
        "receipt", "verify", group: .check, zh: "离线核验回执", en: "check a receipt without the hall",
        operands: "RECEIPT", options: [.logKey.needed, .timeStampCertificate, .signedCommand],
        notes: Words(
            zh: "日志公钥和时间戳证书应当事先从平台以外的渠道取得或者核对。没有给出--tsa-cert时不核验时间戳，并会说明。",
            en:
                "Have the log's key and the time-stamp certificate from somewhere else than the receipt. Without --tsa-cert the time stamp is not checked, and the answer says so."
        )
    ) { call in
        let receipt = try Receipt.parse(try Files.read(call.operands[0], limit: Receipt.longest))
        let key = try LogKey(text: try call.logKeyText(), sha256)
        let authorities = try call.value(.timeStampCertificate).map { try Signer.certificates($0) }
        let command = try call.value(.signedCommand).map { try Files.read($0) }
        let findings = try receipt.verify(
            with: key, sha256, signatureCheck: ed25519,
            timeStampCheck: authorities.map { trusted in { try stampTime($0, over: $1, by: trusted) } },
            command: command)
        ReceiptReport(receipt: receipt, findings: findings).tell(call.console)
        return .done
    }
}

/// The hash of the ledger.
let sha256: HashFunction = { OpenSSL.Digest.sha256($0) }

/// The signature of the ledger's notes.
let ed25519: SignatureCheck = { key, message, signature in
    (try? PublicKey(ed25519: key))?.verify(signature, of: message) ?? false
}

/// The instant that a token attests for a message.
/// - Throws: `Failure` when the token is over something else, or its signer is none of `trusted` nor was issued
///   by one of them.
func stampTime(_ token: [UInt8], over message: [UInt8], by trusted: [Certificate]) throws -> Int64 {
    let token = try TimeStampToken(der: token)
    guard token.stamps(OpenSSL.Digest.hash(token.imprintAlgorithm, message), token.imprintAlgorithm) else {
        throw Failure(
            "TIME_STAMP_OF_OTHER", zh: "时间戳不是对该检查点作出的。",
            en: "The token is over something else than the checkpoint.")
    }
    let isKnown = trusted.contains { one in
        one == token.signer || (one.isAuthority && token.signer.isSigned(by: one))
    }
    guard isKnown, token.signer.isForTimeStamping,
        (token.signer.notBefore...token.signer.notAfter).contains(token.time)
    else {
        throw Failure(
            "TIME_STAMP_UNTRUSTED", zh: "时间戳由“\(token.signer.subject)”签发，与--tsa-cert给出的证书不符，或者该证书当时不能签发时间戳。",
            en:
                "The token is signed by \(token.signer.subject), which is not of --tsa-cert or may not stamp time then."
        )
    }
    return token.time
}

extension Call {
    /// The text of the log's key, from the option itself or from the file that it names.
    func logKeyText() throws(Failure) -> String {
        let given = try needed(.logKey)
        if given.contains("+"), !FileManager.default.fileExists(atPath: given) { return given }
        let text = String(decoding: try Files.read(given, limit: 4096), as: UTF8.self)
        return String(text.prefix { $0 != "\n" && $0 != "\r" })
    }
}

/// What a receipt proves, for a person and as data.
private struct ReceiptReport {
    let receipt: Receipt
    let findings: Receipt.Findings

    func tell(_ console: Console) {
        let entry = findings.entry
        let at = Instant(milliseconds: entry.at).text
        console.answer(
            json,
            zh: """
                回执有效：第\(receipt.seq)号，\(entry.kind)，\(entry.stream)第\(entry.version)条，\(at)。
                已核验：\(checked.map(\.zh).joined(separator: "、"))。日志\(findings.checkpoint.origin)，检查点大小\(findings.checkpoint.size)。\(stamp.zh)
                """,
            en: """
                The receipt holds: number \(receipt.seq), \(entry.kind), entry \(entry.version) of \(entry.stream), \(at).
                Checked: \(checked.map(\.en).joined(separator: ", ")). Log \(findings.checkpoint.origin), checkpoint of size \(findings.checkpoint.size).\(stamp.en)
                """)
    }

    private var checked: [Words] { findings.checked.map(\.words) }

    private var stamp: Words {
        if let at = findings.attestedAt {
            let text = Instant(milliseconds: at).text
            return Words(
                zh: "时间戳机构证明不晚于\(text)。", en: " A time-stamp authority attests that it was there at \(text).")
        }
        if receipt.timeStamp != nil {
            return Words(zh: "时间戳未核验（未给出--tsa-cert）。", en: " The time stamp was not checked (no --tsa-cert).")
        }
        return Words(zh: "回执没有时间戳。", en: " The receipt has no time stamp.")
    }

    private var json: JSON {
        var members: [String: JSON] = [
            "holds": true, "seq": .integer(receipt.seq), "stream": .string(findings.entry.stream),
            "version": .integer(findings.entry.version), "kind": .string(findings.entry.kind),
            "at": .string(Instant(milliseconds: findings.entry.at).text),
            "log": .string(findings.checkpoint.origin), "size": .integer(findings.checkpoint.size),
            "checked": .array(findings.checked.map { .string($0.rawValue) }),
            "hasTimeStamp": .bool(receipt.timeStamp != nil),
        ]
        if let at = findings.attestedAt {
            members["attestedAt"] = .string(Instant(milliseconds: at).text)
        }
        return .object(members)
    }
}

extension LedgerError.Part {
    var words: Words {
        switch self {
        case .tree: Words(zh: "树", en: "tree")
        case .inclusionProof: Words(zh: "包含证明", en: "inclusion proof")
        case .consistencyProof: Words(zh: "一致性证明", en: "consistency proof")
        case .note: Words(zh: "签名文书", en: "signed note")
        case .checkpoint: Words(zh: "检查点", en: "checkpoint")
        case .key: Words(zh: "日志公钥", en: "log key")
        case .signature: Words(zh: "日志签名", en: "log signature")
        case .tile: Words(zh: "分块", en: "tile")
        case .entry: Words(zh: "条目", en: "entry")
        case .salt: Words(zh: "承诺盐值", en: "salt of the commitment")
        case .receipt: Words(zh: "回执格式", en: "form of the receipt")
        case .timeStamp: Words(zh: "时间戳", en: "time stamp")
        case .command: Words(zh: "对应的指令", en: "command")
        }
    }
}
