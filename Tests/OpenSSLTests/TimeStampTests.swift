import OpenSSL
import Testing

@Suite("Time stamps")
struct TimeStampTests {
    private struct House {
        let root: Certificate
        let rootKey: PrivateKey
        let key: PrivateKey
        let certificate: Certificate

        init(eku: [String] = [CertificateProfile.timeStamping]) throws {
            rootKey = try .generateP256()
            root = try CertificateAuthority.selfSigned(
                CertificateProfile(
                    subject: [("CN", "root TEST ONLY")], notBefore: Samples.now - 86_400_000,
                    notAfter: Samples.now + 3_650 * 86_400_000, keyUsage: [.keyCertSign, .crlSign],
                    isAuthority: true), key: rootKey)
            key = try .generateP256()
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

    @Test("an ordinary signed message is no time stamp")
    func notAToken() throws {
        let key = try PrivateKey.generateP256()
        let message = try CMS.sign([1], key: key, certificate: Samples.certificate(for: key, "a"))
        #expect(throws: OpenSSLError.self) { try TimeStampToken(der: message) }
    }
}
