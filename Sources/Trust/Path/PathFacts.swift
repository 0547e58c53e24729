internal import DER
internal import OpenSSL
internal import StrictJSON

/// A certificate of the path, as OpenSSL knows it and as the strict reader took it apart.
struct PathLink: Sendable {
    let certificate: Certificate
    let parsed: Result<ParsedCertificate, DERFault>
    /// 0 is the certificate that is asked about.
    let depth: Int
    let isAnchor: Bool

    var isTarget: Bool { depth == 0 }
    var name: String { certificate.commonName ?? certificate.subject }

    init(_ certificate: Certificate, depth: Int, isAnchor: Bool) {
        self.certificate = certificate
        self.depth = depth
        self.isAnchor = isAnchor
        do throws(DERFault) {
            parsed = .success(try ParsedCertificate(certificate.der))
        } catch {
            parsed = .failure(error)
        }
    }

    var read: ParsedCertificate? { try? parsed.get() }
}

/// A revocation list that was taken for certificates of the path.
struct ListLink: Sendable {
    let list: CRL
    let parsed: Result<ParsedList, DERFault>
    let depths: [Int]
}

/// Something given that cannot be read.
struct Unreadable: Sendable {
    let role: Evidence.Role
    let digest: [UInt8]
    let words: String
}

/// Everything about a path that the checks look at. It is gathered first and not changed by them.
package struct PathFacts: Sendable {
    let question: Question
    let validation: ValidationPolicy
    let chain: [PathLink]
    /// Whether the chain ends in an anchor.
    let isComplete: Bool
    let faults: [PathFault]
    let policies: PolicyOutcome?
    let lists: [ListLink]
    /// Whether any revocation information was given, so that all is demanded.
    let revocationIsGiven: Bool
    /// What OCSP says of each certificate, by depth.
    let answers: [[OCSPAnswer]]
    let unreadable: [Unreadable]
    /// How many candidate chains were looked at, and whether the budget ended the search.
    let candidates: Int
    let isBudgetSpent: Bool

    /// Whether a good OCSP answer speaks for the certificate at this depth.
    func isSpokenFor(_ depth: Int) -> Bool {
        depth < answers.count && answers[depth].contains { $0.verdict == .good }
    }
}
