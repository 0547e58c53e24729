internal import OpenSSL
internal import Procurement
internal import Trust

extension Option {
    static let trustFolder = Option(
        "trust", "DIR", zh: "信任目录，其中有lists（certs/make所制的式样）",
        en: "the trust folder, with lists/ in it as certs/make lays it")
    static let fromTerritory = Option(
        "from", "PROVINCE", zh: "签发方所在省份：代码或者名称，如510000、四川、Sichuan",
        en: "whose certificates: a code or a name, such as 510000, 四川, Sichuan")
    static let toTerritory = Option(
        "to", "PROVINCE", zh: "在何处使用：代码或者名称", en: "where they are used: a code or a name")
    static let trustUse = Option(
        "use", TrustUse.allCases.map(\.rawValue).joined(separator: "|"), zh: "作何用途", en: "for what")
    static let tradeKind = Option(
        "trade", TradeKind.allCases.map(\.rawValue).joined(separator: "|"), zh: "何种业务；缺省指任何业务",
        en: "in which trade; else in every one")
    static let subjectKind = Option(
        "subject", SubjectKind.allCases.map(\.rawValue).joined(separator: "|"), zh: "何种持有者；缺省为legalPerson",
        en: "for what kind of holder; else legalPerson")
    static let service = Option(
        "service", "ID", zh: "信任列表上的服务编号；缺省为该省所有可用的服务",
        en: "a service on the list; else all that could be meant")
    static let serviceType = Option(
        "type", ServiceType.allCases.map(\.rawValue).joined(separator: "|"),
        zh: "何种服务；缺省为ca，时间戳为tsa", en: "what type of service; else ca, and tsa for time stamps")
    static let instant = Option(
        "at", "TIME", zh: "何时：RFC 3339，如2026-11-24T09:00:00+08:00；缺省为现在",
        en: "when: RFC 3339, such as 2026-11-24T09:00:00+08:00; else now")
    static let known = Option(
        "known", "TIME", zh: "只采用此时之前记录的内容；缺省为现有列表所记的全部",
        en: "what was recorded later does not count; else all that the lists hold")
    static let policyOID = Option(
        "policy", "OID", zh: "证书所含策略；缺省指该服务签发的任何策略",
        en: "a policy of the certificate; else whatever the service issues"
    ).repeated
    static let evidenceOfTime = Option(
        "proof", "fresh|stamped|claimed", zh: "时间的依据：当场、有时间戳或回执、仅为陈述；缺省为fresh",
        en: "how the time is known: done now, proven by a time stamp or receipt, or only said; else fresh")
}

extension Call {
    /// The trust folder of `--trust`, read and checked.
    func trustStore() throws -> TrustStore { try TrustStore(directory: try needed(.trustFolder)) }

    func territory(_ option: Option) throws(Failure) -> Territory {
        let text = try needed(option)
        guard let found = Territory(named: text) else {
            throw .usage(
                zh: "没有省份“\(text)”；请用GB/T 2260代码（如520000）或者名称（如贵州）。",
                en: "There is no province \"\(text)\"; give a code of GB/T 2260 (520000) or a name (Guizhou)."
            )
        }
        return found
    }

    /// The value of an option that takes one of some words.
    func word<Value>(_ option: Option, _ type: Value.Type = Value.self) throws(Failure) -> Value?
    where Value: RawRepresentable<String> & CaseIterable {
        guard let text = value(option) else { return nil }
        guard let found = Value(rawValue: text) else {
            let all = Value.allCases.map(\.rawValue)
            throw .usage(
                zh: "--\(option.name)应当是\(all.joined(separator: "、"))之一，而不是“\(text)”。",
                en: "--\(option.name) takes one of \(all.joined(separator: ", ")), not \"\(text)\".")
        }
        return found
    }
}
