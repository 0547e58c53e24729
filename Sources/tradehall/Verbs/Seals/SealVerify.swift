internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Trust

extension Verb {
    /// Judges an electronic seal or a seal signature.
    static let sealVerify = Verb(
        "seal", "verify", group: .check, zh: "核验电子印章或者电子签章",
        en: "judge an electronic seal, or a seal signature", operands: "FILE",
        options: [SealOptions.content] + Option.pathOptions,
        notes: Words(
            zh: """
                识别GM/T 0031-2014、GB/T 38540-2020和GM/T 0031-2025的印章（.esl）与签章（SignedValue.dat）。
                没有--anchors和--trust时只核验签名，并作为警告说明；给出后还判定制章者和签章者的证书。没有--content时不比对原文杂凑值，并作为警告说明。
                退出码：0通过，1不通过，2无法判定。
                """,
            en: """
                Reads seals (.esl) and seal signatures (SignedValue.dat) of GM/T 0031-2014, GB/T 38540-2020 and GM/T 0031-2025.
                Without --anchors and --trust only the signatures are checked, and a warning says so; with them the certificates of maker and signer are judged too. Without --content the document's digest is not compared, and a warning says so.
                Exit code: 0 passed, 1 failed, 2 indeterminate.
                """)
    ) { call in
        let options = try VerifyOptions(call)
        var evidence = options.evidence
        let subject = try Files.read(call.operands[0], limit: SealObject.limit)
        evidence.add(.subject, subject)
        if let path = call.value(SealOptions.content) {
            evidence.add(.content, try Files.read(path, limit: Evidence.mostBytes))
        }
        let object = try? SealObject(der: subject)
        let kind: Trust.Question.Subject = if case .signature? = object { .sealSignature } else { .seal }
        let judgement = SealJudge.judge(options.question(kind), evidence, options.validation)
        try call.keep(judgement)
        SealReport(judgement: judgement, object: object).tell(call.console)
        return Exit(judgement.indication)
    }
}

/// The verdict on a seal for a person and as data.
private struct SealReport {
    let judgement: Judgement
    let object: SealObject?

    func tell(_ console: Console) {
        console.answer(judgement.json, zh: text(.zh), en: text(.en))
    }

    private func text(_ language: Language) -> String {
        let isChinese = language == .zh
        let colon = isChinese ? "：" : ": "
        let word =
            switch judgement.indication {
            case .passed: Words(zh: "通过", en: "PASSED")
            case .failed: Words(zh: "不通过", en: "FAILED")
            case .indeterminate: Words(zh: "无法判定", en: "INDETERMINATE")
            }
        let code = judgement.passed ? "" : " \(judgement.code.rawValue)"
        var lines = [
            "\(word[language])\(code)\(colon)\(isChinese ? judgement.chinese : judgement.english)"
        ]
        if let remedy = judgement.deciding?.remedy {
            lines.append("  → \(isChinese ? remedy.chinese : remedy.english)")
        }
        let wrong = judgement.outcomes.filter { $0.state == .notOK }.flatMap(\.remarks)
        for other in wrong where other != judgement.deciding {
            lines.append("  - \(other.code.rawValue)\(colon)\(isChinese ? other.chinese : other.english)")
        }
        for warning in judgement.warnings {
            lines.append(
                (isChinese ? "  警告：" : "  Warning: ") + (isChinese ? warning.chinese : warning.english))
        }
        if let object {
            lines.append("")
            lines += SealAccount.lines(object, chinese: isChinese)
        }
        return lines.joined(separator: "\n")
    }
}
