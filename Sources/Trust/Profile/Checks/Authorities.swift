internal import DER
internal import OpenSSL

extension ProfileChecks {
    static let authorities: [Check<PathFacts>] = [
        each("basicConstraints", extension: ExtensionID.basicConstraints, "RFC 5280 §4.2.1.9") {
            found, _, _ throws(DERFault) in
            let read = try BasicConstraints.read(found.value())
            if let length = read.pathLength {
                if (length.first ?? 0x80) >= 0x80 { return Trouble("的路径长度为负", "has a negative path length") }
                if !read.isAuthority {
                    return Trouble("不是CA而限定了路径长度", "limits a path length without being a CA")
                }
            }
            return nil
        },
        // Old CAs below the anchor get by with a warning by the standard policy (PKITS 4.6.4).
        each("basicConstraintsCritical", "RFC 5280 §4.2.1.9") { certificate, link in
            link.isAnchor ? basicConstraintsCritical(certificate) : nil
        },
        each("basicConstraintsCriticalBelow", "RFC 5280 §4.2.1.9") { certificate, link in
            link.isAnchor ? nil : basicConstraintsCritical(certificate)
        },
        each("issuerIsAuthority", "RFC 5280 §6.1.4") { certificate, link in
            guard link.depth > 0 else { return nil }
            if !certificate.isAuthority { return Trouble("签发了证书而不是CA", "issued a certificate and is no CA") }
            guard let usage = certificate.keyUsage else { return nil }
            return usage & KeyUsageBit.keyCertSign == 0
                ? Trouble("的密钥用途不含证书签发", "issued a certificate, and its key usage does not allow that") : nil
        },
        each("keyUsageMissing", "RFC 5280 §4.2.1.3") { certificate, link in
            certificate.isAuthority && certificate.first(ExtensionID.keyUsage) == nil && link.depth > 0
                ? Trouble("是CA而没有密钥用途", "is a CA without key usage") : nil
        },
        each("keyUsage", extension: ExtensionID.keyUsage, "RFC 5280 §4.2.1.3") {
            found, certificate, _ throws(DERFault) in
            let bits = try found.value().namedBits()
            if bits == 0 { return Trouble("的密钥用途为空", "has an empty key usage") }
            return bits & KeyUsageBit.keyCertSign != 0 && !certificate.isAuthority
                ? Trouble("不是CA而密钥用途含证书签发", "may sign certificates by its key usage and is no CA") : nil
        },
    ]

    private static func basicConstraintsCritical(_ certificate: ParsedCertificate) -> Trouble? {
        certificate.isAuthority && certificate.first(ExtensionID.basicConstraints)?.isCritical == false
            ? Trouble("是CA而basicConstraints不是关键扩展", "is a CA whose basicConstraints is not critical") : nil
    }

    static let purposes: [Check<PathFacts>] = [
        each("extendedKeyUsage", extension: ExtensionID.extendedKeyUsage, "RFC 5280 §4.2.1.12") {
            found, _, _ throws(DERFault) in
            let members = try found.value().sequence()
            for member in members { _ = try member.oid() }
            return members.isEmpty ? Trouble("的扩展密钥用途为空", "has an empty extended key usage") : nil
        }
    ]

    static let policyForms: [Check<PathFacts>] = [
        each("certificatePolicies", extension: ExtensionID.certificatePolicies, "RFC 5280 §4.2.1.4") {
            found, _, _ throws(DERFault) in
            let policies = try PolicyStatement.policies(found)
            if policies.isEmpty { return Trouble("的证书策略为空", "has no policy in its list of policies") }
            return Set(policies).count == policies.count
                ? nil : Trouble("的同一策略出现两次", "names a policy twice")
        },
        each("policyMappings", extension: ExtensionID.policyMappings, "RFC 5280 §4.2.1.5") {
            found, _, _ throws(DERFault) in
            try PolicyStatement.mappings(found).isEmpty
                ? Trouble("的策略映射为空", "has no mapping in its list of policy mappings") : nil
        },
        each("policyConstraints", extension: ExtensionID.policyConstraints, "RFC 5280 §4.2.1.11") {
            found, _, _ throws(DERFault) in
            let read = try PolicyStatement.constraints(found)
            return read.requireExplicit == nil && read.inhibitMapping == nil
                ? Trouble("的策略约束为空", "has empty policy constraints") : nil
        },
        // PKITS itself has these two not critical in CAs that name policies, so that only warns.
        each("policyCriticality", "RFC 5280 §4.2.1.11, §4.2.1.14") { certificate, _ in
            uncritical(certificate).map {
                Trouble("的策略扩展\($0)应当为关键", "has the policy extension \($0) not critical, which it must be")
            }
        },
        // Without any policy of its own there is nothing that such a constraint could be understood by.
        each("policyConstraintsBare", "RFC 5280 §4.2.1.11, §4.2.1.14") { certificate, _ in
            guard certificate.first(ExtensionID.certificatePolicies) == nil else { return nil }
            return uncritical(certificate).map {
                Trouble(
                    "没有证书策略而含有非关键的策略扩展\($0)",
                    "names no policy and has the policy extension \($0) not critical, which it must be")
            }
        },
        each("inhibitAnyPolicy", extension: ExtensionID.inhibitAnyPolicy, "RFC 5280 §4.2.1.14") {
            found, _, _ throws(DERFault) in
            _ = try PolicyStatement.skip(found.value(), .integer)
            return nil
        },
    ]

    private static func uncritical(_ certificate: ParsedCertificate) -> String? {
        [ExtensionID.policyConstraints, ExtensionID.inhibitAnyPolicy].first {
            certificate.first($0)?.isCritical == false
        }
    }
}
