internal import COpenSSL

/// A certificate revocation list (RFC 5280 §5), read and never changed.
///
/// `@unchecked Sendable`: the `X509_CRL` is private to this object, its extensions were cached while it was
/// decoded, and every function called on it afterwards only reads or takes OpenSSL's own lock.
@safe package final class CRL: @unchecked Sendable {
    /// Owned; freed in `deinit`. Never leaves this target.
    let raw: OpaquePointer
    /// The whole list in DER.
    package let der: [UInt8]
    /// SHA-256 of `der`: the name by which a verdict tells which list it used.
    package let fingerprint: [UInt8]

    /// The longest list that is read, in bytes of DER.
    package static let limit = 64 * 1024 * 1024

    init(takingOwnershipOf raw: OpaquePointer) throws(OpenSSLError) {
        unsafe self.raw = raw
        let der: [UInt8]
        do throws(OpenSSLError) {
            der = unsafe try encoded("encode a revocation list") { unsafe i2d_X509_CRL(raw, $0) }
        } catch {
            unsafe X509_CRL_free(raw)
            throw error
        }
        self.der = der
        fingerprint = Digest.sha256(der)
    }

    deinit { unsafe X509_CRL_free(raw) }

    /// Reads one list from DER. Throws when it is none, when bytes follow it, or when it is not canonical DER.
    package convenience init(der: [UInt8]) throws(OpenSSLError) {
        let operation = "read a revocation list from DER"
        let raw = unsafe try decoded(
            der, limit: Self.limit, operation, free: { unsafe X509_CRL_free($0) },
            { unsafe d2i_X509_CRL(nil, $0, $1) })
        try unsafe self.init(takingOwnershipOf: raw)
        guard self.der == der else { throw .refused(operation, "its encoding is not canonical DER") }
    }

    /// Reads the first list of a PEM text.
    package convenience init(pem: [UInt8]) throws(OpenSSLError) {
        let operation = "read a revocation list from PEM"
        guard pem.count <= 2 * Self.limit else { throw .refused(operation, "the text is too long") }
        clearErrors()
        let raw = try unsafe withReader(over: pem) { bio throws(OpenSSLError) in
            unsafe try unlessNil(PEM_read_bio_X509_CRL(bio, nil, PEMText.noPassword, nil), operation)
        }
        try unsafe self.init(takingOwnershipOf: raw)
    }

    /// Reads a file that may be either PEM or DER.
    package convenience init(pemOrDER bytes: [UInt8]) throws(OpenSSLError) {
        if bytes.first == 0x30 { try self.init(der: bytes) } else { try self.init(pem: bytes) }
    }

    /// Reads every list of a PEM bundle, in order.
    package static func list(pem: [UInt8]) throws(OpenSSLError) -> [CRL] {
        unsafe try PEMText.all(in: pem, "read revocation lists from PEM") { bio throws(OpenSSLError) in
            guard let raw = unsafe PEM_read_bio_X509_CRL(bio, nil, PEMText.noPassword, nil) else {
                return nil
            }
            return unsafe try CRL(takingOwnershipOf: raw)
        }
    }

    /// The list as PEM text.
    package func pem() throws(OpenSSLError) -> [UInt8] {
        unsafe try written("write a revocation list as PEM") { unsafe PEM_write_bio_X509_CRL($0, raw) }
    }

    /// The issuer as one line, for people.
    package var issuer: String { unsafe Certificate.text(of: X509_CRL_get_issuer(raw)) }

    /// The issuer's distinguished name in DER.
    package var issuerDER: [UInt8] {
        unsafe (try? encoded("encode a name") { unsafe i2d_X509_NAME(X509_CRL_get_issuer(raw), $0) }) ?? []
    }

    /// When it was issued, in milliseconds. A time that cannot be read is in the far future.
    package var thisUpdate: Int64 { unsafe milliseconds(X509_CRL_get0_lastUpdate(raw)) ?? .max }

    /// When the next is due at the latest, in milliseconds; nil when the list does not say.
    package var nextUpdate: Int64? { unsafe milliseconds(X509_CRL_get0_nextUpdate(raw)) }

    /// The CRL number in hexadecimal (RFC 5280 §5.2.3); nil when it has none.
    package var number: String? {
        var critical: Int32 = 0
        guard let found = unsafe X509_CRL_get_ext_d2i(raw, NID_crl_number, &critical, nil) else {
            clearErrors()
            return nil
        }
        let integer = unsafe found.assumingMemoryBound(to: ASN1_INTEGER.self)
        defer { unsafe ASN1_INTEGER_free(integer) }
        return unsafe OpenSSL.hex(integer)
    }

    /// Whether it says that it is signed with SM2, which OpenSSL cannot check under a named identifier.
    var isSignedWithSM2: Bool { unsafe X509_CRL_get_signature_nid(raw) == NID_SM2_with_SM3 }

    /// What its signature is worth by the key of `issuer`, an SM2 signature under `SM2.identifier`.
    package func judgeSignature(by issuer: Certificate) -> SignatureOutcome {
        guard isSignedWithSM2 else { return isSigned(by: issuer) ? .good : .bad }
        guard let parts = SignedEnvelope(der), let key = try? issuer.publicKey() else { return .bad }
        return key.judge(parts.signature, over: parts.toBeSigned, .sm2)
    }

    /// Whether the list was signed by the key of `issuer`.
    package func isSigned(by issuer: Certificate) -> Bool {
        if isSignedWithSM2 { return judgeSignature(by: issuer) == .good }
        clearErrors()
        defer { clearErrors() }
        guard let key = unsafe X509_get0_pubkey(issuer.raw) else { return false }
        return unsafe X509_CRL_verify(raw, key) == 1
    }
}
