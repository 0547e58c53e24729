/// Object identifiers that this house meets, as whole DER elements.
enum ObjectIdentifier {
    /// 1.2.840.113549.1.7.1
    static let data = pkcs7(1)
    /// 1.2.840.113549.1.7.2
    static let signedData = pkcs7(2)
    /// 1.2.840.113549.1.7.3
    static let envelopedData = pkcs7(3)
    /// 1.2.840.113549.1.7.6
    static let encryptedData = pkcs7(6)
    /// 1.2.840.113549.1.9.16.1.23 (RFC 5083)
    static let authEnvelopedData: [UInt8] = [
        0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17,
    ]

    /// 1.2.156.10197.6.1.4.2.n, the message types of GM/T 0010: data is 1, signed 2, enveloped 3, signed and
    /// enveloped 4.
    static func gm(_ number: UInt8) -> [UInt8] {
        [0x06, 0x0a, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x06, 0x01, 0x04, 0x02, number]
    }

    /// 2.16.840.1.101.3.4.1.n, the AES of NIST: modes of AES-128 begin at 1, of AES-192 at 21, of AES-256 at 41.
    static func aes(_ number: UInt8) -> [UInt8] {
        [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, number]
    }
    static let aes256GCM = aes(46)
    static let aes256Wrap = aes(45)

    /// 1.2.840.10045.2.1
    static let ecPublicKey: [UInt8] = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]
    /// 1.2.840.10045.3.1.7
    static let p256: [UInt8] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
    /// 1.3.132.1.11.1, dhSinglePass-stdDH-sha256kdf-scheme (RFC 5753 §7.1.4)
    static let ecdhSHA256: [UInt8] = [0x06, 0x06, 0x2b, 0x81, 0x04, 0x01, 0x0b, 0x01]

    /// 2.16.840.1.101.3.4.2.n: SHA-256 is 1, SHA-384 is 2, SHA-512 is 3.
    static func sha2(_ number: UInt8) -> [UInt8] {
        [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, number]
    }
    /// 1.2.156.10197.1.401
    static let sm3: [UInt8] = [0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x11]

    private static func pkcs7(_ number: UInt8) -> [UInt8] {
        [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, number]
    }
}
