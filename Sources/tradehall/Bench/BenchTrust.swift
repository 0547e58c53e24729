internal import Foundation
internal import OpenSSL
internal import Trust

/// A province of the benchmark's own, with as many parties as are wanted. TEST ONLY.
struct BenchTrust: Sendable {
    /// GB/T 2260.
    static let territory = "520000"

    /// Milliseconds; everything is valid for years around it.
    let now: Int64
    private let root: Certificate
    private let list: CRL
    private let rootList: CRL
    private let authority: CertificateAuthority

    init(at now: Int64) throws {
        self.now = now
        let rootKey = try PrivateKey.generateP256()
        root = try CertificateAuthority.selfSigned(
            Self.profile("基准测试根 TEST ONLY", now, [.keyCertSign, .crlSign], isAuthority: true), key: rootKey)
        let above = try CertificateAuthority(key: rootKey, certificate: root)
        let key = try PrivateKey.generateP256()
        authority = try CertificateAuthority(
            key: key,
            certificate: above.issue(
                Self.profile("基准测试CA TEST ONLY", now, [.keyCertSign, .crlSign], isAuthority: true),
                for: key.publicKey))
        (rootList, list) = (try Self.list(of: above, now), try Self.list(of: authority, now))
    }

    /// A party with a key and certificate of its own.
    /// - Parameter serial: makes its code; each party has another.
    func identity(serial: Int, name: String) throws -> Identity {
        let code = try USCC.make(area: Self.territory, serial: String(format: "%08d", serial))
        var profile = Self.profile(name, now, [.digitalSignature, .nonRepudiation], isAuthority: false)
        profile.extensions = [CertificateExtension(oid: Self.holderOID, value: .text(code.text))]
        let key = try PrivateKey.generateP256()
        return Identity(
            key: key, certificate: try authority.issue(profile, for: key.publicKey),
            chain: [authority.certificate])
    }

    func timeStampAuthority() throws -> TimeStampAuthority {
        let key = try PrivateKey.generateP256()
        var profile = Self.profile("time stamps TEST ONLY", now, .digitalSignature, isAuthority: false)
        profile.extendedKeyUsage = [CertificateProfile.timeStamping]
        return try TimeStampAuthority(
            key: key, certificate: CertificateAuthority.selfSigned(profile, key: key),
            policy: "1.3.6.1.4.1.99999.1.1", accuracy: 1)
    }

    var anchors: TrustAnchors {
        TrustAnchors([
            Province(
                territory: Self.territory, roots: [root], intermediates: [authority.certificate],
                lists: [rootList, list])
        ])
    }

    /// Lays the folder out as `certs/make` does.
    func write(to folder: String) throws {
        let place = "\(folder)/anchors/\(Self.territory)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try Files.write(try root.pem(), to: "\(place)/root.pem")
        try Files.write(try authority.certificate.pem(), to: "\(place)/ca.pem")
        try Files.write(try rootList.pem() + list.pem(), to: "\(place)/crl.pem")
    }

    private static let holderOID = "1.2.156.10260.4.1.4"
    private static let year: Int64 = 366 * 86_400_000

    private static func profile(
        _ name: String, _ now: Int64, _ usage: KeyUsage, isAuthority: Bool
    ) -> CertificateProfile {
        CertificateProfile(
            subject: [("C", "CN"), ("O", name), ("CN", name)], notBefore: now - year,
            notAfter: now + 10 * year, keyUsage: usage, isAuthority: isAuthority)
    }

    private static func list(of authority: CertificateAuthority, _ now: Int64) throws -> CRL {
        try authority.revocationList(number: 1, thisUpdate: now - year, nextUpdate: now + year)
    }
}
