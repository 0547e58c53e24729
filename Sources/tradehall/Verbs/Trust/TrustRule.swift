internal import Foundation
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Trust

extension Option {
    static let rulesAfter = Option(
        "after", "RULES.p7", zh: "续编：接在这份已签名的规则之后", en: "continue these signed rules")
    static let under = Option(
        "under", "RULES.p7", zh: "国家规则，用以核对省级规则没有扩大认可",
        en: "the nation's rules, which a province's may only narrow")
}

extension Verb {
    /// Starts rules, or the next issue of them.
    static let trustRuleNew = Verb(
        "trust", "rule", "new", group: .check, zh: "起草互认规则", en: "draft recognition rules",
        options: [.rulesAfter, .listID, .listTerritory, .instant, .out],
        notes: Words(
            zh: "得到JSON草稿，编辑后用“trust list sign”签名；其摘要写入列表的rules。国家规则的--territory为100000。",
            en:
                "Makes JSON to edit; \"trust list sign\" signs it, and its digest goes into rules of the list. For the nation, --territory is 100000."
        )
    ) { call in
        let time = try call.instant(.instant)
        let known = try call.value(.rulesAfter).map {
            try SignedRules(try Files.read($0, limit: TrustFiles.limit)).rules
        }
        let place = try call.value(.listTerritory).map {
            $0 == "100000" ? $0 : try call.territory(.listTerritory).code
        }
        guard let id = known?.id ?? call.value(.listID), let territory = known?.territory ?? place else {
            throw Failure.usage(
                zh: "新的规则需要--id和--territory；续编用--after。",
                en: "New rules need --id and --territory; --after continues some.")
        }
        let draft = try ListDraft.rules(id: id, territory: territory, after: known, at: time)
        _ = try RecognitionRules(json: draft)
        try call.deliver(draft + [0x0A])
        return .done
    }

    /// Shows rules in words.
    static let trustRuleShow = Verb(
        "trust", "rule", "show", group: .check, zh: "显示互认规则", en: "show recognition rules",
        operands: "RULES.p7|DRAFT.json"
    ) { call in
        let rules = try RecognitionRules(operand: call.operands[0])
        func text(_ language: Language) -> String {
            let head = Words(
                zh:
                    "互认规则\(rules.id)第\(rules.sequence)号（\(rules.territory)），\(rules.rules.count)条，SHA-256 \(rules.digest.hex)",
                en:
                    "Rules \(rules.id), number \(rules.sequence) (\(rules.territory)), \(rules.rules.count) in all, SHA-256 \(rules.digest.hex)"
            )[language]
            return ([head] + rules.rules.map { "- \(language == .zh ? $0.chinese : $0.english)" }).joined(
                separator: "\n")
        }
        let json = try JSON.parse(rules.bytes, limits: .init(bytes: TrustFiles.limit, values: 400_000))
        call.console.answer(json, zh: text(.zh), en: text(.en))
        return .done
    }

    /// Checks rules for what will not do what it seems to.
    static let trustRuleCheck = Verb(
        "trust", "rule", "check", group: .check, zh: "核对互认规则：缺少对等、扩大认可、溯及既往、连续暂停",
        en: "check rules for missing mirrors, widening, reaching back and stretched suspensions",
        operands: "RULES.p7|DRAFT.json", options: [.under],
        notes: Words(zh: "有需要留意之处时退出码为1。", en: "The exit code is 1 when there is something to look at.")
    ) { call in
        let rules = try RecognitionRules(operand: call.operands[0])
        let national = try call.value(.under).map { try RecognitionRules(operand: $0) }
        let doubts = rules.doubts(under: national)
        func text(_ language: Language) -> String {
            guard !doubts.isEmpty else { return language == .zh ? "没有发现问题。" : "Nothing is wrong." }
            return doubts.map { "- \(language == .zh ? $0.chinese : $0.english)" }.joined(separator: "\n")
        }
        call.console.answer(
            [
                "sound": .bool(doubts.isEmpty),
                "doubts": .array(doubts.map { ["zh": .string($0.chinese), "en": .string($0.english)] }),
            ], zh: text(.zh), en: text(.en))
        return doubts.isEmpty ? .done : .failed
    }

    /// Says what changed between two issues of rules.
    static let trustRuleDiff = Verb(
        "trust", "rule", "diff", group: .check, zh: "比较两份互认规则",
        en: "tell what changed between two sets of rules",
        operands: "OLD NEW", operandCount: 2...2
    ) { call in
        let old = try RecognitionRules(operand: call.operands[0])
        call.console.tell(old.changes(to: try RecognitionRules(operand: call.operands[1])), nil)
        return .done
    }
}

extension RecognitionRules {
    /// Rules out of a signed file, or out of a draft in JSON.
    fileprivate init(operand path: String) throws {
        let bytes = try Files.read(path, limit: TrustFiles.limit)
        if bytes.first == 0x30 {
            self = try SignedRules(bytes).rules
        } else {
            try self.init(json: try ListDraft.canonical(bytes))
        }
    }
}
