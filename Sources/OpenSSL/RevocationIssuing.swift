internal import COpenSSL

/// One line of a revocation list to be issued.
package struct RevokedSerial: Sendable {
    /// The serial number in hexadecimal, as `Certificate.serial` gives it.
    package let serial: String
    /// Since when, in milliseconds.
    package let at: Int64

    package init(serial: String, at: Int64) {
        self.serial = serial
        self.at = at
    }
}

extension CertificateAuthority {
    /// A revocation list signed by this authority.
    ///
    /// - Parameters:
    ///   - number: grows with each list (RFC 5280 §5.2.3).
    ///   - thisUpdate: when it is issued; `nextUpdate`: until when it may be relied on. Milliseconds.
    package func revocationList(
        number: UInt64, thisUpdate: Int64, nextUpdate: Int64, revoked: [RevokedSerial] = []
    ) throws(OpenSSLError) -> CRL {
        let operation = "issue a revocation list"
        clearErrors()
        let made = unsafe try unlessNil(X509_CRL_new(), operation)
        do throws(OpenSSLError) {
            let this = try TimeValue(thisUpdate)
            let next = try TimeValue(nextUpdate)
            let ready =
                unsafe X509_CRL_set_version(made, 1) == 1
                && X509_CRL_set_issuer_name(made, X509_get_subject_name(certificate.raw)) == 1
                && X509_CRL_set1_lastUpdate(made, this.raw) == 1
                && X509_CRL_set1_nextUpdate(made, next.raw) == 1
            guard ready else { throw .drained(operation) }
            for entry in revoked { try unsafe add(entry, to: made, operation) }
            let count = unsafe ASN1_INTEGER_new()
            defer { unsafe ASN1_INTEGER_free(count) }
            guard unsafe ASN1_INTEGER_set_uint64(count, number) == 1,
                unsafe X509_CRL_add1_ext_i2d(made, NID_crl_number, count, 0, 0) == 1
            else { throw .drained(operation) }
            try unsafe addKeyIdentifier(to: made, operation)
            guard unsafe X509_CRL_sort(made) == 1, unsafe sign(made) > 0 else { throw .drained(operation) }
        } catch {
            unsafe X509_CRL_free(made)
            throw error
        }
        let der = unsafe try encoded(operation) { unsafe i2d_X509_CRL(made, $0) }
        unsafe X509_CRL_free(made)
        return try CRL(der: der)
    }

    private func add(
        _ entry: RevokedSerial, to list: OpaquePointer, _ operation: String
    ) throws(OpenSSLError) {
        guard let serial = [UInt8](hex: entry.serial), !serial.isEmpty, serial.count <= 20 else {
            throw .refused(operation, "\(entry.serial) is not a serial number in hexadecimal")
        }
        let line = unsafe try unlessNil(X509_REVOKED_new(), operation)
        let number = unsafe BN_bin2bn(serial, Int32(serial.count), nil)
        defer { unsafe BN_free(number) }
        let integer = unsafe BN_to_ASN1_INTEGER(number, nil)
        defer { unsafe ASN1_INTEGER_free(integer) }
        let since = try TimeValue(entry.at)
        // The list takes the line over only when the last of these succeeds.
        guard unsafe X509_REVOKED_set_serialNumber(line, integer) == 1,
            unsafe X509_REVOKED_set_revocationDate(line, since.raw) == 1,
            unsafe X509_CRL_add0_revoked(list, line) == 1
        else {
            unsafe X509_REVOKED_free(line)
            throw .drained(operation)
        }
    }

    private func addKeyIdentifier(to list: OpaquePointer, _ operation: String) throws(OpenSSLError) {
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, certificate.raw, nil, nil, list, 0)
        let built = unsafe try unlessNil(
            X509V3_EXT_nconf_nid(nil, &context, NID_authority_key_identifier, "keyid:always"), operation)
        defer { unsafe X509_EXTENSION_free(built) }
        try unsafe unlessFailed(X509_CRL_add_ext(list, built, -1), operation)
    }
}

/// An instant as ASN.1 writes it.
@safe private struct TimeValue: ~Copyable {
    let raw: UnsafeMutablePointer<ASN1_TIME>

    init(_ milliseconds: Int64) throws(OpenSSLError) {
        guard let time = unsafe ASN1_TIME_set(nil, time_t(milliseconds.floored(by: 1_000))) else {
            throw .drained("write \(milliseconds) ms as a time")
        }
        unsafe raw = time
    }

    deinit { unsafe ASN1_STRING_free(raw) }
}
