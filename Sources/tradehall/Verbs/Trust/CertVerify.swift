internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Trust

extension Verb {
    /// Judges a certificate's path by RFC 5280.
    static let certVerify = Verb(
        "cert", "verify", group: .check, zh: "验证证书及其证书链", en: "verify a certificate and its path",
        operands: "CERT", options: Option.pathOptions,
        notes: Words(
            zh: "退出码：0通过，1不通过，2暂不能判定，64用法有误。给出--crls或--ocsp之一后，证书链上除信任锚外的每份证书都须有有效的吊销信息；都不给出时不检查吊销，并会说明。",
            en:
                "Exit 0 when it passes, 1 when it fails, 2 when it cannot be decided, 64 for a wrong command line. As soon as --crls or --ocsp is given, every certificate of the path but the anchor needs good revocation information; with neither, revocation is not checked and the answer says so."
        )
    ) { call in
        var options = try VerifyOptions(call)
        let objects = try VerifyOptions.objects(call.operands[0], VerifyOptions.certificateLabels)
        // A file may bring its chain along, the certificate that is asked about first.
        options.evidence.add(.subject, objects.first ?? [])
        for other in objects.dropFirst() { options.evidence.add(.intermediate, other) }
        let judgement = try Judgement.certificate(
            options.question(.certificate), options.evidence, options.validation)
        try call.keep(judgement)
        JudgementReport(judgement).tell(call.console)
        return Exit(judgement.indication)
    }
}

/// A judgement in words: the deciding reason first, then what it rests on.
struct JudgementReport {
    let judgement: Judgement

    init(_ judgement: Judgement) { self.judgement = judgement }

    func tell(_ console: Console) {
        if console.json { return console.print(judgement.json.text) }
        for line in lines(console.language) { console.print(line) }
    }

    private func lines(_ language: Language) -> [String] {
        let isChinese = language == .zh
        var lines = [
            "\(judgement.indication.rawValue) \(judgement.code.rawValue)"
                + (judgement.code.subIndication.map { " (\($0))" } ?? ""),
            isChinese ? judgement.chinese : judgement.english,
        ]
        if let remedy = judgement.deciding?.remedy {
            lines.append(isChinese ? remedy.chinese : remedy.english)
        }
        lines += chain(isChinese)
        if let policies = judgement.facts["policySet"] {
            let none = isChinese ? "（空）" : "(empty)"
            let authority = names(policies["authority"]) ?? none
            let user = names(policies["user"]) ?? none
            let isRequired = policies["explicitPolicyRequired"] == true
            lines.append(
                isChinese ? "CA所限定的策略集：\(authority)" : "Authority-constrained policies: \(authority)")
            lines.append(isChinese ? "用户所限定的策略集：\(user)" : "User-constrained policies: \(user)")
            lines.append(
                isChinese
                    ? "要求明确的策略：\(isRequired ? "是" : "否")"
                    : "Explicit policy required: \(isRequired ? "yes" : "no")")
        }
        let told = Set([judgement.deciding].compactMap { $0 })
        for outcome in judgement.outcomes {
            for remark in outcome.remarks where !told.contains(remark) {
                lines.append(
                    "\(outcome.state.rawValue) \(outcome.id): \(isChinese ? remark.chinese : remark.english)")
            }
        }
        return lines
    }

    private func chain(_ isChinese: Bool) -> [String] {
        guard case .array(let links)? = judgement.facts["chain"] else { return [] }
        return links.enumerated().map { depth, link in
            var name = "?"
            if case .string(let subject)? = link["subject"] { name = subject }
            let anchor = link["anchor"] == true ? (isChinese ? "（信任锚）" : " (anchor)") : ""
            return "  \(depth): \(name)\(anchor)"
        }
    }

    private func names(_ json: JSON?) -> String? {
        guard case .array(let items)? = json, !items.isEmpty else { return nil }
        return items.map { item in
            guard case .string(let text) = item else { return "?" }
            return text
        }.joined(separator: " ")
    }
}
