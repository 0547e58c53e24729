import OpenSSL
import Testing

@Suite("Certificates and keys")
struct KeyTests {
    @Test(
        "a certificate of the stock tool is read in all its parts",
        arguments: ["ec", "rsa", "ed25519", "p384"])
    func certificate(kind: String) throws {
        let stock = try Stock()
        defer { stock.remove() }
        try stock.makeIdentity(
            "a", kind,
            extra: [
                "-set_serial", "0x00c0ffee", "-addext", "keyUsage=critical,digitalSignature,nonRepudiation",
                "-addext",
                "1.2.156.10260.4.1.4=ASN1:UTF8String:91110108551385082Q",
            ])
        let certificate = try Certificate(pem: stock.read("a.pem"))
        #expect(certificate.organisation == "测试公司 TEST ONLY")
        #expect(certificate.commonName == "a")
        #expect(certificate.subject == "C=CN,O=测试公司 TEST ONLY,CN=a")
        #expect(certificate.issuer == certificate.subject)
        #expect(certificate.serial == "c0ffee")
        #expect(certificate.keyUsage == [.digitalSignature, .nonRepudiation])
        #expect(certificate.notAfter - certificate.notBefore == 30 * 86_400_000)
        #expect(
            certificate.extensionValue("1.2.156.10260.4.1.4") == [0x0c, 18] + Array("91110108551385082Q".utf8)
        )
        #expect(certificate.extensionValue("1.2.3") == nil)
        #expect(certificate.extensionValue("not an oid") == nil)
        let printed = try stock.run("x509", "-in", "a.pem", "-noout", "-fingerprint", "-sha256").said
        #expect(printed.replacing(":", with: "").lowercased().contains(certificate.fingerprint.hex))
        #expect(try Certificate(der: certificate.der) == certificate)
        #expect(try Certificate(pem: certificate.pem()) == certificate)
        #expect(certificate.isSigned(by: certificate))
        let names = ["ec": "EC P-256", "rsa": "RSA 2048", "ed25519": "ED25519", "p384": "EC P-384"]
        #expect(certificate.keyAlgorithm == names[kind])

        let key = try PrivateKey(pem: stock.read("a.key"))
        #expect(key.matches(certificate))
        #expect(try !PrivateKey.generateP256().matches(certificate))
        let message = Array("a message".utf8)
        let signature = try key.sign(message)
        #expect(try certificate.publicKey().verify(signature, of: message))
        #expect(try !certificate.publicKey().verify(signature, of: message + [0]))
        #expect(try !certificate.publicKey().verify(Array(signature.dropLast()), of: message))
        let again = try PublicKey(subjectPublicKeyInfo: certificate.subjectPublicKeyInfo)
        #expect(again.verify(signature, of: message))
    }

    @Test("bytes after a certificate, and bytes that are none, are refused")
    func trailing() throws {
        let stock = try Stock()
        defer { stock.remove() }
        try stock.makeIdentity("a", "ec")
        let certificate = try Certificate(pem: stock.read("a.pem"))
        #expect(throws: OpenSSLError.self) { try Certificate(der: certificate.der + [0]) }
        #expect(throws: OpenSSLError.self) { try Certificate(der: Array(certificate.der.dropLast())) }
        #expect(throws: OpenSSLError.self) { try Certificate(der: []) }
        #expect(throws: OpenSSLError.self) { try Certificate(pem: Array("nothing".utf8)) }
        #expect(throws: OpenSSLError.self) { try Certificate(pem: []) }
    }

    @Test("a bundle is read whole, and one broken block in it fails it")
    func bundle() throws {
        let stock = try Stock()
        defer { stock.remove() }
        try stock.makeIdentity("a", "ec")
        try stock.makeIdentity("b", "ec")
        let (a, b) = (try stock.read("a.pem"), try stock.read("b.pem"))
        let list = try Certificate.list(pem: Array("text\n".utf8) + a + b)
        #expect(list.map(\.commonName) == ["a", "b"])
        let broken = Array("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".utf8)
        #expect(throws: OpenSSLError.self) { try Certificate.list(pem: a + broken + b) }
        #expect(throws: OpenSSLError.self) { try Certificate.list(pem: Array("none".utf8)) }
    }

    @Test("an encrypted key opens with its password alone, and is never asked for on a terminal")
    func passwords() throws {
        let stock = try Stock()
        defer { stock.remove() }
        let key = try PrivateKey.generateP256()
        let password = Array("口令 with spaces".utf8)
        let pem = try key.pem(password: password)
        #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----"))
        let again = try PrivateKey(pem: pem, password: password)
        #expect(again.publicKey.verify(try key.sign([1]), of: [1]))
        #expect(throws: OpenSSLError.self) { try PrivateKey(pem: pem) }
        #expect(throws: OpenSSLError.self) { try PrivateKey(pem: pem, password: [0x61]) }
        #expect(throws: OpenSSLError.self) { try PrivateKey(pem: pem, password: []) }
        #expect(throws: OpenSSLError.self) { try key.pem(password: []) }
        try stock.write(pem, "k.pem")
        #expect(
            try stock.run("pkey", "-in", "k.pem", "-passin", "pass:口令 with spaces", "-noout", "-check").code
                == 0)
        #expect(try stock.run("asn1parse", "-in", "k.pem").said.contains("aes-256-cbc"))
        try stock.write(key.pem(), "plain.pem")
        #expect(try stock.run("pkey", "-in", "plain.pem", "-noout", "-check").code == 0)
    }

    @Test("PKCS#12 goes both ways with the stock tool, and a wrong password is refused")
    func pkcs12() throws {
        let stock = try Stock()
        defer { stock.remove() }
        try stock.makeIdentity("a", "ec")
        try stock.makeIdentity("ca", "rsa")
        try stock.run(
            "pkcs12", "-export", "-in", "a.pem", "-inkey", "a.key", "-certfile", "ca.pem", "-out", "a.p12",
            "-passout", "pass:secret")
        let identity = try Identity(pkcs12: stock.read("a.p12"), password: Array("secret".utf8))
        #expect(identity.certificate.commonName == "a")
        #expect(identity.key.matches(identity.certificate))
        #expect(identity.chain.map(\.commonName) == ["ca"])
        #expect(throws: OpenSSLError.self) {
            try Identity(pkcs12: stock.read("a.p12"), password: Array("wrong".utf8))
        }
        try stock.write(identity.pkcs12(password: Array("other".utf8), name: "a"), "b.p12")
        let (code, said) = try stock.run("pkcs12", "-in", "b.p12", "-passin", "pass:other", "-nodes")
        #expect(code == 0)
        #expect(said.contains("BEGIN PRIVATE KEY") && said.contains("CN = ca"))
    }

    @Test("the raw bytes of an Ed25519 key verify what it signed")
    func ed25519() throws {
        let key = try PrivateKey.generateEd25519()
        let signature = try key.sign([7])
        #expect(signature.count == 64)
        let bytes = try key.ed25519PublicBytes()
        #expect(bytes.count == 32)
        #expect(try PublicKey(ed25519: bytes).verify(signature, of: [7]))
        #expect(try !PublicKey(ed25519: bytes).verify(signature, of: [8]))
        #expect(throws: OpenSSLError.self) { try PublicKey(ed25519: [1, 2]) }
        #expect(throws: OpenSSLError.self) { try PrivateKey.generateP256().ed25519PublicBytes() }
    }
}
