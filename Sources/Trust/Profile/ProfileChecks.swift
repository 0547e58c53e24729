internal import DER
internal import OpenSSL

/// The profile of certificates and lists (RFC 5280 §4, §5), one small file a subject. They run beside OpenSSL's
/// verdict, which alone accepts malformed certificates and lists of many kinds.
enum ProfileChecks {
    static let all: [Check<PathFacts>] =
        encoding + fields + names + extensions + authorities + constraints + purposes + policyForms + lists

    /// A check over each certificate of the path. It answers with English and Chinese clauses of what is wrong.
    static func each(
        _ id: String, _ source: String, code: VerdictCode = .profileBroken,
        _ judge: @escaping @Sendable (ParsedCertificate, PathLink) throws(DERFault) -> Trouble?
    ) -> Check<PathFacts> {
        Check("profile.\(id)", .profile, source: source) { facts in
            var found: [Remark] = []
            for link in facts.chain {
                guard let certificate = link.read else { continue }
                let trouble: Trouble?
                do throws(DERFault) {
                    trouble = try judge(certificate, link)
                } catch {
                    trouble = Trouble("编码有误：\(error.chinese)", "is badly encoded: \(error.english)")
                }
                if let trouble {
                    found.append(trouble.remark(code, link.name, link.certificate.fingerprint))
                }
            }
            return found.isEmpty ? .fine : .wrong(found)
        }
    }

    /// The same over one extension of each certificate that has it.
    static func each(
        _ id: String, extension oid: String, _ source: String,
        _ judge:
            @escaping @Sendable (ParsedExtension, ParsedCertificate, PathLink) throws(DERFault) -> Trouble?
    ) -> Check<PathFacts> {
        each(id, source) { certificate, link throws(DERFault) in
            guard let found = certificate.first(oid) else { return nil }
            return try judge(found, certificate, link)
        }
    }
}

/// What a check of the profile found: clauses that follow the name of the object.
struct Trouble: Sendable {
    let chinese: String
    let english: String

    init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }

    func remark(_ code: VerdictCode, _ name: String, _ object: [UInt8]) -> Remark {
        Remark(
            code, object: object, particulars: ["name": name, "detail": english],
            chinese: "“\(name)”\(chinese)。", english: "“\(name)” \(english).")
    }
}
