internal import COpenSSL

/// What a certificate to be issued shall say.
package struct CertificateProfile: Sendable {
    /// Parts of a distinguished name by their short names, in order, such as ("O", "某公司"), ("CN", "…").
    package var subject: [(String, String)]
    /// First and last instant of validity, in milliseconds, told in whole seconds.
    package var notBefore: Int64
    package var notAfter: Int64
    package var isAuthority: Bool
    /// How many further CAs may follow below this one; nil sets no bound.
    package var pathLength: Int?
    /// Critical in the certificate.
    package var keyUsage: KeyUsage
    /// Dotted OIDs; critical in the certificate, as RFC 3161 demands for time-stamping.
    package var extendedKeyUsage: [String]
    package var extensions: [CertificateExtension]
    /// Up to 20 bytes, big-endian, positive; nil draws 16 at random.
    package var serial: [UInt8]?

    package init(
        subject: [(String, String)], notBefore: Int64, notAfter: Int64, keyUsage: KeyUsage,
        isAuthority: Bool = false, pathLength: Int? = nil, extendedKeyUsage: [String] = [],
        extensions: [CertificateExtension] = [], serial: [UInt8]? = nil
    ) {
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.isAuthority = isAuthority
        self.pathLength = pathLength
        self.keyUsage = keyUsage
        self.extendedKeyUsage = extendedKeyUsage
        self.extensions = extensions
        self.serial = serial
    }

    /// The extended key usage of a time-stamping authority.
    package static let timeStamping = "1.3.6.1.5.5.7.3.8"
}

/// One further extension of a certificate.
package struct CertificateExtension: Sendable {
    package enum Value: Sendable {
        /// Goes in as a UTF8String.
        case text(String)
        /// Goes in as it is.
        case der([UInt8])
    }

    package let oid: String
    package let critical: Bool
    package let value: Value

    package init(oid: String, critical: Bool = false, value: Value) {
        self.oid = oid
        self.critical = critical
        self.value = value
    }
}

/// Issues the certificates and revocation lists that the platform needs for its own keys, and samples need.
package struct CertificateAuthority: Sendable {
    package let certificate: Certificate
    private let key: PrivateKey

    /// Throws when the key does not belong to the certificate.
    package init(key: PrivateKey, certificate: Certificate) throws(OpenSSLError) {
        guard key.matches(certificate) else {
            throw .refused(
                "set up a certificate authority",
                "the key does not belong to the certificate of \(certificate.subject)")
        }
        self.key = key
        self.certificate = certificate
    }

    /// A certificate that a key signs for itself.
    package static func selfSigned(
        _ profile: CertificateProfile, key: PrivateKey
    ) throws(OpenSSLError) -> Certificate {
        try make(profile, for: key.publicKey, by: key, issuer: nil)
    }

    /// A certificate for a public key. The key need not be known to anybody: an opening key has no owner.
    package func issue(
        _ profile: CertificateProfile, for publicKey: PublicKey
    ) throws(OpenSSLError) -> Certificate {
        try Self.make(profile, for: publicKey, by: key, issuer: certificate)
    }

    /// Signs a list under construction; positive on success.
    func sign(_ list: OpaquePointer) -> Int32 {
        unsafe X509_CRL_sign(list, key.raw, key.usualDigest?.implementation)
    }

    private static func make(
        _ profile: CertificateProfile, for publicKey: PublicKey, by key: PrivateKey, issuer: Certificate?
    ) throws(OpenSSLError) -> Certificate {
        let operation = "issue a certificate"
        clearErrors()
        let made = unsafe try unlessNil(X509_new(), operation)
        do throws(OpenSSLError) {
            let name = try NameBuilder(profile.subject)
            let issuerName = unsafe issuer.map { unsafe X509_get_subject_name($0.raw) } ?? name.raw
            try unsafe unlessFailed(X509_set_version(made, 2), operation)
            let serial = if let given = profile.serial { given } else { try [0x40] + Random.bytes(15) }
            try unsafe setSerial(made, serial, operation)
            try unsafe setTimes(made, profile, operation)
            let named =
                unsafe X509_set_subject_name(made, name.raw) == 1
                && X509_set_issuer_name(made, issuerName) == 1
                && X509_set_pubkey(made, publicKey.raw) == 1
            guard named else { throw .drained(operation) }
            try unsafe addExtensions(made, profile, issuer, operation)
            let hash = unsafe key.usualDigest?.implementation
            guard unsafe X509_sign(made, key.raw, hash) > 0 else { throw .drained(operation) }
        } catch {
            unsafe X509_free(made)
            throw error
        }
        // Read back from its bytes, so that what is handed out is what a reader will see.
        let der = unsafe try encoded(operation) { unsafe i2d_X509(made, $0) }
        unsafe X509_free(made)
        return try Certificate(der: der)
    }

    private static func setSerial(
        _ made: OpaquePointer, _ serial: [UInt8], _ operation: String
    ) throws(OpenSSLError) {
        guard serial.count <= 20, serial.contains(where: { $0 != 0 }), serial.count < 20 || serial[0] < 0x80
        else { throw .refused(operation, "a serial number is positive and has at most 20 bytes") }
        let number = unsafe try unlessNil(BN_bin2bn(serial, Int32(serial.count), nil), operation)
        defer { unsafe BN_free(number) }
        guard unsafe BN_to_ASN1_INTEGER(number, X509_get_serialNumber(made)) != nil else {
            throw .drained(operation)
        }
    }

    private static func setTimes(
        _ made: OpaquePointer, _ profile: CertificateProfile, _ operation: String
    ) throws(OpenSSLError) {
        guard profile.notBefore <= profile.notAfter else {
            throw .refused(operation, "its validity would end before it begins")
        }
        let set =
            unsafe ASN1_TIME_set(X509_getm_notBefore(made), time_t(profile.notBefore.floored(by: 1_000)))
            != nil
            && ASN1_TIME_set(X509_getm_notAfter(made), time_t(profile.notAfter.floored(by: 1_000))) != nil
        guard set else { throw .drained(operation) }
    }

    private static func addExtensions(
        _ made: OpaquePointer, _ profile: CertificateProfile, _ issuer: Certificate?, _ operation: String
    ) throws(OpenSSLError) {
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, issuer?.raw ?? made, made, nil, nil, 0)
        func add(_ nid: Int32, _ value: String) throws(OpenSSLError) {
            let built = unsafe try unlessNil(X509V3_EXT_nconf_nid(nil, &context, nid, value), operation)
            defer { unsafe X509_EXTENSION_free(built) }
            try unsafe unlessFailed(X509_add_ext(made, built, -1), operation)
        }
        let length = profile.pathLength.map { ",pathlen:\($0)" } ?? ""
        try add(
            NID_basic_constraints, profile.isAuthority ? "critical,CA:TRUE\(length)" : "critical,CA:FALSE")
        try add(NID_key_usage, "critical," + profile.keyUsage.names.joined(separator: ","))
        if !profile.extendedKeyUsage.isEmpty {
            try add(NID_ext_key_usage, "critical," + profile.extendedKeyUsage.joined(separator: ","))
        }
        try add(NID_subject_key_identifier, "hash")
        if issuer != nil { try add(NID_authority_key_identifier, "keyid:always") }
        for further in profile.extensions {
            let value: [UInt8]
            switch further.value {
            case .der(let der): value = der
            case .text(let text): value = DER.utf8String(text)
            }
            try unsafe addExtension(made, further, value, operation)
        }
    }

    private static func addExtension(
        _ made: OpaquePointer, _ further: CertificateExtension, _ value: [UInt8], _ operation: String
    ) throws(OpenSSLError) {
        let object = unsafe try unlessNil(OBJ_txt2obj(further.oid, 1), "read the OID \(further.oid)")
        defer { unsafe ASN1_OBJECT_free(object) }
        let octets = unsafe ASN1_OCTET_STRING_new()
        defer { unsafe ASN1_OCTET_STRING_free(octets) }
        try unsafe unlessFailed(ASN1_OCTET_STRING_set(octets, value, Int32(value.count)), operation)
        let built = unsafe try unlessNil(
            X509_EXTENSION_create_by_OBJ(nil, object, further.critical ? 1 : 0, octets), operation)
        defer { unsafe X509_EXTENSION_free(built) }
        try unsafe unlessFailed(X509_add_ext(made, built, -1), operation)
    }
}

extension KeyUsage {
    /// As OpenSSL spells them.
    var names: [String] {
        let all: [(KeyUsage, String)] = [
            (.digitalSignature, "digitalSignature"), (.nonRepudiation, "nonRepudiation"),
            (.keyEncipherment, "keyEncipherment"), (.dataEncipherment, "dataEncipherment"),
            (.keyAgreement, "keyAgreement"), (.keyCertSign, "keyCertSign"), (.crlSign, "cRLSign"),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}

/// A distinguished name under construction.
@safe private struct NameBuilder: ~Copyable {
    let raw: OpaquePointer

    init(_ parts: [(String, String)]) throws(OpenSSLError) {
        let operation = "write a distinguished name"
        let name = unsafe try unlessNil(X509_NAME_new(), operation)
        for (kind, value) in parts {
            let bytes = Array(value.utf8)
            let added = unsafe X509_NAME_add_entry_by_txt(
                name, kind, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0)
            guard added == 1 else {
                unsafe X509_NAME_free(name)
                throw .drained("\(operation) with \(kind)=\(value)")
            }
        }
        unsafe raw = name
    }

    deinit { unsafe X509_NAME_free(raw) }
}
