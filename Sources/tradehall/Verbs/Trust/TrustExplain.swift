internal import Foundation
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Trust

extension Verb {
    /// Says whether one province recognises another's certificates for a use, and why.
    static let trustExplain = Verb(
        "trust", "explain", group: .check, zh: "说明一省是否认可另一省的证书及其理由",
        en: "say whether one province recognises another's certificates, and why",
        options: [
            .trustFolder.needed, .fromTerritory.needed, .toTerritory.needed, .trustUse.needed, .tradeKind,
            .subjectKind, .service, .serviceType, .policyOID, .instant, .known,
            .evidenceOfTime,
        ],
        notes: Words(
            zh: """
                依据国家列表、省级列表和互认规则判定；同一省也须有规则。列出该省每一可用的服务，以最好的为结论。
                退出码：0认可，1不认可且不能补救，2不认可但可以补救或者暂不能判定。
                """,
            en: """
                Judges by the national list, the lists of provinces and the recognition rules; the same province needs a rule too. Each service that could be meant is told, and the best one answers.
                Exit code: 0 recognised, 1 not and nothing helps, 2 not as things stand, or it cannot be told yet.
                """)
    ) { call in
        let store = try call.trustStore()
        let question = try call.recognitionQuestion(store)
        let best = store.recognise(question)
        RecognitionReport(best: best, all: store.recogniseEach(question), store: store).tell(call.console)
        switch best.indication {
        case .passed: return .done
        case .failed: return .failed
        case .indeterminate: return .undecided
        }
    }
}

extension Call {
    /// The question that the options ask.
    fileprivate func recognitionQuestion(_ store: TrustStore) throws(Failure) -> RecognitionQuestion {
        guard let use: TrustUse = try word(.trustUse) else {
            throw .usage(zh: "缺少选项--use。", en: "The option --use is missing.")
        }
        let time = try instant(.instant)
        // A question about the past is judged by the lists that are there, which may be younger.
        let issued = store.lists.all.map(\.issuedAt).max() ?? time
        return RecognitionQuestion(
            from: try territory(.fromTerritory).code, to: try territory(.toTerritory).code, use: use,
            trade: try word(.tradeKind), subjectKind: try word(.subjectKind) ?? .legalPerson,
            service: value(.service).map { .id($0) } ?? .best, serviceType: try word(.serviceType), at: time,
            known: has(.known) ? try instant(.known) : issued, proof: try word(.evidenceOfTime) ?? .fresh,
            policies: has(.policyOID) ? all(.policyOID) : nil)
    }

    /// An instant in milliseconds; now when the option was not given.
    func instant(_ option: Option) throws(Failure) -> Int64 {
        guard let text = value(option) else { return Int64(Date().timeIntervalSince1970 * 1_000) }
        guard let instant = Instant(text: text) else {
            throw .usage(
                zh: "--\(option.name)应当形如2026-11-24T09:00:00+08:00，而不是“\(text)”。",
                en: "--\(option.name) takes a time like 2026-11-24T09:00:00+08:00, not \"\(text)\".")
        }
        return instant.milliseconds
    }
}

/// The answer of `trust explain` for a person and as data.
private struct RecognitionReport {
    let best: RecognitionOutcome
    let all: [RecognitionOutcome]
    let store: TrustStore

    func tell(_ console: Console) {
        console.answer(json, zh: text(.zh), en: text(.en))
    }

    private var json: JSON {
        guard case .object(var members) = best.json else { return best.json }
        members["services"] = .array(all.map(\.json))
        members["store"] = .string(store.digest.hex)
        return .object(members)
    }

    private func text(_ language: Language) -> String {
        var lines = [head(best, language)]
        lines += details(best, language)
        for other in all where other.service != best.service {
            lines.append("")
            lines.append(head(other, language))
            lines += details(other, language)
        }
        let lists = best.lists.map { cited in
            language == .zh ? "\(cited.id)第\(cited.sequence)号" : "\(cited.id) number \(cited.sequence)"
        }
        switch language {
        case .zh: lines.append("依据的列表：\(lists.joined(separator: "、"))。")
        case .en: lines.append("Lists: \(lists.joined(separator: ", ")).")
        }
        return lines.joined(separator: "\n")
    }

    private func head(_ outcome: RecognitionOutcome, _ language: Language) -> String {
        let sentence = language == .zh ? outcome.chinese : outcome.english
        let word =
            switch outcome.indication {
            case .passed: Words(zh: "认可", en: "RECOGNISED")
            case .failed: Words(zh: "不认可", en: "NOT RECOGNISED")
            case .indeterminate: Words(zh: "未获认可", en: "NOT RECOGNISED AS THINGS STAND")
            }
        let colon = language == .zh ? "：" : ": "
        return "\(word[language])\(outcome.passed ? "" : " \(outcome.code.told)")\(colon)\(sentence)"
    }

    private func details(_ outcome: RecognitionOutcome, _ language: Language) -> [String] {
        var lines: [String] = []
        for (index, finding) in outcome.findings.enumerated() {
            if index > 0 || finding.code == .ok {
                lines.append("  - \(language == .zh ? finding.chinese : finding.english)")
            }
            lines.append("    → \(language == .zh ? finding.remedyChinese : finding.remedyEnglish)")
        }
        if let demand = outcome.demand, !demand.policies.isEmpty {
            let policies = demand.policies.joined(separator: ", ")
            lines.append(
                language == .zh
                    ? "  证书路径须对下列策略之一有效：\(policies)。"
                    : "  The certificate's path must be valid for one of \(policies).")
        }
        return lines
    }
}
