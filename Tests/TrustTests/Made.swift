import Foundation
import OpenSSL
import Testing
import Trust

/// A small house of certificates, made on the spot.
struct Made {
    static let now: Int64 = 1_790_000_000_000
    static let day: Int64 = 86_400_000

    let rootKey: PrivateKey
    let root: Certificate
    let caKey: PrivateKey
    let ca: Certificate

    init() throws {
        rootKey = try .generateP256()
        caKey = try .generateP256()
        root = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", "根 TEST ONLY"), ("CN", "样例根")], notBefore: Self.now - 100 * Self.day,
                notAfter: Self.now + 1_000 * Self.day, keyUsage: [.keyCertSign, .crlSign], isAuthority: true),
            key: rootKey)
        ca = try CertificateAuthority(key: rootKey, certificate: root).issue(
            CertificateProfile(
                subject: [("O", "签发 TEST ONLY"), ("CN", "样例CA")], notBefore: Self.now - 100 * Self.day,
                notAfter: Self.now + 900 * Self.day, keyUsage: [.keyCertSign, .crlSign], isAuthority: true,
                pathLength: 0), for: caKey.publicKey)
    }

    /// A certificate by the CA, valid for ten days around `now`.
    func issue(
        usage: KeyUsage = [.digitalSignature], eku: [String] = [], code: String? = "91110108551385082Q",
        key: PrivateKey? = nil
    ) throws -> Certificate {
        let extensions =
            code.map { [CertificateExtension(oid: "1.2.156.10260.4.1.4", value: .text($0))] } ?? []
        return try CertificateAuthority(key: caKey, certificate: ca).issue(
            CertificateProfile(
                subject: [("O", "某公司 TEST ONLY"), ("CN", "某人")], notBefore: Self.now - 10 * Self.day,
                notAfter: Self.now + 10 * Self.day, keyUsage: usage, extendedKeyUsage: eku,
                extensions: extensions), for: (key ?? .generateP256()).publicKey)
    }

    func caList(
        from: Int64 = now - day, to: Int64 = now + 5 * day, revoked: [Certificate] = []
    ) throws -> CRL {
        try CertificateAuthority(key: caKey, certificate: ca).revocationList(
            number: 1, thisUpdate: from, nextUpdate: to,
            revoked: revoked.map { RevokedSerial(serial: $0.serial, at: from) })
    }

    func rootList(revoked: [Certificate] = []) throws -> CRL {
        try CertificateAuthority(key: rootKey, certificate: root).revocationList(
            number: 1, thisUpdate: Self.now - 50 * Self.day, nextUpdate: Self.now + 50 * Self.day,
            revoked: revoked.map { RevokedSerial(serial: $0.serial, at: Self.now) })
    }

    func verifier(lists: [CRL]? = nil, intermediates: [Certificate]? = nil) throws -> PathVerifier {
        try PathVerifier(
            TrustAnchors([
                Province(
                    territory: "520000", roots: [root], intermediates: intermediates ?? [ca],
                    lists: lists ?? [caList(), rootList()])
            ]))
    }

    /// A self-signed certificate with bare extension values.
    static func leaf(_ extensions: [(String, [UInt8])], organisation: String? = "某公司 TEST ONLY") throws
        -> Certificate
    {
        try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: (organisation.map { [("O", $0)] } ?? []) + [("CN", "91440300708461136T")],
                notBefore: now,
                notAfter: now + day, keyUsage: [.digitalSignature],
                extensions: extensions.map { CertificateExtension(oid: $0.0, value: .der($0.1)) }),
            key: .generateP256())
    }
}
