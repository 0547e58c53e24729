internal import OpenSSL

/// How one recipient of a message gets at the content key.
enum MessageRecipient {
    /// KeyAgreeRecipientInfo: ECDH on P-256 (RFC 5753).
    case agreement(EnvelopeRecipient)
    /// KeyTransRecipientInfo (RFC 5652 §6.2.1).
    case transport(KeyTransport, encryptedKey: [UInt8])

    static let most = 64

    /// Encrypts a content key to a certificate by the way that is usual for its key: P-256 agreement, RSA-OAEP with
    /// SHA-256, or SM2. In DER, one RecipientInfo.
    static func der(wrapping key: [UInt8], for certificate: Certificate) throws -> [UInt8] {
        let kind = certificate.keyAlgorithm
        let usage = certificate.keyUsage
        if kind == "EC P-256" {
            let point = try usablePoint(certificate, usage)
            return try EnvelopeProfile.recipientInfo(
                Envelope.recipient(wrapping: key, to: point), for: certificate)
        }
        guard usage == nil || usage?.contains(.keyEncipherment) == true else {
            throw SealingRefusal.messageUnfit(
                certificate.subject, zh: "其密钥用途不含密钥加密", en: "its key usage does not include key encipherment")
        }
        let (transport, algorithm): (KeyTransport, [UInt8])
        if kind == "SM2" {
            (transport, algorithm) = (.sm2, DERWriter.element(0x30, TransportNames.sm2))
        } else if kind.hasPrefix("RSA "), (Int(kind.dropFirst(4)) ?? 0) >= 2_048 {
            (transport, algorithm) = (.rsaOAEP(.sha256, mask: .sha256), TransportNames.oaepSHA256)
        } else {
            throw SealingRefusal.messageUnfit(
                certificate.subject, zh: "其密钥为\(kind)，应当为P-256、SM2或者至少2048位的RSA",
                en: "its key is of kind \(kind) and must be P-256, SM2, or RSA of at least 2048 bits")
        }
        let wrapped = try certificate.publicKey().encrypt(key, transport)
        return DERWriter.element(
            0x30,
            [0x02, 0x01, 0x00] + (try certificate.issuerAndSerialNumber()) + algorithm
                + DERWriter.element(0x04, wrapped))
    }

    private static func usablePoint(_ certificate: Certificate, _ usage: KeyUsage?) throws -> [UInt8] {
        guard usage == nil || usage?.contains(.keyAgreement) == true else {
            throw SealingRefusal.messageUnfit(
                certificate.subject, zh: "其密钥用途不含密钥协商", en: "its key usage does not include key agreement")
        }
        guard let point = certificate.p256Point else { throw SealingRefusal.curve }
        return point
    }

    /// The recipient of a SET of them that is this certificate. Every one of them is looked at, and a message with
    /// one of another kind is refused.
    static func find(in set: [UInt8], for certificate: Certificate) throws -> MessageRecipient {
        var outer = DERCursor(set)
        guard var recipients = outer.enter(0x31) else { throw malformed("the recipients") }
        var found: MessageRecipient?
        var count = 0
        while let tag = recipients.nextTag {
            count += 1
            guard count <= most else { throw SealingRefusal.messageRecipients(most) }
            let one: MessageRecipient?
            switch tag {
            case 0x30: one = try transport(recipients.enter(0x30), certificate)
            case 0xa1:
                one = try EnvelopeProfile.agreement(recipients.enter(0xa1), certificate).map {
                    .agreement($0)
                }
            case 0xa2: throw SealingRefusal.messageRecipientKind("KEKRecipientInfo")
            case 0xa3: throw SealingRefusal.messageRecipientKind("PasswordRecipientInfo")
            case 0xa4: throw SealingRefusal.messageRecipientKind("OtherRecipientInfo")
            default: throw malformed("a recipient")
            }
            if found == nil { found = one }
        }
        guard count > 0 else { throw SealingRefusal.messageRecipients(most) }
        guard let found else { throw SealingRefusal.messageOtherRecipient }
        return found
    }

    /// Nil when it is another certificate's.
    private static func transport(
        _ cursor: DERCursor?, _ certificate: Certificate
    ) throws -> MessageRecipient? {
        guard var fields = cursor, let version = fields.contents(0x02) else { throw malformed("a recipient") }
        let isOurs: Bool
        if fields.nextTag == 0x80 {
            guard version == [2], let identifier = fields.contents(0x80) else {
                throw malformed("a recipient")
            }
            isOurs = identifier == certificate.subjectKeyIdentifier
        } else {
            guard version == [0], let name = fields.whole(0x30) else { throw malformed("a recipient") }
            isOurs = try name == certificate.issuerAndSerialNumber()
        }
        guard let algorithm = fields.whole(0x30), let wrapped = fields.contents(0x04), fields.isAtEnd,
            (1...1_024).contains(wrapped.count)
        else { throw malformed("an encrypted key") }
        guard isOurs else { return nil }
        guard let transport = TransportNames.transport(algorithm) else {
            throw SealingRefusal.messageTransport
        }
        return .transport(transport, encryptedKey: wrapped)
    }

    static func malformed(_ what: String) -> SealingRefusal {
        SealingRefusal(
            "MESSAGE_MALFORMED", zh: "消息的接收者信息不符合CMS。",
            en: "The recipient information of the message is not well-formed CMS, where \(what) was expected."
        )
    }

    /// The content key: secret bytes for the caller to wipe.
    func contentKey(_ key: PrivateKey) throws -> [UInt8] {
        switch self {
        case .transport(let transport, let encrypted):
            guard let content = key.decrypt(encrypted, transport) else {
                throw SealingRefusal.messageKeyNotRecovered
            }
            return content
        case .agreement(let recipient):
            var secret = try EnvelopeKeys.sharedSecret(key, point: recipient.point)
            defer { Secret.wipe(&secret) }
            var wrapping = try EnvelopeKeys.derive(
                secret: secret,
                sharedInfo: EnvelopeProfile.sharedInfo(keyingMaterial: recipient.keyingMaterial))
            defer { Secret.wipe(&wrapping) }
            guard let content = try EnvelopeKeys.unwrap(recipient.wrappedKey, under: wrapping) else {
                throw SealingRefusal.messageKeyNotRecovered
            }
            return content
        }
    }
}

/// The names of key transports, as AlgorithmIdentifiers in DER.
enum TransportNames {
    /// 1.2.156.10197.1.301.3, SM2 encryption, without parameters.
    static let sm2: [UInt8] = [0x06, 0x09, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d, 0x03]
    private static let rsa: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01]
    /// 1.2.840.113549.1.1.7
    private static let oaep = rsa + [0x07]
    private static let mgf1 = rsa + [0x08]

    /// RSA-OAEP with SHA-256 for both the hash and the mask (RFC 4055 §4.1).
    static let oaepSHA256: [UInt8] = {
        let digest = DERWriter.element(0x30, DigestAlgorithm.sha256.oid + [0x05, 0x00])
        let mask = DERWriter.element(0x30, mgf1 + digest)
        let parameters = DERWriter.element(0xa0, digest) + DERWriter.element(0xa1, mask)
        return DERWriter.element(0x30, oaep + DERWriter.element(0x30, parameters))
    }()

    /// Reads one. Nil for PKCS#1 v1.5, for OAEP that leaves out a digest (which means SHA-1) or has a label, and for
    /// whatever else.
    static func transport(_ der: [UInt8]) -> KeyTransport? {
        var outer = DERCursor(der)
        guard var fields = outer.enter(0x30), let name = fields.whole(0x06) else { return nil }
        if name == sm2 { return fields.isAtEnd || fields.rest == [0x05, 0x00] ? .sm2 : nil }
        guard name == oaep, var parameters = fields.enter(0x30), fields.isAtEnd,
            var first = parameters.enter(0xa0), let digestName = first.whole(0x30), first.isAtEnd,
            let digest = DigestAlgorithm(algorithm: digestName), var second = parameters.enter(0xa1),
            var generator = second.enter(0x30), second.isAtEnd, generator.whole(0x06) == mgf1,
            let maskName = generator.whole(0x30), generator.isAtEnd,
            let mask = DigestAlgorithm(algorithm: maskName), parameters.isAtEnd
        else { return nil }
        return .rsaOAEP(digest, mask: mask)
    }
}
