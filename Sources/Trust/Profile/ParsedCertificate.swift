internal import DER

/// A certificate taken apart by the strict reader (RFC 5280 §4.1), field by field and not yet judged: the checks of
/// the profile do that. Nothing here comes from OpenSSL, so that both have to agree before a certificate passes.
struct ParsedCertificate: Sendable {
    /// The bytes that the signature covers.
    let toBeSigned: DERValue
    /// 0 is v1, 2 is v3.
    let version: Int64
    /// Whether version 1 is written out, though it is the default.
    let serial: ArraySlice<UInt8>
    /// The AlgorithmIdentifier that was signed, and the one beside the signature.
    let innerAlgorithm: DERValue
    let outerAlgorithm: DERValue
    let issuer: DERValue
    let notBefore: DERValue
    let notAfter: DERValue
    let subject: DERValue
    let publicKey: DERValue
    let hasUniqueIdentifiers: Bool
    let extensions: [ParsedExtension]
    let signature: ArraySlice<UInt8>

    static let limits = DERLimits(depth: 32, elements: 65_536, size: 1 << 20)

    init(_ der: [UInt8]) throws(DERFault) {
        var outer = try DERReader.value(der, limits: Self.limits).reader(.sequence)
        toBeSigned = try outer.read(.sequence)
        outerAlgorithm = try outer.read(.sequence)
        signature = try outer.read(.bitString).wholeBits()
        try outer.finish()

        var fields = try toBeSigned.reader()
        if let stated = try fields.optionalExplicit(0) {
            version = try stated.smallInteger(in: 0...255)
            // The default must not be written out (X.690 §11.5).
            guard version != 0 else { throw DERFault(.notCanonical(.integer), at: stated.offset) }
        } else {
            version = 0
        }
        serial = try fields.read(.integer).integer()
        innerAlgorithm = try fields.read(.sequence)
        issuer = try fields.read(.sequence)
        var validity = try fields.sequence()
        notBefore = try validity.read()
        notAfter = try validity.read()
        try validity.finish()
        subject = try fields.read(.sequence)
        publicKey = try fields.read(.sequence)
        var hasIdentifiers = false
        for number in [1, 2] as [UInt32] where try fields.optional(.context(number)) != nil {
            hasIdentifiers = true
        }
        hasUniqueIdentifiers = hasIdentifiers
        extensions =
            try fields.optionalExplicit(3).map { value throws(DERFault) in
                try ParsedExtension.list(value)
            } ?? []
        try fields.finish()
    }

    func all(_ oid: String) -> [ParsedExtension] { extensions.filter { $0.oid == oid } }
    func first(_ oid: String) -> ParsedExtension? { extensions.first { $0.oid == oid } }

    var isSelfIssued: Bool { subject == issuer }

    /// basicConstraints as far as they can be read: whether it is a CA and how many CAs may follow.
    var basicConstraints: (isAuthority: Bool, pathLength: ArraySlice<UInt8>?)? {
        guard let value = try? first(ExtensionID.basicConstraints)?.value(),
            let read = try? BasicConstraints.read(value)
        else { return nil }
        return read
    }

    var isAuthority: Bool { basicConstraints?.isAuthority ?? false }

    /// The bits of keyUsage; nil when it is absent or cannot be read.
    var keyUsage: UInt64? {
        guard let value = try? first(ExtensionID.keyUsage)?.value() else { return nil }
        return try? value.namedBits()
    }

    /// The purposes of extendedKeyUsage; nil when it is absent or cannot be read.
    var purposes: [String]? {
        guard let members = try? first(ExtensionID.extendedKeyUsage)?.value().sequence() else { return nil }
        return try? members.map { member throws(DERFault) in try member.oid() }
    }

    /// keyIdentifier of authorityKeyIdentifier.
    var authorityKey: [UInt8]? {
        guard var reader = try? first(ExtensionID.authorityKeyIdentifier)?.value().reader(.sequence),
            let identifier = try? reader.optional(.context(0))?.octets(tagged: .context(0))
        else { return nil }
        return Array(identifier)
    }

    var subjectKey: [UInt8]? {
        (try? first(ExtensionID.subjectKeyIdentifier)?.value().octets()).map { Array($0) }
    }

    /// The names of subjectAltName; nil when it is absent or cannot be read.
    var alternativeNames: [DERValue]? { try? first(ExtensionID.subjectAltName)?.value().sequence() }
}

/// BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }
enum BasicConstraints {
    static func read(
        _ value: DERValue
    ) throws(DERFault) -> (isAuthority: Bool, pathLength: ArraySlice<UInt8>?) {
        var reader = try value.reader(.sequence)
        let isAuthority = try reader.boolean(default: false)
        let length = try reader.optional(.integer).map { value throws(DERFault) in try value.integer() }
        try reader.finish()
        return (isAuthority, length)
    }
}

/// The bits of keyUsage, by the numbers of RFC 5280 §4.2.1.3.
enum KeyUsageBit {
    static let digitalSignature: UInt64 = 1 << 0
    static let keyCertSign: UInt64 = 1 << 5
    static let crlSign: UInt64 = 1 << 6
}
