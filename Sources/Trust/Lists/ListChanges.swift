/// One difference between two lists or two sets of rules, in words.
package struct TrustChange: Sendable, Hashable {
    package let chinese: String
    package let english: String

    init(zh: String, en: String) {
        chinese = zh
        english = en
    }
}

extension TrustList {
    /// What is different in a newer list, one sentence each.
    package func changes(to newer: TrustList) -> [TrustChange] {
        var found: [TrustChange] = []
        if newer.sequence != sequence {
            found.append(
                TrustChange(
                    zh: "序号从\(sequence)变为\(newer.sequence)",
                    en: "the number goes from \(sequence) to \(newer.sequence)"))
        }
        for signer in newer.signers where !signers.contains(signer) {
            let name = signer.certificate.shortName
            found.append(TrustChange(zh: "新的列表签名人“\(name)”", en: "a new list signer, “\(name)”"))
        }
        for signer in signers where !newer.signers.contains(signer) {
            let name = signer.certificate.shortName
            found.append(
                TrustChange(zh: "列表签名人“\(name)”不再列出或者有变", en: "the list signer “\(name)” is gone or changed"))
        }
        for service in newer.services {
            guard let old = self.service(service.id)?.1 else {
                found.append(
                    TrustChange(
                        zh: "新的服务\(service.id)“\(service.chinese)”",
                        en: "a new service \(service.id), “\(service.english)”"))
                continue
            }
            found += old.changes(to: service)
        }
        for old in services where newer.service(old.id) == nil {
            found.append(TrustChange(zh: "没有了服务\(old.id)", en: "the service \(old.id) is gone"))
        }
        for pointer in newer.pointers where !pointers.contains(pointer) {
            found.append(
                TrustChange(
                    zh: "指向列表\(pointer.listID)的内容有变", en: "the pointer to \(pointer.listID) is new or changed"
                ))
        }
        for pointer in pointers where !newer.pointers.contains(where: { $0.listID == pointer.listID }) {
            found.append(
                TrustChange(zh: "不再指向列表\(pointer.listID)", en: "the pointer to \(pointer.listID) is gone"))
        }
        if newer.rulesDigest != rulesDigest {
            found.append(TrustChange(zh: "互认规则换了一份", en: "other recognition rules are named"))
        }
        return found
    }
}

extension TrustService {
    fileprivate func changes(to newer: TrustService) -> [TrustChange] {
        var found: [TrustChange] = []
        for change in newer.history.changes.dropFirst(history.changes.count) {
            let since = Instant.words(change.effectiveFrom)
            found.append(
                TrustChange(
                    zh: "\(id)自\(since)起\(change.status.rawValue)：\(change.reason)",
                    en: "\(id) is \(change.status.rawValue) from \(since): \(change.reason)"))
        }
        if !newer.history.continues(history) {
            found.append(TrustChange(zh: "\(id)的历史被改写", en: "the history of \(id) is rewritten"))
        }
        if newer.uses != uses { found.append(TrustChange(zh: "\(id)的用途有变", en: "the uses of \(id) changed")) }
        if newer.policies != policies || newer.algorithms != algorithms {
            found.append(TrustChange(zh: "\(id)的策略或者算法有变", en: "the policies or algorithms of \(id) changed"))
        }
        if newer.identity != identity {
            found.append(
                TrustChange(zh: "\(id)的身份或者证书有变", en: "the identity or certificates of \(id) changed"))
        }
        return found
    }
}

extension RecognitionRules {
    /// What is different in newer rules, one sentence each.
    package func changes(to newer: RecognitionRules) -> [TrustChange] {
        var found: [TrustChange] = []
        for rule in newer.rules {
            guard let old = self.rule(rule.id) else {
                found.append(TrustChange(zh: "新规则：\(rule.chinese)", en: "a new rule: \(rule.english)"))
                continue
            }
            if old != rule {
                found.append(
                    TrustChange(
                        zh: "规则从“\(old.chinese)”变为“\(rule.chinese)”",
                        en: "a rule goes from “\(old.english)” to “\(rule.english)”"))
            }
        }
        for old in rules where newer.rule(old.id) == nil {
            found.append(TrustChange(zh: "删去规则：\(old.chinese)", en: "a rule is gone: \(old.english)"))
        }
        for one in newer.confirmations where !confirmations.contains(one) {
            found.append(
                TrustChange(
                    zh: "确认紧急暂停\(one.ruleID)", en: "the emergency suspension \(one.ruleID) is confirmed"))
        }
        return found
    }

    /// What in these rules will not do what its author may think, or may reach back: one sentence each.
    ///
    /// - Parameter national: the rules of the nation, when these are a province's.
    package func doubts(under national: RecognitionRules?) -> [TrustChange] {
        var found: [TrustChange] = []
        for rule in rules {
            if rule.effect == .allow, rule.effectiveFrom < rule.recordedAt {
                found.append(
                    TrustChange(
                        zh: "规则\(rule.id)的生效早于记录：使过去的行为得到认可",
                        en:
                            "rule \(rule.id) takes effect before it was recorded, and so recognises what is past"
                    ))
            }
            if rule.effect == .allow, let national, !isNational {
                let grants = national.rules.filter {
                    $0.effect == .allow && $0.concerns(from: rule.from, to: rule.to)
                }
                let granted = grants.reduce(into: Set<TrustUse>()) { $0.formUnion($1.uses) }
                for use in TrustUse.allCases where rule.uses.contains(use) && !granted.contains(use) {
                    found.append(
                        TrustChange(
                            zh: "规则\(rule.id)不能扩大国家所认可的：\(use.chinese)",
                            en: "rule \(rule.id) cannot widen what the nation grants: \(use.english)"))
                }
            }
            if rule.reciprocity == .required, isNational, rule.from != "*", rule.to != "*", !hasMirror(rule) {
                found.append(
                    TrustChange(
                        zh: "规则\(rule.id)以对等为条件，而没有对等的规则",
                        en: "rule \(rule.id) holds on reciprocity and no rule mirrors it"))
            }
            if rule.effect == .suspend { found += serial(rule) }
        }
        return found
    }

    private func hasMirror(_ rule: RecognitionRule) -> Bool {
        rules.contains {
            $0.effect == .allow && $0.concerns(from: rule.to, to: rule.from) && $0.status == .active
                && $0.uses.isSuperset(of: rule.uses)
        }
    }

    /// A suspension after a suspension, by which the 30 days would be stretched.
    private func serial(_ rule: RecognitionRule) -> [TrustChange] {
        rules.filter {
            $0.id != rule.id && $0.effect == .suspend && $0.from == rule.from && $0.to == rule.to
                && !$0.uses.isDisjoint(with: rule.uses) && $0.effectiveFrom <= rule.effectiveFrom
                && rule.effectiveFrom - $0.effectiveFrom <= 2 * RecognitionRule.emergency
        }.map { earlier in
            TrustChange(
                zh: "紧急暂停\(rule.id)紧接\(earlier.id)，变相延长30日之限",
                en: "the suspension \(rule.id) follows on \(earlier.id) and stretches the 30 days")
        }
    }
}

extension RecognitionRule {
    /// The rule as one clause.
    package var chinese: String {
        let verb =
            switch effect {
            case .allow: "认可"
            case .deny: "拒绝"
            case .suspend: "暂停认可"
            }
        let uses = TrustUse.allCases.filter { self.uses.contains($0) }.map(\.chinese).joined(separator: "、")
        return "\(id)：\(Self.place(to).0)\(verb)\(Self.place(from).0)（\(uses)）"
            + (minAssurance.map { "，至少\($0)级" } ?? "") + (reciprocity == .required ? "，须对等" : "")
            + (status == .suspended ? "，已停用" : "")
    }

    package var english: String {
        let verb =
            switch effect {
            case .allow: "recognises"
            case .deny: "denies"
            case .suspend: "suspends"
            }
        let uses = TrustUse.allCases.filter { self.uses.contains($0) }.map(\.english).joined(separator: ", ")
        return "\(id): \(Self.place(to).1) \(verb) \(Self.place(from).1) (\(uses))"
            + (minAssurance.map { ", assurance \($0) or more" } ?? "")
            + (reciprocity == .required ? ", on reciprocity" : "")
            + (status == .suspended ? ", switched off" : "")
    }

    private static func place(_ code: String) -> (String, String) {
        guard code != "*" else { return ("各省", "every province") }
        let known = RecognitionWords.territory(code)
        return (known.chinese, known.english)
    }
}
