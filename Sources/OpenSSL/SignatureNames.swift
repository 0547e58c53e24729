extension SignatureScheme {
    /// Reads the AlgorithmIdentifier of a signature, in DER.
    ///
    /// - Parameters:
    ///   - der: as it stands in a certificate, a list, a response, or a SignerInfo.
    ///   - digest: what a SignerInfo says beside it. Names that tell no digest take this one, and names that tell
    ///     one must agree with it. Nil where nothing stands beside it.
    /// - Returns: nil for an algorithm that this house does not know or finds too weak, for parameters that do
    ///   not belong to it, and for a contradiction.
    package init?(algorithm der: [UInt8], digest: DigestAlgorithm? = nil) {
        guard let outer = DER.elements(der, in: der.indices, limit: 1)?.first, outer.tag == 0x30,
            let fields = DER.elements(der, in: outer.body, limit: 2), let name = fields.first
        else { return nil }
        let parameters = fields.dropFirst().first.map { Array(der[$0.whole]) }
        let isBare = parameters == nil || parameters == [0x05, 0x00]
        let oid = Array(der[name.whole])
        let found: SignatureScheme
        switch (oid, digest) {
        case (Self.rsaEncryption, let digest?) where isBare: found = .rsaPKCS1(digest)
        case (Self.pss, _):
            guard let parameters, let read = Self.pss(parameters) else { return nil }
            found = read
        case (Self.sm2WithSM3, _) where isBare: found = .sm2
        case (SM2.curve, .sm3?), (Self.sm2Sign, .sm3?): found = .sm2
        default:
            guard isBare, let known = Self.withDigest[oid] else { return nil }
            found = known
        }
        if let digest, let own = found.digest, own != digest { return nil }
        self = found
    }

    /// id-RSASSA-PSS parameters (RFC 4055 §3.1). What is left out means SHA-1, which is refused; the trailer is
    /// always 1.
    private static func pss(_ der: [UInt8]) -> SignatureScheme? {
        guard let outer = DER.elements(der, in: der.indices, limit: 1)?.first, outer.tag == 0x30,
            let fields = DER.elements(der, in: outer.body, limit: 4),
            fields.map(\.tag) == [0xa0, 0xa1, 0xa2] || fields.map(\.tag) == [0xa0, 0xa1, 0xa2, 0xa3],
            let digest = DigestAlgorithm(algorithm: Array(der[fields[0].body])),
            let generator = DER.elements(der, in: fields[1].body, limit: 1)?.first, generator.tag == 0x30,
            let pair = DER.elements(der, in: generator.body, limit: 2), pair.count == 2,
            Array(der[pair[0].whole]) == mgf1,
            let mask = DigestAlgorithm(algorithm: Array(der[pair[1].whole])),
            let salt = DER.elements(der, in: fields[2].body, limit: 1)?.first, salt.tag == 0x02,
            let length = DER.number(der, salt), length <= 1_024,
            fields.count == 3 || Array(der[fields[3].body]) == [0x02, 0x01, 0x01]
        else { return nil }
        return .rsaPSS(digest, mask: mask, salt: length)
    }

    // Object identifiers as whole DER elements.
    private static let rsa: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01]
    /// 1.2.840.113549.1.1.1
    private static let rsaEncryption = rsa + [0x01]
    /// 1.2.840.113549.1.1.10
    private static let pss = rsa + [0x0a]
    /// 1.2.840.113549.1.1.8
    private static let mgf1 = rsa + [0x08]
    /// 1.2.840.10045.4.3.n
    private static let ecdsa: [UInt8] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03]
    /// 1.2.156.10197.1.501
    static let sm2WithSM3: [UInt8] = [0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x75]
    /// 1.2.156.10197.1.301.1
    private static let sm2Sign: [UInt8] = [0x06, 0x09, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d, 0x01]
    private static let withDigest: [[UInt8]: SignatureScheme] = [
        rsa + [0x0b]: .rsaPKCS1(.sha256), rsa + [0x0c]: .rsaPKCS1(.sha384), rsa + [0x0d]: .rsaPKCS1(.sha512),
        ecdsa + [0x02]: .ecdsa(.sha256), ecdsa + [0x03]: .ecdsa(.sha384), ecdsa + [0x04]: .ecdsa(.sha512),
        [0x06, 0x03, 0x2b, 0x65, 0x70]: .ed25519,
    ]
}

extension DigestAlgorithm {
    /// Reads the AlgorithmIdentifier of a digest, in DER, with parameters NULL or absent. Nil for any digest that
    /// this house does not use.
    package init?(algorithm der: [UInt8]) {
        guard let outer = DER.elements(der, in: der.indices, limit: 1)?.first, outer.tag == 0x30,
            let fields = DER.elements(der, in: outer.body, limit: 2), let name = fields.first,
            fields.count == 1 || Array(der[fields[1].whole]) == [0x05, 0x00]
        else { return nil }
        let oid = Array(der[name.whole])
        guard let found = Self.allCases.first(where: { $0.oid == oid }) else { return nil }
        self = found
    }

    /// Its OID as a whole DER element: 2.16.840.1.101.3.4.2.n, or 1.2.156.10197.1.401.
    package var oid: [UInt8] {
        switch self {
        case .sha256: Self.nist + [0x01]
        case .sha384: Self.nist + [0x02]
        case .sha512: Self.nist + [0x03]
        case .sm3: [0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x11]
        }
    }

    private static let nist: [UInt8] = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02]
}
