internal import OpenSSL

/// Judges whether one territory recognises what another's service issued: pure, and complete. All that is wrong
/// is found, not only the first.
///
/// The order is the one of the law of lists: the list must be authentic and fresh; the service granted at the
/// control time; the use, kind of holder, algorithm and policy its own; some rule in force must cover the pair;
/// reciprocity must hold; and nothing may deny it. The same territory is a rule like any other. Whether the
/// certificate's path is valid (with ``RecognitionOutcome/demand`` as its policies) is judged elsewhere.
package func recognise(
    _ question: RecognitionQuestion, lists: ListSet, rules: RuleSet
) -> RecognitionOutcome {
    let all = recogniseEach(question, lists: lists, rules: rules)
    // The best of them answers; among equals the first by id, so that the answer is the same everywhere.
    return all.min {
        ($0.passed ? 0 : 1, -$0.code.rank, $0.service ?? "") < (
            $1.passed ? 0 : 1, -$1.code.rank, $1.service ?? ""
        )
    } ?? Recogniser(question, lists, rules).notListed()
}

/// The answers for each service of the territory that could be meant, in the order of their ids; never none.
package func recogniseEach(
    _ question: RecognitionQuestion, lists: ListSet, rules: RuleSet
) -> [RecognitionOutcome] {
    let type = question.serviceType ?? (question.use == .timestamp ? .tsa : .ca)
    var meant: [(TrustList, TrustProvider, TrustService)] = []
    for list in lists.lists(of: question.from) {
        for provider in list.providers {
            for service in provider.services {
                let isMeant =
                    switch question.service {
                    // A root that issues to CAs alone stands for nothing by itself.
                    case .best: service.type == type && !service.uses.isEmpty
                    case .id(let id): service.id == id
                    case .key(let key): service.identity.keySHA256 == key
                    }
                if isMeant { meant.append((list, provider, service)) }
            }
        }
    }
    guard !meant.isEmpty else { return [Recogniser(question, lists, rules).notListed()] }
    return meant.sorted { $0.2.id < $1.2.id }.map { list, provider, service in
        var one = Recogniser(question, lists, rules)
        return one.judge(list, provider, service)
    }
}

/// The rules that a judgement rests on: the nation's, and those by which provinces narrow them.
package struct RuleSet: Sendable {
    package let national: RecognitionRules?
    package let provinces: [RecognitionRules]

    package init(national: RecognitionRules?, provinces: [RecognitionRules] = []) {
        self.national = national
        self.provinces = provinces.sorted { $0.territory < $1.territory }
    }

    package var all: [RecognitionRules] { (national.map { [$0] } ?? []) + provinces }

    func of(_ territory: String) -> [RecognitionRules] { provinces.filter { $0.territory == territory } }

    /// Since when the nation has confirmed an emergency suspension; nil when it has not.
    func confirmation(of rule: RecognitionRule, in rules: RecognitionRules) -> Int64? {
        national?.confirmations.filter { $0.rulesID == rules.id && $0.ruleID == rule.id }.map(\.at).min()
    }

    func isInForce(_ rule: RecognitionRule, in rules: RecognitionRules, at time: Int64) -> Bool {
        rule.isInForce(at: time, confirmedAt: confirmation(of: rule, in: rules))
    }

    /// Everything that refuses something between these two at `time`: the nation's refusals, and those of the
    /// place where it is used.
    func refusals(from: String, to place: String, at time: Int64) -> [RecognitionRule] {
        ((national.map { [$0] } ?? []) + of(place)).flatMap { rules in
            rules.rules.filter {
                $0.effect != .allow && $0.concerns(from: from, to: place)
                    && isInForce($0, in: rules, at: time)
            }
        }
    }

    /// The rules by which a province itself says what it accepts of another: they narrow what the nation grants.
    func narrowings(from: String, to place: String, at time: Int64) -> [RecognitionRule] {
        of(place).flatMap { rules in
            rules.rules.filter {
                $0.effect == .allow && $0.concerns(from: from, to: place)
                    && isInForce($0, in: rules, at: time)
            }
        }
    }
}

/// One judgement while it is being made.
struct Recogniser {
    let question: RecognitionQuestion
    let lists: ListSet
    let rules: RuleSet
    let words: RecognitionWords
    var findings: [RecognitionFinding] = []
    var steps: [RecognitionStep] = []
    /// The lists beside the nation's that the answer rests on.
    var judgedLists: [TrustList] = []
    /// The rule that decided or came nearest.
    var rule: String?
    var demand: PolicyDemand?

    init(_ question: RecognitionQuestion, _ lists: ListSet, _ rules: RuleSet) {
        self.question = question
        self.lists = lists
        self.rules = rules
        words = RecognitionWords(question)
    }

    /// The answer when there is no such service.
    func notListed() -> RecognitionOutcome {
        var copy = self
        copy.judgeLists(lists.lists(of: question.from))
        copy.steps.append(.serviceListed)
        let type = question.serviceType ?? (question.use == .timestamp ? .tsa : .ca)
        let named: (chinese: String, english: String) =
            switch question.service {
            case .best: ("任何\(type.chinese)", "any \(type.english)")
            case .id(let id): ("服务“\(id)”", "the service “\(id)”")
            case .key(let key):
                ("公钥为\(key.hex.prefix(16))…的服务", "a service with the key \(key.hex.prefix(16))…")
            }
        copy.add(
            .serviceListed, .serviceNotListed,
            zh: "\(words.from.chinese)的信任列表上没有\(named.chinese)。",
            en: "The trust list of \(words.from.english) does not name \(named.english).",
            remedyZh: "请\(words.from.chinese)在其信任列表中登记该服务，或者换用已登记机构的证书。",
            remedyEn:
                "It is settled when \(words.from.english) lists the service, or with a certificate of one that is listed."
        )
        return copy.outcome(nil)
    }

    mutating func judge(
        _ list: TrustList, _ provider: TrustProvider, _ service: TrustService
    ) -> RecognitionOutcome {
        judgeLists([list])
        steps.append(.serviceListed)
        judgeService(service)
        judgeRules(provider, service)
        return outcome(service)
    }

    mutating func add(
        _ step: RecognitionStep, _ code: RecognitionCode, rule: String? = nil, zh: String, en: String,
        remedyZh: String, remedyEn: String
    ) {
        findings.append(
            RecognitionFinding(
                step: step, code: code, rule: rule, chinese: zh, english: en, remedyChinese: remedyZh,
                remedyEnglish: remedyEn))
    }

    private func outcome(_ service: TrustService?) -> RecognitionOutcome {
        // Remarks go last; what decides goes first; equals keep the order of the steps.
        let order = findings.enumerated().sorted { left, right in
            let a = left.element.code == .ok ? Int.max : left.element.code.rank
            let b = right.element.code == .ok ? Int.max : right.element.code.rank
            return (a, left.offset) < (b, right.offset)
        }.map(\.element)
        let failed = order.filter { $0.code != .ok }
        // What is certainly bad outweighs what is doubtful.
        let code = (failed.first { $0.code.indication == .failed } ?? failed.first)?.code ?? .ok
        let sorted = order.filter { $0.code == code } + order.filter { $0.code != code }
        return RecognitionOutcome(
            question: question, code: code, service: service?.id, serviceChinese: service?.chinese ?? "",
            serviceEnglish: service?.english ?? "", findings: code == .ok ? order : sorted, steps: steps,
            rule: rule, lists: cited, rules: rules.all.map(\.digest), demand: code == .ok ? demand : nil)
    }

    private var cited: [ListCited] {
        let read = judgedLists.isEmpty ? lists.lists(of: question.from) : judgedLists
        let national = lists.national.map { [$0] } ?? []
        return (national + read.filter { $0.id != lists.national?.id }).map {
            ListCited(id: $0.id, sequence: $0.sequence, digest: $0.digest)
        }
    }
}
