/// One signer of a SignedData message, taken apart (RFC 5652 §5.3).
package struct SignerInfo: Sendable {
    /// How the message names the signer's certificate.
    package enum Identifier: Sendable, Hashable {
        /// The issuer's name and the serial number, each in DER.
        case issuerAndSerial(issuer: [UInt8], serial: [UInt8])
        case keyIdentifier([UInt8])
    }

    package let identifier: Identifier
    /// Nil when it is none of this house's.
    package let digestAlgorithm: DigestAlgorithm?
    /// Its dotted OID, for a person.
    package let digestName: String
    /// The SET OF signed attributes in DER, which is what the signature covers; nil when there are none.
    let signedBytes: [UInt8]?
    package let signedAttributes: [CMSAttribute]
    /// AlgorithmIdentifier in DER.
    let signatureAlgorithm: [UInt8]
    package let signature: [UInt8]
    package let unsignedAttributes: [CMSAttribute]

    /// The longest signature, and the most attributes of a kind.
    private static let longestSignature = 8_192
    private static let mostAttributes = 64

    init(_ bytes: [UInt8], _ element: DER.Element, _ operation: String) throws(OpenSSLError) {
        func malformed(_ what: String) -> OpenSSLError {
            .refused(operation, "\(what) of a signer cannot be read")
        }
        guard element.tag == 0x30, var fields = DER.elements(bytes, in: element.body, limit: 7)?[...],
            fields.count >= 5
        else { throw malformed("the fields") }
        let version = DER.small(bytes, fields.removeFirst())
        let identifier = try Self.identifier(bytes, fields.removeFirst(), operation)
        switch identifier {
        case .issuerAndSerial: guard version == 1 else { throw malformed("the version, which must be 1,") }
        case .keyIdentifier: guard version == 3 else { throw malformed("the version, which must be 3,") }
        }
        self.identifier = identifier
        let digest = fields.removeFirst()
        guard digest.tag == 0x30, let names = DER.elements(bytes, in: digest.body, limit: 2),
            let name = names.first, name.tag == 0x06
        else { throw malformed("the digest algorithm") }
        digestName = DER.dotted(Array(bytes[name.body]))
        digestAlgorithm = Self.digest(Array(bytes[digest.whole]), Array(bytes[name.whole]))

        if fields.first?.tag == 0xa0 {
            let set = fields.removeFirst()
            let body = Array(bytes[set.body])
            signedBytes = DER.element(tag: 0x31, body)
            signedAttributes = try Self.attributes(bytes, set, operation)
            guard !signedAttributes.isEmpty else {
                throw malformed("the set of signed attributes, which is empty,")
            }
            let sorted = signedAttributes.map(\.der)
            guard zip(sorted, sorted.dropFirst()).allSatisfy({ DER.inOrder($0, $1) }) else {
                throw malformed("the set of signed attributes, which is not in the order of DER,")
            }
        } else {
            signedBytes = nil
            signedAttributes = []
        }
        guard fields.count >= 2 else { throw malformed("the signature") }
        let algorithm = fields.removeFirst()
        let value = fields.removeFirst()
        guard algorithm.tag == 0x30, value.tag == 0x04, !value.body.isEmpty,
            value.body.count <= Self.longestSignature
        else { throw malformed("the signature") }
        signatureAlgorithm = Array(bytes[algorithm.whole])
        signature = Array(bytes[value.body])
        guard let further = fields.popFirst() else {
            unsignedAttributes = []
            return
        }
        guard further.tag == 0xa1, fields.isEmpty else { throw malformed("the unsigned attributes") }
        unsignedAttributes = try Self.attributes(bytes, further, operation)
    }

    private static func identifier(
        _ bytes: [UInt8], _ element: DER.Element, _ operation: String
    ) throws(OpenSSLError) -> Identifier {
        if element.tag == 0x80, (1...64).contains(element.body.count) {
            return .keyIdentifier(Array(bytes[element.body]))
        }
        guard element.tag == 0x30, let pair = DER.elements(bytes, in: element.body, limit: 2),
            pair.map(\.tag) == [0x30, 0x02]
        else { throw .refused(operation, "the identifier of a signer cannot be read") }
        return .issuerAndSerial(issuer: Array(bytes[pair[0].whole]), serial: Array(bytes[pair[1].whole]))
    }

    /// Some GM signers name SM2-with-SM3 where the digest alone belongs.
    private static func digest(_ algorithm: [UInt8], _ oid: [UInt8]) -> DigestAlgorithm? {
        oid == SignatureScheme.sm2WithSM3 ? .sm3 : DigestAlgorithm(algorithm: algorithm)
    }

    private static func attributes(
        _ bytes: [UInt8], _ set: DER.Element, _ operation: String
    ) throws(OpenSSLError) -> [CMSAttribute] {
        guard let all = DER.elements(bytes, in: set.body, limit: mostAttributes) else {
            throw .refused(
                operation, "the attributes of a signer cannot be read, or are more than \(mostAttributes)")
        }
        var found: [CMSAttribute] = []
        for one in all {
            guard one.tag == 0x30, let pair = DER.elements(bytes, in: one.body, limit: 2),
                pair.map(\.tag) == [0x06, 0x31],
                let values = DER.elements(bytes, in: pair[1].body, limit: mostAttributes)
            else { throw .refused(operation, "an attribute of a signer cannot be read") }
            found.append(
                CMSAttribute(
                    oid: DER.dotted(Array(bytes[pair[0].body])),
                    values: values.map { Array(bytes[$0.whole]) },
                    der: Array(bytes[one.whole])))
        }
        return found
    }
}

/// An attribute of a signer: a name and values.
package struct CMSAttribute: Sendable, Hashable {
    /// Dotted.
    package let oid: String
    /// Each a whole element in DER.
    package let values: [[UInt8]]
    let der: [UInt8]

    static let contentType = "1.2.840.113549.1.9.3"
    static let messageDigest = "1.2.840.113549.1.9.4"
    static let signingTime = "1.2.840.113549.1.9.5"
    static let signingCertificate = "1.2.840.113549.1.9.16.2.12"
    static let signingCertificateV2 = "1.2.840.113549.1.9.16.2.47"
    /// The time stamp over a signature (RFC 3161, appendix A).
    package static let timeStampToken = "1.2.840.113549.1.9.16.2.14"
    /// Revocation values beside a signature (RFC 5126 §6.3.4).
    package static let revocationValues = "1.2.840.113549.1.9.16.2.24"
}
