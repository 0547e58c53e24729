internal import OpenSSL

/// What one rule that allows demands and does not find.
struct RuleShortfall {
    let rule: RecognitionRule
    /// In the order in which the demands stand; empty when the rule grants.
    let codes: [RecognitionStep]
    /// Of those policies that a certificate may have, the ones that satisfy it.
    let policies: [String]
}

/// The other steps: what was agreed between the two.
extension Recogniser {
    mutating func judgeRules(_ provider: TrustProvider, _ service: TrustService) {
        steps.append(.rule)
        let grants = (rules.national?.rules ?? []).filter {
            $0.effect == .allow && $0.concerns(from: question.from, to: question.to)
        }
        if grants.isEmpty {
            addNoRule()
        } else {
            judge(grants, provider, service, narrowing: false)
        }
        let narrowings = rules.narrowings(from: question.from, to: question.to, at: question.time)
        if !narrowings.isEmpty { judge(narrowings, provider, service, narrowing: true) }
        judgeRefusals(provider, service)
    }

    private mutating func addNoRule() {
        add(
            .rule, .territoryNotRecognised,
            zh: "没有规则使\(words.to.chinese)认可\(words.from.chinese)的证书。",
            en: "No rule makes \(words.to.english) recognise certificates of \(words.from.english).",
            remedyZh: "须由国家互认规则增加\(question.from)至\(question.to)的规则。",
            remedyEn: "It is settled by a national rule from \(question.from) to \(question.to).")
    }

    /// Takes the rule that grants; else the one that comes nearest, with all that it misses.
    private mutating func judge(
        _ candidates: [RecognitionRule], _ provider: TrustProvider, _ service: TrustService, narrowing: Bool
    ) {
        let judged = candidates.map { shortfall($0, provider, service) }
        func key(_ one: RuleShortfall) -> (Int, Int, Int, String) {
            let first =
                one.codes.first.flatMap { RecognitionStep.allCases.firstIndex(of: $0) }
                ?? RecognitionStep.allCases.count
            return (one.codes.count, -first, -one.rule.priority, one.rule.id)
        }
        guard let best = judged.min(by: { key($0) < key($1) }) else { return }
        if !narrowing || rule == nil || !best.codes.isEmpty { rule = best.rule.id }
        steps += [.ruleUse, .ruleTrade, .ruleSubject, .ruleAssurance, .rulePolicy, .reciprocity].filter {
            !steps.contains($0)
        }
        for step in best.codes { addShortfall(step, best.rule, service) }
        if best.codes.isEmpty { narrowDemand(to: best, service) }
    }

    /// The policies that the path must be valid for: those that every rule on the way accepts, under their own
    /// names and under the names that they are mapped to, because a cross-certified path ends in the anchor of
    /// the other domain.
    private mutating func narrowDemand(to granted: RuleShortfall, _ service: TrustService) {
        guard !service.policies.isEmpty else {
            demand = demand ?? PolicyDemand()
            return
        }
        let mapped = granted.rule.policyMap.filter { granted.policies.contains($0.from) }.map(\.to)
        var accepted = Set(granted.policies).union(mapped)
        if let before = demand, !before.policies.isEmpty { accepted.formIntersection(before.policies) }
        demand = PolicyDemand(policies: accepted.sorted(), requireExplicitPolicy: true)
    }

    private func shortfall(
        _ rule: RecognitionRule, _ provider: TrustProvider, _ service: TrustService
    ) -> RuleShortfall {
        var codes: [RecognitionStep] = []
        if !rule.isInForce(at: question.time, confirmedAt: nil) || !rule.covers(service, of: provider) {
            codes.append(.rule)
        }
        if !rule.uses.contains(question.use) { codes.append(.ruleUse) }
        if !rule.allows(question.trade) { codes.append(.ruleTrade) }
        if !(rule.subjectKinds?.contains(question.subjectKind) ?? true) { codes.append(.ruleSubject) }
        // A CA's certificate must have a policy that the list names for the use; other services have none.
        let named = service.policies.filter { policy in
            policy.uses.contains(question.use) && question.policies?.contains(policy.oid) ?? true
                && question.traits.flatMap { policy.criteria?.matches($0) } ?? true
        }
        let strong = named.filter { $0.assurance >= rule.minAssurance ?? 0 }
        let accepted = strong.filter { rule.accepts(policy: $0.oid) }
        if strong.isEmpty, rule.minAssurance != nil {
            codes.append(.ruleAssurance)
        } else if accepted.isEmpty, rule.policies != nil || !service.policies.isEmpty {
            codes.append(.rulePolicy)
        }
        if rule.reciprocity == .required, !hasMirror(rule) { codes.append(.reciprocity) }
        return RuleShortfall(rule: rule, codes: codes, policies: accepted.map(\.oid))
    }

    /// Whether the other side accepts at least the uses of this rule in return, at the control time.
    ///
    /// A mirror that the other side has denied, suspended or narrowed below those uses is none.
    private func hasMirror(_ rule: RecognitionRule) -> Bool {
        let (from, to, time) = (question.to, question.from, question.time)
        let refused = rules.refusals(from: from, to: to, at: time).filter(\.isWhole)
            .reduce(into: Set<TrustUse>()) { $0.formUnion($1.uses) }
        guard refused.isDisjoint(with: rule.uses) else { return false }
        let narrowed = rules.narrowings(from: from, to: to, at: time)
        guard narrowed.isEmpty || narrowed.contains(where: { $0.uses.isSuperset(of: rule.uses) }) else {
            return false
        }
        return (rules.national?.rules ?? []).contains { mirror in
            mirror.effect == .allow && mirror.concerns(from: from, to: to)
                && mirror.isInForce(at: time, confirmedAt: nil) && mirror.uses.isSuperset(of: rule.uses)
        }
    }

    /// Deny beats allow, whatever their priorities.
    private mutating func judgeRefusals(_ provider: TrustProvider, _ service: TrustService) {
        steps.append(.notDenied)
        let refusals = rules.refusals(from: question.from, to: question.to, at: question.time).filter {
            $0.uses.contains(question.use) && $0.touches(question.trade) && $0.covers(service, of: provider)
                && $0.subjectKinds?.contains(question.subjectKind) ?? true
        }
        for refusal in refusals.sorted(by: { ($1.priority, $0.id) < ($0.priority, $1.id) }) {
            rule = refusal.id
            let since = Instant.words(refusal.effectiveFrom)
            let isEmergency = refusal.effect == .suspend
            let lapses =
                isEmergency && question.time - refusal.effectiveFrom < RecognitionRule.emergency
            add(
                .notDenied, .territoryNotRecognised, rule: refusal.id,
                zh:
                    "规则\(refusal.id)自\(since)起\(isEmergency ? "暂停" : "拒绝")\(words.to.chinese)认可\(words.from.chinese)的“\(service.chinese)”用于\(words.useChinese)（\(refusal.basis)）。",
                en:
                    "Rule \(refusal.id) has \(isEmergency ? "suspended" : "denied") since \(since) that \(words.to.english) recognises “\(service.english)” of \(words.from.english) for \(words.useEnglish) (\(refusal.basis)).",
                remedyZh: lapses ? "未经国家确认的紧急暂停30日后失效；届时重新判定。" : "须由\(words.to.chinese)或者国家撤销该规则。",
                remedyEn: lapses
                    ? "An emergency suspension lapses after 30 days unless the nation confirms it; judge again then."
                    : "It is settled when \(words.to.english) or the nation repeals the rule.")
        }
    }
}
