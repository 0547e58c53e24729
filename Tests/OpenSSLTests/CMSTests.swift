import OpenSSL
import Testing

@Suite("Signed messages")
struct CMSTests {
    static let content = Array("{\"id\":\"1\",\"命令\":\"投标\"}\n".utf8)

    /// Signs `CMSTests.content` with the stock tool. The files `a.pem` and `a.key` are there afterwards.
    private func stockMessage(_ stock: Stock, _ kind: String, _ options: [String]) throws -> [UInt8] {
        try stock.makeIdentity("a", kind)
        try stock.write(Self.content, "content")
        let (code, said) = try stock.command(
            "/usr/bin/openssl",
            [
                "cms", "-sign", "-binary", "-signer", "a.pem", "-inkey", "a.key", "-in", "content",
                "-outform", "DER",
                "-out", "message",
            ] + options)
        try #require(code == 0, "\(said)")
        return try stock.read("message")
    }

    @Test(
        "what the stock tool signs is accepted, whatever its options",
        arguments: ["ec", "rsa", "p384"],
        [
            ["-nodetach"], ["-nodetach", "-cades"], ["-nodetach", "-nosmimecap"], ["-nodetach", "-stream"],
            ["-nodetach", "-md", "sha384"], ["-nodetach", "-keyid"], ["-nodetach", "-cades", "-stream"],
        ])
    func accepts(kind: String, options: [String]) throws {
        let stock = try Stock()
        defer { stock.remove() }
        let message = try stockMessage(stock, kind, options)
        let signed = try CMS.verifySignature(message)
        #expect(signed.content == Self.content)
        #expect(try signed.signer == Certificate(pem: stock.read("a.pem")))
        #expect(signed.signingTime != nil)
        #expect(signed.otherCertificates.isEmpty)
    }

    @Test("a detached signature needs its content, and an attached one refuses another beside it")
    func detached() throws {
        let stock = try Stock()
        defer { stock.remove() }
        let message = try stockMessage(stock, "ec", [])
        #expect(try CMS.verifySignature(message, detached: Self.content).content == Self.content)
        #expect(throws: OpenSSLError.self) { try CMS.verifySignature(message) }
        #expect(throws: OpenSSLError.self) { try CMS.verifySignature(message, detached: Self.content + [0]) }
        let attached = try stockMessage(stock, "ec", ["-nodetach"])
        #expect(throws: OpenSSLError.self) { try CMS.verifySignature(attached, detached: Self.content) }
    }

    @Test("a flipped bit anywhere in a message never yields other content under the same signer")
    func flipped() throws {
        let key = try PrivateKey.generateP256()
        let certificate = try Samples.certificate(for: key, "a")
        let message = try CMS.sign(Self.content, key: key, certificate: certificate)
        var accepted = 0
        for index in message.indices {
            var changed = message
            changed[index] ^= 1
            guard let signed = try? CMS.verifySignature(changed) else { continue }
            // Outside the signature lie two version numbers and the list of digest algorithms, 11 bytes.
            accepted += 1
            #expect(signed.content == Self.content)
            #expect(signed.signer == certificate)
        }
        #expect(accepted < 12)
    }

    @Test("what is outside the profile is refused by name")
    func refused() throws {
        let stock = try Stock()
        defer { stock.remove() }
        func refusal(_ message: [UInt8], limit: Int = CMS.limit) -> String {
            do throws(OpenSSLError) {
                _ = try CMS.verifySignature(message, limit: limit)
                return "accepted"
            } catch { return error.description }
        }
        let good = try stockMessage(stock, "rsa", ["-nodetach"])
        #expect(refusal(good) == "accepted")
        #expect(refusal(good + [0]).contains("1 bytes follow its end"))
        #expect(refusal(good, limit: 100).contains("the limit is 100"))
        #expect(refusal(Array(good.dropLast())).contains("Could not check a signed message"))
        #expect(refusal([]).contains("no bytes"))
        #expect(try refusal(stockMessage(stock, "rsa", ["-nodetach", "-noattr"])).contains("no attributes"))
        #expect(
            try refusal(stockMessage(stock, "rsa", ["-nodetach", "-md", "sha1"])).contains(
                "digest other than"))
        #expect(try refusal(stockMessage(stock, "rsa", ["-nodetach", "-nocerts"])).contains("not inside"))
        #expect(
            try refusal(
                stockMessage(stock, "rsa", ["-nodetach", "-econtent_type", "1.2.3.4"])
            ).contains("not of type id-data"))
        try stock.makeIdentity("b", "ec")
        #expect(
            try refusal(
                stockMessage(stock, "rsa", ["-nodetach", "-signer", "b.pem", "-inkey", "b.key"])
            ).contains("exactly one signer"))
        #expect(try refusal(Samples.certificate(for: .generateP256(), "a").der).contains("Could not check"))
    }

    @Test(
        "what is signed here the stock tool verifies, attached or detached, CAdES or plain",
        arguments: [true, false], [true, false])
    func stockVerifies(detached: Bool, cades: Bool) throws {
        let stock = try Stock()
        defer { stock.remove() }
        try stock.makeIdentity("a", "ec")
        try stock.makeIdentity("b", "rsa")
        let certificate = try Certificate(pem: stock.read("a.pem"))
        let message = try CMS.sign(
            Self.content, key: PrivateKey(pem: stock.read("a.key")), certificate: certificate,
            extraCertificates: [Certificate(pem: stock.read("b.pem"))], detached: detached, cades: cades)
        try stock.write(message, "message")
        try stock.write(Self.content, "content")
        let (code, said) = try stock.command(
            "/usr/bin/openssl",
            [
                "cms", "-verify", "-binary", "-inform", "DER", "-in", "message", "-CAfile", "a.pem",
                "-purpose", "any",
                "-out", "got",
            ] + (detached ? ["-content", "content"] : []) + (cades ? ["-cades"] : []))
        #expect(code == 0, "\(said)")
        #expect(try stock.read("got") == Self.content)
        let signed = try CMS.verifySignature(message, detached: detached ? Self.content : nil)
        #expect(signed.signer == certificate)
        #expect(signed.otherCertificates.map(\.commonName) == ["b"])
        let printed = try stock.run("cms", "-cmsout", "-print", "-inform", "DER", "-in", "message").said
        #expect(printed.contains("signingCertificateV2") == cades)
    }

    @Test("a message with a crowd of certificates is refused")
    func crowd() throws {
        let key = try PrivateKey.generateP256()
        let certificate = try Samples.certificate(for: key, "a")
        let others = try (0..<16).map { try Samples.certificate(for: key, "other \($0)") }
        let most = try CMS.sign(
            [1], key: key, certificate: certificate, extraCertificates: Array(others.dropLast()))
        #expect(try CMS.verifySignature(most).otherCertificates.count == 15)
        let crowd = try CMS.sign([1], key: key, certificate: certificate, extraCertificates: others)
        #expect(throws: OpenSSLError.self) { try CMS.verifySignature(crowd) }
    }

    @Test("nothing at all can be signed, and that is what was signed")
    func empty() throws {
        let key = try PrivateKey.generateP256()
        let certificate = try Samples.certificate(for: key, "a")
        let attached = try CMS.sign([], key: key, certificate: certificate)
        #expect(try CMS.verifySignature(attached).content.isEmpty)
        let detached = try CMS.sign([], key: key, certificate: certificate, detached: true)
        #expect(try CMS.verifySignature(detached, detached: []).content.isEmpty)
        #expect(throws: OpenSSLError.self) { try CMS.verifySignature(detached, detached: [0]) }
    }

    @Test("the signing time is the one that was asked for")
    func signingTime() throws {
        let key = try PrivateKey.generateP256()
        let certificate = try Samples.certificate(for: key, "a")
        for time in [Int64(1_700_000_000_999), 4_000_000_000_000] {
            let message = try CMS.sign([1], key: key, certificate: certificate, signingTime: time)
            #expect(try CMS.verifySignature(message).signingTime == time / 1000 * 1000)
        }
    }

    @Test("a key is not used under a certificate that is not its own")
    func foreignCertificate() throws {
        let certificate = try Samples.certificate(for: .generateP256(), "a")
        #expect(throws: OpenSSLError.self) {
            try CMS.sign([1], key: .generateP256(), certificate: certificate)
        }
    }

    @Test("a signing-certificate attribute that names another certificate of the same key is refused")
    func essMismatch() throws {
        // Two certificates with the same key, issuer and serial number: the signer identifier fits both.
        let key = try PrivateKey.generateP256()
        let one = try Samples.certificate(for: key, "a", serial: [7])
        var two = try Samples.certificate(for: key, "a", serial: [7], days: 31)
        // ECDSA signatures vary in length, and the swap below must not change that of the message.
        while two.der.count != one.der.count {
            two = try Samples.certificate(for: key, "a", serial: [7], days: 31)
        }
        let message = try CMS.sign([1], key: key, certificate: one)
        let swapped = try Samples.replace(one.der, by: two.der, in: message)
        #expect(throws: OpenSSLError.self) { try CMS.verifySignature(swapped) }
        let plain = try CMS.sign([1], key: key, certificate: one, cades: false)
        #expect(try CMS.verifySignature(Samples.replace(one.der, by: two.der, in: plain)).signer == two)
    }
}
