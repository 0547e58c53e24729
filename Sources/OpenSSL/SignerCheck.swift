internal import COpenSSL

extension SignerInfo {
    /// Whether the identifier of this signer points at this certificate.
    package func isBy(_ certificate: Certificate) -> Bool {
        switch identifier {
        case .keyIdentifier(let identifier): return certificate.subjectKeyIdentifier == identifier
        case .issuerAndSerial(let issuer, let serial):
            guard certificate.serialDER == serial else { return false }
            if certificate.issuerDER == issuer { return true }
            // The same name in other kinds of strings is the same name (RFC 5280 §7.1).
            return unsafe Self.sameName(issuer, X509_get_issuer_name(certificate.raw))
        }
    }

    private static func sameName(_ der: [UInt8], _ name: OpaquePointer?) -> Bool {
        defer { clearErrors() }
        let read = unsafe try? decoded(
            der, limit: 16 * 1024, "read a name", free: { unsafe X509_NAME_free($0) },
            { unsafe d2i_X509_NAME(nil, $0, $1) })
        guard let read = unsafe read else { return false }
        defer { unsafe X509_NAME_free(read) }
        return unsafe X509_NAME_cmp(read, name) == 0
    }

    /// The claimed time of signing in milliseconds; nil when there is none or it cannot be read.
    package var signingTime: Int64? {
        guard case .one(let der) = only(CMSAttribute.signingTime, tags: [0x17, 0x18]) else { return nil }
        return Self.time(der)
    }

    /// Everything that is wrong with the signature, the gravest first where one follows from another; empty when it
    /// holds. Whether the certificate is to be trusted is not looked at.
    ///
    /// - Parameters:
    ///   - type: the type of the content, as a whole OID element.
    ///   - certificate: the signer's.
    ///   - others: further certificates that the signing-certificate attribute may name.
    func faults(
        over content: SignedContent, type: [UInt8], certificate: Certificate, others: [Certificate]
    ) -> [SignatureFault] {
        guard let digestAlgorithm else { return [.weakDigest(digestName)] }
        var found: [SignatureFault] = []
        if signedBytes == nil {
            found.append(.noSignedAttributes)
            if case .bytes(let bytes) = content, Self.looksLikeAttributes(bytes) {
                found.append(.contentLooksLikeAttributes)
            }
        } else {
            found += attributeFaults(content, digestAlgorithm, type)
        }
        if let fault = keyFault(content, certificate, digestAlgorithm) { found.append(fault) }
        if signedBytes != nil {
            found += signingCertificateFaults(certificate, others)
            if case .broken = only(CMSAttribute.signingTime, tags: [0x17, 0x18]) {
                found.append(.attribute("signing time"))
            } else if signedAttributes.contains(where: { $0.oid == CMSAttribute.signingTime }),
                signingTime == nil
            {
                found.append(.signingTime)
            }
        }
        return found
    }

    /// The same for the content of a message that was taken apart.
    package func faults(
        over content: SignedContent, in message: SignedData, certificate: Certificate, others: [Certificate]
    ) -> [SignatureFault] {
        faults(
            over: content, type: message.contentType, certificate: certificate,
            others: others.filter { $0 != certificate })
    }

    /// Whether it names its certificate in the way of CAdES (RFC 5035).
    package var namesCertificate: Bool {
        signedAttributes.contains { $0.oid == CMSAttribute.signingCertificateV2 }
    }

    private func attributeFaults(
        _ content: SignedContent, _ digest: DigestAlgorithm, _ type: [UInt8]
    ) -> [SignatureFault] {
        var found: [SignatureFault] = []
        switch only(CMSAttribute.contentType, tags: [0x06]) {
        case .one(let named): if named != type { found.append(.contentType) }
        case .none: found.append(.contentType)
        case .broken: found.append(.attribute("content type"))
        }
        switch only(CMSAttribute.messageDigest, tags: [0x04]) {
        case .one(let stated):
            let actual: [UInt8]? =
                switch content {
                case .bytes(let bytes): Digest.hash(digest, bytes)
                case .digest(let algorithm, let value): algorithm == digest ? value : nil
                }
            if stated != actual.map({ DER.element(tag: 0x04, $0) }) { found.append(.contentChanged) }
        case .none: found.append(.noMessageDigest)
        case .broken: found.append(.attribute("message digest"))
        }
        return found
    }

    private func keyFault(
        _ content: SignedContent, _ certificate: Certificate, _ digest: DigestAlgorithm
    ) -> SignatureFault? {
        guard let scheme = SignatureScheme(algorithm: signatureAlgorithm, digest: digest),
            let key = try? certificate.publicKey(), scheme.fits(key.algorithm)
        else { return .algorithm }
        let signed: [UInt8]
        switch (signedBytes, content) {
        case (let attributes?, _): signed = attributes
        case (nil, .bytes(let bytes)): signed = bytes
        case (nil, .digest): return .noSignedAttributes
        }
        switch key.judge(signature, over: signed, scheme) {
        case .good: return nil
        case .bad: return .signatureBad
        case .otherIdentifier(let identifier): return .otherIdentifier(identifier)
        }
    }

    /// The signing-certificate attributes (RFC 2634 §5.4, RFC 5035), when there, name the signer's certificate.
    private func signingCertificateFaults(
        _ certificate: Certificate, _ others: [Certificate]
    ) -> [SignatureFault] {
        let first = only(CMSAttribute.signingCertificate, tags: [0x30])
        let second = only(CMSAttribute.signingCertificateV2, tags: [0x30])
        if first == .broken || second == .broken { return [.attribute("signing certificate")] }
        if first == .none, second == .none { return [] }
        clearErrors()
        defer { clearErrors() }
        let one = unsafe Self.read(first) { unsafe d2i_ESS_SIGNING_CERT(nil, $0, $1) }
        defer { unsafe ESS_SIGNING_CERT_free(one) }
        let two = unsafe Self.read(second) { unsafe d2i_ESS_SIGNING_CERT_V2(nil, $0, $1) }
        defer { unsafe ESS_SIGNING_CERT_V2_free(two) }
        guard unsafe (one != nil) == (first != .none), unsafe (two != nil) == (second != .none),
            let chain = try? CertificateStack([certificate] + others)
        else { return [.attribute("signing certificate")] }
        return unsafe OSSL_ESS_check_signing_certs(one, two, chain.raw, 1) == 1
            ? [] : [.signingCertificateOther]
    }

    private static func read(
        _ attribute: Only, _ d2i: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
    ) -> OpaquePointer? {
        guard case .one(let der) = attribute else { return nil }
        return unsafe der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return unsafe d2i(&cursor, buffer.count)
        }
    }

    private enum Only: Equatable {
        case none
        case one([UInt8])
        case broken
    }

    /// The value of a signed attribute that may occur once, with one value of one of these tags.
    private func only(_ oid: String, tags: [UInt8]) -> Only {
        let found = signedAttributes.filter { $0.oid == oid }
        guard let first = found.first else { return .none }
        guard found.count == 1, first.values.count == 1, let tag = first.values[0].first, tags.contains(tag)
        else { return .broken }
        return .one(first.values[0])
    }

    private static func time(_ der: [UInt8]) -> Int64? {
        defer { clearErrors() }
        let read = unsafe der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return unsafe d2i_ASN1_TIME(nil, &cursor, buffer.count)
        }
        guard let read = unsafe read else { return nil }
        defer { unsafe ASN1_STRING_free(read) }
        return unsafe milliseconds(read)
    }

    /// Content whose bytes are a SET of attributes: its signature without attributes equals that of another message
    /// with them.
    private static func looksLikeAttributes(_ bytes: [UInt8]) -> Bool {
        guard let set = DER.elements(bytes, in: bytes.indices, limit: 1)?.first, set.tag == 0x31,
            let all = DER.elements(bytes, in: set.body, limit: 64), !all.isEmpty
        else { return false }
        return all.allSatisfy { one in
            one.tag == 0x30 && DER.elements(bytes, in: one.body, limit: 2)?.map(\.tag) == [0x06, 0x31]
        }
    }
}

extension Certificate {
    /// The serial number as a whole INTEGER in DER.
    package var serialDER: [UInt8] {
        unsafe (try? encoded("encode a serial number") {
            unsafe i2d_ASN1_INTEGER(X509_get0_serialNumber(raw), $0)
        }) ?? []
    }
}
