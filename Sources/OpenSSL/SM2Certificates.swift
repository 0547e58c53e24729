internal import COpenSSL

extension SM2 {
    /// Makes OpenSSL ready to check a certificate signed with SM2: under the identifier that is named here, since
    /// its own default differs between versions, and with a key whose algorithm has the usual name. Must be called
    /// before anybody else sees the object. The encoding of the certificate stays as it was.
    static func prepare(_ certificate: OpaquePointer) {
        clearErrors()
        defer { clearErrors() }
        if unsafe X509_get_signature_nid(certificate) == NID_SM2_with_SM3 {
            let octets = unsafe ASN1_OCTET_STRING_new()
            if unsafe ASN1_OCTET_STRING_set(octets, identifier, Int32(identifier.count)) == 1 {
                unsafe X509_set0_distinguishing_id(certificate, octets)
            } else {
                unsafe ASN1_OCTET_STRING_free(octets)
            }
        }
        let key = unsafe X509_get_X509_PUBKEY(certificate)
        guard let der = unsafe try? encoded("encode a public key", { unsafe i2d_X509_PUBKEY(key, $0) }),
            let usual = usualForm(ofSubjectPublicKeyInfo: der),
            let read = try? PublicKey(subjectPublicKeyInfo: usual)
        else { return }
        unsafe X509_set_pubkey(certificate, read.raw)
    }
}

/// The three parts of a signed object (RFC 5280 §4.1.1): what was signed, by which algorithm, and the signature.
package struct SignedEnvelope: Sendable {
    package let toBeSigned: [UInt8]
    /// The AlgorithmIdentifier, in DER.
    package let algorithm: [UInt8]
    package let signature: [UInt8]

    /// Takes a certificate, list or response apart; nil when the bytes are not built like one.
    package init?(_ der: [UInt8]) {
        guard let outer = DER.elements(der, in: der.indices, limit: 1)?.first, outer.tag == 0x30,
            let parts = DER.elements(der, in: outer.body, limit: 3), parts.map(\.tag) == [0x30, 0x30, 0x03],
            der[parts[2].body].first == 0
        else { return nil }
        toBeSigned = Array(der[parts[0].whole])
        algorithm = Array(der[parts[1].whole])
        signature = Array(der[parts[2].body].dropFirst())
    }
}
