internal import OpenSSL

/// The one recipient of a sealed bid.
struct EnvelopeRecipient {
    /// R, the sender's ephemeral point: 65 bytes, uncompressed, checked to be on P-256.
    let point: [UInt8]
    /// User keying material, which goes into the key derivation.
    let keyingMaterial: [UInt8]?
    /// The content key under AES-256 wrap: 40 bytes.
    let wrappedKey: [UInt8]
}

/// What a sealed bid may be made of (RFC 5083, 5084, 5753), and how its small parts are read and written.
enum EnvelopeProfile {
    /// AlgorithmIdentifier of AES-256 wrap, whose parameters are absent (RFC 3565 §2.3.2).
    static let wrapAlgorithm = DERWriter.element(0x30, ObjectIdentifier.aes256Wrap)

    /// The nonce out of the AlgorithmIdentifier of the content cipher (RFC 5084 §3.2).
    static func nonce(ofCipher algorithm: [UInt8]) throws(SealingRefusal) -> [UInt8] {
        var outer = DERCursor(algorithm)
        guard var fields = outer.enter(0x30), let cipher = fields.whole(0x06) else { throw .cipher }
        guard cipher == ObjectIdentifier.aes256GCM, var parameters = fields.enter(0x30), fields.isAtEnd,
            let nonce = parameters.contents(0x04)
        else { throw .cipher }
        guard nonce.count == EnvelopeCipher.nonceSize else { throw .nonceSize(nonce.count) }
        // The length of the tag is 12 when it is not told.
        guard let size = parameters.contents(0x02) else { throw .tagSize(12) }
        guard size == [16], parameters.isAtEnd else { throw .tagSize(Int(size.first ?? 0)) }
        return nonce
    }

    /// AlgorithmIdentifier of the content cipher with this nonce.
    static func cipher(nonce: [UInt8]) -> [UInt8] {
        let parameters = DERWriter.element(0x04, nonce) + [0x02, 0x01, UInt8(EnvelopeCipher.tagSize)]
        return DERWriter.element(0x30, ObjectIdentifier.aes256GCM + DERWriter.element(0x30, parameters))
    }

    /// The single recipient of a SET of them, which must be this certificate.
    static func recipient(
        in set: [UInt8], for certificate: Certificate
    ) throws -> EnvelopeRecipient {
        var outer = DERCursor(set)
        guard var recipients = outer.enter(0x31) else { throw malformed("the recipients") }
        guard let tag = recipients.nextTag else { throw SealingRefusal.recipients(0) }
        guard tag == 0xa1 else {
            throw tag == 0x30 ? SealingRefusal.rsaRecipient : SealingRefusal.recipientKind
        }
        guard var fields = recipients.enter(0xa1) else { throw malformed("the recipient") }
        guard recipients.isAtEnd else { throw SealingRefusal.recipients(count(recipients) + 1) }
        guard fields.contents(0x02) == [3] else { throw malformed("version 3 of the recipient") }
        let point = try point(ofOriginator: fields.enter(0xa0))
        let keyingMaterial = try keyingMaterial(&fields)
        try checkKeyEncryption(fields.enter(0x30))
        guard var keys = fields.enter(0x30), fields.isAtEnd else { throw malformed("the wrapped keys") }
        guard var key = keys.enter(0x30) else { throw malformed("the wrapped key") }
        guard keys.isAtEnd else { throw SealingRefusal.recipients(2) }
        try checkIdentifier(&key, of: certificate)
        guard let wrapped = key.contents(0x04), wrapped.count == 40, key.isAtEnd else {
            throw malformed("a wrapped key of 40 bytes")
        }
        return EnvelopeRecipient(point: point, keyingMaterial: keyingMaterial, wrappedKey: wrapped)
    }

    /// The DER of a SET with this one recipient.
    static func recipients(_ recipient: EnvelopeRecipient, for certificate: Certificate) throws -> [UInt8] {
        DERWriter.element(0x31, try recipientInfo(recipient, for: certificate))
    }

    /// The DER of the RecipientInfo alone.
    static func recipientInfo(_ recipient: EnvelopeRecipient, for certificate: Certificate) throws -> [UInt8]
    {
        let key = DERWriter.element(0x30, ObjectIdentifier.ecPublicKey)
        let originator = DERWriter.element(0xa1, key + DERWriter.element(0x03, [0] + recipient.point))
        let agreement = DERWriter.element(0x30, ObjectIdentifier.ecdhSHA256 + wrapAlgorithm)
        let wrapped = DERWriter.element(
            0x30, try certificate.issuerAndSerialNumber() + DERWriter.element(0x04, recipient.wrappedKey))
        let fields =
            [0x02, 0x01, 0x03] + DERWriter.element(0xa0, originator) + agreement
            + DERWriter.element(0x30, wrapped)
        return DERWriter.element(0xa1, fields)
    }

    /// A KeyAgreeRecipientInfo of a message that may have several recipients, each with several keys: the part of
    /// this certificate, or nil when it has none. What is another's need not be of this profile.
    static func agreement(
        _ cursor: DERCursor?, _ certificate: Certificate
    ) throws -> EnvelopeRecipient? {
        guard var fields = cursor, fields.contents(0x02) == [3], let originator = fields.whole(0xa0) else {
            throw malformed("a recipient by key agreement")
        }
        let keyingMaterial = try keyingMaterial(&fields)
        guard let algorithm = fields.whole(0x30), var keys = fields.enter(0x30), fields.isAtEnd else {
            throw malformed("the wrapped keys")
        }
        var wrapped: [UInt8]?
        var count = 0
        while !keys.isAtEnd {
            count += 1
            guard count <= MessageRecipient.most, var key = keys.enter(0x30) else {
                throw malformed("a wrapped key")
            }
            let isOurs = try names(&key, certificate)
            guard let bytes = key.contents(0x04), key.isAtEnd else { throw malformed("a wrapped key") }
            if isOurs, wrapped == nil { wrapped = bytes }
        }
        guard let wrapped else { return nil }
        guard wrapped.count == 40 else { throw malformed("a wrapped key of 40 bytes") }
        var outer = DERCursor(originator)
        var names = DERCursor(algorithm)
        let point = try point(ofOriginator: outer.enter(0xa0))
        try checkKeyEncryption(names.enter(0x30))
        return EnvelopeRecipient(point: point, keyingMaterial: keyingMaterial, wrappedKey: wrapped)
    }

    /// ECC-CMS-SharedInfo (RFC 5753 §7.2): what the key derivation mixes in besides the shared secret.
    static func sharedInfo(keyingMaterial: [UInt8]?) -> [UInt8] {
        let material = keyingMaterial.map { DERWriter.element(0xa0, DERWriter.element(0x04, $0)) } ?? []
        let bits = DERWriter.element(0xa2, DERWriter.element(0x04, [0, 0, 1, 0]))
        return DERWriter.element(0x30, wrapAlgorithm + material + bits)
    }

    private static func point(ofOriginator cursor: DERCursor?) throws -> [UInt8] {
        guard var originator = cursor, var key = originator.enter(0xa1), originator.isAtEnd,
            var algorithm = key.enter(0x30)
        else { throw malformed("the ephemeral key") }
        guard algorithm.whole(0x06) == ObjectIdentifier.ecPublicKey else { throw SealingRefusal.keyAgreement }
        guard algorithm.isAtEnd || algorithm.rest == ObjectIdentifier.p256 else { throw SealingRefusal.curve }
        guard let bits = key.contents(0x03), bits.first == 0, key.isAtEnd else {
            throw malformed("the ephemeral point")
        }
        let point = Array(bits.dropFirst())
        if point.count == 33, point[0] == 2 || point[0] == 3 { throw SealingRefusal.pointForm }
        guard point.count == EnvelopeKeys.pointSize, point[0] == 4 else { throw SealingRefusal.curve }
        guard EnvelopeKeys.publicKey(point: point) != nil else { throw SealingRefusal.pointOffCurve }
        return point
    }

    private static func keyingMaterial(_ fields: inout DERCursor) throws -> [UInt8]? {
        guard fields.nextTag == 0xa1 else { return nil }
        guard var wrapper = fields.enter(0xa1), let material = wrapper.contents(0x04), wrapper.isAtEnd,
            material.count <= 1_024
        else { throw malformed("the keying material") }
        return material
    }

    private static func checkKeyEncryption(_ cursor: DERCursor?) throws {
        guard var algorithm = cursor, let scheme = algorithm.whole(0x06) else {
            throw malformed("the key agreement")
        }
        guard scheme == ObjectIdentifier.ecdhSHA256 else {
            throw otherStandardSchemes.contains(scheme)
                ? SealingRefusal.keyDerivation : SealingRefusal.keyAgreement
        }
        guard algorithm.whole(0x30) == wrapAlgorithm, algorithm.isAtEnd else { throw SealingRefusal.keyWrap }
    }

    /// dhSinglePass-stdDH with SHA-1, SHA-224, SHA-384 and SHA-512 (RFC 5753 §7.1.4).
    private static let otherStandardSchemes: [[UInt8]] = [
        [0x06, 0x09, 0x2b, 0x81, 0x05, 0x10, 0x86, 0x48, 0x3f, 0x00, 0x02],
        [0x06, 0x06, 0x2b, 0x81, 0x04, 0x01, 0x0b, 0x00],
        [0x06, 0x06, 0x2b, 0x81, 0x04, 0x01, 0x0b, 0x02],
        [0x06, 0x06, 0x2b, 0x81, 0x04, 0x01, 0x0b, 0x03],
    ]

    private static func checkIdentifier(_ key: inout DERCursor, of certificate: Certificate) throws {
        guard try names(&key, certificate) else { throw SealingRefusal.otherRecipient }
    }

    /// Reads the identifier of a recipient and tells whether it is this certificate's.
    private static func names(_ key: inout DERCursor, _ certificate: Certificate) throws -> Bool {
        if key.nextTag == 0xa0 {
            guard var identifier = key.enter(0xa0), let found = identifier.contents(0x04), identifier.isAtEnd
            else { throw malformed("the recipient's key identifier") }
            return found == certificate.subjectKeyIdentifier
        }
        guard let found = key.whole(0x30) else { throw malformed("the recipient's identifier") }
        return try found == certificate.issuerAndSerialNumber()
    }

    private static func count(_ recipients: DERCursor) -> Int {
        var (recipients, count) = (recipients, 0)
        while let tag = recipients.nextTag, recipients.whole(tag) != nil { count += 1 }
        return count
    }

    private static func malformed(_ what: String) -> SealingRefusal {
        SealingRefusal(
            "BID_MALFORMED", zh: "投标文件的接收者信息不符合 CMS，请重新加密后上传。",
            en: "The recipient information of the bid is not well-formed CMS, where \(what) was expected.")
    }
}
