import OpenSSL
import Testing

@Suite("Signatures over bytes")
struct SignatureTests {
    private static let message = Array("some bytes".utf8)

    @Test(
        "what the stock tool signs verifies in its own scheme and in no other",
        arguments: [
            ("ec", "sha256", [], SignatureScheme.ecdsa(.sha256)),
            ("p384", "sha384", [], .ecdsa(.sha384)),
            ("rsa", "sha256", [], .rsaPKCS1(.sha256)),
            (
                "rsa", "sha512",
                [
                    "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:20", "-sigopt",
                    "rsa_mgf1_md:sha256",
                ],
                .rsaPSS(.sha512, mask: .sha256, salt: 20)
            ),
            ("sm2", "sm3", ["-sigopt", "distid:1234567812345678"], .sm2),
        ])
    func schemes(kind: String, digest: String, options: [String], scheme: SignatureScheme) throws {
        let stock = try Stock()
        defer { stock.remove() }
        try stock.makeIdentity("a", kind)
        try stock.write(Self.message, "m")
        let (code, said) = try stock.command(
            "/usr/bin/openssl", ["dgst", "-\(digest)", "-sign", "a.key", "-out", "s"] + options + ["m"])
        #expect(code == 0, "\(said)")
        let signature = try stock.read("s")
        let key = try Certificate(pem: stock.read("a.pem")).publicKey()
        #expect(key.verifies(signature, over: Self.message, scheme))
        #expect(key.judge(signature, over: Self.message, scheme) == .good)
        #expect(key.judge(signature, over: Self.message + [0], scheme) == .bad)
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1
            #expect(!key.verifies(changed, over: Self.message, scheme), "byte \(index)")
        }
        let others: [SignatureScheme] = [
            .ecdsa(.sha256), .ecdsa(.sha384), .rsaPKCS1(.sha256), .rsaPKCS1(.sha512), .ed25519, .sm2,
            .rsaPSS(.sha512, mask: .sha512, salt: 20), .rsaPSS(.sha512, mask: .sha256, salt: 32),
            .ecdsa(.sm3),
        ]
        for other in others where other != scheme {
            #expect(!key.verifies(signature, over: Self.message, other), "\(other)")
        }
    }

    @Test("an SM2 signature under the empty identifier is refused and called by its name")
    func emptyIdentifier() throws {
        let key = try PrivateKey.generateSM2()
        #expect(key.isSM2)
        let usual = try key.sign(Self.message)
        #expect(key.publicKey.verifies(usual, over: Self.message, .sm2))
        #expect(key.publicKey.verify(usual, of: Self.message))
        let empty = try key.sign(Self.message, identifier: [])
        #expect(!key.publicKey.verify(empty, of: Self.message))
        #expect(!key.publicKey.verifies(empty, over: Self.message, .sm2))
        #expect(key.publicKey.judge(empty, over: Self.message, .sm2) == .otherIdentifier([]))
        #expect(
            key.publicKey.judge(usual, over: Self.message, .sm2, identifier: [])
                == .otherIdentifier(SM2.identifier))
        let odd = try key.sign(Self.message, identifier: Array("somebody".utf8))
        #expect(key.publicKey.judge(odd, over: Self.message, .sm2) == .bad)
        #expect(key.publicKey.verifies(odd, over: Self.message, .sm2, identifier: Array("somebody".utf8)))
        let endless = [UInt8](repeating: 1, count: 8_192)
        #expect(throws: OpenSSLError.self) { try key.sign(Self.message, identifier: endless) }
        #expect(!key.publicKey.verifies(odd, over: Self.message, .sm2, identifier: endless))
    }

    @Test("an SM2 key of the stock tool is read from PEM, PKCS#8 and PKCS#12, and signs for the stock tool")
    func stockSM2() throws {
        let stock = try Stock()
        defer { stock.remove() }
        try stock.makeIdentity("a", "sm2")
        try stock.run("pkcs8", "-topk8", "-nocrypt", "-in", "a.key", "-outform", "DER", "-out", "a.p8")
        try stock.run(
            "pkcs12", "-export", "-in", "a.pem", "-inkey", "a.key", "-out", "a.p12", "-passout", "pass:secret"
        )
        let certificate = try Certificate(pem: stock.read("a.pem"))
        let keys = [
            try PrivateKey(pem: stock.read("a.key")), try PrivateKey(pkcs8: stock.read("a.p8")),
            try Identity(pkcs12: stock.read("a.p12"), password: Array("secret".utf8)).key,
        ]
        try stock.write(Self.message, "m")
        try stock.run("x509", "-in", "a.pem", "-noout", "-pubkey", "-out", "a.pub")
        for key in keys {
            #expect(key.algorithm == "SM2" && key.matches(certificate))
            try stock.write(key.sign(Self.message), "s")
            let (code, said) = try stock.run(
                "dgst", "-sm3", "-verify", "a.pub", "-signature", "s", "-sigopt", "distid:1234567812345678",
                "m")
            #expect(code == 0, "\(said)")
        }
    }

    @Test("a public key that names the SM2 curve as its algorithm is read")
    func curveAsAlgorithm() throws {
        let key = try PrivateKey.generateSM2()
        let usual = try key.publicKey.subjectPublicKeyInfo()
        let curve: [UInt8] = [0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d]
        let point = Array(usual.suffix(68))
        for parameters: [UInt8] in [[], curve, [0x05, 0x00]] {
            let names = curve + parameters
            let body = [0x30, UInt8(names.count)] + names + point
            let odd = try PublicKey(subjectPublicKeyInfo: [0x30, UInt8(body.count)] + body)
            #expect(odd.verifies(try key.sign([1]), over: [1], .sm2))
        }
    }

    @Test("signature algorithms are read with their parameters, and weak or contradictory ones are not")
    func names() throws {
        func scheme(_ hex: String, _ digest: DigestAlgorithm? = nil) -> SignatureScheme? {
            [UInt8](hex: hex).flatMap { SignatureScheme(algorithm: $0, digest: digest) }
        }
        #expect(scheme("300a06082a811ccf55018375") == .sm2)
        #expect(scheme("300c06082a811ccf550183750500", .sm3) == .sm2)
        #expect(scheme("300a06082a811ccf55018375", .sha256) == nil)
        #expect(scheme("300a06082a811ccf5501822d", .sm3) == .sm2)
        #expect(scheme("300a06082a811ccf5501822d") == nil)
        #expect(scheme("300b06092a811ccf5501822d01", .sm3) == .sm2)
        #expect(scheme("300a06082a8648ce3d040302") == .ecdsa(.sha256))
        #expect(scheme("300a06082a8648ce3d040302", .sha384) == nil)
        #expect(scheme("300d06092a864886f70d0101010500", .sha256) == .rsaPKCS1(.sha256))
        #expect(scheme("300d06092a864886f70d0101010500") == nil)
        #expect(scheme("300d06092a864886f70d01010b0500") == .rsaPKCS1(.sha256))
        #expect(scheme("300d06092a864886f70d0101050500") == nil, "SHA-1")
        #expect(scheme("300d06092a864886f70d01010a3000") == nil, "PSS with SHA-1 by default")
        #expect(scheme("300506032b6570") == .ed25519)
        let pss =
            "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108"
            + "300d06096086480165030402010500a203020120"
        #expect(scheme(pss) == .rsaPSS(.sha256, mask: .sha256, salt: 32))
        #expect(scheme(pss, .sha384) == nil)
    }
}
