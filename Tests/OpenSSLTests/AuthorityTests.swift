import OpenSSL
import Testing

@Suite("Issuing")
struct AuthorityTests {
    @Test("the stock tool builds a path over certificates and a revocation list made here")
    func stockVerifies() throws {
        let stock = try Stock()
        defer { stock.remove() }
        let rootKey = try PrivateKey.generateP256()
        let day: Int64 = 86_400_000
        let root = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("C", "CN"), ("O", "根 TEST ONLY"), ("CN", "root")], notBefore: Samples.now - day,
                notAfter: Samples.now + 10_000 * day, keyUsage: [.keyCertSign, .crlSign], isAuthority: true,
                pathLength: 0), key: rootKey)
        let authority = try CertificateAuthority(key: rootKey, certificate: root)
        func leaf(_ serial: UInt8) throws -> Certificate {
            try authority.issue(
                CertificateProfile(
                    subject: [("O", "某公司"), ("CN", "leaf")], notBefore: Samples.now - day,
                    notAfter: Samples.now + 365 * day, keyUsage: [.digitalSignature, .nonRepudiation],
                    extensions: [
                        CertificateExtension(oid: "1.2.156.10260.4.1.4", value: .text("91110108551385082Q")),
                        CertificateExtension(oid: "1.2.3.4", value: .der([0x05, 0x00])),
                    ], serial: [0, serial, 0xff]),
                for: .init(ed25519: PrivateKey.generateEd25519().ed25519PublicBytes()))
        }
        let good = try leaf(1)
        let revoked = try leaf(2)
        #expect(good.serial == "01ff")
        #expect(good.extensionValue("1.2.156.10260.4.1.4") == [0x0c, 18] + Array("91110108551385082Q".utf8))
        #expect(good.extensionValue("1.2.3.4") == [5, 0])
        #expect(good.keyUsage == [.digitalSignature, .nonRepudiation])
        #expect(good.isSigned(by: root) && !root.isSigned(by: good))
        #expect(root.isAuthority && !good.isAuthority)

        let list = try authority.revocationList(
            number: 12, thisUpdate: Samples.now - 1_000, nextUpdate: Samples.now + day,
            revoked: [RevokedSerial(serial: revoked.serial, at: Samples.now - 2_000)])
        #expect(list.number == "0c")
        #expect(list.thisUpdate == Samples.now - 1_000)
        #expect(list.nextUpdate == Samples.now + day)
        #expect(list.issuerDER == root.subjectDER)
        #expect(list.isSigned(by: root))
        #expect(try CRL(pem: list.pem()).fingerprint == list.fingerprint)

        try stock.write(root.pem(), "root.pem")
        try stock.write(list.pem(), "crl.pem")
        try stock.write(good.pem(), "good.pem")
        try stock.write(revoked.pem(), "revoked.pem")
        func verify(_ name: String) throws -> (code: Int32, said: String) {
            try stock.run(
                "verify", "-x509_strict", "-CAfile", "root.pem", "-crl_check", "-CRLfile", "crl.pem",
                "-attime",
                "\(Samples.now / 1_000)", name)
        }
        let first = try verify("good.pem")
        #expect(first.code == 0, "\(first.said)")
        let second = try verify("revoked.pem")
        #expect(second.said.contains("certificate revoked"), "\(second.said)")
    }

    @Test(
        "what makes no certificate is refused: a zero serial number, an unknown part of a name, a reversed validity"
    )
    func refused() throws {
        let key = try PrivateKey.generateP256()
        func make(_ change: (inout CertificateProfile) -> Void) throws -> Certificate {
            var profile = CertificateProfile(
                subject: [("CN", "a")], notBefore: 0, notAfter: 1_000, keyUsage: [.digitalSignature])
            change(&profile)
            return try CertificateAuthority.selfSigned(profile, key: key)
        }
        #expect(try make { _ in }.notAfter == 1_000)
        #expect(throws: OpenSSLError.self) { try make { $0.serial = [0, 0] } }
        #expect(throws: OpenSSLError.self) { try make { $0.serial = [UInt8](repeating: 0xff, count: 20) } }
        #expect(throws: OpenSSLError.self) { try make { $0.subject = [("NoSuchPart", "a")] } }
        #expect(throws: OpenSSLError.self) { try make { $0.notBefore = 2_000 } }
        #expect(throws: OpenSSLError.self) {
            try make { $0.extensions = [CertificateExtension(oid: "x", value: .text(""))] }
        }
        #expect(throws: OpenSSLError.self) {
            try CertificateAuthority(key: .generateP256(), certificate: make { _ in })
        }
    }
}
