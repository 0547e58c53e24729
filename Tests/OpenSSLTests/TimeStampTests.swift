import OpenSSL
import Testing

@Suite("Time stamps")
struct TimeStampTests {
    private struct House {
        let root: Certificate
        let rootKey: PrivateKey
        let key: PrivateKey
        let certificate: Certificate

        init(eku: [String] = [CertificateProfile.timeStamping], sm2: Bool = false) throws {
            rootKey = try .generateP256()
            root = try CertificateAuthority.selfSigned(
                CertificateProfile(
                    subject: [("CN", "root TEST ONLY")], notBefore: Samples.now - 86_400_000,
                    notAfter: Samples.now + 3_650 * 86_400_000, keyUsage: [.keyCertSign, .crlSign],
                    isAuthority: true), key: rootKey)
            key = try sm2 ? .generateSM2() : .generateP256()
            certificate = try CertificateAuthority(key: rootKey, certificate: root).issue(
                CertificateProfile(
                    subject: [("CN", "tsa TEST ONLY")], notBefore: Samples.now - 86_400_000,
                    notAfter: Samples.now + 365 * 86_400_000, keyUsage: [.digitalSignature],
                    extendedKeyUsage: eku), for: key.publicKey)
        }

        func authority() throws -> TimeStampAuthority {
            try TimeStampAuthority(key: key, certificate: certificate, policy: "1.2.3.4.1", accuracy: 1_500)
        }
    }

    @Test("a token says what was asked, to the millisecond")
    func token() throws {
        let authority = try House().authority()
        let digest = Digest.sha256([1, 2, 3])
        for time in [Samples.now, Samples.now + 1, Samples.now + 120, Samples.now + 999] {
            let token = try TimeStampToken(
                der: authority.token(for: digest, at: time, serial: 0x1234_5678_9abc_def0))
            #expect(token.time == time)
            #expect(token.imprint == digest)
            #expect(token.stamps(digest))
            #expect(!token.stamps(Digest.sha256([])))
            #expect(!token.stamps(digest, .sm3))
            #expect(token.serial == "123456789abcdef0")
            #expect(token.policy == "1.2.3.4.1")
            #expect(token.accuracy == 1_500)
            #expect(token.nonce == nil)
            #expect(token.signer == authority.certificate)
        }
    }

    @Test(
        "the stock tool verifies a token, over SHA-256 and over SM3",
        arguments: [DigestAlgorithm.sha256, .sm3])
    func stockVerifies(algorithm: DigestAlgorithm) throws {
        let stock = try Stock()
        defer { stock.remove() }
        let house = try House()
        let digest = Digest.hash(algorithm, [9])
        try stock.write(house.authority().token(for: digest, algorithm, at: Samples.now, serial: 1), "token")
        try stock.write(house.root.pem(), "root.pem")
        let at = "\(Samples.now / 1_000)"
        let good = try stock.run(
            "ts", "-verify", "-token_in", "-in", "token", "-digest", digest.hex, "-CAfile", "root.pem",
            "-attime", at)
        #expect(good.said.contains("Verification: OK"), "\(good.said)")
        var other = digest
        other[0] ^= 1
        let bad = try stock.run(
            "ts", "-verify", "-token_in", "-in", "token", "-digest", other.hex, "-CAfile", "root.pem",
            "-attime", at)
        #expect(bad.code != 0)
    }

    @Test("a request of the stock tool is answered, and its nonce comes back")
    func stockRequest() throws {
        let stock = try Stock()
        defer { stock.remove() }
        let house = try House()
        try stock.write([5, 5], "data")
        try stock.run("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "request")
        try stock.write(
            house.authority().response(to: stock.read("request"), at: Samples.now, serial: 77), "response")
        try stock.write(house.root.pem(), "root.pem")
        let (_, said) = try stock.run(
            "ts", "-verify", "-in", "response", "-queryfile", "request", "-CAfile", "root.pem", "-attime",
            "\(Samples.now / 1_000)")
        #expect(said.contains("Verification: OK"), "\(said)")
        let token = try TimeStampToken(der: TimeStampToken.token(inResponse: stock.read("response")))
        #expect(token.nonce != nil)
        #expect(token.stamps(Digest.sha256([5, 5])))
    }

    @Test("a token that was changed is refused at every byte, or still says the same")
    func flipped() throws {
        let digest = Digest.sha256([1])
        let der = try House().authority().token(for: digest, at: Samples.now, serial: 1)
        for index in der.indices {
            var changed = der
            changed[index] ^= 1
            guard let token = try? TimeStampToken(der: changed) else { continue }
            #expect(token.imprint == digest && token.time == Samples.now)
        }
        #expect(throws: OpenSSLError.self) { try TimeStampToken(der: der + [0]) }
    }

    @Test("a request that asks for SHA-1 gets a rejection and no token")
    func weakRequest() throws {
        let stock = try Stock()
        defer { stock.remove() }
        try stock.write([5], "data")
        try stock.run("ts", "-query", "-data", "data", "-sha1", "-out", "request")
        let response = try House().authority().response(to: stock.read("request"), at: Samples.now, serial: 1)
        #expect(throws: OpenSSLError.self) { try TimeStampToken.token(inResponse: response) }
    }

    @Test("a certificate that is not for time-stamping alone makes no authority")
    func wrongPurpose() throws {
        #expect(throws: OpenSSLError.self) { try House(eku: []).authority() }
        #expect(throws: OpenSSLError.self) {
            try House(eku: [CertificateProfile.timeStamping, "1.3.6.1.5.5.7.3.1"]).authority()
        }
    }

    @Test(
        "an authority with an SM2 key makes tokens that say the same",
        arguments: [DigestAlgorithm.sha256, .sm3])
    func sm2(algorithm: DigestAlgorithm) throws {
        let authority = try House(sm2: true).authority()
        let digest = Digest.hash(algorithm, [1, 2, 3])
        for time in [Samples.now, Samples.now + 1, Samples.now + 120, Samples.now + 100] {
            let der = try authority.token(
                for: digest, algorithm, at: time, serial: 0xf234_5678_9abc_def0, nonce: 0xff00)
            let token = try TimeStampToken(der: der)
            #expect(token.time == time && token.imprint == digest && token.imprintAlgorithm == algorithm)
            #expect(token.serial == "f23456789abcdef0" && token.policy == "1.2.3.4.1")
            #expect(token.accuracy == 1_500 && token.nonce == "ff00")
            #expect(token.signer == authority.certificate)
        }
        #expect(throws: OpenSSLError.self) { try authority.token(for: [1], at: Samples.now, serial: 1) }
        #expect(throws: OpenSSLError.self) {
            try authority.response(to: TimeStampRequest.der(digest, algorithm, nonce: nil), at: 1, serial: 1)
        }
    }

    @Test("an SM2 token that was changed is refused at every byte, or still says the same, and at every cut")
    func flippedSM2() throws {
        let digest = Digest.sha256([1])
        let der = try House(sm2: true).authority().token(for: digest, at: Samples.now, serial: 1)
        var accepted = 0
        for index in der.indices {
            var changed = der
            changed[index] ^= 1
            #expect(throws: OpenSSLError.self) { try TimeStampToken(der: Array(der.prefix(index))) }
            guard let token = try? TimeStampToken(der: changed) else { continue }
            accepted += 1
            #expect(token.imprint == digest && token.time == Samples.now)
        }
        // The version of the message is signed by nobody.
        #expect(accepted <= 1)
    }

    @Test("what a token says is read in the one form that is allowed")
    func infoForms() throws {
        let start: [UInt8] = [0x02, 0x01, 0x01, 0x06, 0x03, 0x2a, 0x03, 0x04]
        let imprint: [UInt8] =
            [
                0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
                0x05, 0x00, 0x04, 0x20,
            ]
            + [UInt8](repeating: 7, count: 32)
        func info(_ time: String, _ rest: [UInt8] = []) -> TimeStampInfo? {
            let text = Array(time.utf8)
            let body = start + imprint + [0x02, 0x01, 0x05, 0x18, UInt8(text.count)] + text + rest
            return try? TimeStampInfo(der: [0x30, UInt8(body.count)] + body)
        }
        #expect(info("20261124130000Z")?.time == 1_795_525_200_000)
        #expect(info("20261124130000.5Z")?.time == 1_795_525_200_500)
        #expect(info("20261124130000.0123456Z")?.time == 1_795_525_200_012)
        for bad in [
            "20261124130000", "20261124130000+0800", "202611241300Z", "20261124130000.Z",
            "20261124130000.50Z",
            "20261324130000Z", "20261124130000.5", "2026112413000aZ",
        ] { #expect(info(bad) == nil, "\(bad)") }
        let accuracy: [UInt8] = [
            0x30, 0x0b, 0x02, 0x01, 0x02, 0x80, 0x02, 0x01, 0xf4, 0x81, 0x02, 0x01, 0x00,
        ]
        #expect(info("20261124130000Z", accuracy)?.accuracy == 2_501)
        #expect(info("20261124130000Z", [0x01, 0x01, 0xff])?.ordering == true)
        #expect(info("20261124130000Z", [0x01, 0x01, 0x00]) == nil)
        #expect(info("20261124130000Z", [0x01, 0x01, 0x01]) == nil)
        #expect(info("20261124130000Z", [0x02, 0x02, 0x00, 0x80])?.nonce == "80")
        #expect(info("20261124130000Z", [0x02, 0x02, 0x00, 0x7f]) == nil)
        #expect(info("20261124130000Z", [0x05, 0x00]) == nil)
        let critical: [UInt8] = [
            0xa1, 0x0c, 0x30, 0x0a, 0x06, 0x02, 0x2a, 0x03, 0x01, 0x01, 0xff, 0x04, 0x01, 0x00,
        ]
        #expect(info("20261124130000Z", critical)?.hasCriticalExtension == true)
    }

    @Test("an ordinary signed message is no time stamp")
    func notAToken() throws {
        let key = try PrivateKey.generateP256()
        let message = try CMS.sign([1], key: key, certificate: Samples.certificate(for: key, "a"))
        #expect(throws: OpenSSLError.self) { try TimeStampToken(der: message) }
    }
}
