internal import Foundation
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Trust

extension Verb {
    /// Judges a signed message.
    static let cmsVerify = Verb(
        "cms", "verify", group: .check, zh: "核验CMS签名", en: "verify a CMS signature",
        operands: "FILE", options: [.content] + Option.pathOptions,
        notes: Words(
            zh: """
                附带或者分离原文的CMS签名（DER、PEM），逐个判定每个签名、签名人的证书路径和签名上的时间戳。消息自带的证书只用于构建路径。
                退出码：0有效，1无效，2不能判定，64用法错误。
                """,
            en: """
                A CMS signature, attached or detached, DER or PEM. Each signature is judged, with its signer's path and the time stamps on it. Certificates in the message only help to build paths.
                Exit code: 0 valid, 1 not, 2 undecided, 64 usage.
                """)
    ) { call in
        let options = try VerifyOptions(call)
        let evidence = try call.messageEvidence(options)
        let judgement = try MessageJudge.judge(
            options.question(.cms), evidence, options.validation)
        try call.keep(judgement)
        return MessageReport(judgement: judgement).tell(call.console)
    }

    /// Judges a time stamp.
    static let timeStampVerify = Verb(
        "timestamp", "verify", group: .check, zh: "核验时间戳（RFC 3161）", en: "verify a time stamp (RFC 3161)",
        operands: "FILE",
        options: [.content, .digestHex, .digestName, .nonce]
            + Option.pathOptions.filter { $0.name != Option.ocspNonce.name },
        notes: Words(
            zh: """
                时间戳或者TimeStampResp（DER、PEM），机构密钥可以是RSA、P-256或者SM2。用--content给出原文，或者用--digest给出其摘要。
                退出码：0有效，1无效，2不能判定，64用法错误。
                """,
            en: """
                A token or a whole TimeStampResp, DER or PEM; the authority's key may be RSA, P-256 or SM2. Give the data with --content, or its digest with --digest.
                Exit code: 0 valid, 1 not, 2 undecided, 64 usage.
                """)
    ) { call in
        let options = try VerifyOptions(call)
        let evidence = try call.messageEvidence(options)
        var question = options.question(.timestamp, use: .timestamp)
        if let digest = try call.hex(.digestHex, 32...64) {
            // Without a name the digest is compared with the imprint whatever its algorithm.
            let name = call.has(.digestName) ? try call.digestAlgorithm().rawValue : ""
            question.contentDigest = .init(algorithm: name, bytes: digest)
        }
        question.nonce = try call.hex(.nonce, 1...20).map { bytes in
            let digits = Array(bytes.drop { $0 == 0 })
            return digits.isEmpty ? "00" : digits.hex
        }
        let judgement = try TimeStampJudge.judge(question, evidence, options.validation)
        try call.keep(judgement)
        return MessageReport(judgement: judgement).tell(call.console)
    }
}

extension Call {
    /// The message that the verb was given, and the content beside it, with what the options say.
    fileprivate func messageEvidence(_ options: VerifyOptions) throws -> Evidence {
        var evidence = options.evidence
        evidence.add(.subject, try MessageFile.read(operands[0]))
        if let path = value(.content) {
            evidence.add(.content, try Files.read(path, limit: MessageFile.limit))
        }
        return evidence
    }
}

/// A judgement for a person and as data.
private struct MessageReport {
    let judgement: Judgement

    func tell(_ console: Console) -> Exit {
        console.answer(judgement.json, zh: text(.zh), en: text(.en))
        switch judgement.indication {
        case .passed: return .done
        case .failed: return .failed
        case .indeterminate: return .undecided
        }
    }

    private func text(_ language: Language) -> String {
        func word(_ remark: Remark) -> String { language == .zh ? remark.chinese : remark.english }
        let head =
            switch judgement.indication {
            case .passed: Words(zh: "有效", en: "VALID")
            case .failed: Words(zh: "无效", en: "NOT VALID")
            case .indeterminate: Words(zh: "不能判定", en: "UNDECIDED")
            }
        let colon = language == .zh ? "：" : ": "
        let sentence = language == .zh ? judgement.chinese : judgement.english
        let code = judgement.passed ? "" : " \(judgement.code.rawValue)"
        var lines = ["\(head[language])\(code)\(colon)\(sentence)"]
        if let remedy = judgement.deciding?.remedy {
            lines.append("→ \(language == .zh ? remedy.chinese : remedy.english)")
        }
        let wrong = judgement.outcomes.filter { $0.state == .notOK }.flatMap(\.remarks)
        for remark in wrong where remark != judgement.deciding {
            lines.append("✗ \(remark.code.rawValue)\(colon)\(word(remark))")
        }
        for remark in judgement.warnings { lines.append("! \(word(remark))") }
        for signer in list(judgement.facts["signers"]) { lines += describe(signer, language) }
        if case .object(let stamp)? = judgement.facts["timestamp"] {
            lines += stamp.sorted { $0.key < $1.key }.map { "  \($0.key)\(colon)\(shown($0.key, $0.value))" }
        }
        return lines.joined(separator: "\n")
    }

    private func list(_ json: JSON?) -> [JSON] {
        if case .array(let all)? = json { all } else { [] }
    }

    private func describe(_ signer: JSON, _ language: Language) -> [String] {
        guard case .object(let members) = signer else { return [] }
        let colon = language == .zh ? "：" : ": "
        let names = ["subject", "issuer", "serial", "key", "digest", "signingTime", "bestSignatureTime"]
        return names.compactMap { name in
            members[name].flatMap { $0 == .null ? nil : "  \(name)\(colon)\(shown(name, $0))" }
        }
    }

    private func shown(_ name: String, _ value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number) where ["time", "signingTime", "bestSignatureTime"].contains(name):
            Procurement.Instant(milliseconds: number).text
        case .object(let members):
            members.sorted { $0.key < $1.key }.map { shown($0.key, $0.value) }.joined(separator: " ")
        default: value.text
        }
    }
}
