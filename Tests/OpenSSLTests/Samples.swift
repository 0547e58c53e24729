import OpenSSL
import Testing

/// Certificates made on the spot.
enum Samples {
    static let now: Int64 = 1_790_000_000_000

    static func certificate(
        for key: PrivateKey, _ name: String, serial: [UInt8]? = nil, days: Int64 = 30
    ) throws -> Certificate {
        try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", "测试 TEST ONLY"), ("CN", name)], notBefore: now - 86_400_000,
                notAfter: now + days * 86_400_000, keyUsage: [.digitalSignature], serial: serial), key: key)
    }

    /// Puts other bytes of the same length in the place of some.
    static func replace(_ old: [UInt8], by new: [UInt8], in whole: [UInt8]) throws -> [UInt8] {
        try #require(old.count == new.count, "the replacement must have the same length")
        let start = try #require(whole.indices.first { whole[$0...].starts(with: old) })
        var changed = whole
        changed.replaceSubrange(start..<(start + old.count), with: new)
        return changed
    }
}
