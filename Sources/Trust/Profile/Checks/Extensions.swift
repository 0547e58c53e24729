internal import DER
internal import OpenSSL

extension ProfileChecks {
    static let extensions: [Check<PathFacts>] = [
        each("duplicateExtensions", "RFC 5280 §4.2") { certificate, _ in
            Set(certificate.extensions.map(\.oid)).count == certificate.extensions.count
                ? nil : Trouble("同一扩展出现两次", "has an extension twice")
        },
        each("unknownCritical", "RFC 5280 §4.2", code: .criticalExtension) { certificate, _ in
            let unknown = certificate.extensions.first { $0.isCritical && !understood.contains($0.oid) }
            return unknown.map {
                Trouble(
                    "含有不能识别的关键扩展\($0.oid)", "has the critical extension \($0.oid), which is not understood")
            }
        },
        each("criticality", "RFC 5280 §4.2") { certificate, _ in
            let never = certificate.extensions.first { $0.isCritical && neverCritical.contains($0.oid) }
            if let never {
                return Trouble(
                    "的扩展\(never.oid)不得为关键", "has the extension \(never.oid) critical, which it must not be")
            }
            let always = certificate.extensions.first { !$0.isCritical && alwaysCritical.contains($0.oid) }
            return always.map {
                Trouble("的扩展\($0.oid)应当为关键", "has the extension \($0.oid) not critical, which it must be")
            }
        },
        each(
            "authorityKeyIdentifier", extension: ExtensionID.authorityKeyIdentifier, "RFC 5280 §4.2.1.1"
        ) { found, _, _ throws(DERFault) in
            var reader = try found.value().reader(.sequence)
            let key = try reader.optional(.context(0))
            let names = try reader.optional(.context(1))
            let serial = try reader.optional(.context(2))
            try reader.finish()
            if let key, try key.octets(tagged: .context(0)).isEmpty {
                return Trouble("的签发者密钥标识为空", "has an empty authority key identifier")
            }
            _ = try serial?.integer(tagged: .context(2))
            return (names == nil) == (serial == nil)
                ? nil : Trouble("的签发者密钥标识不完整", "names its issuer's issuer or serial number, but not both")
        },
        each("issuerKeyMissing", "RFC 5280 §4.2.1.1") { certificate, link in
            // A self-signed certificate may leave it out.
            if certificate.authorityKey != nil || link.certificate.isSelfSigned { return nil }
            return Trouble("没有签发者密钥标识", "has no authority key identifier")
        },
        each("subjectKeyIdentifier", extension: ExtensionID.subjectKeyIdentifier, "RFC 5280 §4.2.1.2") {
            found, _, _ throws(DERFault) in
            try found.value().octets().isEmpty
                ? Trouble("的主体密钥标识为空", "has an empty subject key identifier") : nil
        },
        each("subjectKeyMissing", "RFC 5280 §4.2.1.2") { certificate, _ in
            certificate.isAuthority && certificate.first(ExtensionID.subjectKeyIdentifier) == nil
                ? Trouble("是CA而没有主体密钥标识", "is a CA without a subject key identifier") : nil
        },
        each(
            "crlDistributionPoints", extension: ExtensionID.crlDistributionPoints, "RFC 5280 §4.2.1.13"
        ) { found, _, _ throws(DERFault) in
            let points = try found.value().sequence()
            guard !points.isEmpty else {
                return Trouble("的CRL分发点为空", "has no CRL distribution point in the list")
            }
            for point in points {
                var reader = try point.reader(.sequence)
                let name = try reader.optional(.context(0))
                _ = try reader.optional(.context(1))
                let issuer = try reader.optional(.context(2))
                try reader.finish()
                if name == nil, issuer == nil {
                    return Trouble("的CRL分发点没有名称", "has a CRL distribution point with neither name nor issuer")
                }
            }
            return nil
        },
    ]

    private static let understood: Set<String> = [
        ExtensionID.subjectKeyIdentifier, ExtensionID.keyUsage, ExtensionID.subjectAltName,
        ExtensionID.issuerAltName, ExtensionID.basicConstraints, ExtensionID.nameConstraints,
        ExtensionID.crlDistributionPoints, ExtensionID.certificatePolicies, ExtensionID.policyMappings,
        ExtensionID.authorityKeyIdentifier, ExtensionID.policyConstraints, ExtensionID.extendedKeyUsage,
        ExtensionID.freshestCRL, ExtensionID.inhibitAnyPolicy, ExtensionID.ocspNoCheck,
    ]
    private static let neverCritical: Set<String> = [
        ExtensionID.authorityKeyIdentifier, ExtensionID.subjectKeyIdentifier, ExtensionID.freshestCRL,
        ExtensionID.authorityInfoAccess, ExtensionID.subjectInfoAccess,
    ]
    private static let alwaysCritical: Set<String> = [ExtensionID.nameConstraints]
}
