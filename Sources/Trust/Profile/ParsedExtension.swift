internal import DER

/// One extension of a certificate, list or list entry (RFC 5280 §4.2).
struct ParsedExtension: Sendable, Hashable {
    let oid: String
    let isCritical: Bool
    /// The OCTET STRING that holds its value.
    let wrapped: DERValue

    /// The value inside, which must be one whole DER value.
    func value() throws(DERFault) -> DERValue { try wrapped.encapsulated() }

    /// The most extensions that one object may have.
    static let most = 128

    /// Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension
    static func list(_ value: DERValue) throws(DERFault) -> [ParsedExtension] {
        let members = try value.sequence(limit: most)
        guard !members.isEmpty else { throw DERFault(.badContents(.sequence), at: value.offset) }
        var found: [ParsedExtension] = []
        for member in members {
            var reader = try member.reader(.sequence)
            let oid = try reader.read(.oid).oid()
            let isCritical = try reader.boolean(default: false)
            let wrapped = try reader.read(.octetString)
            try reader.finish()
            found.append(ParsedExtension(oid: oid, isCritical: isCritical, wrapped: wrapped))
        }
        return found
    }
}

/// The object identifiers that the profile speaks of.
enum ExtensionID {
    static let subjectKeyIdentifier = "2.5.29.14"
    static let keyUsage = "2.5.29.15"
    static let subjectAltName = "2.5.29.17"
    static let issuerAltName = "2.5.29.18"
    static let basicConstraints = "2.5.29.19"
    static let crlNumber = "2.5.29.20"
    static let reasonCode = "2.5.29.21"
    static let invalidityDate = "2.5.29.24"
    static let deltaCRLIndicator = "2.5.29.27"
    static let issuingDistributionPoint = "2.5.29.28"
    static let certificateIssuer = "2.5.29.29"
    static let nameConstraints = "2.5.29.30"
    static let crlDistributionPoints = "2.5.29.31"
    static let certificatePolicies = "2.5.29.32"
    static let policyMappings = "2.5.29.33"
    static let authorityKeyIdentifier = "2.5.29.35"
    static let policyConstraints = "2.5.29.36"
    static let extendedKeyUsage = "2.5.29.37"
    static let freshestCRL = "2.5.29.46"
    static let inhibitAnyPolicy = "2.5.29.54"
    static let authorityInfoAccess = "1.3.6.1.5.5.7.1.1"
    static let subjectInfoAccess = "1.3.6.1.5.5.7.1.11"
    static let ocspNoCheck = "1.3.6.1.5.5.7.48.1.5"
}
