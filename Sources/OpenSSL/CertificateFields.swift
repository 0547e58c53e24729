internal import COpenSSL

extension Certificate {
    /// The subject as one line, most general part first, Chinese left legible: for people, never for comparing.
    package var subject: String { unsafe Self.text(of: X509_get_subject_name(raw)) }

    /// The issuer as one line, likewise.
    package var issuer: String { unsafe Self.text(of: X509_get_issuer_name(raw)) }

    /// The organisation (O) of the subject; nil when there is none or more than one.
    package var organisation: String? {
        unsafe Self.only(NID_organizationName, in: X509_get_subject_name(raw))
    }

    /// The common name (CN) of the subject; nil when there is none or more than one.
    package var commonName: String? { unsafe Self.only(NID_commonName, in: X509_get_subject_name(raw)) }

    /// The common name of the issuer, else its organisation, else the whole name: what to call the CA.
    package var issuerShortName: String {
        let name = unsafe X509_get_issuer_name(raw)
        return unsafe Self.only(NID_commonName, in: name) ?? Self.only(NID_organizationName, in: name)
            ?? issuer
    }

    /// The subject's distinguished name in DER: what an issuer field must equal.
    package var subjectDER: [UInt8] {
        unsafe (try? encoded("encode a name") { unsafe i2d_X509_NAME(X509_get_subject_name(raw), $0) }) ?? []
    }

    /// The issuer's distinguished name in DER.
    package var issuerDER: [UInt8] {
        unsafe (try? encoded("encode a name") { unsafe i2d_X509_NAME(X509_get_issuer_name(raw), $0) }) ?? []
    }

    /// The serial number in lower-case hexadecimal, whole bytes.
    package var serial: String { unsafe OpenSSL.hex(X509_get0_serialNumber(raw)) }

    /// The first instant of validity, in milliseconds. A time that cannot be read never begins.
    package var notBefore: Int64 { unsafe milliseconds(X509_get0_notBefore(raw)) ?? .max }

    /// The last instant of validity, in milliseconds. A time that cannot be read has always ended.
    package var notAfter: Int64 { unsafe milliseconds(X509_get0_notAfter(raw)) ?? .min }

    /// The key usage, or nil when the certificate does not restrict it.
    package var keyUsage: KeyUsage? {
        let bits = unsafe X509_get_key_usage(raw)
        return bits == UInt32.max ? nil : KeyUsage(rawValue: bits)
    }

    /// Whether basicConstraints says that this is a CA.
    package var isAuthority: Bool { unsafe X509_get_extension_flags(raw) & UInt32(EXFLAG_CA) != 0 }

    /// Whether the subject is its own issuer and the signature was not found to belong to another key.
    package var isSelfSigned: Bool { unsafe X509_get_extension_flags(raw) & UInt32(EXFLAG_SS) != 0 }

    /// The contents of an extension's OCTET STRING, by dotted OID. Nil when it is absent, when it occurs twice
    /// (RFC 5280 §4.2 allows one), or when the OID is none.
    package func extensionValue(_ oid: String) -> [UInt8]? {
        guard let object = unsafe OBJ_txt2obj(oid, 1) else {
            clearErrors()
            return nil
        }
        defer { unsafe ASN1_OBJECT_free(object) }
        let index = unsafe X509_get_ext_by_OBJ(raw, object, -1)
        guard index >= 0, unsafe X509_get_ext_by_OBJ(raw, object, index) < 0 else { return nil }
        return unsafe OpenSSL.bytes(of: X509_EXTENSION_get_data(X509_get_ext(raw, index)))
    }

    /// The SubjectPublicKeyInfo in DER.
    package var subjectPublicKeyInfo: [UInt8] {
        unsafe (try? encoded("encode a public key") { unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(raw), $0) })
            ?? []
    }

    /// What kind of key it certifies, such as "EC P-256", "RSA 2048", "ED25519", "SM2"; "unknown" when this
    /// OpenSSL cannot use it.
    package var keyAlgorithm: String { unsafe keyName(X509_get0_pubkey(raw)) }

    /// The key it certifies. Throws when this OpenSSL cannot use it.
    package func publicKey() throws(OpenSSLError) -> PublicKey {
        clearErrors()
        if let key = unsafe X509_get_pubkey(raw) { return unsafe PublicKey(takingOwnershipOf: key) }
        guard let usual = SM2.usualForm(ofSubjectPublicKeyInfo: subjectPublicKeyInfo) else {
            throw .drained("use the public key of a certificate")
        }
        return try PublicKey(subjectPublicKeyInfo: usual)
    }

    /// What this certificate's signature is worth by the key of `issuer`, and for an SM2 signature that does not
    /// hold whether it would under another identifier.
    package func judgeSignature(by issuer: Certificate) -> SignatureOutcome {
        if isSigned(by: issuer) { return .good }
        guard unsafe X509_get_signature_nid(raw) == NID_SM2_with_SM3, let parts = SignedEnvelope(der),
            let key = try? issuer.publicKey()
        else { return .bad }
        return key.judge(parts.signature, over: parts.toBeSigned, .sm2)
    }

    /// Whether this certificate's signature was made by the key of `issuer`; an SM2 signature counts under
    /// `SM2.identifier`.
    package func isSigned(by issuer: Certificate) -> Bool {
        clearErrors()
        defer { clearErrors() }
        guard let key = unsafe X509_get0_pubkey(issuer.raw) else { return false }
        return unsafe X509_verify(raw, key) == 1
    }

    static func text(of name: OpaquePointer?) -> String {
        guard let name = unsafe name,
            let line = unsafe try? written("print a name", { unsafe tradehall_print_name($0, name) + 1 })
        else { return "" }
        return String(decoding: line, as: UTF8.self)
    }

    private static func only(_ kind: Int32, in name: OpaquePointer?) -> String? {
        let index = unsafe X509_NAME_get_index_by_NID(name, kind, -1)
        guard index >= 0, unsafe X509_NAME_get_index_by_NID(name, kind, index) < 0 else { return nil }
        let value = unsafe X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index))
        var utf8: UnsafeMutablePointer<UInt8>?
        let count = unsafe ASN1_STRING_to_UTF8(&utf8, value)
        guard count >= 0, let start = unsafe utf8 else {
            clearErrors()
            return nil
        }
        defer { unsafe tradehall_free(start) }
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: Int(count)), as: UTF8.self)
    }
}

/// What kind of key it is, in a word or two.
func keyName(_ key: OpaquePointer?) -> String {
    guard let key = unsafe key, let type = unsafe EVP_PKEY_get0_type_name(key) else { return "unknown" }
    let name = unsafe String(cString: type)
    switch name {
    case "EC", "SM2":
        var group = [CChar](repeating: 0, count: 64)
        let found = unsafe EVP_PKEY_get_group_name(key, &group, group.count, nil) == 1
        clearErrors()
        guard found else { return name }
        let curve = String(decoding: group.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        switch curve {
        case "prime256v1": return "EC P-256"
        case "secp384r1": return "EC P-384"
        case "SM2": return "SM2"
        default: return "EC \(curve)"
        }
    case "RSA", "RSA-PSS": return unsafe "\(name) \(EVP_PKEY_get_bits(key))"
    default: return name
    }
}
