internal import COpenSSL

/// What a certificate lets its key be used for (RFC 5280 §4.2.1.3), as OpenSSL numbers the bits.
package struct KeyUsage: OptionSet, Sendable, Hashable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let digitalSignature = KeyUsage(rawValue: 0x80)
    package static let nonRepudiation = KeyUsage(rawValue: 0x40)
    package static let keyEncipherment = KeyUsage(rawValue: 0x20)
    package static let dataEncipherment = KeyUsage(rawValue: 0x10)
    package static let keyAgreement = KeyUsage(rawValue: 0x08)
    package static let keyCertSign = KeyUsage(rawValue: 0x04)
    package static let crlSign = KeyUsage(rawValue: 0x02)
}

/// An X.509 certificate, read and never changed.
///
/// `@unchecked Sendable`: the `X509` is private to this object, its extensions are cached by OpenSSL before
/// `init` returns, and every function called on it afterwards only reads.
@safe package final class Certificate: @unchecked Sendable {
    /// Owned; freed in `deinit`. Never leaves this target.
    let raw: OpaquePointer
    /// The whole certificate in DER, exactly as it was given.
    package let der: [UInt8]
    /// SHA-256 of `der`, 32 bytes: the name by which this house knows a certificate.
    package let fingerprint: [UInt8]

    /// The longest certificate that is read, in bytes of DER.
    package static let limit = 64 * 1024

    /// Takes over an `X509` whose reference the caller gives away.
    init(takingOwnershipOf raw: OpaquePointer) throws(OpenSSLError) {
        unsafe self.raw = raw
        // Fills OpenSSL's cache of extensions while nobody else can see the object.
        _ = unsafe X509_check_purpose(raw, -1, 0)
        ERR_clear_error()
        unsafe SM2.prepare(raw)
        let der: [UInt8]
        do throws(OpenSSLError) {
            der = unsafe try encoded("encode a certificate") { unsafe i2d_X509(raw, $0) }
        } catch {
            unsafe X509_free(raw)
            throw error
        }
        self.der = der
        fingerprint = Digest.sha256(der)
    }

    deinit { unsafe X509_free(raw) }

    /// Reads one certificate from DER. Throws when it is none, when bytes follow it, when it is longer than
    /// `limit`, or when its encoding is not the one that DER prescribes.
    package convenience init(der: [UInt8]) throws(OpenSSLError) {
        let operation = "read a certificate from DER"
        let raw = unsafe try decoded(
            der, limit: Self.limit, operation, free: { unsafe X509_free($0) },
            { unsafe d2i_X509(nil, $0, $1) })
        try unsafe self.init(takingOwnershipOf: raw)
        guard self.der == der else { throw .refused(operation, "its encoding is not canonical DER") }
    }

    /// Reads the first certificate of a PEM text.
    package convenience init(pem: [UInt8]) throws(OpenSSLError) {
        guard pem.count <= PEMText.limit else {
            throw .refused("read a certificate from PEM", "the text is longer than \(PEMText.limit) bytes")
        }
        clearErrors()
        let raw = try unsafe withReader(over: pem) { bio throws(OpenSSLError) in
            unsafe try unlessNil(
                PEM_read_bio_X509(bio, nil, PEMText.noPassword, nil), "read a certificate from PEM")
        }
        try unsafe self.init(takingOwnershipOf: raw)
    }

    /// Reads a file that may be either PEM or DER.
    package convenience init(pemOrDER bytes: [UInt8]) throws(OpenSSLError) {
        if bytes.first == 0x30 { try self.init(der: bytes) } else { try self.init(pem: bytes) }
    }

    /// Reads every certificate of a PEM bundle, in order; text between them is passed over. At most
    /// `PEMText.objects`. Throws when there is none, or when one of them is broken.
    package static func list(pem: [UInt8]) throws(OpenSSLError) -> [Certificate] {
        unsafe try PEMText.all(in: pem, "read certificates from PEM") { bio throws(OpenSSLError) in
            guard let raw = unsafe PEM_read_bio_X509(bio, nil, PEMText.noPassword, nil) else { return nil }
            return unsafe try Certificate(takingOwnershipOf: raw)
        }
    }

    /// The certificate as PEM text.
    package func pem() throws(OpenSSLError) -> [UInt8] {
        unsafe try written("write a certificate as PEM") { unsafe PEM_write_bio_X509($0, raw) }
    }
}

extension Certificate: Hashable {
    package static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }
    package func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

/// PEM as this house reads it: bounded, and never asking a terminal for a password.
enum PEMText {
    /// Bytes of text in one file.
    static let limit = 8 * 1024 * 1024
    /// Objects of one kind in one file.
    static let objects = 4_096

    /// OpenSSL asks the terminal when it is given no callback at all; a service must never wait for that.
    static let noPassword:
        @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?)
            -> Int32 = { _, _, _, _ in -1 }

    /// Reads until the end of the text; `next` answers nil when it found no further block. A block that will
    /// not parse fails the whole.
    static func all<Object>(
        in pem: [UInt8], _ operation: String,
        _ next: (OpaquePointer) throws(OpenSSLError) -> Object?
    ) throws(OpenSSLError) -> [Object] {
        guard pem.count <= limit else { throw .refused(operation, "the text is longer than \(limit) bytes") }
        clearErrors()
        let found: [Object] = unsafe try withReader(over: pem) { bio throws(OpenSSLError) in
            var found: [Object] = []
            while let object = unsafe try next(bio) {
                found.append(object)
                if found.count > objects { throw .refused(operation, "there are more than \(objects)") }
            }
            return found
        }
        // The end of the text is reported as a missing start line, and that alone is no fault.
        guard !found.isEmpty, tradehall_is_no_start_line(ERR_peek_last_error()) == 1 else {
            throw .drained(operation)
        }
        clearErrors()
        return found
    }
}
