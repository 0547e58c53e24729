/// What is wrong with the signature of one signer of a message.
package enum SignatureFault: Error, Sendable, Hashable {
    /// The signature covers the content itself and no attributes.
    case noSignedAttributes
    /// An attribute that may occur once, with one value of one form, does not.
    case attribute(String)
    /// The signed attributes do not give the type of the content, or another one.
    case contentType
    case noMessageDigest
    /// The content is not what was signed.
    case contentChanged
    /// Another digest than the four of this house; its OID.
    case weakDigest(String)
    /// The signature algorithm is unknown, weak, or contradicts the digest or the key.
    case algorithm
    case signatureBad
    /// An SM2 signature that would hold under this other identifier.
    case otherIdentifier([UInt8])
    /// The signing-certificate attribute names another certificate.
    case signingCertificateOther
    case signingCertificateMissing
    case signingTime
    /// Without signed attributes, content that looks like attributes could have been signed as such.
    case contentLooksLikeAttributes

    /// One clause that says it, after "it is refused because".
    package var words: String {
        switch self {
        case .noSignedAttributes: "its signer signed no attributes"
        case .attribute(let name): "its signed attributes do not give one well-formed \(name)"
        case .contentType: "its signed attributes do not give the type of its content"
        case .noMessageDigest: "its signed attributes give no message digest"
        case .contentChanged: "the content is not the one that was signed"
        case .weakDigest(let oid):
            "it was signed with a digest other than SHA-256, SHA-384, SHA-512 or SM3 (\(oid))"
        case .algorithm: "its signature algorithm does not fit the digest and the key of its signer"
        case .signatureBad: "the signature is not by the key of its signer's certificate"
        case .otherIdentifier(let identifier):
            "the SM2 signature was made under the \(Self.name(identifier)) and not under 1234567812345678; sign again with that identifier (SM2_ID_MISMATCH)"
        case .signingCertificateOther: "its signing-certificate attribute names another certificate"
        case .signingCertificateMissing: "it does not name its signing certificate"
        case .signingTime: "its signing time cannot be read"
        case .contentLooksLikeAttributes:
            "its content has the form of signed attributes, and may have been signed as something else"
        }
    }

    private static func name(_ identifier: [UInt8]) -> String {
        identifier.isEmpty ? "empty identifier" : "identifier \(String(decoding: identifier, as: UTF8.self))"
    }
}

/// What a signature is said to be over.
package enum SignedContent: Sendable {
    case bytes([UInt8])
    /// Content that passed by once and was hashed meanwhile.
    case digest(DigestAlgorithm, [UInt8])
}
