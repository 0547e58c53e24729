internal import DER
internal import OpenSSL

/// What a certificate says about policies, as RFC 5280 §6.1 uses it.
struct PolicyStatement: Sendable, Hashable {
    /// Nil when the certificate has no policies extension.
    var policies: [String]?
    /// From the issuer's policy to the subject's.
    var mappings: [(from: String, to: String)] = []
    var requireExplicit: Int?
    var inhibitMapping: Int?
    var inhibitAny: Int?
    var isSelfIssued = false

    static func == (left: PolicyStatement, right: PolicyStatement) -> Bool {
        left.policies == right.policies && left.mappings.elementsEqual(right.mappings, by: ==)
            && left.requireExplicit == right.requireExplicit && left.inhibitMapping == right.inhibitMapping
            && left.inhibitAny == right.inhibitAny && left.isSelfIssued == right.isSelfIssued
    }

    func hash(into hasher: inout Hasher) { hasher.combine(policies) }
}

/// What came of the policies of a path.
package struct PolicyOutcome: Sendable, Hashable {
    /// Whether the path must be valid for some policy.
    package let isExplicitRequired: Bool
    /// The policies of the anchor's domain that the CAs of the path vouch for; any-policy alone when all are.
    package let authoritySet: [String]
    /// Those of them that were asked for.
    package let userSet: [String]
    package let isAccepted: Bool
}

/// The policies along a path, by RFC 9618 §5: a graph whose size grows with the certificates and not, as the tree
/// of RFC 5280 does, with the product of their mappings.
struct PolicyGraph {
    static let anyPolicy = "2.5.29.32.0"

    private struct Node {
        var expected: [String]
        /// Policies of the level above.
        var parents: [String]
    }

    /// One dictionary a certificate, by policy; the first holds any-policy alone. Nil is the null graph.
    private var levels: [[String: Node]]? = [[anyPolicy: Node(expected: [anyPolicy], parents: [])]]
    private var explicitPolicy: Int
    private var policyMapping: Int
    private var inhibitAny: Int
    private var isBroken = false

    /// - Parameter statements: of the certificates below the anchor, the one beneath it first.
    static func outcome(_ statements: [PolicyStatement], _ demand: PolicyDemand) -> PolicyOutcome {
        var graph = PolicyGraph(count: statements.count, demand)
        for (index, statement) in statements.enumerated() {
            let isLast = index == statements.count - 1
            graph.enter(statement, isLast: isLast)
            if isLast { graph.finish(statement) } else { graph.prepare(statement) }
        }
        return graph.result(demand)
    }

    private init(count: Int, _ demand: PolicyDemand) {
        explicitPolicy = demand.requireExplicitPolicy ? 0 : count + 1
        policyMapping = demand.inhibitPolicyMapping ? 0 : count + 1
        inhibitAny = demand.inhibitAnyPolicy ? 0 : count + 1
    }

    /// RFC 5280 §6.1.3 (d) to (f).
    private mutating func enter(_ statement: PolicyStatement, isLast: Bool) {
        if let policies = statement.policies, let above = levels?.last {
            var expecting: [String: [String]] = [:]
            for (policy, node) in above {
                for expected in node.expected { expecting[expected, default: []].append(policy) }
            }
            var level: [String: Node] = [:]
            for policy in Set(policies) where policy != Self.anyPolicy {
                let parents = expecting[policy] ?? (above[Self.anyPolicy] != nil ? [Self.anyPolicy] : [])
                if !parents.isEmpty { level[policy] = Node(expected: [policy], parents: parents) }
            }
            let takesAny = inhibitAny > 0 || (!isLast && statement.isSelfIssued)
            if takesAny, policies.contains(Self.anyPolicy) {
                for (policy, parents) in expecting where level[policy] == nil {
                    level[policy] = Node(expected: [policy], parents: parents)
                }
            }
            if level.isEmpty { levels = nil } else { levels?.append(level) }
        } else {
            levels = nil
        }
        if explicitPolicy == 0, levels == nil { isBroken = true }
    }

    /// RFC 5280 §6.1.4 (a), (b), (h) to (j).
    private mutating func prepare(_ statement: PolicyStatement) {
        map(statement)
        if !statement.isSelfIssued {
            explicitPolicy = max(0, explicitPolicy - 1)
            policyMapping = max(0, policyMapping - 1)
            inhibitAny = max(0, inhibitAny - 1)
        }
        explicitPolicy = min(explicitPolicy, statement.requireExplicit ?? explicitPolicy)
        policyMapping = min(policyMapping, statement.inhibitMapping ?? policyMapping)
        inhibitAny = min(inhibitAny, statement.inhibitAny ?? inhibitAny)
    }

    private mutating func map(_ statement: PolicyStatement) {
        guard !statement.mappings.isEmpty else { return }
        guard !statement.mappings.contains(where: { $0.from == Self.anyPolicy || $0.to == Self.anyPolicy })
        else {
            isBroken = true
            levels = nil
            return
        }
        guard var levels, var level = levels.popLast() else { return }
        let mapped = Dictionary(grouping: statement.mappings, by: \.from)
            .mapValues { Array(Set($0.map(\.to))).sorted() }
        for (policy, targets) in mapped {
            if policyMapping == 0 {
                level[policy] = nil
            } else if level[policy] != nil {
                level[policy]?.expected = targets
            } else if level[Self.anyPolicy] != nil {
                level[policy] = Node(expected: targets, parents: [Self.anyPolicy])
            }
        }
        if level.isEmpty { self.levels = nil } else { self.levels = levels + [level] }
    }

    /// RFC 5280 §6.1.5 (a), (b).
    private mutating func finish(_ statement: PolicyStatement) {
        explicitPolicy = max(0, explicitPolicy - 1)
        if statement.requireExplicit == 0 { explicitPolicy = 0 }
    }

    /// RFC 9618 §5.4: the policies of the anchor's domain from which the last level can be reached.
    private func result(_ demand: PolicyDemand) -> PolicyOutcome {
        let isRequired = explicitPolicy == 0
        var authority: Set<String> = []
        if let levels, levels.count > 1 {
            var reaching = Set(levels[levels.count - 1].keys)
            if reaching.contains(Self.anyPolicy) {
                authority = [Self.anyPolicy]
            }
            var named: Set<String> = []
            for level in levels.dropFirst().reversed() {
                var above: Set<String> = []
                for policy in reaching {
                    guard let node = level[policy] else { continue }
                    above.formUnion(node.parents)
                    if policy != Self.anyPolicy, node.parents.contains(Self.anyPolicy) {
                        named.insert(policy)
                    }
                }
                reaching = above
            }
            // Any-policy at the end covers all the others.
            if authority.isEmpty { authority = named }
            let asked = Set(demand.policies.isEmpty ? [Self.anyPolicy] : demand.policies)
            let user: Set<String>
            if asked.contains(Self.anyPolicy) {
                user = authority
            } else if authority.contains(Self.anyPolicy) {
                user = asked
            } else {
                user = authority.intersection(asked)
            }
            return PolicyOutcome(
                isExplicitRequired: isRequired, authoritySet: authority.sorted(), userSet: user.sorted(),
                isAccepted: !isBroken && (!isRequired || !user.isEmpty))
        }
        return PolicyOutcome(
            isExplicitRequired: isRequired, authoritySet: [], userSet: [],
            isAccepted: !isBroken && !isRequired)
    }
}

extension PolicyStatement {
    /// What a certificate says. Extensions that cannot be read count as the narrowest that they could mean: the
    /// checks of the profile refuse them by name.
    init(_ certificate: ParsedCertificate) {
        isSelfIssued = certificate.isSelfIssued
        if let found = certificate.first(ExtensionID.certificatePolicies) {
            policies = (try? Self.policies(found)) ?? []
        }
        if let found = certificate.first(ExtensionID.policyMappings) {
            mappings =
                (try? Self.mappings(found)) ?? [(PolicyGraph.anyPolicy, PolicyGraph.anyPolicy)]
        }
        if let found = certificate.first(ExtensionID.policyConstraints) {
            let read = try? Self.constraints(found)
            requireExplicit = read == nil ? 0 : read?.requireExplicit
            inhibitMapping = read == nil ? 0 : read?.inhibitMapping
        }
        if let found = certificate.first(ExtensionID.inhibitAnyPolicy) {
            inhibitAny = (try? Self.skip(found.value(), .integer)) ?? 0
        }
    }

    static func policies(_ found: ParsedExtension) throws(DERFault) -> [String] {
        try found.value().sequence(limit: 4_096).map { member throws(DERFault) in
            var reader = try member.reader(.sequence)
            return try reader.read(.oid).oid()
        }
    }

    static func mappings(_ found: ParsedExtension) throws(DERFault) -> [(from: String, to: String)] {
        try found.value().sequence(limit: 4_096).map { member throws(DERFault) in
            var reader = try member.reader(.sequence)
            let pair = (try reader.read(.oid).oid(), try reader.read(.oid).oid())
            try reader.finish()
            return pair
        }
    }

    static func constraints(
        _ found: ParsedExtension
    ) throws(DERFault) -> (requireExplicit: Int?, inhibitMapping: Int?) {
        var reader = try found.value().reader(.sequence)
        let explicit = try reader.optional(.context(0)).map { value throws(DERFault) in
            try skip(value, .context(0))
        }
        let mapping = try reader.optional(.context(1)).map { value throws(DERFault) in
            try skip(value, .context(1))
        }
        try reader.finish()
        return (explicit, mapping)
    }

    /// SkipCerts ::= INTEGER (0..MAX). What is beyond any path is as good as the longest one.
    static func skip(_ value: DERValue, _ tag: DERTag) throws(DERFault) -> Int {
        let octets = try value.integer(tagged: tag)
        guard let first = octets.first, first < 0x80 else {
            throw DERFault(.outOfRange(tag), at: value.offset)
        }
        return octets.count > 4 ? Int(Int32.max) : octets.reduce(0) { $0 << 8 | Int($1) }
    }
}
