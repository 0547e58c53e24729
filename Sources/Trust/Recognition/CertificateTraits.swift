internal import DER
package import OpenSSL

/// What the criteria of a policy look at in a certificate.
package struct CertificateTraits: Sendable, Hashable {
    package let keyUsage: KeyUsage?
    /// Dotted OIDs.
    package let extendedKeyUsage: Set<String>
    /// Attribute types of the subject, dotted OIDs.
    package let subjectFields: Set<String>

    package init(keyUsage: KeyUsage?, extendedKeyUsage: Set<String>, subjectFields: Set<String>) {
        self.keyUsage = keyUsage
        self.extendedKeyUsage = extendedKeyUsage
        self.subjectFields = subjectFields
    }

    /// Reads them out of a certificate. What cannot be read is not there.
    package init(_ certificate: Certificate) {
        keyUsage = certificate.keyUsage
        extendedKeyUsage = Set(certificate.extensionValue("2.5.29.37").map(Self.purposes) ?? [])
        subjectFields = Set(Self.attributes(certificate.subjectDER))
    }

    private static func purposes(_ der: [UInt8]) -> [String] {
        do throws(DERFault) {
            var found: [String] = []
            for element in try DERReader.value(der).sequence() { found.append(try element.oid()) }
            return found
        } catch {
            return []
        }
    }

    private static func attributes(_ name: [UInt8]) -> [String] {
        do throws(DERFault) {
            var found: [String] = []
            for set in try DERReader.value(name).sequence() {
                for pair in try set.setOf() {
                    guard let type = try pair.sequence().first else { continue }
                    found.append(try type.oid())
                }
            }
            return found
        } catch {
            return []
        }
    }
}

extension PolicyCriteria {
    /// The attributes that a list may ask for, by their short names (RFC 4519).
    static let attributes = [
        "C": "2.5.4.6", "ST": "2.5.4.8", "L": "2.5.4.7", "O": "2.5.4.10", "OU": "2.5.4.11", "CN": "2.5.4.3",
        "serialNumber": "2.5.4.5",
    ]

    /// Whether a certificate with these traits satisfies all, any or none of the criteria.
    func matches(_ traits: CertificateTraits) -> Bool {
        var met: [Bool] = []
        if let keyUsage { met.append(traits.keyUsage?.isSuperset(of: keyUsage) ?? true) }
        met += extendedKeyUsage.map(traits.extendedKeyUsage.contains)
        met += subjectFields.map { Self.attributes[$0].map(traits.subjectFields.contains) ?? false }
        switch match {
        case .all: return met.allSatisfy { $0 }
        case .any: return met.contains(true)
        case .none: return !met.contains(true)
        }
    }
}
