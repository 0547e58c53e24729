internal import Procurement
internal import StrictJSON
internal import Trust

extension Option {
    static let report = Option(
        "report", "FILE.html", zh: "把判定写成一页存档（HTML）", en: "write the verdict as a page for the file")
    static let dossier = Option(
        "dossier", "FILE", zh: "把所问、证据、策略和判定存为一个文件，可用verdict replay重新判定",
        en: "keep question, evidence, policy and verdict in one file, for verdict replay")
}

extension Verb {
    /// Judges again what a dossier holds.
    static let verdictReplay = Verb(
        "verdict", "replay", group: .check, zh: "根据存档重新判定，逐字节比对",
        en: "judge a dossier again and compare every byte",
        operands: "DOSSIER", options: [.report],
        notes: Words(
            zh: "不联网，只用文件里的证据。退出码：0与存档的判定逐字节相同，1不同。",
            en:
                "Offline, from the evidence in the file alone. Exit 0 when the verdict has the same bytes as the one in the file, 1 when not."
        )
    ) { call in
        let dossier: Dossier
        do {
            dossier = try Dossier(file: try Files.read(call.operands[0], limit: Dossier.limit))
        } catch let fault as TrustFault {
            throw Failure("DOSSIER", zh: "存档不可用：\(fault)", en: "\(fault)", exit: .usage)
        }
        let (judgement, isSame) = try dossier.replayed()
        try call.keepReport(judgement)
        let verdict = "\(judgement.indication.rawValue) \(judgement.code.rawValue)"
        call.console.answer(
            ["same": .bool(isSame), "verdict": judgement.json],
            zh: isSame
                ? "与存档的判定逐字节相同：\(verdict)。\(judgement.chinese)"
                : "与存档的判定不同；重新判定为\(verdict)。\(judgement.chinese)",
            en: isSame
                ? "The same verdict, byte for byte: \(verdict). \(judgement.english)"
                : "NOT the verdict in the file: judged again it is \(verdict). \(judgement.english)")
        return isSame ? .done : .failed
    }

    /// Prints the policy that verdicts go by when none is given.
    static let verdictPolicy = Verb(
        "verdict", "policy", group: .check, zh: "输出程序自带的验证策略（各项检查的级别）",
        en: "print the validation policy that the program brings along: the level of each check"
    ) { call in
        call.console.print(ValidationPolicy.standardText)
        return .done
    }
}

extension Call {
    /// Writes the page and the dossier that the options ask for.
    func keep(_ judgement: Judgement) throws {
        try keepReport(judgement)
        if let path = value(.dossier) { try Files.write(try Dossier(judgement).bytes(), to: path) }
    }

    fileprivate func keepReport(_ judgement: Judgement) throws {
        if let path = value(.report) { try Files.write(VerdictPage(judgement: judgement).bytes, to: path) }
    }
}
