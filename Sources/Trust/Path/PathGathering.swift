internal import DER
package import OpenSSL

/// What a path may be built from, read once from the evidence.
package struct PathMaterial: Sendable {
    let anchors: [Certificate]
    let intermediates: [Certificate]
    let lists: [CRL]
    let responses: [OCSPResponse]
    let unreadable: [Unreadable]
    let revocationIsGiven: Bool

    /// - Parameter more: certificates that came inside the object that is judged; they are not trusted.
    package init(_ evidence: Evidence, more: [Certificate] = []) {
        var unreadable: [Unreadable] = []
        func read<Value>(_ role: Evidence.Role, _ parse: ([UInt8]) throws -> Value) -> [Value] {
            var found: [Value] = []
            for item in evidence.items where item.role == role {
                do {
                    found.append(try parse(item.bytes))
                } catch {
                    unreadable.append(Unreadable(role: role, digest: item.digest, words: "\(error)"))
                }
            }
            return found
        }
        anchors = read(.anchor) { try Certificate(der: $0) }
        intermediates = read(.intermediate) { try Certificate(der: $0) } + more
        lists = read(.crl) { try CRL(der: $0) }
        responses = read(.ocsp) { try OCSPResponse($0) }
        revocationIsGiven = evidence.items.contains { $0.role == .crl || $0.role == .ocsp }
        self.unreadable = unreadable
    }

    /// The most certificates that a path is looked for in.
    static let mostCertificates = 1_024
}

extension PathFacts {
    /// Gathers what there is to know about a certificate's path: OpenSSL's view of it, the strict reader's, its
    /// policies, and its revocation. Nothing is fetched.
    ///
    /// - Throws: when OpenSSL runs out of memory or a policy is no OID; never because the path is bad.
    package init(
        _ certificate: Certificate, _ question: Question, _ material: PathMaterial,
        _ validation: ValidationPolicy
    ) throws(OpenSSLError) {
        let pool = Array(material.intermediates.prefix(PathMaterial.mostCertificates))
        let store = try PathStore(roots: material.anchors, lists: material.lists)
        let options = PathOptions(
            checksLists: !material.lists.isEmpty, takesAnyRoot: true, demandsStrength: false)
        func look(_ pool: [Certificate]) throws(OpenSSLError) -> PathFacts {
            let outcome = try store.check(
                certificate, intermediates: pool, at: question.at, policies: question.policies,
                options: options)
            return PathFacts(
                certificate, question, material, validation, outcome,
                isBudgetSpent: material.intermediates.count > PathMaterial.mostCertificates)
        }
        var best = try look(pool)
        // OpenSSL follows one way up. Where that one fails, another may hold: a cross-certificate beside an expired
        // one, say.
        if !best.isSound {
            let ways = PathWays(certificate, pool, anchors: material.anchors).all
            for way in ways {
                let other = try look(way)
                guard other.isSound else { continue }
                best = other
                break
            }
        }
        self = best
    }

    /// Whether nothing in it decides against the path.
    private var isSound: Bool {
        !CheckOutcome.run(PathChecks.all, on: self, validation).contains { $0.state == .notOK }
    }

    private init(
        _ certificate: Certificate, _ question: Question, _ material: PathMaterial,
        _ validation: ValidationPolicy, _ outcome: PathOutcome, isBudgetSpent: Bool
    ) {
        let anchors = Set(material.anchors.map(\.fingerprint))
        let certificates = outcome.chain.isEmpty ? [certificate] : outcome.chain
        let chain = certificates.enumerated().map { depth, one in
            PathLink(
                one, depth: depth,
                isAnchor: depth == certificates.count - 1 && anchors.contains(one.fingerprint))
        }
        self.question = question
        self.validation = validation
        self.chain = chain
        isComplete = chain.last?.isAnchor ?? false
        faults = outcome.faults
        let below = chain.filter { !$0.isAnchor }.reversed().map(\.read)
        let statements = below.compactMap { $0 }
        policies =
            isComplete && !below.isEmpty && statements.count == below.count
            ? PolicyGraph.outcome(statements.map { PolicyStatement($0) }, question.policies) : nil
        let taken = Dictionary(grouping: outcome.lists, by: \.fingerprint)
        lists = material.lists.compactMap { list in
            guard let uses = taken[list.fingerprint] else { return nil }
            let parsed: Result<ParsedList, DERFault>
            do throws(DERFault) { parsed = .success(try ParsedList(list.der)) } catch {
                parsed = .failure(error)
            }
            return ListLink(list: list, parsed: parsed, depths: uses.map(\.depth).sorted())
        }
        revocationIsGiven = material.revocationIsGiven
        answers = chain.map { link in
            guard !link.isAnchor, link.depth + 1 < chain.count else { return [] }
            return material.responses.flatMap {
                $0.answers(
                    for: link, issuer: chain[link.depth + 1], question, validation, lists: material.lists)
            }
        }
        unreadable = material.unreadable
        candidates = 1
        self.isBudgetSpent = isBudgetSpent
    }
}

/// The ways up from a certificate to an anchor, by names and key identifiers alone.
struct PathWays {
    /// The certificates between the first and the anchor, a way each. At most `most`, and none that meets the same
    /// certificate twice.
    private(set) var all: [[Certificate]] = []
    private var steps = 0

    private static let most = 16
    private static let mostSteps = 4_096

    init(_ certificate: Certificate, _ pool: [Certificate], anchors: [Certificate]) {
        let bySubject = Dictionary(grouping: pool, by: \.subjectDER)
        let anchorNames = Set(anchors.map(\.subjectDER))
        climb([certificate], bySubject, anchorNames)
    }

    private mutating func climb(
        _ way: [Certificate], _ bySubject: [[UInt8]: [Certificate]], _ anchors: Set<[UInt8]>
    ) {
        steps += 1
        guard let top = way.last, all.count < Self.most, steps < Self.mostSteps,
            way.count <= PathStore.depth + 1
        else { return }
        if anchors.contains(top.issuerDER), way.count > 1 { all.append(Array(way.dropFirst())) }
        for issuer in bySubject[top.issuerDER] ?? [] where !way.contains(issuer) {
            climb(way + [issuer], bySubject, anchors)
        }
    }
}
